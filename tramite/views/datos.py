"""What is written of an expediente besides its register: words, annexes, who signs what."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.web import datos, estado_de, ir_a, pagina
from tramite import acciones
from tramite.forms.datos import (
    DatosDocumentoForm,
    EncargarForm,
    MarcarForm,
    PiezaForm,
    RetirarPiezaForm,
)
from tramite.models import Documento, Expediente, PiezaAnexa
from tramite.views.comun import Rotulo, actuar, anotar_lectura, expediente_de

MARCAR = Rotulo(
    "Marcadores",
    "Guardar",
    "actualizado: se guardaron sus marcadores",
    "Sirven para hallarlo con otros de su clase: en el buscador, #palabra.",
)
ENCARGAR = Rotulo(
    "Responsable",
    "Guardar",
    "actualizado: se guardó quién responde por él",
    "Responde de principio a fin aunque el expediente pase por otras manos; figura en la carátula.",
    "TUO LPAG art. 157",
)
DATOS = Rotulo(
    "Datos del documento",
    "Guardar",
    "actualizado: se anotaron los datos del documento",
    "Lo que dice el papel además de lo registrado. Lo anterior queda en la hoja de ruta.",
)
RETIRAR = Rotulo(
    "Retirar un anexo del listado",
    "Retirar",
    "actualizado: se retiró el anexo del listado",
    "Para lo que se anotó por error. El papel y sus archivos quedan donde están.",
)


@requiere(Permiso.EXPEDIENTE_DERIVAR)
@require_http_methods(["GET", "POST"])
def encargar(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    form = EncargarForm(datos(request), expediente=expediente, hoy=timezone.localdate())
    return actuar(request, expediente, form, acciones.encargar, ENCARGAR)


@requiere(Permiso.EXPEDIENTE_DERIVAR)
@require_http_methods(["GET", "POST"])
def marcar(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    form = MarcarForm(datos(request), expediente=expediente, usuario=request.user)
    return actuar(request, expediente, form, acciones.marcar, MARCAR)


@requiere(Permiso.EXPEDIENTE_REGISTRAR)
@require_http_methods(["GET", "POST"])
def datos_documento(request: OciRequest, numero: str, orden: int) -> HttpResponse:
    expediente, documento = _documento(request, numero, orden)
    form = DatosDocumentoForm(datos(request), expediente=expediente, documento=documento)
    accion = partial(acciones.fijar_datos, documento=documento)
    return actuar(request, expediente, form, accion, DATOS)


@requiere(Permiso.EXPEDIENTE_REGISTRAR)
@require_http_methods(["GET", "POST"])
def piezas(request: OciRequest, numero: str, orden: int) -> HttpResponse:
    """The annexes of a document and the form of the next one."""
    e, d = _documento(request, numero, orden)
    form = PiezaForm(datos(request), request.FILES or None, expediente=e, documento=d)
    if form.is_valid():
        pieza = acciones.agregar_pieza(
            e, documento=d, por=request.user, ahora=timezone.now(), **form.cleaned_data
        )
        borrador = f"borrador:anexos-{e.numero}-{orden}"
        messages.success(request, f"{pieza} anotado.", extra_tags=borrador)
        return ir_a(request, "tramite:piezas", numero, orden)
    filas = d.piezas.vigentes().prefetch_related("archivos__archivo")
    contexto = {"e": e, "d": d, "form": form, "piezas": filas}
    return pagina(request, "tramite/piezas.html", contexto, status=estado_de(form))


@requiere(Permiso.EXPEDIENTE_REGISTRAR)
@require_http_methods(["GET", "POST"])
def pieza_retirar(request: OciRequest, numero: str, orden: int, pieza: int) -> HttpResponse:
    expediente, documento = _documento(request, numero, orden)
    filas = PiezaAnexa.objects.visibles_para(request.user).filter(documento=documento)
    fila = get_object_or_404(filas, orden=pieza)
    form = RetirarPiezaForm(datos(request), expediente=expediente)
    return actuar(request, expediente, form, partial(acciones.retirar_pieza, pieza=fila), RETIRAR)


def _documento(request: OciRequest, numero: str, orden: int) -> tuple[Expediente, Documento]:
    """The expediente and one document of it, if this person may know of it; 404 otherwise."""
    expediente = expediente_de(request, numero)
    filas = Documento.objects.visibles_para(request.user).select_related("tipo")
    documento = get_object_or_404(filas, expediente=expediente, orden=orden)
    anotar_lectura(request, expediente, documento)
    return expediente, documento
