"""The text of an instrument clause by clause, and its signatures."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.acciones import clausula as acciones
from convenios.acciones.copia import esta_sellada
from convenios.fichas import ficha_clausulas, papeles_con_clausulas
from convenios.forms.clausula import ClausulaForm, FirmaForm
from convenios.forms.convenio_actos import ErrataForm
from convenios.forms.lectura import clausulas_del_papel
from convenios.models import Clausula, Convenio, Firma
from convenios.views.acto import acto_de_convenio, editable
from ocisys.base.web import datos, estado_de, ir_a, pagina


@requiere(Permiso.CONVENIO_VER)
@require_GET
def clausulas(request: OciRequest, codigo: str) -> HttpResponse:
    convenio = get_object_or_404(Convenio.objects.visibles_para(request.user), codigo=codigo)
    return pagina(request, "convenios/clausulas.html", ficha_clausulas(convenio, request.user))


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def clausula_nueva(request: OciRequest, codigo: str) -> HttpResponse:
    convenio = editable(request, codigo)
    form = ClausulaForm(
        datos(request), convenio=convenio, initial={"materia": request.GET.get("materia")}
    )
    if form.is_valid():
        clausula = acciones.guardar_clausula(form.save(commit=False))
        messages.success(request, f"La {clausula} quedó copiada.")
        return ir_a(request, clausula)
    return acto_de_convenio(request, convenio, form, "Copiar cláusula")


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def clausulas_leer(request: OciRequest, codigo: str, pk: int) -> HttpResponse:
    convenio = editable(request, codigo)
    documento = get_object_or_404(papeles_con_clausulas(convenio), pk=pk)
    filas = clausulas_del_papel(datos(request), documento)
    if filas.is_valid():
        n = acciones.copiar_clausulas(documento, filas.clausulas())
        messages.success(request, f"Copiadas de {documento}: {n}.")
        return ir_a(request, "convenios:clausulas", codigo)
    contexto = {"filas": filas, "convenio": convenio, "documento": documento}
    return pagina(request, "convenios/clausulas_leer.html", contexto, status=estado_de(filas))


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def clausula_editar(request: OciRequest, codigo: str, pk: int) -> HttpResponse:
    convenio = editable(request, codigo)
    clausula = get_object_or_404(Clausula, convenio=convenio, pk=pk)
    form = ClausulaForm(datos(request), instance=clausula, convenio=convenio)
    if form.is_valid():
        errata = form.cleaned_data.get("errata", "")
        acciones.corregir_clausula(form.save(commit=False), por=request.user, errata=errata)
        messages.success(request, f"La {clausula} quedó corregida; la versión anterior se guarda.")
        return ir_a(request, clausula)
    return acto_de_convenio(request, convenio, form, f"Corregir {clausula}")


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def clausula_retirar(request: OciRequest, codigo: str, pk: int) -> HttpResponse:
    convenio = editable(request, codigo)
    clausula = get_object_or_404(Clausula, convenio=convenio, pk=pk)
    form = ErrataForm(datos(request), sellado=esta_sellada(convenio, clausula.adenda))
    if form.is_valid():
        acciones.retirar_clausula(clausula, por=request.user, **form.cleaned_data)
        messages.success(request, f"Se retiró la {clausula}.")
        return ir_a(request, "convenios:clausulas", codigo)
    return acto_de_convenio(request, convenio, form, f"Retirar la {clausula}")


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def firma_nueva(request: OciRequest, codigo: str) -> HttpResponse:
    convenio = editable(request, codigo)
    form = FirmaForm(datos(request), convenio=convenio)
    if form.is_valid():
        firma = acciones.anotar_firma(form.save(commit=False))
        messages.success(request, f"Anotada la firma de {firma}.")
        return ir_a(request, convenio)
    return acto_de_convenio(request, convenio, form, "Anotar firma")


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def firma_retirar(request: OciRequest, codigo: str, pk: int) -> HttpResponse:
    convenio = editable(request, codigo)
    firma = get_object_or_404(Firma, parte__convenio=convenio, pk=pk)
    form = ErrataForm(datos(request), sellado=esta_sellada(convenio, None))
    if form.is_valid():
        acciones.retirar_firma(firma, por=request.user, **form.cleaned_data)
        messages.success(request, f"Se retiró la firma de {firma}.")
        return ir_a(request, convenio)
    return acto_de_convenio(request, convenio, form, f"Retirar la firma de {firma}")
