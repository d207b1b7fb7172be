"""States of a document that leaves the office, and which moves between them are lawful.

Pure data, as `tramite.estados`. The number is issued on the way to the signature and stays for
good: what was numbered is annulled, never deleted.
"""

from collections.abc import Collection

from django.db.models import TextChoices

from ocisys.base.reglas import ReglaIncumplida


class EstadoSalida(TextChoices):
    """Where an outgoing document stands, from its draft to the acknowledgement."""

    BORRADOR = "borrador", "Borrador"
    EN_REVISION = "en_revision", "En revisión"
    OBSERVADO = "observado", "Observado"
    VISADO = "visado", "Visado"
    PARA_FIRMA = "para_firma", "Para firma"
    FIRMADO = "firmado", "Firmado"
    EN_DESPACHO = "en_despacho", "En despacho"
    NOTIFICADO = "notificado", "Notificado"
    DEVUELTO = "devuelto", "Devuelto sin entrega"
    ACUSADO = "acusado", "Con acuse"
    ANULADO = "anulado", "Anulado"


E = EstadoSalida

TRANSICIONES: dict[EstadoSalida, frozenset[EstadoSalida]] = {
    E.BORRADOR: frozenset({E.EN_REVISION, E.VISADO, E.ANULADO}),
    E.EN_REVISION: frozenset({E.OBSERVADO, E.VISADO, E.ANULADO}),
    E.OBSERVADO: frozenset({E.EN_REVISION, E.VISADO, E.ANULADO}),
    # Who signs may send it back too; PARA_FIRMA: numbered and frozen, being signed elsewhere.
    E.VISADO: frozenset({E.OBSERVADO, E.PARA_FIRMA, E.FIRMADO, E.ANULADO}),
    E.PARA_FIRMA: frozenset({E.FIRMADO, E.ANULADO}),
    E.FIRMADO: frozenset({E.EN_DESPACHO, E.ANULADO}),
    E.EN_DESPACHO: frozenset({E.EN_DESPACHO, E.NOTIFICADO, E.DEVUELTO, E.ACUSADO}),
    E.NOTIFICADO: frozenset({E.ACUSADO}),
    E.DEVUELTO: frozenset({E.EN_DESPACHO}),
    E.ACUSADO: frozenset(),
    E.ANULADO: frozenset(),
}

EDITABLES: frozenset[EstadoSalida] = frozenset({E.BORRADOR, E.OBSERVADO})
"""The text may still be changed by who drafts it."""

NUMERADOS: frozenset[EstadoSalida] = frozenset(
    {E.PARA_FIRMA, E.FIRMADO, E.EN_DESPACHO, E.NOTIFICADO, E.DEVUELTO, E.ACUSADO}
)
"""It has an official number and its bytes no longer change."""

FIRMADOS: frozenset[EstadoSalida] = NUMERADOS - {E.PARA_FIRMA}

_RAZONES: dict[EstadoSalida, str] = {
    E.BORRADOR: "El documento es un borrador todavía: primero se envía a revisión o a firma.",
    E.EN_REVISION: "El documento está en revisión: espere los vistos buenos.",
    E.OBSERVADO: "El documento está observado: corríjalo y vuelva a enviarlo.",
    E.PARA_FIRMA: "El documento ya tiene número y se está firmando fuera: su texto no cambia.",
    E.FIRMADO: "El documento ya está firmado y no cambia: si tiene un error, anúlelo y emita otro.",
    E.ANULADO: "El documento está anulado y conserva su número: emita otro.",
    E.ACUSADO: "El documento ya tiene acuse: no queda nada por hacer.",
}


class SalidaInvalida(ReglaIncumplida):
    """The state of the outgoing document does not admit that act."""


def _rechazo(actual: EstadoSalida) -> SalidaInvalida:
    return SalidaInvalida(
        _RAZONES.get(actual, f"Eso no se puede hacer: el documento está «{actual.label}».")
    )


def verificar(actual: str, nuevo: EstadoSalida) -> None:
    """Raise SalidaInvalida unless `actual` → `nuevo` is in the table."""
    if nuevo not in TRANSICIONES[EstadoSalida(actual)]:
        raise _rechazo(EstadoSalida(actual))


def exigir(actual: str, admitidos: Collection[EstadoSalida]) -> None:
    """Raise SalidaInvalida unless the state is one of `admitidos`."""
    if actual not in admitidos:
        raise _rechazo(EstadoSalida(actual))


class Medio(TextChoices):
    """How a document is dispatched."""

    MANO = "mano", "En mano, con cargo"
    MENSAJERIA = "mensajeria", "Mensajería (courier)"
    CORREO = "correo", "Correo electrónico autorizado"
    CASILLA = "casilla", "Casilla electrónica"
    PIDE = "pide", "Plataforma de interoperabilidad (PIDE)"


class Entrega(TextChoices):
    """What came of a dispatch."""

    ENTREGADO = "entregado", "Entregado"
    DEVUELTO = "devuelto", "Devuelto sin entregar"
    ACUSE = "acuse", "Con acuse de recibo"


ESTADO_TRAS: dict[Entrega, EstadoSalida] = {
    Entrega.ENTREGADO: EstadoSalida.NOTIFICADO,
    Entrega.DEVUELTO: EstadoSalida.DEVUELTO,
    Entrega.ACUSE: EstadoSalida.ACUSADO,
}
