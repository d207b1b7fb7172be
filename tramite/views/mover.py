"""Acts on an expediente: each one a page with its form, or a button that needs none."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.web import datos, estado_de, ir_a, pagina
from tramite import acciones
from tramite.forms.mover import (
    ActoForm,
    ArchivarForm,
    AtenderForm,
    DerivarForm,
    DevolverForm,
    MotivoForm,
)
from tramite.models import Expediente
from tramite.views.comun import expediente_de


def _acto(request: OciRequest, expediente: Expediente, form: ActoForm, acto: str) -> HttpResponse:
    """The page of an act, with its errors if it came back."""
    contexto = {"e": expediente, "form": form, **ROTULOS[acto]}
    return pagina(request, "tramite/acto.html", contexto, status=estado_de(form))


# What each page of an act says: title, button, and what will happen.
ROTULOS: dict[str, dict[str, str]] = {
    "derivar": {"titulo": "Derivar", "boton": "Derivar", "explica": ""},
    "devolver": {
        "titulo": "Devolver",
        "boton": "Devolver",
        "explica": "Vuelve a quien se lo pasó, que verá el motivo.",
    },
    "atender": {
        "titulo": "Atender",
        "boton": "Registrar la atención",
        "explica": "El plazo se da por cumplido en este momento. El expediente sigue con usted "
        "hasta que lo derive o lo archive.",
    },
    "archivar": {
        "titulo": "Archivar",
        "boton": "Archivar",
        "explica": "El expediente se cierra y pasa al archivo de gestión; puede reabrirse.",
    },
    "anular": {
        "titulo": "Anular",
        "boton": "Anular",
        "explica": "Sólo para lo registrado por error. El número no vuelve a usarse y el "
        "expediente queda a la vista con el motivo.",
    },
    "reabrir": {
        "titulo": "Reabrir",
        "boton": "Reabrir",
        "explica": "Vuelve a su poder con el mismo número.",
    },
}


@requiere(Permiso.EXPEDIENTE_DERIVAR)
@require_http_methods(["GET", "POST"])
def derivar(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    ahora = timezone.now()
    form = DerivarForm(
        datos(request), expediente=expediente, usuario=request.user, hoy=timezone.localdate(ahora)
    )
    if form.is_valid():
        acciones.derivar(expediente, por=request.user, ahora=ahora, **form.cleaned_data)
        messages.success(
            request, f"Expediente {numero} derivado.", extra_tags=f"borrador:derivar-{numero}"
        )
        return ir_a(request, "tramite:bandeja")
    return _acto(request, expediente, form, "derivar")


@requiere(Permiso.EXPEDIENTE_VER)
@require_POST
def recibir(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    acciones.recibir(expediente, por=request.user, ahora=timezone.now())
    messages.success(request, f"Expediente {numero} recibido.")
    return ir_a(request, "tramite:bandeja" if "bandeja" in request.POST else expediente)


@requiere(Permiso.EXPEDIENTE_DERIVAR)
@require_http_methods(["GET", "POST"])
def devolver(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    form = DevolverForm(datos(request), expediente=expediente)
    if form.is_valid():
        acciones.devolver(expediente, por=request.user, ahora=timezone.now(), **form.cleaned_data)
        messages.success(request, f"Expediente {numero} devuelto.")
        return ir_a(request, "tramite:bandeja")
    return _acto(request, expediente, form, "devolver")


@requiere(Permiso.EXPEDIENTE_ATENDER)
@require_http_methods(["GET", "POST"])
def atender(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    ahora = timezone.now()
    form = AtenderForm(datos(request), expediente=expediente, hoy=timezone.localdate(ahora))
    if form.is_valid():
        acciones.atender(expediente, por=request.user, ahora=ahora, **form.cleaned_data)
        messages.success(request, f"Expediente {numero} atendido.")
        return ir_a(request, expediente)
    return _acto(request, expediente, form, "atender")


@requiere(Permiso.EXPEDIENTE_DERIVAR)
@require_http_methods(["GET", "POST"])
def archivar(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    form = ArchivarForm(datos(request), expediente=expediente)
    if form.is_valid():
        acciones.archivar(expediente, por=request.user, ahora=timezone.now(), **form.cleaned_data)
        messages.success(request, f"Expediente {numero} archivado.")
        return ir_a(request, "tramite:bandeja")
    return _acto(request, expediente, form, "archivar")


@requiere(Permiso.EXPEDIENTE_REGISTRAR)
@require_http_methods(["GET", "POST"])
def reabrir(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    form = MotivoForm(datos(request), expediente=expediente)
    if form.is_valid():
        acciones.reabrir(expediente, por=request.user, ahora=timezone.now(), **form.cleaned_data)
        messages.success(request, f"Expediente {numero} reabierto: está en su poder.")
        return ir_a(request, expediente)
    return _acto(request, expediente, form, "reabrir")


@requiere(Permiso.EXPEDIENTE_ANULAR)
@require_http_methods(["GET", "POST"])
def anular(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    form = MotivoForm(datos(request), expediente=expediente)
    if form.is_valid():
        acciones.anular(expediente, por=request.user, ahora=timezone.now(), **form.cleaned_data)
        messages.success(request, f"Expediente {numero} anulado; su número no se reutiliza.")
        return ir_a(request, expediente)
    return _acto(request, expediente, form, "anular")
