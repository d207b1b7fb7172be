"""What people ask of the Jefatura about their post, and its answer."""

from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cargos.models import Solicitud, Usuario, autoria
from cargos.ocupacion import ocupacion_en
from cargos.permisos import CARGO_DE_JEFATURA
from ocisys.base.avisos import avisar
from ocisys.base.reglas import ReglaIncumplida

Estado = Solicitud.Estado


@transaction.atomic
def solicitar(*, por: Usuario, hoy: date, **pedido: Any) -> Solicitud:
    """Record a request (`clase`, `texto`, `desde`, `hasta`) and tell whoever heads the office.

    Raises ReglaIncumplida for an account that is nobody's.
    """
    persona = por.persona_o_nada
    if persona is None:
        raise ReglaIncumplida("Su cuenta no está unida a una persona de la oficina.")
    solicitud = Solicitud.objects.create(**autoria(por), persona=persona, **pedido)
    asiento = ocupacion_en(hoy).get(CARGO_DE_JEFATURA)
    jefe = asiento.responde.persona.usuario if asiento and asiento.responde else None
    if jefe and jefe != por:
        avisar(
            jefe,
            asunto=f"Solicitud de {persona.nombre_completo}",
            cuerpo=str(solicitud),
            enlace=reverse("cargos:solicitudes"),
        )
    return solicitud


@transaction.atomic
def responder(solicitud: Solicitud, *, acepta: bool, respuesta: str, por: Usuario) -> Solicitud:
    """Answer a pending request of someone else; a refusal says why."""
    solicitud = _pendiente(solicitud)
    if solicitud.por_id == por.pk:
        raise ReglaIncumplida("La propia solicitud la responde otra persona.")
    if not acepta and not respuesta:
        raise ReglaIncumplida("Una solicitud se deniega diciendo por qué.")
    _cerrar(solicitud, Estado.ACEPTADA if acepta else Estado.DENEGADA, respuesta, por)
    avisar(
        solicitud.por,
        asunto=f"Su solicitud fue {solicitud.get_estado_display().lower()}",
        cuerpo=respuesta or str(solicitud),
        enlace=reverse("cargos:mi_puesto"),
    )
    return solicitud


@transaction.atomic
def retirar(solicitud: Solicitud, *, por: Usuario) -> Solicitud:
    """Withdraw one's own request while nobody has answered it."""
    solicitud = _pendiente(solicitud)
    if solicitud.por_id != por.pk:
        raise ReglaIncumplida("Sólo quien la hizo retira una solicitud.")
    _cerrar(solicitud, Estado.RETIRADA, "", por)
    return solicitud


def _cerrar(solicitud: Solicitud, estado: str, respuesta: str, por: Usuario) -> None:
    solicitud.estado, solicitud.respuesta = estado, respuesta
    solicitud.respondida_por, solicitud.respondida_en = por, timezone.now()
    solicitud.save(update_fields=["estado", "respuesta", "respondida_por", "respondida_en"])


def _pendiente(solicitud: Solicitud) -> Solicitud:
    solicitud = Solicitud.objects.select_for_update(of=("self",)).get(pk=solicitud.pk)
    if solicitud.estado != Estado.PENDIENTE:
        raise ReglaIncumplida(f"La solicitud ya está {solicitud.get_estado_display().lower()}.")
    return solicitud
