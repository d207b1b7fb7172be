"""The versions of the MOF: the list, what changed between two, the document on screen and out."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from cargos.documentos.mof import mof_en_pdf, organigrama_de
from cargos.forms.mof import CompararForm
from cargos.http import OciRequest
from cargos.manual import manual_de
from cargos.models import DocumentoGestion
from cargos.mof.diferencias import comparar
from cargos.permisos import Permiso, requiere
from ocisys.base.web import pagina

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@requiere(Permiso.CARGOS_VER)
@require_GET
def versiones(request: OciRequest) -> HttpResponse:
    documentos = DocumentoGestion.objects.visibles_para(request.user).mof().para_lista()
    form = CompararForm(request.GET, versiones=list(documentos))
    pedidas = form.versiones()
    contexto = {
        "documentos": form.por_numero.values(),
        "hoy": timezone.localdate(),
        "form": form,
        "pedidas": pedidas,
        "cambios": comparar(*map(manual_de, pedidas)) if pedidas else [],
    }
    estado = 422 if request.GET and not pedidas else 200
    return pagina(request, "cargos/mof_versiones.html", contexto, parcial="cambios", status=estado)


@requiere(Permiso.CARGOS_VER)
@require_GET
def version(request: OciRequest, version: int) -> HttpResponse:
    documento = _documento(request, version)
    manual = manual_de(documento)
    contexto = {
        "documento": documento,
        "manual": manual,
        "dibujo": organigrama_de(manual),
        "hoy": timezone.localdate(),
    }
    return pagina(request, "cargos/mof_version.html", contexto)


@requiere(Permiso.CARGOS_VER)
@require_GET
def en_pdf(request: OciRequest, version: int | None = None) -> HttpResponse:
    documento = _documento(request, version)
    return _descarga(mof_en_pdf(documento), PDF, f"mof-v{documento.version}.pdf", "inline")


@requiere(Permiso.CARGOS_VER)
@require_GET
def en_docx(request: OciRequest, version: int | None = None) -> HttpResponse:
    documento = _documento(request, version)
    from cargos.documentos.mof_docx import mof_en_docx  # heavy

    return _descarga(mof_en_docx(documento), DOCX, f"mof-v{documento.version}.docx", "attachment")


def _documento(request: OciRequest, version: int | None) -> DocumentoGestion:
    """That version of the MOF, or the one in force today; 404 if there is none."""
    documentos = DocumentoGestion.objects.visibles_para(request.user).mof()
    documentos = documentos.select_related("norma")
    if version is None:
        documento = documentos.vigentes(timezone.localdate()).first()
    else:
        documento = documentos.filter(version=version).first()
    if documento is None:
        raise Http404("No hay un MOF con esa versión.")
    return documento


def _descarga(contenido: bytes, tipo: str, nombre: str, modo: str) -> HttpResponse:
    respuesta = HttpResponse(contenido, content_type=tipo)
    respuesta["Content-Disposition"] = f'{modo}; filename="{nombre}"'
    return respuesta
