"""The report of a period, on screen, on paper and as a spreadsheet."""

from operator import itemgetter

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_GET

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.exportar import Columna, exportada
from ocisys.base.web import pagina
from tramite.forms.informe import InformeForm
from tramite.graficos import Barras, barras
from tramite.informes import TABLAS as DE_TRAMITE
from tramite.informes import Tabla, resumen
from tramite.informes_opiniones import por_sentido

TABLAS = DE_TRAMITE | {"opinion": por_sentido}


@requiere(Permiso.INFORME_VER)
@require_GET
def informes(request: OciRequest) -> HttpResponse:
    hoy = timezone.localdate()
    form = InformeForm(request.GET, hoy=hoy)
    periodo = form.periodo
    tablas = [hacer(periodo, hoy) for hacer in TABLAS.values()]
    contexto = {
        "form": form,
        "periodo": periodo,
        "resumen": resumen(periodo, hoy),
        "tablas": [(tabla, _dibujo(tabla)) for tabla in tablas],
    }
    return pagina(request, "tramite/informes.html", contexto)


@requiere(Permiso.INFORME_VER)
@require_GET
def exportar(request: OciRequest, clave: str) -> HttpResponseBase:
    """One table of the report as a spreadsheet."""
    if clave not in TABLAS:
        raise Http404("El informe no tiene esa tabla.")
    hoy = timezone.localdate()
    periodo = InformeForm(request.GET, hoy=hoy).periodo
    tabla = TABLAS[clave](periodo, hoy)
    columnas = [Columna(t, itemgetter(i), 28) for i, t in enumerate(tabla.columnas)]
    filtros = {"Periodo": f"{periodo.desde:%d/%m/%Y} a {periodo.hasta:%d/%m/%Y}"}
    return exportada(request, "xlsx", tabla.filas, columnas, tabla.titulo, filtros)


_SERIES: dict[str, tuple[int, ...]] = {"semana": (1, 2), "cargo": (1, 2)}
"""Columns of each table that are drawn."""


def _dibujo(tabla: Tabla) -> Barras | None:
    """The chart of a table, None for those that are read better as figures."""
    columnas = _SERIES.get(tabla.clave)
    if columnas is None or not tabla.filas:
        return None
    filas = [
        (_corto(fila[0]), [fila[c] for c in columnas], enlace) for fila, enlace in tabla.con_enlaces
    ]
    return barras([tabla.columnas[c] for c in columnas], filas)


def _corto(valor: object) -> str:
    return f"{valor:%d/%m}" if hasattr(valor, "month") else str(valor)[:18]
