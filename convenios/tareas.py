"""What is done about agreements without anybody asking: warn in time, write the next due dates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from cargos.models import Posicion, Usuario
from convenios import fotos
from convenios.acciones.compromiso import regenerar
from convenios.acciones.personas import de_la_posicion
from convenios.estados import VIVOS
from convenios.models import (
    Alerta,
    Compromiso,
    Convenio,
    Ocurrencia,
    ParametroCumplimiento,
    reglas_de_alerta,
)
from convenios.plazos import ventana_de_aviso
from ocisys.base.avisos import avisar

FORMALES = frozenset({"financiero", "informe"})
JEFATURA = "067"


@dataclass(frozen=True)
class Asunto:
    """Something somebody must be told of, `dias` days before its date (negative: after it)."""

    clase: str
    clave: str
    dias: int
    ventanas: tuple[int, ...]
    cargo: Posicion | None
    frase: str
    detalle: str
    enlace: str
    grave: bool


def extender_series(hoy: date) -> int:
    """Write the due dates that endless commitments gained since last time; returns how many."""
    sin_final = Compromiso.objects.filter(
        regla__cantidad=None, regla__fin=None, convenio__etapa__in=sorted(VIVOS)
    ).exclude(regla=None)
    sin_final = sin_final.vigentes(hoy)
    return sum(regenerar(compromiso, hoy=hoy)[0] for compromiso in sin_final)


def preparar_tablero(hoy: date) -> int:
    """Have the fotos of today and tomorrow taken before anybody asks; returns how many."""
    return fotos.preparar(hoy, ParametroCumplimiento.objects.en_vigor(hoy))


def dar_alertas(hoy: date) -> int:
    """Tell whoever answers what falls due, what is overdue and what must be decided.

    Each window warns once (`Alerta`); after the date, again every week until the fact closes it.
    The head is told as well when it presses, and of what no post answers for. Returns how many
    matters were told.
    """
    reglas = reglas_de_alerta()
    dadas = set(Alerta.objects.values_list("clase", "clave", "ventana"))
    n = 0
    for asunto in (*_obligaciones(hoy), *_decisiones(hoy)):
        ventana = ventana_de_aviso(
            asunto.dias, asunto.ventanas, repetir_cada=reglas["repetir_cada"]
        )
        if ventana is None or (asunto.clase, asunto.clave, ventana) in dadas:
            continue
        urge = ventana <= reglas["jefatura_desde"] or asunto.clase == Alerta.Clase.DECISION
        n += _dar(asunto, ventana, _destinatarios(asunto.cargo, urge, hoy), hoy)
    return n


@transaction.atomic
def _dar(asunto: Asunto, ventana: int, personas: list[Usuario], hoy: date) -> bool:
    """Write the warning and its notices together; False if another worker was first."""
    _, nueva = Alerta.objects.get_or_create(
        clase=asunto.clase, clave=asunto.clave, ventana=ventana, defaults={"dada_el": hoy}
    )
    if nueva:
        for persona in personas:
            avisar(
                persona,
                asunto=asunto.frase,
                cuerpo=asunto.detalle,
                enlace=asunto.enlace,
                nivel="rojo" if asunto.grave else "atencion",
            )
    return nueva


def _obligaciones(hoy: date) -> Iterator[Asunto]:
    reglas = reglas_de_alerta()
    lejos = hoy + timedelta(days=max(reglas["obligacion_formal"]))
    filas = (
        Ocurrencia.objects.al(hoy)
        .abiertas()
        .filter(
            compromiso__convenio__etapa__in=sorted(VIVOS),
            compromiso__obligado__lado="sector",
            fecha_exigible__lte=lejos,
        )
        .con_todo()
    )
    critica = ParametroCumplimiento.objects.en_vigor(hoy).criticidad_critica
    for o in filas:
        c = o.compromiso
        dias = (o.fecha_exigible - hoy).days
        yield Asunto(
            clase=Alerta.Clase.OBLIGACION,
            clave=str(o.pk),
            dias=dias,
            ventanas=tuple(reglas["obligacion_formal" if c.clase in FORMALES else "obligacion"]),
            cargo=c.responsable,
            frase=f"{_cuando(dias)}: {c.titulo}",
            detalle=f"{c.convenio}. Vence el {o.fecha_exigible:%d/%m/%Y}.",
            enlace=o.get_absolute_url(),
            grave=dias < 0 and c.criticidad >= critica,
        )


def _decisiones(hoy: date) -> Iterator[Asunto]:
    reglas = reglas_de_alerta()
    p = ParametroCumplimiento.objects.en_vigor(hoy)
    vivos = Convenio.objects.en_curso(hoy).con_fin(hoy).con_decision(hoy)
    for c in vivos.sin_decision(hoy, p).select_related("coordinador"):
        limite, fin = c.decidir_antes_de, c.termina_el
        if limite is None or fin is None:
            continue
        clase = "decision_perfeccionamiento" if c.requiere_perfeccionamiento else "decision"
        dias = (limite - hoy).days
        yield Asunto(
            clase=Alerta.Clase.DECISION,
            clave=f"{c.codigo} {fin}",
            dias=dias,
            ventanas=tuple(reglas[clase]),
            cargo=c.coordinador,
            frase=f"{_cuando(dias)} la decisión de renovar: {c.denominacion}",
            detalle=f"{c.codigo} termina el {fin:%d/%m/%Y}.",
            enlace=f"{c.get_absolute_url()}decidir/",
            grave=dias < 0,
        )


def _cuando(dias: int) -> str:
    if dias < 0:
        return f"Venció hace {-dias} {'día' if dias == -1 else 'días'}"
    return "Vence hoy" if not dias else f"Vence en {dias} {'día' if dias == 1 else 'días'}"


def _destinatarios(cargo: Posicion | None, urge: bool, hoy: date) -> list[Usuario]:
    """Whoever holds the post; the head too when it urges, and when nobody holds it."""
    personas = list(de_la_posicion(cargo.pk, hoy)) if cargo else []
    if urge or not personas:
        jefatura = Posicion.objects.filter(nro_orden=JEFATURA).values_list("pk", flat=True).first()
        personas += [j for j in de_la_posicion(jefatura, hoy) if j not in personas]
    return personas
