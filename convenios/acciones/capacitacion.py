"""What is done with a training abroad: registered, spread, applied for, chosen, reported."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from cargos.models import UnidadOrganica, Usuario, atribuir, autoria
from convenios.capacitaciones import por_unidad
from convenios.models import Capacitacion, Convocatoria, PasoCapacitacion
from convenios.models.capacitacion import TipoPaso
from ocisys.base.numeros import tomar_codigo
from ocisys.base.reglas import ReglaIncumplida

SERIE = "capacitacion"


@transaction.atomic
def registrar_capacitacion(fila: Capacitacion, *, por: Usuario, hoy: date) -> Capacitacion:
    """Give the next code of the year to a training. Raises `ReglaIncumplida` if its offer was
    annulled or opened one already."""
    oferta = Convocatoria.objects.select_for_update(of=("self",)).get(pk=fila.convocatoria_id)
    if oferta.anulado_en is not None:
        raise ReglaIncumplida(f"{oferta.codigo} está anulada.")
    if ya := Capacitacion.objects.filter(convocatoria=oferta).first():
        raise ReglaIncumplida(f"{oferta.codigo} ya se lleva en {ya.codigo}.")
    atribuir(fila, por)
    fila.registrada_el = hoy
    fila.codigo = tomar_codigo("CAE", SERIE, hoy.year)
    fila.save(force_insert=True)
    return fila


@transaction.atomic
def corregir_capacitacion(fila: Capacitacion) -> Capacitacion:
    """Save it as it is now; what it said stays in the audit table."""
    fila.save()
    return fila


@transaction.atomic
def difundir(
    fila: Capacitacion,
    unidades: Sequence[UnidadOrganica],
    *,
    fecha: date,
    por: Usuario,
    documento: str = "",
) -> list[PasoCapacitacion]:
    """Record that those units were told of it. Raises `ReglaIncumplida` if all of them were
    already."""
    Capacitacion.objects.select_for_update(of=("self",)).get(pk=fila.pk)
    ya = set(fila.pasos.filter(tipo=TipoPaso.DIFUSION).values_list("unidad", flat=True))
    nuevas = [u for u in unidades if u.pk not in ya]
    if not nuevas:
        raise ReglaIncumplida("A esas unidades ya se les difundió.")
    comun = {"capacitacion": fila, "tipo": TipoPaso.DIFUSION, "fecha": fecha}
    return PasoCapacitacion.objects.bulk_create(
        PasoCapacitacion(unidad=u, documento=documento, **comun, **autoria(por)) for u in nuevas
    )


@transaction.atomic
def anotar_capacitacion(
    fila: Capacitacion,
    *,
    tipo: str,
    unidad: UnidadOrganica,
    fecha: date,
    por: Usuario,
    cantidad: int | None = None,
    informe_hasta: date | None = None,
    documento: str = "",
) -> PasoCapacitacion:
    """Record how many applied, how many were chosen, or that their report came. Raises
    `ReglaIncumplida` if more are chosen than applied or than there is room for, or for a report
    that nobody owes."""
    Capacitacion.objects.select_for_update(of=("self",)).get(pk=fila.pk)
    unidades = por_unidad(fila.pasos.all())
    suya = unidades.get(unidad.pk)
    if tipo == TipoPaso.SELECCION:
        postularon = (suya.postulantes if suya else None) or 0
        if (cantidad or 0) > postularon:
            raise ReglaIncumplida(f"De esa unidad postularon {postularon}: no pueden ser más.")
        otros = sum(u.seleccionados or 0 for pk, u in unidades.items() if pk != unidad.pk)
        if fila.cupos is not None and otros + (cantidad or 0) > fila.cupos:
            raise ReglaIncumplida(f"Los cupos son {fila.cupos} y ya hay {otros} seleccionados.")
        if cantidad and informe_hasta is None:
            raise ReglaIncumplida("Quien viaja debe un informe: diga hasta cuándo.")
    if tipo == TipoPaso.INFORME and not (suya and suya.debe_informe):
        raise ReglaIncumplida("Esa unidad no debe ningún informe.")
    return PasoCapacitacion.objects.create(
        capacitacion=fila,
        tipo=tipo,
        unidad=unidad,
        fecha=fecha,
        cantidad=cantidad if tipo != TipoPaso.INFORME else None,
        informe_hasta=informe_hasta if tipo == TipoPaso.SELECCION and cantidad else None,
        documento=documento,
        **autoria(por),
    )
