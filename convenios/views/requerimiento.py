"""Requirements to the Programas Nacionales and other units: list, page, asking, answering."""

from typing import Any

from django.contrib import messages
from django.forms import BaseForm as Form
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.acciones import requerimiento as acciones
from convenios.forms.convenio_actos import MotivoForm
from convenios.forms.requerimiento import FiltroRequerimientos, PasoForm, RequerimientoForm
from convenios.models import Convenio, InstrumentoInternacional, Requerimiento
from convenios.models.origen import Origen
from convenios.models.requerimiento import DE_DONDE
from convenios.views.acto import INSTRUMENTOS, acto, acto_de_convenio, por_codigo
from ocisys.base.exportar import Columna, exportada
from ocisys.base.paginacion import paginar
from ocisys.base.sellado import servir
from ocisys.base.web import datos, ir_a, pagina

De = Convenio | InstrumentoInternacional
"""What something is asked for."""


def _columnas(filtro: FiltroRequerimientos) -> list[Columna]:
    return [
        Columna("Código", "codigo", 16),
        Columna("A quién", "destino", 40),
        Columna("Qué se pide", "asunto", 50),
        Columna("Para qué", "origen.codigo", 16),
        Columna("Documento", "documento", 24),
        Columna("Enviado el", "enviado_el", 12),
        Columna("Responder hasta", "responder_hasta", 14),
        Columna("Situación", lambda r: r.situacion_al(filtro.dia).label, 22),
        Columna("Respondido el", "respondido", 14),
        Columna("Último recordatorio", "recordado", 14),
        Columna("Pidió", "por", 30),
    ]


@requiere(Permiso.CONVENIO_VER)
@require_GET
def requerimientos(request: OciRequest) -> HttpResponse:
    filtro = FiltroRequerimientos(request.GET, hoy=timezone.localdate())
    filas = filtro.aplicar(Requerimiento.objects.visibles_para(request.user))
    vista = paginar(filas, request.GET, orden=("-responder_hasta", "-pk"))
    contexto = {
        "filtro": filtro,
        "pagina": vista,
        "filas": [(r, r.situacion_al(filtro.dia)) for r in vista],
        "total": filas.count(),
    }
    parcial = "tabla-requerimientos"
    return pagina(request, "convenios/requerimientos.html", contexto, parcial=parcial)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def requerimientos_exportar(request: OciRequest, formato: str) -> HttpResponseBase:
    filtro = FiltroRequerimientos(request.GET, hoy=timezone.localdate())
    filas = filtro.aplicar(Requerimiento.objects.visibles_para(request.user))
    filas = filas.order_by("-responder_hasta", "-pk")
    return exportada(
        request, formato, filas, _columnas(filtro), "Requerimientos", filtro.en_palabras
    )


@requiere(Permiso.COMPROMISO_REPORTAR)
@require_http_methods(["GET", "POST"])
def requerimiento_nuevo(request: OciRequest, codigo: str) -> HttpResponse:
    visibles = Convenio.objects.visibles_para(request.user)
    return _pedir(request, get_object_or_404(visibles, codigo=codigo))


@requiere(Permiso.COMPROMISO_REPORTAR)
@require_http_methods(["GET", "POST"])
def requerimiento_internacional(request: OciRequest, pk: int) -> HttpResponse:
    """What an international instrument obliges to needs the units too."""
    visibles = InstrumentoInternacional.objects.visibles_para(request.user)
    return _pedir(request, get_object_or_404(visibles, pk=pk))


def _pedir(request: OciRequest, origen: De) -> HttpResponse:
    hoy = timezone.localdate()
    inicial = {"enviado_el": hoy, "ocurrencia": request.GET.get("obligacion", "")}
    form = RequerimientoForm(datos(request), origen=origen, hoy=hoy, initial=inicial)
    if form.is_valid():
        fila = acciones.requerir(form.save(commit=False), por=request.user)
        messages.success(request, f"Requerimiento {fila.codigo} anotado.")
        return ir_a(request, fila)
    return _acto(request, origen, form, "Anotar requerimiento")


@requiere(Permiso.CONVENIO_VER)
@require_GET
def requerimiento(request: OciRequest, pk: int) -> HttpResponse:
    hoy = timezone.localdate()
    visibles = Requerimiento.objects.visibles_para(request.user).para_lista(hoy)
    fila = get_object_or_404(visibles.select_related("ocurrencia__compromiso"), pk=pk)
    contexto = {
        "r": fila,
        "situacion": fila.situacion_al(hoy),
        "pasos": fila.pasos.select_related("por__persona", "archivo"),
        "puede_anotar": request.user.puede(Permiso.COMPROMISO_REPORTAR)
        and fila.situacion_al(hoy) in ("por_responder", "vencido"),
    }
    return pagina(request, "convenios/requerimiento.html", contexto)


@requiere(Permiso.COMPROMISO_REPORTAR)
@require_http_methods(["GET", "POST"])
def requerimiento_paso(request: OciRequest, pk: int) -> HttpResponse:
    hoy = timezone.localdate()
    visibles = Requerimiento.objects.visibles_para(request.user).select_related(*DE_DONDE)
    fila = get_object_or_404(visibles, pk=pk)
    inicial = {"fecha": hoy, "tipo": request.GET.get("tipo", "")}
    form = PasoForm(
        datos(request), request.FILES or None, requerimiento=fila, hoy=hoy, initial=inicial
    )
    if form.is_valid():
        archivo = form.cleaned_data.pop("archivo")
        paso = acciones.anotar_paso(
            form.save(commit=False), requerimiento=fila, por=request.user, archivo=archivo
        )
        messages.success(request, f"{fila.codigo}: {paso} anotada.")
        return ir_a(request, fila)
    return _acto(request, fila.origen, form, "Anotar respuesta o recordatorio", str(fila))


@requiere(Permiso.COMPROMISO_REPORTAR)
@require_http_methods(["GET", "POST"])
def requerimiento_anular(request: OciRequest, pk: int) -> HttpResponse:
    visibles = Requerimiento.objects.visibles_para(request.user).select_related(*DE_DONDE)
    fila = get_object_or_404(visibles, pk=pk)
    form = MotivoForm(datos(request))
    if form.is_valid():
        hoy = timezone.localdate()
        acciones.anular_requerimiento(fila, por=request.user, hoy=hoy, **form.cleaned_data)
        messages.success(request, f"{fila.codigo} anulado.")
        return ir_a(request, fila)
    return _acto(request, fila.origen, form, "Anular requerimiento", str(fila))


def _acto(
    request: OciRequest, origen: Origen, form: Form, verbo: str, nota: str = ""
) -> HttpResponse:
    """The form under the agreement or the instrument for which it is asked."""
    if isinstance(origen, Convenio):
        return acto_de_convenio(request, origen, form, verbo, nota)
    return acto(request, form, verbo, INSTRUMENTOS, por_codigo(origen), nota=nota)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def paso_archivo(request: OciRequest, pk: int) -> HttpResponseBase:
    visibles = Requerimiento.objects.visibles_para(request.user)
    fila = get_object_or_404(visibles.filter(pasos__pk=pk, pasos__archivo__isnull=False))
    archivo: Any = fila.pasos.get(pk=pk).archivo
    return servir(archivo)
