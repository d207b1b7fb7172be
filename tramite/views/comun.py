"""What the views of an expediente share: finding it, and doing an act with a form."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from cargos.http import OciRequest
from ocisys.base.web import estado_de, ir_a, pagina
from tramite import acciones
from tramite.forms.mover import ActoForm
from tramite.models import Documento, Expediente


def expediente_de(request: OciRequest, numero: str, **anotaciones: Any) -> Expediente:
    """The expediente with that number if this person may know of it; 404 otherwise.

    Opening a restricted one is written down.
    """
    filas = Expediente.objects.visibles_para(request.user).para_detalle()
    fila = get_object_or_404(filas.annotate(**anotaciones), numero=numero)
    anotar_lectura(request, fila)
    return fila


def anotar_lectura(
    request: OciRequest, expediente: Expediente, documento: Documento | None = None
) -> None:
    """Log that something of a restricted expediente was opened; an act leaves its own row."""
    if request.method != "GET" or not expediente.esta_restringido:
        return
    resuelta = request.resolver_match
    acciones.anotar_lectura(
        expediente,
        documento=documento,
        que=(resuelta.url_name or "").replace("_", " ") if resuelta else "",
        por=request.user,
        ahora=timezone.now(),
    )


@dataclass(frozen=True)
class Rotulo:
    """What the page of an act says: title, button, what will happen, what has happened."""

    titulo: str
    boton: str
    hecho: str
    explica: str = ""
    norma: str = ""
    plantilla: str = "tramite/acto.html"
    a_la_bandeja: bool = False
    vuelve: str = ""

    @property
    def clave(self) -> str:
        """Key of its draft in the browser."""
        return self.titulo.lower().replace(" ", "-")


def actuar(
    request: OciRequest,
    expediente: Expediente,
    form: ActoForm,
    accion: Callable[..., Any],
    rotulo: Rotulo,
) -> HttpResponse:
    """Do the act if its form is right, say so and go on; otherwise its page.

    `accion` takes the expediente, `por`, `ahora` and what the form cleaned.
    """
    if form.is_valid():
        accion(expediente, por=request.user, ahora=timezone.now(), **form.cleaned_data)
        borrador = f"borrador:{rotulo.clave}-{expediente.numero}"
        hecho = f"Expediente {expediente.numero} {rotulo.hecho}."
        messages.success(request, hecho, extra_tags=borrador)
        destino = rotulo.vuelve or ("tramite:bandeja" if rotulo.a_la_bandeja else expediente)
        return ir_a(request, destino)
    contexto = {"e": expediente, "form": form, "rotulo": rotulo}
    return pagina(request, rotulo.plantilla, contexto, status=estado_de(form))
