"""A paper that continues a case, or a second copy of one that is there: from its sheet or the desk.

The desk comes here from what the registration proposes while it is typed (`?mesa`), and goes back
to it for the next paper, with the cargo and the label of this one on their way to the printer.
"""

from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.web import datos, estado_de, ir_a, pagina
from tramite import acciones
from tramite.estados import Estado
from tramite.folios import tomos_de
from tramite.forms.agregar import AgregarForm
from tramite.forms.mover import MotivoForm
from tramite.models import DecisionDuplicado, Documento, Expediente
from tramite.views.comun import Rotulo, actuar, decir_como_queda, expediente_de

AGREGAR = Rotulo(
    "Agregar documento",
    "Agregar",
    "actualizado: se agregó el documento",
    "Para lo que continúa este caso: un solo expediente, con el mismo número.",
    "TUO LPAG art. 150",
)
ES_OTRO = Rotulo(
    "No es copia",
    "Anotar que es otro",
    "corregido: se anotó que es otro documento",
    "Sigue en este expediente con sus folios; si es de otro caso, regístrelo y desglose éstos.",
)
ES_COPIA = Rotulo(
    "Es copia",
    "Anotar que es copia",
    "corregido: se anotó que es copia",
    "Conserva su número y sus folios. Si los dos expedientes tratan lo mismo, relaciónelos.",
)


@requiere(Permiso.EXPEDIENTE_REGISTRAR)
@require_http_methods(["GET", "POST"])
def agregar(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    escrito = {k: request.GET[k] for k in AgregarForm.DE_LA_DIRECCION if k in request.GET}
    form = AgregarForm(
        datos(request),
        initial=escrito,
        expediente=expediente,
        usuario=request.user,
        hoy=timezone.localdate(),
    )
    if form.is_valid():
        documento = acciones.agregar(
            expediente, por=request.user, ahora=timezone.now(), **form.cleaned_data
        )
        return _volver(request, expediente, documento, form)
    contexto = {"e": expediente, "form": form, "rotulo": AGREGAR}
    return pagina(request, "tramite/agregar.html", contexto, status=estado_de(form))


def _volver(
    request: OciRequest, expediente: Expediente, documento: Documento, form: AgregarForm
) -> HttpResponse:
    """Tell what was done and go on: to the expediente, or to the next paper of the desk."""
    de_la_mesa = "mesa" in request.GET
    borrador = f"borrador:{AGREGAR.clave}-{expediente.numero}"
    if de_la_mesa:
        borrador = f"{borrador} {form.borrador_de_la_mesa}"
    copia = f", copia del {form.original.orden}" if form.original else ""
    hecho = f"Agregado al expediente {expediente.numero}: {documento}, documento {documento.orden}"
    messages.success(request, f"{hecho}{copia}.", extra_tags=borrador)
    _avisar(request, expediente, documento)
    if form.cleaned_data.get("cumplidos"):
        decir_como_queda(request, expediente)
    if not de_la_mesa:
        return ir_a(request, expediente)
    consulta = urlencode({"agregado": expediente.numero, "documento": documento.orden})
    return ir_a(request, f"{reverse('tramite:registrar')}?{consulta}")


def _avisar(request: OciRequest, expediente: Expediente, documento: Documento) -> None:
    """What somebody must still do: the cover of a new tomo; going on with what was on hold."""
    ultimo = tomos_de(expediente.documentos.order_by("orden"))[-1]
    if ultimo.numero > 1 and ultimo.desde == documento.folio_desde:
        frase = f"Se abrió el tomo {ultimo.numero} en el folio {ultimo.desde}: imprima su carátula."
        messages.info(request, frase)
    if expediente.estado == Estado.EN_ESPERA:
        frase = "El expediente estaba en espera y sigue así: si era esto, quien lo tiene lo retoma."
        messages.info(request, frase)


@requiere(Permiso.EXPEDIENTE_REGISTRAR)
@require_http_methods(["GET", "POST"])
def decision(request: OciRequest, numero: str, pk: int) -> HttpResponse:
    """Take back what was decided about two look-alikes; the one before stays in the file."""
    expediente = expediente_de(request, numero)
    filas = DecisionDuplicado.objects.visibles_para(request.user).vigentes_de(expediente)
    fila = get_object_or_404(filas, pk=pk)
    rotulo = ES_OTRO if fila.es_copia else ES_COPIA
    form = MotivoForm(datos(request), expediente=expediente)
    donde = f"{expediente.get_absolute_url()}?ver=documentos"
    rotulo = replace(rotulo, explica=f"{fila.en_palabras}. {rotulo.explica}", vuelve=donde)
    return actuar(request, expediente, form, partial(_corregir, fila), rotulo)


def _corregir(fila: DecisionDuplicado, expediente: Expediente, **campos: Any) -> None:
    """The act is on the decision; `expediente` is where it is noted."""
    acciones.corregir_decision(fila, **campos)
