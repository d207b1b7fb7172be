"""What the Sector needs: the list, each need and its steps."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.acciones import demanda as acciones
from convenios.efecto_emparejador import criterios_con_fechas
from convenios.fichas_demanda import ficha_demanda
from convenios.forms.demanda import DemandaForm, FinanciarForm, PasoDemandaForm, PriorizarForm
from convenios.forms.demanda_filtros import FiltroDemandas
from convenios.listas_demanda import DEMANDAS
from convenios.models import CriteriosPrioridad, Demanda
from convenios.views.acto import Miga, acto, por_codigo
from ocisys.base.exportar import exportada
from ocisys.base.paginacion import paginar
from ocisys.base.web import datos, ir_a, pagina

LISTA: Miga = ("Demanda", reverse_lazy("convenios:demandas"))


def _editable(request: OciRequest, pk: int) -> Demanda:
    editables = Demanda.objects.editables_para(request.user)
    return get_object_or_404(editables.para_lista(), pk=pk)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def demandas(request: OciRequest) -> HttpResponse:
    filtro = FiltroDemandas(request.GET, hoy=timezone.localdate())
    filas = filtro.aplicar(Demanda.objects.visibles_para(request.user))
    contexto = {
        "filtro": filtro,
        "pagina": paginar(filas, request.GET, orden=("-registrada_el", "-pk")),
        "total": filas.count(),
    }
    return pagina(request, "convenios/demandas.html", contexto, parcial="tabla-demandas")


@requiere(Permiso.CONVENIO_VER)
@require_GET
def demandas_exportar(request: OciRequest, formato: str) -> HttpResponseBase:
    filtro = FiltroDemandas(request.GET, hoy=timezone.localdate())
    filas = filtro.aplicar(Demanda.objects.visibles_para(request.user))
    return exportada(request, formato, filas, DEMANDAS, "Demanda del Sector", filtro.en_palabras)


@requiere(Permiso.DEMANDA_EDITAR)
@require_http_methods(["GET", "POST"])
def demanda_nueva(request: OciRequest) -> HttpResponse:
    hoy = timezone.localdate()
    form = DemandaForm(datos(request), usuario=request.user, hoy=hoy)
    if form.is_valid():
        fila = acciones.registrar_demanda(form.save(commit=False), por=request.user, hoy=hoy)
        messages.success(request, f"{fila.codigo} registrada.")
        return ir_a(request, fila)
    return acto(request, form, "Registrar demanda", LISTA)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def demanda(request: OciRequest, pk: int) -> HttpResponse:
    visibles = Demanda.objects.visibles_para(request.user)
    fila = get_object_or_404(visibles.para_lista(), pk=pk)
    contexto = ficha_demanda(fila, request.user, timezone.localdate())
    return pagina(request, "convenios/demanda.html", contexto)


@requiere(Permiso.DEMANDA_EDITAR)
@require_http_methods(["GET", "POST"])
def demanda_editar(request: OciRequest, pk: int) -> HttpResponse:
    fila = _editable(request, pk)
    form = DemandaForm(
        datos(request), instance=fila, usuario=request.user, hoy=timezone.localdate()
    )
    if form.is_valid():
        acciones.corregir_demanda(form.save(commit=False))
        messages.success(request, f"{fila.codigo} guardada.")
        return ir_a(request, fila)
    return acto(request, form, f"Editar {fila.codigo}", LISTA, por_codigo(fila), bajada=str(fila))


@requiere(Permiso.CONVENIO_VER)
@require_GET
def criterios_prioridad(request: OciRequest) -> HttpResponse:
    hoy = timezone.localdate()
    contexto = {
        "juego": CriteriosPrioridad.objects.visibles_para(request.user).en_vigor(hoy),
        "filas": criterios_con_fechas(hoy),
        "hoy": hoy,
    }
    return pagina(request, "convenios/criterios_prioridad.html", contexto)


@requiere(Permiso.DEMANDA_EDITAR)
@require_http_methods(["GET", "POST"])
def demanda_priorizar(request: OciRequest, pk: int) -> HttpResponse:
    fila, hoy = _editable(request, pk), timezone.localdate()
    ultimo = fila.pasos.exclude(prioridad=None).last()
    form = PriorizarForm(datos(request), hoy=hoy, puntajes=ultimo.puntajes if ultimo else {})
    if form.is_valid():
        hecho = {c: form.cleaned_data[c] for c in ("fecha", "nota")}
        paso = acciones.priorizar(fila, puntajes=form.puntajes, por=request.user, **hecho)
        messages.success(request, f"{fila.codigo}: prioridad {paso.prioridad}.")
        return ir_a(request, fila)
    return acto(
        request, form, f"Priorizar {fila.codigo}", LISTA, por_codigo(fila), bajada=str(fila)
    )


@requiere(Permiso.DEMANDA_EDITAR)
@require_http_methods(["GET", "POST"])
def demanda_pasar(request: OciRequest, pk: int) -> HttpResponse:
    fila = _editable(request, pk)
    form = PasoDemandaForm(datos(request), demanda=fila, hoy=timezone.localdate())
    if form.is_valid():
        paso = acciones.mover_demanda(fila, por=request.user, **form.cleaned_data)
        messages.success(request, f"{fila.codigo}: {paso.get_a_display().lower()}.")
        return ir_a(request, fila)
    return acto(request, form, f"Pasar {fila.codigo}", LISTA, por_codigo(fila), bajada=str(fila))


@requiere(Permiso.DEMANDA_EDITAR)
@require_http_methods(["GET", "POST"])
def demanda_financiar(request: OciRequest, pk: int) -> HttpResponse:
    fila, hoy = _editable(request, pk), timezone.localdate()
    form = FinanciarForm(datos(request), demanda=fila, usuario=request.user, hoy=hoy)
    if form.is_valid():
        acciones.financiar(fila, por=request.user, **form.cleaned_data)
        messages.success(request, f"{fila.codigo} queda financiada.")
        return ir_a(request, fila)
    return acto(
        request, form, f"Financiada: {fila.codigo}", LISTA, por_codigo(fila), bajada=str(fila)
    )
