"""What is done with an offer: registered, put right, annulled with a reason."""

from datetime import date

from django.db import transaction

from cargos.models import Usuario, atribuir
from convenios.acciones.anular import dejar_anulada
from convenios.models import Convocatoria
from ocisys.base.numeros import tomar_codigo
from ocisys.base.reglas import ReglaIncumplida

SERIE = "oferta"


@transaction.atomic
def registrar_convocatoria(fila: Convocatoria, *, por: Usuario, hoy: date) -> Convocatoria:
    """Give the next code of the year to an offer."""
    atribuir(fila, por)
    fila.registrada_el = hoy
    fila.codigo = tomar_codigo("OFE", SERIE, hoy.year)
    fila.save(force_insert=True)
    return fila


@transaction.atomic
def corregir_convocatoria(fila: Convocatoria) -> Convocatoria:
    """Save it as its source says it now. Raises `ReglaIncumplida` once annulled."""
    _en_pie(fila)
    fila.save()
    return fila


@transaction.atomic
def anular_convocatoria(fila: Convocatoria, *, motivo: str, por: Usuario) -> Convocatoria:
    """Recorded by mistake, or withdrawn by its source; it stays in sight. Raises `ReglaIncumplida`
    if it was annulled already."""
    return dejar_anulada(_en_pie(fila), motivo=motivo, por=por)


def _en_pie(fila: Convocatoria) -> Convocatoria:
    actual = Convocatoria.objects.select_for_update(of=("self",)).get(pk=fila.pk)
    if actual.anulado_en is not None:
        raise ReglaIncumplida(f"{actual.codigo} está anulada: {actual.anulado_motivo}")
    return actual
