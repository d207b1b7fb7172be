"""`manage.py poblar_demo`: fill an empty office with a believable year of work."""

import os
from argparse import ArgumentParser
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cargos import demo as demo_cargos
from cargos.models import Cargo, Usuario
from convenios import demo as demo_convenios
from ocisys.base.contexto import llenando_la_demo
from ocisys.base.models import Aviso, Correo
from tramite import demo as demo_tramite
from tramite import (
    demo_agenda,
    demo_archivo,
    demo_opiniones,
    demo_pedidos,
    demo_plazos,
    demo_salidas,
    demo_secretaria,
    demo_utiles,
)

ARCHIVO = "demo.txt"


class Command(BaseCommand):
    help = "Carga la oficina de demostración y escribe var/demo.txt con las cuentas."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--forzar", action="store_true", help="También si ya hay cuentas que no son de la demo."
        )

    def handle(self, *args: Any, **opciones: Any) -> None:
        if not Cargo.objects.exists():
            raise CommandError("Falta el MOF: ejecute antes «manage.py cargar_mof».")
        if self._hay_oficina_real() and not opciones["forzar"]:
            raise CommandError(
                "Esta base ya tiene cuentas de una oficina real; la demostración no se mezcla con "
                "ella. Use otra base, o --forzar si está seguro."
            )
        with llenando_la_demo():
            entradas = self._llenar(timezone.localdate())
        self._callar_lo_antiguo()
        self._escribir(entradas)
        self.stdout.write(f"Oficina de demostración lista; cuentas en {settings.VAR / ARCHIVO}")

    def _llenar(self, hoy: date) -> list[tuple[str, str, str]]:
        """A year of work by each of its people; gives their accounts."""
        entradas = demo_cargos.poblar(hoy)
        personas = {puesto: Usuario.objects.get(username=cuenta) for cuenta, _, puesto in entradas}
        demo_convenios.poblar(hoy, personas)
        demo_tramite.poblar(hoy, personas)
        demo_salidas.poblar(hoy, personas)
        demo_opiniones.poblar(hoy, personas)
        demo_secretaria.poblar(hoy, personas)
        demo_archivo.poblar(hoy, personas)
        demo_agenda.poblar(hoy, personas)
        demo_utiles.poblar(hoy, personas)
        demo_plazos.poblar(hoy, personas)
        demo_pedidos.poblar(hoy, personas)
        return entradas

    def _hay_oficina_real(self) -> bool:
        propias = [f.cuenta for f in demo_cargos.GENTE]
        return Usuario.objects.exclude(username__in=propias).exists()

    def _callar_lo_antiguo(self) -> None:
        """Nobody is written about invented papers; of the old ones, not even a notice waits."""
        Aviso.objects.filter(correo=Correo.PENDIENTE).update(correo=Correo.SIN_DIRECCION)
        semana = timezone.now() - timedelta(days=7)
        Aviso.objects.sin_leer().filter(creado_en__lt=semana).update(leido_en=timezone.now())

    def _escribir(self, entradas: list[tuple[str, str, str]]) -> None:
        """Owner-only from the first byte: these are passwords."""
        settings.VAR.mkdir(parents=True, exist_ok=True)
        destino = settings.VAR / ARCHIVO
        temporal = destino.with_suffix(".nuevo")
        with open(os.open(temporal, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as f:
            f.writelines("\t".join(entrada) + "\n" for entrada in entradas)
        temporal.replace(destino)
