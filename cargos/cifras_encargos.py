"""Figures of the duties that cargos itself serves: the five residual ones and discretion."""

from urllib.parse import urlencode

from django.urls import reverse

from cargos.evidencias import Cifra, Periodo, registrar
from cargos.models import Encargo, ReservaConfidencialidad

RESIDUALES = ("067-11", "068-08", "069-06", "070-08", "071-08")


def encargos_cumplidos(cargo: str, periodo: Periodo) -> Cifra:
    """Share of the encargos ordered to the post in the period that are fulfilled, in %.

    Withdrawn ones do not count; without any, there is nothing to measure.
    """
    filas = Encargo.objects.del_periodo(periodo).filter(posicion__nro_orden=cargo, retirado_en=None)
    total, cumplidos = filas.count(), filas.exclude(cumplido_en=None).count()
    pedido = {
        "cargo": cargo,
        "estado": "todos",
        "desde": f"{periodo.desde:%d/%m/%Y}",
        "hasta": f"{periodo.hasta:%d/%m/%Y}",
    }
    return Cifra(
        valor=round(100 * cumplidos / total) if total else None,
        unidad="% de encargos cumplidos",
        enlace=f"{reverse('cargos:encargos')}?{urlencode(pedido)}",
        nota=f"{cumplidos} de {total}" if total else "Nada encargado en el periodo",
    )


def reservas_declaradas(cargo: str, periodo: Periodo) -> Cifra:
    """Declarations of discretion of whoever held the post, made within the period (071-07)."""
    filas = ReservaConfidencialidad.objects.filter(
        por_posicion__nro_orden=cargo, fecha__range=(periodo.desde, periodo.hasta)
    )
    return Cifra(
        valor=filas.count() or None,
        unidad="declaraciones de reserva",
        enlace=reverse("cargos:mi_puesto"),
        nota="Una por persona y año",
        una="declaración de reserva",
    )


def registrar_evidencias() -> None:
    """Called once by `CargosConfig.ready`."""
    for clave in RESIDUALES:
        registrar(clave, pantalla="cargos:encargos", rotulo="Encargos", consulta=encargos_cumplidos)
    registrar(
        "071-07", pantalla="cargos:mi_puesto", rotulo="Mi puesto", consulta=reservas_declaradas
    )
