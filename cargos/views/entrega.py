"""Handover of a post, step by step: inventory, receivers, acceptance, end, acta."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cargos import pendientes
from cargos.acciones import entrega as acciones
from cargos.acciones.entrega import asuntos
from cargos.documentos.acta_entrega import acta_entrega_pdf
from cargos.forms.designacion import CerrarEntregaForm, EntregaForm, ReceptoresForm
from cargos.http import OciRequest
from cargos.models import Designacion, EntregaCargo, MotivoTermino, Usuario
from cargos.permisos import Permiso, requiere
from ocisys.base.sellado import servir
from ocisys.base.web import datos, estado_de, ir_a, pagina


def _entrega(request: OciRequest, pk: int) -> EntregaCargo:
    filas = EntregaCargo.objects.visibles_para(request.user).para_detalle()
    fila = get_object_or_404(filas, pk=pk)
    _tapar(fila, request.user)
    return fila


def _tapar(fila: EntregaCargo, usuario: Usuario) -> None:
    """Take out of what was read, not of the row, the items that this person may not know of.

    Her own are told to whoever receives them: she has to accept them.
    """
    ajenos = [i for i in fila.items.all() if i.receptor_id != usuario.pk]
    ocultos = pendientes.ocultos(usuario, [(i.clase, i.clave) for i in ajenos])
    for item in ajenos:
        if (item.clase, item.clave) in ocultos:
            item.clave, item.descripcion, item.enlace = "", pendientes.OCULTO, ""


def _receptores(request: OciRequest, entrega: EntregaCargo) -> ReceptoresForm:
    cuentas = Usuario.objects.con_cargo_en(timezone.localdate()).exclude(
        persona=entrega.designacion.persona
    )
    return ReceptoresForm(datos(request), entrega=entrega, cuentas=list(cuentas))


@requiere(Permiso.CARGOS_DESIGNAR)
@require_http_methods(["GET", "POST"])
def preparar(request: OciRequest, pk: int) -> HttpResponse:
    filas = Designacion.objects.visibles_para(request.user).para_lista()
    designacion = get_object_or_404(filas.select_related("entrega"), pk=pk)
    inicial = _lo_ya_dicho(designacion)
    form = EntregaForm(datos(request), designacion=designacion, initial=inicial)
    if form.is_valid():
        entrega = acciones.preparar(designacion, por=request.user, **form.cleaned_data)
        cuantos = entrega.items.count()
        hecho = f"Inventario listo: {asuntos(cuantos)}." if cuantos else "Nada queda por entregar."
        messages.success(request, hecho)
        return ir_a(request, "cargos:entrega", entrega.pk)
    contexto = {"designacion": designacion, "form": form}
    return pagina(request, "cargos/entrega_preparar.html", contexto, status=estado_de(form))


def _lo_ya_dicho(designacion: Designacion) -> dict[str, object]:
    """What the open handover says, so that bringing it up to date loses none of it."""
    if hasattr(designacion, "entrega"):
        dicho = designacion.entrega
        return {"fecha_termino": dicho.fecha_termino, "observaciones": dicho.observaciones}
    return {"fecha_termino": designacion.hasta or timezone.localdate()}


@requiere(Permiso.ENTREGA_ACEPTAR)
@require_GET
def entrega(request: OciRequest, pk: int) -> HttpResponse:
    fila = _entrega(request, pk)
    contexto = {
        "entrega": fila,
        "receptores": _receptores(request, fila),
        "cierre": CerrarEntregaForm(initial=_motivo_de(fila.designacion)),
        "faltan": sum(not i.aceptado_en for i in fila.items.all()),
        "por_aceptar": [
            i for i in fila.items.all() if i.receptor == request.user and not i.aceptado_en
        ],
    }
    return pagina(request, "cargos/entrega.html", contexto)


def _motivo_de(designacion: Designacion) -> dict[str, object]:
    """What ends an encargo or a suplencia is nearly always that it is over."""
    return {} if designacion.es_titular else {"motivo": MotivoTermino.FIN_ENCARGO}


@requiere(Permiso.CARGOS_DESIGNAR)
@require_POST
def asignar(request: OciRequest, pk: int) -> HttpResponse:
    fila = _entrega(request, pk)
    form = _receptores(request, fila)
    if form.is_valid():
        acciones.asignar(fila, receptores=form.receptores(), por=request.user)
        messages.success(request, "Receptores guardados y avisados.")
    else:
        messages.error(request, "Alguna de las personas elegidas ya no tiene cargo.")
    return ir_a(request, "cargos:entrega", pk)


@requiere(Permiso.ENTREGA_ACEPTAR)
@require_POST
def aceptar(request: OciRequest, pk: int) -> HttpResponse:
    cuantos = acciones.aceptar(_entrega(request, pk), por=request.user)
    messages.success(request, f"Recibió {asuntos(cuantos)}; desde ahora le toca.")
    return ir_a(request, "cargos:entrega", pk)


@requiere(Permiso.CARGOS_DESIGNAR)
@require_POST
def cerrar(request: OciRequest, pk: int) -> HttpResponse:
    fila = _entrega(request, pk)
    form = CerrarEntregaForm(datos(request))
    if form.is_valid():
        acciones.cerrar(fila, por=request.user, **form.cleaned_data)
        messages.success(request, "Entrega cerrada y designación terminada.")
    else:
        messages.error(request, "Elija el motivo del término.")
    return ir_a(request, "cargos:entrega", pk)


@requiere(Permiso.ENTREGA_ACEPTAR)
@require_GET
def acta(request: OciRequest, pk: int) -> HttpResponseBase:
    """The sealed one of a closed handover; until there is, or for who may not read it all, this."""
    fila = _entrega(request, pk)
    if fila.archivo_del_acta and all(i.descripcion != pendientes.OCULTO for i in fila.items.all()):
        return servir(fila.archivo_del_acta)
    cabeceras = {"Content-Disposition": f'inline; filename="acta-entrega-{pk}.pdf"'}
    archivo = acta_entrega_pdf(fila, en=timezone.now())
    return HttpResponse(archivo, content_type="application/pdf", headers=cabeceras)
