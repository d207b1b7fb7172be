"""What the State took on abroad, for the demonstration: real milestones, the rest invented.

Through the acts that a person would do (datos/internacional.toml says what).
"""

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from cargos.models import Posicion, UnidadOrganica, Usuario
from convenios.acciones import ocurrencia as actos
from convenios.acciones.compromiso import registrar_compromiso
from convenios.acciones.instrumento import (
    anotar_hito,
    confirmar_fecha,
    elegir_hito,
    guardar_instrumento,
)
from convenios.acciones.plan_internacional import aprobar_plan
from convenios.demo.recomendaciones import propuestas, recomendaciones
from convenios.models import (
    Compromiso,
    Convenio,
    Evidencia,
    HitoInstrumento,
    InstrumentoInternacional,
    Ocurrencia,
    ReglaRecurrencia,
    peso_por_clase,
)
from convenios.plazos import sumar_meses

DATOS = Path(__file__).resolve().parent.parent / "datos" / "internacional.toml"


def internacional(hoy: date, personas: Mapping[str, Usuario]) -> None:
    """Fill the room of the international work."""
    datos = tomllib.loads(DATOS.read_text(encoding="utf-8"))
    por_siglas = {}
    for d in datos["instrumentos"]:
        fila = _instrumento(d, hoy, personas)
        por_siglas[d["siglas"]] = fila
        for clave in d.get("obligaciones", []):
            _obligacion(fila, datos["obligaciones"][clave], hoy, personas)
    _plan(hoy, personas)
    recomendaciones(datos["recomendaciones"], por_siglas, hoy, personas)
    propuestas(datos["propuestas"], por_siglas, hoy, personas)


def _instrumento(
    d: Mapping[str, Any], hoy: date, personas: Mapping[str, Usuario]
) -> InstrumentoInternacional:
    autor = personas["070"]
    ficticio = d.get("ficticio", False)
    fila = InstrumentoInternacional(
        siglas=d["siglas"],
        denominacion=d["denominacion"],
        ambito=d["ambito"],
        clase=d["clase"],
        organo=d.get("organo", ""),
        ejes=d["ejes"],
        unidad=_unidad(d.get("unidad")),
        coordinador=Posicion.objects.get(nro_orden="070"),
        sin_obligaciones=d.get("sin_obligaciones", False),
        motivo_termino=d.get("motivo_termino", ""),
        es_ficticio=ficticio,
        fuente_dato=d["fuente"],
    )
    if "termino_hace" in d:
        fila.termino_el = hoy - timedelta(days=d["termino_hace"])
    guardar_instrumento(fila, _convenios(d.get("convenios", 0), fila), por=autor, hoy=hoy)
    for h in d["hitos"]:
        campos = {c: v for c, v in h.items() if c != "elegir"}
        hito = anotar_hito(HitoInstrumento(instrumento=fila, **campos), por=autor)
        if "elegir" in h:
            elegir_hito(hito, motivo=h["elegir"], por=autor, hoy=hoy)
    return fila


def _unidad(codigo: str | None) -> UnidadOrganica | None:
    return UnidadOrganica.objects.get_or_create(codigo=codigo)[0] if codigo else None


def _convenios(cuantos: int, fila: InstrumentoInternacional) -> list[Convenio]:
    """Some invented agreements that put it into practice; a few stay without any instrument."""
    abiertos = Convenio.objects.filter(es_ficticio=True).exclude(
        nivel_acceso=Convenio.Acceso.RESERVADO
    )
    desde = 2 * InstrumentoInternacional.objects.count()
    return list(abiertos.order_by("pk")[desde : desde + cuantos]) if cuantos else []


def _obligacion(
    instrumento: InstrumentoInternacional,
    d: Mapping[str, Any],
    hoy: date,
    personas: Mapping[str, Usuario],
) -> None:
    cada = d["cada"]
    compromiso = Compromiso(
        instrumento=instrumento,
        titulo=d["titulo"],
        clase=d["clase"],
        articulo=d.get("articulo", ""),
        producto=d["producto"],
        emisor=d["emisor"],
        coordina=d["coordina"],
        informa=instrumento.unidad,
        exigibilidad="recurrente" if cada else "fecha_fija",
        criticidad=d.get("criticidad", 3),
        peso=peso_por_clase(d["clase"]),
        responsable=None if d.get("sin_cargo") else Posicion.objects.get(nro_orden="070"),
        es_ficticio=True,
    )
    base = sumar_meses(hoy, d["en"])
    veces = 2 if cada >= 24 else 4
    regla = ReglaRecurrencia(base=base, cada_meses=cada, cantidad=veces if cada else 1)
    registrar_compromiso(compromiso, regla, hoy=hoy)
    for o in compromiso.ocurrencias.filter(fecha_exigible__lte=sumar_meses(hoy, 12)):
        if d.get("confirma"):
            _confirmar(o, d, hoy, personas)
        elif "cumple" in d:
            _cumplir(o, d["cumple"], hoy, personas)


def _confirmar(
    o: Ocurrencia, d: Mapping[str, Any], hoy: date, personas: Mapping[str, Usuario]
) -> None:
    """The body confirms its date (or gives another), and what is past was done in time."""
    fecha = o.fecha_exigible + timedelta(days=d.get("otra_fecha", 0))
    hecha = confirmar_fecha(
        o,
        fecha=fecha,
        organismo=d["emisor"],
        documento="Nota verbal ficticia",
        por=personas["070"],
        hoy=hoy,
    )
    if "cumple" in d:
        _cumplir(hecha.ocurrencia, d["cumple"], hoy, personas)


def _cumplir(o: Ocurrencia, como: str, hoy: date, personas: Mapping[str, Usuario]) -> None:
    """What is due was reported, on time or late, and somebody else validated it (or not yet)."""
    reporta = como == "reporta"
    if o.fecha_exigible > hoy and not reporta:
        return
    vence = min(o.fecha_exigible, hoy)
    dia = min(vence + timedelta(days=20 if como == "tarde" else -3), hoy)
    actos.reportar(
        o,
        avance=60 if como == "parcial" else 100,
        narrativa="Se remitió lo pedido (ficticio).",
        evidencias=[
            Evidencia(descripcion="Cargo de remisión (ficticio)", documento="Nota ficticia")
        ],
        por=personas["070"],
        hoy=dia,
    )
    if not reporta:
        actos.validar(o, por=personas["067"], hoy=dia, parcial=como == "parcial")


def _plan(hoy: date, personas: Mapping[str, Usuario]) -> None:
    """The plan of the year, with a second version after a body moved a date."""
    aprobar_plan(
        hoy.year,
        aprobado_el=hoy - timedelta(days=20),
        motivo="Primera versión del año (ficticio).",
        por=personas["067"],
        hoy=hoy,
    )
    movida = _por_mover(hoy)
    if movida is None:
        return
    _otra_fecha(movida, hoy, personas)
    aprobar_plan(
        hoy.year,
        aprobado_el=hoy,
        motivo="El organismo movió una fecha (ficticio).",
        por=personas["067"],
        hoy=hoy,
    )


def _por_mover(hoy: date) -> Ocurrencia | None:
    """An obligation of this year still open and without a confirmed date."""
    abiertas = Ocurrencia.objects.al(hoy).abiertas().internacionales(hoy).con_origen()
    del_anio = abiertas.filter(fecha_exigible__year=hoy.year, estado="pendiente")
    return del_anio.filter(confirmaciones=None).order_by("fecha_exigible").first()


def _otra_fecha(o: Ocurrencia, hoy: date, personas: Mapping[str, Usuario]) -> None:
    fecha = min(o.fecha_exigible + timedelta(days=5), date(hoy.year, 12, 31))
    confirmar_fecha(
        o,
        fecha=fecha,
        organismo=o.compromiso.emisor,
        documento="Correo ficticio de la Secretaría",
        por=personas["070"],
        hoy=hoy,
    )
