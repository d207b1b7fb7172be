"""The agreements of the demonstration office: real facts with their source, the rest invented.

What is what stands in datos/demo.toml. Deterministic: the same day gives the same office. The
acts that a person would do (recording, parties, stages, adendas, decisions) go through the real
acciones, so the demonstration can hold nothing that the application refuses; the year of reports
and reviews is written in bulk.
"""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from cargos.models import Posicion, Usuario, autoria
from convenios.acciones.convenio import (
    agregar_adenda,
    agregar_parte,
    anotar_hito,
    decidir_renovacion,
    registrar_convenio,
)
from convenios.acciones.etapa import cambiar_etapa
from convenios.demo_historia import Autores, historia
from convenios.estados import Etapa
from convenios.models import (
    Adenda,
    Compromiso,
    Convenio,
    Hito,
    Ocurrencia,
    Organizacion,
    ReglaRecurrencia,
    TransicionEtapa,
    peso_por_clase,
)
from convenios.plazos import Recurrencia, sumar_meses, vencimientos
from ocisys.base.computo import calendario_de

DATOS = Path(__file__).resolve().parent / "datos" / "demo.toml"
FICTICIO = "ficticio"
AVISO_ETAPA = "Etapa de la demostración; los hechos son los de la fuente citada."
CAMINO = (
    Etapa.EN_FORMULACION,
    Etapa.EN_OPINION_TECNICA,
    Etapa.EN_OPINION_PRESUPUESTAL,
    Etapa.EN_OPINION_LEGAL,
    Etapa.EN_CONFORMIDAD,
    Etapa.LISTO_PARA_FIRMA,
    Etapa.SUSCRITO,
    Etapa.EN_EJECUCION,
)
Orgs = Mapping[str, Organizacion]


@transaction.atomic
def poblar(hoy: date, personas: dict[str, Usuario]) -> None:
    """Fill an office without invented agreements; `personas` by post number ("067"…"071").

    Does nothing when the demonstration is already there.
    """
    if Convenio.objects.filter(es_ficticio=True).exists():
        return
    datos = tomllib.loads(DATOS.read_text(encoding="utf-8"))
    orgs = _organizaciones(datos, hoy)
    por_nombre: dict[str, Convenio] = {}
    for instrumento in datos["instrumentos"]:
        convenio = _instrumento(instrumento, orgs, por_nombre, hoy, personas)
        por_nombre[convenio.denominacion] = convenio
    compromisos = _compromisos(datos, por_nombre, hoy)
    historia(compromisos, hoy, Autores(personas))
    for instrumento in datos["instrumentos"]:
        _poner_etapa(por_nombre[instrumento["denominacion"]], instrumento, hoy, personas)
        _adendas_y_decision(por_nombre[instrumento["denominacion"]], instrumento, hoy, personas)


# --- Organisations --------------------------------------------------------------------------


def _organizaciones(datos: Mapping[str, Any], hoy: date) -> dict[str, Organizacion]:
    claves = [o["clave"] for o in datos["organizaciones"]]
    filas = [_organizacion(o, i, hoy) for i, o in enumerate(datos["organizaciones"])]
    empresas = [
        Organizacion(
            nombre=nombre,
            clase=Organizacion.Clase.EMPRESA,
            estado=estado,
            verificada_el=_verificada(i, hoy),
            fuente_dato=FICTICIO,
            es_ficticia=True,
        )
        for estado, nombres in (
            ("activa", datos["empresas"]["activas"]),
            ("potencial", datos["empresas"]["potenciales"]),
        )
        for i, nombre in enumerate(nombres)
    ]
    ya = {o.nombre: o for o in Organizacion.objects.all()}
    Organizacion.objects.bulk_create(f for f in [*filas, *empresas] if f.nombre not in ya)
    return {c: ya.get(f.nombre, f) for c, f in zip(claves, filas, strict=True)}


def _organizacion(o: Mapping[str, Any], i: int, hoy: date) -> Organizacion:
    return Organizacion(
        nombre=o["nombre"],
        siglas=o.get("siglas", ""),
        clase=o["clase"],
        estado=o.get("estado", "activa"),
        pais=o["pais"],
        nombres_anteriores=o.get("anteriores", []),
        verificada_el=_verificada(i, hoy),
        fuente_dato=o.get("fuente", FICTICIO),
        es_ficticia="fuente" not in o,
    )


def _verificada(i: int, hoy: date) -> date | None:
    """Most fichas fresh, some old, one in nine never verified."""
    return None if i % 9 == 8 else hoy - timedelta(days=(i * 23) % 230)


# --- Agreements -----------------------------------------------------------------------------


def _instrumento(
    d: Mapping[str, Any],
    orgs: Orgs,
    por_nombre: Mapping[str, Convenio],
    hoy: date,
    personas: Mapping[str, Usuario],
) -> Convenio:
    real = d.get("real", False)
    convenio = Convenio(
        denominacion=d["denominacion"],
        tipo=d["tipo"],
        padre=por_nombre.get(d.get("padre", "")),
        coordinador=_posicion(d.get("cargo")),
        importancia=d.get("importancia", 3),
        tema=d.get("tema", ""),
        nivel_acceso="reservado" if d.get("reservado") else "interno",
        lugar_suscripcion=d.get("lugar", ""),
        preaviso_dias=d.get("preaviso"),
        clausula_separacion=None if real else True,
        requiere_perfeccionamiento=d.get("perfeccionamiento", False),
        es_ficticio=not real,
        fuente_dato=d.get("fuente", FICTICIO),
        **_fechas(d, hoy),
    )
    autor = personas[d.get("cargo", "068")]
    etapa = Etapa.SUSCRITO if convenio.fecha_suscripcion else Etapa.IDEA
    registrar_convenio(convenio, por=autor, etapa=etapa, hoy=hoy)
    _partes_e_hitos(convenio, d, orgs, autor, hoy)
    return convenio


def _posicion(nro: str | None) -> Posicion | None:
    return Posicion.objects.get(nro_orden=nro) if nro else None


def _fechas(d: Mapping[str, Any], hoy: date) -> dict[str, Any]:
    """Dates and term: of the source for a real one, counted from today for an invented one."""
    if "firma_hace" in d:
        firma = hoy - timedelta(days=d["firma_hace"])
        firmado = {"fecha_suscripcion": firma, "inicio_vigencia": firma}
        if d.get("indeterminado"):
            return firmado | {"plazo": "indeterminado"}
        fin = hoy + timedelta(days=d["termina_en"])
        inicial = fin - timedelta(days=_dias_ganados(d))
        return firmado | {"plazo": "fecha", "fecha_fin": inicial}
    if "firma" not in d:
        return {"regla_inicio": Convenio.ReglaInicio.SUSCRIPCION}
    plazo: dict[str, Any] = {"plazo": "no_consta"}
    if "fin" in d:
        plazo = {"plazo": "fecha", "fecha_fin": d["fin"]}
    elif "duracion" in d:
        plazo = {"plazo": "duracion", "duracion": d["duracion"], "duracion_unidad": "meses"}
    elif "evento" in d:
        plazo = {"plazo": "evento", "evento_fin": d["evento"]}
    inicio = d.get("inicio") or (None if "duracion" in d else d["firma"])
    return {"fecha_suscripcion": d["firma"], "inicio_vigencia": inicio} | plazo


def _dias_ganados(d: Mapping[str, Any]) -> int:
    """How far the adendas moved the end: the instrument itself ended that much earlier."""
    return 120 * sum(a.get("extiende", False) for a in d.get("adendas", []))


def _partes_e_hitos(
    convenio: Convenio, d: Mapping[str, Any], orgs: Orgs, autor: Usuario, hoy: date
) -> None:
    partes = {}
    for lado in ("sector", "contraparte"):
        for clave in d.get(lado, ["sector"]):
            partes[clave] = agregar_parte(
                convenio,
                organizacion=orgs[clave],
                lado=lado,
                roles=[2] if lado == "sector" else [1],
            )
    for h in d.get("hitos", []):
        hito = Hito(
            convenio=convenio,
            tipo=h["tipo"],
            parte=partes.get(h.get("parte")),
            fecha=h["fecha"],
            fuente=h["fuente"],
            confianza=h.get("confianza", "oficial"),
        )
        anotar_hito(hito, por=autor)
    if not d.get("real"):
        opinion = (convenio.fecha_suscripcion or hoy) - timedelta(days=20)
        anotar_hito(
            Hito(convenio=convenio, tipo="conformidad_apci", fecha=opinion, fuente="Dato ficticio"),
            por=autor,
        )


# --- Commitments ----------------------------------------------------------------------------


def _compromisos(
    datos: Mapping[str, Any], por_nombre: Mapping[str, Convenio], hoy: date
) -> list[tuple[Ocurrencia, str]]:
    """Write commitments, rules and due dates; returns each due date with the profile to follow."""
    calendario = calendario_de(None, sumar_meses(hoy, -30), sumar_meses(hoy, 60))
    posiciones = {p.nro_orden: p for p in Posicion.objects.all()}
    filas: list[tuple[Compromiso, Recurrencia, str]] = []
    for d in datos["instrumentos"]:
        convenio = por_nombre[d["denominacion"]]
        for compromiso, modelo in _de_un_instrumento(d, convenio, datos["compromisos"]):
            compromiso.responsable = posiciones[_cargo_de(d, compromiso)]
            filas.append((compromiso, _recurrencia(convenio, modelo, hoy), d["perfil"]))
    Compromiso.objects.bulk_create(c for c, _, _ in filas)
    ReglaRecurrencia.objects.bulk_create(
        ReglaRecurrencia(compromiso=c, base=r.base, cada_meses=r.cada_meses, cantidad=r.cantidad)
        for c, r, _ in filas
    )
    ocurrencias = [
        (
            Ocurrencia(
                compromiso=c, nro=v.nro, fecha_legal=v.fecha_legal, fecha_exigible=v.fecha_exigible
            ),
            perfil,
        )
        for c, r, perfil in filas
        for v in vencimientos(r, horizonte=sumar_meses(hoy, 58), es_habil=calendario.es_habil)
    ]
    Ocurrencia.objects.bulk_create(o for o, _ in ocurrencias)
    return ocurrencias


def _de_un_instrumento(
    d: Mapping[str, Any], convenio: Convenio, modelos: Mapping[str, Any]
) -> Iterator[tuple[Compromiso, Mapping[str, Any]]]:
    """The commitments of both sides, numbered as in the document."""
    nuestra = convenio.partes.filter(lado="sector").first()
    suya = convenio.partes.filter(lado="contraparte").first()
    numero = 0
    for clave in d.get("compromisos", []):
        modelo = modelos[clave]
        titulos = [(nuestra, modelo["titulo"])]
        if "contraparte" in modelo:
            titulos.append((suya, modelo["contraparte"]))
        for parte, titulo in titulos:
            numero += 1
            yield (
                Compromiso(
                    convenio=convenio,
                    numero=numero,
                    titulo=titulo,
                    clausula=f"{4 + numero // 3}.{1 + numero % 3}",
                    obligado=parte,
                    clase=modelo["clase"],
                    exigibilidad="recurrente" if modelo["meses"] else "fecha_fija",
                    criticidad=modelo.get("criticidad", 3),
                    peso=peso_por_clase(modelo["clase"]),
                    entregable=titulo.split(" ", 1)[1].capitalize(),
                    es_ficticio=True,
                ),
                modelo,
            )


def _cargo_de(d: Mapping[str, Any], compromiso: Compromiso) -> str:
    """The coordinating post answers for most; reports to companies and meetings are shared."""
    if compromiso.clase in ("logistico", "visibilidad"):
        return "069"
    return "070" if compromiso.clase == "reunion" else d.get("cargo", "068")


def _recurrencia(convenio: Convenio, modelo: Mapping[str, Any], hoy: date) -> Recurrencia:
    """First date some months ago, never before the signature, always on a month's last days."""
    dia = 5 + int(convenio.codigo[-4:]) * 7 % 24
    base = sumar_meses(hoy.replace(day=dia), -modelo["atras"])
    firma = convenio.fecha_suscripcion or hoy
    while base <= firma:
        base = sumar_meses(base, modelo["meses"] or 1)
    return Recurrencia(base, modelo["meses"], modelo["veces"])


# --- Stages, adendas and decisions ----------------------------------------------------------


def _poner_etapa(
    convenio: Convenio, d: Mapping[str, Any], hoy: date, personas: Mapping[str, Usuario]
) -> None:
    """Walk to the stage of the demonstration by the real acts, waiving what no source tells."""
    destino, autor = Etapa(d["etapa"]), personas["067"]
    if destino == Etapa.CERRADO and d.get("real"):
        _cerrar_historico(convenio, hoy, autor)
        return
    dia = convenio.fecha_suscripcion or hoy - timedelta(days=90)
    for paso in _pasos(Etapa(convenio.etapa), destino):
        dia = min(dia + timedelta(days=9), hoy)
        cambiar_etapa(
            convenio,
            a=paso,
            por=autor,
            hoy=hoy,
            fecha=dia,
            motivo=d.get("motivo") or (AVISO_ETAPA if d.get("real") else "Situación ficticia."),
            dispensas=dict.fromkeys(
                ("marco", "fin_del_marco", "plazo", "perfeccionamiento"), "No consta en la fuente."
            ),
        )


def _pasos(de: Etapa, a: Etapa) -> list[Etapa]:
    """Stages between the two, following the usual order."""
    if a == Etapa.DESESTIMADO:
        return [Etapa.EN_FORMULACION, a]
    en_orden = [*CAMINO, Etapa.EN_CIERRE]
    if a in (Etapa.SUSPENDIDO, Etapa.RESUELTO):
        return [Etapa.EN_EJECUCION, a] if a == Etapa.SUSPENDIDO else [a]
    desde = en_orden.index(de) + 1 if de in en_orden else 0
    return en_orden[desde : en_orden.index(a) + 1]


def _cerrar_historico(convenio: Convenio, hoy: date, autor: Usuario) -> None:
    """An instrument whose term is long past: recorded as closed, saying what is not known."""
    TransicionEtapa.objects.create(
        convenio=convenio,
        de=convenio.etapa,
        a=Etapa.CERRADO,
        fecha=hoy,
        motivo="Registro histórico: su plazo terminó; la fuente no dice cuándo se cerró.",
        **autoria(autor),
    )
    convenio.etapa = Etapa.CERRADO
    convenio.save(update_fields=["etapa"])


def _adendas_y_decision(
    convenio: Convenio, d: Mapping[str, Any], hoy: date, personas: Mapping[str, Usuario]
) -> None:
    fin = convenio.fecha_fin
    for a in d.get("adendas", []):
        extiende = a.get("extiende", False)
        adenda = Adenda(
            convenio=convenio,
            fecha=hoy - timedelta(days=a["hace"]),
            efectos=["plazo"] if extiende else ["objeto"],
            nueva_fecha_fin=fin + timedelta(days=120) if extiende and fin else None,
            objeto="" if extiende else "Precisa los lugares de intervención.",
            extemporanea_razon="Demora en la firma (ficticio)." if extiende else "",
            es_ficticia=True,
            fuente_dato=FICTICIO,
        )
        agregar_adenda(adenda, por=personas["068"])
    if "decision" in d:
        decidir_renovacion(
            convenio,
            sentido=d["decision"],
            motivo="Decisión ficticia de la demostración.",
            fecha=hoy - timedelta(days=8),
            por=personas["067"],
        )
