"""Acts on several expedientes: first what would happen to each, then doing it, then what was done.

The rows ticked travel in the address (`?e=…&e=…`), so the preview is an ordinary page.
"""

from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.web import datos, estado_de, ir_a, pagina
from tramite import acciones
from tramite.forms.lote import (
    AcumularLoteForm,
    ArchivarLoteForm,
    AtenderLoteForm,
    ClasificarLoteForm,
    DerivarLoteForm,
    Elegidos,
    EsperarLoteForm,
    MotivoLoteForm,
    RecibirLoteForm,
    RelacionarLoteForm,
)
from tramite.models import ActoEnLote, Expediente, Lote
from tramite.posibles import PERMISO_DE


@requiere(Permiso.EXPEDIENTE_VER)
@require_http_methods(["GET", "POST"])
def recibir(request: OciRequest) -> HttpResponse:
    return _en_lote(request, ActoEnLote.RECIBIR, RecibirLoteForm(datos(request)))


@requiere(Permiso.EXPEDIENTE_DERIVAR)
@require_http_methods(["GET", "POST"])
def derivar(request: OciRequest) -> HttpResponse:
    form = DerivarLoteForm(datos(request), usuario=request.user, hoy=timezone.localdate())
    return _en_lote(request, ActoEnLote.DERIVAR, form)


@requiere(Permiso.EXPEDIENTE_ATENDER)
@require_http_methods(["GET", "POST"])
def atender(request: OciRequest) -> HttpResponse:
    return _en_lote(request, ActoEnLote.ATENDER, AtenderLoteForm(datos(request)))


@requiere(Permiso.EXPEDIENTE_CERRAR)
@require_http_methods(["GET", "POST"])
def archivar(request: OciRequest) -> HttpResponse:
    return _en_lote(request, ActoEnLote.ARCHIVAR, ArchivarLoteForm(datos(request)))


@requiere(Permiso.EXPEDIENTE_DERIVAR)
@require_http_methods(["GET", "POST"])
def devolver(request: OciRequest) -> HttpResponse:
    return _en_lote(request, ActoEnLote.DEVOLVER, MotivoLoteForm(datos(request)))


@requiere(Permiso.EXPEDIENTE_DERIVAR)
@require_http_methods(["GET", "POST"])
def esperar(request: OciRequest) -> HttpResponse:
    return _en_lote(request, ActoEnLote.ESPERAR, EsperarLoteForm(datos(request)))


@requiere(Permiso.EXPEDIENTE_REGISTRAR)
@require_http_methods(["GET", "POST"])
def reabrir(request: OciRequest) -> HttpResponse:
    return _en_lote(request, ActoEnLote.REABRIR, MotivoLoteForm(datos(request)))


@requiere(Permiso.EXPEDIENTE_REGISTRAR)
@require_http_methods(["GET", "POST"])
def clasificar(request: OciRequest) -> HttpResponse:
    form = ClasificarLoteForm(datos(request), usuario=request.user, hoy=timezone.localdate())
    return _en_lote(request, ActoEnLote.CLASIFICAR, form)


@requiere(Permiso.EXPEDIENTE_DERIVAR)
@require_http_methods(["GET", "POST"])
def retirar(request: OciRequest) -> HttpResponse:
    return _en_lote(request, ActoEnLote.RETIRAR, MotivoLoteForm(datos(request)))


@requiere(Permiso.EXPEDIENTE_DERIVAR)
@require_http_methods(["GET", "POST"])
def relacionar(request: OciRequest) -> HttpResponse:
    form = RelacionarLoteForm(datos(request), usuario=request.user, hoy=timezone.localdate())
    return _en_lote(request, ActoEnLote.RELACIONAR, form)


@requiere(Permiso.EXPEDIENTE_ANULAR)
@require_http_methods(["GET", "POST"])
def acumular(request: OciRequest) -> HttpResponse:
    form = AcumularLoteForm(datos(request), usuario=request.user, hoy=timezone.localdate())
    return _en_lote(request, ActoEnLote.ACUMULAR, form)


@requiere(Permiso.EXPEDIENTE_ANULAR)
@require_http_methods(["GET", "POST"])
def anular(request: OciRequest) -> HttpResponse:
    return _en_lote(request, ActoEnLote.ANULAR, MotivoLoteForm(datos(request)))


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def lote(request: OciRequest, clave: str) -> HttpResponse:
    """What a bulk act did, and why some stayed."""
    hecho = get_object_or_404(Lote.objects.visibles_para(request.user), clave=clave)
    return pagina(request, "tramite/lote.html", {"lote": hecho})


def _en_lote(request: OciRequest, acto: ActoEnLote, form: forms.Form) -> HttpResponse:
    elegidos = Elegidos(datos(request) or request.GET)
    filas = elegidos.de(Expediente.objects.visibles_para(request.user).para_lote())
    if form.is_valid():
        hecho, es_nuevo = acciones.hacer_en_lote(
            filas,
            acto,
            versiones=elegidos.versiones,
            por=request.user,
            ahora=timezone.now(),
            **form.cleaned_data,
        )
        messages.success(request, "Hecho." if es_nuevo else "Ya estaba hecho: no se repitió.")
        return ir_a(request, hecho)
    revision = acciones.revisar_lote(filas, acto, por=request.user)
    actos = _otros(request, elegidos)
    contexto = {"acto": acto, "actos": actos, "form": form, "revision": revision}
    return pagina(request, "tramite/lote_revisar.html", contexto, status=estado_de(form))


def _otros(request: OciRequest, elegidos: Elegidos) -> list[tuple[ActoEnLote, str]]:
    """Every act that the person may do, with the address of its preview for the same rows."""
    puede = [a for a in ActoEnLote if request.user.puede(PERMISO_DE[a])]
    return [(acto, _direccion(acto, elegidos)) for acto in puede]


def _direccion(acto: ActoEnLote, elegidos: Elegidos) -> str:
    """The preview of another act for the same rows."""
    filas = urlencode([("e", numero) for numero in elegidos.numeros])
    return f"{reverse(f'tramite:lote_{acto.label.lower()}')}?{filas}"
