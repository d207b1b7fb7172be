"""One command of manage.py."""

import os
import sys

from ocisys.arranque.entorno import RAIZ, pasar_al_entorno, preparar
from ocisys.arranque.local import SOLO_PREPARAR, exigir_puerto_libre, puerto_pedido, tomar_clave
from ocisys.arranque.problema import Problema, de_sistema
from ocisys.pgembebido.errores import ErrorDeCluster


def principal(argv: list[str]) -> int:
    """Run one command of manage.py; returns the exit status."""
    for salida in (sys.stdout, sys.stderr):
        salida.reconfigure(errors="replace")  # type: ignore[union-attr]
    if "OCISYS_VAR" in os.environ:
        os.environ["OCISYS_VAR"] = os.path.abspath(os.environ["OCISYS_VAR"])
    try:
        return _ejecutar(argv)
    except (Problema, ErrorDeCluster) as problema:
        print(problema, file=sys.stderr)
    except OSError as error:
        if (sentencia := de_sistema(error)) is None:
            raise
        print(sentencia, file=sys.stderr)
    except KeyboardInterrupt:
        print("\nInterrumpido.", file=sys.stderr)
        return 130
    return 1


def _ejecutar(argv: list[str]) -> int:
    orden = argv[1] if len(argv) > 1 else ""
    if orden == "iniciar":
        puerto = puerto_pedido(argv[2:])
        if SOLO_PREPARAR not in argv:
            exigir_puerto_libre(puerto)
        os.environ.setdefault("OCISYS_URL", f"http://127.0.0.1:{puerto}")
        preparar("requirements.txt")
    elif orden == "probar":
        preparar("requirements-dev.txt")
    pasar_al_entorno(argv)
    if orden == "probar":
        os.chdir(RAIZ)
        os.execv(sys.executable, [sys.executable, "-m", "pytest", *argv[2:]])
    tomar_clave(crear=orden == "iniciar")
    # Here and not above: only the environment has it.
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(argv)
    except ImproperlyConfigured as error:
        raise Problema(str(error)) from error
    return 0
