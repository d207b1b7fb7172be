"""Signing: one with a certificate, several at once, or outside with the State's tool."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.reglas import ReglaIncumplida
from ocisys.base.web import datos, estado_de, ir_a, pagina
from tramite import acciones
from tramite.estados_salida import EstadoSalida
from tramite.forms.salida import FirmadoForm, FirmarForm, LoteForm, PrepararForm
from tramite.models import Salida
from tramite.views.comun import Rotulo
from tramite.views.comun_salidas import actuar, salida_de

LOTE = 200
"""Documents that one request may sign: some 20 seconds of work."""

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
    filas = filas.filter(estado=EstadoSalida.VISADO).para_lista().order_by("pk")
    form = LoteForm(datos(request), request.FILES or None, salidas=filas, ahora=timezone.now())
    if form.is_valid():
        resultado = _firmar_todas(request, form)
        if not resultado.negadas:
            messages.success(request, f"Firmados: {len(resultado.firmadas)}.")
            return ir_a(request, "tramite:salidas")
        return pagina(request, "tramite/salidas_resultado.html", {"r": resultado})
    contexto = {"form": form, "filas": filas[:LOTE]}
    return pagina(request, "tramite/salidas_firmar.html", contexto, status=estado_de(form))


@sensitive_variables("form", "certificado")
def _firmar_todas(request: OciRequest, form: LoteForm) -> Resultado:
    """Each in its own transaction, in the order in which they were drafted: the numbers follow it.

    One that is refused does not stop the others.
    """
    resultado, certificado = Resultado(), form.cleaned_data["certificado"]
    for salida in form.cleaned_data["salidas"][:LOTE]:
        try:
            firmada = acciones.firmar_salida(
                salida, certificado=certificado, por=request.user, ahora=timezone.now()
            )
            resultado.firmadas.append(firmada)
        except ReglaIncumplida as error:
            resultado.negadas.append((salida, str(error)))
    return resultado
