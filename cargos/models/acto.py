"""Every official act says who did it, from which post and in which capacity."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from cargos.models.cargo import Posicion
from cargos.models.usuario import Usuario


class Acto(models.Model):
    """Base of rows that record an act: author, post, capacity and moment. Never updated."""

    por = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="por"
    )
    por_posicion = models.ForeignKey(
        Posicion,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="desde el cargo",
    )
    calidad = models.CharField("en calidad de", max_length=80)
    en = models.DateTimeField("momento", default=timezone.now, editable=False)

    class Meta:
        abstract = True


def autoria(por: Usuario, ahora: datetime | None = None) -> dict[str, Any]:
    """Fields of `Acto` for what `por` does at `ahora` (now, without it): `X(**autoria(por), …)`."""
    designacion = por.designacion_principal
    return {
        "por": por,
        "por_posicion": designacion.posicion if designacion else None,
        "calidad": por.calidad,
        "en": ahora or timezone.now(),
    }


def atribuir(acto: Acto, por: Usuario) -> None:
    """Put into a new row, made elsewhere (a form), who does it, from which post and as what."""
    for campo, valor in autoria(por).items():
        setattr(acto, campo, valor)
