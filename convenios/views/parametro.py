"""The settings of the figures and of the warnings: their rows with dates, and deciding others."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios import efecto_avisos, efecto_emparejador
from convenios.acciones.parametro import (
    fijar_avisos,
    fijar_criterios,
    fijar_parametros,
    fijar_pesos,
)
from convenios.forms.avisos import AvisosForm
from convenios.forms.emparejamiento import PesosForm
from convenios.forms.parametro import ParametrosForm
from convenios.forms.prioridad import CriteriosForm
from convenios.models import CriteriosPrioridad, ParametroEmparejamiento
from convenios.umbrales import efecto_de, filas_con_fechas, vigentes_al
from ocisys.base.web import datos, ir_a, pagina


@requiere(Permiso.PARAMETROS_FIJAR)
@require_http_methods(["GET", "POST"])
def parametros(request: OciRequest) -> HttpResponse:
    hoy = timezone.localdate()
    form = ParametrosForm(datos(request), vigentes=vigentes_al(hoy), hoy=hoy)
    contexto = {"form": form, "hoy": hoy, "filas": filas_con_fechas()}
    if form.is_valid() and form.se_vio:
        fila = fijar_parametros(form.valores, **form.decision, por=request.user, hoy=hoy)
        messages.success(request, f"{fila}: así se juzgarán las cifras.")
        return ir_a(request, "convenios:parametros")
    if form.is_valid():
        contexto["efecto"] = efecto_de(form.valores, form.vigentes, hoy)
    status = 422 if form.errors else 200
    return pagina(request, "convenios/parametros.html", contexto, status=status)


@requiere(Permiso.PARAMETROS_FIJAR)
@require_http_methods(["GET", "POST"])
def parametros_avisos(request: OciRequest) -> HttpResponse:
    hoy = timezone.localdate()
    vigentes = efecto_avisos.vigentes_al(hoy)
    form = AvisosForm(datos(request), vigentes=vigentes, hoy=hoy)
    contexto = {"form": form, "hoy": hoy, "filas": efecto_avisos.filas_con_fechas()}
    if form.is_valid() and form.se_vio:
        fila = fijar_avisos(form.valores, **form.decision, por=request.user, hoy=hoy)
        messages.success(request, f"{fila}: así se avisará.")
        return ir_a(request, "convenios:parametros_avisos")
    if form.is_valid():
        contexto["efecto"] = efecto_avisos.efecto_de(form.valores, vigentes, hoy)
    status = 422 if form.errors else 200
    return pagina(request, "convenios/parametros_avisos.html", contexto, status=status)


@requiere(Permiso.PARAMETROS_FIJAR)
@require_http_methods(["GET", "POST"])
def parametros_emparejador(request: OciRequest) -> HttpResponse:
    hoy = timezone.localdate()
    decididos = ParametroEmparejamiento.objects.visibles_para(request.user)
    form = PesosForm(datos(request), vigentes=decididos.en_vigor(hoy), hoy=hoy)
    contexto = {"form": form, "hoy": hoy, "filas": decididos.select_related("por__persona")}
    if form.is_valid() and form.se_vio:
        fila = fijar_pesos(form.valores, **form.decision, por=request.user, hoy=hoy)
        messages.success(request, f"{fila}: así se comparará.")
        return ir_a(request, "convenios:parametros_emparejador")
    if form.is_valid():
        contexto["efecto"] = efecto_emparejador.efecto_de(form.valores, form.vigentes, hoy)
    status = 422 if form.errors else 200
    return pagina(request, "convenios/parametros_emparejador.html", contexto, status=status)


@requiere(Permiso.PARAMETROS_FIJAR)
@require_http_methods(["GET", "POST"])
def parametros_prioridad(request: OciRequest) -> HttpResponse:
    hoy = timezone.localdate()
    vigente = CriteriosPrioridad.objects.visibles_para(request.user).en_vigor(hoy)
    form = CriteriosForm(datos(request), vigente=vigente, hoy=hoy)
    contexto = {"form": form, "hoy": hoy, "filas": efecto_emparejador.criterios_con_fechas(hoy)}
    if form.is_valid() and form.se_vio:
        fila = fijar_criterios(form.criterios, **form.decision, por=request.user, hoy=hoy)
        messages.success(request, f"{fila}: así se priorizará.")
        return ir_a(request, "convenios:criterios_prioridad")
    if form.is_valid():
        contexto["efecto"] = efecto_emparejador.efecto_de_criterios(form.criterios)
    status = 422 if form.errors else 200
    return pagina(request, "convenios/parametros_prioridad.html", contexto, status=status)
