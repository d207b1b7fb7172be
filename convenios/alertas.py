"""What somebody must be told of today: every matter with a date that has not been settled.

Each matter is computed from the facts; once the fact changes it is not here any more, and its
warning closes by itself.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain

from django.db.models import Q
from django.urls import reverse

from cargos.permisos import CARGO_DE_JEFATURA
from convenios.alertas_demanda import cierres, pasos_de_gestion
from convenios.alertas_trato import (
    calificaciones,
    designaciones,
    dias_desde_un_lunes,
    pasos,
    por_actualizar,
    posicion_de,
    registros,
    requerimientos,
)
from convenios.asunto import Asunto, cuando
from convenios.declaracion import por_presentar
from convenios.estados import VIVOS
from convenios.models import (
    Alerta,
    Convenio,
    Ocurrencia,
    ParametroCumplimiento,
    ReglasAlerta,
    Seguimiento,
)
from convenios.models.convenios import en_curso

FORMALES = frozenset({"financiero", "informe"})
C = Alerta.Clase
ESCALAN = frozenset({C.OBLIGACION, C.DECISION, C.REQUERIMIENTO, C.DESIGNACION, C.DECLARACION})
"""What the head hears of as well, once its date is near."""


def lo_oye_la_jefatura(asunto: Asunto, ventana: int, reglas: ReglasAlerta) -> bool:
    """Whether the head is told besides whoever answers: decisions at once, the rest when near."""
    sube = asunto.clase in ESCALAN and ventana <= reglas.jefatura_desde
    return sube or asunto.clase == C.DECISION


def asuntos(hoy: date, reglas: ReglasAlerta) -> Iterator[Asunto]:
    """Every matter of every kind, up to the widest of its windows."""
    return chain(
        _obligaciones(hoy, reglas),
        _internacionales(hoy, reglas),
        _acuerdos(hoy, reglas),
        _acciones(hoy, reglas),
        _decisiones(hoy, reglas),
        _declaraciones(hoy, reglas),
        _huerfanas(hoy),
        registros(hoy, reglas),
        calificaciones(hoy, reglas),
        requerimientos(hoy, reglas),
        pasos(hoy, reglas),
        por_actualizar(hoy, reglas),
        cierres(hoy, reglas),
        pasos_de_gestion(hoy, reglas),
        designaciones(hoy, reglas),
    )


def _obligaciones(hoy: date, reglas: ReglasAlerta) -> Iterator[Asunto]:
    formal, otra = reglas.ventanas["obligacion_formal"], reglas.ventanas["obligacion"]
    filas = (
        Ocurrencia.objects.al(hoy)
        .abiertas()
        .filter(
            compromiso__convenio__etapa__in=sorted(VIVOS),
            compromiso__obligado__lado="sector",
            fecha_exigible__lte=hoy + timedelta(days=max(*formal, *otra)),
        )
        .con_todo()
    )
    critica = ParametroCumplimiento.objects.en_vigor(hoy).criticidad_critica
    for o in filas:
        yield _vence(o, hoy, formal if o.compromiso.clase in FORMALES else otra, critica)


def _internacionales(hoy: date, reglas: ReglasAlerta) -> Iterator[Asunto]:
    """What the State owes abroad: written by several institutions, it is told long before."""
    ventanas = reglas.ventanas["obligacion_internacional"]
    lejos = hoy + timedelta(days=max(ventanas))
    abiertas = Ocurrencia.objects.al(hoy).abiertas().internacionales(hoy)
    critica = ParametroCumplimiento.objects.en_vigor(hoy).criticidad_critica
    for o in abiertas.filter(fecha_exigible__lte=lejos).con_origen():
        yield _vence(o, hoy, ventanas, critica)


def _acuerdos(hoy: date, reglas: ReglasAlerta) -> Iterator[Asunto]:
    """What meetings agreed; what is of somebody outside is told to the post that wrote it down."""
    ventanas = reglas.ventanas["obligacion"]
    lejos = hoy + timedelta(days=max(ventanas))
    abiertas = Ocurrencia.objects.al(hoy).abiertas().de_acuerdos().con_origen()
    critica = ParametroCumplimiento.objects.en_vigor(hoy).criticidad_critica
    filas = abiertas.filter(fecha_exigible__lte=lejos)
    for o in filas.select_related("compromiso__acuerdo__por_posicion"):
        asunto = _vence(o, hoy, ventanas, critica)
        acuerdo = o.compromiso.acuerdo
        yield replace(asunto, cargo=asunto.cargo or acuerdo.por_posicion)


def _vence(o: Ocurrencia, hoy: date, ventanas: tuple[int, ...], critica: int) -> Asunto:
    """The matter of one obligation, whatever it comes from."""
    c, dias = o.compromiso, (o.fecha_exigible - hoy).days
    return Asunto(
        clase=Alerta.Clase.OBLIGACION,
        clave=str(o.pk),
        dias=dias,
        ventanas=ventanas,
        cargo=c.responsable,
        que=f"{c.titulo} ({c.origen.codigo})",
        frase=f"{cuando(dias)}: {c.titulo} ({c.origen.codigo})",
        detalle=f"{c.origen}. Vence el {o.fecha_exigible:%d/%m/%Y}.",
        enlace=o.get_absolute_url(),
        grave=dias < 0 and c.criticidad >= critica,
    )


def _acciones(hoy: date, reglas: ReglasAlerta) -> Iterator[Asunto]:
    """Next actions written in the last note of an obligation that is still somebody's work."""
    ventanas = reglas.ventanas["siguiente_paso"]
    abiertas = Ocurrencia.objects.al(hoy).abiertas()
    de_convenios = Q(
        compromiso__convenio__etapa__in=sorted(VIVOS), compromiso__obligado__lado="sector"
    )
    internacionales = abiertas.internacionales(hoy).order_by().values("pk")
    de_acuerdos = Q(compromiso__acuerdo__isnull=False)
    ultimos = Seguimiento.objects.ultimos_de(
        abiertas.filter(de_convenios | Q(pk__in=internacionales) | de_acuerdos)
    )
    for s in ultimos.filter(proxima_el__lte=hoy + timedelta(days=max(ventanas))):
        o, dias = s.ocurrencia, ((s.proxima_el or hoy) - hoy).days
        que = f"{s.proxima_accion}, para «{o.compromiso.titulo}» ({o.compromiso.origen.codigo})"
        yield Asunto(
            clase=Alerta.Clase.PASO,
            clave=f"seguimiento {s.pk}",
            dias=dias,
            ventanas=ventanas,
            cargo=s.por_posicion,
            que=que,
            frase=f"{cuando(dias)}: {que}",
            detalle="Es la próxima acción que se anotó. Se cierra al anotar el siguiente avance.",
            enlace=o.get_absolute_url(),
        )


def _decisiones(hoy: date, reglas: ReglasAlerta) -> Iterator[Asunto]:
    p = ParametroCumplimiento.objects.en_vigor(hoy)
    vivos = Convenio.objects.en_curso(hoy).con_fin(hoy).con_decision(hoy)
    for c in vivos.sin_decision(hoy, p).select_related("coordinador"):
        limite, fin = c.decidir_antes_de, c.termina_el
        if limite is None or fin is None:
            continue
        dias = (limite - hoy).days
        yield Asunto(
            clase=Alerta.Clase.DECISION,
            clave=f"{c.codigo} {fin}",
            dias=dias,
            ventanas=_ventanas_de_decision(c, reglas),
            cargo=c.coordinador,
            que=f"Decidir la renovación: {c.denominacion} ({c.codigo})",
            frase=f"{cuando(dias)} la decisión de renovar: {c.denominacion}",
            detalle=f"{c.codigo} termina el {fin:%d/%m/%Y}.",
            enlace=f"{c.get_absolute_url()}decidir/",
            grave=dias < 0,
        )


def _declaraciones(hoy: date, reglas: ReglasAlerta) -> Iterator[Asunto]:
    """The yearly declaration to APCI; those who are in charge answer for it in person."""
    cargo = posicion_de(reglas.cargo_fuentes)
    for d in por_presentar(hoy):
        dias = (d.vence_el - hoy).days
        yield Asunto(
            clase=C.DECLARACION,
            clave=f"{d.anio} {d.vence_el}",
            dias=dias,
            ventanas=reglas.ventanas["declaracion"],
            cargo=cargo,
            que=f"Declaración anual a APCI de {d.anio}",
            frase=f"{cuando(dias)} la declaración anual a APCI de {d.anio}",
            detalle=f"Vence el {d.vence_el:%d/%m/%Y} ({d.norma}). Necesita datos de los Programas.",
            enlace=reverse("convenios:declaracion"),
            grave=dias < 0,
        )


def _huerfanas(hoy: date) -> Iterator[Asunto]:
    """Obligations whose post nobody holds, or without one: the head gives them an owner."""
    propias = Ocurrencia.objects.filter(
        en_curso(hoy, "compromiso__convenio__"), compromiso__obligado__lado="sector"
    )
    n = propias.al(hoy).huerfanas(hoy).count()
    if n:
        yield _sin_titular("sector", n, "obligación", "obligaciones", "lado=sector", hoy)
    if n := Ocurrencia.objects.al(hoy).internacionales(hoy).huerfanas(hoy).count():
        una, varias = "obligación internacional", "obligaciones internacionales"
        yield _sin_titular("internacional", n, una, varias, "alcance=internacional", hoy)
    if n := Ocurrencia.objects.al(hoy).de_acuerdos().huerfanas(hoy).count():
        yield _sin_titular("acuerdos", n, "acuerdo", "acuerdos", "alcance=acuerdos", hoy)


def _sin_titular(clave: str, n: int, una: str, varias: str, pedido: str, hoy: date) -> Asunto:
    que = f"{n} {una if n == 1 else varias} sin titular que responda"
    return Asunto(
        clase=C.HUERFANA,
        clave=clave,
        dias=dias_desde_un_lunes(hoy),
        ventanas=(),
        cargo=posicion_de(CARGO_DE_JEFATURA),
        que=que,
        frase=que,
        detalle="Designe o encargue a alguien, o cambie el cargo responsable.",
        enlace=f"{reverse('convenios:compromisos')}?{pedido}&situacion=huerfanas",
        sin_fecha=True,
    )


def _ventanas_de_decision(c: Convenio, reglas: ReglasAlerta) -> tuple[int, ...]:
    """Days before the limit: the notice date with its own windows, and before them those of the end
    that come earlier, so that a notice date does not make the first warning come later."""
    clase = "decision_perfeccionamiento" if c.requiere_perfeccionamiento else "decision_fin"
    fin = reglas.ventanas[clase]
    if not c.preaviso_dias:
        return fin
    propias = reglas.ventanas["decision"]
    antes = (v - c.preaviso_dias for v in fin)
    return (*(v for v in antes if v > max(propias)), *propias)
