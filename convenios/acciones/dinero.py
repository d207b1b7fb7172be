"""Recording what each party puts and what arrives; a mistake is annulled, never erased."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum

from cargos.models import Usuario, atribuir
from convenios.dinero import escrito
from convenios.models import AporteComprometido, Convenio, Desembolso, Parte
from ocisys.base.reglas import ReglaIncumplida


@transaction.atomic
def registrar_aporte(aporte: AporteComprometido, *, por: Usuario) -> AporteComprometido:
    """Record what a party commits. One that replaces another comes from an adenda, in its currency.

    Raises `ReglaIncumplida` if the replaced one was already replaced, or is of another party.
    """
    Convenio.objects.select_for_update(of=("self",)).get(pk=aporte.convenio_id)
    viejo = aporte.sustituye
    if viejo is not None:
        if aporte.adenda is None:
            raise ReglaIncumplida("Un aporte pactado sólo cambia por una adenda: indíquela.")
        if (viejo.parte_id, viejo.moneda) != (aporte.parte_id, aporte.moneda):
            raise ReglaIncumplida("El aporte que se cambia es de otra parte o en otra moneda.")
        if AporteComprometido.objects.filter(sustituye=viejo).exists():
            raise ReglaIncumplida("Ese aporte ya fue cambiado por otra adenda.")
    atribuir(aporte, por)
    aporte.save()
    return aporte


@transaction.atomic
def registrar_desembolso(desembolso: Desembolso, *, por: Usuario, hoy: date) -> Desembolso:
    """Record a planned disbursement, or one that arrived. Raises `ReglaIncumplida` if what arrived
    is in the future or goes beyond what its party committed without saying why."""
    Convenio.objects.select_for_update(of=("self",)).get(pk=desembolso.convenio_id)
    _verificar_real(desembolso, hoy)
    atribuir(desembolso, por)
    desembolso.save()
    return desembolso


@transaction.atomic
def anotar_llegada(
    desembolso: Desembolso,
    *,
    real_el: date,
    real: Decimal,
    documento: str,
    exceso_razon: str,
    por: Usuario,
    hoy: date,
) -> Desembolso:
    """Say that a planned disbursement arrived, when and how much; it is written once.

    `por` is left in the audit of the request. Raises `ReglaIncumplida` as `registrar_desembolso`,
    or if it had arrived or been annulled.
    """
    Convenio.objects.select_for_update(of=("self",)).get(pk=desembolso.convenio_id)
    fila = Desembolso.objects.select_for_update(of=("self",)).get(pk=desembolso.pk)
    if fila.real is not None or fila.anulado_en is not None:
        raise ReglaIncumplida("Ese desembolso ya llegó o fue anulado.")
    fila.real_el, fila.real = real_el, real
    fila.documento, fila.exceso_razon = documento, exceso_razon
    _verificar_real(fila, hoy)
    fila.save(update_fields=["real_el", "real", "documento", "exceso_razon"])
    return fila


def exceso(convenio: Convenio, parte: Parte, moneda: str, real: Decimal, dia: date) -> str:
    """The sentence by which a disbursement goes beyond what its party committed, or ""."""
    mismos = {"parte": parte, "moneda": moneda}
    prometido = convenio.aportes.vigentes(dia).filter(**mismos).aggregate(n=Sum("monto"))["n"]
    llegado = convenio.desembolsos.sin_anular().filter(**mismos).aggregate(n=Sum("real"))["n"]
    suma = (llegado or Decimal(0)) + real
    if prometido is None:
        return f"{parte} no tiene un aporte comprometido en {moneda}."
    if suma <= prometido:
        return ""
    return (
        f"Con este, los desembolsos de {parte} suman {escrito(suma, moneda)} y su aporte dice "
        f"{escrito(prometido, moneda)}."
    )


def _verificar_real(fila: Desembolso, hoy: date) -> None:
    if fila.real is None or fila.real_el is None:
        return
    if fila.real_el > hoy:
        raise ReglaIncumplida("Lo que llegó no puede tener fecha futura: regístrelo programado.")
    frase = exceso(fila.convenio, fila.parte, fila.moneda, fila.real, fila.real_el)
    if frase and not fila.exceso_razon.strip():
        raise ReglaIncumplida(f"{frase} Diga por qué se admite.")
