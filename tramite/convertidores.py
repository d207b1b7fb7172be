"""Parts of an address of trámite: `/tramite/expedientes/2026-000123-K/`."""

from ocisys.base.convertidores import TalCual
from ocisys.base.numeros import leer_numero
from tramite.rotulos import TAMANIOS


class NumeroEscrito:
    """Any way of writing a number of ours; the view answers the canonical one with a redirect.

    A number whose check character is wrong is no address of ours (404).
    """

    regex = r"[0-9]{4}-?[0-9]{1,9}(?:-?[0-9A-Za-z])?"

    def to_python(self, value: str) -> str:
        return leer_numero(value)

    def to_url(self, value: object) -> str:
        return str(value)


class TamanioDeEtiqueta(TalCual):
    """The three sizes of sticker."""

    regex = "|".join(TAMANIOS)


class FormatoDeInventario(TalCual):
    """In what the inventory of a transfer can be had."""

    regex = "pdf|xlsx"
