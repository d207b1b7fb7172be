"""manage.py recordar_agenda: remind of tomorrow's appointments and of the calls left for later."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from tramite.recordatorios import recordar_citas, recordar_llamadas


class Command(BaseCommand):
    help = "Recuerda las citas de hoy y del próximo día hábil, y las llamadas por volver a hacer."

    def handle(self, **opciones: Any) -> None:
        """The worker runs it often; each one is reminded of once."""
        ahora = timezone.now()
        citas, llamadas = recordar_citas(ahora), recordar_llamadas(ahora)
        self.stdout.write(f"citas recordadas: {citas}; llamadas: {llamadas}")
