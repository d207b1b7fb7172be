"""manage.py primer_administrador: the one-time link that makes the first administrator."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cargos.acciones.acceso import enlace_primer_administrador


class Command(BaseCommand):
    help = "Muestra el enlace, válido una hora, con el que se crea al primer administrador."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--url", default="", help="Dirección del sistema, por ejemplo https://oci.gob.pe"
        )

    def handle(self, *, url: str, **opciones: Any) -> str | None:
        """Print the link; nothing when someone already administers the system."""
        ruta = enlace_primer_administrador(ahora=timezone.now())
        if ruta is None:
            self.stderr.write("El sistema ya tiene quien lo administre.")
            return None
        return f"{url.rstrip('/')}{ruta}"
