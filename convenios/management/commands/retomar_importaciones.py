"""manage.py retomar_importaciones: imports that a dead worker left behind go on."""

from typing import Any

from django.core.management.base import BaseCommand

from convenios.cola import retomar_importaciones


class Command(BaseCommand):
    help = "Vuelve a poner en la cola las importaciones que nadie está trabajando."

    def handle(self, *args: Any, **opciones: Any) -> None:
        """Print how many were put back, if any."""
        if n := retomar_importaciones():
            self.stdout.write(f"{n} importación(es) puesta(s) otra vez en la cola.")
