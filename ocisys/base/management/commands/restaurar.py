"""manage.py restaurar FILE."""

from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ocisys.base import respaldo
from ocisys.base.volcado import VolcadoFallido


class Command(BaseCommand):
    help = "Repone un respaldo; antes comprueba que está entero."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("archivo", type=Path)
        parser.add_argument(
            "--reemplazar", action="store_true", help="Aunque se pierda el trabajo que haya aquí."
        )
        parser.add_argument(
            "--simular", action="store_true", help="Sólo comprueba y dice qué haría."
        )

    def handle(self, *, archivo: Path, reemplazar: bool, simular: bool, **opciones: Any) -> None:
        """Verify, refuse what would lose work, restore."""
        try:
            manifiesto = respaldo.verificar(archivo)
            respaldo.exigir_compatible(manifiesto)
            if respaldo.tiene_trabajo() and not reemplazar:
                raise CommandError(
                    "Esta instalación ya tiene trabajo: haga antes un respaldo y repita la orden "
                    "con --reemplazar."
                )
            if not simular:
                respaldo.restaurar(archivo, manifiesto)
        except (respaldo.RespaldoRechazado, VolcadoFallido) as error:
            raise CommandError(str(error)) from error
        hecho = "Se restauraría" if simular else "Restaurado"
        cuando = datetime.fromisoformat(manifiesto.creado_en).strftime("%d/%m/%Y a las %H:%M")
        self.stdout.write(
            f"{hecho} el respaldo del {cuando}: la base de datos y {len(manifiesto.archivos)} "
            "documentos."
        )
