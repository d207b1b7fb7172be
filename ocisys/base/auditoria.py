"""The history of the office cannot be rewritten unseen: each day is sealed over the one before.

A seal (`SelloDiario`) is the SHA-256 of every audited event since the previous seal, table by
table, together with the hash of that seal. Changing one byte of an event, deleting one or slipping
one in breaks its day; recomputing a day breaks all that follow. Somebody who can rewrite the whole
chain is found out by any hash that was noted outside (the report prints the last one).
"""

import hashlib
import json
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from typing import Any

import pghistory.core
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from ocisys.base.models import SelloDiario
from ocisys.base.reglas import ReglaIncumplida

RAIZ = "0" * 64
"""What the first seal has in place of a previous one."""

SIEMPRE = datetime(1900, 1, 1, tzinfo=UTC)
CON_ZONA = "timestamp with time zone"
_LOTE = 2000


@dataclass
class _Resumen:
    """What a table adds to a seal: how many events and their running hash."""

    n: int = 0
    suma: Any = field(default_factory=hashlib.sha256)

    def anadir(self, linea: str) -> None:
        self.n += 1
        self.suma.update(linea.encode())
        self.suma.update(b"\n")


def tablas_auditadas() -> dict[str, list[str]]:
    """Table of each `@auditado` model that the database has → its columns, sorted by name."""
    existentes = _columnas()
    return {
        modelo._meta.db_table: sorted(f.column or f.name for f in modelo._meta.concrete_fields)
        for modelo in sorted(pghistory.core.event_models(), key=lambda m: m._meta.db_table)
        if modelo._meta.db_table in existentes
    }


@transaction.atomic
def sellar_dia(fecha: date, *, hoy: date) -> SelloDiario:
    """Seal everything audited after the previous seal and up to the end of `fecha`.

    Days without a seal in between are covered by this one, so no event escapes. Raises
    ReglaIncumplida if `fecha` is not over, is sealed already (or a later day is), or somebody's
    transaction of that day is still open: its events are dated when it began.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('base.sello_diario'))")
    anterior = SelloDiario.objects.last()
    if fecha >= hoy:
        raise ReglaIncumplida(f"El {fecha:%d/%m/%Y} todavía no termina.")
    if anterior and fecha <= anterior.fecha:
        raise ReglaIncumplida(f"Ya está sellado hasta el {anterior.fecha:%d/%m/%Y}.")
    hasta = _fin_de(fecha)
    if _transaccion_anterior_a(hasta):
        raise ReglaIncumplida(f"Hay una operación del {fecha:%d/%m/%Y} sin terminar.")
    desde = _fin_de(anterior.fecha) if anterior else SIEMPRE
    detalle = {
        tabla: _detalle(columnas, _resumir(tabla, columnas, desde, hasta))
        for tabla, columnas in tablas_auditadas().items()
    }
    previa = anterior.huella if anterior else RAIZ
    return SelloDiario.objects.create(
        fecha=fecha,
        n=sum(d["n"] for d in detalle.values()),
        detalle=detalle,
        huella_anterior=previa,
        huella=huella_de_sello(fecha, detalle, previa),
    )


def sellar_pendientes(*, hoy: date) -> SelloDiario | None:
    """Seal up to yesterday; None when it is sealed or an operation of yesterday is still open."""
    ultimo = SelloDiario.objects.aggregate(fecha=Max("fecha"))["fecha"]
    ayer = hoy - timedelta(days=1)
    if ultimo and ultimo >= ayer:
        return None
    try:
        return sellar_dia(ayer, hoy=hoy)
    except ReglaIncumplida:
        return None


def huella_de_sello(fecha: date, detalle: dict[str, Any], anterior: str) -> str:
    """The hash of a seal: its day, its tables and the hash of the seal before."""
    cuerpo = {"fecha": fecha.isoformat(), "detalle": detalle, "anterior": anterior}
    texto = json.dumps(cuerpo, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(texto.encode()).hexdigest()


def verificar_cadena() -> Iterator[str]:
    """Recompute every seal; yields a sentence for each difference, none when all is well."""
    sellos = list(SelloDiario.objects.all())
    yield from _eslabones(sellos)
    yield from _eventos(sellos)


def _eslabones(sellos: list[SelloDiario]) -> Iterator[str]:
    previa = RAIZ
    for sello in sellos:
        if sello.huella_anterior != previa:
            yield f"{sello.fecha:%d/%m/%Y}: el sello no continúa al anterior."
        cuenta = sum(d["n"] for d in sello.detalle.values())
        huella = huella_de_sello(sello.fecha, sello.detalle, sello.huella_anterior)
        if (sello.huella, sello.n) != (huella, cuenta):
            yield f"{sello.fecha:%d/%m/%Y}: el sello fue alterado."
        previa = sello.huella


def _eventos(sellos: list[SelloDiario]) -> Iterator[str]:
    """Compare the events of today with what each seal says of each table."""
    existentes = _columnas()
    for tabla in sorted({t for s in sellos for t in s.detalle} | set(tablas_auditadas())):
        if tabla not in existentes:
            yield f"{tabla}: la tabla ya no existe."
            continue
        yield from _antes_de_conocerla(sellos, tabla)
        for columnas in _juegos_de_columnas(sellos, tabla):
            if faltan := set(columnas) - set(existentes[tabla]):
                yield f"{tabla}: no se puede comprobar, falta {', '.join(sorted(faltan))}."
            else:
                yield from _comparar(sellos, tabla, list(columnas))


def _juegos_de_columnas(sellos: list[SelloDiario], tabla: str) -> list[tuple[str, ...]]:
    """The different column lists under which a table was sealed: one, plus one a change."""
    return sorted({tuple(s.detalle[tabla]["columnas"]) for s in sellos if tabla in s.detalle})


def _comparar(sellos: list[SelloDiario], tabla: str, columnas: list[str]) -> Iterator[str]:
    """One pass over the table for all the seals made with these columns."""
    fines = [_fin_de(s.fecha).astimezone(UTC).replace(tzinfo=None) for s in sellos]
    resumenes = [_Resumen() for _ in sellos]
    for momento, linea in _filas(tabla, columnas, SIEMPRE, _fin_de(sellos[-1].fecha)):
        resumenes[bisect_right(fines, momento)].anadir(linea)
    for sello, resumen in zip(sellos, resumenes, strict=True):
        dicho = sello.detalle.get(tabla)
        if dicho is None or dicho["columnas"] != columnas:
            continue
        if resumen.n != dicho["n"]:
            yield f"{sello.fecha:%d/%m/%Y} {tabla}: {dicho['n']} eventos sellados, hay {resumen.n}."
        elif resumen.suma.hexdigest() != dicho["huella"]:
            yield f"{sello.fecha:%d/%m/%Y} {tabla}: un evento fue alterado."


def _antes_de_conocerla(sellos: list[SelloDiario], tabla: str) -> Iterator[str]:
    """Events dated before the first seal that knows their table: somebody slipped them in."""
    previos = list(takewhile(lambda s: tabla not in s.detalle, sellos))
    if not previos:
        return
    n = _contar(tabla, "pgh_created_at < %s", _fin_de(previos[-1].fecha))
    if n:
        yield f"{tabla}: {n} eventos con fecha anterior a su seguimiento."


def sin_sellar() -> int:
    """Audited events that no seal covers yet (those of today, normally)."""
    ultimo = SelloDiario.objects.last()
    desde = _fin_de(ultimo.fecha) if ultimo else SIEMPRE
    return sum(_contar(tabla, "pgh_created_at >= %s", desde) for tabla in tablas_auditadas())


def _contar(tabla: str, condicion: str, momento: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {_q(tabla)} where {condicion}", [momento])
        return int(cursor.fetchone()[0])


# --- How a row becomes bytes ----------------------------------------------------------------


def _resumir(tabla: str, columnas: list[str], desde: datetime, hasta: datetime) -> _Resumen:
    resumen = _Resumen()
    for _, linea in _filas(tabla, columnas, desde, hasta):
        resumen.anadir(linea)
    return resumen


def _detalle(columnas: list[str], resumen: _Resumen) -> dict[str, Any]:
    return {"n": resumen.n, "columnas": columnas, "huella": resumen.suma.hexdigest()}


def _filas(
    tabla: str, columnas: list[str], desde: datetime, hasta: datetime
) -> Iterator[tuple[datetime, str]]:
    """Events of a table in the order they were written: moment in UTC, PostgreSQL's JSON text.

    jsonb has one text for each value on every server, except for moments, which it writes in the
    time zone of the session: those are taken in UTC.
    """
    tipos = _columnas(tabla)[tabla]
    lista = ", ".join(
        f"({_q(c)} at time zone 'UTC') as {_q(c)}" if tipos[c] == CON_ZONA else _q(c)
        for c in columnas
    )
    orden = (
        f"select momento, (to_jsonb(x) - 'momento')::text from ("
        f"select pgh_created_at at time zone 'UTC' as momento, {lista} from {_q(tabla)} "
        f"where pgh_created_at >= %s and pgh_created_at < %s order by pgh_id) x"
    )
    with connection.chunked_cursor() as lectura:
        lectura.execute(orden, [desde, hasta])
        while filas := lectura.fetchmany(_LOTE):
            yield from filas


def _columnas(tabla: str | None = None) -> dict[str, dict[str, str]]:
    """Table → column → type, as the database has them now; only those of `tabla` if it is given.

    From the catalogue itself: information_schema takes a hundred times longer.
    """
    tablas: dict[str, dict[str, str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_CATALOGO, [tabla, tabla])
        for nombre, columna, tipo in cursor.fetchall():
            tablas.setdefault(nombre, {})[columna] = tipo
    return tablas


_CATALOGO = """
select relname, attname, format_type(atttypid, null)
from pg_class join pg_attribute on attrelid = pg_class.oid
where relkind in ('r', 'p') and attnum > 0 and not attisdropped
and relnamespace = any(current_schemas(false)::regnamespace[])
and (%s is null or relname = %s)
"""


def _transaccion_anterior_a(momento: datetime) -> bool:
    """Whether a session has a transaction open since before `momento`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists (select from pg_stat_activity where datname = current_database() "
            "and pid <> pg_backend_pid() and backend_type = 'client backend' "
            "and xact_start < %s)",
            [momento],
        )
        return bool(cursor.fetchone()[0])


def _fin_de(fecha: date) -> datetime:
    """The midnight in Lima at which a day ends."""
    return timezone.make_aware(datetime.combine(fecha + timedelta(days=1), time.min))


def _q(nombre: str) -> str:
    return connection.ops.quote_name(nombre)
