"""Sectoral opinions: the list, the catalogue, and one of them with what stands beside it."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.paginacion import paginar
from ocisys.base.web import pagina
from tramite.acciones.opiniones import DEVOLVER_IGV, devolver_hasta, procedimiento_de
from tramite.catalogo_opiniones import fichas
from tramite.estados_opinion import TipoOpinion
from tramite.forms.opinion import FiltroOpiniones
from tramite.models import Opinion, Procedimiento
from tramite.opiniones import antecedentes_de, gemela_de, monto
from tramite.posibles_opinion import actos_de_opinion
from tramite.views.comun import expediente_de
from tramite.views.comun_opinion import opinion_de


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def opiniones(request: OciRequest) -> HttpResponse:
    form = FiltroOpiniones(request.GET, hoy=timezone.localdate())
    filas = form.filtrar(Opinion.objects.visibles_para(request.user)).para_lista()
    contexto = {"form": form, "pagina": paginar(filas, request.GET, orden=("-pk",))}
    return pagina(request, "tramite/opiniones.html", contexto)


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def catalogo(request: OciRequest) -> HttpResponse:
    filas = Procedimiento.objects.visibles_para(request.user).de_opinion()
    contexto = {"fichas": fichas(filas, timezone.localdate())}
    return pagina(request, "tramite/opiniones_catalogo.html", contexto)


@requiere(Permiso.EXPEDIENTE_ATENDER)
@require_GET
def elegir(request: OciRequest, numero: str) -> HttpResponse:
    e = expediente_de(request, numero)
    tipos = [(t, procedimiento_de(t, e.presentado_el)) for t in TipoOpinion]
    return pagina(request, "tramite/opinion_elegir.html", {"e": e, "tipos": tipos})


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def opinion(request: OciRequest, numero: str) -> HttpResponse:
    o = opinion_de(request, numero)
    hoy = timezone.localdate()
    actos = actos_de_opinion(o, request.user, hoy=hoy)
    contexto = {
        "o": o,
        "e": o.expediente,
        "monto": monto(o),
        "actos": actos,
        "devolver_hasta": devolver_hasta(o.expediente) if "devolver" in actos else None,
        "requisitos": list(o.requisitos.all()),
        "cuestiones": o.cuestiones.all(),
        "consultas": list(o.consultas.all()),
        "devolucion": o.expediente.plazos.abiertos().filter(regla=DEVOLVER_IGV).first()
        if o.comprada_el
        else None,
        "pasos": o.pasos.select_related("por__persona").order_by("-en", "-pk"),
        "antecedentes": antecedentes_de(o, usuario=request.user),
        "gemela": gemela_de(o, usuario=request.user),
    }
    return pagina(request, "tramite/opinion.html", contexto)
