"""What is asked of the jefatura: asking, the list of what waits, one of them, deciding it."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.paginacion import paginar
from ocisys.base.web import datos, estado_de, ir_a, pagina
from tramite import acciones
from tramite.consecuencias import consecuencias
from tramite.forms.pedido import FORMULARIOS, DecidirForm, clases_pedibles
from tramite.models import Expediente, Pedido
from tramite.views.comun import Rotulo, actuar, anotar_lectura, expediente_de

PEDIR = Rotulo(
    "Pedir",
    "Pedir",
    "tiene un pedido por decidir",
    "La jefatura lo decide; usted recibe el aviso y todo queda en la hoja de ruta.",
    vuelve="tramite:pedidos",
)
EXPLICA = {
    Pedido.Clase.PRORROGA: (
        "Una sola vez y pedida antes de que venza. Cuenta el día en que usted la pide.",
        "TUO LPAG art. 136",
    ),
    Pedido.Clase.PRESENTACION: (
        "El número no cambia y la fecha anterior queda en la historia. Los plazos que empiezan con "
        "la presentación se cuentan otra vez; la jefatura ve antes cuáles y desde cuándo. Si usted "
        "es la jefatura, que lo pida otra persona: quien pide no decide.",
        "TUO LPAG arts. 126.1 y 131.1",
    ),
}


@requiere(Permiso.EXPEDIENTE_DERIVAR)
@require_http_methods(["GET", "POST"])
def pedir(request: OciRequest, numero: str) -> HttpResponse:
    """Without `?clase=` it asks what is to be asked."""
    expediente = expediente_de(request, numero)
    clases = clases_pedibles(expediente, request.user)
    clase = next((c for c in clases if c == request.GET.get("clase")), None)
    if clase is None:
        return pagina(request, "tramite/pedir.html", {"e": expediente, "clases": clases})
    hoy = timezone.localdate()
    form = FORMULARIOS[clase](datos(request), expediente=expediente, usuario=request.user, hoy=hoy)

    def accion(fila: Expediente, **campos: Any) -> Pedido:
        return acciones.pedir(fila, clase=clase, **campos)

    explica, norma = EXPLICA.get(clase, (PEDIR.explica, ""))
    rotulo = replace(PEDIR, titulo=f"Pedir {clase.label.lower()}", explica=explica, norma=norma)
    return actuar(request, expediente, form, accion, rotulo)


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def pedidos(request: OciRequest) -> HttpResponse:
    """Those by decide first by default; `?ver=todos` shows the decided ones too."""
    filas = Pedido.objects.visibles_para(request.user).para_lista()
    ver = "todos" if request.GET.get("ver") == "todos" else ""
    filas = filas if ver else filas.por_decidir()
    orden = ("-en", "-pk") if ver else ("en", "pk")
    contexto = {"ver": ver, "pagina": paginar(filas, request.GET, orden=orden)}
    return pagina(request, "tramite/pedidos.html", contexto)


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def pedido(request: OciRequest, pk: int) -> HttpResponse:
    return _mostrar(request, _pedido_de(request, pk), DecidirForm())


@requiere(Permiso.EXPEDIENTE_ANULAR)
@require_POST
def pedido_decidir(request: OciRequest, pk: int) -> HttpResponse:
    fila = _pedido_de(request, pk)
    form = DecidirForm(datos(request))
    if not form.is_valid():
        return _mostrar(request, fila, form)
    d = form.cleaned_data
    accion = acciones.conceder if d["decision"] == form.CONCEDER else acciones.denegar
    hecho = accion(fila, respuesta=d["respuesta"], por=request.user, ahora=timezone.now())
    numero, que = fila.expediente.numero, fila.get_clase_display()
    messages.success(request, f"Expediente {numero}: {que}, pedido {hecho.situacion.lower()}.")
    return ir_a(request, "tramite:manana" if "manana" in request.POST else fila)


def _pedido_de(request: OciRequest, pk: int) -> Pedido:
    filas = Pedido.objects.visibles_para(request.user).para_lista()
    fila = get_object_or_404(filas.select_related("documento__tipo"), pk=pk)
    anotar_lectura(request, fila.expediente)
    return fila


def _mostrar(request: OciRequest, fila: Pedido, form: DecidirForm) -> HttpResponse:
    decide = request.user.puede(Permiso.EXPEDIENTE_ANULAR) and fila.por_id != request.user.pk
    contexto = {
        "p": fila,
        "e": fila.expediente,
        "form": form,
        "decide": decide and not fila.esta_decidido,
        "efecto": None if fila.esta_decidido else consecuencias(fila),
    }
    return pagina(request, "tramite/pedido.html", contexto, status=estado_de(form))
