"""What a designación leaves open about agreements when it ends (TUO LPAG art. 148.4)."""

from django.db import transaction
from django.db.models import Q

from cargos import pendientes
from cargos.models import Designacion, Posicion, Usuario
from cargos.pendientes import Asunto
from convenios.estados import ABIERTOS, VIVOS
from convenios.models import ORIGENES, Compromiso, Convenio, InstrumentoInternacional
from ocisys.base.reglas import ReglaIncumplida

COMPROMISO, CONVENIO, INSTRUMENTO = "compromiso", "convenio", "instrumento"


def compromisos_de(designacion: Designacion) -> list[Asunto]:
    """Commitments of that post with a due date still open, in agreements that are alive and in
    instruments that are followed."""
    filas = (
        Compromiso.objects.filter(
            Q(convenio__etapa__in=sorted(VIVOS))
            | Q(instrumento__isnull=False, instrumento__termino_el=None),
            responsable=designacion.posicion,
            ocurrencias__estado__in=sorted(ABIERTOS),
        )
        .select_related(*ORIGENES)
        .distinct()
        .order_by("convenio__codigo", "instrumento__siglas", "numero")
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


def _destino(de: Designacion, a: Usuario) -> Posicion:
    """The post that takes over: the same one when the receiver holds it."""
    if de.posicion_id in {d.posicion_id for d in a.designaciones_hoy}:
        return de.posicion
    if a.designacion_principal is None:
        raise ReglaIncumplida("Quien recibe no tiene un cargo en la oficina.")
    return a.designacion_principal.posicion


def declarar() -> None:
    """Called once by `ConveniosConfig.ready`."""
    pendientes.registrar(COMPROMISO, listar=compromisos_de, transferir=entregar_compromiso)
    pendientes.registrar(CONVENIO, listar=convenios_de, transferir=entregar_convenio)
    pendientes.registrar(INSTRUMENTO, listar=instrumentos_de, transferir=entregar_instrumento)
