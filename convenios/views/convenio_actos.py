"""Acts on one agreement: parties, milestones, stage, renewal, papers."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.acciones import convenio as acciones
from convenios.acciones.clasificacion import clasificar
from convenios.acciones.etapa import cambiar_etapa, requisitos
from convenios.fichas import ficha_decision
from convenios.forms.clasificacion import ClasificacionForm
from convenios.forms.convenio_actos import (
    DecisionForm,
    DocumentoForm,
    ErrataForm,
    EtapaForm,
    EvaluacionForm,
    HitoForm,
    MotivoForm,
    ParteForm,
)
from convenios.models import Convenio, Documento, Evaluacion, Hito, Parte
from convenios.models.clasificacion import codigos_crs
from convenios.requisitos import donde_se_completan
from convenios.resultados import vistas_de
from convenios.validaciones import sin_resolver
from convenios.views.acto import acto_de_convenio, editable
from ocisys.base.sellado import servir
from ocisys.base.web import datos, estado_de, ir_a, pagina


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def parte_nueva(request: OciRequest, codigo: str) -> HttpResponse:
    convenio = editable(request, codigo)
    form = ParteForm(datos(request), convenio=convenio)
    if form.is_valid():
        parte = acciones.agregar_parte(convenio, **form.cleaned_data)
        messages.success(request, f"{parte} es parte de {codigo}.")
        return ir_a(request, convenio)
    return acto_de_convenio(request, convenio, form, "Agregar parte")


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def parte_editar(request: OciRequest, codigo: str, pk: int) -> HttpResponse:
    convenio = editable(request, codigo)
    parte = get_object_or_404(convenio.partes.select_related("organizacion"), pk=pk)
    form = ParteForm(datos(request), instance=parte, convenio=convenio)
    if form.is_valid():
        errata = form.cleaned_data.get("errata", "")
        acciones.corregir_parte(form.save(commit=False), por=request.user, errata=errata)
        messages.success(request, f"Corregido lo que consta de {parte}.")
        return ir_a(request, convenio)
    return acto_de_convenio(request, convenio, form, f"Corregir {parte}")


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def parte_retirar(request: OciRequest, codigo: str, pk: int) -> HttpResponse:
    convenio = editable(request, codigo)
    parte = get_object_or_404(Parte, convenio=convenio, pk=pk)
    form = ErrataForm(datos(request), sellado=convenio.tiene_documento_firmado)
    if form.is_valid():
        acciones.retirar_parte(parte, por=request.user, **form.cleaned_data)
        messages.success(request, f"{parte} ya no figura como parte de {codigo}.")
        return ir_a(request, convenio)
    return acto_de_convenio(request, convenio, form, f"Retirar a {parte}")


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def hito_nuevo(request: OciRequest, codigo: str) -> HttpResponse:
    convenio = editable(request, codigo)
    inicial = {"tipo": request.GET.get("tipo")}
    form = HitoForm(datos(request), convenio=convenio, hoy=timezone.localdate(), initial=inicial)
    if form.is_valid():
        hito = acciones.anotar_hito(form.save(commit=False), por=request.user)
        queda = "" if hito.elegido else " Ya había otra fecha: quedan las dos; elija cuál vale."
        messages.success(request, f"Anotado: {hito}.{queda}")
        return ir_a(request, convenio)
    return acto_de_convenio(request, convenio, form, "Anotar hito")


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def hito_elegir(request: OciRequest, codigo: str, pk: int) -> HttpResponse:
    convenio = editable(request, codigo)
    hito = get_object_or_404(Hito, convenio=convenio, pk=pk)
    form = MotivoForm(datos(request))
    if form.is_valid():
        acciones.elegir_hito(
            hito,
            motivo=form.cleaned_data["motivo"],
            por=request.user,
            hoy=timezone.localdate(),
        )
        messages.success(request, f"Vale {hito}, según {hito.fuente}.")
        return ir_a(request, convenio)
    return acto_de_convenio(request, convenio, form, f"Elegir {hito}", hito.fuente)


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def evaluacion_nueva(request: OciRequest, codigo: str) -> HttpResponse:
    return _evaluacion(request, editable(request, codigo), None)


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def evaluacion_editar(request: OciRequest, codigo: str, pk: int) -> HttpResponse:
    convenio = editable(request, codigo)
    return _evaluacion(request, convenio, get_object_or_404(Evaluacion, convenio=convenio, pk=pk))


def _evaluacion(request: OciRequest, convenio: Convenio, ya: Evaluacion | None) -> HttpResponse:
    hoy = timezone.localdate()
    form = EvaluacionForm(datos(request), instance=ya, convenio=convenio, hoy=hoy)
    if form.is_valid():
        fila = acciones.guardar_evaluacion(
            form.save(commit=False), por=request.user, cita=form.cleaned_data.get("resultados", ())
        )
        messages.success(request, f"{fila}: {fila.get_recomendacion_display().lower()}.")
        return ir_a(request, convenio)
    verbo = "Corregir evaluación" if ya else "Anotar evaluación"
    return acto_de_convenio(request, convenio, form, verbo)


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def convenio_etapa(request: OciRequest, codigo: str) -> HttpResponse:
    convenio, hoy = editable(request, codigo), timezone.localdate()
    a = request.POST.get("a", "")
    fallas = requisitos(convenio, a) if a in EtapaForm.ETAPAS else ()
    form = EtapaForm(datos(request), convenio=convenio, hoy=hoy, fallas=fallas)
    if form.is_valid() and not (pendientes := sin_resolver(fallas, form.dispensas)):
        acto = form.acto()
        transicion = cambiar_etapa(convenio, por=request.user, hoy=hoy, **acto)
        messages.success(request, f"{codigo} pasa a «{transicion.get_a_display()}».")
        for advertencia in transicion.advertencias:
            messages.warning(request, advertencia)
        return ir_a(request, convenio)
    if form.is_bound and form.is_valid():
        form.decir(pendientes)
    contexto = {"form": form, "convenio": convenio, "verbo": "Cambiar etapa", "fallas": fallas}
    contexto["lugares"] = donde_se_completan(convenio, fallas)
    return pagina(request, "convenios/etapa.html", contexto, status=estado_de(form))


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def convenio_clasificar(request: OciRequest, codigo: str) -> HttpResponse:
    convenio = editable(request, codigo)
    form = ClasificacionForm(datos(request), convenio=convenio)
    if form.is_valid():
        clasificar(convenio, form.filas())
        messages.success(request, f"Clasificación de {codigo} guardada.")
        return ir_a(request, convenio)
    return acto_de_convenio(
        request,
        convenio,
        form,
        "Clasificar",
        plantilla="convenios/clasificacion.html",
        crs=codigos_crs(),
    )


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def convenio_decidir(request: OciRequest, codigo: str) -> HttpResponse:
    convenio = editable(request, codigo)
    form = DecisionForm(datos(request))
    if form.is_valid():
        decision = acciones.decidir_renovacion(
            convenio, por=request.user, fecha=timezone.localdate(), **form.cleaned_data
        )
        messages.success(request, f"{codigo}: {decision.get_sentido_display().lower()}.")
        return ir_a(request, convenio)
    contexto = {"form": form, **ficha_decision(convenio, timezone.localdate())}
    contexto["resultados"] = vistas_de(convenio)
    return pagina(request, "convenios/decidir.html", contexto, status=estado_de(form))


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def documento_nuevo(request: OciRequest, codigo: str) -> HttpResponse:
    convenio = editable(request, codigo)
    inicial = {c: request.GET.get(c) for c in ("clase", "adenda")}
    form = DocumentoForm(datos(request), request.FILES or None, convenio=convenio, initial=inicial)
    if form.is_valid():
        documento = acciones.agregar_documento(convenio, por=request.user, **form.cleaned_data)
        messages.success(request, f"Guardado en {codigo}: {documento}.")
        return ir_a(request, convenio)
    return acto_de_convenio(request, convenio, form, "Adjuntar documento")


@requiere(Permiso.CONVENIO_VER)
@require_GET
def documento(request: OciRequest, pk: int) -> HttpResponseBase:
    visibles = Documento.objects.visibles_para(request.user).select_related("archivo")
    return servir(get_object_or_404(visibles, pk=pk).archivo)
