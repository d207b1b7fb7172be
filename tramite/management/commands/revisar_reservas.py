"""manage.py revisar_reservas: tell the jefatura which reserves must be reviewed."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from tramite.tareas import avisar_reservas_por_revisar


class Command(BaseCommand):
    help = "Avisa a la jefatura de las reservas cuya fecha de revisión llegó."

    def handle(self, **opciones: Any) -> None:
        """The worker runs it several times a day; each reserve is told once."""
        avisadas = avisar_reservas_por_revisar(timezone.now())
        self.stdout.write(f"reservas por revisar avisadas: {avisadas}")
