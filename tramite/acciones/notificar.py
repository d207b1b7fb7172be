"""The clocks of a notification (TUO LPAG arts. 20.4, 24.1, 25 and 207.2).

Delivered by hand it is done that day. A mail is done when it is acknowledged; without that in two
days it goes by cédula and the five days are counted again. What is put in a casilla is validly
notified by the deposit, and takes effect on the day it is recorded as received: only from then does
the term to challenge it run.
"""

from datetime import date, datetime

from django.db.models import Q

from cargos.models import Usuario
from tramite.acciones.comun import dia_de
from tramite.acciones.otros_plazos import a_mediodia
from tramite.acciones.plazos import calcular_de
from tramite.estados_salida import Entrega, Medio
from tramite.models import Despacho, Plazo, Salida
from tramite.models.plazo import NOTIFICAR, RECURRIR, PlazoQuerySet

A_DOMICILIO = (Medio.MANO, Medio.MENSAJERIA)


def por_notificar(salida: Salida) -> PlazoQuerySet:
    """Its open clock of being notified."""
    suyo = Q(documento=salida.documento_id) | Q(documento=None, hecho_en=salida.firmado_en)
    abiertos = Plazo.objects.abiertos().filter(expediente=salida.expediente_id)
    return abiertos.filter(suyo, regla=NOTIFICAR)


def al_despachar(salida: Salida, despacho: Despacho, *, por: Usuario, ahora: datetime) -> None:
    """A deposit in a casilla is the notification; a cédula after a mail in vain counts again."""
    if despacho.medio == Medio.CASILLA:
        por_notificar(salida).update(cumplido_en=ahora, prueba=str(despacho))
    previo = (
        salida.despachos.exclude(pk=despacho.pk).select_related("plazo").order_by("-pk").first()
    )
    if previo is None or previo.plazo is None or despacho.medio not in A_DOMICILIO:
        return
    acuse: Plazo = previo.plazo
    if acuse.esta_abierto and dia_de(ahora) > acuse.vence_el:
        acuse.sin_efecto_en, acuse.sin_efecto_por = ahora, EN_VANO
        acuse.save(update_fields=["sin_efecto_en", "sin_efecto_por"])
        volver_a_contar(salida, acuse.vence_el, por=por, ahora=ahora)


EN_VANO = "El correo no tuvo acuse en dos días hábiles: se notifica por cédula (TUO LPAG art. 20.4)"


def volver_a_contar(salida: Salida, desde: date, *, por: Usuario, ahora: datetime) -> None:
    """The five days of notifying, anew from the day on which the mail turned out to be in vain."""
    anterior = por_notificar(salida).order_by("-pk").first()
    if anterior is None:
        return
    anterior.sin_efecto_en = ahora
    anterior.sin_efecto_por = "El correo no llegó: los cinco días se cuentan otra vez (art. 20.4)"
    anterior.save(update_fields=["sin_efecto_en", "sin_efecto_por"])
    calcular_de(
        NOTIFICAR,
        salida.expediente,
        desde=a_mediodia(desde),
        por=por,
        ahora=ahora,
        documento=salida.documento,
        reemplaza=anterior,
    )


def al_entregar(
    salida: Salida,
    despacho: Despacho,
    entrega: Entrega,
    el: date,
    *,
    por: Usuario,
    ahora: datetime,
) -> None:
    """Close the clocks that this result meets, and start the one of challenging it."""
    plazos = Plazo.objects.abiertos().filter(expediente=salida.expediente_id)
    hecho = f"{despacho.get_medio_display()}, {entrega.label.lower()} el {el:%d/%m/%Y}"
    if despacho.plazo_id and entrega == Entrega.ACUSE:
        plazos.filter(pk=despacho.plazo_id).update(cumplido_en=ahora, prueba=hecho)
    if despacho.plazo_id and entrega == Entrega.DEVUELTO:
        plazos.filter(pk=despacho.plazo_id).update(
            sin_efecto_en=ahora, sin_efecto_por="El correo no llegó: se notifica por otro medio."
        )
        volver_a_contar(salida, el, por=por, ahora=ahora)
    if entrega == Entrega.ACUSE or (
        entrega == Entrega.ENTREGADO and despacho.medio != Medio.CORREO
    ):
        por_notificar(salida).update(cumplido_en=ahora, prueba=hecho)
    if entrega == Entrega.ACUSE or (entrega == Entrega.ENTREGADO and despacho.medio in A_DOMICILIO):
        _correr_recurso(salida, el, por=por, ahora=ahora)


def _correr_recurso(salida: Salida, el: date, *, por: Usuario, ahora: datetime) -> None:
    """The days to challenge the answer, once, when its procedure admits it."""
    procedimiento = salida.expediente.procedimiento
    admite = procedimiento is not None and RECURRIR in procedimiento.otros_plazos
    if not admite or not salida.atiende:
        return
    if Plazo.objects.filter(regla=RECURRIR, documento=salida.documento_id).exists():
        return
    calcular_de(
        RECURRIR,
        salida.expediente,
        desde=a_mediodia(el),
        por=por,
        ahora=ahora,
        accesorio=True,
        a_quien=salida.destinatario,
        documento=salida.documento,
    )
