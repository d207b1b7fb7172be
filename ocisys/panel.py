"""The home page, what waits for me: the only view that may read from the three apps. And its map.

Each figure is a link to exactly its rows, counted by the same query that lists them.
"""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from cargos.http import OciRequest
from cargos.models import Encargo, EntregaCargo, Solicitud, Usuario
from cargos.permisos import CUALQUIERA, Permiso, requiere
from convenios.forms.ocurrencia_filtros import INTERNACIONAL, FiltroOcurrencias
from convenios.models import Ocurrencia, ParametroCumplimiento
from ocisys.base.navegacion import guion
from ocisys.base.web import pagina
from tramite.bandeja import Cifra, Pestana, cifras_de, movimientos_de
from tramite.manana import cifras_de_archivo
from tramite.models import Movimiento
from tramite.plazos import Semaforo, frase, semaforo

FILAS = 8


@dataclass(frozen=True)
class Pendiente:
    """An expediente in the person's hands, with what its due date means today."""

    movimiento: Movimiento
    luz: Semaforo
    frase: str


@requiere(CUALQUIERA)
@require_GET
def panel(request: OciRequest) -> HttpResponse:
    hoy = timezone.localdate()
    usuario = request.user
    contexto = {
        "cifras": [*_de_tramite(usuario, hoy), *_de_convenios(usuario, hoy)],
        "pendientes": _en_mis_manos(usuario, hoy),
        "obligaciones": _obligaciones(usuario, hoy),
        "encargos": Encargo.objects.visibles_para(usuario).mios(usuario).abiertos()[:FILAS],
        "solicitudes": Solicitud.objects.visibles_para(usuario).por_responder(usuario)[:FILAS],
        "entregas": EntregaCargo.objects.visibles_para(usuario).por_aceptar(usuario),
    }
    return pagina(request, "panel.html", contexto)


@requiere(CUALQUIERA)
@require_GET
@cache_control(private=True, max_age=31_536_000, immutable=True)
def mapa(request: OciRequest) -> HttpResponse:
    """The pages that this person may open; its address carries the version of what it says."""
    return HttpResponse(guion(request.user.permisos), content_type="text/javascript")


def _de_tramite(usuario: Usuario, hoy: date) -> list[Cifra]:
    if not usuario.designaciones_hoy and usuario.puede(Permiso.EXPEDIENTE_ARCHIVAR):
        return cifras_de_archivo(usuario, hoy)
    if not usuario.puede(Permiso.EXPEDIENTE_VER) or not usuario.designaciones_hoy:
        return []
    return cifras_de(usuario, hoy)


def _de_convenios(usuario: Usuario, hoy: date) -> list[Cifra]:
    """What the post held owes and, for whoever validates, what waits for review."""
    if not usuario.puede(Permiso.CONVENIO_VER) or not usuario.designaciones_hoy:
        return []
    cargo = usuario.designaciones_hoy[0].posicion.nro_orden
    p = ParametroCumplimiento.objects.en_vigor(hoy)
    proximos = f"Compromisos en {p.dias_proximos} días"
    pedidos = [
        ("Compromisos vencidos", "peligro", {"situacion": "vencidas", "cargo": cargo}),
        (proximos, "atencion", {"situacion": "proximas", "cargo": cargo}),
    ]
    if usuario.puede(Permiso.INTERNACIONAL_EDITAR):
        de_fuera = {"situacion": "vencidas", "cargo": cargo, "alcance": INTERNACIONAL}
        pedidos.append(("Internacionales vencidos", "peligro", de_fuera))
    if usuario.puede(Permiso.EVIDENCIA_VALIDAR):
        pedidos.append(("Evidencias por validar", "info", {"situacion": "por_validar"}))
    filas = Ocurrencia.objects.visibles_para(usuario)
    return [
        _espera(FiltroOcurrencias(pedido, hoy=hoy).aplicar(filas, p).count(), nombre, tono, pedido)
        for nombre, tono, pedido in pedidos
    ]


def _espera(n: int, nombre: str, tono: str, pedido: dict[str, str]) -> Cifra:
    enlace = f"{reverse('convenios:compromisos')}?{urlencode(pedido)}"
    return Cifra(f"{n:,}", nombre, enlace, tono if n else "")


def _en_mis_manos(usuario: Usuario, hoy: date) -> list[Pendiente]:
    """What I must receive or hold, the nearest due date first."""
    if not usuario.puede(Permiso.EXPEDIENTE_VER):
        return []
    filas = movimientos_de(usuario, Pestana.EN_MI_PODER, hoy).para_bandeja()
    return [_pendiente(m, hoy) for m in filas.filter(atendido_en=None).por_urgencia()[:FILAS]]


def _pendiente(movimiento: Movimiento, hoy: date) -> Pendiente:
    vence = getattr(movimiento, "vence", None)
    return Pendiente(movimiento, semaforo(vence, hoy), frase(vence, hoy))


def _obligaciones(usuario: Usuario, hoy: date) -> list[Ocurrencia]:
    """The commitments of my post that are overdue or next to fall due."""
    if not usuario.puede(Permiso.CONVENIO_VER) or not usuario.designaciones_hoy:
        return []
    pedido = {
        "situacion": "sin_cumplir",
        "cargo": usuario.designaciones_hoy[0].posicion.nro_orden,
    }
    p = ParametroCumplimiento.objects.en_vigor(hoy)
    filas = Ocurrencia.objects.visibles_para(usuario)
    mias = FiltroOcurrencias(pedido, hoy=hoy).aplicar(filas, p)
    return list(mias.con_todo().order_by("fecha_exigible", "pk")[:FILAS])
