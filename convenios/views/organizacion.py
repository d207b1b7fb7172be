"""Organisations: list, ficha, create, correct; the question «¿es la misma?» while typing."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.acciones import organizacion as acciones
from convenios.fichas_organizacion import ficha_organizacion
from convenios.forms.organizacion import OrganizacionForm, RegistroApciForm
from convenios.forms.organizacion_filtros import FiltroOrganizaciones
from convenios.models import Organizacion, ParametroCumplimiento, RegistroApci
from convenios.views.acto import acto_de_organizacion
from ocisys.base.busqueda import ordena_es
from ocisys.base.exportar import Columna, exportada
from ocisys.base.paginacion import paginar
from ocisys.base.web import datos, estado_de, ir_a, pagina

EMPRESA = (Organizacion.Clase.EMPRESA.value,)
NO_EMPRESA = tuple(c for c in Organizacion.Clase.values if c not in EMPRESA)


def _opera_en(fila: Organizacion) -> str:
    perfil = getattr(fila, "perfil_empresa", None)
    return perfil.opera_en if perfil else ""


def _recibe(fila: Organizacion) -> str:
    perfil = getattr(fila, "perfil_fuente", None)
    return perfil.ventana_texto if perfil else ""


COLUMNAS = [
    Columna("Nombre", "nombre", 50),
    Columna("Siglas", "siglas", 14),
    Columna("Clase", "get_clase_display", 24),
    Columna("Situación", "get_estado_display", 14),
    Columna("País", "pais", 8),
    Columna("RUC", "ruc", 14),
    Columna("Tipo IATI", "tipo_iati", 10),
    Columna("Identificador IATI", "iati_org_id", 20),
    Columna("Sitio web", "sitio", 30),
    Columna("Opera en", _opera_en, 30),
    Columna("Recibe propuestas", _recibe, 30),
    Columna("Hoy responde por ella", "sucedida_por.nombre", 40),
    Columna("Verificada el", "verificada_el", 14),
    Columna("Último contacto", "ultimo_contacto", 14),
    Columna("Convenios", "cuantos_convenios", 12),
    Columna("Fuente del dato", "fuente_dato", 40),
    Columna("Ficticia", "es_ficticia", 10),
]


@requiere(Permiso.CONVENIO_VER)
@require_GET
def organizaciones(request: OciRequest) -> HttpResponse:
    hoy = timezone.localdate()
    p = ParametroCumplimiento.objects.en_vigor(hoy)
    filtro = FiltroOrganizaciones(request.GET, hoy=hoy)
    visibles = Organizacion.objects.visibles_para(request.user)
    filas = filtro.aplicar(visibles, p)
    contexto = {
        "filtro": filtro,
        "pagina": paginar(
            filas.con_convenios().con_ultimo_contacto(),
            request.GET,
            orden=(ordena_es("nombre"), "pk"),
        ),
        "total": filas.count(),
        "frescura": p.dias_frescura,
    }
    return pagina(
        request, "convenios/organizaciones.html", contexto, parcial="tabla-organizaciones"
    )


@requiere(Permiso.CONVENIO_VER)
@require_GET
def organizaciones_exportar(request: OciRequest, formato: str) -> HttpResponseBase:
    hoy = timezone.localdate()
    filtro = FiltroOrganizaciones(request.GET, hoy=hoy)
    visibles = Organizacion.objects.visibles_para(request.user).en_orden()
    filas = filtro.aplicar(visibles, ParametroCumplimiento.objects.en_vigor(hoy))
    filas = filas.con_convenios().con_ultimo_contacto()
    filas = filas.select_related("sucedida_por", "perfil_empresa", "perfil_fuente")
    return exportada(request, formato, filas, COLUMNAS, "Organizaciones", filtro.en_palabras)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def organizacion(request: OciRequest, pk: int) -> HttpResponse:
    todas = Organizacion.objects.con_absorbidas_para(request.user)
    fila = get_object_or_404(todas, pk=pk)
    if fila.absorbida_por is not None:
        messages.info(request, f"«{fila.nombre}» se fusionó con esta ficha.")
        return redirect(fila.absorbida_por)
    contexto = ficha_organizacion(fila, request.user, timezone.localdate())
    return pagina(request, "convenios/organizacion.html", contexto)


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def organizacion_nueva(request: OciRequest) -> HttpResponse:
    return _nueva(request, NO_EMPRESA)


@requiere(Permiso.EMPRESA_EDITAR)
@require_http_methods(["GET", "POST"])
def empresa_nueva(request: OciRequest) -> HttpResponse:
    return _nueva(request, EMPRESA)


def _nueva(request: OciRequest, clases: tuple[str, ...]) -> HttpResponse:
    form = OrganizacionForm(datos(request), clases=clases)
    if form.is_valid():
        fila = acciones.guardar_organizacion(
            form.save(commit=False), por=request.user, hoy=timezone.localdate()
        )
        messages.success(request, f"{fila} registrada.", extra_tags="borrador:organizacion")
        return ir_a(request, fila)
    return pagina(
        request, "convenios/organizacion_form.html", {"form": form}, status=estado_de(form)
    )


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def organizacion_editar(request: OciRequest, pk: int) -> HttpResponse:
    return _editar(request, pk, NO_EMPRESA)


@requiere(Permiso.EMPRESA_EDITAR)
@require_http_methods(["GET", "POST"])
def empresa_editar(request: OciRequest, pk: int) -> HttpResponse:
    return _editar(request, pk, EMPRESA)


def _editar(request: OciRequest, pk: int, clases: tuple[str, ...]) -> HttpResponse:
    visibles = Organizacion.objects.visibles_para(request.user).filter(clase__in=clases)
    fila = get_object_or_404(visibles, pk=pk)
    form = OrganizacionForm(datos(request), instance=fila, clases=clases)
    if form.is_valid():
        fila = acciones.guardar_organizacion(
            form.save(commit=False), por=request.user, hoy=timezone.localdate()
        )
        messages.success(request, f"Ficha de {fila} guardada.", extra_tags=f"borrador:org-{pk}")
        return ir_a(request, fila)
    contexto = {"form": form, "organizacion": fila}
    return pagina(request, "convenios/organizacion_form.html", contexto, status=estado_de(form))


@requiere(Permiso.CONVENIO_EDITAR)
@require_POST
def organizacion_verificar(request: OciRequest, pk: int) -> HttpResponse:
    return _verificar(request, pk, NO_EMPRESA)


@requiere(Permiso.EMPRESA_EDITAR)
@require_POST
def empresa_verificar(request: OciRequest, pk: int) -> HttpResponse:
    return _verificar(request, pk, EMPRESA)


def _verificar(request: OciRequest, pk: int, clases: tuple[str, ...]) -> HttpResponse:
    visibles = Organizacion.objects.visibles_para(request.user).filter(clase__in=clases)
    fila = get_object_or_404(visibles, pk=pk)
    acciones.verificar_organizacion(fila, por=request.user, hoy=timezone.localdate())
    messages.success(request, f"Ficha de {fila} verificada hoy.")
    return ir_a(request, fila)


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def registro_nuevo(request: OciRequest, pk: int) -> HttpResponse:
    fila = get_object_or_404(Organizacion.objects.visibles_para(request.user), pk=pk)
    form = RegistroApciForm(datos(request), organizacion=fila)
    if form.is_valid():
        registro = acciones.anotar_registro(form.save(commit=False), hoy=timezone.localdate())
        messages.success(request, f"Registro {registro} de {fila} anotado.")
        return ir_a(request, fila)
    return acto_de_organizacion(request, fila, form, "Anotar registro en APCI")


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def registro_editar(request: OciRequest, pk: int) -> HttpResponse:
    visibles = RegistroApci.objects.visibles_para(request.user).select_related("organizacion")
    registro = get_object_or_404(visibles, pk=pk)
    fila = registro.organizacion
    form = RegistroApciForm(datos(request), instance=registro, organizacion=fila)
    if form.is_valid():
        acciones.anotar_registro(form.save(commit=False), hoy=timezone.localdate())
        messages.success(request, f"Registro {registro} de {fila} corregido.")
        return ir_a(request, fila)
    return acto_de_organizacion(request, fila, form, "Corregir registro en APCI")


@requiere(Permiso.CONVENIO_VER)
@require_GET
def organizaciones_parecidas(request: OciRequest) -> HttpResponse:
    """Names alike to the one being typed; asked by htmx from the form."""
    nombre, siglas = request.GET.get("nombre", "")[:200], request.GET.get("siglas", "")[:40]
    visibles = Organizacion.objects.visibles_para(request.user)
    excepto = request.GET.get("excepto", "")
    if excepto.isascii() and excepto.isdigit():
        visibles = visibles.exclude(pk=int(excepto[:18]))
    parecidas = visibles.parecidas(nombre, siglas)[:5] if len(nombre.strip()) > 2 else []
    return pagina(request, "convenios/_organizaciones_parecidas.html", {"parecidas": parecidas})
