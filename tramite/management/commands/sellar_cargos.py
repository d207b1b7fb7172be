"""`manage.py sellar_cargos`: asks the queue for the recent cargos that are still not sealed."""

from typing import Any

from django.core.management.base import BaseCommand

from tramite.acciones.cargo import sellar_pendientes


class Command(BaseCommand):
    help = "Encarga a la cola los cargos recientes que faltan sellar."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{sellar_pendientes()} cargo(s) por sellar.")
