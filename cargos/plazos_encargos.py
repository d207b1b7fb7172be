"""Due dates of the encargos of a person, for the calendar feed."""

from datetime import date

from django.urls import reverse

from cargos.calendario import Fecha, registrar
from cargos.models import Encargo, Usuario


def encargos_de(usuario: Usuario, hoy: date) -> list[Fecha]:
    """Open encargos with a date of the posts held today; what is ordered is read in the house."""
    filas = Encargo.objects.visibles_para(usuario).mios(usuario).abiertos()
    return [
        Fecha(
            f"encargo-{e.pk}",
            e.plazo,
            f"Vence un encargo de {e.ordenado_por}",
            reverse("cargos:encargo_cumplir", args=[e.pk]),
            e.en,
        )
        for e in filas.filter(plazo__isnull=False)
        if e.plazo
    ]


def declarar_fechas() -> None:
    """Called once by `CargosConfig.ready`."""
    registrar("encargos", encargos_de)
