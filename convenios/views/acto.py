"""The page of an act: one form under the crumbs of what it is about."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils import timezone

from cargos.http import OciRequest
from convenios.models import Convenio, Organizacion
from ocisys.base.web import estado_de, pagina

Miga = tuple[str, Any]
"""What a crumb says and its path."""
CONVENIOS: Miga = ("Convenios", reverse_lazy("convenios:lista"))
INSTRUMENTOS: Miga = ("Instrumentos", reverse_lazy("convenios:instrumentos"))
ORGANIZACIONES: Miga = ("Organizaciones", reverse_lazy("convenios:organizaciones"))


def acto(
    request: OciRequest,
    form: Any,
    verbo: str,
    *migas: Miga,
    codigo: str = "",
    bajada: str = "",
    nota: str = "",
    boton: str = "Guardar",
    volver: str = "",
    plantilla: str = "convenios/acto.html",
    **mas: Any,
) -> HttpResponse:
    """The page where `form` does what `verbo` says; who gives up goes to the last crumb.

    `codigo` and `bajada` say under the title of what; `nota`, above the fields, what to know;
    `volver` is another way out. A `plantilla` that extends the usual one gets `mas` too.
    """
    contexto = {
        "form": form,
        "verbo": verbo,
        "migas": migas,
        "codigo": codigo,
        "bajada": bajada,
        "nota": nota,
        "boton": boton,
        "volver": volver or migas[-1][1],
        **mas,
    }
    return pagina(request, plantilla, contexto, status=estado_de(form))


def por_codigo(fila: Any) -> Miga:
    """The crumb of a row that the office knows by its code."""
    return fila.codigo, fila.get_absolute_url()


def por_nombre(fila: Any) -> Miga:
    """The crumb of a row that has no code."""
    return str(fila), fila.get_absolute_url()


def editable(request: OciRequest, codigo: str) -> Convenio:
    """The agreement that this person may change, with its last day today; 404 otherwise."""
    editables = Convenio.objects.editables_para(request.user)
    fila: Convenio = get_object_or_404(editables.con_fin(timezone.localdate()), codigo=codigo)
    return fila


def acto_de_convenio(
    request: OciRequest, convenio: Convenio, form: Any, verbo: str, nota: str = "", **mas: Any
) -> HttpResponse:
    """The page of an act on one agreement."""
    return acto(
        request,
        form,
        verbo,
        CONVENIOS,
        por_codigo(convenio),
        codigo=convenio.codigo,
        bajada=convenio.denominacion,
        nota=nota,
        **mas,
    )


def acto_de_organizacion(
    request: OciRequest, fila: Organizacion, form: Any, verbo: str
) -> HttpResponse:
    """The page of an act on one organisation."""
    return acto(request, form, verbo, ORGANIZACIONES, por_nombre(fila), bajada=str(fila))
