"""The two pages that anyone may open: the state of a trámite, and whether a document is ours.

No session, no personal data. Every question counts against the same limit, right or wrong.
"""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ocisys.base.limite import espera_de
from ocisys.base.molde import pagina_de_todos
from tramite.autenticidad import por_codigo, por_fichero
from tramite.consulta import consultar
from tramite.forms.publico import CodigoForm, ConsultaForm, FicheroForm

VECES, VENTANA = 20, 600
"""Questions that one address may ask in ten minutes."""

NO_HALLADO = (
    "No hay nada que mostrar con ese número y esa clave. Revise su cargo; si están bien escritos, "
    "consulte en la oficina: hay trámites cuyo estado no se da por esta página."
)
SIN_CODIGO = (
    "Ningún documento de esta oficina responde a ese código. Revise que esté completo; si lo está, "
    "consulte en la oficina antes de darlo por auténtico."
)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def consulta(request: HttpRequest) -> HttpResponse:
    if request.method != "POST" and "numero" not in request.GET:
        return pagina_de_todos(request, "publico/consulta.html", lambda: {"form": ConsultaForm()})
    if request.method != "POST":
        form = ConsultaForm(initial={"numero": request.GET.get("numero", "")[:40]})
        return render(request, "publico/consulta.html", {"form": form})
    if espera := espera_de(request, "consulta", veces=VECES, segundos=VENTANA):
        return _espere(request, espera)
    form = ConsultaForm(request.POST)
    hallado = consultar(**form.cleaned_data) if form.is_valid() else None
    if form.is_valid() and hallado is None:
        form.add_error(None, NO_HALLADO)
    contexto = {"form": form, "c": hallado}
    return render(request, "publico/consulta.html", contexto, status=_estado(form))


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verificar(request: HttpRequest) -> HttpResponse:
    pregunta = request.method == "POST" or "cvd" in request.GET
    if not pregunta:
        return pagina_de_todos(request, "publico/verificar.html", lambda: _por_codigo(request))
    if espera := espera_de(request, "verificar", veces=VECES, segundos=VENTANA):
        return _espere(request, espera)
    contexto = _por_fichero(request) if request.method == "POST" else _por_codigo(request)
    return render(
        request,
        "publico/verificar.html",
        contexto,
        status=_estado(contexto["codigo"], contexto["fichero"]),
    )


def _por_codigo(request: HttpRequest) -> dict[str, Any]:
    form = CodigoForm(request.GET if "cvd" in request.GET else None)
    emitido = por_codigo(form.cleaned_data["cvd"]) if form.is_valid() else None
    if form.is_bound and form.is_valid() and emitido is None:
        form.add_error("cvd", SIN_CODIGO)
    return {"codigo": form, "fichero": FicheroForm(), "emitido": emitido, "examen": None}


def _por_fichero(request: HttpRequest) -> dict[str, Any]:
    form = FicheroForm(request.POST, request.FILES)
    examen = None
    if form.is_valid():
        examen = por_fichero(form.cleaned_data["pdf"].read(), en=timezone.now())
    emitido = examen.emitido if examen else None
    return {"codigo": CodigoForm(), "fichero": form, "emitido": emitido, "examen": examen}


def _espere(request: HttpRequest, segundos: int) -> HttpResponse:
    minutos = -(-segundos // 60)
    respuesta = render(request, "publico/espere.html", {"minutos": minutos}, status=429)
    respuesta["Retry-After"] = str(segundos)
    return respuesta


def _estado(*forms: Form) -> int:
    return 422 if any(f.is_bound and f.errors for f in forms) else 200
