"""Who takes a post and who leaves it. A designación is never edited: it is ended or annulled."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from cargos import pendientes
from cargos.models import Designacion, Modalidad, MotivoTermino, Persona, Posicion, Usuario
from ocisys.base.avisos import avisar
from ocisys.base.reglas import ReglaIncumplida

REEMPLAZOS = (Modalidad.ENCARGO_PUESTO, Modalidad.ENCARGO_FUNCIONES, Modalidad.SUPLENCIA)
"""Kinds that cover an absence or a vacancy."""

CHOQUES = {
    "designacion_un_titular_por_posicion": (
        "La posición {posicion} ya tiene titular en esas fechas."
    ),
    "designacion_una_titularidad_por_persona": (
        "{persona} ya es titular de otra posición en esas fechas."
    ),
}


@transaction.atomic
def designar(
    *,
    persona: Persona,
    posicion: Posicion,
    modalidad: str,
    desde: date,
    hasta: date | None,
    documento: str,
    por: Usuario,
    suple_a: Designacion | None = None,
) -> Designacion:
    """Seat `persona` in `posicion` from `desde` to `hasta`, both included (None: no end).

    An encargo or suplencia always has an end (TUO LPAG art. 148.3: a fixed date), cannot fall on
    the titular of the same post, and there is one at a time: two people would sign for the same
    absence. Raises ReglaIncumplida when the seat or the person is taken.
    """
    titular = modalidad in (Modalidad.DESIGNACION, Modalidad.NOMBRAMIENTO, Modalidad.CONTRATO)
    if not titular and hasta is None:
        raise ReglaIncumplida("Un encargo o una suplencia lleva fecha de término.")
    if modalidad == Modalidad.DESIGNACION and not documento:
        raise ReglaIncumplida("Una designación cita la resolución que la dispone.")
    designacion = Designacion(
        persona=persona,
        posicion=posicion,
        modalidad=modalidad,
        rango=DateRange(desde, hasta + timedelta(days=1) if hasta else None),
        documento_inicio=documento,
        suple_a=suple_a,
    )
    if modalidad in REEMPLAZOS:
        _exigir_un_reemplazo(designacion)
    _guardar(designacion)
    if persona.usuario:
        avisar(
            persona.usuario,
            asunto=f"Designación en el cargo {posicion.nro_orden}",
            cuerpo=f"{designacion.get_modalidad_display()} desde el {desde:%d/%m/%Y}, "
            f"registrada por {por}.",
        )
    return designacion


def _exigir_un_reemplazo(nueva: Designacion) -> None:
    """Raise ReglaIncumplida if she replaces herself, or somebody replaces there in those days."""
    # Locked, so that two registered at once do not pass each other by.
    posicion = Posicion.objects.select_for_update(of=("self",)).get(pk=nueva.posicion_id)
    if nueva.suple_a and nueva.suple_a.posicion_id != posicion.pk:
        raise ReglaIncumplida(
            f"{nueva.suple_a.persona} no ocupa el cargo {posicion.nro_orden}: elija a quien suple."
        )
    otras = Designacion.objects.filter(
        posicion=posicion, rango__overlap=nueva.rango, anulada_en=None
    ).select_related("persona")
    if otras.titulares().filter(persona=nueva.persona).exists():
        raise ReglaIncumplida(
            f"{nueva.persona} ya es titular del cargo {posicion.nro_orden} en esas fechas: nadie "
            "se encarga a sí mismo."
        )
    otra = otras.filter(modalidad__in=REEMPLAZOS).order_by("rango").first()
    if otra is not None:
        raise ReglaIncumplida(
            f"El cargo {posicion.nro_orden} ya está a cargo de {otra.persona} del "
            f"{otra.desde:%d/%m/%Y} al {otra.hasta:%d/%m/%Y}: elija otras fechas o termine antes "
            "ese encargo."
        )


def _guardar(designacion: Designacion) -> None:
    try:
        with transaction.atomic():
            designacion.save()
    except IntegrityError as error:
        for restriccion, frase in CHOQUES.items():
            if restriccion in str(error):
                raise ReglaIncumplida(
                    frase.format(posicion=designacion.posicion, persona=designacion.persona)
                ) from error
        raise


@transaction.atomic
def cesar(
    designacion: Designacion, *, ultimo_dia: date, motivo: str, documento: str, por: Usuario
) -> Designacion:
    """End a designación on `ultimo_dia` (included), once nothing of hers is left open.

    Raises ReglaIncumplida while open work has no accepted receiver (TUO LPAG art. 148.4), when
    the day is before its beginning, or when it had already ended.
    """
    designacion = Designacion.objects.select_for_update(of=("self",)).get(pk=designacion.pk)
    if designacion.motivo_termino:
        raise ReglaIncumplida("Esa designación ya terminó.")
    if ultimo_dia < designacion.desde:
        raise ReglaIncumplida("El término es anterior al inicio de la designación.")
    if abiertos := pendientes.por_entregar(designacion, ultimo_dia):
        raise ReglaIncumplida(
            f"Quedan {len(abiertos)} asuntos sin entregar; prepare la entrega de cargo.",
            norma="TUO de la Ley 27444, art. 148.4",
        )
    designacion.rango = DateRange(designacion.desde, ultimo_dia + timedelta(days=1))
    designacion.motivo_termino = MotivoTermino(motivo)
    designacion.documento_fin = documento
    designacion.save(update_fields=["rango", "motivo_termino", "documento_fin"])
    return designacion


@transaction.atomic
def anular(designacion: Designacion, *, motivo: str, por: Usuario) -> Designacion:
    """Annul a designación registered by mistake; it stays on the record with its reason."""
    designacion = Designacion.objects.select_for_update(of=("self",)).get(pk=designacion.pk)
    if designacion.anulada_en:
        raise ReglaIncumplida("Esa designación ya está anulada.")
    if designacion.motivo_termino:
        raise ReglaIncumplida("Una designación que ya terminó no se anula.")
    designacion.anulada_en = timezone.now()
    designacion.motivo_anulacion = f"{motivo} ({por}, {por.calidad})"[:300]
    designacion.save(update_fields=["anulada_en", "motivo_anulacion"])
    return designacion
