"""Acts on a sectoral opinion: open it, weigh it, ask others, conclude it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.web import datos, estado_de, ir_a, pagina
from tramite import acciones
from tramite.estados_opinion import TipoOpinion
from tramite.forms.opinion import (
    AbrirOpinionForm,
    ConcluirForm,
    ConsultarForm,
    DatosOpinionForm,
    DevolverOpinionForm,
    PrescindirForm,
    RequisitosForm,
    RespuestaForm,
    ResultadoForm,
)
from tramite.opiniones import gemela_de
from tramite.views.comun import Rotulo, expediente_de
from tramite.views.comun_opinion import actuar, opinion_de

PLANTILLA = "tramite/opinion_acto.html"
DATOS = Rotulo("Datos de la opinión", "Guardar", "Datos guardados.", plantilla=PLANTILLA)
REQUISITOS = Rotulo(
    "Revisar los requisitos",
    "Guardar",
    "Requisitos revisados.",
    "Lo que falte se pide después, todo de una vez, con «Pedir lo que falta».",
    "TUO LPAG art. 126.2",
    plantilla="tramite/opinion_requisitos.html",
)
CONSULTAR = Rotulo(
    "Consultar a otra unidad o entidad",
    "Anotar la consulta",
    "Consulta anotada.",
    "Se anota lo que se preguntó y hasta cuándo debe responder. La nota o el memorando se redacta "
    "desde el expediente.",
    "TUO LPAG art. 168.1",
    plantilla=PLANTILLA,
)
PRESCINDIR = Rotulo(
    "Seguir sin la respuesta",
    "Seguir",
    "Anotado: se sigue sin esa respuesta.",
    "Venció el plazo de quien debía responder. Lo que llegue tarde puede anotarse y considerarse.",
    "TUO LPAG arts. 174.1 y 174.3",
    plantilla=PLANTILLA,
)
RESPUESTA = Rotulo("Anotar la respuesta", "Anotar", "Respuesta anotada.", plantilla=PLANTILLA)
CONCLUIR = Rotulo(
    "Concluir la opinión",
    "Guardar",
    "Opinión concluida: ya se puede redactar el documento.",
    "Cada cuestión lleva su fundamento.",
    plantilla="tramite/opinion_concluir.html",
)
DEVOLVER = Rotulo(
    "Devolver sin informe",
    "Devolver",
    "Opinión devuelta sin informe; comuníquelo a quien la pidió.",
    "Si el pedido no precisa sobre qué se opina, o no hace falta opinar.",
    "TUO LPAG art. 172.3",
    plantilla=PLANTILLA,
)
RESULTADO = Rotulo("Resultado en APCI", "Anotar", "Resultado anotado.", plantilla=PLANTILLA)


@requiere(Permiso.EXPEDIENTE_ATENDER)
@require_http_methods(["GET", "POST"])
def abrir(request: OciRequest, numero: str, tipo: str) -> HttpResponse:
    if tipo not in TipoOpinion.values:
        raise Http404("No hay una opinión de ese tipo.")
    e = expediente_de(request, numero)
    form = AbrirOpinionForm(datos(request), expediente=e, tipo=tipo)
    if form.is_valid():
        opinion = acciones.abrir_opinion(e, por=request.user, ahora=timezone.now(), **form.campos())
        messages.success(request, "Opinión abierta.", extra_tags=f"borrador:opinion-{e.numero}")
        return ir_a(request, opinion)
    contexto = {"e": e, "form": form, "tipo": TipoOpinion(tipo)}
    return pagina(request, "tramite/opinion_abrir.html", contexto, status=estado_de(form))


@requiere(Permiso.EXPEDIENTE_ATENDER)
@require_http_methods(["GET", "POST"])
def datos_de(request: OciRequest, numero: str) -> HttpResponse:
    o = opinion_de(request, numero)
    form = DatosOpinionForm(datos(request), opinion=o, hoy=timezone.localdate())
    return actuar(request, o, form, acciones.corregir_datos, DATOS)


@requiere(Permiso.EXPEDIENTE_ATENDER)
@require_http_methods(["GET", "POST"])
def requisitos(request: OciRequest, numero: str) -> HttpResponse:
    o = opinion_de(request, numero)
    form = RequisitosForm(datos(request), opinion=o)
    return actuar(request, o, form, acciones.revisar_requisitos, REQUISITOS)


@requiere(Permiso.EXPEDIENTE_ATENDER)
@require_http_methods(["GET", "POST"])
def consultar(request: OciRequest, numero: str) -> HttpResponse:
    o = opinion_de(request, numero)
    form = ConsultarForm(datos(request), opinion=o)
    return actuar(request, o, form, acciones.consultar, CONSULTAR)


@requiere(Permiso.EXPEDIENTE_ATENDER)
@require_http_methods(["GET", "POST"])
def responder(request: OciRequest, numero: str, pk: int) -> HttpResponse:
    o = opinion_de(request, numero)
    consulta = get_object_or_404(o.consultas.select_related("opinion"), pk=pk)
    form = RespuestaForm(datos(request), opinion=o, hoy=timezone.localdate())
    return actuar(request, o, form, acciones.anotar_respuesta, RESPUESTA, sobre=consulta)


@requiere(Permiso.EXPEDIENTE_ATENDER)
@require_http_methods(["GET", "POST"])
def prescindir(request: OciRequest, numero: str, pk: int) -> HttpResponse:
    o = opinion_de(request, numero)
    consulta = get_object_or_404(o.consultas.select_related("opinion"), pk=pk)
    form = PrescindirForm(datos(request), opinion=o, hoy=timezone.localdate())
    return actuar(request, o, form, acciones.prescindir, PRESCINDIR, sobre=consulta)


@requiere(Permiso.EXPEDIENTE_ATENDER)
@require_http_methods(["GET", "POST"])
def concluir(request: OciRequest, numero: str) -> HttpResponse:
    o = opinion_de(request, numero)
    gemela = gemela_de(o, usuario=request.user)
    form = ConcluirForm(datos(request), opinion=o, gemela=gemela)
    return actuar(request, o, form, acciones.concluir, CONCLUIR)


@requiere(Permiso.EXPEDIENTE_ATENDER)
@require_http_methods(["GET", "POST"])
def devolver(request: OciRequest, numero: str) -> HttpResponse:
    o = opinion_de(request, numero)
    form = DevolverOpinionForm(datos(request), opinion=o)
    return actuar(request, o, form, acciones.devolver_sin_informe, DEVOLVER)


@requiere(Permiso.EXPEDIENTE_ATENDER)
@require_http_methods(["GET", "POST"])
def resultado(request: OciRequest, numero: str) -> HttpResponse:
    o = opinion_de(request, numero)
    form = ResultadoForm(datos(request), opinion=o, hoy=timezone.localdate())
    return actuar(request, o, form, acciones.anotar_resultado, RESULTADO)
