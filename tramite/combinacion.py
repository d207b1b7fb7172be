"""The values of the merge fields of an expediente: what a template is filled with."""

from datetime import date, timedelta

from ocisys.base.calendario import PlazoInvalido
from ocisys.base.computo import calcular_plazo
from tramite.campos_combinados import campos_de, combinar
from tramite.emitidos import fecha_en_letras
from tramite.models import Expediente, Plantilla
from tramite.opiniones import valores_de_opinion


def valores_de(expediente: Expediente, hoy: date) -> dict[str, str]:
    """One value for each field of `campos_combinados.CAMPOS`; "" when the office does not know it.

    Uses the sender and its organisation, which `para_salida` brings in the same query.
    """
    remitente = expediente.remitente
    organizacion = remitente.organizacion
    papel = expediente.tipo_documento.nombre.lower()
    if expediente.documento_numero:
        papel = f"{papel} N.º {expediente.documento_numero}"
    return {
        "expediente": expediente.numero,
        "asunto": expediente.asunto,
        "remitente": expediente.remitente_nombre,
        "domicilio": remitente.domicilio,
        "documento": f"su {papel}",
        "presentado": fecha_en_letras(expediente.presentado_el),
        "organizacion": str(organizacion) if organizacion else "",
        "ruc": remitente.ruc or (organizacion.ruc if organizacion else ""),
        "fecha": fecha_en_letras(hoy),
        "fecha_limite": "",
        "destinatario": expediente.remitente_nombre,
        "destinatario_cargo": "",
        "direccion": remitente.domicilio or remitente.correo,
    }


def cuerpo_de(plantilla: Plantilla, expediente: Expediente, hoy: date) -> str:
    """The starting text of a draft. Raises CampoDesconocido on a template with a wrong field."""
    valores = valores_de(expediente, hoy)
    campos = campos_de(plantilla.cuerpo)
    if any(campo.startswith("opinion_") for campo in campos):
        valores |= valores_de_opinion(expediente)
    if "fecha_limite" in campos:
        valores["fecha_limite"] = _fecha_limite(hoy)
    return combinar(plantilla.cuerpo, valores)


def _fecha_limite(hoy: date) -> str:
    """A request says until which day it is answered (TUO LPAG arts. 132.4 and 148.3).

    Counted as if it were notified on the day after it is drafted; "" without the rule.
    """
    try:
        return fecha_en_letras(calcular_plazo("ADMIN", hoy + timedelta(days=1)).vence_el)
    except PlazoInvalido:
        return ""
