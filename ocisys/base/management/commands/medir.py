"""`manage.py medir NAME [--escala N]`: run bench/NAME.py and say which goals are met."""

import importlib
import subprocess
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import Error, connection

from ocisys.base import sintetica


class Command(BaseCommand):
    help = (
        "Mide sobre volumen sintético, nunca sobre el trabajo de la oficina: una tabla y una línea "
        "por meta."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("nombre", help="Un archivo de bench/: tramite, resistencia…")
        parser.add_argument("--escala", type=int, metavar="N", help="Filas principales.")

    def handle(self, *, nombre: str, escala: int | None, **opciones: Any) -> None:
        bancos = _bancos()
        if nombre not in bancos:
            raise CommandError(f"No hay bench/{nombre}.py. Se puede medir: {', '.join(bancos)}.")
        banco = importlib.import_module(f"bench.{nombre}")
        escala = escala or banco.ESCALA
        if escala < 1:
            raise CommandError("--escala debe ser 1 o más.")
        if sintetica.esta_marcada():
            banco.medir(self.stdout.write, escala)
            return
        try:
            propia = sintetica.asegurar(banco.volumen(escala))
            sintetica.gestionar(propia, "medir", nombre, "--escala", str(escala))
        except Error as error:
            raise CommandError(
                "Esta base no es de volumen sintético y no se pudo crear una al lado: "
                f"{str(error).strip()}. Use una base vacía con «manage.py sembrar»."
            ) from error
        except subprocess.CalledProcessError as error:
            raise CommandError(f"Falló un paso: {' '.join(error.cmd[1:])}") from error
        finally:
            connection.close()


def _bancos() -> list[str]:
    """Names of what can be measured; the rest of bench/ is their common ground."""
    rutas = (settings.RAIZ / "bench").glob("*.py")
    return sorted(r.stem for r in rutas if "\ndef medir(" in r.read_text(encoding="utf-8"))
