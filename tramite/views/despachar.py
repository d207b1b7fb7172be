"""Sending a signed document and noting what came of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.reglas import ReglaIncumplida
from ocisys.base.web import datos, estado_de, ir_a, pagina
from tramite import acciones
from tramite.estados_salida import Medio
from tramite.forms.salida import DespacharForm, DespacharVariosForm, EntregaForm
from tramite.hoja_de_reparto import MAXIMO, hoja_de_reparto_pdf
from tramite.models import Salida
from tramite.views.comun import Rotulo
from tramite.views.comun_salidas import actuar, salida_de
from tramite.views.papeles import pdf

DESPACHAR = Rotulo(
    "Despachar",
    "Despachar",
    "Documento despachado.",
    "Se notifica dentro de los 5 días hábiles de emitido. Un correo sin acuse en 2 días hábiles se "
    "notifica por cédula y los 5 días se cuentan otra vez. En la casilla queda notificado al "
    "depositarlo y surte efecto el día en que consta recibido: anote entonces el acuse.",
    "TUO LPAG arts. 20.4, 24.1 y 25",
    plantilla="tramite/salida_acto.html",
)
ENTREGA = Rotulo(
    "Anotar la entrega",
    "Anotar",
    "Resultado del despacho anotado.",
    plantilla="tramite/salida_acto.html",
)


@requiere(Permiso.SALIDA_DESPACHAR)
@require_http_methods(["GET", "POST"])
def despachar(request: OciRequest, pk: int) -> HttpResponse:
    salida = salida_de(request, pk)
    form = DespacharForm(datos(request), salida=salida)
    return actuar(request, salida, form, _despachar, DESPACHAR)


def _despachar(
    salida: Salida, *, medio: str, direccion: str, guia: str, autorizacion: str, **campos: Any
) -> None:
    """By the platform it is put at the other entity's disposal; by the rest it leaves."""
    if medio == Medio.PIDE:
        acciones.despachar_por_pide(salida, destino=direccion, **campos)
        return
    acciones.despachar(
        salida, medio=medio, direccion=direccion, guia=guia, autorizacion=autorizacion, **campos
    )


@requiere(Permiso.SALIDA_DESPACHAR)
@require_http_methods(["GET", "POST"])
def varios(request: OciRequest) -> HttpResponse:
    """Send together what waits; what a rule refuses stays, and it is said why."""
    por_despachar = Salida.objects.visibles_para(request.user).por_despachar(request.user)
    por_despachar = por_despachar.select_related("tipo", "expediente").order_by("pk")
    form = DespacharVariosForm(datos(request))
    if form.is_valid():
        campos = form.cleaned_data
        elegidas = por_despachar.filter(pk__in=campos.pop("salidas"))
        hechas = sum(_uno(request, salida, **campos) for salida in elegidas)
        messages.success(request, f"Despachados: {hechas}. Faltan sus cargos.")
        return ir_a(request, f"{reverse('tramite:salidas')}?ver=por-acusar")
    contexto = {"form": form, "filas": por_despachar[:MAXIMO]}
    return pagina(request, "tramite/salidas_despachar.html", contexto, status=estado_de(form))


def _uno(request: OciRequest, salida: Salida, *, medio: str, guia: str) -> bool:
    """Dispatch one; False, with its reason on screen, when it stays."""
    try:
        acciones.despachar(salida, medio=medio, guia=guia, por=request.user, ahora=timezone.now())
    except ReglaIncumplida as regla:
        messages.warning(request, f"{salida}: {regla}")
        return False
    return True


@requiere(Permiso.SALIDA_DESPACHAR)
@require_http_methods(["GET", "POST"])
def entrega(request: OciRequest, pk: int) -> HttpResponse:
    salida = salida_de(request, pk)
    form = EntregaForm(datos(request), salida=salida, hoy=timezone.localdate())
    return actuar(request, salida, form, acciones.anotar_entrega, ENTREGA)


@requiere(Permiso.SALIDA_DESPACHAR)
@require_GET
def reparto(request: OciRequest) -> HttpResponse:
    """The route sheet of what waits to be dispatched, with a cargo to be signed for each."""
    filas = Salida.objects.visibles_para(request.user).por_despachar(request.user)
    filas = filas.select_related("documento", "expediente", "tipo").order_by("direccion", "pk")
    ahora = timezone.now()
    salidas = list(filas[:MAXIMO])
    if not salidas:
        messages.info(request, "Nada espera despacho: no hay hoja de reparto que imprimir.")
        return ir_a(request, "tramite:salidas")
    restringidos = [s.expediente_id for s in salidas if s.expediente.esta_restringido]
    acciones.anotar_descarga(restringidos, por=request.user, ahora=ahora)
    return pdf(hoja_de_reparto_pdf(salidas, en=ahora), "hoja-de-reparto.pdf")
