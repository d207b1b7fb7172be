"""Deadlines with the law and the calendar of the database: the one door for the apps above.

Nothing is cached between requests: a day confirmed by an administrator must move the very next
deadline in every process, and building two years of calendar takes three small queries. Who
computes many deadlines builds one calendar and passes it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache

from django.conf import settings
from django.db.models import FilteredRelation, Q

from ocisys.base.calendario import Calendario, DiaDeclarado, Feriado
from ocisys.base.models import (
    DiaNoLaborable,
    FeriadoNacional,
    HorarioSede,
    Norma,
    ReglaComputo,
    ReglaCorte,
    ReglaPlazo,
    Sede,
)
from ocisys.base.plazos import (
    CANTIDAD_MAXIMA,
    Canal,
    Cita,
    Computo,
    Corte,
    Cuenta,
    Materia,
    Motivo,
    PlazoInvalido,
    Prorroga,
    Regimen,
    Regla,
    Suspension,
    Unidad,
    calcular,
    partir,
)

PRIMER_DIA = date(1992, 1, 1)  # the first whole year of the DLeg 713
ULTIMO_DIA = date(2199, 12, 31)
SIN_DATOS = "No hay datos legales cargados: ejecute «manage.py cargar_normas»."


def _codigo_de(sede: Sede | str | None) -> str:
    return sede.codigo if isinstance(sede, Sede) else sede or settings.OCISYS_SEDE


def _cita(norma: Norma, articulo: str) -> Cita:
    return Cita(norma.corta, articulo, norma.verificada)


def calendario_de(sede: Sede | str | None, desde: date, hasta: date) -> Calendario:
    """Working days of `sede` between two dates, in three queries.

    `sede`: a row, its code, or None for the one of the settings. Raises `PlazoInvalido` if there is
    no such sede.
    """
    codigo = _codigo_de(sede)
    filas = (
        Sede.objects.filter(codigo=codigo)
        .annotate(
            cierre=FilteredRelation(
                "dias_sin_atencion", condition=Q(dias_sin_atencion__fecha__range=(desde, hasta))
            )
        )
        .values_list("ubigeo", "cierre__fecha", "cierre__motivo")
    )
    cierres = list(filas)
    if not cierres:
        raise PlazoInvalido(f"No hay una sede con el código «{codigo}».")
    ubigeo = cierres[0][0]
    return Calendario(
        desde,
        hasta,
        feriados=[_feriado(f) for f in FeriadoNacional.objects.select_related("norma")],
        dias=[
            _declarado(dia)
            for dia in DiaNoLaborable.objects.select_related("norma")
            .filter(fecha__range=(desde, hasta))
            .exclude(estado=DiaNoLaborable.Estado.DESCARTADO)
            if not dia.ubigeos or any(ubigeo.startswith(u) for u in dia.ubigeos)
        ],
        sin_atencion={f: Motivo(f"sin atención al público: {m}") for _, f, m in cierres if f},
    )


def _feriado(fila: FeriadoNacional) -> Feriado:
    return Feriado(
        nombre=fila.nombre,
        cita=_cita(fila.norma, fila.articulo),
        desde=fila.vigente_desde,
        hasta=fila.vigente_hasta,
        mes=fila.mes,
        dia=fila.dia,
        dias_de_pascua=fila.dias_de_pascua,
    )


def _declarado(fila: DiaNoLaborable) -> DiaDeclarado:
    excluidos = {Regimen.LPAG: fila.excluye_lpag, Regimen.TRIBUTARIO: fila.excluye_tributario}
    return DiaDeclarado(
        fecha=fila.fecha,
        motivo=Motivo(fila.motivo, _cita(fila.norma, fila.articulo) if fila.norma else None),
        restituye=fila.efecto == DiaNoLaborable.Efecto.RESTITUYE,
        parcial=fila.parcial,
        confirmado=fila.estado == DiaNoLaborable.Estado.CONFIRMADO,
        regimenes=frozenset(r for r, excluye in excluidos.items() if excluye),
    )


def regla_vigente(codigo: str, dia: date) -> ReglaPlazo:
    """The version of the rule in force on `dia`. Raises `PlazoInvalido` if there is none."""
    regla = ReglaPlazo.objects.vigentes(dia).select_related("norma").filter(codigo=codigo).first()
    if regla is None:
        if not ReglaPlazo.objects.exists():
            raise PlazoInvalido(SIN_DATOS)
        if ReglaPlazo.objects.filter(codigo=codigo).exists():
            raise PlazoInvalido(f"La regla {codigo} no tiene versión aplicable al {dia:%d/%m/%Y}.")
        raise PlazoInvalido(f"No existe la regla de plazo «{codigo}».")
    return regla


def computo_vigente(dia: date) -> Computo:
    """The articles that govern counting on `dia`. Raises `PlazoInvalido` if none is loaded."""
    return _computos()(dia)


def corte_vigente(
    canal: Canal | str, materia: Materia | str, dia: date, sede: Sede | str | None = None
) -> Corte | None:
    """The cut-off of a channel on `dia`: of its subject, else the general one, else None."""
    return _cortes(Canal(canal), Materia(materia), sede)(dia)


def _computos() -> Callable[[date], Computo]:
    """One query for all the versions; then the one in force on each day asked."""
    versiones = [
        fila.valor() for fila in ReglaComputo.objects.filter(activa=True).select_related("norma")
    ]

    if not versiones:
        raise PlazoInvalido(SIN_DATOS)

    def en(dia: date) -> Computo:
        for version in versiones:
            if version.desde <= dia and (version.hasta is None or dia <= version.hasta):
                return version
        raise PlazoInvalido(f"No hay reglas de cómputo cargadas para el {dia:%d/%m/%Y}.")

    return en


def _cortes(
    canal: Canal, materia: Materia, sede: Sede | str | None
) -> Callable[[date], Corte | None]:
    """Two queries for all the cut-offs of a channel and the hours of the sede; then by day."""
    # "transparencia" sorts after "general" and the newest after the old: the last one wins.
    filas = list(
        ReglaCorte.objects.filter(activa=True, canal=canal, materia__in={Materia.GENERAL, materia})
        .select_related("norma")
        .order_by("materia", "vigente_desde")
    )
    horarios = (
        list(HorarioSede.objects.filter(sede__codigo=_codigo_de(sede)).order_by("desde"))
        if any(fila.fuera_de_hora_corre for fila in filas)
        else []
    )

    def en(dia: date) -> Corte | None:
        vigentes = [f for f in filas if f.rige_en(dia)]
        if not vigentes:
            return None
        fila = vigentes[-1]
        cierres = [h.cierra for h in horarios if h.desde <= dia]
        return Corte(
            canal=canal,
            cita=_cita(fila.norma, fila.articulo),
            fuera_de_hora_corre=fila.fuera_de_hora_corre,
            inhabil_corre=fila.inhabil_corre,
            cierra=cierres[-1] if cierres else None,
        )

    return en


def calcular_plazo(
    codigo: str,
    hecho: date | datetime,
    *,
    sede: Sede | str | None = None,
    canal: Canal | str | None = None,
    materia: Materia | str = Materia.GENERAL,
    cantidad: int | None = None,
    prorroga: Prorroga | None = None,
    suspensiones: Iterable[Suspension] = (),
    distancia: int = 0,
    calendario: Calendario | None = None,
) -> Cuenta:
    """Due date and account of the rule `codigo`, by the law in force at `hecho`.

    `canal`: by where it was filed, when the fact is a filing; its cut-off decides the filing date.
    `cantidad` replaces the one of the rule (a TUPA may give another). `calendario`: one already
    built for the same sede. Raises `PlazoInvalido`.
    """
    dia = dia_posible(hecho)
    regla = regla_vigente(codigo, dia).valor()
    if cantidad is not None:
        regla = replace(regla, cantidad=cantidad)
    return _contar(
        regla,
        hecho,
        sede=sede,
        canal=canal,
        materia=materia,
        prorroga=prorroga,
        suspensiones=tuple(suspensiones),
        distancia=distancia,
        calendario=calendario,
    )


class Calculadora:
    """Many deadlines of the sede of the settings with the law and the calendar read once.

    Made for one pass and thrown away: what somebody changes meanwhile is not seen.
    """

    def __init__(self, desde: date, hasta: date) -> None:
        self._calendario = calendario_de(None, desde, hasta)
        self._regla = cache(lambda codigo, dia: regla_vigente(codigo, dia).valor())
        self._computo = cache(computo_vigente)
        self._corte = cache(corte_vigente)

    def plazo(
        self,
        codigo: str,
        hecho: datetime,
        *,
        canal: Canal | str | None = None,
        materia: Materia | str = Materia.GENERAL,
        prorroga: Prorroga | None = None,
        suspensiones: Iterable[Suspension] = (),
        distancia: int = 0,
    ) -> Cuenta:
        """The same as `calcular_plazo`. Raises `PlazoInvalido`."""
        dia = dia_posible(hecho)
        return calcular(
            self._regla(codigo, dia),
            hecho,
            self._calendario,
            computo=self._computo(dia),
            corte=self._corte(canal, materia, dia) if canal else None,
            prorroga=prorroga,
            suspensiones=suspensiones,
            distancia=distancia,
        )


def contar_dias(
    dias: int,
    hecho: date | datetime,
    *,
    unidad: Unidad = Unidad.HABILES,
    regimen: Regimen = Regimen.LPAG,
    sede: Sede | str | None = None,
    canal: Canal | str | None = None,
    materia: Materia | str = Materia.GENERAL,
    calendario: Calendario | None = None,
) -> Cuenta:
    """Due date and account of a term of `dias` that no rule of the table gives."""
    dia_posible(hecho)
    return _contar(
        _plazo_de(dias, regimen, unidad),
        hecho,
        sede=sede,
        canal=canal,
        materia=materia,
        prorroga=None,
        suspensiones=(),
        distancia=0,
        calendario=calendario,
    )


def contar_lote(
    filas: Sequence[tuple[date | datetime, int]],
    *,
    regimen: Regimen = Regimen.LPAG,
    sede: Sede | str | None = None,
    canal: Canal | str | None = None,
    materia: Materia | str = Materia.GENERAL,
) -> Iterator[date]:
    """Due dates of many terms of (fact, working days), with one calendar for all of them.

    Raises `PlazoInvalido` at the first impossible row; as many dates as were given came before it.
    """
    if not filas:
        return
    computos = _computos()
    cortes = _cortes(Canal(canal), Materia(materia), sede) if canal else None
    primero = min(dia_posible(hecho) for hecho, _ in filas)
    tramos = [_tramo(_plazo_de(dias, regimen), partir(hecho)[0]) for hecho, dias in filas]
    calendario = calendario_de(sede, primero, max(hasta for _, hasta in tramos))
    for hecho, dias in filas:
        dia = partir(hecho)[0]
        yield calcular(
            _plazo_de(dias, regimen),
            hecho,
            calendario,
            computo=computos(dia),
            corte=cortes(dia) if cortes else None,
        ).vence_el


def _plazo_de(dias: int, regimen: Regimen = Regimen.LPAG, unidad: Unidad = Unidad.HABILES) -> Regla:
    """A term that no rule of the table gives."""
    return Regla("", "Plazo", dias, unidad, regimen)


def _contar(
    regla: Regla,
    hecho: date | datetime,
    *,
    sede: Sede | str | None,
    canal: Canal | str | None,
    materia: Materia | str,
    prorroga: Prorroga | None,
    suspensiones: tuple[Suspension, ...],
    distancia: int,
    calendario: Calendario | None,
) -> Cuenta:
    dia = partir(hecho)[0]
    computo = computo_vigente(dia)
    corte = corte_vigente(canal, materia, dia, sede) if canal else None
    if calendario is None:
        desde, hasta = _tramo(regla, dia, prorroga, suspensiones, distancia)
        calendario = calendario_de(sede, desde, hasta)
    return calcular(
        regla,
        hecho,
        calendario,
        computo=computo,
        corte=corte,
        prorroga=prorroga,
        suspensiones=suspensiones,
        distancia=distancia,
    )


def _tramo(
    regla: Regla,
    dia: date,
    prorroga: Prorroga | None = None,
    suspensiones: tuple[Suspension, ...] = (),
    distancia: int = 0,
) -> tuple[date, date]:
    """Dates that the calendar must cover: generous, because the days are few rows."""
    por_unidad = {Unidad.MESES: 31, Unidad.ANIOS: 366}.get(regla.unidad, 2)
    total = min(regla.cantidad, CANTIDAD_MAXIMA) + (prorroga.cantidad if prorroga else 0)
    dias = total * por_unidad + distancia * 2 + 90
    # At worst the whole term is still to run when the last suspension ends.
    hasta = max([dia, *(s.hasta for s in suspensiones)]).toordinal() + dias
    desde = min([dia, *(s.desde for s in suspensiones)])
    return desde, date.fromordinal(min(hasta, ULTIMO_DIA.toordinal()))


def dia_posible(hecho: date | datetime) -> date:
    """The day of the fact, refused when no calendar can reach it."""
    dia = partir(hecho)[0]
    if not PRIMER_DIA <= dia <= ULTIMO_DIA - timedelta(days=365):
        raise PlazoInvalido(
            f"La fecha {dia:%d/%m}/{dia.year:04} está fuera del calendario "
            f"({PRIMER_DIA.year}–{ULTIMO_DIA.year - 1})."
        )
    return dia
