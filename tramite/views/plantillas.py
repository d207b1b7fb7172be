"""The templates of what the office issues: read, take to Word, bring back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.web import datos, estado_de, ir_a, pagina
from tramite import acciones
from tramite.campos_combinados import CAMPOS
from tramite.forms.plantilla import PlantillaWordForm
from tramite.models import Plantilla
from tramite.word import TIPO, a_word


@requiere(Permiso.SALIDA_REDACTAR)
@require_GET
def plantillas(request: OciRequest) -> HttpResponse:
    filas = Plantilla.objects.visibles_para(request.user).activas()
    return pagina(request, "tramite/plantillas.html", {"plantillas": filas, "campos": CAMPOS})


@requiere(Permiso.SALIDA_REDACTAR)
@require_GET
def en_word(request: OciRequest, codigo: str) -> HttpResponse:
    filas = Plantilla.objects.visibles_para(request.user).activas()
    plantilla = get_object_or_404(filas, codigo=codigo)
    respuesta = HttpResponse(a_word(plantilla.nombre, plantilla.cuerpo), content_type=TIPO)
    respuesta["Content-Disposition"] = f'attachment; filename="{plantilla.codigo}.docx"'
    return respuesta


@requiere(Permiso.SALIDA_FIRMAR)
@require_http_methods(["GET", "POST"])
def subir(request: OciRequest, codigo: str) -> HttpResponse:
    filas = Plantilla.objects.visibles_para(request.user).activas()
    plantilla = get_object_or_404(filas, codigo=codigo)
    form = PlantillaWordForm(datos(request), request.FILES or None)
    if form.is_valid():
        acciones.reescribir_plantilla(plantilla, cuerpo=form.cleaned_data["fichero"])
        messages.success(request, f"Plantilla «{plantilla.nombre}» cambiada.")
        return ir_a(request, "tramite:plantillas")
    contexto = {"p": plantilla, "form": form}
    return pagina(request, "tramite/plantilla_subir.html", contexto, status=estado_de(form))
