"""Which of two dates that disagree is held to be true, whatever they are about."""

from datetime import date

from django.db.models import QuerySet

from cargos.models import Usuario
from convenios.models.hito import HitoConFuente


def anotar(hito: HitoConFuente, rivales: QuerySet, *, por: Usuario) -> None:
    """Record a dated fact with its source. The first of its kind is the chosen one; a second date
    stays beside it, not chosen, until somebody chooses with a reason."""
    hito.elegido = not rivales.filter(elegido=True).exists()
    hito.registrado_por = por
    hito.save()


def elegir(hito: HitoConFuente, rivales: QuerySet, *, motivo: str, por: Usuario, hoy: date) -> None:
    """Prefer this date over those of other sources, which are kept with who chose, when and why."""
    rivales.update(elegido=False)
    hito.elegido, hito.motivo_eleccion = True, motivo
    hito.elegido_por, hito.elegido_el = por, hoy
    hito.save(update_fields=["elegido", "motivo_eleccion", "elegido_por", "elegido_el"])
