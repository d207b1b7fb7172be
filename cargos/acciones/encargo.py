"""Duties ordered outside the MOF's list: given, fulfilled with evidence, or withdrawn."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from cargos.models import Encargo, Persona, Posicion, ReservaConfidencialidad, Usuario, autoria
from cargos.ocupacion import ocupacion_en
from ocisys.base.avisos import avisar
from ocisys.base.reglas import ReglaIncumplida


@transaction.atomic
def encargar(
    *,
    posicion: Posicion,
    ordenado_por: str,
    descripcion: str,
    plazo: date | None,
    documento: str,
    por: Usuario,
    hoy: date,
) -> Encargo:
    """Assign a task to a post and tell whoever answers for it today."""
    encargo = Encargo.objects.create(
        **autoria(por),
        posicion=posicion,
        ordenado_por=ordenado_por,
        descripcion=descripcion,
        plazo=plazo,
        documento=documento,
    )
    asiento = ocupacion_en(hoy).get(posicion.nro_orden)
    responde = asiento.responde if asiento else None
    if responde and responde.persona.usuario:
        avisar(
            responde.persona.usuario,
            asunto="Nuevo encargo",
            cuerpo=descripcion[:300],
            enlace="/cargos/mi-puesto/",
        )
    return encargo


@transaction.atomic
def cumplir(encargo: Encargo, *, evidencia: str, por: Usuario) -> Encargo:
    """Close an encargo with its evidence; only whoever holds the post may."""
    encargo = _abierto(encargo)
    if encargo.posicion_id not in {d.posicion_id for d in por.designaciones_hoy}:
        raise ReglaIncumplida("Sólo quien ocupa el cargo puede dar por cumplido el encargo.")
    encargo.evidencia, encargo.cumplido_en = evidencia, timezone.now()
    encargo.save(update_fields=["evidencia", "cumplido_en"])
    return encargo


@transaction.atomic
def retirar(encargo: Encargo, *, motivo: str, por: Usuario) -> Encargo:
    """Withdraw an encargo that is no longer wanted; it stays on the record with its reason."""
    encargo = _abierto(encargo)
    encargo.motivo_retiro, encargo.retirado_en = motivo, timezone.now()
    encargo.save(update_fields=["motivo_retiro", "retirado_en"])
    return encargo


def _abierto(encargo: Encargo) -> Encargo:
    encargo = Encargo.objects.select_for_update(of=("self",)).get(pk=encargo.pk)
    if encargo.cumplido_en:
        raise ReglaIncumplida("El encargo ya está cumplido.")
    if encargo.retirado_en:
        raise ReglaIncumplida("El encargo ya fue retirado.")
    return encargo


@transaction.atomic
def declarar_reserva(
    *, persona: Persona, texto: str, hoy: date, por: Usuario
) -> ReservaConfidencialidad:
    """Record a person's declaration of discretion, once a year (MOF 071-07)."""
    if ReservaConfidencialidad.objects.filter(persona=persona, fecha__year=hoy.year).exists():
        raise ReglaIncumplida(f"Su declaración de {hoy.year} ya está registrada.")
    return ReservaConfidencialidad.objects.create(
        **autoria(por), persona=persona, texto=texto, fecha=hoy
    )
