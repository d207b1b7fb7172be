"""Saying what an agreement is about; the versions before stay in the audit table."""

from collections.abc import Sequence

from django.db import transaction

from convenios.models import Clasificacion, Convenio
from convenios.models.clasificacion import Vocabulario
from ocisys.base.reglas import ReglaIncumplida


@transaction.atomic
def clasificar(convenio: Convenio, filas: Sequence[Clasificacion]) -> None:
    """Replace the classification of a convenio. Raises `ReglaIncumplida` if its CRS sectors do not
    share out exactly 100 %."""
    convenio = Convenio.objects.select_for_update(of=("self",)).get(pk=convenio.pk)
    partes = [f.porcentaje or 0 for f in filas if f.vocabulario == Vocabulario.CRS]
    if partes and sum(partes) != 100:
        raise ReglaIncumplida(f"Los sectores CRS suman {sum(partes)} % y deben sumar 100 %.")
    convenio.clasificaciones.all().delete()
    for fila in filas:
        fila.convenio = convenio
    Clasificacion.objects.bulk_create(filas)
