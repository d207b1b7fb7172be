"""What fuentes and companies offer: the list, each offer and its acts."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.acciones import convocatoria as acciones
from convenios.forms.convenio_actos import MotivoForm
from convenios.forms.convocatoria import ConvocatoriaForm, FiltroConvocatorias
from convenios.models import Convocatoria
from ocisys.base import exportar
from ocisys.base.exportar import Columna
from ocisys.base.paginacion import paginar
from ocisys.base.web import datos, estado_de, ir_a, pagina

ACTO = "convenios/demanda_acto.html"
LISTA = {"lista": "convenios:convocatorias", "rotulo_lista": "Convocatorias"}


def columnas(hoy: date) -> list[Columna]:
    """What is exported of each offer; where it stands is that of `hoy`."""
    return [
        Columna("Código", "codigo", 16),
        Columna("Quién ofrece", "organizacion.nombre", 40),
        Columna("Qué se ofrece", "titulo", 50),
        Columna("Qué es", "get_tipo_display", 24),
        Columna("Modalidad", "get_modalidad_display", 24),
        Columna("Abre el", "abre_el", 12),
        Columna("Cierra el", "cierra_el", 12),
        Columna("Estado", lambda c: c.estado_al(hoy).palabra, 14),
        Columna("Moneda", "moneda", 8),
        Columna("Monto desde", "monto_min", 16),
        Columna("Monto hasta", "monto_max", 16),
        Columna("Quién puede y qué piden", "elegibilidad", 50),
        Columna("De qué trata", lambda c: "; ".join(c.clasificacion), 40),
        Columna("Ámbito", "donde", 30),
        Columna("Idioma", "get_idioma_display", 12),
        Columna("Dirección", "url", 40),
        Columna("Cargo", "responsable.nro_orden", 8),
        Columna("Anulada por", "anulado_motivo", 30),
        Columna("Ficticia", "es_ficticia", 10),
    ]


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
    ahora, hoy = timezone.now(), timezone.localdate()
    filtro = FiltroConvocatorias(request.GET, hoy=hoy)
    filas = filtro.aplicar(Convocatoria.objects.visibles_para(request.user))
    cuales, titulo = columnas(hoy), "Convocatorias"
    if formato == "csv":
        return exportar.csv(filas, cuales, titulo=titulo, en=ahora)
    return exportar.xlsx(
        filas, cuales, titulo=titulo, filtros=filtro.en_palabras, por=request.user, en=ahora
    )


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
    contexto = LISTA | {"form": form, "verbo": "Registrar convocatoria"}
    return pagina(request, ACTO, contexto, status=estado_de(form))


@requiere(Permiso.CONVENIO_VER)
@require_GET
def convocatoria(request: OciRequest, pk: int) -> HttpResponse:
    hoy = timezone.localdate()
    visibles = Convocatoria.objects.visibles_para(request.user)
    fila = get_object_or_404(visibles.para_lista(), pk=pk)
    lleva = Convocatoria.objects.editables_para(request.user).filter(pk=pk).exists()
    contexto = {
        "c": fila,
        "estado": fila.estado_al(hoy),
        "dias": (fila.cierra_el - hoy).days if fila.cierra_el else None,
        "puede_editar": lleva and fila.anulado_en is None,
    }
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
    contexto = LISTA | {"form": form, "verbo": f"Editar {fila.codigo}", "fila": fila}
    return pagina(request, ACTO, contexto, status=estado_de(form))


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
    contexto = LISTA | {"form": form, "verbo": f"Anular {fila.codigo}", "fila": fila}
    return pagina(request, ACTO, contexto, status=estado_de(form))
