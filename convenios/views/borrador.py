"""The draft of an agreement in Word, and the office's wording of each clause."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.acciones.modelo_clausula import cambiar_modelo
from convenios.borrador import CAMPOS, redactar
from convenios.forms.modelo_clausula import ModeloForm
from convenios.models import Convenio, Materia, ModeloClausula
from ocisys.base.web import datos, estado_de, ir_a, pagina

TIPO_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@requiere(Permiso.CONVENIO_VER)
@require_GET
def borrador(request: OciRequest, codigo: str) -> HttpResponse:
    convenio = get_object_or_404(Convenio.objects.visibles_para(request.user), codigo=codigo)
    from convenios.borrador_word import en_word  # heavy

    contenido = en_word(redactar(convenio, timezone.localdate()))
    cabeceras = {"Content-Disposition": f'attachment; filename="proyecto-{codigo}.docx"'}
    return HttpResponse(contenido, content_type=TIPO_DOCX, headers=cabeceras)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def modelos(request: OciRequest) -> HttpResponse:
    en_uso = ModeloClausula.objects.visibles_para(request.user).en_uso()
    cambios = ModeloClausula.objects.visibles_para(request.user).select_related("por__persona")
    contexto = {
        "modelos": [(Materia(m), en_uso[m]) for m in Materia.values if m in en_uso],
        "campos": CAMPOS.items(),
        "cambios": cambios.order_by("-pk")[:20],
    }
    return pagina(request, "convenios/modelos.html", contexto)


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def modelo_editar(request: OciRequest, materia: str) -> HttpResponse:
    en_uso = ModeloClausula.objects.visibles_para(request.user).en_uso()
    if materia not in en_uso:
        raise Http404
    form = ModeloForm(datos(request), vigente=en_uso[materia])
    if form.is_valid():
        fila = cambiar_modelo(materia, por=request.user, **form.cleaned_data)
        messages.success(
            request,
            f"{fila} guardado: así se redactará desde ahora.",
            extra_tags=f"borrador:modelo-{materia}",
        )
        return ir_a(request, "convenios:modelos")
    contexto = {"form": form, "materia": Materia(materia), "campos": CAMPOS.items()}
    return pagina(request, "convenios/modelo_editar.html", contexto, status=estado_de(form))
