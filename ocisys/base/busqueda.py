"""Spanish text in PostgreSQL: order, search without accents, stemming; the same on every server.

The functions live in the database (migration 0002): `ordena_es` sorts ñ after n and ignores accents
without any ICU collation; `sin_tildes` is an immutable lower + unaccent, so it can be indexed; the
text search configuration `es_sin_tilde` is Spanish stemming over unaccented words. The
configuration is always named in the query: the server's default is never relied on.
"""

import unicodedata

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import CharField, F, Func, Q, TextField, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import Contains

CONFIGURACION = "es_sin_tilde"


class SinTildes(Func):
    """`Áncash` → `ancash`, in the database; indexable."""

    function = "sin_tildes"
    output_field = TextField()


class OrdenaEs(Func):
    """Sort key of a Spanish name."""

    function = "ordena_es"
    # "C" by name: the server's own collation may ignore the mark that puts ñ after n.
    template = '%(function)s(%(expressions)s) COLLATE "C"'
    output_field = CharField()


def ordena_es(campo: str) -> OrdenaEs:
    """Expression for `order_by`: names in the order of a Peruvian list."""
    return OrdenaEs(F(campo))


def plano(texto: str) -> str:
    """`"Ñaupari Órganos"` → `"naupari organos"`: the Python twin of `sin_tildes`."""
    descompuesto = unicodedata.normalize("NFKD", texto)
    return "".join(c for c in descompuesto if not unicodedata.combining(c)).lower().strip()


def sin_tildes_contiene(palabra: str, *campos: str) -> Q:
    """Rows where `palabra` is part of any of `campos`, accents and case forgiven."""
    condicion = Q()
    for campo in campos:
        condicion |= Q(Contains(SinTildes(F(campo)), plano(palabra)))
    return condicion


def vector(*campos: str, peso: str = "A") -> SearchVector:
    """Search vector of `campos` in our Spanish configuration."""
    partes = [Coalesce(F(c), Value("")) for c in campos]
    return SearchVector(*partes, config=CONFIGURACION, weight=peso)


def consulta(texto: str) -> SearchQuery:
    """What a person typed, as web search does it: "frase exacta", -excluida, or."""
    return SearchQuery(texto.replace("\x00", ""), config=CONFIGURACION, search_type="websearch")
