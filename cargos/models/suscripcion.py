"""The address of a person's calendar feed: made, renewed and withdrawn by that person alone."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.db import models
from django.urls import reverse

_FIRMA = signing.Signer(sep=".", salt="calendario")


class SuscripcionQuerySet(models.QuerySet["Suscripcion"]):
    def visibles_para(self, usuario: Any) -> "SuscripcionQuerySet":
        """One's own; the address opens the feed, so nobody sees that of another."""
        return self.filter(usuario=usuario)


class Suscripcion(models.Model):
    """Who reads the own dates from a calendar programme.

    The token is signed and kept nowhere, so a backup opens no feed; renewing moves `serie` on and
    every earlier address is dead.
    """

    usuario = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="suscripcion"
    )
    serie = models.PositiveIntegerField(default=1)
    renovada_en = models.DateTimeField("renovada")

    objects = SuscripcionQuerySet.as_manager()

    class Meta:
        verbose_name = "suscripción al calendario"
        verbose_name_plural = "suscripciones al calendario"

    def __str__(self) -> str:
        return f"{self.usuario_id} · {self.serie}"

    def get_absolute_url(self) -> str:
        return reverse("calendario", args=[self.ficha])

    @property
    def ficha(self) -> str:
        """The token of its address; unsigned it says nothing but which row and which series."""
        return _FIRMA.sign(f"{self.pk}-{self.serie}")


def suscripcion_de(ficha: str) -> Suscripcion | None:
    """The one whose address holds that token, None if it was renewed, withdrawn or made up.

    A closed account has no feed.
    """
    try:
        clave, serie = _FIRMA.unsign(ficha).split("-")
    except (signing.BadSignature, ValueError):
        return None
    filas = Suscripcion.objects.filter(pk=clave, serie=serie, usuario__is_active=True)
    return filas.select_related("usuario").first()
