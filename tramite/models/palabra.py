"""The words of the register, each once: what a misspelt search is compared with.

Comparing with every subject costs 220 ms at a million expedientes; with the some ten thousand
distinct words, less than two.
"""

import re

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import connection, models
from django.db.models import F

from ocisys.base.busqueda import plano

LARGO_MINIMO = 4
MAXIMO_DE_PALABRAS = 8
_PALABRA = re.compile(rf"[^\W\d_]{{{LARGO_MINIMO},40}}")

# What begins like the word typed goes before what only resembles it, and the shortest first.
_PARECIDAS = """
SELECT dicha.palabra, hallada.escrita
FROM unnest(%s::text[]) AS dicha (palabra)
CROSS JOIN LATERAL (
    SELECT escrita FROM tramite_palabra
    WHERE clave LIKE dicha.palabra || '%%' OR clave %% dicha.palabra
    ORDER BY clave LIKE dicha.palabra || '%%' DESC, similarity(clave, dicha.palabra) DESC, clave
    LIMIT 1
) AS hallada
WHERE NOT EXISTS (SELECT FROM tramite_palabra WHERE clave = dicha.palabra)
"""


def palabras_de(*textos: str) -> "list[Palabra]":
    """The words of `textos`, each once, not saved.

    Always in the same order, so that two registrations never wait for each other in a ring.
    """
    dichas = {plano(p): p.lower() for p in _PALABRA.findall(" ".join(textos))}
    return [Palabra(clave=clave, escrita=dichas[clave]) for clave in sorted(dichas)]


class PalabraQuerySet(models.QuerySet["Palabra"]):
    def aprender(self, *textos: str) -> None:
        """Add the words of `textos`; one statement, and nothing waits for words already known."""
        Palabra.objects.bulk_create(palabras_de(*textos), ignore_conflicts=True)

    def corregir(self, texto: str) -> str:
        """`texto` with each unknown word replaced by the nearest known one; "" if none changes."""
        dichas = [plano(p) for p in _PALABRA.findall(texto)][:MAXIMO_DE_PALABRAS]
        with connection.cursor() as cursor:
            cursor.execute(_PARECIDAS, [dichas])
            cambios: dict[str, str] = dict(cursor.fetchall())
        corregido = _PALABRA.sub(lambda m: cambios.get(plano(m[0]), m[0]), texto)
        return corregido if cambios else ""


class Palabra(models.Model):
    """A word of the subjects and senders that the whole office may read.

    Those of restricted expedientes are not learnt: a suggestion must not tell what they say.
    """

    clave = models.CharField(max_length=40, primary_key=True)
    escrita = models.CharField(max_length=40)

    objects = PalabraQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(OpClass(F("clave"), name="gin_trgm_ops"), name="palabra_trigramas"),
        ]

    def __str__(self) -> str:
        return self.escrita
