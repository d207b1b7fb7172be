"""Reserve: set it, ask to lift it, lift it; which are in force and who has read them."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.paginacion import paginar
from ocisys.base.web import datos, estado_de, ir_a, pagina
from tramite import acciones
from tramite.forms.mover import MotivoForm
from tramite.forms.reservar import LevantarForm, MotivarForm, ReservarForm
from tramite.models import Expediente, Lectura, LecturaMotivada, Reserva
from tramite.views.comun import Rotulo, actuar, expediente_de

RESERVAR = Rotulo(
    "Reservar",
    "Reservar",
    "reservado",
    "Deja de verlo quien no esté nombrado, y sus copias sin leer se retiran. Cada lectura queda "
    "anotada. Para mantener una reserva que toca revisar, guárdela con otra fecha.",
    "TUO de la Ley 27806, arts. 15 a 18",
    "tramite/reservar.html",
)
PEDIR = Rotulo(
    "Pedir que se levante la reserva",
    "Pedir",
    "tiene un pedido de levantar su reserva",
    "La jefatura decide; si usted es la jefatura, otra persona lo pide.",
)
LEVANTAR = Rotulo(
    "Levantar la reserva",
    "Levantar",
    "ya lo ve toda la oficina",
    "Una persona lo pide y otra lo decide. Las lecturas anotadas se conservan.",
)


@requiere(Permiso.EXPEDIENTE_RESERVAR)
@require_http_methods(["GET", "POST"])
def reservar(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    form = ReservarForm(datos(request), expediente=expediente, hoy=timezone.localdate())
    return actuar(request, expediente, form, acciones.reservar, RESERVAR)


@requiere(Permiso.EXPEDIENTE_DERIVAR)
@require_http_methods(["GET", "POST"])
def pedir_levantamiento(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    form = MotivoForm(datos(request), expediente=expediente)
    return actuar(request, expediente, form, acciones.pedir_levantamiento, PEDIR)


@requiere(Permiso.EXPEDIENTE_ANULAR)
@require_http_methods(["GET", "POST"])
def levantar(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    form = LevantarForm(datos(request), expediente=expediente, hoy=timezone.localdate())
    rotulo = replace(LEVANTAR, explica=_lo_pedido(expediente) or LEVANTAR.explica)
    return actuar(request, expediente, form, acciones.levantar, rotulo)


def _lo_pedido(expediente: Expediente) -> str:
    """Who asked to lift it and why, "" when nobody has."""
    reserva = expediente.reservas.vigentes().select_related("pedido__por__persona").first()
    pedido = getattr(reserva, "pedido", None)
    return f"Lo pidió {pedido.por}, {pedido.calidad}: {pedido.motivo}" if pedido else ""


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def reservas(request: OciRequest) -> HttpResponse:
    filas = Reserva.objects.visibles_para(request.user).vigentes().para_lista()
    contexto = {
        "pagina": paginar(filas, request.GET, orden=("revision_el", "pk")),
        "hoy": timezone.localdate(),
    }
    return pagina(request, "tramite/reservas.html", contexto)


@requiere(Permiso.RESERVA_MOTIVAR)
@require_http_methods(["GET", "POST"])
def motivar(request: OciRequest) -> HttpResponse:
    """Say why a reserved expediente has to be read; then it opens."""
    inicial = {"numero": request.GET.get("numero", "")[:40]}
    form = MotivarForm(datos(request), initial=inicial, hoy=timezone.localdate())
    if form.is_valid():
        fila, motivo = form.cleaned_data["numero"], form.cleaned_data["motivo"]
        hecha = acciones.motivar_lectura(
            fila, motivo=motivo, por=request.user, ahora=timezone.now()
        )
        hasta = timezone.localtime(hecha.hasta)
        messages.success(request, f"Puede leer {fila.numero} hasta el {hasta:%d/%m/%Y %H:%M}.")
        return ir_a(request, fila)
    return pagina(request, "tramite/motivar.html", {"form": form}, status=estado_de(form))


@requiere(Permiso.AUDITORIA_VER)
@require_GET
def lecturas(request: OciRequest) -> HttpResponse:
    filas = Lectura.objects.visibles_para(request.user).para_lista()
    contexto = {
        "pagina": paginar(filas, request.GET, orden=("-en", "-pk")),
        "motivos": LecturaMotivada.objects.visibles_para(request.user).para_lista()[:10],
    }
    return pagina(request, "tramite/lecturas.html", contexto)
