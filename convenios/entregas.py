"""What a designación leaves open about agreements when it ends (TUO LPAG art. 148.4)."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from cargos import pendientes
from cargos.models import Designacion, Posicion, Usuario
from cargos.pendientes import Asunto
from cargos.permisos import Permiso
from convenios.estados import ABIERTOS, VIVOS
from convenios.models import (
    ORIGENES,
    Compromiso,
    Convenio,
    Convocatoria,
    Demanda,
    Gestion,
    InstrumentoInternacional,
)
from convenios.models.gestion import DECIDIDAS
from ocisys.base.reglas import ReglaIncumplida

COMPROMISO, CONVENIO, INSTRUMENTO = "compromiso", "convenio", "instrumento"
DEMANDA, CONVOCATORIA, GESTION = "demanda", "convocatoria", "gestion"


def compromisos_de(designacion: Designacion) -> list[Asunto]:
    """Commitments of that post with a due date still open, in agreements that are alive, in
    instruments that are followed and of meetings."""
    filas = (
        Compromiso.objects.filter(
            Q(convenio__etapa__in=sorted(VIVOS))
            | Q(instrumento__isnull=False, instrumento__termino_el=None)
            | Q(acuerdo__isnull=False),
            responsable=designacion.posicion,
            ocurrencias__estado__in=sorted(ABIERTOS),
        )
        .select_related(*ORIGENES)
        .distinct()
        .order_by("convenio__codigo", "instrumento__siglas", "acuerdo__codigo", "numero")
    )
    return [
        Asunto(
            COMPROMISO,
            str(c.pk),
            f"{c.origen.codigo}, compromiso {c.numero}: {c.titulo}",
            c.get_absolute_url(),
        )
        for c in filas
    ]


def convenios_de(designacion: Designacion) -> list[Asunto]:
    """Agreements alive that that post coordinates."""
    filas = Convenio.objects.filter(coordinador=designacion.posicion, etapa__in=sorted(VIVOS))
    return [
        Asunto(CONVENIO, c.codigo, f"{c.codigo}: {c.denominacion}"[:300], c.get_absolute_url())
        for c in filas.order_by("codigo")
    ]


def instrumentos_de(designacion: Designacion) -> list[Asunto]:
    """International instruments that that post follows."""
    filas = InstrumentoInternacional.objects.filter(
        coordinador=designacion.posicion, termino_el=None
    )
    return [
        Asunto(INSTRUMENTO, str(i.pk), f"{i.siglas}: {i.denominacion}"[:300], i.get_absolute_url())
        for i in filas.order_by("siglas")
    ]


def demandas_de(designacion: Designacion) -> list[Asunto]:
    """Open needs that that post carries."""
    return _por_codigo(DEMANDA, Demanda.objects.abiertas(), designacion)


def convocatorias_de(designacion: Designacion) -> list[Asunto]:
    """Offers that that post follows and that can still be answered."""
    vivas = Convocatoria.objects.vivas(timezone.localdate())
    return _por_codigo(CONVOCATORIA, vivas, designacion)


def gestiones_de(designacion: Designacion) -> list[Asunto]:
    """What that post is raising, suspended or not."""
    filas = Gestion.objects.exclude(etapa__in=sorted(DECIDIDAS))
    return _por_codigo(GESTION, filas.select_related("demanda", "organizacion"), designacion)


def _por_codigo(clase: str, filas: QuerySet[Any], designacion: Designacion) -> list[Asunto]:
    suyas = filas.filter(responsable=designacion.posicion).order_by("codigo")
    return [Asunto(clase, f.codigo, str(f)[:300], f.get_absolute_url()) for f in suyas]


@transaction.atomic
def entregar_compromiso(clave: str, de: Designacion, a: Usuario, por: Usuario) -> None:
    """The post of `a` answers for the commitment from now on."""
    destino = _destino(de, a)
    Compromiso.objects.filter(pk=int(clave), responsable=de.posicion).update(responsable=destino)


@transaction.atomic
def entregar_convenio(clave: str, de: Designacion, a: Usuario, por: Usuario) -> None:
    """The post of `a` coordinates the agreement from now on."""
    destino = _destino(de, a)
    Convenio.objects.filter(codigo=clave, coordinador=de.posicion).update(coordinador=destino)


@transaction.atomic
def entregar_instrumento(clave: str, de: Designacion, a: Usuario, por: Usuario) -> None:
    """The post of `a` follows the instrument from now on."""
    destino = _destino(de, a)
    suyos = InstrumentoInternacional.objects.filter(pk=int(clave), coordinador=de.posicion)
    suyos.update(coordinador=destino)


def _entregar(modelo: type[Any]) -> Callable[[str, Designacion, Usuario, Usuario], None]:
    """How a row of that model passes to the post of whoever receives it."""

    def entregar(clave: str, de: Designacion, a: Usuario, por: Usuario) -> None:
        filas = modelo.objects.filter(codigo=clave, responsable=de.posicion)
        filas.update(responsable=_destino(de, a))

    return entregar


def _destino(de: Designacion, a: Usuario) -> Posicion:
    """The post that takes over: the same one when the receiver holds it."""
    if de.posicion_id in {d.posicion_id for d in a.designaciones_hoy}:
        return de.posicion
    if a.designacion_principal is None:
        raise ReglaIncumplida("Quien recibe no tiene un cargo en la oficina.")
    return a.designacion_principal.posicion


def declarar() -> None:
    """Called once by `ConveniosConfig.ready`."""
    for clase, listar, transferir, modelo, campo in (
        (COMPROMISO, compromisos_de, entregar_compromiso, Compromiso, "pk"),
        (CONVENIO, convenios_de, entregar_convenio, Convenio, "codigo"),
        (INSTRUMENTO, instrumentos_de, entregar_instrumento, InstrumentoInternacional, "pk"),
        (DEMANDA, demandas_de, _entregar(Demanda), Demanda, "codigo"),
        (CONVOCATORIA, convocatorias_de, _entregar(Convocatoria), Convocatoria, "codigo"),
        (GESTION, gestiones_de, _entregar(Gestion), Gestion, "codigo"),
    ):
        legibles = pendientes.de(modelo, campo, Permiso.CONVENIO_VER)
        pendientes.registrar(clase, listar=listar, transferir=transferir, legibles=legibles)
