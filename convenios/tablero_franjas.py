"""Parts of the dashboard that look far: the next eighteen months, and the money by source."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse

from cargos.models import Usuario
from convenios.captacion import FilaCaptacion, captacion, por_moneda
from convenios.forms.filtros import FiltroTablero
from convenios.models import ClaseCompromiso, Convenio
from convenios.models.foto import FotoConvenioQuerySet
from convenios.models.ocurrencias import OcurrenciaQuerySet
from convenios.plazos import sumar_meses

MESES = 18
CARRILES = 8
FUENTES = 6
FORMALES = (ClaseCompromiso.FINANCIERO, ClaseCompromiso.INFORME)


@dataclass(frozen=True)
class Marca:
    """Something dated on a lane: `clase` is «informe», «preaviso» or «fin»."""

    clase: str
    dia: date
    x: float
    rotulo: str
    enlace: str


@dataclass(frozen=True)
class Carril:
    """A convenio that ends within the months shown, with its marks in order."""

    convenio: Convenio
    marcas: tuple[Marca, ...]


@dataclass(frozen=True)
class Franja:
    """The strip: `meses` are (x, first day) of each month; x goes from 0 to 100."""

    desde: date
    hasta: date
    meses: tuple[tuple[float, date], ...]
    carriles: tuple[Carril, ...]
    total: int


def franja(del_dia: FotoConvenioQuerySet, propias: OcurrenciaQuerySet, dia: date) -> Franja:
    """The convenios that end next, with their notice date and the reports owed before; 2 queries
    besides their count."""
    hasta = sumar_meses(dia, MESES)
    terminan = del_dia.filter(fin__range=(dia, hasta))
    fotos = list(terminan.select_related("convenio").order_by("fin", "convenio__codigo")[:CARRILES])
    formales = (
        propias.sin_cumplir()
        .filter(
            compromiso__convenio__in=[f.convenio_id for f in fotos],
            compromiso__clase__in=FORMALES,
            fecha_exigible__range=(dia, hasta),
        )
        .con_todo()
    )
    por_convenio: dict[int, list[Marca]] = {f.convenio_id: [] for f in fotos}
    total_dias = (hasta - dia).days

    def x(cuando: date) -> float:
        return round((cuando - dia).days * 100 / total_dias, 2)

    for o in formales:
        marca = Marca(
            "informe",
            o.fecha_exigible,
            x(o.fecha_exigible),
            o.compromiso.titulo,
            o.get_absolute_url(),
        )
        por_convenio[o.compromiso.convenio_id].append(marca)
    for f in fotos:
        ficha = f.convenio.get_absolute_url()
        if f.limite and dia <= f.limite < f.fin:
            por_convenio[f.convenio_id].append(
                Marca("preaviso", f.limite, x(f.limite), "Último día del preaviso", ficha)
            )
        por_convenio[f.convenio_id].append(Marca("fin", f.fin, x(f.fin), "Termina", ficha))
    primero = sumar_meses(dia.replace(day=1), 1)
    meses = [sumar_meses(primero, i) for i in range(MESES)]
    return Franja(
        desde=dia,
        hasta=hasta,
        meses=tuple((x(m), m) for m in meses),
        carriles=tuple(
            Carril(f.convenio, tuple(sorted(por_convenio[f.convenio_id], key=lambda m: m.dia)))
            for f in fotos
        ),
        total=terminan.count(),
    )


@dataclass(frozen=True)
class Bala:
    """What a source committed and what arrived, in one currency; widths from 0 to 100."""

    nombre: str
    moneda: str
    comprometido: Decimal
    programado: Decimal
    desembolsado: Decimal
    ejecucion: Decimal | None
    ejecucion_al: Decimal | None
    ancho_comprometido: float
    ancho_desembolsado: float
    enlace: str


def fuentes(filtro: FiltroTablero, usuario: Usuario) -> list[Bala]:
    """The sources that committed most in each currency, widest first; never adds two currencies."""
    convenios = Convenio.objects.visibles_para(usuario).filter(filtro.condicion())
    sumas: dict[tuple[int, str], FilaCaptacion] = {}
    for fila in captacion(convenios.en_curso(filtro.dia), filtro.dia):
        clave = (fila.fuente, fila.moneda)
        suma = sumas.setdefault(clave, FilaCaptacion(0, fila.fuente, fila.nombre, fila.moneda))
        suma.agregar(fila)
    mayores = _mayor_por_moneda(list(sumas.values()))
    balas = [_bala(s, mayores[s.moneda], filtro) for s in sumas.values() if mayores[s.moneda]]
    return sorted(balas, key=lambda b: (-b.ancho_comprometido, b.moneda, b.nombre))[:FUENTES]


def captado_en_el_anio(filtro: FiltroTablero, usuario: Usuario) -> list[FilaCaptacion]:
    """What was raised by the agreements signed in the year of the as-of day, by currency; the
    currency with most agreements first."""
    desde, hasta = _anio(filtro.dia)
    convenios = Convenio.objects.visibles_para(usuario).filter(
        filtro.condicion(), fecha_suscripcion__range=(desde, hasta)
    )
    totales = por_moneda(captacion(convenios, filtro.dia))
    return sorted(totales, key=lambda f: (-f.instrumentos, f.moneda))


def enlace_captado(filtro: FiltroTablero) -> str:
    """The page that shows exactly what `captado_en_el_anio` adds."""
    desde, hasta = _anio(filtro.dia)
    mas = filtro.enlace(desde=desde.isoformat(), hasta=hasta.isoformat())
    return f"{reverse('convenios:captacion')}?{mas}"


def _anio(dia: date) -> tuple[date, date]:
    return dia.replace(month=1, day=1), dia


def _mayor_por_moneda(sumas: Sequence[FilaCaptacion]) -> dict[str, Decimal]:
    mayores: dict[str, Decimal] = {}
    for s in sumas:
        mayores[s.moneda] = max(mayores.get(s.moneda, Decimal(0)), s.comprometido, s.desembolsado)
    return mayores


def _bala(s: FilaCaptacion, mayor: Decimal, filtro: FiltroTablero) -> Bala:
    suyas = filtro.enlace(org=str(s.fuente), moneda=s.moneda, curso="si")
    return Bala(
        s.nombre,
        s.moneda,
        s.comprometido,
        s.programado,
        s.desembolsado,
        s.ejecucion,
        s.ejecucion_al,
        round(float(s.comprometido * 100 / mayor), 1),
        round(float(s.desembolsado * 100 / mayor), 1),
        f"{reverse('convenios:captacion')}?{suyas}",
    )
