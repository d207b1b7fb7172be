"""Sending a signed document, and what came of it: the clocks of TUO LPAG arts. 20.4 and 24.1."""

from datetime import date, datetime

from django.db import transaction

from cargos.models import Usuario, autoria
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.comun import actuar, bloquear, dia_de
from tramite.acciones.plazos import calcular_de
from tramite.acciones.salidas import anotar, bloquear_salida, cambiar
from tramite.estados import Estado
from tramite.estados_pide import ABIERTOS as SIN_CONTESTAR
from tramite.estados_salida import ESTADO_TRAS, Entrega, EstadoSalida, Medio, verificar
from tramite.models import Actuacion, Despacho, EnvioPide, PasoSalida, ResultadoDespacho, Salida
from tramite.models.plazo import ACUSAR, NOTIFICAR


@transaction.atomic
def despachar(
    salida: Salida,
    *,
    medio: str,
    por: Usuario,
    ahora: datetime,
    direccion: str = "",
    guia: str = "",
    version: int | None = None,
) -> Despacho:
    """Send it by hand, courier, mail or casilla; a mail starts the 2 days of its acknowledgement.

    The expediente it answers is then «despachado». Raises ReglaIncumplida when its state does not
    allow it, or when a mail or a casilla has no address.
    """
    salida = bloquear_salida(salida, version=version)
    verificar(salida.estado, EstadoSalida.EN_DESPACHO)
    if medio in (Medio.CORREO, Medio.CASILLA) and not (direccion or salida.direccion):
        raise ReglaIncumplida("Escriba a qué dirección electrónica se envió.")
    expediente = bloquear(salida.expediente)
    plazo = None
    if medio == Medio.CORREO:
        plazo = calcular_de(ACUSAR, expediente, desde=ahora, por=por, ahora=ahora)
    despacho = Despacho.objects.create(
        salida=salida,
        medio=medio,
        direccion=direccion or salida.direccion,
        guia=guia,
        plazo=plazo,
        **autoria(por, ahora),
    )
    cambiar(salida, estado=EstadoSalida.EN_DESPACHO)
    anotar(salida, PasoSalida.Clase.DESPACHO, texto=str(despacho), por=por, ahora=ahora)
    if salida.atiende and expediente.estado == Estado.ATENDIDO:
        actuar(
            expediente,
            Actuacion.Clase.DESPACHO,
            a=Estado.DESPACHADO,
            texto=f"{salida}, {despacho.get_medio_display().lower()}",
            documento=salida.documento,
            por=por,
            ahora=ahora,
        )
    return despacho


@transaction.atomic
def anotar_entrega(
    salida: Salida,
    *,
    entrega: str,
    el: date,
    por: Usuario,
    ahora: datetime,
    quien: str = "",
    texto: str = "",
    version: int | None = None,
) -> ResultadoDespacho:
    """What came of the last dispatch: delivered, returned without delivery, or acknowledged.

    A delivery or an acknowledgement meets the clock of notifying, even late. Raises
    ReglaIncumplida when nothing was dispatched, or the date is before the dispatch or to come.
    """
    salida = bloquear_salida(salida, version=version)
    nuevo = ESTADO_TRAS[Entrega(entrega)]
    verificar(salida.estado, nuevo)
    despacho = salida.despachos.order_by("-pk").first()
    if despacho is None:
        raise ReglaIncumplida("El documento no se ha despachado todavía.")
    if EnvioPide.objects.filter(despacho=despacho, estado__in=sorted(SIN_CONTESTAR)).exists():
        raise ReglaIncumplida(
            "Está a disposición de la otra entidad por la PIDE: no se da por entregado hasta que "
            "ella lo acepte. Consulte la PIDE."
        )
    if not dia_de(despacho.en) <= el <= dia_de(ahora):
        raise ReglaIncumplida(f"La fecha va del despacho ({dia_de(despacho.en):%d/%m/%Y}) a hoy.")
    resultado = ResultadoDespacho.objects.create(
        despacho=despacho, entrega=entrega, el=el, quien=quien, texto=texto, **autoria(por, ahora)
    )
    cambiar(salida, estado=nuevo)
    anotar(salida, PasoSalida.Clase.ENTREGA, texto=str(resultado), por=por, ahora=ahora)
    _cerrar_relojes(salida, despacho, Entrega(entrega), ahora)
    return resultado


def _cerrar_relojes(salida: Salida, despacho: Despacho, entrega: Entrega, ahora: datetime) -> None:
    """A mail that merely left is not notified until it is acknowledged (TUO LPAG art. 20.4)."""
    plazos = salida.expediente.plazos.abiertos()
    if despacho.plazo is not None and entrega == Entrega.ACUSE:
        plazos.filter(pk=despacho.plazo.pk).update(cumplido_en=ahora)
    if despacho.plazo is not None and entrega == Entrega.DEVUELTO:
        plazos.filter(pk=despacho.plazo.pk).update(
            sin_efecto_en=ahora, sin_efecto_por="El correo no llegó: se notifica por otro medio."
        )
    notificado = entrega == Entrega.ACUSE or (
        entrega == Entrega.ENTREGADO and despacho.medio != Medio.CORREO
    )
    if notificado and salida.firmado_en is not None:
        plazos.filter(regla=NOTIFICAR, hecho_en=salida.firmado_en).update(cumplido_en=ahora)
