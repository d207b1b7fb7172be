"""What goes to other systems and comes from them: codes, JSON, evidence pack, the platform."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.firma.agente import agente
from ocisys.base.web import datos, estado_de, ir_a, pagina
from tramite import acciones
from tramite.forms.intercambio import CodigosForm, ImportarJsonForm, PaqueteForm
from tramite.intercambio import expediente_en_datos
from tramite.models import EnvioPide, Expediente
from tramite.paquete import hacer_paquete
from tramite.views.comun import Rotulo, actuar, expediente_de
from tramite.views.comun_salidas import salida_de

CODIGOS = Rotulo(
    "Códigos de otros sistemas",
    "Guardar",
    "actualizado: códigos guardados",
    "Con ellos preguntan por el caso la APCI, el ministerio y la PIDE.",
)


@requiere(Permiso.EXPEDIENTE_REGISTRAR)
@require_http_methods(["GET", "POST"])
def codigos(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    form = CodigosForm(datos(request), expediente=expediente)
    return actuar(request, expediente, form, acciones.fijar_codigos, CODIGOS)


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def en_json(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    respuesta = JsonResponse(
        expediente_en_datos(expediente), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    respuesta["Content-Disposition"] = f'attachment; filename="{expediente.numero}.json"'
    return respuesta


@requiere(Permiso.EXPEDIENTE_REGISTRAR)
@require_http_methods(["GET", "POST"])
def importar(request: OciRequest) -> HttpResponse:
    form = ImportarJsonForm(datos(request), request.FILES or None)
    if form.is_valid():
        entrante = form.cleaned_data["fichero"]
        fila, nuevo = acciones.importar(entrante, por=request.user, ahora=timezone.now())
        if nuevo or Expediente.objects.visibles_para(request.user).filter(pk=fila.pk).exists():
            hecho = "registrado" if nuevo else "ya estaba registrado con ese CUO"
            messages.success(request, f"Expediente {fila.numero} {hecho}.")
            return ir_a(request, fila)
        messages.success(request, "Ese CUO ya está registrado.")
        return ir_a(request, "tramite:expedientes")
    return pagina(request, "tramite/importar_json.html", {"form": form}, status=estado_de(form))


@sensitive_variables("form")
@requiere(Permiso.EXPEDIENTE_VER)
@sensitive_post_parameters("clave_pkcs12", "pin")
@require_http_methods(["GET", "POST"])
def paquete(request: OciRequest, numero: str) -> HttpResponseBase:
    e, ahora = expediente_de(request, numero), timezone.now()
    form = PaqueteForm(datos(request), request.FILES or None, ahora=ahora)
    if not form.is_valid():
        contexto = {"e": e, "form": form}
        return pagina(request, "tramite/paquete_pedir.html", contexto, status=estado_de(form))
    if e.esta_restringido:
        acciones.anotar_lectura(e, documento=None, que="paquete", por=request.user, ahora=ahora)
    enlace = request.build_absolute_uri(e.get_absolute_url())
    certificado = form.certificado or agente(ahora)
    contenido = hacer_paquete(e, enlace=enlace, certificado=certificado, por=request.user, en=ahora)
    return FileResponse(contenido, as_attachment=True, filename=f"{e.numero}.zip")


@requiere(Permiso.SALIDA_DESPACHAR)
@require_POST
def consultar_pide(request: OciRequest, pk: int) -> HttpResponse:
    salida = salida_de(request, pk)
    filas = EnvioPide.objects.visibles_para(request.user).filter(despacho__salida=salida)
    envio = get_object_or_404(filas.order_by("-pk")[:1])
    envio = acciones.consultar_pide(envio, por=request.user, ahora=timezone.now())
    messages.success(request, f"La PIDE dice: {envio.get_estado_display().lower()}.")
    return ir_a(request, salida)
