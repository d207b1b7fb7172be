"""The Jefe says once to whom a kind of paper goes (MOF 067, función básica: conducir)."""

from datetime import datetime

from django.db import transaction

from cargos.models import Posicion, Usuario, autoria
from tramite.models import Procedimiento, Proveido, ReglaReparto


@transaction.atomic
def fijar_reparto(
    *,
    procedimiento: Procedimiento,
    posicion: Posicion | None,
    proveido: Proveido | None,
    por: Usuario,
    ahora: datetime,
) -> ReglaReparto:
    """From now on that procedure is proposed for `posicion`; None withdraws the rule.

    It changes nothing of what is already registered.
    """
    return ReglaReparto.objects.create(
        procedimiento=procedimiento,
        posicion=posicion,
        proveido=proveido if posicion else None,
        **autoria(por, ahora),
    )
