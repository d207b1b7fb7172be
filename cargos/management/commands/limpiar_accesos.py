"""manage.py limpiar_accesos: dead sessions, old tries and results of finished tasks."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from cargos.acciones.acceso import limpiar


class Command(BaseCommand):
    help = "Borra sesiones vencidas, intentos de ingreso viejos y resultados de tareas terminadas."

    def handle(self, **opciones: Any) -> None:
        """The worker runs it every day; it may run at any time."""
        borradas = limpiar(ahora=timezone.now())
        call_command("prune_db_task_results", queue_name="*", verbosity=0)
        self.stdout.write(f"{borradas} fila(s) borrada(s).")
