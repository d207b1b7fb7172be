"""Correcting what was copied wrongly from a signed adenda; a fe de erratas keeps what it said."""

from django.db import transaction

from cargos.models import Usuario
from convenios.acciones.adenda import fuera_de_vigencia
from convenios.acciones.copia import dejar_errata
from convenios.models import Adenda, Convenio, ImpactoAdenda
from ocisys.base.reglas import ReglaIncumplida

CON_LINEAS = (
    "Ya se aceptaron líneas de esta adenda, que valen desde su fecha: sus fechas no se corrigen."
)


@transaction.atomic
def corregir_adenda(adenda: Adenda, *, errata: str, por: Usuario) -> Adenda:
    """Make the record say what the signed adenda says, leaving a fe de erratas with what it said.

    Raises `ReglaIncumplida` if its dates change once a line of it was accepted (they count from
    them), or if with the new ones it could not have been recorded.
    """
    convenio = Convenio.objects.select_for_update(of=("self",)).get(pk=adenda.convenio_id)
    guardada = Adenda.objects.get(pk=adenda.pk)
    cambios = _cambios(guardada, adenda)
    if not cambios:
        return adenda
    if mueve_lo_aceptado(guardada, adenda):
        raise ReglaIncumplida(CON_LINEAS)
    if reparo := fuera_de_vigencia(convenio, adenda.fecha, adenda.extemporanea_razon, sin=adenda):
        raise ReglaIncumplida(reparo)
    dejar_errata(convenio, cambios, errata, por)
    adenda.save()
    return adenda


def mueve_lo_aceptado(guardada: Adenda, nueva: Adenda) -> bool:
    """Whether `nueva` has other dates and some line of it was accepted; asks the database."""
    fechas = ("fecha", "nueva_fecha_fin")
    otras = any(getattr(guardada, c) != getattr(nueva, c) for c in fechas)
    return otras and guardada.impactos.filter(estado=ImpactoAdenda.Estado.ACEPTADO).exists()


def _cambios(guardada: Adenda, nueva: Adenda) -> dict[str, list[str]]:
    """Label, with its adenda → [before, after]."""
    campos = [c for c in Adenda._meta.concrete_fields if c.name in Adenda.DEL_PAPEL]
    pares = {c: (getattr(guardada, c.name), getattr(nueva, c.name)) for c in campos}
    return {
        f"{guardada}, {c.verbose_name}": ["" if v is None else str(v) for v in par]
        for c, par in pares.items()
        if par[0] != par[1]
    }
