"""Which agreements in course serve a line of the strategy, and which serve none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Prefetch, QuerySet
from django.urls import reverse

from cargos.models import Usuario
from convenios.models import Convenio, ConvenioEnLinea, Estrategia, LineaEstrategica
from convenios.models.convenios import ConvenioQuerySet

PRIMEROS = 10
"""Agreements named on the page under each line; the register has them all."""


@dataclass(frozen=True)
class Alineamiento:
    """A version read on a day: its lines with the agreements in course that serve each, and those
    that serve none. Each of `lineas` carries `cuantos` and `primeros` (its links)."""

    lineas: Sequence[LineaEstrategica]
    sueltos: list[Convenio]
    n_sueltos: int
    total: int

    @property
    def n_con_linea(self) -> int:
        return self.total - self.n_sueltos


def alineamiento(estrategia: Estrategia, usuario: Usuario, al: date) -> Alineamiento:
    """The agreements that this person may know of; a fixed number of queries."""
    en_curso = Convenio.objects.visibles_para(usuario).en_curso(al)
    sueltos = sin_linea(en_curso, estrategia, al)
    vinculos = ConvenioEnLinea.objects.puestos(al).filter(convenio__in=en_curso.values("pk"))
    de_esta = vinculos.filter(linea__estrategia=estrategia).order_by()
    cuantos = dict(de_esta.values_list("linea").annotate(n=Count("pk")))
    primeros = vinculos.select_related("convenio").order_by("convenio__codigo")[:PRIMEROS]
    visibles = Prefetch("vinculos", queryset=primeros, to_attr="primeros")
    lineas = list(estrategia.lineas.prefetch_related(visibles))
    for linea in lineas:
        linea.cuantos = cuantos.get(linea.pk, 0)  # type: ignore[attr-defined]
    nombrados = list(sueltos.order_by("codigo")[:PRIMEROS])
    return Alineamiento(lineas, nombrados, sueltos.count(), en_curso.count())


def lineas_de(convenio: Convenio, al: date) -> QuerySet[LineaEstrategica]:
    """The lines of the version in force that an agreement serves on `al`."""
    vinculos = ConvenioEnLinea.objects.de(Estrategia.objects.vigente(al), al)
    suyos = vinculos.filter(convenio=convenio).order_by().values("linea")
    return LineaEstrategica.objects.filter(pk__in=suyos)


def en_linea(filas: ConvenioQuerySet, cual: str, al: date) -> ConvenioQuerySet:
    """Those that on `al` serve some line («con») or none («sin») of the version in force, or the
    line of that key."""
    if cual in ("con", "sin"):
        estrategia = Estrategia.objects.vigente(al)
        return (con_linea if cual == "con" else sin_linea)(filas, estrategia, al)
    vinculos = ConvenioEnLinea.objects.puestos(al).filter(linea=int(cual))
    return filas.filter(pk__in=vinculos.order_by().values("convenio"))


def con_linea(filas: ConvenioQuerySet, estrategia: Estrategia | None, al: date) -> ConvenioQuerySet:
    """Those that serve some line of a version on `al`."""
    return filas.filter(pk__in=_vinculados(estrategia, al))


def sin_linea(filas: ConvenioQuerySet, estrategia: Estrategia | None, al: date) -> ConvenioQuerySet:
    """Those that serve none of its lines on `al`."""
    return filas.exclude(pk__in=_vinculados(estrategia, al))


def _vinculados(estrategia: Estrategia | None, al: date) -> QuerySet:
    return ConvenioEnLinea.objects.de(estrategia, al).order_by().values("convenio")


def convenios_url(al: date, linea: str, **filtros: str) -> str:
    """The register of those in course on `al`, with («con») or without («sin») a line."""
    filtros |= {"etapa": "en_curso", "linea": linea, "al": al.isoformat()}
    return f"{reverse('convenios:lista')}?{urlencode(filtros)}"
