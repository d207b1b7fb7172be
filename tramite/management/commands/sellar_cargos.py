"""`manage.py sellar_cargos`: asks the queue for the recent cargos and indexes not yet sealed."""

from typing import Any

from django.core.management.base import BaseCommand

from tramite.acciones.cargo import sellar_pendientes
from tramite.acciones.indice import sellar_indices_pendientes


class Command(BaseCommand):
    help = "Encarga a la cola los cargos y los índices de cierre recientes que faltan sellar."

    def handle(self, *args: Any, **options: Any) -> None:
        cargos, indices = sellar_pendientes(), sellar_indices_pendientes()
        self.stdout.write(f"{cargos} cargo(s) y {indices} índice(s) por sellar.")
