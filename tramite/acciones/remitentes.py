"""A sender that the desk meets for the first time."""

from django.db import transaction

from convenios.models import Organizacion
from ocisys.base.busqueda import plano
from tramite.models import Remitente


def texto_de_busqueda(nombre: str, siglas: str = "") -> str:
    return plano(f"{nombre} {siglas}")[:260]


@transaction.atomic
def remitente_nuevo(
    *,
    nombre: str,
    clase: str,
    documento: str = "",
    organizacion: Organizacion | None = None,
) -> Remitente:
    """Find by RUC or DNI, or create, the sender `nombre`; nothing but the name is required.

    `documento` is a DNI for a person or a RUC for an entity, both already checked by the form. An
    entity whose RUC is among the organisations is linked to it.
    """
    es_persona = clase == Remitente.Clase.PERSONA
    campo = "dni" if es_persona else "ruc"
    if documento and (conocido := Remitente.objects.filter(**{campo: documento}).first()):
        return conocido
    if organizacion is None and documento and not es_persona:
        organizacion = Organizacion.objects.filter(ruc=documento).first()
    if organizacion is not None:
        return de_organizacion(organizacion)
    return Remitente.objects.create(
        clase=clase,
        nombre=nombre,
        nombre_busqueda=texto_de_busqueda(nombre),
        **({campo: documento} if documento else {}),
    )


def de_organizacion(organizacion: Organizacion) -> Remitente:
    """The sender that stands for an organisation of the register, made the first time it writes."""
    remitente, _ = Remitente.objects.get_or_create(
        organizacion=organizacion,
        defaults={
            "clase": Remitente.Clase.ENTIDAD,
            "nombre": str(organizacion)[:200],
            "nombre_busqueda": texto_de_busqueda(organizacion.nombre, organizacion.siglas),
            "ruc": organizacion.ruc,
        },
    )
    return remitente
