"""A shelf against the register: what should be there and is not, what is there and should not be.

Pure reading: nothing is written. Where a file is, its last classification says.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery

from cargos.models import Usuario
from tramite.estados import FUERA
from tramite.etiquetas import Etiqueta
from tramite.models import Clasificacion, Expediente, Prestamo
from tramite.models.expediente import ExpedienteQuerySet

MAXIMO = 300
"""Files of a shelf that are compared at once."""


@dataclass(frozen=True)
class Estante:
    """What came of reading a shelf. Of each file, `ubicacion` is where it should be."""

    en_su_sitio: int
    faltan: list[Expediente]
    prestados: list[Prestamo]
    mal_puestos: list[Expediente]
    desconocidos: list[str]


def revisar_estante(
    ubicacion: str, leidas: Sequence[Etiqueta], ajenos: Sequence[str], *, usuario: Usuario
) -> Estante:
    """Compare the labels read with the files whose place begins with `ubicacion`; three queries."""
    visibles = Expediente.objects.visibles_para(usuario)
    esperados = {e.numero: e for e in _ubicados(visibles, ubicacion)[:MAXIMO]}
    numeros = dict.fromkeys(e.numero for e in leidas)
    otros = [n for n in numeros if n not in esperados]
    mal_puestos = list(_con_ubicacion(visibles.filter(numero__in=otros)).order_by("pk"))
    hallados = {e.numero for e in mal_puestos}
    ausentes = [e for numero, e in esperados.items() if numero not in numeros]
    prestamos = Prestamo.objects.visibles_para(usuario).pendientes().para_lista()
    prestados = list(prestamos.filter(expediente__in=ausentes).order_by("devolver_el", "pk"))
    fuera = {p.expediente_id for p in prestados}
    return Estante(
        en_su_sitio=sum(n in esperados for n in numeros),
        faltan=[e for e in ausentes if e.pk not in fuera],
        prestados=prestados,
        mal_puestos=mal_puestos,
        desconocidos=[*ajenos, *(n for n in otros if n not in hallados)],
    )


def _con_ubicacion(filas: ExpedienteQuerySet) -> ExpedienteQuerySet:
    """With `ubicacion`, where its last classification says that it is; None without one."""
    ultima = Clasificacion.objects.filter(expediente=OuterRef("pk")).order_by("-pk")
    return filas.annotate(ubicacion=Subquery(ultima.values("ubicacion")[:1]))


def _ubicados(filas: ExpedienteQuerySet, ubicacion: str) -> ExpedienteQuerySet:
    """Those of the office whose place begins with that text, in the order of their number."""
    alguna_vez = Clasificacion.objects.filter(ubicacion__istartswith=ubicacion)
    filas = filas.filter(pk__in=alguna_vez.values("expediente")).exclude(estado__in=sorted(FUERA))
    ubicadas: Any = _con_ubicacion(filas)
    hoy_ahi: ExpedienteQuerySet = ubicadas.filter(ubicacion__istartswith=ubicacion).order_by("pk")
    return hoy_ahi
