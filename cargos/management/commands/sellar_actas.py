"""`manage.py sellar_actas`: asks the queue for the actas of handovers that are not yet sealed."""

from typing import Any

from django.core.management.base import BaseCommand

from cargos.acciones.acta import sellar_actas_pendientes


class Command(BaseCommand):
    help = "Encarga a la cola las actas de entrega de cargo que faltan sellar."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{sellar_actas_pendientes()} acta(s) por sellar.")
