"""What other weights would move, said before they are saved: of the matcher and of the priority."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from convenios.emparejador import COMPONENTES, Pesos
from convenios.models import CriteriosPrioridad, Demanda, PasoDemanda
from convenios.models.demanda import EN_PREPARACION
from convenios.oferta_y_demanda import Sugerencia, ofertas_comparables, sugerir_ofertas
from convenios.prioridad import Criterio, Juego, juego_inicial, prioridad_de

MAXIMO, EJEMPLOS = 100, 8
"""Needs of most priority that are compared again; how many of those that change are named."""

OTROS = {
    "minimo": "Se sugiere desde (puntos)",
    "dias_formular": "Días que toma formular",
    "dias_presentar": "Días que toma presentar",
}


@dataclass(frozen=True)
class Cambio:
    """A need whose first suggestion would be another one, or none."""

    demanda: Demanda
    antes: Sugerencia | None
    despues: Sugerencia | None


@dataclass(frozen=True)
class EfectoPesos:
    """The open needs and offers of `dia` compared with both sets.

    `valores`: what changes of the set; `pares`: how many pairs are suggested, before and after;
    `tope`: whether only the needs of most priority were compared.
    """

    dia: date
    valores: Sequence[tuple[str, int, int]]
    demandas: int
    cambian: int
    pares: tuple[int, int]
    ejemplos: Sequence[Cambio]
    tope: bool


def efecto_de(nuevos: Pesos, vigentes: Pesos, dia: date) -> EfectoPesos:
    """Compare the needs with the offers of `dia` twice; two queries."""
    abiertas = Demanda.objects.abiertas().order_by(F("prioridad").desc(nulls_last=True), "pk")
    demandas = list(abiertas[: MAXIMO + 1])
    ofertas = ofertas_comparables(dia)
    cambios, pares = [], [0, 0]
    for d in demandas[:MAXIMO]:
        antes, despues = (sugerir_ofertas(d, ofertas, p, dia) for p in (vigentes, nuevos))
        pares = [pares[0] + len(antes), pares[1] + len(despues)]
        if _primera(antes) != _primera(despues):
            cambios.append(Cambio(d, next(iter(antes), None), next(iter(despues), None)))
    return EfectoPesos(
        dia=dia,
        valores=_valores(vigentes, nuevos),
        demandas=min(len(demandas), MAXIMO),
        cambian=len(cambios),
        pares=(pares[0], pares[1]),
        ejemplos=cambios[:EJEMPLOS],
        tope=len(demandas) > MAXIMO,
    )


def _primera(sugeridas: Sequence[Sugerencia]) -> int | None:
    return sugeridas[0].fila.pk if sugeridas else None


def _valores(antes: Pesos, despues: Pesos) -> list[tuple[str, int, int]]:
    pares = [(r, getattr(antes, c), getattr(despues, c)) for c, r in (COMPONENTES | OTROS).items()]
    return [(r, a, b) for r, a, b in pares if a != b]


@dataclass(frozen=True)
class EfectoCriterios:
    """Of the needs in preparation that have a priority, which would have another one.

    Nothing is prioritised again by itself: each keeps its own until somebody judges it.
    """

    demandas: int
    cambian: Sequence[tuple[Demanda, int, int]]


def efecto_de_criterios(nuevos: Sequence[Criterio]) -> EfectoCriterios:
    """Weigh again the scores that were given; two queries."""
    filas = Demanda.objects.filter(estado__in=EN_PREPARACION).exclude(prioridad=None)
    demandas = list(filas.order_by("-prioridad", "pk"))
    puntajes = _puntajes(filas)
    cambian = [
        (d, d.prioridad, nueva)
        for d in demandas
        if d.prioridad and (nueva := _otra(puntajes.get(d.pk, {}), nuevos, d.prioridad))
    ]
    return EfectoCriterios(len(demandas), cambian)


def _puntajes(demandas: QuerySet[Demanda]) -> dict[int, Mapping[str, int]]:
    """The scores of the last time that each need was prioritised."""
    pasos = PasoDemanda.objects.filter(demanda__in=demandas.order_by().values("pk"))
    ultimos = pasos.exclude(prioridad=None).order_by("demanda", "-pk").distinct("demanda")
    return dict(ultimos.values_list("demanda", "puntajes"))


def _otra(puntajes: Mapping[str, int], nuevos: Sequence[Criterio], prioridad: int) -> int:
    """The priority that those scores would give; 0 when it is the same or they do not say."""
    if any(c.clave not in puntajes for c in nuevos):
        return 0
    nueva = prioridad_de(puntajes, nuevos)
    return 0 if nueva == prioridad else nueva


@dataclass(frozen=True)
class FilaCriterios:
    """A set with its date, who decided it and why; the product's own has no one."""

    juego: Juego
    motivo: str
    quien: str


def criterios_con_fechas(dia: date) -> list[FilaCriterios]:
    """Every set that the office decided, newest first, and the product's own at the end."""
    filas = CriteriosPrioridad.objects.select_related("por__persona")
    return [
        *(FilaCriterios(f.juego, f.motivo, f"{f.por}, {f.calidad}") for f in filas),
        FilaCriterios(juego_inicial(dia), "", ""),
    ]
