"""How the duties of asking and speaking are being fulfilled, for the living MOF."""

from fractions import Fraction
from urllib.parse import urlencode

from django.db.models import Sum
from django.urls import reverse

from cargos.evidencias import Cifra, Periodo, registrar
from convenios.cifras import porcentaje
from convenios.models import (
    Convenio,
    Interaccion,
    MaterialInformativo,
    Organizacion,
    PropuestaEmpresa,
    Requerimiento,
)
from convenios.models.propuesta import EstadoPropuesta
from convenios.models.requerimiento import RequerimientoQuerySet, Situacion


def requerimientos_a_programas(puesto: str, periodo: Periodo) -> Cifra:
    """067-10: what was asked of the Programas Nacionales in the period, and how they answered."""
    filas = _enviados(periodo).a_programas()
    return _cifra(filas, periodo, "requerimientos a Programas Nacionales", destino="programas")


def requerimientos_del_puesto(puesto: str, periodo: Periodo) -> Cifra:
    """068-03, 069-02: what the post asked of the units in the period, and how they answered."""
    filas = _enviados(periodo).filter(por_posicion__nro_orden=puesto)
    return _cifra(filas, periodo, "requerimientos a unidades del Sector", cargo=puesto)


def conversaciones_con_empresas(puesto: str, periodo: Periodo) -> Cifra:
    """067-08, and part of 069-01: what the post spoke with companies in the period."""
    filas = Interaccion.objects.validas().filter(
        por_posicion__nro_orden=puesto,
        organizacion__clase=Organizacion.Clase.EMPRESA,
        fecha__range=(periodo.desde, periodo.hasta),
    )
    filtros = {
        "clase": Organizacion.Clase.EMPRESA.value,
        "cargo": puesto,
        "desde": periodo.desde.isoformat(),
        "hasta": periodo.hasta.isoformat(),
    }
    enlace = f"{reverse('convenios:interacciones')}?{urlencode(filtros)}"
    cuantas = filas.values("organizacion").distinct().count()
    n = filas.count()
    nota = f"con {cuantas} empresa{'' if cuantas == 1 else 's'}"
    una = "conversación con empresas"
    return Cifra(n or None, "conversaciones con empresas", enlace, nota if n else "", una)


def propuestas_a_empresas(puesto: str, periodo: Periodo) -> Cifra:
    """069-03: what the post proposed to companies in the period, and what they answered."""
    rango = (periodo.desde, periodo.hasta)
    filas = PropuestaEmpresa.objects.filter(
        registrada_el__range=rango, por_posicion__nro_orden=puesto
    )
    enlace = _enlace("convenios:propuestas", periodo, cargo=puesto)
    n = filas.count()
    aceptadas = filas.filter(estado=EstadoPropuesta.ACEPTADA).count()
    rechazadas = filas.filter(estado=EstadoPropuesta.RECHAZADA).count()
    nota = f"{aceptadas} aceptadas, {rechazadas} rechazadas" if n else ""
    return Cifra(n or None, "propuestas a empresas", enlace, nota)


def material_aprobado(puesto: str, periodo: Periodo) -> Cifra:
    """069-04: the material that Comunicación approved in the period, and how much was given."""
    rango = (periodo.desde, periodo.hasta)
    filas = MaterialInformativo.objects.filter(aprobado_el__range=rango)
    n = filas.count()
    entregados = filas.aggregate(n=Sum("distribuciones__cantidad"))["n"] or 0
    enlace = _enlace("convenios:materiales", periodo)
    nota = f"{entregados} ejemplares entregados" if n else ""
    return Cifra(n or None, "materiales aprobados por Comunicación", enlace, nota)


def _enlace(pantalla: str, periodo: Periodo, **filtros: str) -> str:
    filtros |= {"desde": periodo.desde.isoformat(), "hasta": periodo.hasta.isoformat()}
    return f"{reverse(pantalla)}?{urlencode(filtros)}"


def _enviados(periodo: Periodo) -> RequerimientoQuerySet:
    """Sent in the period and not annulled; those of a reserved agreement are not even counted."""
    abiertos = Requerimiento.objects.exclude(convenio__nivel_acceso=Convenio.Acceso.RESERVADO)
    en_periodo = abiertos.filter(enviado_el__range=(periodo.desde, periodo.hasta), anulado_el=None)
    return en_periodo.con_respuesta(periodo.hasta).con_nombre(periodo.hasta)


def _cifra(filas: RequerimientoQuerySet, periodo: Periodo, unidad: str, **filtros: str) -> Cifra:
    al = periodo.hasta
    n = filas.count()
    cuantos = {s: filas.en_situacion(s, al).count() for s in Situacion if n}
    filtros |= {
        "desde": periodo.desde.isoformat(),
        "hasta": al.isoformat(),
        "al": al.isoformat(),
        "situacion": "no_anulados",
        "acceso": "abierto",
    }
    enlace = f"{reverse('convenios:requerimientos')}?{urlencode(filtros)}"
    if not n:
        return Cifra(None, unidad, enlace)
    a_tiempo, vencidos = cuantos[Situacion.A_TIEMPO], cuantos[Situacion.VENCIDO]
    debidos = a_tiempo + cuantos[Situacion.TARDE] + vencidos
    nota = f"{vencidos} vencido{'' if vencidos == 1 else 's'} sin respuesta"
    if debidos:
        nota = f"{porcentaje_de(a_tiempo, debidos)} % a tiempo (n = {debidos}); {nota}"
    return Cifra(n, unidad, enlace, nota, una=unidad.replace("requerimientos", "requerimiento"))


def porcentaje_de(parte: int, todo: int) -> str:
    """One decimal, without it when it is zero."""
    valor = porcentaje(Fraction(parte, todo))
    return f"{valor}".removesuffix(".0")


def registrar_evidencias() -> None:
    """Declare these duties; called once by `ConveniosConfig.ready`."""
    registrar(
        "067-10",
        pantalla="convenios:requerimientos",
        rotulo="Requerimientos",
        consulta=requerimientos_a_programas,
    )
    registrar(
        "068-03",
        pantalla="convenios:requerimientos",
        rotulo="Requerimientos",
        consulta=requerimientos_del_puesto,
    )
    registrar(
        "067-08",
        pantalla="convenios:interacciones",
        rotulo="Conversaciones con empresas",
        consulta=conversaciones_con_empresas,
    )
    registrar(
        "069-03",
        pantalla="convenios:propuestas",
        rotulo="Propuestas a empresas",
        consulta=propuestas_a_empresas,
    )
    registrar(
        "069-04",
        pantalla="convenios:materiales",
        rotulo="Material informativo",
        consulta=material_aprobado,
    )
