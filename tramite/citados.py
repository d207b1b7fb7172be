"""What a document refers to: the numbers in its text that are of ours, as links.

A reference is written as the paper says it. A piece of it that is the number of a document or of
an expediente that the reader may know of becomes a link; what is reserved stays as it was written,
like what nobody knows.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from django.db.models.functions import Upper
from django.urls import reverse
from django.utils.http import urlencode

from cargos.models import Usuario
from ocisys.base.numeros import leer_numero
from tramite.models import Documento, Expediente

PALABRAS = 3
"""Words that a number of a document may have: «118-2026 MINSA DGPP»."""

_PALABRA = re.compile(r"[^\s,;«»\"]+")
_BORDES = ".:()[]"


@dataclass(frozen=True)
class Trozo:
    """A piece of the text; `enlace` is where it leads, "" when to nowhere."""

    texto: str
    enlace: str = ""


def enlazar(documentos: Sequence[Documento], usuario: Usuario) -> None:
    """Put in each document its reference in pieces (`trozos`).

    Two queries for all of them, and none when no reference has a number.
    """
    textos = {d.pk: d.ficha.referencia if d.ficha else "" for d in documentos}
    dichos = {t.upper() for texto in textos.values() for _, _, t in _posibles(texto)}
    destinos = _destinos(dichos, usuario) if dichos else {}
    for documento in documentos:
        documento.trozos = list(_partir(textos[documento.pk], destinos))


def _posibles(texto: str) -> Iterator[tuple[int, int, str]]:
    """Where each run of words that could be a number starts and ends; from one place, the longest
    first, with what closes it («(ficticio)») and without. A number has a digit and, for this, more
    than digits: «12» alone names nothing."""
    palabras = list(_PALABRA.finditer(texto))
    for n, primera in enumerate(palabras):
        palabra = primera.group()
        limpia = palabra.strip(_BORDES)
        if limpia.isdecimal() or not any(c.isdigit() for c in limpia):
            continue
        desde = primera.start() + len(palabra) - len(palabra.lstrip(_BORDES))
        for ultima in reversed(palabras[n : n + PALABRAS]):
            sin_cierre = ultima.start() + len(ultima.group().rstrip(_BORDES))
            for fin in dict.fromkeys((ultima.end(), sin_cierre)):
                yield desde, fin, texto[desde:fin]


def _destinos(dichos: Iterable[str], usuario: Usuario) -> dict[str, str]:
    """Of each number written, in capitals, the page it leads to; only what `usuario` may know of.

    The number of a document that several expedientes have leads to the list of all of them.
    """
    numeros = {}
    for dicho in dichos:
        with suppress(ValueError):
            numeros[dicho] = leer_numero(dicho)
    visibles = Expediente.objects.visibles_para(usuario)
    nuestros = set(
        visibles.filter(numero__in=set(numeros.values())).values_list("numero", flat=True)
    )
    destinos = {d: _pagina(n) for d, n in numeros.items() if n in nuestros}
    return destinos | _de_documentos(dichos, usuario)


def _de_documentos(dichos: Iterable[str], usuario: Usuario) -> dict[str, str]:
    documentos = Documento.objects.visibles_para(usuario).annotate(dicho=Upper("numero"))
    filas = documentos.filter(dicho__in=list(dichos)).values_list("dicho", "expediente__numero")
    donde: dict[str, set[str]] = defaultdict(set)
    for dicho, numero in filas:
        donde[dicho].add(numero)
    return {
        dicho: f"{_pagina(next(iter(suyos)))}?ver=documentos"
        if len(suyos) == 1
        else f"{reverse('tramite:expedientes')}?{urlencode({'q': dicho})}"
        for dicho, suyos in donde.items()
    }


def _pagina(numero: str) -> str:
    return reverse("tramite:expediente", args=[numero])


def _partir(texto: str, destinos: dict[str, str]) -> Iterator[Trozo]:
    """The text whole, in pieces; where two numbers share words the first and longest one wins."""
    hecho = 0
    for desde, hasta, dicho in _posibles(texto):
        enlace = destinos.get(dicho.upper(), "")
        if not enlace or desde < hecho:
            continue
        if desde > hecho:
            yield Trozo(texto[hecho:desde])
        yield Trozo(dicho, enlace)
        hecho = hasta
    if hecho < len(texto):
        yield Trozo(texto[hecho:])
