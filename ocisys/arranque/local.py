"""What `iniciar` needs of this machine: a free port and a secret key."""

import argparse
import os
import secrets
import socket
from pathlib import Path

from ocisys.arranque.entorno import RAIZ
from ocisys.arranque.problema import Problema

PUERTO = 8000
SOLO_PREPARAR = "--solo-preparar"


def puerto_pedido(argumentos: list[str]) -> int:
    """The port asked for on the command line; what else is wrong there, Django will say."""
    lector = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    lector.add_argument("--puerto", default=str(PUERTO))
    try:
        texto = lector.parse_known_args(argumentos)[0].puerto
    except argparse.ArgumentError:
        texto = ""
    if not (texto.isdecimal() and 0 < int(texto) < 65536):
        raise Problema("--puerto pide un número entre 1 y 65535.")
    return int(texto)


def exigir_puerto_libre(puerto: int) -> None:
    """Raise Problema unless the application can listen there."""
    with socket.socket() as enchufe:
        # As the server will: a port is free while its old connections die away.
        enchufe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            enchufe.bind(("127.0.0.1", puerto))
        except PermissionError as error:
            raise Problema(
                f"Esta cuenta no puede usar el puerto {puerto}: elija uno mayor que 1023 con "
                "--puerto."
            ) from error
        except OSError as error:
            raise Problema(
                f"El puerto {puerto} está ocupado: cierre el otro programa o elija otro puerto, "
                f"por ejemplo --puerto {puerto + 1 if puerto < 65535 else PUERTO}."
            ) from error


def tomar_clave(*, crear: bool) -> None:
    """Put SECRET_KEY in the environment from var/; `iniciar` makes it there, once."""
    if os.environ.get("SECRET_KEY"):
        return
    archivo = Path(os.environ.get("OCISYS_VAR", RAIZ / "var")) / "clave_secreta"
    if crear and not archivo.exists():
        archivo.parent.mkdir(parents=True, exist_ok=True)
        nuevo = archivo.with_name(f"{archivo.name}.{os.getpid()}")
        with open(os.open(nuevo, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as destino:
            destino.write(secrets.token_urlsafe(50))
        try:
            os.link(nuevo, archivo)  # the first of two starts at once decides
        except FileExistsError:
            pass
        finally:
            nuevo.unlink()
    if archivo.exists():
        os.environ["SECRET_KEY"] = archivo.read_text()
