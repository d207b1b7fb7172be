"""manage.py recalcular_plazos: what the calendar and the rules of today move, and moving it.

For changes that did not come by a page: data loaded by `cargar_normas`, a restored copy.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from cargos.models import Usuario
from tramite.acciones.recalcular import mover_todos, movidas


class Command(BaseCommand):
    help = "Lista los plazos que el calendario o las reglas movieron; con --por, los recalcula."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--por", default="", help="Usuario en cuyo nombre se recalculan.")
        parser.add_argument("--motivo", default="Datos legales actualizados", help="Queda escrito.")

    def handle(self, *, por: str, motivo: str, **opciones: Any) -> None:
        """Without `--por` nothing is written. Raises CommandError on an unknown account."""
        if por:
            quien = Usuario.objects.filter(username__iexact=por, is_active=True).first()
            if quien is None:
                raise CommandError(f"No hay una cuenta activa «{por}».")
            movidos = mover_todos(None, motivo=motivo, por=quien, ahora=timezone.now())
            self.stdout.write(f"plazos recalculados: {movidos}")
            return
        todas = list(movidas())
        for m in todas:
            antes = f"{m.plazo.vence_el:%d/%m/%Y}" if m.plazo else "sin calcular"
            fila = (m.expediente.numero, m.cuenta.regla.codigo, antes)
            self.stdout.write(f"{' · '.join(fila)} → {m.cuenta.vence_el:%d/%m/%Y}")
        self.stdout.write(f"plazos que se mueven: {len(todas)}")
