"""Spreadsheets: bring one, see what was found row by row, decide, get back what to correct."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.acciones import importacion as acciones
from convenios.cola import trabajar_importacion
from convenios.forms.importar import DecidirForm, FiltroFilas, ImportarForm
from convenios.importar import convenios, organizaciones
from convenios.models import Importacion
from convenios.models.importacion import Nivel
from ocisys.base.exportar import TIPO_XLSX
from ocisys.base.paginacion import paginar
from ocisys.base.web import datos, estado_de, ir_a, pagina

CAMPOS = {
    Importacion.Clase.CONVENIOS.value: convenios.CAMPOS,
    Importacion.Clase.ORGANIZACIONES.value: organizaciones.CAMPOS,
}


@requiere(Permiso.ORGANIZACION_TRATAR)
@require_http_methods(["GET", "POST"])
def importaciones(request: OciRequest) -> HttpResponse:
    form = ImportarForm(datos(request), request.FILES or None, usuario=request.user)
    if form.is_valid():
        fila = acciones.traer(por=request.user, **form.cleaned_data)
        trabajar_importacion.enqueue(fila.pk)
        return ir_a(request, "convenios:importacion", fila.pk)
    visibles = Importacion.objects.visibles_para(request.user).select_related(
        "archivo", "por__persona"
    )
    contexto = {"form": form, "pagina": paginar(visibles, request.GET, orden=("-pk",))}
    return pagina(request, "convenios/importaciones.html", contexto, status=estado_de(form))


@requiere(Permiso.ORGANIZACION_TRATAR)
@require_GET
def importacion_modelo(request: OciRequest, clase: str) -> HttpResponse:
    from convenios.importar.libros import modelo  # heavy

    rotulo = Importacion.Clase(clase).label
    respuesta = HttpResponse(modelo(CAMPOS[clase], rotulo), content_type=TIPO_XLSX)
    respuesta["Content-Disposition"] = f'attachment; filename="modelo-{clase}.xlsx"'
    return respuesta


@requiere(Permiso.ORGANIZACION_TRATAR)
@require_GET
def importacion(request: OciRequest, pk: int) -> HttpResponse:
    visibles = Importacion.objects.visibles_para(request.user)
    fila = get_object_or_404(visibles.select_related("archivo", "por__persona"), pk=pk)
    filtro = FiltroFilas(request.GET)
    filas = filtro.aplicar(fila.filas.select_related("convenio", "organizacion"))
    contexto = {
        "i": fila,
        "filtro": filtro,
        "cuentas": acciones.cuentas(fila),
        "columnas": [(c.titulo, fila.titulos.get(c.clave)) for c in CAMPOS[fila.clase]],
        "pagina": paginar(filas, request.GET, orden=("nro",)),
    }
    return pagina(request, "convenios/importacion.html", contexto, parcial="importacion")


@requiere(Permiso.ORGANIZACION_TRATAR)
@require_POST
def importacion_incorporar(request: OciRequest, pk: int) -> HttpResponse:
    fila = get_object_or_404(Importacion.objects.visibles_para(request.user), pk=pk)
    form = DecidirForm(datos(request))
    con_advertencias = form.is_valid() and form.cleaned_data["con_advertencias"]
    acciones.decidir(fila, con_advertencias=con_advertencias, por=request.user)
    trabajar_importacion.enqueue(pk)
    messages.success(request, "Se están incorporando las filas.")
    return ir_a(request, "convenios:importacion", pk)


@requiere(Permiso.ORGANIZACION_TRATAR)
@require_POST
def importacion_descartar(request: OciRequest, pk: int) -> HttpResponse:
    fila = get_object_or_404(Importacion.objects.visibles_para(request.user), pk=pk)
    acciones.descartar(fila)
    messages.success(request, "Descartada: no entró ninguna fila.")
    return ir_a(request, "convenios:importaciones")


@requiere(Permiso.ORGANIZACION_TRATAR)
@require_GET
def importacion_por_corregir(request: OciRequest, pk: int) -> HttpResponse:
    from convenios.importar.libros import por_corregir  # heavy

    fila = get_object_or_404(Importacion.objects.visibles_para(request.user), pk=pk)
    malas = fila.filas.filter(nivel=Nivel.ERROR).order_by("nro")
    libro = por_corregir(malas, CAMPOS[fila.clase])
    respuesta = HttpResponse(libro, content_type=TIPO_XLSX)
    respuesta["Content-Disposition"] = f'attachment; filename="por-corregir-{pk}.xlsx"'
    return respuesta
