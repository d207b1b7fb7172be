"""What fuentes and companies offer: the list, each offer and its acts."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.acciones import convocatoria as acciones
from convenios.fichas_demanda import ficha_convocatoria
from convenios.forms.convenio_actos import MotivoForm
from convenios.forms.convocatoria import ConvocatoriaForm, FiltroConvocatorias
from convenios.listas_demanda import convocatorias_al
from convenios.models import Convocatoria
from convenios.views.acto import Miga, acto, por_codigo
from ocisys.base.exportar import exportada
from ocisys.base.paginacion import paginar
from ocisys.base.web import datos, ir_a, pagina

LISTA: Miga = ("Convocatorias", reverse_lazy("convenios:convocatorias"))


def _editable(request: OciRequest, pk: int) -> Convocatoria:
    editables = Convocatoria.objects.editables_para(request.user)
    return get_object_or_404(editables.para_lista(), pk=pk)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def convocatorias(request: OciRequest) -> HttpResponse:
    hoy = timezone.localdate()
    filtro = FiltroConvocatorias(request.GET, hoy=hoy)
    filas = filtro.aplicar(Convocatoria.objects.visibles_para(request.user))
    hojas = paginar(filas, request.GET, orden=filtro.orden)
    contexto = {
        "filtro": filtro,
        "pagina": hojas,
        "filas": [(c, c.estado_al(hoy)) for c in hojas],
        "total": filas.count(),
    }
    return pagina(request, "convenios/convocatorias.html", contexto, parcial="tabla-convocatorias")


@requiere(Permiso.CONVENIO_VER)
@require_GET
def convocatorias_exportar(request: OciRequest, formato: str) -> HttpResponseBase:
    hoy = timezone.localdate()
    filtro = FiltroConvocatorias(request.GET, hoy=hoy)
    filas = filtro.aplicar(Convocatoria.objects.visibles_para(request.user))
    cuales = convocatorias_al(hoy)
    return exportada(request, formato, filas, cuales, "Convocatorias", filtro.en_palabras)


@requiere(Permiso.DEMANDA_EDITAR)
@require_http_methods(["GET", "POST"])
def convocatoria_nueva(request: OciRequest) -> HttpResponse:
    inicial = {"organizacion": request.GET.get("organizacion")}
    form = ConvocatoriaForm(datos(request), usuario=request.user, initial=inicial)
    if form.is_valid():
        fila = acciones.registrar_convocatoria(
            form.save(commit=False), por=request.user, hoy=timezone.localdate()
        )
        messages.success(request, f"{fila.codigo} registrada.")
        return ir_a(request, fila)
    return acto(request, form, "Registrar convocatoria", LISTA)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def convocatoria(request: OciRequest, pk: int) -> HttpResponse:
    visibles = Convocatoria.objects.visibles_para(request.user)
    fila = get_object_or_404(visibles.para_lista(), pk=pk)
    contexto = ficha_convocatoria(fila, request.user, timezone.localdate())
    return pagina(request, "convenios/convocatoria.html", contexto)


@requiere(Permiso.DEMANDA_EDITAR)
@require_http_methods(["GET", "POST"])
def convocatoria_editar(request: OciRequest, pk: int) -> HttpResponse:
    fila = _editable(request, pk)
    form = ConvocatoriaForm(datos(request), instance=fila, usuario=request.user)
    if form.is_valid():
        acciones.corregir_convocatoria(form.save(commit=False))
        messages.success(request, f"{fila.codigo} guardada.")
        return ir_a(request, fila)
    return acto(request, form, f"Editar {fila.codigo}", LISTA, por_codigo(fila), bajada=str(fila))


@requiere(Permiso.DEMANDA_EDITAR)
@require_http_methods(["GET", "POST"])
def convocatoria_anular(request: OciRequest, pk: int) -> HttpResponse:
    fila = _editable(request, pk)
    form = MotivoForm(datos(request))
    if form.is_valid():
        motivo = form.cleaned_data["motivo"]
        acciones.anular_convocatoria(fila, motivo=motivo, por=request.user)
        messages.success(request, f"{fila.codigo} queda anulada.")
        return ir_a(request, fila)
    return acto(request, form, f"Anular {fila.codigo}", LISTA, por_codigo(fila), bajada=str(fila))
