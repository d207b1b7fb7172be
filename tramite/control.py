"""What `verificar_integridad` asks of trámite."""

from collections.abc import Iterator

from django.db.models import Count, Max

from ocisys.base.integridad import registrar
from ocisys.base.models import Correlativo
from tramite.acciones.registrar import SERIE
from tramite.models import Expediente


def numeros_sin_saltos() -> Iterator[str]:
    """A sentence for each year whose expedientes do not run from 1 to the last number given."""
    dados = dict(Correlativo.objects.filter(serie=SERIE).values_list("anio", "ultimo"))
    filas = Expediente.objects.order_by("anio").values_list("anio")
    for anio, cuantos, mayor in filas.annotate(Count("pk"), Max("correlativo")):
        ultimo = dados.get(anio, 0)
        if not cuantos == mayor == ultimo:
            yield (
                f"Expedientes de {anio}: hay {cuantos}, el mayor es el {mayor} "
                f"y el último número dado fue el {ultimo}."
            )


def declarar_controles() -> None:
    """Called once by `TramiteConfig.ready`."""
    registrar("Números de expediente sin saltos", numeros_sin_saltos)
