"""The clauses found in a paper already sealed, to be copied from it after looking."""

from typing import Any

from convenios.acciones.clausula import numeros_copiados
from convenios.clausulado import ClausulaLeida, leer_clausulas
from convenios.forms.firmado import ClausulasFormSet, FormularioClausulas
from convenios.models import Documento
from ocisys.base.lectura import Ilegible, textos_por_pagina


def clausulas_del_papel(datos: Any, documento: Documento) -> ClausulasFormSet:
    """The rows to look at: those found in its text that were not copied yet, or the ones sent."""
    leidas = [c.__dict__ for c in _faltan(documento)] if datos is None else None
    return FormularioClausulas(datos, initial=leidas, prefix="clausulas")


def _faltan(documento: Documento) -> list[ClausulaLeida]:
    """None when it is a scan without text, or is not a PDF: then they are copied by hand."""
    try:
        with documento.archivo.fichero.open("rb") as fichero:
            leidas = leer_clausulas(textos_por_pagina(fichero))
    except Ilegible:
        return []
    ya = numeros_copiados(documento)
    # The form refuses a number twice; the text may have repeated a heading.
    unicas = {c.numero.upper(): c for c in reversed(leidas)}
    return [c for c in leidas if c.numero.upper() not in ya and unicas[c.numero.upper()] is c]
