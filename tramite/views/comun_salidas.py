"""What the views of outgoing documents share: finding one, and doing an act with a form."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from cargos.http import OciRequest
from ocisys.base.web import estado_de, ir_a, pagina
from tramite.forms.salida import SalidaForm
from tramite.models import Salida
from tramite.views.comun import Rotulo, anotar_lectura, anotar_vuelta


def salida_de(request: OciRequest, pk: int) -> Salida:
    """The outgoing document if this person may know of it; 404 otherwise.

    Opening one of a restricted expediente is written down.
    """
    salida = get_object_or_404(Salida.objects.visibles_para(request.user).para_detalle(), pk=pk)
    anotar_lectura(request, salida.expediente, salida.documento)
    return salida


def actuar(
    request: OciRequest,
    salida: Salida,
    form: SalidaForm,
    accion: Callable[..., Any],
    rotulo: Rotulo,
    *,
    campos: Callable[[], dict[str, Any]] | None = None,
) -> HttpResponse:
    """Do the act if its form is right, say so and show the document; otherwise the page of the act.

    `accion` takes the document, `por`, `ahora` and what the form cleaned (or what `campos` gives).
    """
    if form.is_valid():
        datos = campos() if campos else form.cleaned_data
        accion(salida, por=request.user, ahora=timezone.now(), **datos)
        messages.success(request, rotulo.hecho, extra_tags=f"borrador:{rotulo.clave}-{salida.pk}")
        return ir_a(request, salida)
    anotar_vuelta(request, salida.expediente)
    contexto = {"s": salida, "e": salida.expediente, "form": form, "rotulo": rotulo}
    return pagina(request, rotulo.plantilla, contexto, status=estado_de(form))
