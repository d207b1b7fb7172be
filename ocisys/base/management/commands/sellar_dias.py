"""manage.py sellar_dias: seal the audited events of the days that are over."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from ocisys.base.auditoria import sellar_pendientes


class Command(BaseCommand):
    help = "Sella los eventos de auditoría hasta ayer; los trabajadores la repiten cada hora."

    def handle(self, *args: Any, **opciones: Any) -> None:
        """Print the new seal, if there was a day to seal."""
        if sello := sellar_pendientes(hoy=timezone.localdate()):
            self.stdout.write(f"{sello.fecha:%d/%m/%Y}: {sello.n} eventos, huella {sello.huella}")
