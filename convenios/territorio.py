"""Where an agreement applies: the whole country, or departments, provinces and districts."""

import re

from django.core.exceptions import ValidationError

from ocisys.base.busqueda import plano

NACIONAL = "PE"
DEPARTAMENTOS = {
    "01": "Amazonas",
    "02": "Áncash",
    "03": "Apurímac",
    "04": "Arequipa",
    "05": "Ayacucho",
    "06": "Cajamarca",
    "07": "Callao",
    "08": "Cusco",
    "09": "Huancavelica",
    "10": "Huánuco",
    "11": "Ica",
    "12": "Junín",
    "13": "La Libertad",
    "14": "Lambayeque",
    "15": "Lima",
    "16": "Loreto",
    "17": "Madre de Dios",
    "18": "Moquegua",
    "19": "Pasco",
    "20": "Piura",
    "21": "Puno",
    "22": "San Martín",
    "23": "Tacna",
    "24": "Tumbes",
    "25": "Ucayali",
}
"""First two digits of the UBIGEO of INEI. Of provinces and districts only the form is checked."""

_CODIGO = re.compile(r"[0-9]{2}(?:[0-9]{2}){0,2}")
_POR_NOMBRE = {plano(n): c for c, n in DEPARTAMENTOS.items()} | {
    "nacional": NACIONAL,
    "peru": NACIONAL,
    "pe": NACIONAL,
}


def validar_lugar(valor: str) -> None:
    """A UBIGEO of 2, 4 or 6 digits of an existing department, or PE; raises ValidationError."""
    es_codigo = bool(_CODIGO.fullmatch(valor)) and valor[:2] in DEPARTAMENTOS
    if valor != NACIONAL and not (es_codigo and "00" not in (valor[2:4], valor[4:])):
        raise ValidationError(
            f"«{valor[:40]}» no es un departamento ni un ubigeo de 2, 4 o 6 dígitos."
        )


def leer_ambito(texto: str) -> list[str]:
    """`"Cusco, 1501; 080101"` → `["08", "1501"]`: names or codes, in order, none inside another.

    Raises ValidationError with the first that is no place.
    """
    lugares: set[str] = set()
    for trozo in re.split(r"[,;\n]", texto):
        if palabra := " ".join(trozo.split()):
            codigo = _POR_NOMBRE.get(plano(palabra), palabra)
            validar_lugar(codigo)
            lugares.add(codigo)
    if NACIONAL in lugares:
        return [NACIONAL]
    return sorted(c for c in lugares if not ({c[:2], c[:4]} - {c}) & lugares)


def decir_ambito(lugares: list[str]) -> str:
    """`["08", "1501"]` → `"Cusco, 1501 (Lima)"`; PE is the whole country."""
    return ", ".join(_decir(c) for c in lugares)


def _decir(codigo: str) -> str:
    if codigo == NACIONAL:
        return "Nacional"
    departamento = DEPARTAMENTOS[codigo[:2]]
    return departamento if len(codigo) == 2 else f"{codigo} ({departamento})"
