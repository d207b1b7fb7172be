"""A complaint for defects of processing: who must resolve it.

It is filed before the superior of whoever processes the case, who resolves it after passing it on
to the one complained of (TUO LPAG art. 158.2, formerly 169.2). The days are the superior's: they
press on no other post, and the office complained of only gives its report.
"""

from tramite.models import Expediente, Plazo
from tramite.papeles import a_quien


def quien_resuelve(expediente: Expediente) -> str:
    """The superior to whom it was addressed, in words; "" for what the office itself owes.

    Asked of its open deadline, which kept what the rule of its day said; one query.
    """
    corre = expediente.plazos.abiertos().de_fondo().del_superior()
    return del_superior(expediente) if corre.exists() else ""


def del_superior(expediente: Expediente) -> str:
    """How the superior of an expediente is named: the post to which it was addressed."""
    cargo = a_quien(expediente)
    return f"El superior jerárquico del quejado: {cargo[:1].lower()}{cargo[1:]}"


def quien_debe(plazo: Plazo, expediente: Expediente) -> str:
    """Who owes a deadline, in words for the screen and the paper."""
    if plazo.es_del_superior:
        return f"{del_superior(expediente)}; la oficina quejada sólo informa"
    return plazo.a_quien or plazo.get_obligado_display()
