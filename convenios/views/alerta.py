"""Warnings: what waits for a fact, who was told, and what became of the mail."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.acciones import alerta as acciones
from convenios.forms.alerta import FiltroAlertas, PosponerForm
from convenios.models import Alerta, RondaAlertas
from ocisys.base.exportar import Columna, exportada
from ocisys.base.paginacion import paginar
from ocisys.base.web import datos, estado_de, ir_a, pagina

COLUMNAS = [
    Columna("Asunto", str, 60),
    Columna("Sobre", "get_clase_display", 22),
    Columna("Fecha", "vence_el", 12),
    Columna("Avisada", "dada_el", 12),
    Columna("Cargo", "cargo.nro_orden", 8),
    Columna("A quién", lambda a: "; ".join(str(v.destinatario) for v in a.avisos.all()), 40),
    Columna("Correo", lambda a: "; ".join(v.get_correo_display() for v in a.avisos.all()), 24),
    Columna("Grave", "es_grave", 8),
    Columna("Pospuesta hasta", "pospuesta_hasta", 14),
    Columna("Cerrada", "cerrada_el", 12),
]
ORDEN = ("-es_grave", "vence_el", "pk")
"""What presses most first: overdue ones, then those that fall due next; without a date, last."""


@requiere(Permiso.CONVENIO_VER)
@require_GET
def alertas(request: OciRequest) -> HttpResponse:
    hoy = timezone.localdate()
    filtro = FiltroAlertas(request.GET, hoy=hoy)
    visibles = Alerta.objects.visibles_para(request.user)
    filas = filtro.aplicar(visibles)
    contexto = {
        "filtro": filtro,
        "pagina": paginar(filas.para_lista(), request.GET, orden=ORDEN),
        "total": filas.count(),
        "de_hoy": visibles.abiertas().filter(dada_el=hoy).count(),
        "puede_actuar": request.user.puede(Permiso.COMPROMISO_REPORTAR),
        "hoy": hoy,
        "ronda": RondaAlertas.objects.visibles_para(request.user).first(),
    }
    return pagina(request, "convenios/alertas.html", contexto, parcial="tabla-alertas")


@requiere(Permiso.CONVENIO_VER)
@require_GET
def alertas_exportar(request: OciRequest, formato: str) -> HttpResponseBase:
    hoy = timezone.localdate()
    filtro = FiltroAlertas(request.GET, hoy=hoy)
    filas = filtro.aplicar(Alerta.objects.visibles_para(request.user)).para_lista()
    filas = filas.order_by("-es_grave", "vence_el", "pk")
    return exportada(request, formato, filas, COLUMNAS, "Alertas", filtro.en_palabras)


@requiere(Permiso.COMPROMISO_REPORTAR)
@require_http_methods(["GET", "POST"])
def alerta_posponer(request: OciRequest, pk: int) -> HttpResponse:
    hoy = timezone.localdate()
    fila = get_object_or_404(Alerta.objects.visibles_para(request.user), pk=pk)
    form = PosponerForm(datos(request), hoy=hoy)
    if form.is_valid():
        acciones.posponer(fila, por=request.user, hoy=hoy, **form.cleaned_data)
        messages.success(request, f"No se avisará de «{fila}» hasta esa fecha.")
        return ir_a(request, "convenios:alertas")
    contexto = {"form": form, "alerta": fila}
    return pagina(request, "convenios/alerta_posponer.html", contexto, status=estado_de(form))


@requiere(Permiso.COMPROMISO_REPORTAR)
@require_POST
def alerta_reenviar(request: OciRequest, pk: int, aviso: int) -> HttpResponse:
    fila = get_object_or_404(Alerta.objects.visibles_para(request.user), pk=pk)
    enviado = get_object_or_404(fila.avisos.all(), pk=aviso)
    acciones.reenviar_alerta(fila, aviso=enviado, ahora=timezone.now())
    messages.success(request, f"Se enviará otra vez a {enviado.destinatario}.")
    return ir_a(request, "convenios:alertas")
