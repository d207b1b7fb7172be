"""Recording and correcting organisations, their contacts and what was spoken with them."""

from datetime import date

from django.db import transaction

from cargos.models import Usuario, atribuir
from convenios.models import (
    Contacto,
    Interaccion,
    Organizacion,
    PerfilEmpresa,
    PerfilEntidad,
    PerfilFuente,
    PerfilOng,
    RegistroApci,
)
from ocisys.base.reglas import ReglaIncumplida

Perfil = PerfilEmpresa | PerfilEntidad | PerfilFuente | PerfilOng


@transaction.atomic
def guardar_organizacion(organizacion: Organizacion, *, por: Usuario, hoy: date) -> Organizacion:
    """Save what somebody has just checked: typing a ficha verifies its data today."""
    organizacion.verificada_el, organizacion.verificada_por = hoy, por
    organizacion.save()
    return organizacion


@transaction.atomic
def verificar_organizacion(organizacion: Organizacion, *, por: Usuario, hoy: date) -> Organizacion:
    """State that the ficha was checked today and nothing had changed."""
    organizacion.verificada_el, organizacion.verificada_por = hoy, por
    organizacion.save(update_fields=["verificada_el", "verificada_por"])
    return organizacion


@transaction.atomic
def anotar_registro(registro: RegistroApci, *, hoy: date) -> RegistroApci:
    """Record what APCI's register says of an organisation, consulted today, or correct what was
    copied wrongly; every version stays in the audit table."""
    registro.consultado_el = hoy
    registro.save()
    return registro


@transaction.atomic
def guardar_perfil(perfil: Perfil, *, por: Usuario, hoy: date) -> None:
    """Save a profile: typing it verifies the whole ficha today."""
    perfil.save()
    verificar_organizacion(perfil.organizacion, por=por, hoy=hoy)


@transaction.atomic
def guardar_contacto(contacto: Contacto, *, hoy: date) -> Contacto:
    """Save a contact as it was checked today."""
    contacto.verificado_el = hoy
    contacto.save()
    return contacto


@transaction.atomic
def anotar_interaccion(
    interaccion: Interaccion, *, por: Usuario, rectifica: Interaccion | None = None
) -> Interaccion:
    """Leave what was spoken with an organisation; `rectifica` is the row that it puts right.

    Raises `ReglaIncumplida` if that one was put right already.
    """
    if rectifica is not None:
        Interaccion.objects.select_for_update(of=("self",)).get(pk=rectifica.pk)
        if Interaccion.objects.filter(rectifica=rectifica).exists():
            raise ReglaIncumplida("Ya fue rectificada: rectifique la última.")
        interaccion.rectifica = rectifica
    atribuir(interaccion, por)
    interaccion.save(force_insert=True)
    return interaccion
