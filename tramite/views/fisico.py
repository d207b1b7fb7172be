"""The physical file: folios taken out, loans and their return."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.paginacion import paginar
from ocisys.base.web import datos, estado_de, pagina
from tramite import acciones
from tramite.estante import revisar_estante
from tramite.forms.fisico import (
    DesglosarForm,
    DevueltoForm,
    EstanteForm,
    ExtravioForm,
    PrestarForm,
    RecepcionForm,
    ReconstruirForm,
)
from tramite.models import Documento, Expediente, Prestamo
from tramite.views.comun import Rotulo, actuar, anotar_lectura, expediente_de

DESGLOSAR = Rotulo(
    "Desglosar folios",
    "Desglosar",
    "actualizado: se anotó el desglose",
    "La numeración no cambia: en su lugar quedan la copia autenticada y esta constancia.",
    "TUO LPAG art. 153",
)
PRESTAR = Rotulo(
    "Prestar el físico", "Prestar", "prestado", "El trámite sigue: sólo sale el expediente físico."
)
RECEPCION = Rotulo(
    "Firmar la recepción del físico",
    "Firmar",
    "recibido en físico; su firma queda en la hoja de ruta",
    "Firma con su usuario: quedan su nombre, la calidad en que actúa, el día y la hora.",
)
EXTRAVIO = Rotulo(
    "Declarar extraviado el físico",
    "Declarar",
    "actualizado: figura extraviado y debe reconstruirse",
    "El trámite no se detiene. La oficina está obligada a reconstruirlo, lo pida o no el "
    "interesado, y se avisa a la Jefatura.",
    "TUO LPAG art. 153.4",
)
RECONSTRUIR = Rotulo(
    "Anotar la reconstrucción",
    "Anotar",
    "actualizado: se anotó su reconstrucción",
    "Las copias con que se rehízo se agregan antes, como documentos del expediente.",
    "TUO LPAG art. 153.4",
)
DEVUELTO = Rotulo("Anotar la devolución de", "Anotar la devolución", "devuelto")


@requiere(Permiso.EXPEDIENTE_REGISTRAR)
@require_http_methods(["GET", "POST"])
def desglosar(request: OciRequest, numero: str, orden: int) -> HttpResponse:
    expediente = expediente_de(request, numero)
    filas = Documento.objects.visibles_para(request.user)
    documento = get_object_or_404(filas, expediente=expediente, orden=orden)
    form = DesglosarForm(datos(request), expediente=expediente, documento=documento)
    accion = partial(acciones.desglosar, documento=documento)
    return actuar(request, expediente, form, accion, DESGLOSAR)


@requiere(Permiso.EXPEDIENTE_ARCHIVAR)
@require_http_methods(["GET", "POST"])
def prestar(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    form = PrestarForm(datos(request), expediente=expediente, hoy=timezone.localdate())
    return actuar(request, expediente, form, acciones.prestar, PRESTAR)


@requiere(Permiso.EXPEDIENTE_ARCHIVAR)
@require_http_methods(["GET", "POST"])
def devuelto(request: OciRequest, pk: int) -> HttpResponse:
    filas = Prestamo.objects.visibles_para(request.user).para_lista()
    prestamo = get_object_or_404(filas, pk=pk)
    anotar_lectura(request, prestamo.expediente)
    form = DevueltoForm(datos(request), expediente=prestamo.expediente)
    return actuar(request, prestamo.expediente, form, partial(_devolver, prestamo), DEVUELTO)


@requiere(Permiso.EXPEDIENTE_DERIVAR)
@require_http_methods(["GET", "POST"])
def recepcion(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    form = RecepcionForm(datos(request), expediente=expediente)
    return actuar(request, expediente, form, acciones.firmar_recepcion, RECEPCION)


@requiere(Permiso.EXPEDIENTE_ARCHIVAR)
@require_http_methods(["GET", "POST"])
def extravio(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    form = ExtravioForm(datos(request), expediente=expediente)
    return actuar(request, expediente, form, acciones.declarar_extravio, EXTRAVIO)


@requiere(Permiso.EXPEDIENTE_ARCHIVAR)
@require_http_methods(["GET", "POST"])
def reconstruir(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    form = ReconstruirForm(datos(request), expediente=expediente)
    return actuar(request, expediente, form, acciones.reconstruir, RECONSTRUIR)


def _devolver(prestamo: Prestamo, expediente: Expediente, *, version: int, **campos: Any) -> None:
    """A return does not depend on what happened to the expediente meanwhile."""
    acciones.recibir_devuelto(prestamo, **campos)


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def prestamos(request: OciRequest) -> HttpResponse:
    """Those still out, the nearest date first; with `?ver=todos`, all of them, newest first."""
    todos = request.GET.get("ver") == "todos"
    filas = Prestamo.objects.visibles_para(request.user)
    vencidos = filas.vencidos(timezone.localdate()).count()
    lista = (filas if todos else filas.pendientes()).para_lista()
    orden = ("-pk",) if todos else ("devolver_el", "pk")
    contexto = {
        "todos": todos,
        "vencidos": vencidos,
        "pagina": paginar(lista, request.GET, orden=orden),
    }
    return pagina(request, "tramite/prestamos.html", contexto)


@requiere(Permiso.EXPEDIENTE_ARCHIVAR)
@require_http_methods(["GET", "POST"])
def estante(request: OciRequest) -> HttpResponse:
    """A shelf read folder by folder, against what the register says that is there."""
    form = EstanteForm(datos(request))
    contexto: dict[str, Any] = {"form": form, "estante": None}
    if form.is_valid():
        leidas, ajenos = form.cleaned_data["codigos"]
        lugar = form.cleaned_data["ubicacion"]
        contexto["estante"] = revisar_estante(lugar, leidas, ajenos, usuario=request.user)
        return pagina(request, "tramite/estante.html", contexto)
    return pagina(request, "tramite/estante.html", contexto, status=estado_de(form))
