"""States of an expediente and of its movimientos, and which moves between them are lawful.

Pure data: the button and the act read the same table. A state whose set is empty is the end.
"""

from collections.abc import Collection

from django.db.models import TextChoices

from ocisys.base.reglas import ReglaIncumplida


class Estado(TextChoices):
    """Where the life of an expediente stands."""

    REGISTRADO = "registrado", "Registrado"
    OBSERVADO = "observado", "Observado"
    SUBSANADO = "subsanado", "Subsanado"
    NO_PRESENTADO = "no_presentado", "Tenido por no presentado"
    EN_TRAMITE = "en_tramite", "En trámite"
    EN_ESPERA = "en_espera", "En espera de un tercero"
    PARA_FIRMA = "para_firma", "Para firma"
    ATENDIDO = "atendido", "Atendido"
    DESPACHADO = "despachado", "Despachado"
    CERRADO = "cerrado", "Cerrado"
    ARCHIVADO = "archivado", "Archivado"
    TRANSFERIDO = "transferido", "Transferido al archivo central"
    PERMANENTE = "permanente", "De conservación permanente"
    ELIMINADO = "eliminado", "Eliminado según AGN"
    ACUMULADO = "acumulado", "Acumulado a otro"
    REENCAUZADO = "reencauzado", "Reencauzado a otra entidad"
    ABANDONADO = "abandonado", "En abandono"
    DESISTIDO = "desistido", "Desistido"
    ANULADO = "anulado", "Anulado"
    REABIERTO = "reabierto", "Reabierto"


# What may end a case early, from any state in which it is being worked on.
_SALIDAS = frozenset(
    {Estado.ACUMULADO, Estado.REENCAUZADO, Estado.ABANDONADO, Estado.DESISTIDO, Estado.ANULADO}
)
_EN_CURSO = frozenset(
    {Estado.EN_TRAMITE, Estado.EN_ESPERA, Estado.PARA_FIRMA, Estado.ATENDIDO, Estado.OBSERVADO}
)

TRANSICIONES: dict[Estado, frozenset[Estado]] = {
    Estado.REGISTRADO: _EN_CURSO | _SALIDAS,
    # TUO LPAG art. 125.3: while the observation stands the case is not forwarded.
    Estado.OBSERVADO: frozenset({Estado.SUBSANADO, Estado.NO_PRESENTADO, Estado.DESISTIDO}),
    Estado.SUBSANADO: (_EN_CURSO - {Estado.OBSERVADO}) | _SALIDAS,
    Estado.NO_PRESENTADO: frozenset({Estado.CERRADO}),
    # A defect seen late is observed once too (art. 125.5).
    Estado.EN_TRAMITE: _EN_CURSO | _SALIDAS,
    Estado.EN_ESPERA: _EN_CURSO | _SALIDAS,
    Estado.PARA_FIRMA: frozenset({Estado.EN_TRAMITE, Estado.ATENDIDO}) | _SALIDAS,
    Estado.ATENDIDO: frozenset({Estado.EN_TRAMITE, Estado.DESPACHADO, Estado.CERRADO}),
    Estado.DESPACHADO: frozenset({Estado.CERRADO}),
    Estado.CERRADO: frozenset({Estado.ARCHIVADO, Estado.REABIERTO}),
    Estado.ARCHIVADO: frozenset({Estado.TRANSFERIDO, Estado.REABIERTO}),
    Estado.TRANSFERIDO: frozenset({Estado.PERMANENTE, Estado.ELIMINADO}),
    Estado.PERMANENTE: frozenset(),
    Estado.ELIMINADO: frozenset(),
    Estado.ACUMULADO: frozenset(),
    Estado.REENCAUZADO: frozenset({Estado.CERRADO}),
    Estado.ABANDONADO: frozenset({Estado.CERRADO}),
    Estado.DESISTIDO: frozenset({Estado.CERRADO}),
    Estado.ANULADO: frozenset(),
    Estado.REABIERTO: (_EN_CURSO - {Estado.OBSERVADO}) | _SALIDAS,
}

ABIERTOS: frozenset[Estado] = frozenset(
    {Estado.REGISTRADO, Estado.SUBSANADO, Estado.REABIERTO} | _EN_CURSO | {Estado.DESPACHADO}
)
"""The office still owes something; only these have an open original movimiento."""

DERIVABLES: frozenset[Estado] = ABIERTOS - {Estado.OBSERVADO}
"""May change hands."""

POR_ATENDER: frozenset[Estado] = ABIERTOS - {Estado.ATENDIDO, Estado.DESPACHADO}
"""Without an answer yet."""

EN_COLA: frozenset[Estado] = (DERIVABLES & POR_ATENDER) - {Estado.EN_ESPERA}
"""Wait for the office itself: they are answered in the order in which they came in."""

SIN_RESPUESTA: frozenset[Estado] = frozenset(
    {Estado.REENCAUZADO, Estado.DESISTIDO, Estado.ABANDONADO}
)
"""Ends of a case that nobody answers."""

FUERA: frozenset[Estado] = frozenset(
    {Estado.ANULADO, Estado.TRANSFERIDO, Estado.PERMANENTE, Estado.ELIMINADO}
)
"""Annulled, or no longer in the office: neither classified nor lent."""

CERRABLES: frozenset[Estado] = frozenset(e for e, a in TRANSICIONES.items() if Estado.CERRADO in a)

_RAZONES: dict[Estado, tuple[str, str]] = {
    Estado.OBSERVADO: (
        "El expediente está observado: no se mueve hasta que se subsane.",
        "TUO LPAG art. 125.3",
    ),
    Estado.ARCHIVADO: ("El expediente está archivado; para moverlo, reábralo con un motivo.", ""),
    Estado.CERRADO: ("El expediente está cerrado; para moverlo, reábralo con un motivo.", ""),
    Estado.ANULADO: ("El expediente está anulado y no admite más actos.", ""),
    Estado.ACUMULADO: ("El expediente está acumulado: actúe sobre el principal.", ""),
    Estado.ATENDIDO: ("El expediente ya está atendido.", ""),
}


class TransicionInvalida(ReglaIncumplida):
    """The state of the expediente does not admit that act."""


def _rechazo(actual: Estado) -> TransicionInvalida:
    frase, norma = _RAZONES.get(
        actual, (f"Eso no se puede hacer: el expediente está «{actual.label}».", "")
    )
    return TransicionInvalida(frase, norma=norma)


def verificar(actual: str, nuevo: Estado) -> None:
    """Raise TransicionInvalida unless `actual` → `nuevo` is in the table."""
    if nuevo not in TRANSICIONES[Estado(actual)]:
        raise _rechazo(Estado(actual))


def exigir(actual: str, admitidos: Collection[Estado]) -> None:
    """Raise TransicionInvalida unless the state is one of `admitidos`."""
    if actual not in admitidos:
        raise _rechazo(Estado(actual))


def exigir_no_anulado(actual: str) -> None:
    """Raise TransicionInvalida for an annulled expediente; any other still takes the act."""
    if actual == Estado.ANULADO:
        raise _rechazo(Estado.ANULADO)


def exigir_en_la_oficina(actual: str) -> None:
    """Raise TransicionInvalida for one annulled or that left the office for good."""
    if actual in FUERA:
        raise TransicionInvalida(f"El expediente está «{Estado(actual).label}».")


class TipoMovimiento(TextChoices):
    """Why something changes hands."""

    ORIGINAL = "original", "Original"
    COPIA = "copia", "Copia informativa"
    PARALELO = "paralelo", "En paralelo"
    DEVOLUCION = "devolucion", "Devolución"
    PRESTAMO = "prestamo", "Préstamo"


# Whoever has one of these holds the expediente; exactly one is open at a time.
TITULARES: tuple[TipoMovimiento, ...] = (TipoMovimiento.ORIGINAL, TipoMovimiento.DEVOLUCION)

# What asks work of whoever receives it: the expediente itself, or a part of it to be answered.
TRABAJO: tuple[TipoMovimiento, ...] = (*TITULARES, TipoMovimiento.PARALELO)


class Resultado(TextChoices):
    """How a movimiento ended."""

    DERIVADO = "derivado", "Derivado"
    DEVUELTO = "devuelto", "Devuelto"
    LEIDO = "leido", "Leído"
    RETIRADO = "retirado", "Retirado por quien lo envió"
    CERRADO = "cerrado", "Cerrado"
    ANULADO = "anulado", "Anulado con el expediente"
    REASIGNADO = "reasignado", "Reasignado por la jefatura"
    RESPONDIDO = "respondido", "Respondió su parte"
