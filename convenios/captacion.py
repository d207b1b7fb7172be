"""Where money of the agreements meets the pure arithmetic: one convenio, and what was raised."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce, ExtractYear

from cargos.models import Usuario
from convenios.dinero import (
    Monto,
    ejecucion_financiera,
    porcentaje_de,
    predictibilidad,
    revisar_aportes,
    revisar_desembolsos,
    totales,
)
from convenios.fichas import puede_editar
from convenios.models import AporteComprometido, Convenio, Desembolso, Lado
from convenios.models.convenios import ConvenioQuerySet

CERO = Decimal(0)


@dataclass
class FilaDinero:
    """What a party put in a currency: committed, planned and arrived by the day asked."""

    parte: str
    lado: str
    moneda: str
    comprometido: Decimal = CERO
    en_especie: Decimal = CERO
    programado: Decimal = CERO
    programado_al: Decimal = CERO
    real: Decimal = CERO

    @property
    def ejecucion(self) -> Decimal | None:
        """Arrived as a per cent of committed; None when nothing was committed."""
        return porcentaje_de(self.real, self.comprometido)

    @property
    def ejecucion_al(self) -> Decimal | None:
        """Arrived as a per cent of what was planned up to the day."""
        return ejecucion_financiera(self.real, self.programado_al)


@dataclass
class FilaAnio:
    """What was planned and what arrived in a year, in one currency."""

    anio: int
    moneda: str
    programado: Decimal = CERO
    real: Decimal = CERO

    @property
    def predictibilidad(self) -> Decimal | None:
        """How much what arrived looked like what was planned, in per cent."""
        razon = predictibilidad(self.programado, self.real)
        return None if razon is None else porcentaje_de(razon, Decimal(1))


def aritmetica(convenio: Convenio, al: date) -> tuple[str, ...]:
    """What does not add up in the money of a convenio on `al`, in words; three queries."""
    aportes = _montos(convenio.aportes.vigentes(al).select_related("parte__organizacion"), "monto")
    reales = convenio.desembolsos.sin_anular().filter(real__isnull=False, real_el__lte=al)
    desembolsos = _montos(reales.select_related("parte__organizacion"), "real")
    return (
        *revisar_aportes(_total_al(convenio, al), convenio.moneda, aportes),
        *revisar_desembolsos(aportes, desembolsos),
    )


def _total_al(convenio: Convenio, al: date) -> Decimal | None:
    """What the instrument says it amounts to, with what its adendas by `al` added or took away."""
    if convenio.monto_total is None:
        return None
    suyas = convenio.adendas.filter(fecha__lte=al, delta_moneda=convenio.moneda)
    return convenio.monto_total + (suyas.aggregate(n=Sum("delta_monto"))["n"] or CERO)


def comprometido(convenio: Convenio, al: date) -> dict[str, Decimal]:
    """What all its parties committed by `al`, per currency."""
    filas = convenio.aportes.vigentes(al).order_by("moneda").values_list("moneda")
    return dict(filas.annotate(n=Sum("monto")))


def _montos(filas: Iterable[Any], campo: str) -> list[Monto]:
    return [Monto(f.parte.nombre_corto, f.moneda, getattr(f, campo)) for f in filas]


def resumen(
    aportes: Iterable[AporteComprometido], desembolsos: Iterable[Desembolso], al: date
) -> list[FilaDinero]:
    """One row per party and currency, parties in their order."""
    filas: dict[tuple[int, str], FilaDinero] = {}

    def fila(f: AporteComprometido | Desembolso) -> FilaDinero:
        nueva = FilaDinero(f.parte.nombre_corto, f.parte.get_lado_display(), f.moneda)
        return filas.setdefault((f.parte_id, f.moneda), nueva)

    for a in aportes:
        fila(a).comprometido += a.monto
        fila(a).en_especie += a.monto if a.en_especie else CERO
    for d in desembolsos:
        fila(d).programado += d.programado or CERO
        fila(d).programado_al += _si_antes(d.programado, d.programado_el, al)
        fila(d).real += _si_antes(d.real, d.real_el, al)
    return list(filas.values())


def por_anio(desembolsos: Iterable[Desembolso], al: date) -> list[FilaAnio]:
    """Planned and arrived up to `al` of each year and currency, in order."""
    filas: dict[tuple[int, str], FilaAnio] = {}

    def fila(dia: date, moneda: str) -> FilaAnio:
        return filas.setdefault((dia.year, moneda), FilaAnio(dia.year, moneda))

    for d in desembolsos:
        if d.programado_el and d.programado_el <= al:
            fila(d.programado_el, d.moneda).programado += d.programado or CERO
        if d.real_el and d.real_el <= al:
            fila(d.real_el, d.moneda).real += d.real or CERO
    return [filas[clave] for clave in sorted(filas)]


def _si_antes(monto: Decimal | None, dia: date | None, al: date) -> Decimal:
    return monto if monto and dia and dia <= al else CERO


def ficha_dinero(convenio: Convenio, usuario: Usuario, hoy: date) -> dict[str, Any]:
    """The money of one convenio, with its arithmetic; queries do not grow with its rows."""
    con_parte = ("parte__organizacion", "adenda", "clausula", "anulado_por__persona")
    aportes = list(convenio.aportes.select_related(*con_parte))
    vigentes = list(convenio.aportes.vigentes(hoy).select_related("parte__organizacion"))
    desembolsos = list(
        convenio.desembolsos.select_related(
            "parte__organizacion", "destino__organizacion", "condicion", "anulado_por__persona"
        )
    )
    validos = [d for d in desembolsos if d.anulado_en is None]
    return {
        "convenio": convenio,
        "aportes": aportes,
        "vigentes": {a.pk for a in vigentes},
        "desembolsos": desembolsos,
        "resumen": resumen(vigentes, validos, hoy),
        "anios": por_anio(validos, hoy),
        "totales": totales(_montos(vigentes, "monto")),
        "reparos": aritmetica(convenio, hoy),
        "es_hoja": Convenio.objects.filter(pk=convenio.pk).hojas(hoy).exists(),
        "dia": hoy,
        "puede_editar": puede_editar(convenio, usuario),
    }


@dataclass
class FilaCaptacion:
    """What a source put in agreements signed in a year, in one currency."""

    anio: int
    fuente: int
    nombre: str
    moneda: str
    comprometido: Decimal = CERO
    en_especie: Decimal = CERO
    programado: Decimal = CERO
    desembolsado: Decimal = CERO
    convenios: set[int] = field(default_factory=set)
    enlace: str = ""
    """The list of exactly those agreements, when a page puts it."""

    @property
    def instrumentos(self) -> int:
        """How many agreements it adds, each once."""
        return len(self.convenios)

    @property
    def ejecucion(self) -> Decimal | None:
        """Arrived as a per cent of committed."""
        return porcentaje_de(self.desembolsado, self.comprometido)

    @property
    def ejecucion_al(self) -> Decimal | None:
        """Arrived as a per cent of what was planned up to the day."""
        return ejecucion_financiera(self.desembolsado, self.programado)

    @property
    def ancho(self) -> float:
        """Arrived over committed as a width from 0 to 100."""
        return min(float(self.ejecucion or 0), 100.0)

    def agregar(self, otra: "FilaCaptacion") -> None:
        """Add another row of the same currency to this one."""
        for campo in ("comprometido", "en_especie", "programado", "desembolsado"):
            setattr(self, campo, getattr(self, campo) + getattr(otra, campo))
        self.convenios |= otra.convenios


def captacion(convenios: ConvenioQuerySet, al: date) -> list[FilaCaptacion]:
    """What the counterparts committed and disbursed by `al`, by year of signature and source.

    Only leaf instruments count: a marco with específicos adds nothing of its own. Two queries,
    whatever the number of convenios; newest year first.
    """
    hojas = convenios.filter(fecha_suscripcion__lte=al).hojas(al).values("pk")
    grupo = ("anio_firma", "fuente", "nombre", "moneda")
    org = "parte__organizacion"  # what a duplicate put is of the one that absorbed it
    suyos = {"convenio__in": hojas, "parte__lado": Lado.CONTRAPARTE}
    filas: dict[tuple[Any, ...], FilaCaptacion] = {}
    aportes = AporteComprometido.objects.vigentes(al).filter(**suyos)
    hasta_el_dia = Q(programado_el__lte=al) | Q(real_el__lte=al)
    desembolsos = Desembolso.objects.sin_anular().filter(hasta_el_dia, **suyos)
    hasta_hoy = {
        "programado": Sum("programado", filter=Q(programado_el__lte=al)),
        "desembolsado": Sum("real", filter=Q(real_el__lte=al)),
    }
    for consulta, campos in (
        (aportes, {"comprometido": Sum("monto"), "en_especie": Sum("monto", filter=_ESPECIE)}),
        (desembolsos, hasta_hoy),
    ):
        agrupada = (
            consulta.annotate(
                anio_firma=ExtractYear(F("convenio__fecha_suscripcion")),
                fuente=Coalesce(f"{org}__absorbida_por", org),
                nombre=Coalesce(f"{org}__absorbida_por__nombre", f"{org}__nombre"),
            )
            .order_by()
            .values(*grupo, "convenio")
            .annotate(**campos)
        )
        for dato in agrupada:
            clave = tuple(dato[c] for c in grupo)
            fila = filas.setdefault(clave, FilaCaptacion(*clave))
            fila.convenios.add(dato["convenio"])
            for campo in campos:
                setattr(fila, campo, getattr(fila, campo) + (dato[campo] or CERO))
    return sorted(filas.values(), key=lambda f: (-f.anio, f.nombre, f.moneda))


_ESPECIE = Q(en_especie=True)


def por_moneda(filas: Iterable[FilaCaptacion]) -> list[FilaCaptacion]:
    """One total per currency; currencies are never added."""
    sumas: dict[str, FilaCaptacion] = {}
    for f in filas:
        suma = sumas.setdefault(f.moneda, FilaCaptacion(0, 0, "", f.moneda))
        suma.agregar(f)
    return [sumas[m] for m in sorted(sumas)]
