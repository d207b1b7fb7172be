"""«Mi puesto»: what my post demands of me, my designación and what I am asked to do."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from cargos.acciones.encargo import declarar_reserva
from cargos.cobertura import funciones_con_cifra, trimestre_de
from cargos.http import OciRequest
from cargos.models import (
    CargoVersion,
    Encargo,
    EntregaCargo,
    ReservaConfidencialidad,
    Solicitud,
    Suscripcion,
)
from cargos.permisos import CUALQUIERA, requiere
from ocisys.base.reglas import ReglaIncumplida
from ocisys.base.web import ir_a, pagina

SOLICITUDES = 5
DECLARACION = (
    "Declaro que guardaré reserva de los hechos e informaciones que conozca con motivo o en "
    "ocasión del ejercicio de mis funciones."
)


@requiere(CUALQUIERA)
@require_GET
def mi_puesto(request: OciRequest) -> HttpResponse:
    hoy = timezone.localdate()
    persona = request.user.persona_o_nada
    claves = [d.posicion.cargo.clave for d in request.user.designaciones_hoy]
    cargos = CargoVersion.objects.visibles_para(request.user).vigentes(hoy).para_ficha()
    contexto = {
        "persona": persona,
        "designaciones": persona.designaciones.vigentes(hoy).para_lista() if persona else [],
        "solicitudes": Solicitud.objects.visibles_para(request.user).de(persona)[:SOLICITUDES],
        "puestos": [
            (cargo, funciones_con_cifra(cargo.funciones.all(), trimestre_de(hoy)))
            for cargo in cargos.filter(cargo__clave__in=claves)
        ],
        "encargos": Encargo.objects.visibles_para(request.user).mios(request.user).abiertos(),
        "entregas": EntregaCargo.objects.visibles_para(request.user).por_aceptar(request.user),
        "reserva": ReservaConfidencialidad.objects.de(persona).filter(fecha__year=hoy.year).first(),
        "declaracion": DECLARACION,
        "suscripcion": Suscripcion.objects.visibles_para(request.user).first(),
        "raiz": settings.OCISYS_URL.rstrip("/"),
    }
    return pagina(request, "cargos/mi_puesto.html", contexto)


@requiere(CUALQUIERA)
@require_POST
def reserva(request: OciRequest) -> HttpResponse:
    persona = request.user.persona_o_nada
    if persona is None:
        raise ReglaIncumplida("Su cuenta no está unida a una persona de la oficina.")
    hoy = timezone.localdate()
    declarar_reserva(persona=persona, texto=DECLARACION, hoy=hoy, por=request.user)
    messages.success(request, f"Declaración de reserva de {hoy.year} registrada.")
    return ir_a(request, "cargos:mi_puesto")
