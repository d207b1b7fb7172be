"""The supplies of the office: what there is, asking for them, and saying that they came."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.exportar import exportada
from ocisys.base.paginacion import paginar
from ocisys.base.web import datos, estado_de, ir_a, pagina
from tramite import acciones
from tramite.forms.utiles import MotivoForm, PedirForm, ReparoForm
from tramite.models import ConteoUtil, MovimientoUtil, PedidoUtil, Util
from tramite.utiles import COLUMNAS, COLUMNAS_KARDEX, lineas_de

VISTAS = {
    "": ("En uso", lambda filas: filas.activos()),
    "con-existencia": ("Con existencia", lambda filas: filas.activos().con_existencia()),
    "bajo-el-minimo": ("Bajo el mínimo", lambda filas: filas.activos().bajo_el_minimo()),
    "todos": ("Todos", lambda filas: filas),
}
"""What the list may show: tab and rows."""

EN_PANTALLA = 30
EXPORTABLES = 5000


def _filtrados(request: OciRequest) -> tuple[QuerySet[Any, Any], dict[str, str]]:
    """The rows that the address asks for, and its filters in words."""
    ver = request.GET.get("ver", "")
    titulo, elegir = VISTAS.get(ver, VISTAS[""])
    q = request.GET.get("q", "")[:200].strip()
    filas = elegir(Util.objects.visibles_para(request.user).con_stock()).buscar(q).en_orden()
    return filas, {"Muestra": titulo} | ({"Busca": q} if q else {})


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def utiles(request: OciRequest) -> HttpResponse:
    """What there is; what I asked for and received; for who keeps them, what is asked for."""
    filas, _ = _filtrados(request)
    pedidos = PedidoUtil.objects.visibles_para(request.user).para_lista()
    movimientos = MovimientoUtil.objects.visibles_para(request.user)
    lleva = request.user.puede(Permiso.UTILES_LLEVAR)
    contexto = {
        "q": request.GET.get("q", "")[:200],
        "ver": request.GET.get("ver", ""),
        "vistas": [(clave, titulo) for clave, (titulo, _) in VISTAS.items()],
        "pagina": paginar(filas, request.GET, orden=("nombre", "pk"), por=EN_PANTALLA),
        "por_confirmar": movimientos.por_confirmar(request.user).para_lista()[:EN_PANTALLA],
        "mios": pedidos.filter(para=request.user)[:5],
        "pendientes": pedidos.pendientes()[:EN_PANTALLA] if lleva else [],
        "conteos": ConteoUtil.objects.visibles_para(request.user)[:5],
    }
    return pagina(request, "tramite/utiles.html", contexto)


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def utiles_exportar(request: OciRequest, formato: str) -> HttpResponseBase:
    filas, filtros = _filtrados(request)
    return exportada(request, formato, filas[:EXPORTABLES], COLUMNAS, "Útiles", filtros)


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def util(request: OciRequest, pk: int) -> HttpResponse:
    """The kárdex of one: every movement with its balance, the newest first."""
    fila = get_object_or_404(Util.objects.visibles_para(request.user).con_stock(), pk=pk)
    movimientos = MovimientoUtil.objects.visibles_para(request.user).filter(util=fila)
    hoja = paginar(movimientos.para_lista(), request.GET, orden=("-pk",))
    contexto = {"u": fila, "pagina": hoja, "lineas": lineas_de(fila, hoja.filas)}
    return pagina(request, "tramite/util.html", contexto)


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def util_exportar(request: OciRequest, pk: int, formato: str) -> HttpResponseBase:
    fila = get_object_or_404(Util.objects.visibles_para(request.user), pk=pk)
    movimientos = MovimientoUtil.objects.visibles_para(request.user).filter(util=fila)
    lineas = lineas_de(fila, movimientos.para_lista().order_by("-pk")[:EXPORTABLES])
    titulo = f"Kárdex de {fila}"
    return exportada(request, formato, lineas, COLUMNAS_KARDEX, titulo, {"Útil": str(fila)})


@requiere(Permiso.UTILES_PEDIR)
@require_http_methods(["GET", "POST"])
def util_pedir(request: OciRequest) -> HttpResponse:
    form = PedirForm(
        datos(request),
        usuario=request.user,
        hoy=timezone.localdate(),
        initial={"util": request.GET.get("util", "")[:15]},
    )
    if form.is_valid():
        d = dict(form.cleaned_data)
        pedido = acciones.pedir_util(d.pop("util"), por=request.user, ahora=timezone.now(), **d)
        messages.success(request, f"Pedido anotado: {pedido}.", extra_tags="borrador:util-pedir")
        if pedido.para != request.user:  # whoever asks in person is there, waiting
            return ir_a(request, "tramite:util_entregar", pedido.pk)
        return ir_a(request, "tramite:utiles")
    contexto = {
        "form": form,
        "titulo": "Pedir útiles",
        "boton": "Pedir",
        "clave": "util-pedir",
    }
    return pagina(request, "tramite/util_acto.html", contexto, status=estado_de(form))


@requiere(Permiso.UTILES_PEDIR)
@require_http_methods(["GET", "POST"])
def util_pedido_cerrar(request: OciRequest, pk: int) -> HttpResponse:
    """Withdraw one's own, or close what will not be delivered."""
    pedidos = PedidoUtil.objects.editables_para(request.user).pendientes().para_lista()
    pedido = get_object_or_404(pedidos, pk=pk)
    form = MotivoForm(datos(request))
    if form.is_valid():
        acciones.cerrar_pedido(
            pedido, motivo=form.cleaned_data["motivo"], por=request.user, ahora=timezone.now()
        )
        messages.success(request, f"Pedido cerrado: {pedido}.")
        return ir_a(request, "tramite:utiles")
    contexto = {"form": form, "titulo": "Cerrar el pedido", "boton": "Cerrar", "pedido": pedido}
    return pagina(request, "tramite/util_acto.html", contexto, status=estado_de(form))


@requiere(Permiso.UTILES_PEDIR)
@require_POST
def util_recibi(request: OciRequest, pk: int) -> HttpResponse:
    """«Recibí»: it stands as the signature of who received."""
    fila = _por_confirmar(request, pk)
    acciones.confirmar_entrega(fila, conforme=True, por=request.user, ahora=timezone.now())
    messages.success(request, f"Recibido conforme: {fila.medida}.")
    return ir_a(request, "tramite:utiles")


@requiere(Permiso.UTILES_PEDIR)
@require_http_methods(["GET", "POST"])
def util_reparo(request: OciRequest, pk: int) -> HttpResponse:
    """Say what was wrong with a delivery."""
    fila = _por_confirmar(request, pk)
    form = ReparoForm(datos(request))
    if form.is_valid():
        nota = form.cleaned_data["nota"]
        acciones.confirmar_entrega(
            fila, conforme=False, nota=nota, por=request.user, ahora=timezone.now()
        )
        messages.success(request, "Queda anotado que no está conforme.")
        return ir_a(request, "tramite:utiles")
    contexto = {"form": form, "titulo": "No estoy conforme", "boton": "Anotar", "entrega": fila}
    return pagina(request, "tramite/util_acto.html", contexto, status=estado_de(form))


def _por_confirmar(request: OciRequest, pk: int) -> MovimientoUtil:
    filas = MovimientoUtil.objects.visibles_para(request.user).por_confirmar(request.user)
    return get_object_or_404(filas.para_lista(), pk=pk)
