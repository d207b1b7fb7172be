"""Forecast: of what was like this and was still open by now, how much ended late.

Own history only, said with its n; with few cases nothing is said. What counts are the deadlines of
the last expedientes of the same procedure whose date has already passed, so that what was answered
quickly does not hide what is still waiting. Restricted expedientes are in no figure.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from tramite.models import Acceso, Actuacion, Expediente, Plazo

MINIMO = 8
"""Cases with which something can be said."""

RECIENTES = 2_000
"""Expedientes among which the history is looked for: a bounded cost."""


@dataclass(frozen=True)
class Caso:
    """A deadline that has passed: days it took (None: unanswered) and whether it was late."""

    procedimiento: int
    puesto: str
    dias: int | None
    tarde: bool

    def seguia_abierto(self, dia: int) -> bool:
        """Whether that many days after it came in it had no answer when the day began."""
        return self.dias is None or self.dias >= dia


@dataclass(frozen=True)
class Pronostico:
    """`tarde` of `n` like it; `de_quien` answered them, "" when they are of the whole office."""

    n: int
    tarde: int
    van: int
    de_quien: str = ""

    @property
    def alcanza(self) -> bool:
        return self.n >= MINIMO

    @property
    def porcentaje(self) -> int:
        return round(100 * self.tarde / self.n) if self.n else 0

    @property
    def frase(self) -> str:
        """The figure in words, with its n, or that there is not enough history."""
        if not self.alcanza:
            return f"Sin historia suficiente (n = {self.n})."
        quien = f" que atendió el cargo {self.de_quien}" if self.de_quien else ""
        dias = "día" if self.van == 1 else "días"
        aun = f" que seguían sin respuesta a los {self.van} {dias}" if self.van else ""
        return (
            f"De {self.n} del mismo procedimiento{quien}{aun}, {self.tarde} se retrasaron "
            f"({self.porcentaje} %)."
        )


def historia(procedimientos: Collection[int], hoy: date) -> list[Caso]:
    """The deadlines already past of those procedures; one query, none without procedures."""
    if not procedimientos:
        return []
    ultimos = Expediente.objects.filter(
        procedimiento__in=procedimientos, acceso=Acceso.OFICINA
    ).order_by("-pk")
    respuesta = Actuacion.objects.filter(
        expediente=OuterRef("expediente"), clase=Actuacion.Clase.ATENCION
    )
    filas = (
        Plazo.objects.de_autoridad()
        .de_fondo()
        .filter(sin_efecto_en=None, vence_el__lt=hoy)
        .filter(expediente__in=ultimos.values("pk")[:RECIENTES])
        .annotate(
            procedimiento=F("expediente__procedimiento"),
            puesto=Subquery(respuesta.order_by("-pk").values("por_posicion__nro_orden")[:1]),
        )
    )
    return [
        _caso(*fila)
        for fila in filas.values_list(
            "procedimiento", "puesto", "presentado_el", "vence_el", "cumplido_en"
        )
    ]


def _caso(procedimiento: int, puesto: str | None, desde: date, vence: date, cuando: object) -> Caso:
    cumplido = timezone.localdate(cuando) if cuando else None  # type: ignore[arg-type]
    dias = (cumplido - desde).days if cumplido else None
    return Caso(procedimiento, puesto or "", dias, cumplido is None or cumplido > vence)


def pronosticar(casos: Iterable[Caso], *, procedimiento: int, puesto: str, van: int) -> Pronostico:
    """For one still open after `van` days: by its procedure and post, or else by its procedure."""
    parecidos = [c for c in casos if c.procedimiento == procedimiento and c.seguia_abierto(van)]
    suyos = [c for c in parecidos if c.puesto == puesto]
    if puesto and len(suyos) >= MINIMO:
        return Pronostico(len(suyos), sum(c.tarde for c in suyos), van, puesto)
    return Pronostico(len(parecidos), sum(c.tarde for c in parecidos), van)


def pronostico_de(expediente: Expediente, puesto: str, hoy: date) -> Pronostico | None:
    """The forecast of one that waits for us and still has time; None for the rest."""
    vence, procedimiento = expediente.vence_el, expediente.procedimiento_id
    if not expediente.esta_por_atender or vence is None or vence < hoy or procedimiento is None:
        return None
    van = max((hoy - expediente.presentado_el).days, 0)
    casos = historia([procedimiento], hoy)
    return pronosticar(casos, procedimiento=procedimiento, puesto=puesto, van=van)
