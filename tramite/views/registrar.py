"""Registration and the small answers that help while typing."""

from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace
from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.web import datos, estado_de, ir_a, pagina
from tramite import acciones
from tramite.estados import Estado
from tramite.fechas import leer_fecha
from tramite.forms.antecedentes import AntecedentesForm
from tramite.forms.registrar import RegistrarForm
from tramite.memoria import memoria_de
from tramite.models import Documento, Expediente, ReglaReparto
from tramite.sugerencias import sugerir
from tramite.views.papeles import entero


@requiere(Permiso.EXPEDIENTE_INGRESAR)
@require_http_methods(["GET", "POST"])
@csp_replace({"frame-src": [SELF]})  # type: ignore[arg-type]  # what is printed at once
def registrar(request: OciRequest) -> HttpResponse:
    form = RegistrarForm(
        datos(request),
        initial={"escaneo": request.GET.get("escaneo", "")},
        usuario=request.user,
        ahora=timezone.now(),
    )
    if form.is_valid():
        expediente, es_nuevo = acciones.registrar(
            form.ingreso(), por=request.user, ahora=form.ahora
        )
        _encargar_correo(request, expediente, form)
        hecho = _hecho(expediente) if es_nuevo else "ya estaba registrado: no se repitió"
        messages.success(request, f"Expediente {expediente} {hecho}.", extra_tags=form.borrador)
        return ir_a(request, expediente if "ver" in request.POST else "tramite:registrar")
    contexto = {"form": form, **_alrededor(request)}
    return pagina(request, "tramite/registrar.html", contexto, status=estado_de(form))


def _alrededor(request: OciRequest) -> dict[str, Any]:
    """What the screen shows beside the form."""
    ultimos = Expediente.objects.visibles_para(request.user).registrados_por(request.user)
    return {
        "ultimos": ultimos.para_lista()[:6],
        "reparto": _reparto(request),
        "agregado": _agregado(request),
    }


def _agregado(request: OciRequest) -> Documento | None:
    """What the desk has just put into an open case: its papers are printed as those of another."""
    numero, orden = (request.GET.get(c, "")[:20] for c in ("agregado", "documento"))
    if not numero:
        return None
    filas = Documento.objects.visibles_para(request.user).recibidos()
    return (
        filas.filter(expediente__numero=numero, orden=entero(orden))
        .select_related("expediente", "tipo")
        .first()
    )


def _encargar_correo(request: OciRequest, expediente: Expediente, form: RegistrarForm) -> None:
    """After its transaction, and again if the same click comes twice: the row is the same."""
    if form.correo_autorizado:
        acciones.enviar_cargo(
            expediente, por=request.user, ahora=form.ahora, **form.correo_autorizado
        )


def _hecho(expediente: Expediente) -> str:
    if expediente.estado != Estado.OBSERVADO:
        return "registrado"
    return "registrado y observado: queda en su poder hasta que se subsane"


def _reparto(request: OciRequest) -> dict[str, list[str]]:
    """`{procedimiento: [post, proveído]}` of the standing rules, as the browser compares them.

    None for who registers only what came to oneself: it stays in hand.
    """
    if not request.user.puede(Permiso.EXPEDIENTE_REGISTRAR):
        return {}
    reglas = ReglaReparto.objects.visibles_para(request.user).por_procedimiento()
    return {str(p): [str(r.posicion_id), str(r.proveido_id or "")] for p, r in reglas.items()}


@requiere(Permiso.EXPEDIENTE_INGRESAR)
@require_GET
def remitentes(request: OciRequest) -> HttpResponse:
    texto = request.GET.get("remitente", "")[:200]
    sugeridos = sugerir(texto, usuario=request.user, hoy=timezone.localdate())
    return pagina(request, "tramite/_remitentes.html", {"sugeridos": sugeridos})


@requiere(Permiso.EXPEDIENTE_INGRESAR)
@require_GET
def fecha(request: OciRequest) -> HttpResponse:
    """What a typed date means, in words; empty when it means nothing."""
    try:
        leida = leer_fecha(request.GET.get("t", "")[:20], timezone.localdate())
    except (ValueError, OverflowError):
        leida = None
    return pagina(request, "tramite/_fecha.html", {"leida": leida})


@requiere(Permiso.EXPEDIENTE_INGRESAR)
@require_GET
def memoria(request: OciRequest) -> HttpResponse:
    """What the office remembers of the sender that was chosen or written."""
    ref, nombre = (request.GET.get(c, "")[:200] for c in ("remitente_ref", "remitente"))
    contexto = {"memoria": memoria_de(ref, nombre, usuario=request.user)}
    return pagina(request, "tramite/_memoria.html", contexto)


@requiere(Permiso.EXPEDIENTE_INGRESAR)
@require_GET
def antecedentes(request: OciRequest) -> HttpResponse:
    """What the office already has of what is being typed."""
    form = AntecedentesForm(request.GET, usuario=request.user, hoy=timezone.localdate())
    return pagina(request, "tramite/_antecedentes.html", {"hallados": form.buscar()})
