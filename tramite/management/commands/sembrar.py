"""`manage.py sembrar`: synthetic volume for the benches, never for an office."""

import time
from argparse import ArgumentParser
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cargos import demo
from cargos.models import Cargo, Usuario
from convenios import volumen as volumen_convenios
from ocisys.base import sintetica
from tramite.models import Expediente, Proveido
from tramite.volumen import sembrar


class Command(BaseCommand):
    help = "Escribe volumen sintético para medir; se niega en una base con trabajo de verdad."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--expedientes", type=int, default=0, metavar="N")
        parser.add_argument("--convenios", type=int, default=0, metavar="M")

    def handle(self, *, expedientes: int, convenios: int, **opciones: Any) -> None:
        if expedientes < 0 or convenios < 0 or not expedientes + convenios:
            raise CommandError("Diga cuántos: --expedientes N, --convenios M o los dos, desde 1.")
        if expedientes and Expediente.objects.exists():
            raise CommandError("Esta base ya tiene expedientes: el volumen va en una base vacía.")
        if Usuario.objects.exclude(username__in=[f.cuenta for f in demo.GENTE]).exists():
            raise CommandError("Esta base es de una oficina de verdad: el volumen va en otra.")
        self._preparar()
        inicio = time.monotonic()
        try:
            if convenios:
                volumen_convenios.sembrar(convenios, hasta=timezone.localdate())
            if expedientes:
                sembrar(expedientes, hasta=timezone.now())
        except ValueError as error:
            raise CommandError(str(error)) from error
        sintetica.marcar()
        segundos = time.monotonic() - inicio
        self.stdout.write(
            f"{expedientes:,} expedientes y {convenios:,} convenios en {segundos:,.0f} s."
        )

    def _preparar(self) -> None:
        """What the rows point to: the MOF, the catalogues and the invented people."""
        if not Cargo.objects.exists():
            call_command("cargar_normas", stdout=StringIO())
            call_command("cargar_mof", stdout=StringIO())
        if not Proveido.objects.exists():
            call_command("cargar_tramite", stdout=StringIO())
        if not Usuario.objects.exists():
            demo.poblar(timezone.localdate())
