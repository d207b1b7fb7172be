"""The agenda of the office: the week, the day, the list, and what is done with an appointment."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Perfil, Permiso, requiere
from ocisys.base.exportar import Columna, exportada
from ocisys.base.paginacion import paginar
from ocisys.base.web import datos, estado_de, ir_a, pagina
from tramite import acciones
from tramite.agenda import dias_de, nombres_de_puestos, semana_de
from tramite.destinos import destinos
from tramite.estados_cita import EstadoCita, verificar
from tramite.forms.cita import AgendaForm, CitaForm, FiltroCitas, PasoCitaForm, inicial_de
from tramite.models import Cita
from tramite.sugerencias import sugerir

ACTOS: dict[str, tuple[EstadoCita, str, str, bool]] = {
    "confirmar": (EstadoCita.CONFIRMADA, "Confirmar", "Con quién se confirmó", False),
    "realizada": (EstadoCita.REALIZADA, "Anotar el resultado", "Resultado en una línea", True),
    "no-asistio": (EstadoCita.NO_ASISTIO, "Anotar que no asistió", "Detalle, si lo hay", False),
    "cancelar": (EstadoCita.CANCELADA, "Cancelar la cita", "Por qué se cancela", True),
}
"""Word of the address → state, button, what its line asks for, and whether it is needed."""

ORDEN = ("-inicia", "-pk")
EXPORTABLES = 20_000


def _asisten(cita: Cita) -> str:
    return ", ".join(p.nro_orden for p in cita.puestos)


COLUMNAS = [
    Columna("Empieza", "inicia", 18),
    Columna("Termina", "termina", 18),
    Columna("Con quién", "con", 36),
    Columna("Asunto", "asunto", 50),
    Columna("Asisten", _asisten, 16),
    Columna("Dónde", "get_lugar_display", 20),
    Columna("Lugar o enlace", "donde", 30),
    Columna("Expediente", "expediente.numero", 16),
    Columna("Convenio", "convenio.codigo", 16),
    Columna("Estado", "get_estado_display", 14),
    Columna("Resultado", "resultado", 50),
    Columna("Concertó", lambda cita: str(cita.por), 30),
]


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def agenda(request: OciRequest) -> HttpResponse:
    """A week, or with `?ver=dia` a day."""
    form = AgendaForm(request.GET, hoy=timezone.localdate())
    por_dia = request.GET.get("ver") == "dia"
    dia, puesto = form.dia_elegido if por_dia else form.semana_elegida, form.puesto_elegido
    paso = timedelta(days=1 if por_dia else 7)
    contexto = {
        "form": form,
        "por_dia": por_dia,
        "dias": dias_de(request.user, dia, dia, puesto=puesto)
        if por_dia
        else semana_de(request.user, dia, puesto=puesto),
        "dia": dia,
        "anterior": dia - paso,
        "siguiente": dia + paso,
        "lleva": set(_editables(request, dia, paso)),
        "sin_resultado": Cita.objects.editables_para(request.user)
        .sin_resultado(timezone.now())
        .count(),
    }
    return pagina(request, "tramite/agenda.html", contexto)


def _editables(request: OciRequest, dia: date, paso: timedelta) -> Any:
    """Keys of the appointments on screen that this person may move."""
    semana = timedelta(days=7)
    filas = (
        Cita.objects.editables_para(request.user).vivas().del_periodo(dia - semana, dia + semana)
    )
    return filas.values_list("pk", flat=True)


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def citas(request: OciRequest) -> HttpResponse:
    """Those of a period, the newest first; `cargo` is the post that arranged them."""
    filtro = FiltroCitas(request.GET, hoy=timezone.localdate())
    filas = filtro.aplicar(Cita.objects.visibles_para(request.user), timezone.now())
    contexto = {
        "periodo": filtro,
        "pagina": paginar(filas.para_lista(), request.GET, orden=ORDEN),
    }
    return pagina(request, "tramite/citas.html", contexto)


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def citas_exportar(request: OciRequest, formato: str) -> HttpResponseBase:
    """The same list, with the filters in force; of a restricted expediente, it is written down."""
    filtro, ahora = FiltroCitas(request.GET, hoy=timezone.localdate()), timezone.now()
    filas = filtro.aplicar(Cita.objects.visibles_para(request.user), ahora).order_by(*ORDEN)
    acciones.anotar_descarga(filas.restringidos()[:EXPORTABLES], por=request.user, ahora=ahora)
    filas = filas.para_lista()[:EXPORTABLES]
    return exportada(request, formato, filas, COLUMNAS, "Citas", filtro.en_palabras)


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def cita(request: OciRequest, pk: int) -> HttpResponse:
    filas = Cita.objects.visibles_para(request.user).para_lista()
    fila = get_object_or_404(filas.select_related("reemplaza", "reemplazo"), pk=pk)
    nombres = nombres_de_puestos(timezone.localdate())
    contexto = {
        "c": fila,
        "quienes": [nombres.get(p.pk, str(p)) for p in fila.puestos],
        "pasos": fila.pasos.select_related("por__persona"),
        "lleva": Cita.objects.editables_para(request.user).vivas().filter(pk=pk).exists(),
        "empezo": fila.inicia <= timezone.now(),
    }
    return pagina(request, "tramite/cita.html", contexto)


@requiere(Permiso.AGENDA_LLEVAR)
@require_http_methods(["GET", "POST"])
def cita_nueva(request: OciRequest) -> HttpResponse:
    form = CitaForm(
        datos(request),
        usuario=request.user,
        ahora=timezone.now(),
        initial=_al_empezar(request),
    )
    if form.is_valid():
        hecha = acciones.concertar(
            form.acordado(),
            confirmada=form.cleaned_data["confirmada"],
            por=request.user,
            ahora=timezone.now(),
        )
        return _concertada(request, hecha, "Cita concertada", "borrador:cita-nueva")
    return pagina(request, "tramite/cita_form.html", {"form": form}, status=estado_de(form))


def _al_empezar(request: OciRequest) -> dict[str, Any]:
    """What the address brings, and who attends unless it is changed: oneself, or the head."""
    campos = ("con", "asunto", "dia", "desde", "expediente", "convenio")
    traidos = {c: request.GET[c][:200] for c in campos if c in request.GET}
    propias = [d.posicion_id for d in request.user.designaciones_hoy]
    if Perfil.SECRETARIA in request.user.perfiles:
        jefatura = [d.posicion.pk for d in destinos(timezone.localdate())][:1]
        propias = jefatura or propias
    return {"asisten": propias} | traidos


@requiere(Permiso.AGENDA_LLEVAR)
@require_http_methods(["GET", "POST"])
def cita_reprogramar(request: OciRequest, pk: int) -> HttpResponse:
    filas = Cita.objects.editables_para(request.user).para_lista()
    anterior = get_object_or_404(filas, pk=pk)
    verificar(anterior.estado, EstadoCita.REPROGRAMADA)
    ahora = timezone.now()
    form = CitaForm(
        datos(request),
        usuario=request.user,
        ahora=ahora,
        reemplaza=anterior,
        initial=inicial_de(anterior),
    )
    if form.is_valid():
        motivo = form.cleaned_data["motivo"]
        nueva = acciones.reprogramar(
            anterior, form.acordado(), motivo=motivo, por=request.user, ahora=ahora
        )
        return _concertada(request, nueva, "Cita reprogramada", f"borrador:cita-{pk}")
    contexto = {"form": form, "anterior": anterior}
    return pagina(request, "tramite/cita_form.html", contexto, status=estado_de(form))


def _concertada(request: OciRequest, fila: Cita, que: str, borrador: str) -> HttpResponse:
    inicia = timezone.localtime(fila.inicia)
    hecho = f"{que}: {fila.con}, el {inicia:%d/%m/%Y} a las {inicia:%H:%M}."
    messages.success(request, hecho, extra_tags=borrador)
    return ir_a(request, fila)


@requiere(Permiso.AGENDA_LLEVAR)
@require_http_methods(["GET", "POST"])
def cita_acto(request: OciRequest, pk: int, acto: str) -> HttpResponse:
    """Confirm, cancel, or say what came of it."""
    if acto not in ACTOS:
        raise Http404("No hay ese acto sobre una cita.")
    fila = get_object_or_404(Cita.objects.editables_para(request.user), pk=pk)
    a, boton, rotulo, obligatorio = ACTOS[acto]
    form = PasoCitaForm(datos(request), rotulo=rotulo, obligatorio=obligatorio)
    if form.is_valid():
        texto = form.cleaned_data["texto"]
        acciones.pasar_cita(fila, a, texto=texto, por=request.user, ahora=timezone.now())
        messages.success(request, f"Cita con {fila.con}: {a.label.lower()}.")
        return ir_a(request, fila)
    contexto = {"c": fila, "form": form, "boton": boton}
    return pagina(request, "tramite/cita_acto.html", contexto, status=estado_de(form))


@requiere(Permiso.AGENDA_LLEVAR)
@require_GET
def con_quien(request: OciRequest) -> HttpResponse:
    """Names of the directory for what is being typed, as options of a list."""
    texto = request.GET.get("con", "")[:160]
    sugeridos = sugerir(texto, usuario=request.user, hoy=timezone.localdate())
    return pagina(request, "tramite/_con_quien.html", {"sugeridos": sugeridos})
