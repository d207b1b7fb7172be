"""The Jefe's dashboard, and the report to the Alta Dirección made of it."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.forms.filtros import FiltroTablero
from convenios.informe import en_pdf, en_word, informe_al
from convenios.tablero import armar
from ocisys.base.web import pagina


@requiere(Permiso.TABLERO_VER)
@require_GET
def tablero(request: OciRequest) -> HttpResponse:
    filtro = FiltroTablero(request.GET, hoy=timezone.localdate())
    contexto = {"t": armar(filtro, request.user), "filtro": filtro}
    return pagina(request, "convenios/tablero.html", contexto)


FORMAS = {
    "pdf": (en_pdf, "application/pdf"),
    "docx": (
        en_word,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
}


@requiere(Permiso.TABLERO_VER)
@require_GET
def informe(request: OciRequest, formato: str) -> HttpResponse:
    hoy, ahora = timezone.localdate(), timezone.localtime()
    filtro = FiltroTablero(request.GET, hoy=hoy)
    dibujar, tipo = FORMAS[formato]
    contenido = dibujar(informe_al(filtro.dia, request.user, hoy=hoy), en=ahora)
    nombre = f"cumplimiento-de-convenios-{filtro.dia}.{formato}"
    cabeceras = {"Content-Disposition": f'attachment; filename="{nombre}"'}
    return HttpResponse(contenido, content_type=tipo, headers=cabeceras)
