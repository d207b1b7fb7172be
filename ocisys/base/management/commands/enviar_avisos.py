"""manage.py enviar_avisos: mail the notices that are due."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from ocisys.base.avisos import enviar_pendientes, por_correo
from ocisys.base.jornada import se_trabaja


class Command(BaseCommand):
    help = "Envía los avisos pendientes: los urgentes al momento, el resto en el resumen del día."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--limite", type=int, default=200, help="avisos por vez (200)")

    def handle(self, *args: Any, **opciones: Any) -> None:
        """Print how many notices went out, if any."""
        enviados = enviar_pendientes(
            limite=opciones["limite"],
            enviar=por_correo,
            ahora=timezone.now(),
            solo_urgentes=not se_trabaja(timezone.localdate()),
        )
        if enviados:
            self.stdout.write(f"{enviados} aviso(s) enviado(s).")
