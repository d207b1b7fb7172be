"""Where each requirement of a stage that is not met yet is completed."""

from collections.abc import Iterable

from django.urls import reverse

from convenios.models import Convenio
from convenios.validaciones import Falla

_CONFORMIDAD = ("Anotar la conformidad de APCI", "hito_nuevo", "?tipo=conformidad_apci")
_DATOS = ("Editar sus datos", "convenio_editar", "")

DONDE: dict[str, tuple[str, str, str]] = {
    "partes": ("Agregar parte", "parte_nueva", ""),
    "roles": ("Corregir los roles de sus partes", "convenio", "#partes"),
    "marco": _DATOS,
    "fin_del_marco": _DATOS,
    "plazo": _DATOS,
    "fechas": _DATOS,
    "separacion": _DATOS,
    "conformidad_antes": _CONFORMIDAD,
    "conformidad": _CONFORMIDAD,
    "registro_apci": ("Ver sus partes", "convenio", "#partes"),
    "clasificacion": ("Clasificar", "convenio_clasificar", ""),
    "plan_operaciones": ("Anotar el plan de operaciones", "hito_nuevo", "?tipo=plan_operaciones"),
    "compromisos": ("Registrar compromiso", "compromiso_nuevo", ""),
    "archivo": ("Adjuntar el documento firmado", "documento_nuevo", "?clase=firmado"),
    "aportes": ("Aportes y desembolsos", "dinero", ""),
    "firmas": ("Anotar firma", "firma_nueva", ""),
    "ultima_firma": _DATOS,
    "perfeccionamiento": ("Anotar su entrada en vigor", "hito_nuevo", "?tipo=vigor"),
    "pendientes": ("Ver los compromisos y sus fechas", "convenio", "#compromisos"),
    "acta_cierre": ("Anotar el acta de cierre", "hito_nuevo", "?tipo=cierre"),
}
"""Code of a rule → what is done, the view where, and what follows its address."""


def donde_se_completan(convenio: Convenio, fallas: Iterable[Falla]) -> list[tuple[str, str]]:
    """What to do and its address for each failure, each place once, in their order."""
    lugares = dict.fromkeys(DONDE[f.codigo] for f in fallas)
    return [
        (rotulo, reverse(f"convenios:{vista}", args=[convenio.codigo]) + resto)
        for rotulo, vista, resto in lugares
    ]
