"""Spanish text in PostgreSQL: order, search without accents, stemming; the same on every server.

The functions live in the database (migration 0002): `ordena_es` sorts ñ after n and ignores accents
without any ICU collation; `sin_tildes` is an immutable lower + unaccent, so it can be indexed; the
text search configuration `es_sin_tilde` is Spanish stemming over unaccented words. The
configuration is always named in the query: the server's default is never relied on.
"""

import re
import unicodedata
from functools import reduce
from itertools import product
from operator import and_, or_
from typing import TypeVar

from django.contrib.postgres.search import (
    SearchQuery,
    SearchQueryCombinable,
    SearchVector,
    TrigramWordSimilarity,
)
from django.db.models import CharField, F, Func, Model, Q, QuerySet, TextField, Value
from django.db.models.functions import Coalesce, Greatest
from django.db.models.lookups import Contains

M = TypeVar("M", bound=Model)

CONFIGURACION = "es_sin_tilde"

# Without accents already: "donacion" and "donaciones", "-institucion".
_EN_CION = re.compile(r"((?<!\w)-?\b\w+[au]cion(?:es)?\b)")
MAXIMO_DE_DOBLES = 3
PALABRAS = 8
"""Words of what is written in a search box that count; more would only make it slower."""


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


def con_todas(texto: str, *campos: str) -> Q:
    """Rows where each of the first PALABRAS words of `texto` is part of any of `campos`.

    Of a field reached through a relation, only one that gives a single row.
    """
    palabras = texto.split()[:PALABRAS]
    return reduce(and_, (sin_tildes_contiene(p, *campos) for p in palabras), Q())


def vector(*campos: str, peso: str = "A") -> SearchVector:
    """Search vector of `campos` in our Spanish configuration."""
    partes = [Coalesce(F(c), Value("")) for c in campos]
    return SearchVector(*partes, config=CONFIGURACION, weight=peso)


def consulta(texto: str) -> SearchQueryCombinable:
    """What a person typed, as web search does it: "frase exacta", -excluida, or.

    The Spanish stemmer cuts «aciones» but not «acion», which is what «ación» is without its accent:
    the words of that family (donación, institución…) are asked for in both numbers.
    """
    preguntas = [
        SearchQuery(variante, config=CONFIGURACION, search_type="websearch")
        for variante in _en_ambos_numeros(plano(texto.replace("\x00", " ")))
    ]
    return reduce(or_, preguntas)


def _en_ambos_numeros(texto: str) -> list[str]:
    """`"donacion de libros"` → itself and `"donaciones de libros"`; at most eight variants."""
    formas: list[tuple[str, ...]] = []
    dobles = 0
    for i, parte in enumerate(_EN_CION.split(texto)):
        raiz = parte.removesuffix("es")
        if i % 2 == 0 or dobles == MAXIMO_DE_DOBLES:
            formas.append((parte,))
        elif raiz.startswith("-"):
            formas.append((f"{raiz} {raiz}es",))  # neither of the two
        else:
            formas.append((raiz, f"{raiz}es"))
            dobles += 1
    return ["".join(partes) for partes in product(*formas)]


def parecidos(filas: QuerySet[M], texto: str, *campos: str, minimo: float = 0.4) -> QuerySet[M]:
    """Rows where something in `campos` is spelt like `texto`, best first: «coperasion tecnica».

    For when the exact search found nothing; it reads the whole table. `minimo` goes from 0 to 1.
    """
    buscado = plano(texto.replace("\x00", " "))
    parecido = [TrigramWordSimilarity(buscado, SinTildes(F(campo))) for campo in campos]
    mejor = Greatest(*parecido) if len(parecido) > 1 else parecido[0]
    return filas.annotate(parecido=mejor).filter(parecido__gte=minimo).order_by("-parecido", "pk")  # type: ignore[return-value]
