"""The CAP table and the ficha of each post, as the MOF lays them out."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from cargos.cobertura import funciones_con_cifra, trimestre_de
from cargos.forms.consulta import CorteForm
from cargos.http import OciRequest
from cargos.models import CargoVersion, Designacion, DocumentoGestion
from cargos.ocupacion import Ocupacion, ocupacion_en
from cargos.permisos import Permiso, requiere
from ocisys.base.web import pagina


@requiere(Permiso.CARGOS_VER)
@require_GET
def cap(request: OciRequest) -> HttpResponse:
    form = CorteForm(request.GET)
    dia = form.fecha(timezone.localdate())
    documento = DocumentoGestion.objects.visibles_para(request.user).vigentes(dia).first()
    cargos = CargoVersion.objects.visibles_para(request.user).vigentes(dia).para_ficha()
    asientos = ocupacion_en(dia)
    lineas = list(documento.lineas_cap.all()) if documento else []
    filas = [(c, asientos.get(c.cargo.clave, Ocupacion())) for c in cargos]
    contexto = {
        "form": form,
        "dia": dia,
        "documento": documento,
        "lineas": lineas,
        "filas": filas,
        "total": sum(linea.total for linea in lineas),
        "ocupados": sum(not asiento.es_vacante for _, asiento in filas),
    }
    return pagina(request, "cargos/cap.html", contexto)


@requiere(Permiso.CARGOS_VER)
@require_GET
def ficha(request: OciRequest, clave: str) -> HttpResponse:
    hoy = timezone.localdate()
    versiones = CargoVersion.objects.visibles_para(request.user).vigentes(hoy).para_ficha()
    cargo = get_object_or_404(versiones, cargo__clave=clave)
    historia = Designacion.objects.visibles_para(request.user).para_lista()
    contexto = {
        "cargo": cargo,
        "asiento": ocupacion_en(hoy).get(clave, Ocupacion()),
        "funciones": funciones_con_cifra(cargo.funciones.all(), trimestre_de(hoy)),
        "historia": historia.filter(posicion__nro_orden=clave, anulada_en=None).order_by("-rango"),
        "claves": list(
            CargoVersion.objects.visibles_para(request.user)
            .vigentes(hoy)
            .values_list("cargo__clave", flat=True)
        ),
    }
    return pagina(request, "cargos/ficha.html", contexto)
