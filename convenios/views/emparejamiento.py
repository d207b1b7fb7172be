"""«Oferta y demanda»: the board, one pair, and what was decided."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios import oferta_y_demanda as cifras
from convenios.acciones.emparejamiento import decidir
from convenios.fichas_demanda import ficha_par
from convenios.forms.demanda_filtros import FiltroDemandas
from convenios.forms.emparejamiento import DecidirForm, FiltroEmparejamientos
from convenios.listas_demanda import EMPAREJAMIENTOS
from convenios.models import Convocatoria, Demanda, Emparejamiento
from convenios.views.acto import Miga, acto
from ocisys.base.exportar import exportada
from ocisys.base.paginacion import paginar
from ocisys.base.web import datos, ir_a, pagina

LISTA: Miga = ("Oferta y demanda", reverse_lazy("convenios:emparejamientos"))


@requiere(Permiso.CONVENIO_VER)
@require_GET
def emparejamientos(request: OciRequest) -> HttpResponse:
    hoy = timezone.localdate()
    filtro = FiltroDemandas(request.GET, hoy=hoy)
    todas = Demanda.objects.visibles_para(request.user)
    abiertas = cifras.con_emparejamiento(filtro.aplicar(todas.abiertas()))
    hojas = paginar(abiertas, request.GET, orden=("emparejada", "-prioridad", "pk"))
    ofertas = cifras.ofertas_comparables(hoy)
    contexto = {
        "filtro": filtro,
        "pagina": hojas,
        "filas": cifras.tablero(hojas.filas, ofertas, cifras.pesos_al(hoy), hoy),
        "total": abiertas.count(),
        "coberturas": cifras.cobertura_demanda(todas),
        "tope": cifras.MAXIMO if len(ofertas) == cifras.MAXIMO else 0,
        **cifras.ofertas_sin_demanda(Convocatoria.objects.visibles_para(request.user), hoy),
    }
    return pagina(request, "convenios/emparejamientos.html", contexto, parcial="tabla-tablero")


@requiere(Permiso.CONVENIO_VER)
@require_GET
def emparejamientos_decididos(request: OciRequest) -> HttpResponse:
    filtro = FiltroEmparejamientos(request.GET, hoy=timezone.localdate())
    filas = filtro.aplicar(Emparejamiento.objects.visibles_para(request.user))
    hojas = paginar(filas, request.GET, orden=("-fecha", "-pk"))
    contexto = {
        "filtro": filtro,
        "pagina": hojas,
        "filas": [(e, e.esta_atrasado(filtro.hoy)) for e in hojas],
        "total": filas.count(),
    }
    return pagina(
        request, "convenios/emparejamientos_decididos.html", contexto, parcial="tabla-decisiones"
    )


@requiere(Permiso.CONVENIO_VER)
@require_GET
def emparejamientos_exportar(request: OciRequest, formato: str) -> HttpResponseBase:
    filtro = FiltroEmparejamientos(request.GET, hoy=timezone.localdate())
    filas = filtro.aplicar(Emparejamiento.objects.visibles_para(request.user))
    return exportada(
        request, formato, filas, EMPAREJAMIENTOS, "Oferta y demanda", filtro.en_palabras
    )


@requiere(Permiso.CONVENIO_VER)
@require_GET
def emparejamiento(request: OciRequest, demanda: int, convocatoria: int) -> HttpResponse:
    usuario = request.user
    d = get_object_or_404(Demanda.objects.visibles_para(usuario).para_lista(), pk=demanda)
    ofertas = Convocatoria.objects.visibles_para(usuario)
    c = get_object_or_404(ofertas.para_lista(), pk=convocatoria)
    contexto = ficha_par(d, c, usuario, timezone.localdate())
    return pagina(request, "convenios/emparejamiento.html", contexto)


@requiere(Permiso.DEMANDA_EDITAR)
@require_http_methods(["GET", "POST"])
def emparejamiento_decidir(request: OciRequest, demanda: int, convocatoria: int) -> HttpResponse:
    hoy = timezone.localdate()
    d = get_object_or_404(Demanda.objects.editables_para(request.user), pk=demanda)
    c = get_object_or_404(Convocatoria.objects.visibles_para(request.user), pk=convocatoria)
    form = DecidirForm(datos(request), demanda=d, convocatoria=c, hoy=hoy)
    if form.is_valid():
        fila = decidir(d, c, por=request.user, hoy=hoy, **form.cleaned_data)
        messages.success(request, f"{fila}: {fila.get_decision_display().lower()}.")
        return ir_a(request, fila)
    verbo, nota = f"Decidir: {d.codigo} con {c.codigo}", f"{d.titulo} — {c.titulo}"
    return acto(request, form, verbo, LISTA, nota=nota)
