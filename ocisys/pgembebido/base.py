"""Django's PostgreSQL backend, with a server of its own behind it."""

from pathlib import Path
from typing import Any

from django.utils.asyncio import async_unsafe

from ocisys.base.conexion import base
from ocisys.pgembebido.client import DatabaseClient
from ocisys.pgembebido.cluster import cluster_de


class DatabaseWrapper(base.DatabaseWrapper):
    """Connects to the cluster in OPTIONS["base"], which starts at the first connection.

    So commands that ask nothing of the database (check, collectstatic, mypy) start nothing.
    """

    client_class = DatabaseClient

    def get_connection_params(self) -> dict[str, Any]:
        """psycopg2's arguments; the server runs when this returns.

        Raises ErrorDeCluster.
        """
        parametros = super().get_connection_params()
        parametros["host"] = str(cluster_de(Path(parametros.pop("base"))).asegurar())
        return parametros

    @async_unsafe
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection; when the server dies between the look and the knock, a second try."""
        try:
            return super().get_new_connection(conn_params)
        except self.Database.OperationalError:
            return super().get_new_connection(self.get_connection_params())
