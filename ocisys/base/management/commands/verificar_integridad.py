"""manage.py verificar_integridad: recompute the audit chain and every sealed file."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ocisys.base import integridad
from ocisys.base.models import SelloDiario


class Command(BaseCommand):
    help = (
        "Recalcula la cadena de auditoría y la huella de cada archivo sellado. "
        "Termina con estado distinto de 0 si encuentra una diferencia."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--huella",
            metavar="SHA256",
            help="huella de un sello anotada fuera del sistema: debe seguir en la cadena",
        )

    def handle(self, *args: Any, **opciones: Any) -> None:
        """Print one line a check and one a difference; CommandError if there is any."""
        diferencias = 0
        for capitulo in integridad.revisar():
            diferencias += len(capitulo.diferencias)
            self._capitulo(capitulo)
        if opciones["huella"]:
            diferencias += self._huella_anotada(opciones["huella"].strip().lower())
        for nota in integridad.sueltos():
            self.stdout.write(f"Nota: fichero suelto en el almacén: {nota}")
        if diferencias:
            raise CommandError(f"NO CONFORME: {diferencias} diferencia(s).")
        self.stdout.write(self.style.SUCCESS("CONFORME: todo está como se selló."))

    def _capitulo(self, capitulo: integridad.Capitulo) -> None:
        juicio = "conforme" if not capitulo.diferencias else f"{len(capitulo.diferencias)} ✗"
        resumen = f" ({capitulo.resumen})" if capitulo.resumen else ""
        self.stdout.write(f"{capitulo.titulo}: {juicio}{resumen}")
        for frase in capitulo.diferencias:
            self.stdout.write(self.style.ERROR(f"  ✗ {frase}"))

    def _huella_anotada(self, huella: str) -> int:
        sello = SelloDiario.objects.filter(huella=huella).first()
        if sello:
            self.stdout.write(f"Huella anotada: conforme (sello del {sello.fecha:%d/%m/%Y})")
            return 0
        self.stdout.write(self.style.ERROR("Huella anotada: 1 ✗\n  ✗ No está en la cadena."))
        return 1
