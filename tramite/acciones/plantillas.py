"""A template of the office, rewritten in Word; what was issued with the earlier text stays."""

from django.db import transaction

from ocisys.base.models import DatoMaestro
from ocisys.base.reglas import ReglaIncumplida
from tramite.campos_combinados import verificar
from tramite.models import Plantilla
from tramite.parrafos import parrafos


@transaction.atomic
def reescribir_plantilla(plantilla: Plantilla, *, cuerpo: str) -> Plantilla:
    """Take a new text for a template; from then on it is the office's, and no reload touches it.

    Raises ReglaIncumplida when it is empty or asks for a field that does not exist.
    """
    if not parrafos(cuerpo):
        raise ReglaIncumplida("La plantilla se quedaría sin texto.")
    verificar(cuerpo)
    plantilla = Plantilla.objects.select_for_update().get(pk=plantilla.pk)
    plantilla.cuerpo, plantilla.origen = cuerpo, DatoMaestro.Origen.OFICINA
    plantilla.save(update_fields=["cuerpo", "origen", "actualizado_en"])
    return plantilla
