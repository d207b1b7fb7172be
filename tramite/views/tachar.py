"""Copies with parts hidden: made from a page of pictures, given to whoever asks to see the file."""

import io

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.lectura import Ilegible, imagen_de_pagina, paginas
from ocisys.base.reglas import ReglaIncumplida
from ocisys.base.sellado import servir
from ocisys.base.tachar import cuantas_paginas
from ocisys.base.web import datos, estado_de, ir_a, pagina
from tramite import acciones
from tramite.forms.tachar import TacharForm
from tramite.models import Anexo, CopiaTachada
from tramite.views.comun import anotar_lectura

PUNTOS_EN_PANTALLA = 80
PAGINAS = 300
"""Pages of a file that may be struck here; a longer one is split first."""


def _anexo(request: OciRequest, numero: str, pk: int) -> Anexo:
    filas = Anexo.objects.visibles_para(request.user)
    filas = filas.select_related("archivo", "documento__expediente")
    anexo = get_object_or_404(filas, documento__expediente__numero=numero, pk=pk)
    anotar_lectura(request, anexo.documento.expediente, anexo.documento)
    return anexo


@requiere(Permiso.EXPEDIENTE_DERIVAR)
@require_http_methods(["GET", "POST"])
def tachar(request: OciRequest, numero: str, pk: int) -> HttpResponse:
    anexo = _anexo(request, numero, pk)
    expediente = anexo.documento.expediente
    cuantas = _cuantas(anexo)
    form = TacharForm(datos(request), anexo=anexo, paginas=cuantas)
    if form.is_valid():
        acciones.encargar_copia(anexo, por=request.user, ahora=timezone.now(), **form.cleaned_data)
        messages.success(
            request, "La copia se está haciendo: aparecerá en «Documentos» en unos segundos."
        )
        return ir_a(request, f"{expediente.get_absolute_url()}?ver=documentos")
    contexto = {"e": expediente, "a": anexo, "form": form, "paginas": range(1, cuantas + 1)}
    return pagina(request, "tramite/tachar.html", contexto, status=estado_de(form))


def _cuantas(anexo: Anexo) -> int:
    try:
        with anexo.archivo.fichero.open("rb") as abierto:
            cuantas = cuantas_paginas(abierto, anexo.archivo.tipo)
    except (Ilegible, FileNotFoundError) as error:
        raise ReglaIncumplida("El archivo no se puede abrir para ocultar partes.") from error
    if not cuantas:
        raise ReglaIncumplida(
            "De este tipo de archivo no se hace copia: guárdelo como PDF y agréguelo también."
        )
    if cuantas > PAGINAS:
        raise ReglaIncumplida(f"Tiene {cuantas} páginas y el máximo es {PAGINAS}: divídalo antes.")
    return cuantas


@requiere(Permiso.EXPEDIENTE_DERIVAR)
@require_GET
def pagina_png(request: OciRequest, numero: str, pk: int, n: int) -> HttpResponse:
    """One page of a file as a picture, to mark on it."""
    anexo = _anexo(request, numero, pk)
    try:
        with anexo.archivo.fichero.open("rb") as abierto:
            if anexo.archivo.tipo == "application/pdf":
                imagen = imagen_de_pagina(abierto, n, puntos=PUNTOS_EN_PANTALLA)
            else:
                imagen = _cuadro(anexo, n)
    except (Ilegible, FileNotFoundError) as error:
        raise Http404 from error
    if imagen is None:
        raise Http404
    cabeceras = {"Cache-Control": "private, no-store"}
    return HttpResponse(imagen, content_type="image/png", headers=cabeceras)


def _cuadro(anexo: Anexo, n: int) -> bytes | None:
    """Picture `n` of an image file, no wider than a screen; None without it."""
    with anexo.archivo.fichero.open("rb") as abierto:
        for numero, cuadro in enumerate(paginas(abierto, anexo.archivo.tipo, puntos=1), start=1):
            if numero == n:
                cuadro.thumbnail((1000, 1400))
                salida = io.BytesIO()
                cuadro.save(salida, "PNG")
                return salida.getvalue()
    return None


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def copia(request: OciRequest, numero: str, pk: int) -> HttpResponseBase:
    filas = CopiaTachada.objects.visibles_para(request.user).hechas()
    filas = filas.select_related("archivo", "anexo__documento__expediente")
    fila = get_object_or_404(filas, anexo__documento__expediente__numero=numero, pk=pk)
    anotar_lectura(request, fila.anexo.documento.expediente, fila.anexo.documento)
    if fila.archivo is None:
        raise Http404
    return servir(fila.archivo, descarga="descargar" in request.GET)


@requiere(Permiso.EXPEDIENTE_REGISTRAR)
@require_POST
def verificar(request: OciRequest, numero: str, pk: int) -> HttpResponse:
    anexo = _anexo(request, numero, pk)
    acciones.verificar_digital(anexo, por=request.user, ahora=timezone.now())
    messages.success(request, f"«{anexo}» verificado contra el documento.")
    return ir_a(request, f"{anexo.documento.expediente.get_absolute_url()}?ver=documentos")
