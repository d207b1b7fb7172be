"""The living MOF: the 41 duties, each with its screen and the figure that shows it is done."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from cargos.cobertura import camino_de, funciones_con_cifra
from cargos.documentos.cumplimiento import cumplimiento_pdf
from cargos.forms.consulta import PeriodoForm
from cargos.http import OciRequest
from cargos.models import CargoVersion, Funcion
from cargos.ocupacion import Ocupacion, ocupacion_en
from cargos.permisos import Permiso, requiere
from ocisys.base.web import pagina


@requiere(Permiso.CARGOS_VER)
@require_GET
def funciones(request: OciRequest) -> HttpResponse:
    hoy = timezone.localdate()
    form = PeriodoForm(request.GET or None)
    filas = Funcion.objects.visibles_para(request.user).vigentes(hoy).para_lista()
    periodo = form.periodo(hoy)
    con_cifra = funciones_con_cifra(filas, periodo)
    contexto = {
        "form": form,
        "periodo": periodo,
        "filas": con_cifra,
        "servidas": sum(f.evidencia is not None for f in con_cifra),
        "con_algo": sum(f.hay_algo for f in con_cifra),
    }
    return pagina(request, "cargos/funciones.html", contexto, parcial="cobertura")


@requiere(Permiso.CARGOS_VER)
@require_GET
def funcion(request: OciRequest, clave: str) -> HttpResponse:
    hoy = timezone.localdate()
    form = PeriodoForm(request.GET or None)
    filas = Funcion.objects.visibles_para(request.user)
    fila = get_object_or_404(filas.vigentes(hoy).para_lista(), clave=clave)
    [con_cifra] = funciones_con_cifra([fila], form.periodo(hoy))
    contexto = {
        "form": form,
        "periodo": form.periodo(hoy),
        "fila": con_cifra,
        "camino": camino_de(clave, form.periodo(hoy)),
        "asiento": ocupacion_en(hoy).get(clave[:3], Ocupacion()),
        "versiones": filas.filter(clave=clave).para_lista().order_by("-pk"),
    }
    return pagina(request, "cargos/funcion.html", contexto)


@requiere(Permiso.CARGOS_VER)
@require_GET
def cumplimiento(request: OciRequest, clave: str = "") -> HttpResponse:
    """How the duties of a post, or of the five, were fulfilled in a period, to be printed."""
    ahora = timezone.now()
    hoy = timezone.localdate(ahora)
    cargos = CargoVersion.objects.visibles_para(request.user).vigentes(hoy).para_ficha()
    if clave:
        cargos = cargos.filter(cargo__clave=clave)
    if not cargos:
        raise Http404("Ese cargo no está en el MOF vigente.")
    periodo = PeriodoForm(request.GET or None).periodo(hoy)
    archivo = cumplimiento_pdf(cargos, periodo, por=request.user, en=ahora)
    nombre = f"cumplimiento-{clave or 'oficina'}-{periodo.hasta:%Y%m%d}.pdf"
    cabeceras = {"Content-Disposition": f'inline; filename="{nombre}"'}
    return HttpResponse(archivo, content_type="application/pdf", headers=cabeceras)
