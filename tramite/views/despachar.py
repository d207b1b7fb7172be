"""Sending a signed document and noting what came of it."""

from collections.abc import Callable
from datetime import date
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
from tramite.etiquetas import Etiqueta
from tramite.forms.salida import CargosForm, DespacharForm, DespacharVariosForm, EntregaForm
from tramite.hoja_de_reparto import MAXIMO, hoja_de_reparto_pdf, rotulos_pdf
from tramite.models import Salida
from tramite.models.salida import SalidaQuerySet
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
        if not hechas:
            return ir_a(request, "tramite:salidas_despachar")
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
@require_http_methods(["GET", "POST"])
def cargos(request: OciRequest) -> HttpResponse:
    """Note together the cargos that came back: those read by their QR and those marked."""
    esperan = Salida.objects.visibles_para(request.user).por_acusar(request.user)
    esperan = esperan.select_related("tipo", "expediente", "documento").order_by("pk")
    form = CargosForm(datos(request), hoy=timezone.localdate())
    if form.is_valid():
        campos = form.cleaned_data
        leidas, ajenos = campos.pop("codigos")
        marcadas = esperan.filter(pk__in=campos.pop("salidas"))
        halladas, sobran = _por_su_codigo(esperan, leidas)
        elegidas = {s.pk: s for s in (*halladas, *marcadas)}.values()
        hechas = sum(_anotar(request, salida, **campos) for salida in elegidas)
        for codigo in [*ajenos, *map(str, sobran)]:
            messages.warning(request, f"{codigo}: ningún documento despachado espera ese cargo.")
        if hechas:
            messages.success(request, f"Cargos anotados: {hechas}.")
        return ir_a(request, "tramite:salidas_cargos")
    contexto = {"form": form, "filas": esperan.con_su_cargo()[:MAXIMO]}
    return pagina(request, "tramite/salidas_cargos.html", contexto, status=estado_de(form))


def _por_su_codigo(
    esperan: SalidaQuerySet, leidas: list[Etiqueta]
) -> tuple[list[Salida], list[Etiqueta]]:
    """The documents behind those labels, and the labels that nothing waits for."""
    de_ellas = esperan.filter(expediente__numero__in=[e.numero for e in leidas])
    por_codigo = {
        Etiqueta(s.expediente.numero, s.documento.orden): s for s in de_ellas if s.documento
    }
    halladas = [por_codigo[e] for e in leidas if e in por_codigo]
    return halladas, [e for e in leidas if e not in por_codigo]


def _anotar(request: OciRequest, salida: Salida, *, entrega: str, el: date) -> bool:
    """Note one; False, with its reason on screen, when it stays."""
    try:
        acciones.anotar_entrega(
            salida, entrega=entrega, el=el, por=request.user, ahora=timezone.now()
        )
    except ReglaIncumplida as regla:
        messages.warning(request, f"{salida}: {regla}")
        return False
    return True


@requiere(Permiso.SALIDA_DESPACHAR)
@require_GET
def reparto(request: OciRequest) -> HttpResponse:
    """The route sheet of what waits to be dispatched, with a cargo to be signed for each.

    With `?hoy`, of what was already noted as sent today: the sheet that was not printed before.
    """
    return _de_los_que_salen(request, hoja_de_reparto_pdf, "hoja-de-reparto.pdf")


@requiere(Permiso.SALIDA_DESPACHAR)
@require_GET
def rotulos(request: OciRequest) -> HttpResponse:
    """The labels of their envelopes."""
    return _de_los_que_salen(request, rotulos_pdf, "rotulos.pdf")


def _de_los_que_salen(
    request: OciRequest, hacer: Callable[..., bytes], nombre: str
) -> HttpResponse:
    filas = Salida.objects.visibles_para(request.user)
    if "hoy" in request.GET:
        filas = filas.por_acusar(request.user).despachadas_el(timezone.localdate())
    else:
        filas = filas.por_despachar(request.user)
    filas = filas.select_related("documento", "expediente", "tipo").order_by("direccion", "pk")
    ahora = timezone.now()
    salidas = list(filas[:MAXIMO])
    if not salidas:
        messages.info(request, "Nada espera despacho: no hay nada que imprimir.")
        return ir_a(request, "tramite:salidas")
    restringidos = [s.expediente_id for s in salidas if s.expediente.esta_restringido]
    acciones.anotar_descarga(restringidos, por=request.user, ahora=ahora)
    return pdf(hacer(salidas, en=ahora), nombre)
