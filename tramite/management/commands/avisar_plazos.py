"""manage.py avisar_plazos: tell each one what is about to fall due or already did."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from tramite.tareas import avisar_plazos


class Command(BaseCommand):
    help = "Avisa a quien tiene cada expediente de lo que vence pronto, vence hoy o ya venció."

    def handle(self, **opciones: Any) -> None:
        """The worker runs it every half hour; each date is told once in each window."""
        self.stdout.write(f"plazos avisados: {avisar_plazos(timezone.now())}")
