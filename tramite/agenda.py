"""The agenda as days as a person may see them, and what stands in the way of a new hour."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.postgres.aggregates import ArrayAgg
from django.utils import timezone

from cargos.models import Posicion, Usuario
from cargos.permisos import Perfil
from ocisys.base.calendario import DIAS, SABADO, Calendario, PlazoInvalido
from ocisys.base.computo import calendario_de
from ocisys.base.jornada import horario_de, por_que_no_se_trabaja
from tramite.destinos import destinos
from tramite.models import Cita

OCUPADO = "ocupado"
UN_DIA = timedelta(days=1)


@dataclass(frozen=True)
class Renglon:
    """An hour taken. `cita` is None for who may know of it no more than that."""

    inicia: datetime
    termina: datetime
    quienes: str
    cita: Cita | None


@dataclass(frozen=True)
class Dia:
    """A day of the agenda; `inhabil` is why nobody works on it, "" when it is a working day."""

    dia: date
    inhabil: str
    renglones: list[Renglon]

    @property
    def es_fin_de_semana(self) -> bool:
        return self.dia.weekday() >= SABADO


def dias_de(usuario: Usuario, desde: date, hasta: date, *, puesto: str = "") -> list[Dia]:
    """The days between two, both included, as that person may see them; five queries.

    `puesto` («068») leaves only what that post attends. What was cancelled or moved is not there.
    """
    filas = Cita.objects.ocupaciones_para(usuario).del_periodo(desde, hasta).en_pie()
    if puesto:
        filas = filas.del_puesto(puesto)
    citas = list(filas.para_lista().order_by("inicia", "pk"))
    nombres = nombres_de_puestos(timezone.localdate())
    calendario = _calendario(desde, hasta)
    dias = (desde + timedelta(days=n) for n in range((hasta - desde).days + 1))
    return [
        Dia(dia, _inhabil(calendario, dia), [_renglon(c, nombres) for c in citas if _es(c, dia)])
        for dia in dias
    ]


def semana_de(usuario: Usuario, dia: date, *, puesto: str = "") -> list[Dia]:
    """Monday to Friday of the week of `dia`; its Saturday and Sunday if they hold something."""
    lunes = dia - timedelta(days=dia.weekday())
    dias = dias_de(usuario, lunes, lunes + 6 * UN_DIA, puesto=puesto)
    return [d for d in dias if not d.es_fin_de_semana or d.renglones]


def citas_de_hoy(usuario: Usuario, hoy: date) -> list[Cita]:
    """Today's for «Mi mañana», each with `asisten`, the posts; one query.

    Those that one attends; the secretary, who prepares them, everybody's.
    """
    filas = Cita.objects.editables_para(usuario).del_periodo(hoy, hoy).en_pie()
    if Perfil.SECRETARIA not in usuario.perfiles:
        filas = filas.de_puestos(d.posicion_id for d in usuario.designaciones_hoy)
    asisten = ArrayAgg(
        "asistentes__posicion__nro_orden", order_by="asistentes__posicion__nro_orden"
    )
    return list(filas.annotate(asisten=asisten).order_by("inicia", "pk"))


def nombres_de_puestos(hoy: date) -> dict[int, str]:
    """`{post: "068 Rosa Quispe"}` of who holds each post; a prepared query."""
    return {d.posicion.pk: f"{d.posicion.nro_orden} {d.personas}" for d in destinos(hoy)}


def advertencias(
    inicia: datetime,
    termina: datetime,
    asisten: Collection[Posicion],
    *,
    usuario: Usuario,
    ahora: datetime,
    salvo: Cita | None = None,
) -> list[str]:
    """What whoever arranges an appointment should know first; none of it forbids it.

    `salvo` is the appointment that this one replaces.
    """
    return [
        *(["Esa hora ya pasó."] if inicia < ahora else []),
        *_de_la_jornada(timezone.localtime(inicia), timezone.localtime(termina)),
        *_choques(inicia, termina, asisten, usuario=usuario, salvo=salvo),
    ]


def _de_la_jornada(inicia: datetime, termina: datetime) -> list[str]:
    dia = inicia.date()
    if motivo := por_que_no_se_trabaja(dia):
        return [f"El {DIAS[dia.weekday()]} {dia:%d/%m/%Y} no es día hábil ({motivo})."]
    horario = horario_de(dia)
    if horario and (inicia.time() < horario.abre or termina.time() > horario.cierra):
        return [f"La oficina atiende de {horario.abre:%H:%M} a {horario.cierra:%H:%M} h."]
    return []


def _choques(
    inicia: datetime,
    termina: datetime,
    asisten: Collection[Posicion],
    *,
    usuario: Usuario,
    salvo: Cita | None,
) -> list[str]:
    """One sentence for each appointment of the same people at that time."""
    puestos = _de_las_mismas_personas({p.pk for p in asisten}, timezone.localdate(inicia))
    filas = Cita.objects.ocupaciones_para(usuario).que_chocan(inicia, termina).de_puestos(puestos)
    if salvo is not None:
        filas = filas.exclude(pk=salvo.pk)
    nombres = nombres_de_puestos(timezone.localdate(inicia))
    frases = []
    for cita in filas.para_lista().order_by("inicia", "pk"):
        quienes = " y ".join(nombres.get(p.pk, str(p)) for p in cita.puestos if p.pk in puestos)
        que = f"una cita con {cita.con}" if getattr(cita, "se_ve", False) else OCUPADO
        de, a = timezone.localtime(cita.inicia), timezone.localtime(cita.termina)
        frases.append(f"{quienes} ya tiene de {de:%H:%M} a {a:%H:%M}: {que}.")
    return frases


def _de_las_mismas_personas(puestos: set[int], dia: date) -> set[int]:
    """Those posts and the others that their people hold that day: one person, one place."""
    quienes = {d.posicion.pk: {x.persona_id for x in d.designaciones} for d in destinos(dia)}
    personas = {persona for puesto in puestos for persona in quienes.get(puesto, ())}
    return puestos | {puesto for puesto, suyas in quienes.items() if suyas & personas}


def _renglon(cita: Cita, nombres: dict[int, str]) -> Renglon:
    quienes = ", ".join(nombres.get(p.pk, str(p)) for p in cita.puestos)
    legible = getattr(cita, "se_ve", False)
    return Renglon(cita.inicia, cita.termina, quienes, cita if legible else None)


def _es(cita: Cita, dia: date) -> bool:
    return timezone.localdate(cita.inicia) == dia


def _calendario(desde: date, hasta: date) -> Calendario | None:
    try:
        return calendario_de(settings.OCISYS_SEDE, desde, hasta)
    except PlazoInvalido:
        return None


def _inhabil(calendario: Calendario | None, dia: date) -> str:
    motivo = calendario.inhabil(dia) if calendario else None
    return motivo.texto if motivo else ""
