"""Keyword builders of sectoral opinions, done by the real acciones."""

from typing import Any

from django.utils import timezone

from cargos.models import Usuario
from tests import fabrica_salidas
from tests import fabrica_tramite as fabrica
from tramite import acciones
from tramite.forms.salida import RedactarForm
from tramite.models import Expediente, Opinion, Salida

CUESTIONES = ("¿El proyecto es del ámbito del Sector?", "¿Se alinea con sus políticas?")


def opinion(expediente: Expediente, *, por: Usuario, **campos: Any) -> Opinion:
    """Opened on an expediente that `por` holds."""
    fabrica.catalogos()
    datos: dict[str, Any] = {
        "tipo": "igv",
        "pide": "apci",
        "solicitante": "Asociación de prueba",
        "organizacion": None,
        "obligatoria": False,
        "vinculante": False,
        "cuestiones": CUESTIONES,
        "requisitos": ["Registro vigente en la APCI", "Presupuesto firmado"],
        "ahora": timezone.now(),
    } | campos
    return acciones.abrir_opinion(expediente, por=por, **datos)


def concluida(expediente: Expediente, *, por: Usuario, sentido: str = "favorable", **campos: Any):
    """With its sense and the grounds of each question."""
    o = opinion(expediente, por=por, **campos)
    fundamentos = {c.pk: f"Sí: {c.texto}" for c in o.cuestiones.all()}
    return acciones.concluir(
        o, sentido=sentido, fundamentos=fundamentos, por=por, ahora=timezone.now()
    )


def redactada(o: Opinion, *, por: Usuario) -> Salida:
    """Its document, with the text that the template gives."""
    ahora = timezone.now()
    plantilla = fabrica_salidas.plantilla("opinion-sectorial")
    form = RedactarForm(
        expediente=o.expediente, plantilla=plantilla, usuario=por, hoy=timezone.localdate(ahora)
    )
    return fabrica_salidas.salida(
        o.expediente,
        por=por,
        modelo="opinion-sectorial",
        cuerpo=form.initial["cuerpo"],
        ahora=ahora,
    )


def firmada(expediente: Expediente, *, por: Usuario, jefatura: Usuario, **campos: Any) -> Opinion:
    """Concluded, written and signed."""
    o = concluida(expediente, por=por, **campos)
    salida = acciones.enviar(redactada(o, por=por), por=por, ahora=timezone.now())
    acciones.firmar_salida(
        salida,
        certificado=fabrica_salidas.certificado(),
        por=jefatura,
        ahora=timezone.now(),
        numero=f"P-{o.pk:06d}",
    )
    o.refresh_from_db()
    return o
