"""What the views of an opinion share: finding it, and doing an act with a form."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from cargos.http import OciRequest
from ocisys.base.web import estado_de, ir_a, pagina
from tramite.forms.opinion import OpinionForm
from tramite.models import Opinion
from tramite.views.comun import Rotulo, anotar_lectura, anotar_vuelta


def opinion_de(request: OciRequest, numero: str) -> Opinion:
    """The opinion of that expediente if this person may know of it; 404 otherwise.

    Opening one of a restricted expediente is written down.
    """
    filas = Opinion.objects.visibles_para(request.user).para_detalle()
    opinion = get_object_or_404(filas, expediente__numero=numero)
    anotar_lectura(request, opinion.expediente)
    return opinion


def actuar(
    request: OciRequest,
    opinion: Opinion,
    form: OpinionForm,
    accion: Callable[..., Any],
    rotulo: Rotulo,
    *,
    sobre: object | None = None,
) -> HttpResponse:
    """Do the act on the opinion (or on `sobre`, one of its parts) if its form is right, say so and
    show the opinion; otherwise the page of the act."""
    if form.is_valid():
        accion(sobre or opinion, por=request.user, ahora=timezone.now(), **form.campos())
        clave = f"borrador:{rotulo.clave}-{opinion.expediente.numero}"
        messages.success(request, rotulo.hecho, extra_tags=clave)
        return ir_a(request, opinion)
    anotar_vuelta(request, opinion.expediente)
    contexto = {"o": opinion, "e": opinion.expediente, "form": form, "rotulo": rotulo}
    return pagina(request, rotulo.plantilla, contexto, status=estado_de(form))
