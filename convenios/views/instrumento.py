"""International instruments: the list, one with all that hangs from it, and its acts."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.acciones import compromiso as acciones_compromiso
from convenios.acciones import instrumento as acciones
from convenios.fichas_internacional import ficha_instrumento
from convenios.forms.convenio_actos import MotivoForm
from convenios.forms.instrumento import (
    FiltroInstrumentos,
    HitoInstrumentoForm,
    InstrumentoForm,
    ObligacionForm,
)
from convenios.models import Compromiso, HitoInstrumento, InstrumentoInternacional
from convenios.views.acto import INSTRUMENTOS, Miga, acto
from ocisys.base.exportar import Columna, exportada
from ocisys.base.paginacion import paginar
from ocisys.base.web import datos, ir_a, pagina

COLUMNAS = [
    Columna("Nombre corto", "siglas", 18),
    Columna("Denominación", "denominacion", 60),
    Columna("Clase", "get_clase_display", 24),
    Columna("Ámbito", "get_ambito_display", 26),
    Columna("Quién lo vigila", "organo", 40),
    Columna("Ejes", "ejes_escritos", 40),
    Columna("Cargo", "coordinador.nro_orden", 8),
    Columna("Falta", lambda i: "; ".join(i.faltas), 50),
    Columna("Dejó de seguirse el", "termino_el", 14),
    Columna("Ficticio", "es_ficticio", 10),
    Columna("Fuente del dato", "fuente_dato", 40),
]


@requiere(Permiso.CONVENIO_VER)
@require_GET
def instrumentos(request: OciRequest) -> HttpResponse:
    filtro = FiltroInstrumentos(request.GET, hoy=timezone.localdate())
    filas = filtro.aplicar(InstrumentoInternacional.objects.visibles_para(request.user))
    contexto = {
        "filtro": filtro,
        "pagina": paginar(filas, request.GET, orden=("siglas", "pk")),
        "total": filas.count(),
    }
    parcial = "tabla-instrumentos"
    return pagina(request, "convenios/instrumentos.html", contexto, parcial=parcial)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def instrumentos_exportar(request: OciRequest, formato: str) -> HttpResponseBase:
    filtro = FiltroInstrumentos(request.GET, hoy=timezone.localdate())
    visibles = InstrumentoInternacional.objects.visibles_para(request.user)
    filas = filtro.aplicar(visibles).order_by("siglas", "pk")
    return exportada(
        request, formato, filas, COLUMNAS, "Instrumentos internacionales", filtro.en_palabras
    )


@requiere(Permiso.CONVENIO_VER)
@require_GET
def instrumento(request: OciRequest, pk: int) -> HttpResponse:
    visibles = InstrumentoInternacional.objects.visibles_para(request.user).con_faltas()
    fila = get_object_or_404(visibles.select_related("coordinador"), pk=pk)
    contexto = ficha_instrumento(fila, request.user, timezone.localdate())
    return pagina(request, "convenios/instrumento.html", contexto)


def _editable(request: OciRequest, pk: int) -> InstrumentoInternacional:
    editables = InstrumentoInternacional.objects.editables_para(request.user)
    return get_object_or_404(editables, pk=pk)


def _miga(fila: InstrumentoInternacional) -> Miga:
    return fila.siglas, fila.get_absolute_url()


@requiere(Permiso.INTERNACIONAL_EDITAR)
@require_http_methods(["GET", "POST"])
def instrumento_nuevo(request: OciRequest) -> HttpResponse:
    return _guardar(request, None)


@requiere(Permiso.INTERNACIONAL_EDITAR)
@require_http_methods(["GET", "POST"])
def instrumento_editar(request: OciRequest, pk: int) -> HttpResponse:
    return _guardar(request, _editable(request, pk))


def _guardar(request: OciRequest, ya: InstrumentoInternacional | None) -> HttpResponse:
    hoy = timezone.localdate()
    form = InstrumentoForm(datos(request), instance=ya, usuario=request.user, hoy=hoy)
    if form.is_valid():
        convenios = form.cleaned_data["convenios"]
        fila = acciones.guardar_instrumento(
            form.save(commit=False), convenios, por=request.user, hoy=hoy
        )
        messages.success(request, f"Ficha de {fila} guardada.")
        return ir_a(request, fila)
    if ya is None:
        return acto(request, form, "Registrar instrumento", INSTRUMENTOS)
    return acto(request, form, "Editar instrumento", INSTRUMENTOS, _miga(ya))


@requiere(Permiso.INTERNACIONAL_EDITAR)
@require_http_methods(["GET", "POST"])
def instrumento_hito(request: OciRequest, pk: int) -> HttpResponse:
    fila = _editable(request, pk)
    inicial = {"tipo": request.GET.get("tipo")}
    hoy = timezone.localdate()
    form = HitoInstrumentoForm(datos(request), instrumento=fila, hoy=hoy, initial=inicial)
    if form.is_valid():
        hito = acciones.anotar_hito(form.save(commit=False), por=request.user)
        queda = "" if hito.elegido else " Ya había otra fecha: quedan las dos; elija cuál vale."
        messages.success(request, f"Anotado: {hito}.{queda}")
        return ir_a(request, fila)
    return acto(request, form, "Anotar hito", INSTRUMENTOS, _miga(fila))


@requiere(Permiso.INTERNACIONAL_EDITAR)
@require_http_methods(["GET", "POST"])
def instrumento_hito_elegir(request: OciRequest, pk: int, hito: int) -> HttpResponse:
    fila = _editable(request, pk)
    elegido = get_object_or_404(HitoInstrumento, instrumento=fila, pk=hito)
    form = MotivoForm(datos(request))
    if form.is_valid():
        hoy = timezone.localdate()
        acciones.elegir_hito(elegido, por=request.user, hoy=hoy, **form.cleaned_data)
        messages.success(request, f"Vale {elegido}, según {elegido.fuente}.")
        return ir_a(request, fila)
    return acto(
        request,
        form,
        f"Elegir {elegido}",
        INSTRUMENTOS,
        _miga(fila),
        nota=elegido.fuente,
    )


@requiere(Permiso.INTERNACIONAL_EDITAR)
@require_http_methods(["GET", "POST"])
def obligacion_nueva(request: OciRequest, pk: int) -> HttpResponse:
    fila, hoy = _editable(request, pk), timezone.localdate()
    form = ObligacionForm(
        datos(request),
        instrumento=fila,
        hoy=hoy,
        initial={"informa": fila.unidad_id, "responsable": fila.coordinador_id},
    )
    if form.is_valid():
        nueva = acciones_compromiso.registrar_compromiso(
            form.save(commit=False), form.regla(), hoy=hoy, unidades=form.unidades
        )
        n = nueva.ocurrencias.count()
        messages.success(
            request, f"«{nueva}» registrada, con {n} {'fecha' if n == 1 else 'fechas'}."
        )
        return ir_a(request, nueva)
    return acto(request, form, "Registrar obligación", INSTRUMENTOS, _miga(fila))


@requiere(Permiso.INTERNACIONAL_EDITAR)
@require_http_methods(["GET", "POST"])
def obligacion_editar(request: OciRequest, pk: int) -> HttpResponse:
    hoy = timezone.localdate()
    editables = Compromiso.objects.editables_para(request.user).select_related("instrumento")
    suya = get_object_or_404(editables.exclude(instrumento=None).con_todo(), pk=pk)
    origen = _editable(request, suya.instrumento_id or 0)
    form = ObligacionForm(datos(request), instance=suya, instrumento=origen, hoy=hoy)
    if form.is_valid():
        acciones_compromiso.actualizar_compromiso(
            form.save(commit=False), form.regla(), por=request.user, hoy=hoy, unidades=form.unidades
        )
        messages.success(request, f"«{suya}» guardada.")
        return ir_a(request, suya)
    nota = "Si cambia las fechas, sólo se mueven las futuras que nadie ha reportado."
    return acto(
        request,
        form,
        "Editar obligación",
        INSTRUMENTOS,
        _miga(origen),
        nota=nota,
    )
