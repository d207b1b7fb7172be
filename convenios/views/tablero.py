"""The Jefe's dashboard, and the report to the Alta Dirección made of it."""

from datetime import datetime, timedelta

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.forms.filtros import FiltroTablero
from convenios.informe import Informe, en_pdf, informe_de
from convenios.plazos import sumar_meses
from convenios.tablero import armar
from ocisys.base.web import pagina


@requiere(Permiso.TABLERO_VER)
@require_GET
def tablero(request: OciRequest) -> HttpResponse:
    filtro = FiltroTablero(request.GET, hoy=timezone.localdate())
    contexto = {"t": armar(filtro, request.user), "filtro": filtro}
    return pagina(request, "convenios/tablero.html", contexto)


def _en_word(informe: Informe, *, en: datetime) -> bytes:
    from convenios.informe_word import en_word  # heavy

    return en_word(informe, en=en)


FORMAS = {
    "pdf": (en_pdf, "application/pdf"),
    "docx": (
        _en_word,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
}


CIERRES = 6


@requiere(Permiso.TABLERO_VER)
@require_GET
def informe_ver(request: OciRequest) -> HttpResponse:
    """The report as a page: as of the day asked, and at the end of the last months."""
    filtro = FiltroTablero(request.GET, hoy=timezone.localdate())
    este_mes = filtro.hoy.replace(day=1)
    cierres = [sumar_meses(este_mes, -n) - timedelta(days=1) for n in range(CIERRES)]
    contexto = {
        "informe": informe_de(filtro, request.user),
        "filtro": filtro,
        "consulta": filtro.enlace(),
        "cierres": [(c, filtro.enlace(al=c.isoformat())) for c in cierres],
    }
    return pagina(request, "convenios/informe.html", contexto)


@requiere(Permiso.TABLERO_VER)
@require_GET
def informe(request: OciRequest, formato: str) -> HttpResponse:
    filtro = FiltroTablero(request.GET, hoy=timezone.localdate())
    dibujar, tipo = FORMAS[formato]
    contenido = dibujar(informe_de(filtro, request.user), en=timezone.localtime())
    nombre = f"cumplimiento-de-convenios-{filtro.dia}.{formato}"
    cabeceras = {"Content-Disposition": f'attachment; filename="{nombre}"'}
    return HttpResponse(contenido, content_type=tipo, headers=cabeceras)
