"""Acts of trámite carry the moment of the act, which whoever acts gives, not the one of the row."""

from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from cargos.models import Acto, Usuario, autoria


class ActoFechado(Acto):
    """An official act with its own moment: all the rows of one act say the same one."""

    en = models.DateTimeField("momento", default=timezone.now, editable=False)

    class Meta:
        abstract = True


def firma(por: Usuario, ahora: datetime) -> dict[str, Any]:
    """Fields of `ActoFechado` for something that `por` does at `ahora`."""
    return autoria(por) | {"en": ahora}
