"""Asking the jefatura for an act that is hers to decide, and deciding it: always two people."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from cargos.models import Usuario, autoria
from cargos.permisos import Permiso
from ocisys.base.avisos import avisar
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.anular import anular
from tramite.acciones.comun import anotar, avisar_a, bloquear, dia_de, titular
from tramite.acciones.esperar import comprobar_esperar, esperar
from tramite.acciones.plazos import comprobar_prorrogar, prorrogar
from tramite.acciones.presentacion import (
    cambiar_presentacion,
    comprobar_presentacion,
    plazos_corridos,
)
from tramite.acciones.relacionar import acumular, comprobar_acumular
from tramite.acciones.reservar import jefaturas
from tramite.estados import Estado, verificar
from tramite.models import Actuacion, Documento, Expediente, Pedido

Clase = Pedido.Clase


@transaction.atomic
def pedir(
    expediente: Expediente,
    *,
    clase: str,
    motivo: str,
    por: Usuario,
    ahora: datetime,
    presentado_a: datetime | None = None,
    documento: Documento | None = None,
    version: int | None = None,
    **datos: Any,
) -> Pedido:
    """Ask for that act; the jefatura is told. `datos` are what the act will need.

    Raises ReglaIncumplida when the same is asked for already, or it could not be granted today.
    """
    expediente = bloquear(expediente, version=version)
    pedido = Pedido(
        expediente=expediente,
        clase=clase,
        motivo=motivo,
        datos=datos,
        documento=documento,
        presentado_de=expediente.presentado_en if presentado_a else None,
        presentado_a=presentado_a,
        **autoria(por, ahora),
    )
    _COMPROBAR[Clase(clase)](pedido, por, ahora)
    try:
        with transaction.atomic():
            pedido.save(force_insert=True)
    except IntegrityError as error:
        raise ReglaIncumplida("Eso mismo ya se pidió: falta que se decida.") from error
    texto = f"{pedido.get_clase_display()}. {pedido.en_palabras}. {motivo}"
    anotar(expediente, Actuacion.Clase.PEDIDO, texto, documento=documento, por=por, ahora=ahora)
    asunto = f"Expediente {expediente.numero}: piden su decisión, {clase_en_frase(pedido)}."
    avisar_a(jefaturas(), expediente, asunto, por=por, ahora=ahora)
    return pedido


@transaction.atomic
def conceder(pedido: Pedido, *, por: Usuario, ahora: datetime, respuesta: str = "") -> Pedido:
    """Grant it and do it in the same act; who asked is told.

    Raises ReglaIncumplida when it is decided, who asked is who decides, or the act is not
    possible any more: then nothing is decided.
    """
    pedido, por = _tomar(pedido, por=por)
    _decidir(pedido, concedido=True, respuesta=respuesta, por=por, ahora=ahora)
    _HACER[Clase(pedido.clase)](pedido, por, ahora)
    _contestar(pedido, por=por, ahora=ahora)
    return pedido


@transaction.atomic
def denegar(pedido: Pedido, *, respuesta: str, por: Usuario, ahora: datetime) -> Pedido:
    """Refuse it, saying why; who asked is told. Raises ReglaIncumplida as `conceder` does."""
    pedido, por = _tomar(pedido, por=por)
    _decidir(pedido, concedido=False, respuesta=respuesta, por=por, ahora=ahora)
    _contestar(pedido, por=por, ahora=ahora)
    return pedido


def clase_en_frase(pedido: Pedido) -> str:
    """What is asked, in the middle of a sentence."""
    return pedido.get_clase_display().lower()


def _tomar(pedido: Pedido, *, por: Usuario) -> tuple[Pedido, Usuario]:
    """The request and its expediente, locked, and `por` in the capacity that decides."""
    expediente = bloquear(pedido.expediente)
    filas = Pedido.objects.select_for_update(of=("self",)).select_related("por", "documento")
    actual = filas.get(pk=pedido.pk)
    actual.expediente = expediente
    if actual.esta_decidido:
        raise ReglaIncumplida("Ese pedido ya se decidió.")
    if actual.por_id == por.pk:
        raise ReglaIncumplida("Quien lo pidió no lo decide: lo hace otra persona.")
    if not por.puede(Permiso.EXPEDIENTE_ANULAR):
        raise ReglaIncumplida("Lo decide la Jefatura.", norma="MOF 067, función básica")
    return actual, por.actuando_con(Permiso.EXPEDIENTE_ANULAR)


def _decidir(
    pedido: Pedido, *, concedido: bool, respuesta: str, por: Usuario, ahora: datetime
) -> None:
    pedido.concedido, pedido.respuesta = concedido, respuesta
    pedido.decidido_en, pedido.decidido_por = ahora, por
    pedido.decidido_calidad = por.calidad
    pedido.save(
        update_fields=["concedido", "respuesta", "decidido_en", "decidido_por", "decidido_calidad"]
    )


def _contestar(pedido: Pedido, *, por: Usuario, ahora: datetime) -> None:
    """The line in the hoja de ruta and the notice to who asked, which names no content."""
    pedido.expediente = bloquear(pedido.expediente)  # as the act has left it
    detalle = f": {pedido.respuesta}" if pedido.respuesta else "."
    texto = f"{pedido.situacion}: {clase_en_frase(pedido)}, que pidió {pedido.por}{detalle}"
    anotar(pedido.expediente, Actuacion.Clase.PEDIDO, texto, por=por, ahora=ahora)
    asunto = f"Expediente {pedido.expediente.numero}: su pedido fue {pedido.situacion.lower()}."
    avisar(pedido.por, asunto=asunto, enlace=pedido.get_absolute_url(), ahora=ahora)


# --- What each kind needs -------------------------------------------------------------------


def _puede_prorrogarse(pedido: Pedido, por: Usuario, ahora: datetime) -> None:
    comprobar_prorrogar(pedido.expediente, solicitada_el=dia_de(ahora))


def _prorroga(pedido: Pedido, por: Usuario, ahora: datetime) -> None:
    prorrogar(
        pedido.expediente,
        dias=pedido.datos["dias"],
        motivo=pedido.motivo,
        solicitada_el=dia_de(pedido.en),
        por=por,
        ahora=ahora,
    )


def _puede_suspenderse(pedido: Pedido, por: Usuario, ahora: datetime) -> None:
    comprobar_esperar(pedido.expediente, titular(pedido.expediente), por=por)


def _suspende(pedido: Pedido, por: Usuario, ahora: datetime) -> None:
    datos = pedido.datos
    esperar(
        pedido.expediente,
        a_quien=datos["a_quien"],
        texto=pedido.motivo,
        suspende=True,
        tope_habiles=datos["tope_habiles"],
        por=por,
        ahora=ahora,
    )


def _puede_acumularse(pedido: Pedido, por: Usuario, ahora: datetime) -> None:
    comprobar_acumular(pedido.expediente, por=por)
    if pedido.datos["principal"] == pedido.expediente.numero:
        raise ReglaIncumplida("Un expediente no se acumula a sí mismo.")


def _acumula(pedido: Pedido, por: Usuario, ahora: datetime) -> None:
    principal = Expediente.objects.get(numero=pedido.datos["principal"])
    resolucion = pedido.datos["resolucion"]
    acumular(pedido.expediente, principal, resolucion=resolucion, por=por, ahora=ahora)


def _puede_anularse(pedido: Pedido, por: Usuario, ahora: datetime) -> None:
    """Who registered it may ask for it, and does not decide it."""
    verificar(pedido.expediente.estado, Estado.ANULADO)


def _anula(pedido: Pedido, por: Usuario, ahora: datetime) -> None:
    anular(pedido.expediente, motivo=pedido.motivo, por=por, ahora=ahora)


def _puede_cambiar_de_fecha(pedido: Pedido, por: Usuario, ahora: datetime) -> None:
    if pedido.presentado_a is None:
        raise ReglaIncumplida("Diga cuándo se presentó.")
    comprobar_presentacion(pedido.expediente, pedido.presentado_a)
    plazos_corridos(pedido.expediente, pedido.presentado_a)


def _cambia_la_fecha(pedido: Pedido, por: Usuario, ahora: datetime) -> None:
    cambiar_presentacion(pedido, por=por, ahora=ahora)


Paso = Callable[[Pedido, Usuario, datetime], None]

_COMPROBAR: dict[Pedido.Clase, Paso] = {
    Clase.PRORROGA: _puede_prorrogarse,
    Clase.SUSPENSION: _puede_suspenderse,
    Clase.ACUMULACION: _puede_acumularse,
    Clase.ANULACION: _puede_anularse,
    Clase.PRESENTACION: _puede_cambiar_de_fecha,
}

_HACER: dict[Pedido.Clase, Paso] = {
    Clase.PRORROGA: _prorroga,
    Clase.SUSPENSION: _suspende,
    Clase.ACUMULACION: _acumula,
    Clase.ANULACION: _anula,
    Clase.PRESENTACION: _cambia_la_fecha,
}
