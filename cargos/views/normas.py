"""What the deadlines are counted by, to be read: the rules of law and the working-day calendar."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_GET

from cargos.almanaque import almanaque
from cargos.forms.normas import FiltroCalendario, FiltroReglas
from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.exportar import Columna, exportada
from ocisys.base.models import HorarioSede, ReglaComputo, ReglaCorte, ReglaPlazo, Sede
from ocisys.base.models.regla import VigenteQuerySet
from ocisys.base.paginacion import paginar
from ocisys.base.web import pagina

DE_REGLAS = [
    Columna("Código", "codigo", 20),
    Columna("Plazo", "nombre", 36),
    Columna("Cuánto", lambda r: r.valor().extension, 16),
    Columna("Calendario", "get_regimen_display", 18),
    Columna("Se cuenta desde", "hecho", 30),
    Columna("Obligado", "get_obligado_display", 18),
    Columna("Norma", "norma.corta", 20),
    Columna("Artículo", "articulo", 14),
    Columna("Prórroga", lambda r: r.prorroga_max or None, 12),
    Columna("Al vencer", "efecto", 34),
    Columna("Desde", "vigente_desde", 14),
    Columna("Hasta", "vigente_hasta", 14),
    Columna("Leída", "verificada", 10),
]
ORDEN = ("codigo", "-vigente_desde")
DE_DIAS = [
    Columna("Fecha", "fecha", 12),
    Columna("Qué es", "clase", 28),
    Columna("Motivo", "motivo", 40),
    Columna("Norma", "norma", 40),
    Columna("Cuenta en plazos administrativos", "cuenta", 16),
    Columna("Cuenta en plazos tributarios", "cuenta_tributario", 16),
]


@requiere(Permiso.NORMAS_VER)
@require_GET
def reglas(request: OciRequest) -> HttpResponse:
    filtro = FiltroReglas(request.GET, hoy=timezone.localdate())
    contexto = {
        "filtro": filtro,
        "obligados": ReglaPlazo.Obligado.choices,
        "pagina": paginar(_reglas(request, filtro), request.GET, orden=ORDEN),
        "cortes": _del_dia(ReglaCorte.objects.visibles_para(request.user), filtro),
        "computo": _del_dia(ReglaComputo.objects.visibles_para(request.user), filtro).first(),
    }
    return pagina(request, "cargos/reglas.html", contexto)


@requiere(Permiso.NORMAS_VER)
@require_GET
def reglas_exportar(request: OciRequest, formato: str) -> HttpResponseBase:
    filtro = FiltroReglas(request.GET, hoy=timezone.localdate())
    filas = _reglas(request, filtro).order_by(*ORDEN)
    return exportada(request, formato, filas, DE_REGLAS, "Reglas de plazo", filtro.en_palabras)


def _reglas(request: OciRequest, filtro: FiltroReglas) -> VigenteQuerySet:
    filas = ReglaPlazo.objects.visibles_para(request.user).select_related("norma")
    return filtro.aplicar(filas)


def _del_dia(filas: VigenteQuerySet, filtro: FiltroReglas) -> VigenteQuerySet:
    return filas.vigentes(filtro.dia).select_related("norma")


@requiere(Permiso.NORMAS_VER)
@require_GET
def calendario(request: OciRequest) -> HttpResponse:
    hoy = timezone.localdate()
    sedes = list(Sede.objects.visibles_para(request.user))
    filtro = FiltroCalendario(request.GET, hoy=hoy, sedes=sedes)
    horarios = HorarioSede.objects.visibles_para(request.user).vigentes(hoy)
    contexto = {
        "filtro": filtro,
        "sedes": sedes,
        "almanaque": almanaque(filtro.elegido, filtro.codigo),
        "horarios": horarios.filter(sede=filtro.elegida or sedes[0])[:1] if sedes else [],
    }
    return pagina(request, "cargos/calendario_laboral.html", contexto)


@requiere(Permiso.NORMAS_VER)
@require_GET
def calendario_exportar(request: OciRequest, formato: str) -> HttpResponseBase:
    sedes = list(Sede.objects.visibles_para(request.user))
    filtro = FiltroCalendario(request.GET, hoy=timezone.localdate(), sedes=sedes)
    dias = almanaque(filtro.elegido, filtro.codigo).dias
    filtros = {"Año": str(filtro.elegido), "Sede": str(filtro.elegida or "la de siempre")}
    return exportada(
        request, formato, dias, DE_DIAS, f"Calendario laboral {filtro.elegido}", filtros
    )
