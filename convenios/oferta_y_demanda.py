"""Where needs and offers meet: what is suggested, what was decided, and how much is covered.

Nothing compares all with all: a page of needs is compared with the `MAXIMO` offers that close
first, and an offer with the `MAXIMO` open needs of most priority.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, Sum, When
from django.urls import reverse

from convenios.dinero import escrito, porcentaje_de
from convenios.emparejador import Pesos, Puntaje, procede, puntuar, sirve
from convenios.models import Convocatoria, Demanda, Emparejamiento, ParametroEmparejamiento
from convenios.models.convocatoria import ConvocatoriaQuerySet
from convenios.models.demanda import DemandaQuerySet, EstadoDemanda
from convenios.models.emparejamiento import Decision, necesidad_de, oferta_de

MAXIMO = 200
SUGERIDAS = 3
EN_LA_FICHA = 5
OFERTAS_SOLAS = 10


@dataclass(frozen=True)
class Sugerencia:
    """An offer (or a need) that answers the one on screen, and how well."""

    fila: Convocatoria | Demanda
    puntaje: Puntaje
    enlace: tuple[int, int]
    """Keys of the need and the offer."""


@dataclass
class FilaTablero:
    """A need of the board with what was proposed for it and what is suggested."""

    demanda: Demanda
    propuestos: list[Emparejamiento] = field(default_factory=list)
    sugeridas: list[Sugerencia] = field(default_factory=list)


def pesos_al(hoy: date) -> Pesos:
    """The weights with which pairs are compared on `hoy`."""
    return ParametroEmparejamiento.objects.en_vigor(hoy)


def con_emparejamiento(demandas: DemandaQuerySet) -> DemandaQuerySet:
    """Annotate `emparejada`: 1 when some offer stands proposed for it, else 0."""
    propuestos = Emparejamiento.objects.propuestos().filter(demanda=OuterRef("pk"))
    uno = Case(When(Exists(propuestos), then=1), default=0, output_field=IntegerField())
    return demandas.annotate(emparejada=uno)


def por_demanda(convocatorias: ConvocatoriaQuerySet, *, con: bool) -> ConvocatoriaQuerySet:
    """Offers for which some need stands proposed, or none."""
    propuestos = Emparejamiento.objects.propuestos().filter(convocatoria=OuterRef("pk"))
    return convocatorias.filter(Exists(propuestos) if con else ~Exists(propuestos))


def ofertas_comparables(hoy: date) -> list[Convocatoria]:
    """The offers that can still be answered, the nearest closing first; at most `MAXIMO`."""
    vivas = Convocatoria.objects.vivas(hoy).select_related("organizacion")
    return list(vivas.order_by(F("cierra_el").asc(nulls_last=True), "pk")[:MAXIMO])


def tablero(
    demandas: Sequence[Demanda], ofertas: Sequence[Convocatoria], p: Pesos, hoy: date
) -> list[FilaTablero]:
    """The rows of a page of needs; one query, whatever its length."""
    decididos = _decididos(Emparejamiento.objects.filter(demanda__in=[d.pk for d in demandas]))
    filas = []
    for d in demandas:
        suyos = decididos[d.pk]
        vistas = {e.convocatoria_id for e in suyos}
        libres = [o for o in ofertas if o.pk not in vistas]
        propuestos = [e for e in suyos if e.decision == Decision.PROPUESTO]
        filas.append(FilaTablero(d, propuestos, sugerir_ofertas(d, libres, p, hoy)[:SUGERIDAS]))
    return filas


def _decididos(filas: Iterable[Emparejamiento]) -> dict[int, list[Emparejamiento]]:
    por: dict[int, list[Emparejamiento]] = defaultdict(list)
    for e in filas.vigentes().para_lista():  # type: ignore[attr-defined]
        por[e.demanda_id].append(e)
    return por


def sugerir_ofertas(
    d: Demanda, ofertas: Iterable[Convocatoria], p: Pesos, hoy: date
) -> list[Sugerencia]:
    """Offers that answer a need well enough, best first."""
    return _mejores([(o, d, o) for o in ofertas], p, hoy)


def sugerir_demandas(
    c: Convocatoria, demandas: Iterable[Demanda], p: Pesos, hoy: date
) -> list[Sugerencia]:
    """Needs that an offer answers well enough, best first."""
    return _mejores([(d, d, c) for d in demandas], p, hoy)


def _mejores(
    pares: Iterable[tuple[Convocatoria | Demanda, Demanda, Convocatoria]], p: Pesos, hoy: date
) -> list[Sugerencia]:
    halladas = []
    for fila, d, c in pares:
        n, o = necesidad_de(d), oferta_de(c)
        if not (procede(n, o) and sirve(n, o)):
            continue
        if (puntaje := puntuar(n, o, p, hoy)).total >= p.minimo:
            halladas.append(Sugerencia(fila, puntaje, (d.pk, c.pk)))
    return sorted(halladas, key=lambda s: -s.puntaje.total)


def ofertas_para(d: Demanda, p: Pesos, hoy: date) -> list[Sugerencia]:
    """What the page of a need suggests: offers on which nothing was decided."""
    vistas = set(d.emparejamientos.values_list("convocatoria", flat=True))
    libres = (o for o in ofertas_comparables(hoy) if o.pk not in vistas)
    return sugerir_ofertas(d, libres, p, hoy)[:EN_LA_FICHA]


def demandas_para(c: Convocatoria, p: Pesos, hoy: date) -> list[Sugerencia]:
    """What the page of an offer suggests: open needs on which nothing was decided."""
    vistas = c.emparejamientos.values("demanda")
    abiertas = Demanda.objects.abiertas().exclude(pk__in=vistas).para_lista()
    orden = (F("prioridad").desc(nulls_last=True), "pk")
    return sugerir_demandas(c, abiertas.order_by(*orden)[:MAXIMO], p, hoy)[:EN_LA_FICHA]


def ofertas_sin_demanda(convocatorias: ConvocatoriaQuerySet, hoy: date) -> dict[str, Any]:
    """The first offers that can be answered and for which nothing stands proposed, and how many."""
    solas = por_demanda(convocatorias.vivas(hoy), con=False).para_lista()
    primeras = solas.order_by(F("cierra_el").asc(nulls_last=True), "pk")[:OFERTAS_SOLAS]
    return {
        "solas": [(c, c.estado_al(hoy)) for c in primeras],
        "cuantas_solas": solas.count(),
    }


@dataclass(frozen=True)
class Cobertura:
    """Of what was prioritised in a currency, how much somebody pays for."""

    moneda: str
    priorizado: Decimal
    financiado: Decimal
    n: int
    financiadas: int

    @property
    def porcentaje(self) -> Decimal | None:
        """Financed of prioritised, in per cent; None when no money was asked."""
        return porcentaje_de(self.financiado, self.priorizado)

    @property
    def rotulo(self) -> str:
        return f"Cobertura en {self.moneda}" if self.moneda else "Demandas sin monto"

    @property
    def valor(self) -> str:
        """The per cent of its money, or how many where no money was asked."""
        if self.porcentaje is None:
            return f"{self.financiadas} de {self.n}"
        return f"{self.porcentaje} %"

    @property
    def nota(self) -> str:
        """What is divided by what, and n."""
        if not self.moneda:
            return "atendidas de las priorizadas"
        dinero = f"{escrito(self.financiado, self.moneda)} de {self.priorizado:,.2f}"
        plural = "" if self.n == 1 else "s"
        return f"{dinero}; {self.financiadas} de {self.n} demanda{plural}"

    @property
    def enlace(self) -> str:
        """The list of exactly those needs."""
        filtros = {"estado": "puntuadas", "moneda": self.moneda or "ninguna"}
        return f"{reverse('convenios:demandas')}?{urlencode(filtros)}"


def cobertura_demanda(demandas: DemandaQuerySet) -> list[Cobertura]:
    """Σ financed ÷ Σ prioritised of each currency, and n; empty without prioritised needs.

    Those withdrawn do not count; those that ask for no money count under the empty currency.
    """
    financiada = Q(estado=EstadoDemanda.FINANCIADA)
    filas = (
        demandas.puntuadas()
        .order_by("moneda")
        .values_list("moneda")
        .annotate(
            pedido=Sum("monto"),
            pagado=Sum("financiado"),
            n=Count("pk"),
            financiadas=Count("pk", filter=financiada),
        )
    )
    cero = Decimal(0)
    coberturas = [Cobertura(m, a or cero, b or cero, n, k) for m, a, b, n, k in filas]
    return sorted(coberturas, key=lambda c: (not c.moneda, c.moneda))
