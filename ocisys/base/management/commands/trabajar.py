"""manage.py trabajar: the background worker."""

import logging
import time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from ocisys.base import periodicas

PAUSA = 1  # seconds between two looks at the queue
TRAS_CORTE = 5  # seconds before trying again a database that does not answer

logger = logging.getLogger("ocisys.trabajador")


class Command(BaseCommand):
    help = "Hace el trabajo en segundo plano: la cola de tareas y las órdenes periódicas."

    def handle(self, *, verbosity: int, **opciones: Any) -> None:
        """Work until SIGTERM or Ctrl+C; a task that has begun is finished first."""
        cola = logging.getLogger("django_tasks_db")
        cola.setLevel(logging.WARNING if verbosity else logging.ERROR)  # else a line a second
        if not verbosity:  # two lines a task are for a journal, not for a person's terminal
            logging.getLogger("django_tasks").setLevel(logging.WARNING)
        agenda = periodicas.Agenda(periodicas.registradas())
        trabajador = Worker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=0,
            batch=True,  # returns when the queue is empty, and the agenda has its turn
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
        )
        trabajador.configure_signals()
        while trabajador.running:
            try:
                trabajador.run()
                for orden in agenda.pendientes():
                    self._repetir(orden)
                time.sleep(PAUSA)
            except OperationalError as error:
                logger.warning("La base de datos no responde: %s", error)
                close_old_connections()
                time.sleep(TRAS_CORTE)

    def _repetir(self, orden: str) -> None:
        """One periodic command; a failure is told and does not stop the others."""
        try:
            periodicas.ejecutar(orden)
        except OperationalError:
            raise
        except Exception:
            logger.exception("La orden periódica %s falló.", orden)
