"""`manage.py sembrar --expedientes N`: synthetic volume for the benches, never for an office."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tramite.models import Expediente
from tramite.volumen import sembrar


class Command(BaseCommand):
    help = "Escribe volumen sintético para medir; se niega en una base con expedientes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--expedientes", type=int, required=True, metavar="N")

    def handle(self, *, expedientes: int, **opciones: Any) -> None:
        if Expediente.objects.exists():
            raise CommandError("Esta base ya tiene expedientes: el volumen va en una base vacía.")
        if expedientes < 1:
            raise CommandError("--expedientes debe ser 1 o más.")
        inicio = time.monotonic()
        try:
            sembrar(expedientes, hasta=timezone.now())
        except ValueError as error:
            raise CommandError(str(error)) from error
        segundos = time.monotonic() - inicio
        self.stdout.write(f"{expedientes:,} expedientes en {segundos:,.0f} s.")
