"""How the duties of demand and offer are being fulfilled, for the living MOF."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Sum
from django.urls import reverse

from cargos.evidencias import Cifra, Periodo, registrar
from convenios.capacitaciones import por_unidad
from convenios.cumplimiento_trato import requerimientos_del_puesto
from convenios.dinero import escrito
from convenios.gestiones import Conversion
from convenios.models import (
    Capacitacion,
    Demanda,
    Emparejamiento,
    Gestion,
    PasoDemanda,
    PasoGestion,
)
from convenios.models.demanda import ABIERTAS, PRIVADOS
from convenios.models.emparejamiento import Decision
from convenios.models.gestion import EtapaGestion, que_pasaron_a
from convenios.oferta_y_demanda import cobertura_demanda


def emparejamientos_decididos(puesto: str, periodo: Periodo) -> Cifra:
    """067-05: pairs of need and offer decided in the period, and how much of the demand is paid."""
    filas = Emparejamiento.objects.vigentes().filter(fecha__range=_dias(periodo))
    n = filas.count()
    propuestos = filas.filter(decision=Decision.PROPUESTO).count()
    coberturas = [c for c in cobertura_demanda(Demanda.objects.all()) if c.moneda]
    dichas = [f"{c.porcentaje} % en {c.moneda} (n = {c.n})" for c in coberturas]
    cobertura = f"cobertura: {', '.join(dichas)}" if dichas else "sin demandas priorizadas"
    nota = f"{propuestos} propuestos, {n - propuestos} descartados; {cobertura}"
    return Cifra(
        n or None,
        "emparejamientos decididos",
        _enlace("convenios:emparejamientos_decididos", periodo),
        nota if n else cobertura,
        "emparejamiento decidido",
    )


def demandas_formuladas(puesto: str, periodo: Periodo) -> Cifra:
    """068-01: needs of the post that were formulated in the period; beside it, training spread."""
    pasos = PasoDemanda.objects.filter(
        demanda=OuterRef("pk"), a="formulada", fecha__range=_dias(periodo)
    )
    filas = Demanda.objects.filter(Exists(pasos), responsable__nro_orden=puesto)
    n = filas.count()
    enlace = _enlace("convenios:demandas", periodo, paso="formulada", cargo=puesto)
    montos = _por_moneda(filas)
    cifra = Cifra(n or None, "demandas formuladas", enlace, montos, "demanda formulada")
    return replace(cifra, otra=_capacitaciones(periodo))


def _capacitaciones(periodo: Periodo) -> Cifra:
    filas = list(Capacitacion.objects.difundidas(*_dias(periodo)).prefetch_related("pasos"))
    n = len(filas)
    de = [u.postulantes or 0 for f in filas for u in por_unidad(f.pasos.all()).values()]
    nota = f"{sum(de)} postulantes" if n else ""
    enlace = _enlace("convenios:capacitaciones", periodo, difundida="si")
    una = "capacitación en el exterior difundida"
    return Cifra(n or None, "capacitaciones en el exterior difundidas", enlace, nota, una)


def gestiones_presentadas(puesto: str, periodo: Periodo) -> Cifra:
    """068-02: what the post presented to a source in the period, for how much, and what was won."""
    suyas = Gestion.objects.filter(responsable__nro_orden=puesto)
    filas = suyas.filter(_pasaron(EtapaGestion.PRESENTADA, periodo))
    n = filas.count()
    conversion = Conversion(
        ganadas=suyas.filter(_pasaron(EtapaGestion.GANADA, periodo)).count(),
        perdidas=suyas.filter(_pasaron(EtapaGestion.PERDIDA, periodo)).count(),
    )
    notas = [_por_moneda(filas)]
    if conversion.n:
        notas.append(
            f"{conversion.ganadas} ganadas de {conversion.n} decididas ({conversion.porcentaje} %)"
        )
    enlace = _enlace("convenios:gestiones", periodo, paso="presentada", cargo=puesto)
    nota = "; ".join(p for p in notas if p)
    return Cifra(n or None, "gestiones presentadas", enlace, nota, "gestión presentada")


def necesidades_privadas(puesto: str, periodo: Periodo) -> Cifra:
    """069-02: needs asked of companies that were registered in the period, of how many units;
    beside it, what was asked of the units."""
    filas = Demanda.objects.filter(destino__in=PRIVADOS, registrada_el__range=_dias(periodo))
    n = filas.count()
    de = filas.values("unidad").distinct().count()
    abiertas = filas.filter(estado__in=ABIERTAS).count()
    unidades = f"de {de} unidad{'' if de == 1 else 'es'}; {abiertas} abiertas"
    cifra = Cifra(
        n or None,
        "necesidades con destino privado",
        _enlace("convenios:demandas", periodo, destino="privados"),
        unidades if n else "",
        "necesidad con destino privado",
    )
    return replace(cifra, otra=requerimientos_del_puesto(puesto, periodo))


def _pasaron(etapa: str, periodo: Periodo) -> Exists:
    pasos = PasoGestion.objects.filter(
        que_pasaron_a(etapa), gestion=OuterRef("pk"), fecha__range=_dias(periodo)
    )
    return Exists(pasos)


def _por_moneda(filas: Any) -> str:
    """«USD 80,000.00, PEN 900.00», never added."""
    montos: Iterable[tuple[str, Any]] = (
        filas.exclude(moneda="").order_by("moneda").values_list("moneda").annotate(n=Sum("monto"))
    )
    return ", ".join(escrito(n, moneda) for moneda, n in montos)


def _dias(periodo: Periodo) -> tuple[date, date]:
    return periodo.desde, periodo.hasta


def _enlace(pantalla: str, periodo: Periodo, **filtros: str) -> str:
    filtros |= {"desde": periodo.desde.isoformat(), "hasta": periodo.hasta.isoformat()}
    return f"{reverse(pantalla)}?{urlencode(filtros)}"


def registrar_evidencias() -> None:
    """Declare these duties; called once by `ConveniosConfig.ready`."""
    registrar(
        "067-05",
        pantalla="convenios:emparejamientos",
        rotulo="Oferta y demanda",
        consulta=emparejamientos_decididos,
    )
    registrar(
        "068-01",
        pantalla="convenios:demandas",
        rotulo="Demanda",
        consulta=demandas_formuladas,
    )
    registrar(
        "068-02",
        pantalla="convenios:gestiones",
        rotulo="Gestiones",
        consulta=gestiones_presentadas,
    )
    registrar(
        "069-02",
        pantalla="convenios:demandas",
        rotulo="Demanda",
        consulta=necesidades_privadas,
    )
