"""Norms, calendars and rules for the tests: keyword functions, valid by default.

The pure ones read the product's own data files, so a test of the engine needs no database.
"""

from datetime import date, time
from functools import cache

from ocisys.base.calendario import Calendario, Cita, DiaDeclarado, Feriado, Motivo, Regimen
from ocisys.base.datos import filas
from ocisys.base.models import DiaNoLaborable, Norma
from ocisys.base.plazos import Canal, Computo, Corte, Regla, Unidad


@cache
def computo(norma: str = "DS 006-2026-JUS") -> Computo:
    """The counting articles of one version of the law, from the data of the product."""
    fila = next(f for f in filas("computo") if f["norma"] == norma)
    fuera = {"norma", "vigente_desde", "vigente_hasta", "verificada", "activa", "nota"}
    return Computo(
        norma=norma,
        desde=date.fromisoformat(fila["vigente_desde"]),
        hasta=date.fromisoformat(fila["vigente_hasta"]) if fila["vigente_hasta"] else None,
        **{campo: valor for campo, valor in fila.items() if campo not in fuera},
    )


@cache
def feriados() -> tuple[Feriado, ...]:
    """The sixteen national holidays, from the data of the product."""
    return tuple(
        Feriado(
            nombre=f["nombre"],
            cita=Cita(f["norma"], f["articulo"]),
            desde=date.fromisoformat(f["vigente_desde"]),
            mes=_entero(f["mes"]),
            dia=_entero(f["dia"]),
            dias_de_pascua=_entero(f["dias_de_pascua"]),
        )
        for f in filas("feriados")
    )


def _entero(texto: str) -> int | None:
    return int(texto) if texto else None


def declarado(
    fecha: date,
    *,
    motivo: str = "día no laborable del sector público",
    norma: str = "DS 042-2025-PCM",
    verificada: bool = True,
    regimenes: frozenset[Regimen] = frozenset({Regimen.LPAG}),
    **otros: bool,
) -> DiaDeclarado:
    cita = Cita(norma, verificada=verificada)
    return DiaDeclarado(fecha=fecha, motivo=Motivo(motivo, cita), regimenes=regimenes, **otros)


def calendario(
    *,
    desde: date = date(2015, 1, 1),
    hasta: date = date(2035, 12, 31),
    dias: tuple[DiaDeclarado, ...] = (),
    cierres: tuple[date, ...] = (),
) -> Calendario:
    """National holidays, plus the days given; `cierres` are days without service."""
    return Calendario(
        desde,
        hasta,
        feriados=feriados(),
        dias=dias,
        sin_atencion={dia: Motivo("sin atención al público") for dia in cierres},
    )


def regla(
    *, cantidad: int = 7, unidad: Unidad = Unidad.HABILES, codigo: str = "INFORME", **otros: object
) -> Regla:
    return Regla(codigo, "Dictamen, informe o similar", cantidad, unidad, **otros)


def corte(
    *,
    canal: Canal = Canal.MESA_DIGITAL,
    fuera_de_hora_corre: bool = False,
    inhabil_corre: bool = False,
    cierra: time | None = None,
) -> Corte:
    return Corte(canal, Cita("DS 098-2025-PCM", "46.2"), fuera_de_hora_corre, inhabil_corre, cierra)


def norma(*, tipo: str = "DS", numero: str = "999", anio: int = 2026, **otros: object) -> Norma:
    """A norm in the database."""
    return Norma.objects.create(
        tipo=tipo, numero=numero, anio=anio, **{"siglas": "PCM", "titulo": "De prueba"} | otros
    )


def dia_no_laborable(*, fecha: date, **otros: object) -> DiaNoLaborable:
    """A day in the database, confirmed with a norm unless told otherwise."""
    valores = {
        "motivo": "día no laborable",
        "fuente": "El Peruano",
        "estado": DiaNoLaborable.Estado.CONFIRMADO,
    } | otros
    if "norma" not in valores:
        valores["norma"] = norma(numero=f"{fecha:%m%d}", anio=fecha.year)
    return DiaNoLaborable.objects.create(fecha=fecha, **valores)
