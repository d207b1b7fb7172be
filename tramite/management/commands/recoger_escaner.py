"""`manage.py recoger_escaner`: receives what the copier left in its folder."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from tramite.carpeta import recoger


class Command(BaseCommand):
    help = "Recibe los escaneos completos de la carpeta del escáner (OCISYS_ESCANER)."

    def handle(self, *args: Any, **options: Any) -> None:
        carpeta = settings.OCISYS_ESCANER
        carpeta.mkdir(parents=True, exist_ok=True)
        recogidos = recoger(carpeta, ahora=timezone.now())
        self.stdout.write(f"{recogidos} escaneo(s) recogido(s) de {carpeta}.")
