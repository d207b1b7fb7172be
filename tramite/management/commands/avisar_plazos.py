"""manage.py avisar_plazos: tell each one what is about to fall due or already did."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from tramite.tareas import avisar_plazos, avisar_sin_derivar


class Command(BaseCommand):
    help = "Avisa a quien tiene cada expediente de lo que vence, de lo vencido y de lo sin derivar."

    def handle(self, **opciones: Any) -> None:
        """The worker runs it often; each date is told once in each window."""
        ahora = timezone.now()
        plazos, sin_derivar = avisar_plazos(ahora), avisar_sin_derivar(ahora)
        self.stdout.write(f"plazos avisados: {plazos}; sin derivar: {sin_derivar}")
