"""What is done to raise money for a need with a source."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from cargos.models import Usuario, atribuir, autoria
from convenios.acciones import pasos
from convenios.acciones.demanda import financiar
from convenios.models import Convenio, Demanda, Gestion, PasoGestion
from convenios.models.demanda import ABIERTAS
from convenios.models.emparejamiento import necesidad_de
from convenios.models.gestion import (
    DECIDIDAS,
    PIDE_MOTIVO,
    EtapaGestion,
    GestionQuerySet,
    etapas_siguientes,
)
from convenios.models.organizacion import Organizacion
from ocisys.base.numeros import tomar_codigo
from ocisys.base.reglas import ReglaIncumplida

SERIE = "gestion"
G = EtapaGestion


@transaction.atomic
def abrir_gestion(fila: Gestion, *, por: Usuario, hoy: date) -> Gestion:
    """Take a need to a source. Raises `ReglaIncumplida` if the need is over, is not asked of that
    kind of source, or is being raised with it already."""
    demanda = Demanda.objects.select_for_update(of=("self",)).get(pk=fila.demanda_id)
    if demanda.estado not in ABIERTAS:
        raise ReglaIncumplida(f"{demanda.codigo} está {demanda.get_estado_display().lower()}.")
    if not se_pide_a(demanda, fila.organizacion):
        raise ReglaIncumplida(f"{demanda.codigo} se pide a: {demanda.get_destino_display()}.")
    if ya := abiertas_con(demanda, fila.organizacion).first():
        raise ReglaIncumplida(f"Ya se gestiona con esa organización: {ya.codigo}.")
    atribuir(fila, por)
    fila.abierta_el = hoy
    fila.codigo = tomar_codigo("GES", SERIE, hoy.year)
    fila.save(force_insert=True)
    _anotar(fila, de="", fecha=hoy, por=por, nota="", documento="")
    return fila


def se_pide_a(demanda: Demanda, quien: Organizacion) -> bool:
    """Whether the need is asked of that kind of source: of companies, of the others, or both."""
    n = necesidad_de(demanda)
    return n.a_empresas if quien.clase == Organizacion.Clase.EMPRESA else n.a_fuentes


def abiertas_con(demanda: Demanda, quien: Organizacion) -> GestionQuerySet:
    """The gestiones of that need with that source that are not decided: one at most."""
    return Gestion.objects.filter(demanda=demanda, organizacion=quien).exclude(
        etapa__in=sorted(DECIDIDAS)
    )


@transaction.atomic
def avanzar_gestion(
    gestion: Gestion,
    *,
    a: str,
    fecha: date,
    probabilidad: int,
    por: Usuario,
    nota: str = "",
    documento: str = "",
    siguiente_paso: str = "",
    siguiente_el: date | None = None,
) -> PasoGestion:
    """Record what happened: another stage, or the same one with a note. Raises `ReglaIncumplida` if
    it cannot follow, or if it stops without a reason."""
    fila, hacia = pasos.bloquear(gestion), G(a)
    if hacia == G.GANADA:
        raise ReglaIncumplida("Para darla por ganada diga cuánto de lo pedido queda financiado.")
    de = G(fila.etapa)
    _puede_pasar(fila, hacia, fecha)
    if hacia in PIDE_MOTIVO and not nota.strip():
        raise ReglaIncumplida("Diga por qué: es lo que servirá para la próxima.")
    if hacia == de and not nota.strip():
        raise ReglaIncumplida("Si no cambia de etapa, diga qué pasó.")
    sigue = hacia != G.PERDIDA
    fila.etapa = hacia
    fila.probabilidad = probabilidad if sigue else 0
    fila.siguiente_paso = siguiente_paso if sigue else ""
    fila.siguiente_el = siguiente_el if sigue else None
    fila.save(update_fields=["etapa", "probabilidad", "siguiente_paso", "siguiente_el"])
    return _anotar(fila, de=de, fecha=fecha, por=por, nota=nota, documento=documento)


@transaction.atomic
def ganar_gestion(
    gestion: Gestion,
    *,
    fecha: date,
    por: Usuario,
    financiado: Decimal | None = None,
    convenio: Convenio | None = None,
    nota: str = "",
    documento: str = "",
) -> PasoGestion:
    """The source pays: the need follows as financed. Raises `ReglaIncumplida` if nobody committed
    yet, or if the need was never presented."""
    fila = pasos.bloquear(gestion)
    de = G(fila.etapa)
    _puede_pasar(fila, G.GANADA, fecha)
    financiar(
        fila.demanda,
        fecha=fecha,
        por=por,
        financiado=financiado,
        convenio=convenio,
        nota=f"Por la gestión {fila.codigo}.",
        documento=documento,
    )
    fila.etapa, fila.probabilidad, fila.convenio = G.GANADA, 100, convenio
    fila.siguiente_paso, fila.siguiente_el = "", None
    fila.save(update_fields=["etapa", "probabilidad", "convenio", "siguiente_paso", "siguiente_el"])
    return _anotar(fila, de=de, fecha=fecha, por=por, nota=nota, documento=documento)


def _puede_pasar(fila: Gestion, hacia: EtapaGestion, fecha: date) -> None:
    de = G(fila.etapa)
    siguientes = etapas_siguientes(de)
    nota = hacia == de and bool(siguientes)
    if hacia not in siguientes and not nota:
        termina = "Ahí termina: si se retoma, es otra."
        raise pasos.no_sigue(de, hacia, siguientes, si_termina=termina)
    pasos.verificar_fecha(fila, fecha)


def _anotar(
    fila: Gestion, *, de: str, fecha: date, por: Usuario, nota: str, documento: str
) -> PasoGestion:
    return PasoGestion.objects.create(
        gestion=fila,
        de=de,
        a=fila.etapa,
        fecha=fecha,
        nota=nota.strip(),
        documento=documento,
        probabilidad=fila.probabilidad,
        siguiente_paso=fila.siguiente_paso,
        siguiente_el=fila.siguiente_el,
        **autoria(por),
    )
