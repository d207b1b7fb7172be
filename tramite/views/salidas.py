"""Outgoing documents: the tray, one of them with its history, and its PDF."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_GET

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.paginacion import paginar
from ocisys.base.sellado import servir
from ocisys.base.web import pagina
from tramite.acciones.promesas import propuestas_de
from tramite.bandeja_salidas import PestanaSalida, contar_salidas, salidas_de
from tramite.emitidos import salida_pdf
from tramite.forms.filtro_salidas import FiltroSalidas
from tramite.parrafos import parrafos
from tramite.posibles_salida import actos_de_salida
from tramite.reparos import reparos_de
from tramite.views.comun_salidas import salida_de


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def salidas(request: OciRequest) -> HttpResponse:
    cuentas = contar_salidas(request.user)
    actual = _elegida(request.GET.get("ver", ""), [c.pestana for c in cuentas if c.cantidad])
    filas = salidas_de(request.user, actual).para_lista()
    form = FiltroSalidas(request.GET, hoy=timezone.localdate())
    if actual is PestanaSalida.EMITIDOS:
        filas = form.filtrar(filas)
    contexto = {
        "form": form,
        "cuentas": cuentas,
        "actual": actual,
        "pagina": paginar(filas, request.GET, orden=("-pk",)),
    }
    return pagina(request, "tramite/salidas.html", contexto)


def _elegida(nombre: str, con_algo: list[PestanaSalida]) -> PestanaSalida:
    """The tab asked for; without one, the first in which something waits."""
    if nombre in set(PestanaSalida):
        return PestanaSalida(nombre)
    return con_algo[0] if con_algo else PestanaSalida.EMITIDOS


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def salida(request: OciRequest, pk: int) -> HttpResponse:
    fila = salida_de(request, pk)
    pasos = list(fila.pasos.para_historia())
    contexto = {
        "s": fila,
        "e": fila.expediente,
        "parrafos": parrafos(fila.cuerpo),
        "vistos": fila.vistos.select_related("posicion", "dado_por__persona"),
        "despachos": fila.despachos.prefetch_related("resultados").select_related("plazo", "pide"),
        "promesas": fila.promesas.vigiladas(),
        "propuestas": propuestas_de(fila),
        "pasos": pasos,
        "reparos": reparos_de(fila, pasos),
        "actos": actos_de_salida(fila, request.user),
    }
    return pagina(request, "tramite/salida.html", contexto)


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def pdf(request: OciRequest, pk: int) -> HttpResponseBase:
    """The signed document; the frozen one that waits for its signature; or the draft."""
    fila = salida_de(request, pk)
    sellado = fila.anexo.archivo if fila.anexo else fila.original
    if sellado is not None:
        return servir(sellado, descarga="descargar" in request.GET)
    respuesta = HttpResponse(salida_pdf(fila, en=timezone.now()), content_type="application/pdf")
    respuesta["Content-Disposition"] = f'inline; filename="borrador-{fila.pk}.pdf"'
    respuesta["Cache-Control"] = "private, no-store"
    return respuesta
