"""The living MOF: the 41 duties, each with its screen and the figure that shows it is done."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from cargos.cobertura import funciones_con_cifra
from cargos.forms.consulta import PeriodoForm
from cargos.http import OciRequest
from cargos.models import Funcion
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
        "con_algo": sum(bool(f.cifra and any(c.valor for c in f.cifra.medidas)) for f in con_cifra),
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
        "asiento": ocupacion_en(hoy).get(clave[:3], Ocupacion()),
        "versiones": filas.filter(clave=clave).para_lista().order_by("-pk"),
    }
    return pagina(request, "cargos/funcion.html", contexto)
