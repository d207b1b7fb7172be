"""Who may enter and do what, read by whoever administers or audits."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_GET

from cargos.cuentas import con_tenencias
from cargos.forms.normas import FiltroCuentas
from cargos.http import OciRequest
from cargos.models import Usuario
from cargos.permisos import Permiso, requiere
from ocisys.base.exportar import Columna, exportada
from ocisys.base.paginacion import paginar
from ocisys.base.web import pagina

COLUMNAS = [
    Columna("Usuario", "usuario.username", 18),
    Columna("Persona", "usuario.get_full_name", 34),
    Columna("Cargos y perfiles", "en_palabras", 70),
    Columna("Activa", "usuario.is_active", 8),
    Columna("Creada", "usuario.date_joined", 16),
    Columna("Último ingreso", "usuario.last_login", 16),
]


@requiere(Permiso.CUENTAS_VER)
@require_GET
def cuentas(request: OciRequest) -> HttpResponse:
    hoy, filtro = timezone.localdate(), FiltroCuentas(request.GET)
    filas = Usuario.objects.visibles_para(request.user).select_related("persona")
    vista = paginar(filtro.aplicar(filas, hoy), request.GET, orden=("username",))
    contexto = {"filtro": filtro, "pagina": vista, "cuentas": con_tenencias(vista, hoy)}
    return pagina(request, "cargos/cuentas.html", contexto)


@requiere(Permiso.CUENTAS_VER)
@require_GET
def cuentas_exportar(request: OciRequest, formato: str) -> HttpResponseBase:
    hoy, filtro = timezone.localdate(), FiltroCuentas(request.GET)
    filas = Usuario.objects.visibles_para(request.user).select_related("persona")
    todas = con_tenencias(filtro.aplicar(filas, hoy).order_by("username"), hoy)
    return exportada(request, formato, todas, COLUMNAS, "Cuentas", filtro.en_palabras)
