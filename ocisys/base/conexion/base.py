"""Django's PostgreSQL backend: a health check that makes no query, and plans made once."""

from select import POLLIN, poll

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """With `CONN_HEALTH_CHECKS` Django sends `SELECT 1` before the first query of every request.

    A server that stops, or that ends one connection, says so on the socket: when nothing waits
    there to be read, the connection lives. What does wait is left to Django's own check.

    What is prepared (`ocisys/base/preparada.py`) is planned once. Left to itself the server plans
    again each time that the values promise a cheaper plan, and planning a tray of 26 rows takes
    five times as long as reading it.
    """

    def init_connection_state(self) -> None:
        super().init_connection_state()
        with self.cursor() as cursor:
            cursor.execute("SET plan_cache_mode = force_generic_plan")

    def is_usable(self) -> bool:
        """Whether the next query can be sent on this connection."""
        if self.connection is None or self.connection.closed:
            return False
        espera = poll()
        espera.register(self.connection.fileno(), POLLIN)
        return not espera.poll(0) or super().is_usable()
