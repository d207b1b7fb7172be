"""Recording what international bodies recommend, how far it is, and what implements it."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from cargos.models import Usuario, atribuir, autoria
from convenios.acciones.anular import anular
from convenios.models import AccionImplementacion, CambioNivel, Nivel, Recomendacion
from ocisys.base.reglas import ReglaIncumplida

REGISTRO = "Se registró"


@transaction.atomic
def registrar_recomendacion(
    recomendacion: Recomendacion, *, por: Usuario, hoy: date
) -> Recomendacion:
    """Record a paragraph as it was read; nobody has begun with it yet."""
    recomendacion.registrada_el = hoy
    recomendacion.save(force_insert=True)
    CambioNivel.objects.create(
        recomendacion=recomendacion,
        a=recomendacion.nivel,
        fecha=hoy,
        justificacion=REGISTRO,
        **autoria(por),
    )
    return recomendacion


def corregir_recomendacion(recomendacion: Recomendacion, campos: Iterable[str]) -> Recomendacion:
    """Save what was copied otherwise; its level is not touched, and every version stays in the
    audit table."""
    recomendacion.save(update_fields=list(campos))
    return recomendacion


@transaction.atomic
def cambiar_nivel(
    recomendacion: Recomendacion, *, a: str, fecha: date, justificacion: str, por: Usuario
) -> CambioNivel:
    """Leave it at another level. Raises `ReglaIncumplida` if it is there already or without a
    justification."""
    fila = Recomendacion.objects.select_for_update(of=("self",)).get(pk=recomendacion.pk)
    de, hacia = Nivel(fila.nivel), Nivel(a)
    if de == hacia:
        raise ReglaIncumplida(f"Ya está en «{de.label}».")
    if not justificacion.strip():
        raise ReglaIncumplida("Diga qué justifica el cambio de nivel.")
    fila.nivel = hacia
    fila.save(update_fields=["nivel"])
    return CambioNivel.objects.create(
        recomendacion=fila,
        de=de,
        a=hacia,
        fecha=fecha,
        justificacion=justificacion.strip(),
        **autoria(por),
    )


@transaction.atomic
def agregar_accion(accion: AccionImplementacion, *, por: Usuario) -> AccionImplementacion:
    """Say what puts it into practice."""
    atribuir(accion, por)
    accion.save(force_insert=True)
    return accion


def anular_accion(accion: AccionImplementacion, *, motivo: str, por: Usuario) -> None:
    """Take it back; it stays in sight. Raises `ReglaIncumplida` if it was taken back already."""
    anular(accion, motivo=motivo, por=por, ya="Esa acción ya se anuló.")
