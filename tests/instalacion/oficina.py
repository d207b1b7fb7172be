"""A process that uses a cluster through Django's backend, as each of the application's does.

    python -m tests.instalacion.oficina <base>

Every line it reads is a statement; it answers each with a line of JSON (rows, or the error) and
closes the connection, so that the next one asks the cluster again.
"""

import json
import sys

from django.conf import settings
from django.db import connection

from ocisys.pgembebido.errores import ErrorDeCluster


def responder(sentencia: str) -> object:
    """Rows of a statement, None when it gives none, or the sentence of a refusal."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(sentencia)
            return cursor.fetchall() if cursor.description else None
    except ErrorDeCluster as error:
        return {"error": str(error)}
    finally:
        connection.close()


if __name__ == "__main__":
    opciones = {"ENGINE": "ocisys.pgembebido", "NAME": "ocisys", "USER": "ocisys"}
    settings.configure(DATABASES={"default": opciones | {"OPTIONS": {"base": sys.argv[1]}}})
    for linea in sys.stdin:
        print(json.dumps(responder(linea), default=str), flush=True)
