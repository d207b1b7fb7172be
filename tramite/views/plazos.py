"""Deadlines that run beside the one of the procedure: opening one, and saying what came of it."""

from dataclasses import replace
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.models import ReglaPlazo
from ocisys.base.paginacion import paginar
from ocisys.base.web import datos, pagina
from tramite import acciones
from tramite.forms.plazos import AbrirPlazoForm, CerrarPlazoForm
from tramite.models import Expediente, Plazo
from tramite.views.comun import Rotulo, actuar, expediente_de

ABRIR = Rotulo(
    "Anotar un plazo",
    "Anotar",
    "actualizado: el plazo corre",
    "Corre junto al del procedimiento y se cumple aparte: la respuesta no lo da por cumplido.",
)
CERRAR = Rotulo(
    "Cerrar el plazo",
    "Guardar",
    "actualizado: se cerró el plazo",
    "Lo cumplido tarde se tiene por cumplido, y se ve.",
    "TUO LPAG art. 140.3",
)


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def lista(request: OciRequest) -> HttpResponse:
    """Those that run, the nearest first; `?deben=otros` leaves what the office does not owe."""
    corren = Plazo.objects.visibles_para(request.user).abiertos().accesorios()
    deben = request.GET.get("deben", "")
    if deben == "oficina":
        corren = corren.nuestros()
    elif deben == "otros":
        corren = corren.exclude(obligado=ReglaPlazo.Obligado.NOSOTROS)
    filas = corren.select_related("expediente", "documento__tipo")
    hoja = paginar(filas, request.GET, orden=("vence_el", "pk"))
    return pagina(request, "tramite/plazos.html", {"pagina": hoja, "deben": deben})


@requiere(Permiso.EXPEDIENTE_DERIVAR)
@require_http_methods(["GET", "POST"])
def abrir(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    inicial = {"regla": request.GET.get("regla", "")}
    hoy = timezone.localdate()
    form = AbrirPlazoForm(datos(request), initial=inicial, expediente=expediente, hoy=hoy)
    rotulo = replace(ABRIR, vuelve=f"{expediente.get_absolute_url()}?ver=plazos")
    return actuar(request, expediente, form, acciones.abrir_plazo, rotulo)


@requiere(Permiso.EXPEDIENTE_DERIVAR)
@require_http_methods(["GET", "POST"])
def cerrar(request: OciRequest, numero: str, pk: int) -> HttpResponse:
    expediente = expediente_de(request, numero)
    filas = Plazo.objects.visibles_para(request.user).accesorios().filter(expediente=expediente)
    plazo = get_object_or_404(filas.select_related("documento"), pk=pk)
    form = CerrarPlazoForm(datos(request), expediente=expediente, hoy=timezone.localdate())
    rotulo = replace(
        CERRAR,
        titulo=f"Cerrar: {plazo.nombre[:80]}",
        vuelve=f"{expediente.get_absolute_url()}?ver=plazos",
    )
    return actuar(request, expediente, form, partial(_cerrar, plazo), rotulo)


def _cerrar(plazo: Plazo, expediente: Expediente, **campos: Any) -> None:
    acciones.cerrar_plazo(plazo, **campos)
