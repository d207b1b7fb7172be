"""`manage.py dbshell`: psql from the same installation as the server."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db.backends.postgresql import client

from ocisys.pgembebido.cluster import cluster_de


class DatabaseClient(client.DatabaseClient):
    """Opens psql on the embedded server; the machine needs none."""

    @classmethod
    def settings_to_cmd_args_env(
        cls, settings_dict: dict[str, Any], parameters: Iterable[str]
    ) -> tuple[list[str], dict[str, str] | None]:
        """psql's command line."""
        cluster = cluster_de(Path(settings_dict["OPTIONS"]["base"]))
        ajustes = settings_dict | {"HOST": str(cluster.asegurar())}
        orden, ambiente = super().settings_to_cmd_args_env(ajustes, parameters)
        return [str(cluster.binarios().programa("psql")), *orden[1:]], ambiente
