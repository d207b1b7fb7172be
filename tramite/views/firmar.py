"""Signing: one with a certificate, several at once, or outside with the State's tool."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.reglas import ReglaIncumplida
from ocisys.base.web import datos, estado_de, ir_a, pagina
from tramite import acciones
from tramite.bandeja_salidas import PestanaSalida
from tramite.estados_salida import EstadoSalida
from tramite.forms.firmar import LOTE, LoteForm
from tramite.forms.salida import FirmadoForm, FirmarForm, PrepararForm
from tramite.models import Salida
from tramite.views.comun import Rotulo
from tramite.views.comun_salidas import actuar, salida_de

registro = logging.getLogger(__name__)

FIRMAR = Rotulo(
    "Firmar",
    "Firmar y numerar",
    "Documento firmado.",
    "El número se da en este momento y no se usa dos veces. El certificado se usa para esta firma "
    "y se olvida.",
    plantilla="tramite/salida_firmar.html",
)
PREPARAR = Rotulo(
    "Numerar para firmar fuera",
    "Numerar",
    "Documento numerado: descárguelo, fírmelo con su firmador y súbalo.",
    "El número va dentro de lo que se firma, así que se da ahora. Si no llega a firmarse, el "
    "documento se anula y el número queda usado.",
    plantilla="tramite/salida_acto.html",
)
FIRMADO = Rotulo(
    "Subir el documento firmado",
    "Recibir firmado",
    "Documento firmado.",
    "Tiene que ser el mismo archivo que se descargó, con su firma y nada más.",
    plantilla="tramite/salida_firmar.html",
)


@sensitive_variables("form")
@requiere(Permiso.SALIDA_FIRMAR)
@sensitive_post_parameters("clave_pkcs12", "pin")
@require_http_methods(["GET", "POST"])
def firmar(request: OciRequest, pk: int) -> HttpResponse:
    salida, ahora = salida_de(request, pk), timezone.now()
    form = FirmarForm(
        datos(request),
        request.FILES or None,
        salida=salida,
        ahora=ahora,
        hoy=timezone.localdate(ahora),
    )
    return actuar(request, salida, form, acciones.firmar_salida, FIRMAR)


@requiere(Permiso.SALIDA_FIRMAR)
@require_http_methods(["GET", "POST"])
def preparar(request: OciRequest, pk: int) -> HttpResponse:
    salida = salida_de(request, pk)
    form = PrepararForm(datos(request), salida=salida, hoy=timezone.localdate())
    return actuar(request, salida, form, acciones.preparar_firma, PREPARAR)


@requiere(Permiso.SALIDA_FIRMAR)
@require_http_methods(["GET", "POST"])
def firmado(request: OciRequest, pk: int) -> HttpResponse:
    salida = salida_de(request, pk)
    form = FirmadoForm(datos(request), request.FILES or None, salida=salida)
    return actuar(request, salida, form, acciones.recibir_firmado, FIRMADO)


NO_SE_PUDO = (
    "No se pudo hacer su PDF y no se numeró. Vuelva a intentarlo; si sigue igual, avise a la "
    "administración del sistema."
)


@dataclass
class Resultado:
    """What came of signing several: those signed and, for the others, why not."""

    firmadas: list[Salida] = field(default_factory=list)
    negadas: list[tuple[Salida, str]] = field(default_factory=list)


@sensitive_variables("form")
@requiere(Permiso.SALIDA_FIRMAR)
@sensitive_post_parameters("clave_pkcs12", "pin")
@require_http_methods(["GET", "POST"])
def lote(request: OciRequest) -> HttpResponse:
    filas = Salida.objects.visibles_para(request.user).por_firmar(request.user)
    filas = filas.filter(estado=EstadoSalida.VISADO).para_lista().en_orden_de_ingreso()
    form = LoteForm(datos(request), request.FILES or None, ahora=timezone.now())
    if form.is_valid():
        resultado = _firmar_todas(request, form)
        if resultado.firmadas and not resultado.negadas:
            messages.success(request, f"Firmados: {_cuantos(resultado.firmadas)}.")
            return ir_a(request, f"{reverse('tramite:salidas')}?ver={PestanaSalida.EMITIDOS.value}")
        return pagina(request, "tramite/salidas_resultado.html", {"r": resultado})
    esperan = filas.select_related("plantilla")[:LOTE]
    contexto = {"form": form, "filas": form.filas(esperan, timezone.localdate())}
    return pagina(request, "tramite/salidas_firmar.html", contexto, status=estado_de(form))


def _cuantos(firmadas: list[Salida]) -> str:
    """«6, de Oficio N.º D000012-2026-… a Oficio N.º D000017-2026-…»."""
    primera, ultima = firmadas[0], firmadas[-1]
    hasta = f", de {primera} a {ultima}" if len(firmadas) > 1 else f", {primera}"
    return f"{len(firmadas)}{hasta}"


@sensitive_variables("form", "certificado")
def _firmar_todas(request: OciRequest, form: LoteForm) -> Resultado:
    """Each in its own transaction, in the order of entry of its expediente: the numbers follow it.

    One that is refused, or that breaks, does not stop the others.
    """
    resultado, certificado = Resultado(), form.cleaned_data["certificado"]
    for salida, version in _elegidas(request, form.cleaned_data["salidas"]):
        try:
            firmada = acciones.firmar_salida(
                salida,
                certificado=certificado,
                por=request.user,
                ahora=timezone.now(),
                numero=form.cleaned_data["numeros"][salida.pk],
                version=version,
            )
            resultado.firmadas.append(firmada)
        except ReglaIncumplida as error:
            resultado.negadas.append((salida, str(error)))
        except Exception:  # whatever breaks one, its disk or its PDF, must not stop the others
            registro.exception("No se firmó la salida %s", salida.pk)
            resultado.negadas.append((salida, NO_SE_PUDO))
    return resultado


def _elegidas(
    request: OciRequest, leidas: dict[int, int | None]
) -> Iterator[tuple[Salida, int | None]]:
    """Those ticked that this person may know of, in the order of entry, with the version read."""
    filas = Salida.objects.visibles_para(request.user).filter(pk__in=leidas)
    for salida in filas.para_lista().en_orden_de_ingreso():
        yield salida, leidas[salida.pk]
