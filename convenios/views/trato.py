"""What is known of an organisation and spoken with it: profiles, contacts, interactions."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.acciones import organizacion as acciones
from convenios.forms.organizacion_filtros import FiltroInteracciones, FiltroOrganizaciones
from convenios.forms.perfil import PERFILES
from convenios.forms.trato import ContactoForm, InteraccionForm
from convenios.models import Contacto, Interaccion, Organizacion, ParametroCumplimiento
from convenios.views.acto import acto_de_organizacion
from ocisys.base.exportar import Columna, exportada
from ocisys.base.paginacion import paginar
from ocisys.base.web import datos, ir_a, pagina

COLUMNAS = [
    Columna("Fecha", "fecha", 12),
    Columna("Organización", "organizacion.nombre", 44),
    Columna("Clase", "organizacion.get_clase_display", 24),
    Columna("Medio", "get_tipo_display", 14),
    Columna("Contacto", "contacto", 36),
    Columna("Con quién más", "con", 30),
    Columna("De qué se trató", "resumen", 60),
    Columna("Qué se acordó", "acuerdos", 60),
    Columna("Documento", "documento", 24),
    Columna("Siguiente paso", "siguiente_paso", 40),
    Columna("Hasta", "siguiente_el", 12),
    Columna("Anotó", "por", 30),
    Columna("En calidad de", "calidad", 30),
]

DIRECTORIO = [
    Columna("Organización", "organizacion.nombre", 44),
    Columna("Nombre", "nombre", 36),
    Columna("Cargo", "cargo", 36),
    Columna("Rol", "get_rol_display", 14),
    Columna("Correo", "correo_difundible", 34),
    Columna("Teléfono", "telefono_difundible", 18),
    Columna("Consiente difundirlos", "consentimiento", 14),
    Columna("Lo dijo el", "consentimiento_el", 12),
    Columna("Idioma", "idioma", 14),
    Columna("Desde", "desde", 12),
    Columna("Verificado el", "verificado_el", 12),
    Columna("Fuente", "fuente", 40),
]


def _editable(request: OciRequest, pk: int) -> Organizacion:
    return get_object_or_404(Organizacion.objects.editables_para(request.user), pk=pk)


@requiere(Permiso.ORGANIZACION_TRATAR)
@require_http_methods(["GET", "POST"])
def perfil_editar(request: OciRequest, pk: int, perfil: str) -> HttpResponse:
    organizacion = _editable(request, pk)
    if perfil not in PERFILES:
        raise Http404
    rotulo, clase = PERFILES[perfil]
    ya = getattr(organizacion, f"perfil_{perfil}", None)
    form = clase(datos(request), instance=ya, organizacion=organizacion)
    if form.is_valid():
        acciones.guardar_perfil(form.save(commit=False), por=request.user, hoy=timezone.localdate())
        messages.success(request, f"Perfil de {rotulo.lower()} de {organizacion} guardado.")
        return ir_a(request, organizacion)
    return acto_de_organizacion(request, organizacion, form, f"Perfil: {rotulo}")


@requiere(Permiso.ORGANIZACION_TRATAR)
@require_http_methods(["GET", "POST"])
def contacto_nuevo(request: OciRequest, pk: int) -> HttpResponse:
    organizacion = _editable(request, pk)
    hoy = timezone.localdate()
    form = ContactoForm(datos(request), organizacion=organizacion, hoy=hoy)
    if form.is_valid():
        contacto = acciones.guardar_contacto(form.save(commit=False), hoy=hoy)
        messages.success(request, f"{contacto} es contacto de {organizacion}.")
        return ir_a(request, organizacion)
    return acto_de_organizacion(request, organizacion, form, "Agregar contacto")


@requiere(Permiso.ORGANIZACION_TRATAR)
@require_http_methods(["GET", "POST"])
def contacto_editar(request: OciRequest, pk: int) -> HttpResponse:
    visibles = Contacto.objects.visibles_para(request.user)
    contacto = get_object_or_404(visibles.select_related("organizacion"), pk=pk)
    organizacion, hoy = _editable(request, contacto.organizacion_id), timezone.localdate()
    form = ContactoForm(datos(request), instance=contacto, organizacion=organizacion, hoy=hoy)
    if form.is_valid():
        contacto = acciones.guardar_contacto(form.save(commit=False), hoy=hoy)
        messages.success(request, f"Contacto {contacto} guardado.")
        return ir_a(request, organizacion)
    return acto_de_organizacion(request, organizacion, form, f"Contacto: {contacto.nombre}")


@requiere(Permiso.ORGANIZACION_TRATAR)
@require_http_methods(["GET", "POST"])
def interaccion_nueva(request: OciRequest, pk: int) -> HttpResponse:
    organizacion = get_object_or_404(Organizacion.objects.visibles_para(request.user), pk=pk)
    hoy = timezone.localdate()
    inicial = {"fecha": hoy, "tipo": request.GET.get("tipo", "")}
    form = InteraccionForm(datos(request), organizacion=organizacion, hoy=hoy, initial=inicial)
    if form.is_valid():
        fila = acciones.anotar_interaccion(form.save(commit=False), por=request.user)
        messages.success(request, f"{fila} anotada.")
        return ir_a(request, organizacion)
    return acto_de_organizacion(request, organizacion, form, "Anotar interacción")


@requiere(Permiso.ORGANIZACION_TRATAR)
@require_http_methods(["GET", "POST"])
def interaccion_rectificar(request: OciRequest, pk: int) -> HttpResponse:
    hoy = timezone.localdate()
    propias = Interaccion.objects.rectificables_para(request.user)
    mala = get_object_or_404(propias.select_related("organizacion__absorbida_por"), pk=pk)
    organizacion = mala.organizacion.absorbida_por or mala.organizacion
    inicial = {c: getattr(mala, c) for c in InteraccionForm.Meta.fields}
    form = InteraccionForm(datos(request), organizacion=organizacion, hoy=hoy, initial=inicial)
    if form.is_valid():
        acciones.anotar_interaccion(form.save(commit=False), por=request.user, rectifica=mala)
        messages.success(request, "Rectificada: la anterior queda en la historia.")
        return ir_a(request, organizacion)
    return acto_de_organizacion(request, organizacion, form, f"Rectificar: {mala}")


@requiere(Permiso.CONVENIO_VER)
@require_GET
def contactos_exportar(request: OciRequest, formato: str) -> HttpResponseBase:
    """Who answers today in the organisations of the list, with its filters."""
    hoy = timezone.localdate()
    filtro = FiltroOrganizaciones(request.GET, hoy=hoy)
    visibles = Organizacion.objects.visibles_para(request.user)
    suyas = filtro.aplicar(visibles, ParametroCumplimiento.objects.en_vigor(hoy))
    filas = Contacto.objects.visibles_para(request.user).actuales(hoy).de(suyas)
    return exportada(
        request, formato, filas, DIRECTORIO, "Directorio de contactos", filtro.en_palabras
    )


@requiere(Permiso.CONVENIO_VER)
@require_GET
def interacciones(request: OciRequest) -> HttpResponse:
    filtro = FiltroInteracciones(request.GET, hoy=timezone.localdate())
    filas = filtro.aplicar(Interaccion.objects.visibles_para(request.user))
    contexto = {
        "filtro": filtro,
        "pagina": paginar(filas.para_lista(), request.GET, orden=("-fecha", "-pk")),
        "total": filas.count(),
    }
    return pagina(request, "convenios/interacciones.html", contexto, parcial="tabla-interacciones")


@requiere(Permiso.CONVENIO_VER)
@require_GET
def interacciones_exportar(request: OciRequest, formato: str) -> HttpResponseBase:
    filtro = FiltroInteracciones(request.GET, hoy=timezone.localdate())
    filas = filtro.aplicar(Interaccion.objects.visibles_para(request.user)).para_lista()
    return exportada(request, formato, filas, COLUMNAS, "Interacciones", filtro.en_palabras)
