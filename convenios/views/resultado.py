"""The results of an agreement, their indicators and what was measured of each."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.acciones import resultado as acciones
from convenios.acciones.anular import anular
from convenios.forms.convenio_actos import MotivoForm
from convenios.forms.resultado import (
    CorregirMedicionForm,
    IndicadorForm,
    MedicionForm,
    ResultadoForm,
)
from convenios.models import Convenio, Indicador, Medicion, Resultado
from convenios.resultados import COLUMNAS, ficha_resultados, filas_para_exportar
from convenios.views.acto import acto_de_convenio
from ocisys.base.exportar import exportada
from ocisys.base.web import datos, ir_a, pagina


def _editable(request: OciRequest, codigo: str) -> Convenio:
    editables = Convenio.objects.editables_para(request.user)
    convenio: Convenio = get_object_or_404(editables, codigo=codigo)
    return convenio


def _resultado(convenio: Convenio, pk: int) -> Resultado:
    fila: Resultado = get_object_or_404(convenio.resultados.sin_anular(), pk=pk)
    return fila


def _indicador(request: OciRequest, codigo: str, pk: int) -> Indicador:
    editables = Indicador.objects.editables_para(request.user).sin_anular()
    suyos = editables.filter(resultado__convenio__codigo=codigo)
    fila: Indicador = get_object_or_404(suyos.select_related("resultado__convenio"), pk=pk)
    return fila


def _acto(
    request: OciRequest, convenio: Convenio, form: object, verbo: str, nota: str = ""
) -> HttpResponse:
    volver = reverse("convenios:resultados", args=[convenio.codigo])
    return acto_de_convenio(request, convenio, form, verbo, nota, volver=volver)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def resultados(request: OciRequest, codigo: str) -> HttpResponse:
    convenio = get_object_or_404(Convenio.objects.visibles_para(request.user), codigo=codigo)
    return pagina(request, "convenios/resultados.html", ficha_resultados(convenio, request.user))


@requiere(Permiso.CONVENIO_VER)
@require_GET
def resultados_exportar(request: OciRequest, codigo: str, formato: str) -> HttpResponseBase:
    convenio = get_object_or_404(Convenio.objects.visibles_para(request.user), codigo=codigo)
    filas = filas_para_exportar(convenio)
    return exportada(request, formato, filas, COLUMNAS, f"Resultados de {codigo}", {})


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def resultado_nuevo(request: OciRequest, codigo: str) -> HttpResponse:
    return _guardar_resultado(request, _editable(request, codigo), None)


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def resultado_editar(request: OciRequest, codigo: str, pk: int) -> HttpResponse:
    convenio = _editable(request, codigo)
    return _guardar_resultado(request, convenio, _resultado(convenio, pk))


def _guardar_resultado(
    request: OciRequest, convenio: Convenio, ya: Resultado | None
) -> HttpResponse:
    form = ResultadoForm(datos(request), instance=ya, convenio=convenio)
    if form.is_valid():
        fila = acciones.guardar_resultado(form.save(commit=False), por=request.user)
        sigue = "" if ya else " Ahora diga cómo se mide."
        messages.success(request, f"{fila.get_nivel_display()} guardado: {fila}.{sigue}")
        return ir_a(request, fila)
    return _acto(request, convenio, form, "Corregir resultado" if ya else "Anotar resultado")


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def resultado_anular(request: OciRequest, codigo: str, pk: int) -> HttpResponse:
    convenio = _editable(request, codigo)
    return _anular(request, convenio, _resultado(convenio, pk), "Anular resultado")


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def indicador_nuevo(request: OciRequest, codigo: str, pk: int) -> HttpResponse:
    convenio = _editable(request, codigo)
    return _guardar_indicador(request, _resultado(convenio, pk), None)


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def indicador_editar(request: OciRequest, codigo: str, pk: int) -> HttpResponse:
    ya = _indicador(request, codigo, pk)
    return _guardar_indicador(request, ya.resultado, ya)


def _guardar_indicador(
    request: OciRequest, resultado: Resultado, ya: Indicador | None
) -> HttpResponse:
    form = IndicadorForm(datos(request), instance=ya, resultado=resultado, hoy=timezone.localdate())
    if form.is_valid():
        fila = acciones.guardar_indicador(form.save(commit=False), por=request.user)
        messages.success(request, f"Indicador guardado: {fila}.")
        return ir_a(request, resultado)
    verbo = "Corregir indicador" if ya else "Agregar indicador"
    return _acto(request, resultado.convenio, form, verbo, str(resultado))


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def indicador_anular(request: OciRequest, codigo: str, pk: int) -> HttpResponse:
    fila = _indicador(request, codigo, pk)
    return _anular(request, fila.resultado.convenio, fila, "Anular indicador")


def _anular(
    request: OciRequest, convenio: Convenio, fila: Resultado | Indicador, verbo: str
) -> HttpResponse:
    form = MotivoForm(datos(request))
    if form.is_valid():
        anular(fila, por=request.user, **form.cleaned_data)
        messages.success(request, f"Anulado: {fila}.")
        return ir_a(request, "convenios:resultados", convenio.codigo)
    return _acto(request, convenio, form, verbo, str(fila))


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def medicion_nueva(request: OciRequest, codigo: str, pk: int) -> HttpResponse:
    indicador = _indicador(request, codigo, pk)
    form = MedicionForm(datos(request), indicador=indicador, hoy=timezone.localdate())
    if form.is_valid():
        fila = acciones.medir(form.save(commit=False), por=request.user)
        _avisar(request, fila, "Medición anotada")
        return ir_a(request, indicador.resultado)
    convenio = indicador.resultado.convenio
    return _acto(request, convenio, form, "Anotar medición", str(indicador))


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def medicion_corregir(request: OciRequest, codigo: str, pk: int) -> HttpResponse:
    anterior = get_object_or_404(
        Medicion.objects.editables_para(request.user).sin_corregir(), pk=pk
    )
    indicador = _indicador(request, codigo, anterior.indicador_id)
    form = CorregirMedicionForm(
        datos(request), indicador=indicador, hoy=timezone.localdate(), corrige=anterior
    )
    if form.is_valid():
        motivo = form.cleaned_data["motivo"]
        nueva = form.save(commit=False)
        fila = acciones.corregir(anterior, nueva, motivo=motivo, por=request.user)
        _avisar(request, fila, "Medición corregida")
        return ir_a(request, indicador.resultado)
    convenio = indicador.resultado.convenio
    return _acto(request, convenio, form, "Corregir medición", str(indicador))


def _avisar(request: OciRequest, fila: Medicion, hecho: str) -> None:
    messages.success(request, f"{hecho}: {fila}.")
    if fila.indicador.es_raro(fila.real):
        messages.warning(
            request,
            f"{fila.indicador.decir(fila.real)} está fuera de 0 a 100 %: si no es así, corríjala.",
        )


@requiere(Permiso.EVIDENCIA_VALIDAR)
@require_POST
def medicion_aprobar(request: OciRequest, codigo: str, pk: int) -> HttpResponse:
    visibles = Medicion.objects.visibles_para(request.user)
    suyas = visibles.filter(indicador__resultado__convenio__codigo=codigo)
    fila = get_object_or_404(suyas.select_related("indicador__resultado__convenio"), pk=pk)
    acciones.dar_conformidad(fila, por=request.user)
    messages.success(request, f"Conforme con la medición del {fila.periodo}.")
    return ir_a(request, fila.indicador.resultado)
