"""«Mi mañana» and the standing rules by which work is shared out."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.paginacion import paginar
from ocisys.base.web import datos, estado_de, ir_a, pagina
from tramite import acciones
from tramite.forms.llamada import PeriodoForm
from tramite.forms.mover import DerivarForm
from tramite.forms.reparto import RepartoForm
from tramite.manana import manana_de
from tramite.models import Movimiento, Procedimiento, ReglaReparto
from tramite.views.comun import Rotulo, actuar, expediente_de

PROVEER = Rotulo(
    "Proveer", "Derivar", "proveído", plantilla="tramite/derivar.html", vuelve="tramite:manana"
)


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def manana(request: OciRequest) -> HttpResponse:
    contexto = {"manana": manana_de(request.user, timezone.localdate())}
    return pagina(request, "tramite/manana.html", contexto)


@requiere(Permiso.EXPEDIENTE_DERIVAR)
@require_POST
def proveer(request: OciRequest, numero: str) -> HttpResponse:
    """Send one on from «Mi mañana» and come back to it; what is wrong is corrected on its page."""
    expediente = expediente_de(request, numero)
    hoy = timezone.localdate()
    form = DerivarForm(datos(request), expediente=expediente, usuario=request.user, hoy=hoy)
    return actuar(request, expediente, form, acciones.derivar, PROVEER)


@requiere(Permiso.CARGOS_ENCARGAR)
@require_http_methods(["GET", "POST"])
def reparto(request: OciRequest) -> HttpResponse:
    """Who each kind of paper goes to, and what for."""
    form = RepartoForm(datos(request), hoy=timezone.localdate())
    if form.is_valid():
        acciones.fijar_reparto(por=request.user, ahora=timezone.now(), **form.cleaned_data)
        messages.success(request, "Regla de reparto guardada; rige desde ahora.")
        return ir_a(request, "tramite:reparto")
    reglas = ReglaReparto.objects.visibles_para(request.user).por_procedimiento()
    filas = Procedimiento.objects.visibles_para(request.user).vigentes(timezone.localdate())
    contexto = {"form": form, "filas": [(p, reglas.get(p.pk)) for p in filas]}
    return pagina(request, "tramite/reparto.html", contexto, status=estado_de(form))


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def coordinaciones(request: OciRequest) -> HttpResponse:
    """What the head ordered to coordinate with other areas, and what became of it (071-06)."""
    periodo = PeriodoForm(request.GET, hoy=timezone.localdate())
    d = periodo.cleaned_data
    filas = Movimiento.objects.legibles_para(request.user).para_coordinar(
        d.get("cargo", ""), d.get("desde"), d.get("hasta")
    )
    filas = filas.select_related("expediente", "para", "por__persona")
    contexto = {"periodo": periodo, "pagina": paginar(filas, request.GET, orden=("-en", "-pk"))}
    return pagina(request, "tramite/coordinaciones.html", contexto)
