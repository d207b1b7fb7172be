"""Keyword builders of demand and offer: valid by default."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from cargos.models import Posicion, UnidadOrganica, Usuario
from convenios.acciones import capacitacion as acciones_capacitacion
from convenios.acciones import convocatoria as acciones_convocatoria
from convenios.acciones import demanda as acciones_demanda
from convenios.acciones import emparejamiento as acciones_emparejamiento
from convenios.acciones import gestion as acciones_gestion
from convenios.models import Capacitacion, Convocatoria, Demanda, Emparejamiento, Gestion
from tests.fabrica_convenios import HOY, organizacion

_n = count(1)


def convocatoria(*, por: Usuario, anulada: bool = False, **campos: Any) -> Convocatoria:
    """An offer of a fuente, open for a month more, unless told otherwise."""
    datos = {
        "titulo": f"Convocatoria de prueba {next(_n)}",
        "tipo": "convocatoria",
        "abre_el": HOY - timedelta(days=30),
        "cierra_el": HOY + timedelta(days=30),
    } | campos
    datos.setdefault("organizacion", None)
    datos["organizacion"] = datos["organizacion"] or organizacion()
    datos.setdefault("responsable", Posicion.objects.get(nro_orden="068"))
    fila = acciones_convocatoria.registrar_convocatoria(Convocatoria(**datos), por=por, hoy=HOY)
    if anulada:
        acciones_convocatoria.anular_convocatoria(fila, motivo="Por error", por=por)
        fila.refresh_from_db()
    return fila


def demanda(
    *,
    por: Usuario,
    estado: str = "",
    prioridad: int | None = None,
    financiado: int | None = None,
    **campos: Any,
) -> Demanda:
    """A project of US$ 100,000 that a unit asks of cooperation, just registered unless told
    otherwise."""
    datos = {
        "titulo": "Refugio temporal de prueba",
        "problema": "No hay dónde alojarlas",
        "tipo": "proyecto",
        "destino": "ci",
        "moneda": "USD",
        "monto": Decimal(100_000),
        "lugares": ["02"],
        "poblacion": {"m_18_29": 30},
        "areas_crs": ["15180"],
        "ods": ["5.2"],
        "pncti": ["3"],
    } | campos
    if "unidad" not in datos:
        datos["unidad"] = UnidadOrganica.objects.create(codigo=f"pide-{next(_n)}")
    datos.setdefault("responsable", Posicion.objects.get(nro_orden="068"))
    fila = acciones_demanda.registrar_demanda(Demanda(**datos), por=por, hoy=HOY)
    if prioridad or financiado or estado:
        estado = "financiada" if financiado else estado or "priorizada"
        cambios = {"prioridad": prioridad, "financiado": financiado, "estado": estado}
        Demanda.objects.filter(pk=fila.pk).update(**cambios)
        fila.refresh_from_db()
    return fila


def proponer(
    demanda: Demanda, convocatoria: Convocatoria, *, por: Usuario, hoy: date = HOY, dias: int = 10
) -> Emparejamiento:
    """The need stands proposed for that offer, to be ready in so many days."""
    return acciones_emparejamiento.decidir(
        demanda,
        convocatoria,
        decision="propuesto",
        por=por,
        hoy=hoy,
        responsable=Posicion.objects.get(nro_orden="068"),
        limite_el=hoy + timedelta(days=dias),
    )


def gestion(demanda: Demanda, *, por: Usuario, etapa: str = "", **campos: Any) -> Gestion:
    """That need taken to a fuente, just identified unless told otherwise."""
    datos = {"probabilidad": 20, "moneda": "USD", "monto": Decimal(80_000)} | campos
    if "organizacion" not in datos:
        datos["organizacion"] = organizacion()
    datos.setdefault("responsable", Posicion.objects.get(nro_orden="068"))
    fila = acciones_gestion.abrir_gestion(Gestion(demanda=demanda, **datos), por=por, hoy=HOY)
    if etapa:
        Gestion.objects.filter(pk=fila.pk).update(etapa=etapa)
        fila.refresh_from_db()
    return fila


def capacitacion(
    *, por: Usuario, a: list[UnidadOrganica], hoy: date = HOY, **campos: Any
) -> Capacitacion:
    """A scholarship that was spread to those units."""
    datos = {"pais": "JPN", "perfil": "Inglés intermedio", "cupos": 3} | campos
    datos.setdefault("convocatoria", convocatoria(por=por, tipo="beca"))
    fila = acciones_capacitacion.registrar_capacitacion(Capacitacion(**datos), por=por, hoy=hoy)
    acciones_capacitacion.difundir(fila, a, fecha=hoy, por=por)
    return fila
