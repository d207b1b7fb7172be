"""manage.py respaldar FILE."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ocisys.base import respaldo
from ocisys.base.volcado import VolcadoFallido


class Command(BaseCommand):
    help = "Guarda en un archivo la base de datos y los documentos, con sus huellas."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("archivo", type=Path)

    def handle(self, *, archivo: Path, **opciones: Any) -> None:
        """Write the backup, which then is checked by reading it again."""
        try:
            respaldo.respaldar(archivo)
            manifiesto = respaldo.verificar(archivo)
        except (respaldo.RespaldoRechazado, VolcadoFallido) as error:
            raise CommandError(str(error)) from error
        tamanio = archivo.stat().st_size / 1_000_000
        self.stdout.write(
            f"«{archivo}»: {tamanio:,.1f} MB, la base de datos y {len(manifiesto.archivos)} "
            "documentos, verificados."
        )
