"""What the office does by itself now and then: commands that `manage.py trabajar` repeats.

An app registers its own in `AppConfig.ready`; the command is ordinary, so a timer of the machine
or a person can run it as well. It must be idempotent: it runs at each start of a worker.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from io import StringIO

from django.core.management import call_command
from django.db import InterfaceError, OperationalError, connection

logger = logging.getLogger(__name__)

OTRA_VEZ = 60  # seconds until the turn of an order that was cut short comes again
_registradas: dict[str, timedelta] = {}


def registrar(orden: str, *, cada: timedelta) -> None:
    """Have the workers run that command at their start and then every `cada`."""
    _registradas[orden] = cada


def registradas() -> dict[str, timedelta]:
    """The commands and how often each runs."""
    return dict(_registradas)


class Agenda:
    """When each command runs next, for one worker."""

    def __init__(
        self, ordenes: dict[str, timedelta], reloj: Callable[[], float] = time.monotonic
    ) -> None:
        self._ordenes = ordenes
        self._reloj = reloj
        self._toca = dict.fromkeys(ordenes, reloj())

    def pendientes(self) -> Iterator[str]:
        """The commands whose time has come; each is told once per turn.

        Who leaves before asking for the next one has not finished the last: its turn comes again
        soon, and those that were not told keep theirs.
        """
        ahora = self._reloj()
        for orden in [orden for orden, cuando in self._toca.items() if cuando <= ahora]:
            self._toca[orden] = ahora + OTRA_VEZ
            yield orden
            self._toca[orden] = ahora + self._ordenes[orden].total_seconds()


def ejecutar(orden: str) -> bool:
    """Run a command now; False when another worker, on any machine, is already at it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext('periodica'), hashtext(%s))", [orden])
        if not cursor.fetchone()[0]:
            return False
    try:
        salida = StringIO()
        call_command(orden, stdout=salida)
        logger.debug("%s: %s", orden, salida.getvalue().strip())
    finally:
        # A connection that died took its lock along, and the cause is what must be told.
        with suppress(InterfaceError, OperationalError), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_unlock(hashtext('periodica'), hashtext(%s))", [orden]
            )
    return True
