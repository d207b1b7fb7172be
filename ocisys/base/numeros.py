"""Official numbers: gapless, per series and year, with a character that catches typing errors."""

import re
from functools import cache
from typing import Any

from django.db import connection, transaction
from django.db.models import Model
from stdnum.iso7064 import mod_37_36

CIFRAS = 6

_TOMAR = """
insert into base_correlativo (serie, anio, ultimo) values (%s, %s, 1)
on conflict (serie, anio) do update set ultimo = base_correlativo.ultimo + 1
returning ultimo"""

_CON_ANIO = re.compile(r"(\d{4})[\s\-/.]+0*(\d{1,9})(?:[\s\-/.]*([A-Z])|[\s\-/.]+([A-Z0-9]))?")
_ESCANEADO = re.compile(r"(\d{4})(\d{6})([A-Z0-9])?")
_SOLO_NUMERO = re.compile(r"0*(\d{1,9})(?:[\s\-/.]*([A-Z])|[\s\-/.]+([A-Z0-9]))?")
# What people read aloud or copy by hand for one another.
_PARECIDAS = str.maketrans("OI", "01")


def tomar_numero(serie: str, anio: int) -> int:
    """The next number of `serie` in `anio`, from 1, without gaps: call it last, before the insert.

    The row of the series stays locked until the caller's transaction ends, so that a rollback or a
    crash gives the number back; whoever else wants a number of that series waits meanwhile, which
    is why nothing slow may come after it. Raises TransactionManagementError outside `atomic`.
    """
    return tomar_numero_y_claves(serie, anio)[0]


def tomar_codigo(siglas: str, serie: str, anio: int) -> str:
    """The next code of a register: `("REU", "reunion", 2026)` → `REU-2026-0007`."""
    return f"{siglas}-{anio}-{tomar_numero(serie, anio):04d}"


def tomar_numero_y_claves(serie: str, anio: int, *modelos: type[Model]) -> list[int]:
    """The next number, as `tomar_numero`, and a key of each of those models; one query.

    For rows that are written together afterwards (ocisys/base/escritura.py): models with Django's
    automatic key. A key taken and not used is lost; the number is not.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "tomar_numero necesita la transacción de la fila que numera."
        )
    claves = "".join(f", nextval('{_secuencia(m)}')" for m in modelos)
    with connection.cursor() as cursor:
        cursor.execute(_TOMAR + claves, [serie, anio])
        return list(cursor.fetchone())


@cache
def _secuencia(modelo: Any) -> str:
    tabla, columna = modelo._meta.db_table, modelo._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [tabla, columna])
        return str(cursor.fetchone()[0])


def numero(anio: int, n: int) -> str:
    """`(2026, 123)` → `2026-000123`; longer numbers keep all their digits."""
    return f"{anio:04d}-{n:0{CIFRAS}d}"


def control(anio: int, n: int) -> str:
    """Check character of a number: ISO 7064 MOD 37,36 over its digits.

    It catches every wrong digit and nearly all swaps of two.
    """
    return str(mod_37_36.calc_check_digit(numero(anio, n).replace("-", "")))


def numero_con_control(anio: int, n: int) -> str:
    """`(2026, 123)` → `2026-000123-K`: what is printed, read aloud and typed."""
    return f"{numero(anio, n)}-{control(anio, n)}"


def leer_numero(texto: str, *, anio: int | None = None) -> str:
    """What a person typed or scanned, in canonical form: `"2026-123-k"` → `"2026-000123-K"`.

    Understood: separators or none, leading zeros or not, with or without the check character, and
    only the number when `anio` says which year is meant. Raises ValueError, with a sentence for
    the person, if it is not a number or its check character does not match.
    """
    limpio = texto.strip().upper()
    if encontrado := _CON_ANIO.fullmatch(limpio):
        anio_leido, n, letra, suelta = encontrado.groups()
    elif encontrado := _ESCANEADO.fullmatch(limpio):
        anio_leido, n, letra, suelta = *encontrado.groups(), None
    elif anio is not None and (encontrado := _SOLO_NUMERO.fullmatch(limpio)):
        anio_leido, (n, letra, suelta) = str(anio), encontrado.groups()
    else:
        raise ValueError("Escriba el número como 2026-000123-K.")
    return _comprobar(int(anio_leido), int(n), letra or suelta)


def _comprobar(anio: int, n: int, escrito: str | None) -> str:
    esperado = control(anio, n)
    if escrito and escrito.translate(_PARECIDAS) != esperado.translate(_PARECIDAS):
        raise ValueError(
            f"El número {numero(anio, n)} no termina en «{escrito}»: revise si falta o sobra "
            "una cifra."
        )
    return f"{numero(anio, n)}-{esperado}"
