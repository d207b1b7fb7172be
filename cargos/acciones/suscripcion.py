"""The address of one's calendar feed: made or renewed, and withdrawn."""

from datetime import datetime

from django.db import transaction

from cargos.models import Suscripcion, Usuario


@transaction.atomic
def renovar_suscripcion(*, por: Usuario, ahora: datetime) -> Suscripcion:
    """Give the person a new address; whoever had the earlier one reads no more."""
    suscripcion, es_nueva = Suscripcion.objects.select_for_update(of=("self",)).get_or_create(
        usuario=por, defaults={"renovada_en": ahora}
    )
    if not es_nueva:
        suscripcion.serie += 1
        suscripcion.renovada_en = ahora
        suscripcion.save(update_fields=["serie", "renovada_en"])
    return suscripcion
