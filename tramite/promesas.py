"""What an outgoing text promises: its dates and its offers, found by reading it. Pure.

It only proposes: a person says whether it is a deadline, whose it is and for when.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tramite.parrafos import parrafos

_MESES = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto"),
    *("septiembre", "octubre", "noviembre", "diciembre"),
)
MESES = {mes: n for n, mes in enumerate(_MESES, 1)} | {"setiembre": 9}
_NUMEROS = (
    *("un", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez"),
    *("once", "doce", "trece", "catorce", "quince"),
)
NUMEROS = {palabra: n for n, palabra in enumerate(_NUMEROS, 1)} | {"veinte": 20, "treinta": 30}

_FRASES = re.compile(r"(?<=[.;:!?])\s+(?=[A-ZÁÉÍÓÚÑ«¿¡])|\n")
_ESCRITA = re.compile(rf"\b(\d{{1,2}})\s+de\s+({'|'.join(MESES)})(?:\s+(?:de|del)\s+(\d{{4}}))?\b")
_CIFRAS = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b", re.ASCII)
_DIAS = re.compile(
    rf"\b(?:(\d{{1,3}})|({'|'.join(NUMEROS)}))\s*(?:\((\d{{1,3}})\)\s*)?d[ií]as?\s*"
    r"(calendario|naturales)?"
)
_OFRECE = re.compile(
    r"\b(?:remitiremos|enviaremos|presentaremos|entregaremos|comunicaremos|informaremos|"
    r"responderemos|alcanzaremos|emitiremos|participaremos|asistiremos|convocaremos|coordinaremos|"
    r"haremos llegar|nos comprometemos|(?:se|la oficina|esta oficina) (?:le )?(?:remitirá|enviará|"
    r"hará llegar|comunicará|informará|responderá|presentará|entregará|emitirá|compromete|"
    r"participará|convocará)|(?:ofrecemos|se ofrece))\b"
)


@dataclass(frozen=True)
class Propuesta:
    """A sentence that may be a promise; `vence_el` or `dias`, when it says when."""

    frase: str
    vence_el: date | None = None
    dias: int | None = None
    calendario: bool = False
    es_oferta: bool = False


def proponer(cuerpo: str, emitido_el: date) -> list[Propuesta]:
    """What a text of that day promises: sentences with a date to come, and offers."""
    hallados = (_leer(frase, emitido_el) for frase in _frases(cuerpo))
    return list({p.frase: p for p in hallados if p is not None}.values())


def _frases(cuerpo: str) -> Iterator[str]:
    for p in parrafos(cuerpo):
        if p.clase != "titulo":
            for renglon in p.renglones:
                yield from (" ".join(f.split())[:400] for f in _FRASES.split(renglon) if f.strip())


def _leer(frase: str, emitido_el: date) -> Propuesta | None:
    bajo = frase.lower()
    es_oferta = _OFRECE.search(bajo) is not None
    futuras = [f for f in _fechas(bajo, emitido_el) if f > emitido_el]
    if futuras:
        return Propuesta(frase, vence_el=max(futuras), es_oferta=es_oferta)
    if not es_oferta:
        return None
    if dias := _DIAS.search(bajo):
        cuantos = int(dias[3] or dias[1] or NUMEROS[dias[2]])
        return Propuesta(frase, dias=cuantos, calendario=bool(dias[4]), es_oferta=True)
    return Propuesta(frase, es_oferta=True)


def _fechas(texto: str, emitido_el: date) -> Iterator[date]:
    """Dates written in the text; one without a year is the next one to come."""
    for dia, mes, anio in _CIFRAS.findall(texto):
        yield from _fecha(int(anio), int(mes), int(dia))
    for dia, mes, anio in _ESCRITA.findall(texto):
        if anio:
            yield from _fecha(int(anio), MESES[mes], int(dia))
            continue
        for este in _fecha(emitido_el.year, MESES[mes], int(dia)):
            yield (
                este
                if este > emitido_el
                else este.replace(year=este.year + 1, day=min(este.day, 28))
            )


def _fecha(anio: int, mes: int, dia: int) -> Iterator[date]:
    try:
        yield date(anio, mes, dia)
    except ValueError:
        return
