"""An adenda beside its convenio: the comparison, obligation by obligation, and its decisions."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.acciones import adenda as acciones
from convenios.acciones.adenda import Accion
from convenios.acciones.errata import corregir_adenda
from convenios.comparacion import ficha_adenda
from convenios.forms.adenda import AdendaForm, CitaForm, ExtenderForm, ImpactoForm
from convenios.models import Adenda, Compromiso, Convenio
from convenios.views.acto import acto_de_convenio
from ocisys.base.web import datos, estado_de, ir_a, pagina


def _editable(request: OciRequest, codigo: str, numero: int) -> Adenda:
    convenio = get_object_or_404(Convenio.objects.editables_para(request.user), codigo=codigo)
    fila: Adenda = get_object_or_404(convenio.adendas.select_related("convenio"), numero=numero)
    return fila


def _vigente(adenda: Adenda, pk: int) -> Compromiso:
    vigentes = adenda.convenio.compromisos.vigentes_antes(adenda)
    fila: Compromiso = get_object_or_404(vigentes.con_todo(), pk=pk)
    return fila


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def adenda_nueva(request: OciRequest, codigo: str) -> HttpResponse:
    hoy = timezone.localdate()
    convenio = get_object_or_404(Convenio.objects.editables_para(request.user), codigo=codigo)
    form = AdendaForm(datos(request), convenio=convenio, hoy=hoy)
    if form.is_valid():
        fila = acciones.agregar_adenda(form.save(commit=False), por=request.user)
        messages.success(request, f"{fila} registrada. Ahora diga qué hace con cada compromiso.")
        return ir_a(request, fila)
    return acto_de_convenio(request, convenio, form, "Registrar adenda")


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def adenda_corregir(request: OciRequest, codigo: str, numero: int) -> HttpResponse:
    fila = _editable(request, codigo, numero)
    convenio, hoy = fila.convenio, timezone.localdate()
    form = AdendaForm(datos(request), instance=fila, convenio=convenio, hoy=hoy)
    if form.is_valid():
        errata = form.cleaned_data["errata"]
        corregir_adenda(form.save(commit=False), errata=errata, por=request.user)
        messages.success(request, f"{fila} corregida; lo que decía queda en la fe de erratas.")
        return ir_a(request, fila)
    volver = fila.get_absolute_url()
    return acto_de_convenio(request, convenio, form, f"Corregir {fila}", volver=volver)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def adenda(request: OciRequest, codigo: str, numero: int) -> HttpResponse:
    convenio = get_object_or_404(Convenio.objects.visibles_para(request.user), codigo=codigo)
    adendas = convenio.adendas.select_related("convenio", "por__persona")
    fila = get_object_or_404(adendas, numero=numero)
    return pagina(request, "convenios/adenda.html", ficha_adenda(fila, request.user))


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def impacto_crear(request: OciRequest, codigo: str, numero: int) -> HttpResponse:
    fila = _editable(request, codigo, numero)
    form = ImpactoForm(datos(request), convenio=fila.convenio, hoy=timezone.localdate())
    return _proponer(request, fila, form, Accion.CREA, "Compromiso que agrega")


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def impacto_cambiar(request: OciRequest, codigo: str, numero: int, pk: int) -> HttpResponse:
    fila, hoy = _editable(request, codigo, numero), timezone.localdate()
    compromiso = _vigente(fila, pk)
    form = ImpactoForm(datos(request), convenio=fila.convenio, anterior=compromiso, hoy=hoy)
    return _proponer(request, fila, form, Accion.MODIFICA, "Cómo queda", compromiso)


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def impacto_extender(request: OciRequest, codigo: str, numero: int, pk: int) -> HttpResponse:
    fila = _editable(request, codigo, numero)
    compromiso = _vigente(fila, pk)
    inicial = {"fin": fila.nueva_fecha_fin}
    form = ExtenderForm(datos(request), compromiso=compromiso, initial=inicial)
    return _proponer(request, fila, form, Accion.PRORROGA, "Hasta cuándo", compromiso)


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def impacto_terminar(request: OciRequest, codigo: str, numero: int, pk: int) -> HttpResponse:
    fila = _editable(request, codigo, numero)
    form = CitaForm(datos(request))
    return _proponer(request, fila, form, Accion.TERMINA, "Termina", _vigente(fila, pk))


def _proponer(
    request: OciRequest,
    adenda: Adenda,
    form: ImpactoForm | ExtenderForm | CitaForm,
    accion: Accion,
    verbo: str,
    compromiso: Compromiso | None = None,
) -> HttpResponse:
    if form.is_valid():
        acciones.proponer_impacto(
            adenda,
            accion=accion,
            compromiso=compromiso,
            despues=form.despues(),
            cita=form.cleaned_data["cita"],
            por=request.user,
        )
        return ir_a(request, adenda)
    contexto = {"form": form, "adenda": adenda, "compromiso": compromiso, "verbo": verbo}
    return pagina(request, "convenios/adenda_linea.html", contexto, status=estado_de(form))


@requiere(Permiso.CONVENIO_EDITAR)
@require_POST
def impacto_aceptar(request: OciRequest, codigo: str, numero: int, pk: int) -> HttpResponse:
    fila = _editable(request, codigo, numero)
    linea = get_object_or_404(fila.impactos, pk=pk)
    hecha = acciones.aceptar_impacto(linea, por=request.user, hoy=timezone.localdate())
    messages.success(request, f"{hecha}. Vale desde el {fila.fecha:%d/%m/%Y}.")
    return ir_a(request, fila)


@requiere(Permiso.CONVENIO_EDITAR)
@require_POST
def impacto_descartar(request: OciRequest, codigo: str, numero: int, pk: int) -> HttpResponse:
    fila = _editable(request, codigo, numero)
    linea = get_object_or_404(fila.impactos, pk=pk)
    acciones.descartar_impacto(linea, por=request.user)
    messages.success(request, f"Línea descartada: {linea.titulo}.")
    return ir_a(request, fila)
