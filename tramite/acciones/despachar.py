"""Sending a signed document, and what came of it: the clocks of TUO LPAG arts. 20.4 and 24.1."""

from datetime import date, datetime

from django.db import transaction

from cargos.models import Usuario, autoria
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.comun import actuar, bloquear, dia_de
from tramite.acciones.notificar import al_despachar, al_entregar
from tramite.acciones.plazos import calcular_de
from tramite.acciones.salidas import anotar, bloquear_salida, cambiar
from tramite.estados import Estado
from tramite.estados_pide import ABIERTOS as SIN_CONTESTAR
from tramite.estados_salida import ESTADO_TRAS, Entrega, EstadoSalida, Medio, verificar
from tramite.models import Actuacion, Despacho, EnvioPide, PasoSalida, ResultadoDespacho, Salida
from tramite.models.plazo import ACUSAR

SIN_AUTORIZACION = "Diga dónde consta que el administrado aceptó ser notificado en su casilla."


@transaction.atomic
def despachar(
    salida: Salida,
    *,
    medio: str,
    por: Usuario,
    ahora: datetime,
    direccion: str = "",
    guia: str = "",
    autorizacion: str = "",
    version: int | None = None,
) -> Despacho:
    """Send it by hand, courier, mail or casilla; a mail starts the 2 days of its acknowledgement.

    The expediente it answers is then «despachado». Raises ReglaIncumplida when its state does not
    allow it, when a mail or a casilla has no address, or when it is not said where the party
    accepted the casilla.
    """
    salida = bloquear_salida(salida, version=version)
    verificar(salida.estado, EstadoSalida.EN_DESPACHO)
    if medio in (Medio.CORREO, Medio.CASILLA) and not (direccion or salida.direccion):
        raise ReglaIncumplida("Escriba a qué dirección electrónica se envió.")
    if medio == Medio.CASILLA and not autorizacion:
        raise ReglaIncumplida(SIN_AUTORIZACION, norma="TUO LPAG art. 20.4")
    expediente = bloquear(salida.expediente)
    plazo = None
    if medio == Medio.CORREO:
        plazo = calcular_de(ACUSAR, expediente, desde=ahora, por=por, ahora=ahora)
    despacho = Despacho.objects.create(
        salida=salida,
        medio=medio,
        direccion=direccion or salida.direccion,
        guia=guia,
        autorizacion=autorizacion,
        plazo=plazo,
        **autoria(por, ahora),
    )
    cambiar(salida, estado=EstadoSalida.EN_DESPACHO)
    anotar(salida, PasoSalida.Clase.DESPACHO, texto=str(despacho), por=por, ahora=ahora)
    al_despachar(salida, despacho, por=por, ahora=ahora)
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
    al_entregar(salida, despacho, Entrega(entrega), el, por=por, ahora=ahora)
    return resultado
