"""How the duties about what the State took on abroad are being fulfilled, for the living MOF.

Anyone in the office may read these figures: what a reserved agreement implements is not counted.
"""

from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from cargos.evidencias import Cifra, Periodo, registrar
from convenios.internacional import cumplimiento_de, de_instrumentos
from convenios.models import (
    AccionImplementacion,
    EstadoAcuerdo,
    InstrumentoInternacional,
    ParametroCumplimiento,
    PasoAcuerdo,
    PlanInternacional,
    PropuestaAcuerdo,
    Recomendacion,
)
from convenios.plan_internacional import calendario, visto


def compromisos_internacionales(puesto: str, periodo: Periodo) -> Cifra:
    """067-04: obligations fulfilled on time, and recommendations that something implements."""
    al = periodo.hasta
    p = ParametroCumplimiento.objects.en_vigor(al)
    cifra = cumplimiento_de(de_instrumentos(al), al, p)
    abiertas = AccionImplementacion.objects.abiertas()
    todas = Recomendacion.objects.registradas_al(al).que_cuentan().con_accion(abiertas)
    con_accion = todas.por_accion(True).count()
    nota = f"n = {cifra.exigibles}; {cifra.vencidas} vencidas"
    nota += f"; {con_accion} de {todas.count()} recomendaciones con acción"
    enlace = _calendario(anio="todos", situacion="exigibles", al=al)
    return Cifra(cifra.oportunidad, "% de obligaciones internacionales a tiempo", enlace, nota)


def plan_del_anio(puesto: str, periodo: Periodo) -> Cifra:
    """070-01: how much of the plan in force of the year is executed at the end of the period."""
    al = periodo.hasta
    planes = PlanInternacional.objects.filter(anio=al.year, aprobado_el__lte=al)
    plan = planes.order_by("-version").first()
    unidad = "% ejecutado del plan internacional"
    if plan is None:
        enlace = f"{reverse('convenios:plan_internacional')}?{urlencode({'anio': al.year})}"
        return Cifra(None, unidad, enlace, f"el plan de {al.year} no está aprobado")
    v = visto(plan, al)
    enlace = f"{plan.get_absolute_url()}?{urlencode({'al': al.isoformat()})}"
    nota = f"versión {plan.version}: {v.cumplidas} de {v.cuentan} cumplidas"
    return Cifra(v.ejecutado, unidad, enlace, nota)


def acuerdos_propuestos(puesto: str, periodo: Periodo) -> Cifra:
    """070-03: proposals that went up to the Alta Dirección in the period, and the accepted ones."""
    elevadas = PropuestaAcuerdo.objects.elevadas(periodo.desde, periodo.hasta).count()
    aceptadas = PasoAcuerdo.objects.filter(
        a=EstadoAcuerdo.ACEPTADA, fecha__range=(periodo.desde, periodo.hasta)
    ).count()
    filtros = {
        "elevadas_desde": periodo.desde.isoformat(),
        "elevadas_hasta": periodo.hasta.isoformat(),
    }
    enlace = f"{reverse('convenios:propuestas_acuerdo')}?{urlencode(filtros)}"
    hay = PropuestaAcuerdo.objects.exists()
    return Cifra(
        elevadas if hay else None,
        "propuestas de acuerdo elevadas",
        enlace,
        f"{aceptadas} {'aceptada' if aceptadas == 1 else 'aceptadas'} en el periodo" if hay else "",
        una="propuesta de acuerdo elevada",
    )


def fichas_completas(puesto: str, periodo: Periodo) -> Cifra:
    """070-04: instruments whose ficha lacks nothing, of those that are followed."""
    todos = InstrumentoInternacional.objects.vigentes(periodo.hasta)
    n, completos = todos.count(), todos.completos().count()
    filtros = {"ficha": "completa", "al": periodo.hasta.isoformat()}
    enlace = f"{reverse('convenios:instrumentos')}?{urlencode(filtros)}"
    return Cifra(
        completos if n else None,
        "instrumentos con la ficha completa",
        enlace,
        f"de {n} que se siguen" if n else "",
        una="instrumento con la ficha completa",
    )


def fechas_confirmadas(puesto: str, periodo: Periodo) -> Cifra:
    """070-05: dates of the year that the body itself confirmed, as known at the end of the
    period."""
    al = periodo.hasta
    filas = calendario(al.year, al)
    n, confirmadas = filas.count(), filas.filter(confirmada=True).count()
    return Cifra(
        confirmadas if n else None,
        "fechas del año confirmadas por el organismo",
        _calendario(anio=str(al.year), confirmada="si", al=al),
        f"de {n}" if n else "",
        una="fecha del año confirmada por el organismo",
    )


def _calendario(*, al: date, **filtros: str) -> str:
    consulta = urlencode(filtros | {"al": al.isoformat()})
    return f"{reverse('convenios:calendario_internacional')}?{consulta}"


def registrar_evidencias() -> None:
    """Declare the duties that these pages serve; called once by `ConveniosConfig.ready`."""
    registrar(
        "067-04",
        pantalla="convenios:calendario_internacional",
        rotulo="Compromisos internacionales",
        consulta=compromisos_internacionales,
    )
    registrar(
        "070-01",
        pantalla="convenios:plan_internacional",
        rotulo="Plan y cronograma",
        consulta=plan_del_anio,
    )
    registrar(
        "070-03",
        pantalla="convenios:propuestas_acuerdo",
        rotulo="Propuestas de acuerdo",
        consulta=acuerdos_propuestos,
    )
    registrar(
        "070-04",
        pantalla="convenios:instrumentos",
        rotulo="Instrumentos internacionales",
        consulta=fichas_completas,
    )
    registrar(
        "070-05",
        pantalla="convenios:calendario_internacional",
        rotulo="Calendario internacional",
        consulta=fechas_confirmadas,
    )
