"""«Mi rastro» for everybody, «Auditoría» for who supervises, administers or audits: one page."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from cargos.forms.rastro import FiltroRastro
from cargos.http import OciRequest
from cargos.permisos import CUALQUIERA, requiere
from cargos.rastro import alcance_de, con_nombres, personas_del_rastro, ultimo_sello
from ocisys.base import rastro as base
from ocisys.base.exportar import Columna, exportada
from ocisys.base.rastro import Huella
from ocisys.base.web import pagina

TOPE = 2000
"""Lines of a download: more are asked for by dates."""


def _cambios(huella: Huella) -> str:
    return "; ".join(f"{c}: de «{a or '—'}» a «{d or '—'}»" for c, a, d in huella.cambios)


COLUMNAS = [
    Columna("Cuándo", "en", 18),
    Columna("Quién", "quien", 30),
    Columna("En calidad de", "calidad", 26),
    Columna("Qué", "que", 34),
    Columna("Sobre", "objeto", 34),
    Columna("Detalle", lambda h: "Reservado" if h.reservado else h.texto, 60),
    Columna("Antes y después", _cambios, 60),
]


@requiere(CUALQUIERA)
@require_GET
def rastro(request: OciRequest) -> HttpResponse:
    alcance = alcance_de(request.user)
    filtro = FiltroRastro(request.GET, personas=personas_del_rastro(request.user))
    tramo = base.pagina(request.user, alcance, filtro.pregunta, request.GET.get("tras", ""))
    contexto = {
        "alcance": alcance,
        "filtro": filtro,
        "huellas": con_nombres(tramo.filas),
        "pagina": tramo,
        "sello": ultimo_sello() if alcance.oficina or alcance.sistema else None,
    }
    return pagina(request, "cargos/rastro.html", contexto)


@requiere(CUALQUIERA)
@require_GET
def rastro_exportar(request: OciRequest, formato: str) -> HttpResponseBase:
    alcance = alcance_de(request.user)
    filtro = FiltroRastro(request.GET, personas=personas_del_rastro(request.user))
    filas = base.recorrer(request.user, alcance, filtro.pregunta, TOPE)
    filtros = filtro.en_palabras | {"Líneas": f"las {TOPE:,} más recientes, como mucho"}
    return exportada(request, formato, con_nombres(filas), COLUMNAS, "Rastro", filtros)
