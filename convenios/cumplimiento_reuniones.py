"""How the duties of being present, representing and meeting are fulfilled, for the living MOF."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from cargos.evidencias import Cifra, Periodo, registrar
from convenios.alineamiento import con_linea, convenios_url
from convenios.cifras import porcentaje
from convenios.cumplimiento_trato import conversaciones_con_empresas, porcentaje_de
from convenios.estados import EXCLUIDOS, PLENOS
from convenios.forms.espacio import EXTERIOR, en_ambito
from convenios.models import (
    Ambito,
    Convenio,
    EspacioConcertacion,
    EstadoReunion,
    Estrategia,
    Ocurrencia,
    RepresentacionInstitucional,
    Reunion,
)
from convenios.models.espacio import Prioridad
from convenios.models.reuniones import ReunionQuerySet

ESPACIO = "compromiso__acuerdo__reunion__espacio__"
"""From a due date to the space where it was agreed."""


def convenios_en_la_estrategia(puesto: str, periodo: Periodo) -> Cifra:
    """067-01: of the agreements in course at the end of the period, the share that serves a line
    of the strategy then in force. A reserved one is not even counted."""
    al = periodo.hasta
    estrategia = Estrategia.objects.vigente(al)
    enlace = convenios_url(al, "con", acceso="abierto")
    unidad = "% de convenios en curso con línea estratégica"
    if estrategia is None:
        return Cifra(None, unidad, enlace, "ninguna versión rige")
    filas = Convenio.objects.exclude(nivel_acceso=Convenio.Acceso.RESERVADO).en_curso(al)
    todos, con = filas.count(), con_linea(filas, estrategia, al).count()
    meses = estrategia.meses(al)
    edad = f"versión {estrategia.version}, de hace {meses} mes{'' if meses == 1 else 'es'}"
    if not todos:
        return Cifra(None, unidad, enlace, edad)
    nota = f"{con} de n = {todos}; {edad}"
    return Cifra(porcentaje(Fraction(con, todos)), unidad, enlace, nota)


def representacion_ejercida(puesto: str, periodo: Periodo) -> Cifra:
    """067-03: meetings held in the period in which the post represented the Sector."""
    filas = Reunion.objects.filter(fecha__range=(periodo.desde, periodo.hasta))
    n = filas.de_representacion(puesto).count()
    en_vigor = RepresentacionInstitucional.objects.vigentes(periodo.hasta)
    vigentes = en_vigor.filter(posicion__nro_orden=puesto).count()
    enlace = _reuniones(periodo, estado=EstadoReunion.REALIZADA.value, representa=puesto)
    nota = f"{vigentes} representaci{'ón' if vigentes == 1 else 'ones'} en vigor"
    unidad = "reuniones en representación del Sector"
    una = "reunión en representación del Sector"
    return Cifra(n or None, unidad, enlace, nota if n or vigentes else "", una)


def presencia_en_espacios(puesto: str, periodo: Periodo) -> Cifra:
    """067-07: of the prioritised spaces, the share where the Sector was this year."""
    al = periodo.hasta
    filas = EspacioConcertacion.objects.vigentes(al).filter(prioridad=Prioridad.ALTA)
    todos = filas.count()
    con_presencia = filas.con_presencia(al).filter(Q(participo=True)).count()
    filtros = {"prioridad": Prioridad.ALTA.value, "al": al.isoformat()}
    enlace = f"{reverse('convenios:espacios')}?{urlencode(filtros)}"
    unidad = "% de espacios priorizados con participación"
    if not todos:
        return Cifra(None, unidad, enlace)
    nota = f"{con_presencia} de n = {todos}, en {al.year}"
    return Cifra(porcentaje(Fraction(con_presencia, todos)), unidad, enlace, nota)


def participaciones_propuestas(puesto: str, periodo: Periodo) -> Cifra:
    """070-02: participations in international spaces that the post proposed in the period, and
    how many were held."""
    filas = Reunion.objects.filter(
        en_ambito(EXTERIOR, "espacio__"), por_posicion__nro_orden=puesto
    ).propuestas_entre(periodo.desde, periodo.hasta)
    n = filas.count()
    realizadas = filas.filter(estado=EstadoReunion.REALIZADA).count()
    filtros = {
        "ambito": EXTERIOR,
        "cargo": puesto,
        "propuestas_desde": periodo.desde.isoformat(),
        "propuestas_hasta": periodo.hasta.isoformat(),
    }
    enlace = f"{reverse('convenios:reuniones')}?{urlencode(filtros)}"
    nota = f"{realizadas} realizada{'' if realizadas == 1 else 's'}" if n else ""
    return Cifra(n or None, "participaciones propuestas", enlace, nota, "participación propuesta")


def reuniones_completas(puesto: str, periodo: Periodo) -> Cifra:
    """070-06: meetings of international spaces held in the period with agenda, attendance and
    acta."""
    filas = _realizadas(periodo).filter(en_ambito(EXTERIOR, "espacio__"))
    todas = filas.count()
    completas = filas.para_lista().completas().count()
    enlace = _reuniones(periodo, ambito=EXTERIOR, registro="completas")
    unidad = "reuniones con orden del día, asistencia y acta"
    nota = f"de {todas} realizada{'' if todas == 1 else 's'}" if todas else ""
    if cumplidos := acuerdos_cumplidos(en_ambito(EXTERIOR, ESPACIO), periodo.hasta):
        nota = f"{nota}; {cumplidos}".removeprefix("; ")
    una = "reunión con orden del día, asistencia y acta"
    return Cifra(completas if todas else None, unidad, enlace, nota, una)


def coordinacion_con_empresas(puesto: str, periodo: Periodo) -> Cifra:
    """069-01: what the post spoke with companies in the period, and beside it the tables with
    them: their meetings held and the agreements kept."""
    cifra = conversaciones_con_empresas(puesto, periodo)
    mesas = _realizadas(periodo).filter(espacio__ambito=Ambito.EMPRESA)
    n = mesas.count()
    notas = [cifra.nota] if cifra.nota else []
    if n:
        cuantas = mesas.order_by().values("espacio").distinct().count()
        reuniones = f"{n} reuni{'ón' if n == 1 else 'ones'}"
        notas.append(f"{reuniones} en {cuantas} mesa{'' if cuantas == 1 else 's'} con empresas")
    if cumplidos := acuerdos_cumplidos(Q(**{f"{ESPACIO}ambito": Ambito.EMPRESA}), periodo.hasta):
        notas.append(cumplidos)
    return replace(cifra, nota="; ".join(notas))


def acuerdos_cumplidos(de: Q, al: date) -> str:
    """«acuerdos cumplidos 75 % (n = 4)», of those due by `al` in meetings of those spaces."""
    filas = Ocurrencia.objects.al(al).de_acuerdos().filter(de, fecha_exigible__lte=al)
    filas = filas.exclude(estado_al__in=sorted(EXCLUIDOS))
    n = filas.count()
    cumplidos = filas.filter(estado_al__in=sorted(PLENOS)).count()
    return f"acuerdos cumplidos {porcentaje_de(cumplidos, n)} % (n = {n})" if n else ""


def _realizadas(periodo: Periodo) -> ReunionQuerySet:
    filas: ReunionQuerySet = Reunion.objects.realizadas(periodo.hasta)
    return filas.filter(fecha__gte=periodo.desde)


def _reuniones(periodo: Periodo, **filtros: str) -> str:
    filtros |= {"desde": periodo.desde.isoformat(), "hasta": periodo.hasta.isoformat()}
    return f"{reverse('convenios:reuniones')}?{urlencode(filtros)}"


def registrar_evidencias() -> None:
    """Declare these duties; called once by `ConveniosConfig.ready`."""
    for clave, pantalla, rotulo, consulta in (
        ("067-01", "estrategia", "Estrategia", convenios_en_la_estrategia),
        ("067-03", "representaciones", "Representaciones", representacion_ejercida),
        ("067-07", "espacios", "Espacios de concertación", presencia_en_espacios),
        ("069-01", "interacciones", "Conversaciones con empresas", coordinacion_con_empresas),
        ("070-02", "espacios", "Espacios de concertación", participaciones_propuestas),
        ("070-06", "reuniones", "Reuniones", reuniones_completas),
    ):
        registrar(clave, pantalla=f"convenios:{pantalla}", rotulo=rotulo, consulta=consulta)
