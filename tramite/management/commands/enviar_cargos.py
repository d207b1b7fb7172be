"""manage.py enviar_cargos: mail the cargos that parties authorised."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from ocisys.base.avisos import por_correo
from tramite.acciones.cargo_por_correo import enviar_cargos


class Command(BaseCommand):
    help = "Envía por correo los cargos que sus remitentes autorizaron."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--limite", type=int, default=50, help="cargos por vez (50)")

    def handle(self, *args: Any, **opciones: Any) -> None:
        """Print how many went out, if any."""
        limite, ahora = opciones["limite"], timezone.now()
        if enviados := enviar_cargos(limite=limite, enviar=por_correo, ahora=ahora):
            self.stdout.write(f"{enviados} cargo(s) enviado(s).")
