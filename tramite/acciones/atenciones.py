"""Write down who was attended at the counter or by telephone, and whom the office called."""

from datetime import datetime
from typing import Any

from django.db import transaction

from cargos.models import Usuario, autoria
from ocisys.base.reglas import ReglaIncumplida
from tramite.models import Atencion


@transaction.atomic
def anotar_atencion(
    *, por: Usuario, ahora: datetime, vuelve_de: Atencion | None = None, **campos: Any
) -> Atencion:
    """Log an attention; `vuelve_de` is the call that this one makes again.

    Raises ReglaIncumplida when that call was already made again, or the moment to call has passed.
    """
    volver_en = campos.get("volver_en")
    if volver_en is not None and volver_en <= ahora:
        raise ReglaIncumplida("La hora de volver a llamar ya pasó.")
    if vuelve_de is not None:
        Atencion.objects.select_for_update(of=("self",)).get(pk=vuelve_de.pk)
        if Atencion.objects.filter(vuelve_de=vuelve_de).exists():
            raise ReglaIncumplida("Ya se volvió a llamar; quedó anotado aparte.")
    return Atencion.objects.create(vuelve_de=vuelve_de, **campos, **autoria(por, ahora))
