"""Opinions signed in a period, by kind and sense: one more table of the report."""

from datetime import date
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse

from cargos.evidencias import Periodo
from tramite.estados_opinion import SentidoOpinion, TipoOpinion
from tramite.informes import Tabla
from tramite.models import Acceso, Opinion


def por_sentido(periodo: Periodo, hoy: date) -> Tabla:
    """One row a kind with something, one column a sense; one query."""
    filas = Opinion.objects.filter(expediente__acceso=Acceso.OFICINA)
    cuentas = {
        (tipo, sentido): n
        for tipo, sentido, n in filas.emitidas(periodo.desde, periodo.hasta)
        .order_by()
        .values_list("tipo", "sentido")
        .annotate(n=Count("pk"))
    }
    tipos = [t for t in TipoOpinion if any(c[0] == t for c in cuentas)]
    return Tabla(
        "opinion",
        "Opiniones sectoriales firmadas, por tipo y sentido",
        ("Tipo", "Firmadas", *SentidoOpinion.labels),
        [_fila(t, [cuentas.get((t.value, s.value), 0) for s in SentidoOpinion]) for t in tipos],
        [lista_de_opiniones(periodo, tipo=t.value) for t in tipos],
    )


def _fila(tipo: TipoOpinion, por_sentido: list[int]) -> tuple[object, ...]:
    return (tipo.label, sum(por_sentido), *por_sentido)


def lista_de_opiniones(periodo: Periodo, **filtros: str) -> str:
    """The list that shows exactly the opinions signed in the period that everyone may count."""
    fechas = {"desde": f"{periodo.desde:%d/%m/%Y}", "hasta": f"{periodo.hasta:%d/%m/%Y}"}
    comunes = {"emitidas": "on", "acceso": Acceso.OFICINA.value}
    return f"{reverse('tramite:opiniones')}?{urlencode(filtros | fechas | comunes)}"
