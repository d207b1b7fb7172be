"""Taking a sentence of an issued document as a deadline, discarding it, and meeting it."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from cargos.models import Usuario, autoria
from ocisys.base.computo import calcular_plazo
from ocisys.base.plazos import PlazoInvalido
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.comun import dia_de
from tramite.models import Promesa, Salida
from tramite.models.plazo import NOTIFICAR
from tramite.promesas import Propuesta, proponer


def propuestas_de(salida: Salida) -> list[tuple[Propuesta, date | None]]:
    """What a signed document promises and nobody decided on yet, each with its day if it says one.

    Working days are counted on the calendar of the house.
    """
    if not salida.esta_firmado or salida.firmado_en is None:
        return []
    decididas = set(salida.promesas.values_list("frase", flat=True))
    halladas = proponer(salida.cuerpo, dia_de(salida.firmado_en))
    return [(p, _dia(p, salida.firmado_en)) for p in halladas if p.frase not in decididas]


def _dia(p: Propuesta, firmado_en: datetime) -> date | None:
    if p.vence_el is not None or p.dias is None:
        return p.vence_el
    if p.calendario:
        return dia_de(firmado_en) + timedelta(days=p.dias)
    try:
        return calcular_plazo(NOTIFICAR, firmado_en, cantidad=max(p.dias, 1)).vence_el
    except PlazoInvalido:
        return None


def decidir_promesa(
    salida: Salida,
    *,
    frase: str,
    vence_el: date | None,
    obligado: str,
    por: Usuario,
    ahora: datetime,
) -> Promesa:
    """Watch a sentence until `vence_el`; without a day, discard it.

    Raises ReglaIncumplida when the document is not signed, does not say that, or it was decided.
    """
    if frase not in {p.frase for p, _ in propuestas_de(salida)}:
        raise ReglaIncumplida("Esa frase ya se decidió, o el documento no la dice.")
    if vence_el is not None and salida.firmado_en and vence_el < dia_de(salida.firmado_en):
        raise ReglaIncumplida("El plazo vence antes de que se firmara el documento.")
    try:
        with transaction.atomic():
            return Promesa.objects.create(
                salida=salida,
                frase=frase,
                vence_el=vence_el,
                obligado=obligado,
                **autoria(por, ahora),
            )
    except IntegrityError as error:
        raise ReglaIncumplida("Esa frase ya se decidió.") from error


@transaction.atomic
def cumplir_promesa(promesa: Promesa, *, como: str, por: Usuario, ahora: datetime) -> Promesa:
    """It was done today. Raises ReglaIncumplida when it was already, or it is not watched."""
    promesa = Promesa.objects.select_for_update().get(pk=promesa.pk)
    if promesa.vence_el is None or promesa.cumplida_el is not None:
        raise ReglaIncumplida("Ese plazo ya no está pendiente.")
    promesa.cumplida_el, promesa.como = dia_de(ahora), f"{como} ({por})"[:200]
    promesa.save(update_fields=["cumplida_el", "como"])
    return promesa
