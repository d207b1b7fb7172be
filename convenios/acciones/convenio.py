"""Recording an agreement, its parties, its milestones, its adendas and the decision to renew it."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max, QuerySet

from cargos.models import Usuario, autoria
from convenios.estados import INICIALES, VIVOS, Etapa, TransicionInvalida
from convenios.models import (
    Adenda,
    Convenio,
    DecisionRenovacion,
    Documento,
    Hito,
    Organizacion,
    Parte,
    TransicionEtapa,
)
from ocisys.base.numeros import tomar_numero
from ocisys.base.reglas import ReglaIncumplida
from ocisys.base.sellado import sellar

SERIE = "convenio"


@transaction.atomic
def registrar_convenio(
    convenio: Convenio, *, por: Usuario, etapa: str = Etapa.IDEA, hoy: date
) -> Convenio:
    """Give the next code of the year to a new convenio, in one of the initial stages.

    Raises `TransicionInvalida` for another stage: a convenio is not born in execution.
    """
    if Etapa(etapa) not in INICIALES:
        raise TransicionInvalida(f"Un convenio no se registra ya en «{Etapa(etapa).label}».")
    convenio.etapa = etapa
    convenio.verificado_el = hoy
    convenio.codigo = codigo_de(hoy.year, tomar_numero(SERIE, hoy.year))
    convenio.save()
    TransicionEtapa.objects.create(
        convenio=convenio,
        a=etapa,
        fecha=(convenio.fecha_suscripcion if etapa == Etapa.SUSCRITO else None) or hoy,
        motivo="Registro",
        **autoria(por),
    )
    return convenio


def codigo_de(anio: int, numero: int) -> str:
    """`(2026, 7)` → `OCI-2026-0007`."""
    return f"OCI-{anio}-{numero:04d}"


@transaction.atomic
def actualizar_convenio(convenio: Convenio, *, hoy: date) -> Convenio:
    """Save corrected data; every version stays in the audit table."""
    convenio.verificado_el = hoy
    convenio.save()
    return convenio


@transaction.atomic
def agregar_parte(
    convenio: Convenio, *, organizacion: Organizacion, lado: str, roles: list[int], **datos: str
) -> Parte:
    """Add an organisation to one side. Raises `ReglaIncumplida` if it is already a party."""
    Convenio.objects.select_for_update(of=("self",)).get(pk=convenio.pk)
    if convenio.partes.filter(organizacion=organizacion).exists():
        raise ReglaIncumplida(f"{organizacion} ya es parte de este convenio.")
    orden = convenio.partes.filter(lado=lado).count()
    return Parte.objects.create(
        convenio=convenio, organizacion=organizacion, lado=lado, roles=roles, orden=orden, **datos
    )


@transaction.atomic
def retirar_parte(parte: Parte) -> None:
    """Take out a party recorded by mistake; refused once it owes something."""
    if parte.compromisos.exists():
        raise ReglaIncumplida(f"{parte} tiene compromisos registrados: no puede retirarse.")
    parte.hitos.update(parte=None)
    parte.delete()


@transaction.atomic
def anotar_hito(hito: Hito, *, por: Usuario) -> Hito:
    """Record a dated fact with its source. The first of its kind is the chosen one; a second date
    stays beside it, not chosen, until somebody chooses with a reason."""
    Convenio.objects.select_for_update(of=("self",)).get(pk=hito.convenio_id)
    hito.elegido = not _rivales(hito).filter(elegido=True).exists()
    hito.registrado_por = por
    hito.save()
    return hito


@transaction.atomic
def elegir_hito(hito: Hito, *, motivo: str) -> Hito:
    """Prefer this date over those of other sources, which are kept."""
    Convenio.objects.select_for_update(of=("self",)).get(pk=hito.convenio_id)
    _rivales(hito).update(elegido=False)
    hito.elegido, hito.motivo_eleccion = True, motivo
    hito.save(update_fields=["elegido", "motivo_eleccion"])
    return hito


def _rivales(hito: Hito) -> QuerySet[Hito]:
    return Hito.objects.filter(
        convenio=hito.convenio_id, tipo=hito.tipo, parte=hito.parte_id
    ).exclude(pk=hito.pk)


@transaction.atomic
def decidir_renovacion(
    convenio: Convenio, *, sentido: str, motivo: str, fecha: date, por: Usuario
) -> DecisionRenovacion:
    """Leave the decision on the end in force on `fecha`. Raises `ReglaIncumplida` if it has no end
    or is no longer alive."""
    convenio = Convenio.objects.select_for_update(of=("self",)).get(pk=convenio.pk)
    fin = convenio.fin_al(fecha)
    if Etapa(convenio.etapa) not in VIVOS:
        raise ReglaIncumplida(f"El convenio está {convenio.get_etapa_display().lower()}.")
    if fin is None:
        raise ReglaIncumplida("El convenio no tiene una fecha de fin sobre la cual decidir.")
    return DecisionRenovacion.objects.create(
        convenio=convenio,
        sentido=sentido,
        motivo=motivo,
        fecha=fecha,
        sobre_fin=fin,
        **autoria(por),
    )


@transaction.atomic
def agregar_adenda(adenda: Adenda, *, por: Usuario) -> Adenda:
    """Record a signed adenda, numbered after the last; the convenio's own row is not touched.

    After the expiry it is «extemporánea» and needs its reason (and the opinion of OGAJ as hito).
    """
    convenio = Convenio.objects.select_for_update(of=("self",)).get(pk=adenda.convenio_id)
    if not convenio.es_firmado:
        raise ReglaIncumplida("Sólo un convenio suscrito puede tener adendas.")
    fin = convenio.fin_al(adenda.fecha)
    if fin is not None and adenda.fecha > fin and not adenda.extemporanea_razon:
        raise ReglaIncumplida(
            f"El convenio venció el {fin:%d/%m/%Y}: la adenda es extemporánea y debe decir por qué."
        )
    ultimo = convenio.adendas.aggregate(n=Max("numero"))["n"] or 0
    adenda.numero = ultimo + 1
    for campo, valor in autoria(por).items():
        setattr(adenda, campo, valor)
    adenda.save()
    return adenda


@transaction.atomic
def agregar_documento(
    convenio: Convenio, *, archivo: UploadedFile, por: Usuario, **datos: Any
) -> Documento:
    """Seal a file of the agreement. Raises `ArchivoRechazado` if it cannot be received."""
    return Documento.objects.create(
        convenio=convenio, archivo=sellar(archivo, por=por), subido_por=por, **datos
    )
