"""manage.py alertar_convenios: tell what falls due and what must be decided; extend the series."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from convenios.tareas import dar_alertas, extender_series, preparar_tablero


class Command(BaseCommand):
    help = "Avisa lo que vence o espera decisión y escribe las fechas nuevas de las series sin fin."

    def handle(self, **opciones: Any) -> None:
        """The worker runs it several times a day; each window of each matter warns once."""
        hoy = timezone.localdate()
        nuevas = extender_series(hoy)
        dadas = dar_alertas(hoy)
        tomadas = preparar_tablero(hoy)
        self.stdout.write(f"alertas de hoy: {dadas}; fechas nuevas: {nuevas}; fotos: {tomadas}")
