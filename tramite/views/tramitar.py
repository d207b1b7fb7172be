"""Acts while the case is open: observe, cure, wait, extend, join, link."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.web import datos
from tramite import acciones
from tramite.acciones.observar import (
    comprobar_observar,
    comprobar_subsanar,
    fuera_de_plazo_para_observar,
)
from tramite.acciones.plazos import comprobar_prorrogar
from tramite.acciones.terminar import encauzar_hasta
from tramite.forms.rectificar import RectificarForm
from tramite.forms.tramitar import (
    AcumularForm,
    EsperarForm,
    ObservarForm,
    ProrrogarForm,
    RelacionarForm,
    SubsanarForm,
    TerminarForm,
    TextoForm,
)
from tramite.forms.vista import VistaForm
from tramite.models import Expediente
from tramite.opiniones import lo_que_falta
from tramite.views.comun import Rotulo, actuar, decir_como_queda, expediente_de

OBSERVAR = Rotulo(
    "Observar",
    "Observar",
    "observado",
    "Se pide todo de una vez: la ley no admite otra ronda de observaciones. Mientras tanto el "
    "expediente no se mueve y nuestro plazo no corre.",
    "TUO LPAG arts. 125 y 126.2",
)
SUBSANAR = Rotulo(
    "Recibir subsanación",
    "Registrar lo subsanado",
    "actualizado: se anotó lo subsanado",
    "Con el último requisito empieza a correr nuestro plazo; la fecha de presentación se conserva. "
    "Si lo trae por escrito, use «Agregar documento»: le da su cargo y lo subsana a la vez.",
    "TUO LPAG arts. 126.1 y 131.1",
)
NO_PRESENTADO = Rotulo(
    "Tener por no presentado",
    "Tener por no presentado",
    "tenido por no presentado",
    "Venció el plazo sin que se subsanara: se devuelve con sus documentos.",
    "TUO LPAG art. 125.4",
)
ESPERAR = Rotulo("Poner en espera", "Poner en espera", "puesto en espera")
RETOMAR = Rotulo(
    "Retomar", "Retomar", "retomado", "Si el plazo estaba suspendido, se calcula otra vez."
)
PRORROGAR = Rotulo(
    "Prorrogar el plazo",
    "Conceder la prórroga",
    "prorrogado",
    "Una sola vez y por decisión expresa.",
    "TUO LPAG art. 136",
)
VISTA = Rotulo(
    "Dar vista del expediente",
    "Anotar la vista",
    "actualizado: se anotó la vista",
    "Quien es parte lo pide de palabra y lo ve en el momento; queda la hora y lo que se llevó.",
    "TUO LPAG art. 160",
)
ACUMULAR = Rotulo(
    "Acumular a otro expediente",
    "Acumular",
    "acumulado",
    "Deja las bandejas y sus plazos quedan sin efecto: desde ahora se actúa en el principal.",
    "TUO LPAG art. 149",
)
RECTIFICAR = Rotulo(
    "Clasificar o corregir",
    "Guardar",
    "corregido; lo anterior queda en la hoja de ruta",
    "Su número y su fecha de presentación no cambian. Otro procedimiento trae otra función del "
    "MOF y el plazo, contado desde el mismo día.",
    "TUO LPAG arts. 126.1 y 157.1",
    "tramite/rectificar.html",
)
TERMINAR = Rotulo(
    "Terminar sin respuesta",
    "Terminar",
    "terminado; falta archivarlo",
    "Sus plazos quedan sin efecto y sigue donde está hasta que se archive. El oficio a la otra "
    "entidad y el aviso al remitente se escriben antes, con «Responder».",
)
RELACIONAR = Rotulo("Relacionar", "Relacionar", "relacionado")


@requiere(Permiso.EXPEDIENTE_DERIVAR)
@require_http_methods(["GET", "POST"])
def observar(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    comprobar_observar(expediente)  # a second one is refused before it is written
    inicial = {"requisitos": lo_que_falta(expediente)}
    form = ObservarForm(datos(request), initial=inicial, expediente=expediente)
    tarde = fuera_de_plazo_para_observar(expediente, timezone.localdate())
    rotulo = replace(OBSERVAR, explica=f"{tarde} {OBSERVAR.explica}") if tarde else OBSERVAR
    return actuar(request, expediente, form, acciones.observar, rotulo)


@requiere(Permiso.EXPEDIENTE_DERIVAR)
@require_http_methods(["GET", "POST"])
def subsanar(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    comprobar_subsanar(expediente)
    form = SubsanarForm(datos(request), expediente=expediente)
    respuesta = actuar(request, expediente, form, acciones.subsanar, SUBSANAR)
    if form.is_valid():
        decir_como_queda(request, expediente)
    return respuesta


@requiere(Permiso.EXPEDIENTE_DERIVAR)
@require_http_methods(["GET", "POST"])
def no_presentado(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    form = TextoForm(datos(request), expediente=expediente)
    return actuar(request, expediente, form, acciones.tener_por_no_presentado, NO_PRESENTADO)


@requiere(Permiso.EXPEDIENTE_DERIVAR)
@require_http_methods(["GET", "POST"])
def esperar(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    form = EsperarForm(datos(request), expediente=expediente, usuario=request.user)
    return actuar(request, expediente, form, acciones.esperar, ESPERAR)


@requiere(Permiso.EXPEDIENTE_DERIVAR)
@require_http_methods(["GET", "POST"])
def retomar(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    form = TextoForm(datos(request), expediente=expediente)
    return actuar(request, expediente, form, acciones.retomar, RETOMAR)


@requiere(Permiso.EXPEDIENTE_DERIVAR)
@require_http_methods(["GET", "POST"])
def vista(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    form = VistaForm(datos(request), expediente=expediente)
    return actuar(request, expediente, form, acciones.dar_vista, VISTA)


@requiere(Permiso.EXPEDIENTE_ANULAR)
@require_http_methods(["GET", "POST"])
def prorrogar(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    plazo = comprobar_prorrogar(expediente)  # said before anything is written
    hoy = timezone.localdate()
    form = ProrrogarForm(datos(request), expediente=expediente, plazo=plazo, hoy=hoy)
    respuesta = actuar(request, expediente, form, acciones.prorrogar, PRORROGAR)
    if form.is_valid():
        decir_como_queda(request, expediente)
    return respuesta


@requiere(Permiso.EXPEDIENTE_REGISTRAR)
@require_http_methods(["GET", "POST"])
def rectificar(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    hoy = timezone.localdate()
    form = RectificarForm(datos(request), expediente=expediente, usuario=request.user, hoy=hoy)
    return actuar(request, expediente, form, acciones.rectificar, RECTIFICAR)


@requiere(Permiso.EXPEDIENTE_ANULAR)
@require_http_methods(["GET", "POST"])
def terminar(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    form = TerminarForm(datos(request), expediente=expediente)
    rotulo = TERMINAR
    if hasta := encauzar_hasta(expediente):
        frase = f"Puede enviarse a otra entidad hasta el {hasta[0]:%d/%m/%Y}. {TERMINAR.explica}"
        rotulo = replace(TERMINAR, explica=frase, norma=hasta[1])
    return actuar(request, expediente, form, acciones.terminar, rotulo)


@requiere(Permiso.EXPEDIENTE_ANULAR)
@require_http_methods(["GET", "POST"])
def acumular(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    hoy = timezone.localdate()
    form = AcumularForm(datos(request), expediente=expediente, usuario=request.user, hoy=hoy)
    return actuar(request, expediente, form, _acumular, ACUMULAR)


def _acumular(expediente: Expediente, *, con: Expediente, **campos: Any) -> None:
    acciones.acumular(expediente, con, **campos)


@requiere(Permiso.EXPEDIENTE_DERIVAR)
@require_http_methods(["GET", "POST"])
def relacionar(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    hoy = timezone.localdate()
    form = RelacionarForm(datos(request), expediente=expediente, usuario=request.user, hoy=hoy)
    return actuar(request, expediente, form, _relacionar, RELACIONAR)


def _relacionar(expediente: Expediente, *, con: Expediente, version: int, **campos: Any) -> None:
    """A link does not depend on what happened to the expediente meanwhile."""
    acciones.relacionar(expediente, con, **campos)
