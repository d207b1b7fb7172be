"""Merging two fichas: choosing the other one, seeing what would happen, doing it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.acciones import fusion as acciones
from convenios.forms.fusion import FusionarForm
from convenios.models import Organizacion
from ocisys.base.web import datos, estado_de, ir_a, pagina

CANDIDATAS = 25


@requiere(Permiso.ORGANIZACION_TRATAR)
@require_GET
def organizacion_fusionar(request: OciRequest, pk: int) -> HttpResponse:
    editables = Organizacion.objects.editables_para(request.user)
    fila, texto = get_object_or_404(editables, pk=pk), request.GET.get("q", "")[:100]
    otras = editables.exclude(pk=pk).con_convenios()
    halladas = (
        otras.buscar(texto).en_orden() if texto else otras.parecidas(fila.nombre, fila.siglas)
    )
    contexto = {"organizacion": fila, "candidatas": halladas[:CANDIDATAS], "q": texto}
    return pagina(request, "convenios/fusion_elegir.html", contexto, parcial="candidatas")


@requiere(Permiso.ORGANIZACION_TRATAR)
@require_http_methods(["GET", "POST"])
def organizacion_fusionar_con(request: OciRequest, pk: int, otra: int) -> HttpResponse:
    editables = Organizacion.objects.editables_para(request.user)
    fila, absorbida = get_object_or_404(editables, pk=pk), get_object_or_404(editables, pk=otra)
    form = FusionarForm(datos(request))
    if form.is_valid():
        motivo = form.cleaned_data["motivo"]
        hecha = acciones.fusionar(fila, absorbe=absorbida, motivo=motivo, por=request.user)
        messages.success(request, f"{hecha.absorbida.nombre} es ahora parte de esta ficha.")
        return ir_a(request, fila)
    propuesta = acciones.proponer(fila, absorbida)
    contexto = {"organizacion": fila, "absorbida": absorbida, "p": propuesta, "form": form}
    return pagina(request, "convenios/fusion.html", contexto, status=estado_de(form))
