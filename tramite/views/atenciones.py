"""Who was attended at the counter or by telephone, and whom the office called (MOF 071-03)."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cargos.evidencias import Periodo
from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.paginacion import paginar
from ocisys.base.web import datos, estado_de, ir_a, pagina
from tramite import acciones
from tramite.cumplimiento_secretaria import atencion_del_periodo
from tramite.forms.atencion import AtencionForm
from tramite.forms.llamada import PeriodoForm
from tramite.models import Atencion

HECHO = {
    Atencion.Medio.VENTANILLA: "Atención anotada",
    Atencion.Medio.TELEFONO: "Llamada recibida, anotada",
    Atencion.Medio.SALIENTE: "Llamada hecha, anotada",
}


@requiere(Permiso.AGENDA_LLEVAR)
@require_http_methods(["GET", "POST"])
def atenciones(request: OciRequest) -> HttpResponse:
    """Write one down; below, the calls to make again and what was attended before."""
    medio = request.GET.get("medio", "")[:10]
    inicial = {"medio": medio} if medio in Atencion.Medio.values else {}
    form = AtencionForm(
        datos(request), usuario=request.user, hoy=timezone.localdate(), initial=inicial
    )
    if form.is_valid():
        return _anotar(request, form)
    return _lista(request, form)


@requiere(Permiso.AGENDA_LLEVAR)
@require_http_methods(["GET", "POST"])
def volver(request: OciRequest, pk: int) -> HttpResponse:
    """Make again a call that was left pending."""
    filas = Atencion.objects.visibles_para(request.user).por_volver().para_lista()
    pendiente = get_object_or_404(filas, pk=pk)
    inicial = {
        "medio": Atencion.Medio.SALIENTE,
        "quien": pendiente.quien,
        "telefono": pendiente.telefono,
        "asunto": pendiente.asunto,
        "expediente": pendiente.expediente.numero if pendiente.expediente else "",
    }
    form = AtencionForm(
        datos(request), usuario=request.user, hoy=timezone.localdate(), initial=inicial
    )
    if form.is_valid():
        return _anotar(request, form, vuelve_de=pendiente)
    contexto = {"form": form, "pendiente": pendiente}
    return pagina(request, "tramite/atencion_volver.html", contexto, status=estado_de(form))


def _anotar(
    request: OciRequest, form: AtencionForm, vuelve_de: Atencion | None = None
) -> HttpResponse:
    hecha = acciones.anotar_atencion(
        por=request.user, ahora=timezone.now(), vuelve_de=vuelve_de, **form.cleaned_data
    )
    que = HECHO[Atencion.Medio(hecha.medio)]
    messages.success(request, f"{que}: {hecha.quien}.", extra_tags="borrador:atencion")
    return ir_a(request, f"{reverse('tramite:atenciones')}?{urlencode({'medio': hecha.medio})}")


def _lista(request: OciRequest, form: AtencionForm) -> HttpResponse:
    hoy, q = timezone.localdate(), request.GET.get("q", "")[:200].strip()
    periodo = PeriodoForm(request.GET, hoy=hoy)
    d = periodo.cleaned_data
    visibles = Atencion.objects.visibles_para(request.user)
    filas = visibles.buscar(q).del_periodo(d.get("desde"), d.get("hasta"))
    if d.get("cargo"):
        filas = filas.desde_el_cargo(d["cargo"])
    if request.GET.get("cuentan"):
        filas = filas.que_cuentan()
    contexto = {
        "form": form,
        "periodo": periodo,
        "q": q,
        "ahora": timezone.now(),
        "por_volver": visibles.por_volver().para_lista()[:20],
        "cuenta": _cuenta(d, hoy),
        "pagina": paginar(filas.para_lista(), request.GET, orden=("-pk",)),
    }
    return pagina(request, "tramite/atenciones.html", contexto, status=estado_de(form))


def _cuenta(d: dict[str, Any], hoy: date) -> Any:
    """The three kinds of attention of a post in a period, when the address names both."""
    if not (d.get("cargo") and d.get("desde")):
        return None
    return atencion_del_periodo(d["cargo"], Periodo(d["desde"], d.get("hasta") or hoy))
