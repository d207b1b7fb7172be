"""manage.py retomar_importaciones: imports that a dead worker left behind go on; a list that it was
writing must be asked for again."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from convenios.acciones.reporte import dar_por_perdidos
from convenios.cola import retomar_importaciones


class Command(BaseCommand):
    help = "Vuelve a poner en la cola las importaciones que nadie está trabajando."

    def handle(self, *args: Any, **opciones: Any) -> None:
        """Print how many were put back, if any."""
        dar_por_perdidos(ahora=timezone.now())
        if n := retomar_importaciones():
            self.stdout.write(f"{n} importación(es) puesta(s) otra vez en la cola.")
