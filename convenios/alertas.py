"""What somebody must be told of today: every matter with a date that has not been settled.

Each matter is computed from the facts; once the fact changes it is not here any more, and its
warning closes by itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from cargos.models import Designacion, Posicion
from convenios.cifras import Parametros
from convenios.estados import VIVOS
from convenios.models import (
    Alerta,
    Convenio,
    Interaccion,
    Ocurrencia,
    Organizacion,
    ParametroCumplimiento,
    PerfilOng,
    RegistroApci,
    Requerimiento,
    reglas_de_alerta,
)
from convenios.models.organizacion import POTENCIALES
from convenios.models.requerimiento import Situacion

FORMALES = frozenset({"financiero", "informe"})
FUENTES, EMPRESAS = "068", "069"
LUNES = date(2000, 1, 3)
"""A Monday long ago: what has no date of its own is told once a week, counted from here."""

OLVIDO = timedelta(days=60)
"""A next step that nobody took for longer than this is not insisted upon."""


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


def asuntos(hoy: date) -> Iterator[Asunto]:
    """Every matter of every kind, whatever its window."""
    return chain(
        _obligaciones(hoy),
        _decisiones(hoy),
        _registros(hoy),
        _calificaciones(hoy),
        _requerimientos(hoy),
        _pasos(hoy),
        _por_actualizar(hoy),
        _designaciones(hoy),
    )


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
            frase=f"{_cuando(dias)}: {c.titulo} ({c.convenio.codigo})",
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
        dias = (limite - hoy).days
        yield Asunto(
            clase=Alerta.Clase.DECISION,
            clave=f"{c.codigo} {fin}",
            dias=dias,
            ventanas=_ventanas_de_decision(c, reglas),
            cargo=c.coordinador,
            frase=f"{_cuando(dias)} la decisión de renovar: {c.denominacion}",
            detalle=f"{c.codigo} termina el {fin:%d/%m/%Y}.",
            enlace=f"{c.get_absolute_url()}decidir/",
            grave=dias < 0,
        )


def _ventanas_de_decision(c: Convenio, reglas: Mapping[str, Any]) -> tuple[int, ...]:
    """Days before the limit: the notice date with its own windows, and before them those of the end
    that come earlier, so that a notice date does not make the first warning come later."""
    fin = reglas["decision_perfeccionamiento" if c.requiere_perfeccionamiento else "decision_fin"]
    if not c.preaviso_dias:
        return tuple(fin)
    propias = reglas["decision"]
    antes = (v - c.preaviso_dias for v in fin)
    return (*(v for v in antes if v > max(propias)), *propias)


def _cuando(dias: int) -> str:
    if dias < 0:
        return f"Venció hace {-dias} {'día' if dias == -1 else 'días'}"
    return "Vence hoy" if not dias else f"Vence en {dias} {'día' if dias == 1 else 'días'}"


def _registros(hoy: date) -> Iterator[Asunto]:
    """Inscriptions in APCI of the parties of agreements in course."""
    ventanas = tuple(reglas_de_alerta()["registro"])
    vivos = Convenio.objects.en_curso(hoy).values("pk")
    filas = RegistroApci.objects.filter(organizacion__partes__convenio__in=vivos)
    cargo = _posicion(FUENTES)
    for r in filas.ultimo_por_organizacion().select_related("organizacion"):
        dias = r.dias_al(hoy)
        if dias is None or r.hasta is None or dias > max(ventanas):
            continue
        yield Asunto(
            clase=Alerta.Clase.REGISTRO,
            clave=f"{r.organizacion_id} {r.registro} {r.hasta}",
            dias=dias,
            ventanas=ventanas,
            cargo=cargo,
            frase=f"{_cuando(dias)} el registro {r} de {r.organizacion}",
            detalle=f"Es parte de convenios en curso. Rige hasta el {r.hasta:%d/%m/%Y}.",
            enlace=r.organizacion.get_absolute_url(),
            grave=False,
        )


def _calificaciones(hoy: date) -> Iterator[Asunto]:
    """Qualifications of SUNAT to receive donations."""
    ventanas = tuple(reglas_de_alerta()["calificacion"])
    cargo = _posicion(FUENTES)
    lejos = hoy + timedelta(days=max(ventanas))
    filas = PerfilOng.objects.filter(
        perceptora_hasta__lte=lejos,
        organizacion__absorbida_por=None,
        organizacion__estado=Organizacion.Estado.ACTIVA,
    )
    for perfil in filas.select_related("organizacion"):
        hasta = perfil.perceptora_hasta or hoy
        dias = (hasta - hoy).days
        yield Asunto(
            clase=Alerta.Clase.CALIFICACION,
            clave=f"{perfil.pk} {hasta}",
            dias=dias,
            ventanas=ventanas,
            cargo=cargo,
            frase=f"{_cuando(dias)} la calificación de SUNAT de {perfil.organizacion}",
            detalle="Sin ella, quien le dona no puede deducirlo (LIR, art. 37 incisos x, x.1).",
            enlace=perfil.organizacion.get_absolute_url(),
            grave=False,
        )


def _requerimientos(hoy: date) -> Iterator[Asunto]:
    """What was asked of other units and is not answered yet; the reminder is ours to send."""
    ventanas = tuple(reglas_de_alerta()["requerimiento"])
    filas = Requerimiento.objects.para_lista(hoy).select_related("por_posicion")
    abiertos = filas.en_situacion(Situacion.POR_RESPONDER, hoy) | filas.en_situacion(
        Situacion.VENCIDO, hoy
    )
    for r in abiertos.filter(responder_hasta__lte=hoy + timedelta(days=max(ventanas))):
        dias = (r.responder_hasta - hoy).days
        yield Asunto(
            clase=Alerta.Clase.REQUERIMIENTO,
            clave=str(r.pk),
            dias=dias,
            ventanas=ventanas,
            cargo=r.por_posicion,
            frase=f"{_cuando(dias)} la respuesta a {r.codigo}: {r.asunto}",
            detalle=f"Se pidió el {r.enviado_el:%d/%m/%Y}; {r.convenio.codigo}. Recuérdelo.",
            enlace=r.get_absolute_url(),
            grave=False,
        )


def _pasos(hoy: date) -> Iterator[Asunto]:
    """Next steps agreed in a conversation, until somebody speaks with them again."""
    ventanas = tuple(reglas_de_alerta()["siguiente_paso"])
    despues = Interaccion.objects.filter(
        organizacion=OuterRef("organizacion"), pk__gt=OuterRef("pk"), rectifica=None
    )
    filas = Interaccion.objects.validas().filter(
        ~Exists(despues),
        siguiente_el__gte=hoy - OLVIDO,
        siguiente_el__lte=hoy + timedelta(days=max(ventanas)),
    )
    for i in filas.para_lista().select_related("por_posicion"):
        dias = ((i.siguiente_el or hoy) - hoy).days
        yield Asunto(
            clase=Alerta.Clase.PASO,
            clave=str(i.pk),
            dias=dias,
            ventanas=ventanas,
            cargo=i.por_posicion,
            frase=f"{_cuando(dias)} con {i.organizacion}: {i.siguiente_paso}",
            detalle=f"Se acordó en: {i}. Se cierra al anotar la siguiente conversación.",
            enlace=i.get_absolute_url(),
            grave=False,
        )


def _por_actualizar(hoy: date) -> Iterator[Asunto]:
    """What nobody verified lately: one matter for each who keeps it, told every Monday."""
    p = ParametroCumplimiento.objects.en_vigor(hoy)
    en_uso = Organizacion.objects.en_uso().filter(
        estado__in=[Organizacion.Estado.ACTIVA, *POTENCIALES]
    )
    empresas = en_uso.filter(clase=Organizacion.Clase.EMPRESA)
    fuentes = en_uso.exclude(clase=Organizacion.Clase.EMPRESA)
    lista = reverse("convenios:organizaciones")
    for cargo, filas, filtro in ((FUENTES, fuentes, "no_empresa"), (EMPRESAS, empresas, "empresa")):
        if n := filas.por_frescura(False, hoy, p).count():
            pronto = _vencen_pronto(filas, "verificada_el", hoy, p)
            enlace = f"{lista}?ficha=por_actualizar&clase={filtro}"
            que = "ficha" if n == 1 else "fichas"
            yield _sin_verificar(cargo, filtro, f"{n} {que}", pronto, enlace, hoy, p)
    convenios = Convenio.objects.en_curso(hoy)
    if n := convenios.a_los_que_falta("verificar", hoy, p).count():
        pronto = _vencen_pronto(convenios, "verificado_el", hoy, p)
        enlace = f"{reverse('convenios:lista')}?etapa=en_curso&falta=verificar"
        que = "convenio" if n == 1 else "convenios"
        yield _sin_verificar(FUENTES, "convenios", f"{n} {que}", pronto, enlace, hoy, p)


def _sin_verificar(
    cargo: str, clave: str, cuantas: str, pronto: int, enlace: str, hoy: date, p: Parametros
) -> Asunto:
    return Asunto(
        clase=Alerta.Clase.VERIFICACION,
        clave=clave,
        dias=-((hoy - LUNES).days + 1),
        ventanas=(),
        cargo=_posicion(cargo),
        frase=f"{cuantas} por actualizar",
        detalle=f"Sin verificar en {p.dias_frescura} días; {pronto} más este mes.",
        enlace=enlace,
        grave=False,
    )


def _vencen_pronto(filas: QuerySet[Any], campo: str, hoy: date, p: Parametros) -> int:
    limite = hoy - timedelta(days=p.dias_frescura)
    return filas.filter(**{f"{campo}__range": (limite, limite + timedelta(days=30))}).count()


def _designaciones(hoy: date) -> Iterator[Asunto]:
    """Designaciones with an end in sight: what they leave open must be handed over before."""
    ventanas = tuple(reglas_de_alerta()["designacion"])
    lejos = hoy + timedelta(days=max(ventanas) + 1)
    filas = Designacion.objects.filter(
        anulada_en=None, rango__endswith__gt=hoy, rango__endswith__lte=lejos
    )
    for d in filas.select_related("persona", "posicion"):
        ultimo = d.rango.upper - timedelta(days=1)
        dias = (ultimo - hoy).days
        yield Asunto(
            clase=Alerta.Clase.DESIGNACION,
            clave=f"{d.pk} {ultimo}",
            dias=dias,
            ventanas=ventanas,
            cargo=d.posicion,
            frase=f"{_cuando(dias)} la designación de {d.persona}, cargo {d.posicion.nro_orden}",
            detalle=f"Último día: {ultimo:%d/%m/%Y}. Prepare la entrega de cargo.",
            enlace=reverse("cargos:designaciones"),
            grave=False,
        )


def _posicion(nro: str) -> Posicion | None:
    return Posicion.objects.filter(nro_orden=nro).first()
