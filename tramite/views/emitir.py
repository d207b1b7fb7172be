"""Writing, reviewing and annulling an outgoing document."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.web import datos, estado_de, ir_a, pagina
from tramite import acciones
from tramite.forms.salida import (
    CorregirForm,
    MotivoSalidaForm,
    ObservarSalidaForm,
    RedactarForm,
    SalidaForm,
)
from tramite.models import Plantilla
from tramite.otros_plazos import lo_que_pide_la_ley
from tramite.views.comun import Rotulo, expediente_de
from tramite.views.comun_salidas import actuar, salida_de

CORREGIR = Rotulo(
    "Corregir",
    "Guardar",
    "Borrador guardado.",
    "Los vistos buenos que ya se dieron se piden otra vez.",
    plantilla="tramite/salida_corregir.html",
)
ENVIAR = Rotulo(
    "Pasar a revisión o firma",
    "Pasar",
    "El documento pasó a quien le toca.",
    plantilla="tramite/salida_acto.html",
)
VISAR = Rotulo("Dar V.º B.º", "Dar V.º B.º", "V.º B.º dado.", plantilla="tramite/salida_acto.html")
OBSERVAR = Rotulo(
    "Observar",
    "Observar",
    "Documento observado.",
    "Escriba junto a cada párrafo qué hay que corregir.",
    plantilla="tramite/salida_observar.html",
)
ANULAR = Rotulo(
    "Anular",
    "Anular",
    "Documento anulado.",
    "Si ya tiene número, el número queda usado y a la vista con su motivo.",
    plantilla="tramite/salida_acto.html",
)


@requiere(Permiso.SALIDA_REDACTAR)
@require_GET
def elegir(request: OciRequest, numero: str) -> HttpResponse:
    contexto = {
        "e": expediente_de(request, numero),
        "plantillas": Plantilla.objects.visibles_para(request.user).activas(),
    }
    return pagina(request, "tramite/salida_elegir.html", contexto)


@requiere(Permiso.SALIDA_REDACTAR)
@require_http_methods(["GET", "POST"])
def redactar(request: OciRequest, numero: str, codigo: str) -> HttpResponse:
    e = expediente_de(request, numero)
    filas = Plantilla.objects.visibles_para(request.user).activas()
    p = get_object_or_404(filas, codigo=codigo)
    hoy = timezone.localdate()
    form = RedactarForm(datos(request), expediente=e, plantilla=p, usuario=request.user, hoy=hoy)
    if form.is_valid():
        campos = form.campos()
        salida = acciones.redactar(e, por=request.user, ahora=timezone.now(), **campos)
        borrador = f"borrador:salida-{e.numero}-{codigo}"
        messages.success(request, "Borrador guardado.", extra_tags=borrador)
        return ir_a(request, salida)
    contexto = {"e": e, "plantilla": p, "form": form, "pide_la_ley": lo_que_pide_la_ley(e, p)}
    return pagina(request, "tramite/salida_redactar.html", contexto, status=estado_de(form))


@requiere(Permiso.SALIDA_REDACTAR)
@require_http_methods(["GET", "POST"])
def corregir(request: OciRequest, pk: int) -> HttpResponse:
    salida = salida_de(request, pk)
    hoy = timezone.localdate()
    form = CorregirForm(datos(request), salida=salida, usuario=request.user, hoy=hoy)
    return actuar(request, salida, form, acciones.corregir, CORREGIR, campos=form.campos)


@requiere(Permiso.SALIDA_REDACTAR)
@require_POST
def enviar(request: OciRequest, pk: int) -> HttpResponse:
    salida = salida_de(request, pk)
    form = SalidaForm(request.POST, salida=salida)
    return actuar(request, salida, form, acciones.enviar, ENVIAR)


@requiere(Permiso.SALIDA_VISAR)
@require_POST
def visar(request: OciRequest, pk: int) -> HttpResponse:
    salida = salida_de(request, pk)
    form = SalidaForm(request.POST, salida=salida)
    return actuar(request, salida, form, acciones.visar, VISAR)


@requiere(Permiso.SALIDA_VISAR)
@require_http_methods(["GET", "POST"])
def observar(request: OciRequest, pk: int) -> HttpResponse:
    salida = salida_de(request, pk)
    form = ObservarSalidaForm(datos(request), salida=salida)
    return actuar(request, salida, form, acciones.observar_salida, OBSERVAR)


@requiere(Permiso.SALIDA_REDACTAR)
@require_http_methods(["GET", "POST"])
def anular(request: OciRequest, pk: int) -> HttpResponse:
    salida = salida_de(request, pk)
    form = MotivoSalidaForm(datos(request), salida=salida)
    return actuar(request, salida, form, acciones.anular_salida, ANULAR)
