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

_PAISES = """
ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR
BHR BHS BIH BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG
COK COL COM CPV CRI CUB CUW CXR CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH
FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY
HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM
KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL
MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR
NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU
SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA
TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB
VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE
"""
PAISES = frozenset(_PAISES.split())
"""ISO 3166-1 alpha-3."""

_CODIGO = re.compile(r"[0-9]{2}(?:[0-9]{2}){0,2}")
_POR_NOMBRE = {plano(n): c for c, n in DEPARTAMENTOS.items()} | {
    "nacional": NACIONAL,
    "peru": NACIONAL,
    "pe": NACIONAL,
}


def validar_pais(valor: str) -> None:
    """A country of ISO 3166-1 by its three letters; raises ValidationError."""
    if valor not in PAISES:
        raise ValidationError(
            f"«{valor[:10]}» no es un país: son sus tres letras según ISO 3166, como PER o ESP."
        )


def validar_lugar(valor: str) -> None:
    """A UBIGEO of 2, 4 or 6 digits of an existing department, or PE; raises ValidationError."""
    es_codigo = bool(_CODIGO.fullmatch(valor)) and valor[:2] in DEPARTAMENTOS
    if valor != NACIONAL and not (es_codigo and "00" not in (valor[2:4], valor[4:])):
        raise ValidationError(
            f"«{valor[:40]}» no es un departamento ni un ubigeo de 2, 4 o 6 dígitos."
        )


def validar_departamento(valor: str) -> None:
    """A department by its two digits, or PE; raises ValidationError."""
    if valor != NACIONAL and valor not in DEPARTAMENTOS:
        raise ValidationError(f"«{valor[:40]}» no es un departamento.")


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
