"""How the duties about agreements and organisations are being fulfilled, for the living MOF.

A reserved agreement is not even counted: anyone in the office may read these figures.
"""

from datetime import date, timedelta
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse

from cargos.evidencias import Cifra, Periodo, registrar
from convenios.captacion import captacion, por_moneda
from convenios.cifras import Sumas, completitud, cumplimiento, oportunidad, porcentaje
from convenios.dinero import escrito
from convenios.estados import EstadoOcurrencia, Etapa
from convenios.models import (
    Convenio,
    DecisionRenovacion,
    Ocurrencia,
    Organizacion,
    ParametroCumplimiento,
    Seguimiento,
)
from convenios.models.convenios import ConvenioQuerySet, en_curso, requeridos
from convenios.models.organizacion import OrganizacionQuerySet

ABIERTOS = {"acceso": "abierto"}


def cumplimiento_de_convenios(puesto: str, periodo: Periodo) -> Cifra:
    """067-06: C(t) of our obligations at the end of the period, weighted by importance."""
    al = periodo.hasta
    p = ParametroCumplimiento.objects.en_vigor(al)
    importancias = dict(_en_curso(al).values_list("pk", "importancia"))
    grupos = (
        Ocurrencia.objects.filter(
            compromiso__convenio__in=importancias, compromiso__obligado__lado="sector"
        )
        .al(al)
        .sumar_por(["compromiso__convenio"], al, p)
    )
    sumas = sum((s.ponderadas(importancias[pk]) for (pk,), s in grupos.items()), Sumas())
    enlace = _compromisos(lado="sector", situacion="exigibles", al=al.isoformat())
    nota = f"n = {sumas.exigibles}; {sumas.vencidas} vencidas"
    if (a_tiempo := porcentaje(oportunidad(sumas))) is not None:
        nota += f"; a tiempo {a_tiempo} %"
    decididas = (
        DecisionRenovacion.objects.filter(fecha__range=(periodo.desde, al))
        .exclude(convenio__nivel_acceso=Convenio.Acceso.RESERVADO)
        .count()
    )
    if decididas:
        nota += f"; {decididas} renovaci{'ón decidida' if decididas == 1 else 'ones decididas'}"
    unidad = "% de cumplimiento exigible ponderado"
    return Cifra(porcentaje(cumplimiento(sumas)), unidad, enlace, nota)


def seguimientos_del_periodo(puesto: str, periodo: Periodo) -> Cifra:
    """068-05: obligations on which something was reported, reviewed or noted in the period."""
    actos = Seguimiento.objects.filter(
        en_curso(periodo.hasta, "ocurrencia__compromiso__convenio__"),
        fecha__range=(periodo.desde, periodo.hasta),
    ).exclude(ocurrencia__compromiso__convenio__nivel_acceso=Convenio.Acceso.RESERVADO)
    obligaciones = actos.values("ocurrencia").distinct().count()
    observadas = actos.filter(tipo=Seguimiento.Tipo.OBSERVACION).values("ocurrencia")
    abiertas = Ocurrencia.objects.filter(pk__in=observadas).al(periodo.hasta)
    siguen = abiertas.filter(estado_al=EstadoOcurrencia.OBSERVADO).count()
    enlace = _compromisos(
        actos_desde=periodo.desde.isoformat(),
        actos_hasta=periodo.hasta.isoformat(),
        al=periodo.hasta.isoformat(),
    )
    n = observadas.distinct().count()
    nota = f"{actos.count()} actos; {n} observadas, {n - siguen} ya resueltas"
    return Cifra(obligaciones, "obligaciones con seguimiento", enlace, nota)


def convenios_al_dia(puesto: str, periodo: Periodo) -> Cifra:
    """068-06: agreements in force whose data were verified within the freshness window."""
    al = periodo.hasta
    p = ParametroCumplimiento.objects.en_vigor(al)
    filas = _en_curso(al)
    todos = filas.count()
    verificados = todos - filas.a_los_que_falta("verificar", al, p).count()
    faltas = {d: filas.a_los_que_falta(d, al, p).count() for d in requeridos(Etapa.SUSCRITO)}
    llenos = porcentaje(completitud(faltas.values(), todos))
    enlace = _convenios(etapa="en_curso", falta="nada", al=al.isoformat())
    nota = f"de {todos} en curso; {faltas['archivo']} sin el documento firmado"
    if llenos is not None:
        nota += f"; {llenos} % de los datos"
    unidad = f"convenios verificados en {p.dias_frescura} días"
    return Cifra(verificados if todos else None, unidad, enlace, nota)


def captacion_del_periodo(puesto: str, periodo: Periodo) -> Cifra:
    """070-07: what the report of captación covers: agreements signed in the period with money."""
    firmados = Convenio.objects.exclude(nivel_acceso=Convenio.Acceso.RESERVADO).filter(
        fecha_suscripcion__range=(periodo.desde, periodo.hasta)
    )
    filas = por_moneda(captacion(firmados, periodo.hasta))
    filtros = ABIERTOS | {"desde": periodo.desde.isoformat(), "hasta": periodo.hasta.isoformat()}
    enlace = f"{reverse('convenios:captacion')}?{urlencode(filtros)}"
    nota = "; ".join(escrito(f.comprometido, f.moneda) for f in filas)
    n = len(set().union(*(f.convenios for f in filas)))
    return Cifra(
        n if filas else None,
        "instrumentos suscritos con aportes",
        enlace,
        nota,
        una="instrumento suscrito con aportes",
    )


def fuentes_potenciales(puesto: str, periodo: Periodo) -> Cifra:
    """068-07: fichas of potential fuentes verified within the freshness window."""
    fuentes = Organizacion.objects.en_uso().exclude(clase=Organizacion.Clase.EMPRESA)
    return _potenciales(fuentes, periodo, "no_empresa")


def empresas_potenciales(puesto: str, periodo: Periodo) -> Cifra:
    """069-05: fichas of potential companies verified within the freshness window."""
    empresas = Organizacion.objects.en_uso().filter(clase=Organizacion.Clase.EMPRESA)
    return _potenciales(empresas, periodo, Organizacion.Clase.EMPRESA)


def _potenciales(filas: OrganizacionQuerySet, periodo: Periodo, clase: str) -> Cifra:
    p = ParametroCumplimiento.objects.en_vigor(periodo.hasta)
    filas = filas.potenciales()
    todas = filas.count()
    frescas = filas.por_frescura(True, periodo.hasta, p).count()
    nuevas = filas.filter(
        verificada_el__range=(periodo.desde, periodo.hasta + timedelta(days=1))
    ).count()
    filtros = {"estado": "por_captar", "clase": clase, "ficha": "al_dia"}
    enlace = reverse("convenios:organizaciones")
    enlace += f"?{urlencode(filtros | {'al': periodo.hasta.isoformat()})}"
    nota = f"de {todas} fichas; {nuevas} tocadas en el periodo"
    unidad = f"fichas verificadas en {p.dias_frescura} días"
    return Cifra(Decimal(frescas) if todas else None, unidad, enlace, nota)


def _en_curso(al: date) -> ConvenioQuerySet:
    abiertos = Convenio.objects.exclude(nivel_acceso=Convenio.Acceso.RESERVADO)
    return abiertos.en_curso(al)


def _compromisos(**filtros: str) -> str:
    return f"{reverse('convenios:compromisos')}?{urlencode(filtros | ABIERTOS)}"


def _convenios(**filtros: str) -> str:
    return f"{reverse('convenios:lista')}?{urlencode(filtros | ABIERTOS)}"


def registrar_evidencias() -> None:
    """Declare the duties that this app serves; called once by `ConveniosConfig.ready`."""
    registrar(
        "067-06",
        pantalla="convenios:tablero",
        rotulo="Tablero de cumplimiento",
        consulta=cumplimiento_de_convenios,
    )
    registrar(
        "068-05",
        pantalla="convenios:compromisos",
        rotulo="Compromisos y evidencias",
        consulta=seguimientos_del_periodo,
    )
    registrar(
        "068-06",
        pantalla="convenios:lista",
        rotulo="Registro de convenios",
        consulta=convenios_al_dia,
    )
    registrar(
        "070-07",
        pantalla="convenios:captacion",
        rotulo="Informe de captación",
        consulta=captacion_del_periodo,
    )
    registrar(
        "068-07",
        pantalla="convenios:organizaciones",
        rotulo="Fuentes potenciales",
        consulta=fuentes_potenciales,
    )
    registrar(
        "069-05",
        pantalla="convenios:organizaciones",
        rotulo="Empresas potenciales",
        consulta=empresas_potenciales,
    )
