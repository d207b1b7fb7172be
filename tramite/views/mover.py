"""The everyday acts: derivar, recibir, devolver, atender, archivar; and the rare ones."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.web import datos, ir_a
from tramite import acciones
from tramite.forms.mover import (
    ArchivarForm,
    AtenderForm,
    CerrarForm,
    DerivarForm,
    DevolverForm,
    MotivoForm,
    ParteForm,
)
from tramite.views.comun import Rotulo, actuar, expediente_de

DERIVAR = Rotulo(
    "Derivar", "Derivar", "derivado", plantilla="tramite/derivar.html", a_la_bandeja=True
)
DEVOLVER = Rotulo(
    "Devolver",
    "Devolver",
    "devuelto",
    "Vuelve a quien se lo pasó, que verá el motivo.",
    a_la_bandeja=True,
)
RETIRAR = Rotulo(
    "Retirar el envío",
    "Retirar",
    "retirado: vuelve a estar en su poder",
    "Sólo mientras no lo hayan recibido; sus copias sin leer también se retiran.",
)
PARTE = Rotulo(
    "Responder mi parte",
    "Responder",
    "actualizado: respondió su parte",
    "Sale de su bandeja y se avisa a quien tiene el expediente; lo que escriba queda en la hoja "
    "de ruta.",
    a_la_bandeja=True,
)
ATENDER = Rotulo(
    "Atender",
    "Registrar la atención",
    "atendido",
    "El plazo se da por cumplido en este momento. El expediente sigue con usted hasta que lo "
    "derive o lo archive.",
)
CERRAR = Rotulo(
    "Cerrar el caso",
    "Cerrar",
    "cerrado; quien lleva el archivo dirá dónde se guarda",
    "Deja su bandeja y se sella su índice digital. Si ya sabe dónde queda, use «Archivar».",
    "DS 029-2021-PCM, art. 43",
    a_la_bandeja=True,
)
ARCHIVAR = Rotulo(
    "Archivar",
    "Archivar",
    "archivado",
    "Se cierra, se sella su índice digital y pasa al archivo de gestión; si hace falta, se reabre "
    "con el mismo número.",
    "DS 029-2021-PCM, art. 43",
    a_la_bandeja=True,
)
REABRIR = Rotulo("Reabrir", "Reabrir", "reabierto: está en su poder", "Conserva su número.")
ANULAR = Rotulo(
    "Anular",
    "Anular",
    "anulado; su número no se reutiliza",
    "Sólo para lo registrado por error. El expediente queda a la vista, con el motivo.",
)


@requiere(Permiso.EXPEDIENTE_DERIVAR)
@require_http_methods(["GET", "POST"])
def derivar(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    hoy = timezone.localdate()
    form = DerivarForm(datos(request), expediente=expediente, usuario=request.user, hoy=hoy)
    return actuar(request, expediente, form, acciones.derivar, DERIVAR)


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
    return actuar(request, expediente, form, acciones.devolver, DEVOLVER)


@requiere(Permiso.EXPEDIENTE_DERIVAR)
@require_http_methods(["GET", "POST"])
def retirar(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    form = MotivoForm(datos(request), expediente=expediente)
    return actuar(request, expediente, form, acciones.retirar, RETIRAR)


@requiere(Permiso.EXPEDIENTE_DERIVAR)
@require_http_methods(["GET", "POST"])
def responder_parte(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    form = ParteForm(datos(request), expediente=expediente)
    return actuar(request, expediente, form, acciones.responder_parte, PARTE)


@requiere(Permiso.EXPEDIENTE_ATENDER)
@require_http_methods(["GET", "POST"])
def atender(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    form = AtenderForm(datos(request), expediente=expediente, hoy=timezone.localdate())
    return actuar(request, expediente, form, acciones.atender, ATENDER)


@requiere(Permiso.EXPEDIENTE_CERRAR)
@require_http_methods(["GET", "POST"])
def cerrar(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    form = CerrarForm(datos(request), expediente=expediente)
    return actuar(request, expediente, form, acciones.cerrar_caso, CERRAR)


@requiere(Permiso.EXPEDIENTE_CERRAR)
@require_http_methods(["GET", "POST"])
def archivar(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    form = ArchivarForm(datos(request), expediente=expediente, usuario=request.user)
    respuesta = actuar(request, expediente, form, acciones.archivar, ARCHIVAR)
    if form.is_valid() and "serie" in form.fields and form.cleaned_data["serie"] is None:
        messages.info(request, f"Al {numero} le falta su serie: sin ella no puede transferirse.")
    return respuesta


@requiere(Permiso.EXPEDIENTE_REGISTRAR)
@require_http_methods(["GET", "POST"])
def reabrir(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    form = MotivoForm(datos(request), expediente=expediente)
    return actuar(request, expediente, form, acciones.reabrir, REABRIR)


@requiere(Permiso.EXPEDIENTE_ANULAR)
@require_http_methods(["GET", "POST"])
def anular(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    form = MotivoForm(datos(request), expediente=expediente)
    return actuar(request, expediente, form, acciones.anular, ANULAR)
