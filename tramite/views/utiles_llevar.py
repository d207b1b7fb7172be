"""Keeping the supplies (MOF 071-04): what comes in, goes out, is counted and is missing."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.web import datos, estado_de, ir_a, pagina
from tramite import acciones
from tramite.acciones.utiles import stock_de, ultimo_movimiento
from tramite.forms.utiles import EntregarForm, IngresarForm, InventarioForm, UtilForm
from tramite.models import ConteoUtil, PedidoUtil, Util
from tramite.utiles import acta_de_inventario_pdf, texto_de_reposicion


@requiere(Permiso.UTILES_LLEVAR)
@require_http_methods(["GET", "POST"])
def util_nuevo(request: OciRequest) -> HttpResponse:
    return _guardar(request, UtilForm(datos(request)), "Nuevo útil")


@requiere(Permiso.UTILES_LLEVAR)
@require_http_methods(["GET", "POST"])
def util_editar(request: OciRequest, pk: int) -> HttpResponse:
    fila = get_object_or_404(Util.objects.visibles_para(request.user), pk=pk)
    return _guardar(request, UtilForm(datos(request), instance=fila), f"Corregir {fila}")


def _guardar(request: OciRequest, form: UtilForm, titulo: str) -> HttpResponse:
    if form.is_valid():
        fila = form.save()
        messages.success(request, f"Útil guardado: {fila}.")
        return ir_a(request, fila)
    contexto = {"form": form, "titulo": titulo, "boton": "Guardar"}
    return pagina(request, "tramite/util_acto.html", contexto, status=estado_de(form))


@requiere(Permiso.UTILES_LLEVAR)
@require_http_methods(["GET", "POST"])
def utiles_ingresar(request: OciRequest) -> HttpResponse:
    """What came in; the document stays for the next line of the same delivery."""
    inicial = {c: request.GET.get(c, "")[:160] for c in ("util", "documento", "proveedor")}
    form = IngresarForm(datos(request), initial=inicial)
    if form.is_valid():
        d = dict(form.cleaned_data)
        fila = acciones.ingresar_utiles(d.pop("util"), por=request.user, ahora=timezone.now(), **d)
        messages.success(
            request,
            f"Ingresaron {fila.medida}.",
            extra_tags="borrador:utiles-ingresar",
        )
        return ir_a(request, fila.util)
    contexto = {
        "form": form,
        "titulo": "Anotar un ingreso",
        "boton": "Ingresar",
        "clave": "utiles-ingresar",
    }
    return pagina(request, "tramite/util_acto.html", contexto, status=estado_de(form))


@requiere(Permiso.UTILES_LLEVAR)
@require_http_methods(["GET", "POST"])
def util_entregar(request: OciRequest, pk: int) -> HttpResponse:
    pedidos = PedidoUtil.objects.visibles_para(request.user).pendientes().para_lista()
    pedido = get_object_or_404(pedidos, pk=pk)
    hay = stock_de(pedido.util)
    form = EntregarForm(datos(request), pedido=pedido, hay=hay)
    if form.is_valid():
        fila = acciones.entregar_util(
            pedido, por=request.user, ahora=timezone.now(), **form.cleaned_data
        )
        messages.success(request, f"Entregados a {pedido.para}: {fila.medida}.")
        return ir_a(request, "tramite:utiles")
    contexto = {
        "form": form,
        "titulo": "Entregar",
        "boton": "Entregar",
        "pedido": pedido,
        "hay": hay,
    }
    return pagina(request, "tramite/util_acto.html", contexto, status=estado_de(form))


@requiere(Permiso.UTILES_LLEVAR)
@require_http_methods(["GET", "POST"])
def utiles_inventario(request: OciRequest) -> HttpResponse:
    """One table to type what was counted; each difference is put right with its reason."""
    filas = Util.objects.visibles_para(request.user).activos().con_stock().en_orden()
    inicial = {"corte": ultimo_movimiento()}
    form = InventarioForm(datos(request), utiles=filas, initial=inicial)
    if form.is_valid():
        conteo = acciones.inventariar(
            form.contados(),
            corte=form.cleaned_data["corte"],
            nota=form.cleaned_data["nota"],
            por=request.user,
            ahora=timezone.now(),
        )
        messages.success(request, "Inventario guardado.", extra_tags="borrador:utiles-inventario")
        return ir_a(request, "tramite:util_inventario", conteo.pk)
    contexto = {"form": form}
    return pagina(request, "tramite/utiles_inventario.html", contexto, status=estado_de(form))


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def util_inventario(request: OciRequest, pk: int) -> HttpResponse:
    conteo = _conteo(request, pk)
    contexto: dict[str, Any] = {
        "conteo": conteo,
        "renglones": conteo.renglones.select_related("util"),
    }
    return pagina(request, "tramite/util_inventario.html", contexto)


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def util_inventario_acta(request: OciRequest, pk: int) -> HttpResponse:
    conteo = _conteo(request, pk)
    contenido = acta_de_inventario_pdf(conteo, en=timezone.now())
    respuesta = HttpResponse(contenido, content_type="application/pdf")
    respuesta["Content-Disposition"] = f'inline; filename="inventario-utiles-{conteo.pk}.pdf"'
    return respuesta


def _conteo(request: OciRequest, pk: int) -> ConteoUtil:
    filas = ConteoUtil.objects.visibles_para(request.user).select_related("por__persona")
    return get_object_or_404(filas, pk=pk)


@requiere(Permiso.UTILES_LLEVAR)
@require_GET
def utiles_reposicion(request: OciRequest) -> HttpResponse:
    """What is under its minimum, as the text of a requirement."""
    filas = Util.objects.visibles_para(request.user).activos().con_stock().bajo_el_minimo()
    lista = list(filas.en_orden())
    contexto = {"utiles": lista, "texto": texto_de_reposicion(lista)}
    return pagina(request, "tramite/utiles_reposicion.html", contexto)
