"""Spaces of concertation: the list, one with its meetings and representation, and its acts."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.acciones import espacio as acciones
from convenios.forms.espacio import EspacioForm, FiltroEspacios
from convenios.models import EspacioConcertacion
from convenios.models.espacio import ambitos_de
from convenios.views.acto import Miga, acto, por_nombre
from ocisys.base.exportar import Columna, exportada
from ocisys.base.paginacion import paginar
from ocisys.base.web import datos, ir_a, pagina

LISTA: Miga = ("Espacios", reverse_lazy("convenios:espacios"))
ULTIMAS = 12
"""Meetings shown on the ficha of a space; the list has them all."""

COLUMNAS = [
    Columna("Espacio", "nombre", 50),
    Columna("Siglas", "siglas", 14),
    Columna("Ámbito", "get_ambito_display", 22),
    Columna("Prioridad", "get_prioridad_display", 12),
    Columna("Cada cuánto se reúne", "get_periodicidad_display", 20),
    Columna("Secretaría", "secretaria", 40),
    Columna("Titular", "titular", 8),
    Columna("Alterno", "alterno", 8),
    Columna("Participó en el año", lambda e: "Sí" if e.participo else "No", 12),
    Columna("Última participación", "ultima", 14),
    Columna("Próxima reunión", "proxima", 14),
    Columna("Existe desde", "desde", 12),
    Columna("Dejó de existir", "hasta", 12),
    Columna("De dónde se sabe", "fuente_dato", 40),
    Columna("Ficticio", "es_ficticio", 10),
]


@requiere(Permiso.CONVENIO_VER)
@require_GET
def espacios(request: OciRequest) -> HttpResponse:
    filtro = FiltroEspacios(request.GET, hoy=timezone.localdate())
    filas = filtro.aplicar(EspacioConcertacion.objects.visibles_para(request.user))
    contexto = {
        "filtro": filtro,
        "al": filtro.dia,
        "pagina": paginar(filas, request.GET, orden=("nombre", "pk")),
        "total": filas.count(),
    }
    return pagina(request, "convenios/espacios.html", contexto, parcial="tabla-espacios")


@requiere(Permiso.CONVENIO_VER)
@require_GET
def espacios_exportar(request: OciRequest, formato: str) -> HttpResponseBase:
    filtro = FiltroEspacios(request.GET, hoy=timezone.localdate())
    filas = filtro.aplicar(EspacioConcertacion.objects.visibles_para(request.user))
    filas = filas.order_by("nombre", "pk")
    return exportada(request, formato, filas, COLUMNAS, "Espacios", filtro.en_palabras)


@requiere(Permiso.ESPACIO_EDITAR)
@require_http_methods(["GET", "POST"])
def espacio_nuevo(request: OciRequest) -> HttpResponse:
    form = EspacioForm(datos(request))
    if form.is_valid():
        fila = acciones.registrar_espacio(form.save(commit=False), por=request.user)
        messages.success(
            request, f"«{fila}» registrado: falta designar quién representa al Sector."
        )
        return ir_a(request, fila)
    return acto(request, form, "Registrar espacio", LISTA)


def _espacio(request: OciRequest, pk: int) -> EspacioConcertacion:
    visibles = EspacioConcertacion.objects.visibles_para(request.user)
    return get_object_or_404(visibles.con_presencia(timezone.localdate()), pk=pk)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def espacio(request: OciRequest, pk: int) -> HttpResponse:
    fila, hoy = _espacio(request, pk), timezone.localdate()
    reuniones = fila.reuniones.para_lista().en_orden()
    contexto = {
        "e": fila,
        "hoy": hoy,
        "existe": fila.existe(hoy),
        "reuniones": reuniones[:ULTIMAS],
        "cuantas": fila.reuniones.count(),
        "representaciones": fila.representaciones.para_lista(),
        "puede_editar": request.user.puede(Permiso.ESPACIO_EDITAR),
        "puede_proponer": request.user.puede(Permiso.REUNION_EDITAR)
        and fila.ambito in ambitos_de(request.user),
    }
    return pagina(request, "convenios/espacio.html", contexto)


@requiere(Permiso.ESPACIO_EDITAR)
@require_http_methods(["GET", "POST"])
def espacio_editar(request: OciRequest, pk: int) -> HttpResponse:
    fila = _espacio(request, pk)
    form = EspacioForm(datos(request), instance=fila)
    if form.is_valid():
        form.save()
        messages.success(request, f"«{fila}» guardado.")
        return ir_a(request, fila)
    return acto(request, form, "Editar espacio", LISTA, por_nombre(fila))
