"""Identifiers and kinds of organisation and paper as IATI 2.03 writes them, with its own rules."""

import re

from django.core.exceptions import ValidationError
from django.db import models

_PROHIBIDOS = re.compile(r"[/&|?\s]")


class TipoIati(models.TextChoices):
    """What an organisation is (codelist OrganisationType)."""

    GOBIERNO = "10", "10 · Gobierno"
    GOBIERNO_LOCAL = "11", "11 · Gobierno local"
    OTRA_PUBLICA = "15", "15 · Otra entidad pública"
    ONG_INTERNACIONAL = "21", "21 · ONG internacional"
    ONG_NACIONAL = "22", "22 · ONG nacional"
    ONG_PAIS_SOCIO = "24", "24 · ONG del país socio"
    APP = "30", "30 · Asociación público-privada"
    MULTILATERAL = "40", "40 · Organismo multilateral"
    FUNDACION = "60", "60 · Fundación"
    PRIVADO = "70", "70 · Sector privado"
    PRIVADO_PROVEEDOR = "71", "71 · Sector privado del país que coopera"
    PRIVADO_RECEPTOR = "72", "72 · Sector privado del país receptor"
    PRIVADO_TERCERO = "73", "73 · Sector privado de un tercer país"
    ACADEMICA = "80", "80 · Académica, de capacitación o investigación"
    OTRA = "90", "90 · Otra"


class CategoriaIati(models.TextChoices):
    """What a paper of an activity is (codelist DocumentCategory, level A).

    Those of level B (B01, annual report, and so on) are of a whole organisation, not of one
    agreement.
    """

    CONDICIONES = "A04", "A04 · Condiciones"
    REVISION = "A07", "A07 · Revisión del desempeño y evaluación"
    RESULTADOS = "A08", "A08 · Resultados, productos y efectos"
    MEMORANDO = "A09", "A09 · Memorando de entendimiento"
    CONTRATO = "A11", "A11 · Contrato"


def categoria_de(clase: str, tipo: str) -> CategoriaIati | None:
    """The category of a paper by its class (`Documento.Clase`) and the kind of its instrument.

    IATI has none for what approves an agreement nor for the opinions and minutes of the office.
    """
    if clase in ("firmado", "adenda"):
        es_contrato = tipo == "contrato_donacion"
        return CategoriaIati.CONTRATO if es_contrato else CategoriaIati.MEMORANDO
    return {
        "condicion": CategoriaIati.CONDICIONES,
        "resultado": CategoriaIati.RESULTADOS,
        "evaluacion": CategoriaIati.REVISION,
    }.get(clase)


def validar_identificador(valor: str) -> None:
    """Rule 1.3.13: no slash, ampersand, vertical bar nor question mark; no blanks either."""
    if _PROHIBIDOS.search(valor):
        raise ValidationError("Un identificador IATI no lleva espacios ni los signos / & | ?")


def identificador(org_id: str, codigo: str) -> str:
    """Rule 1.1.21, that of its publisher goes before: `("PE-X", "OCI-2026-0007")` →
    `"PE-X-OCI-2026-0007"`; empty while either is missing."""
    return f"{org_id}-{codigo}" if org_id and codigo else ""
