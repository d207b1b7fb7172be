"""A sender that the desk meets for the first time."""

from convenios.models import Organizacion
from ocisys.base.busqueda import plano
from tramite.models import Remitente


def asegurar(remitente: Remitente) -> Remitente:
    """The saved sender that this one means: itself, the one with its RUC or DNI, or a new row."""
    if remitente.pk is not None:
        return remitente
    if organizacion := _organizacion_de(remitente):
        return de_organizacion(organizacion)
    for campo in ("dni", "ruc"):
        documento = getattr(remitente, campo)
        if documento and (conocido := Remitente.objects.filter(**{campo: documento}).first()):
            return conocido
    remitente.nombre_busqueda = texto_de_busqueda(remitente.nombre)
    remitente.save(force_insert=True)
    return remitente


def texto_de_busqueda(nombre: str, siglas: str = "") -> str:
    """What the suggestions look into, without accents."""
    return plano(f"{nombre} {siglas}")[:260]


def _organizacion_de(remitente: Remitente) -> Organizacion | None:
    if remitente.organizacion is not None:
        return remitente.organizacion
    conocidas = Organizacion.objects.en_uso()
    return conocidas.filter(ruc=remitente.ruc).first() if remitente.ruc else None


def de_organizacion(organizacion: Organizacion) -> Remitente:
    """The sender that stands for an organisation, made the first time it writes."""
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
