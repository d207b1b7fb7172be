"""The register as a list, and one expediente with its tabs."""

from collections.abc import Callable, Iterable
from itertools import chain
from operator import attrgetter
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET

from cargos.http import OciRequest
from cargos.models import Usuario
from cargos.permisos import Permiso, requiere
from ocisys.base.exportar import Columna, exportada
from ocisys.base.paginacion import paginar
from ocisys.base.web import pagina
from tramite import acciones, hojas
from tramite.acciones.plazos import por_que_no_hay
from tramite.citados import enlazar
from tramite.cuentas import relojes_de
from tramite.destinos import destinos
from tramite.estados import Estado
from tramite.folios import tomos_de
from tramite.forms.buscar import BuscarForm
from tramite.hoja import actos_de, movimientos_de, tapar
from tramite.indices import cambios_desde, contenido_al
from tramite.models import (
    Actuacion,
    CargoPorCorreo,
    CargoSellado,
    CopiaTachada,
    DecisionDuplicado,
    Expediente,
    Movimiento,
    Plazo,
    Relacion,
    Salida,
    VinculoConvenio,
)
from tramite.otros_plazos import (
    con_su_hecho,
    plazo_de_derivar,
    por_abrir,
    quien_lo_tenia,
    recurso_a_tiempo,
)
from tramite.posibles import actos_posibles
from tramite.pronostico import pronostico_de
from tramite.quejas import quien_debe
from tramite.silencio import efecto_del_silencio
from tramite.views.comun import expediente_de

EXPORTABLES = 20_000

COLUMNAS = [
    Columna("Número", "numero", 16),
    Columna("Presentado", "presentado_en", 18),
    Columna("Remitente", "remitente_nombre", 36),
    Columna("Tipo", "tipo_documento.nombre", 18),
    Columna("N.º del documento", "documento_numero", 28),
    Columna("Asunto", "asunto", 60),
    Columna("Folios", "folios", 8),
    Columna("Estado", "get_estado_display", 18),
    Columna("Vence", "vence_el", 12),
]


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def expedientes(request: OciRequest) -> HttpResponse:
    form = BuscarForm(request.GET, hoy=timezone.localdate())
    filas = Expediente.objects.visibles_para(request.user)
    exacto = form.numero_exacto()
    if exacto and not request.htmx and filas.filter(numero=exacto).exists():
        return redirect("tramite:expediente", exacto)
    if request.GET:
        elegidas = form.filtrar(filas, usuario=request.user).para_lista()
        hoja = paginar(elegidas, request.GET, orden=hojas.ORDEN)
    else:
        hoja = hojas.de_expedientes(request.user)
    contexto = {
        "form": form,
        "pagina": hoja,
        "quiso_decir": "" if hoja.filas else form.quiso_decir(filas),
    }
    return pagina(request, "tramite/expedientes.html", contexto, parcial="lista-expedientes")


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def exportar(request: OciRequest, formato: str) -> HttpResponseBase:
    form = BuscarForm(request.GET, hoy=timezone.localdate())
    visibles = Expediente.objects.visibles_para(request.user)
    filas = form.filtrar(visibles, usuario=request.user).order_by(*hojas.ORDEN)
    restringidos = filas.restringidos().values_list("pk", flat=True)[:EXPORTABLES]
    acciones.anotar_descarga(restringidos, por=request.user, ahora=timezone.now())
    filas = filas.para_lista()[:EXPORTABLES]
    leidas = filas if formato == "pdf" else filas.iterator(2000)
    return exportada(request, formato, leidas, COLUMNAS, "Expedientes", form.en_palabras())


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def expediente(request: OciRequest, numero: str) -> HttpResponse:
    fila = expediente_de(request, numero)
    if request.path != fila.get_absolute_url():
        return redirect(fila, permanent=True)
    pedida = request.GET.get("ver", "")
    ver = pedida if pedida in PESTANAS else HOJA
    movimientos = movimientos_de(fila, timezone.localdate(), todos=ver == HOJA)
    acciones.leer(movimientos, por=request.user, ahora=timezone.now())
    tapar(movimientos, request.user)
    contexto = {
        "e": fila,
        "ver": ver,
        "titular": next((m for m in movimientos if m.es_titular and m.esta_abierto), None),
        "actos": actos_posibles(fila, movimientos, request.user),
        **_alrededor(request, fila),
        **PESTANAS[ver](fila, movimientos, request.user),
    }
    return pagina(request, "tramite/expediente.html", contexto)


def _alrededor(request: OciRequest, fila: Expediente) -> dict[str, Any]:
    """What the sheet says of it beside its tabs; what it has not is not asked for."""
    return {
        "relaciones": _relaciones(request, fila),
        "recurso": _recurso(request, fila),
        **_convenios(request, fila),
        **_reserva(fila),
        "salidas": _salidas(request, fila),
        "correos": _correos(request, fila),
        "cargos": _cargos(request, fila),
        "codigos": getattr(fila, "codigos", None),
        "responde": _responde(fila),
        "decisiones": _decisiones(request, fila),
    }


def _relaciones(request: OciRequest, fila: Expediente) -> Iterable[Relacion]:
    """Most expedientes have none, and then this asks nothing."""
    if not getattr(fila, "tiene_relaciones", True):
        return ()
    return Relacion.objects.visibles_para(request.user).de(fila)


def _recurso(request: OciRequest, fila: Expediente) -> tuple[bool, Plazo] | None:
    """Whether what it challenges was challenged in time: asked of its tab alone."""
    if request.GET.get("ver") != "plazos" or not getattr(fila, "tiene_relaciones", True):
        return None
    return recurso_a_tiempo(fila, request.user)


def _decisiones(request: OciRequest, fila: Expediente) -> Iterable[DecisionDuplicado]:
    """What was said of its look-alikes: asked of its tab alone."""
    if request.GET.get("ver") != "documentos":
        return ()
    return DecisionDuplicado.objects.visibles_para(request.user).vigentes_de(fila)


def _convenios(request: OciRequest, fila: Expediente) -> dict[str, Any]:
    """Its agreements and the evidence taken from it; asks nothing when it has none."""
    if not getattr(fila, "tiene_convenios", True):
        return {}
    vinculos = VinculoConvenio.objects.visibles_para(request.user).vigentes()
    suyos = vinculos.filter(expediente=fila).select_related("convenio")
    tomadas = fila.evidencias.filter(
        evidencia__ocurrencia__compromiso__convenio__in=suyos.values("convenio")
    )
    return {
        "vinculos": suyos,
        "tomadas": tomadas.select_related("evidencia__ocurrencia__compromiso"),
    }


def _reserva(fila: Expediente) -> dict[str, Any]:
    """Its reserve and the posts named; an expediente of the whole office asks nothing."""
    if not fila.esta_restringido:
        return {}
    reserva = fila.reservas.vigentes().con_pedido().first()
    personas = {d.posicion.pk: d.personas for d in destinos(timezone.localdate())}
    vigentes = fila.lectores.filter(retirado_en=None).select_related("posicion")
    lectores = [
        (lector.posicion.nro_orden, personas.get(lector.posicion_id, "vacante"))
        for lector in vigentes.order_by("posicion__nro_orden")
    ]
    return {"reserva": reserva, "lectores": lectores}


def _salidas(request: OciRequest, fila: Expediente) -> Iterable[Salida]:
    """What the office writes or wrote about it; asks nothing when there is nothing."""
    if not getattr(fila, "tiene_salidas", True):
        return ()
    return Salida.objects.visibles_para(request.user).filter(expediente=fila).para_lista()


def _responde(fila: Expediente) -> str:
    """Who holds the post that answers for it; asks nothing when none was put in charge."""
    nro = getattr(fila, "responde", None)
    if not nro:
        return ""
    puestos = destinos(timezone.localdate())
    return next((d.personas for d in puestos if d.posicion.nro_orden == nro), "Cargo vacante")


def _cargos(request: OciRequest, fila: Expediente) -> Iterable[CargoSellado]:
    """The versions of its cargo, asked only of the few that have more than one."""
    if not getattr(fila, "tiene_cargos", True):
        return ()
    return CargoSellado.objects.visibles_para(request.user).del_expediente(fila)


def _correos(request: OciRequest, fila: Expediente) -> Iterable[CargoPorCorreo]:
    """To whom its cargo was mailed; asks nothing when it was not."""
    if not getattr(fila, "tiene_correos", True):
        return ()
    return CargoPorCorreo.objects.visibles_para(request.user).filter(expediente=fila)[:5]


def _hoja_de_ruta(
    fila: Expediente, movimientos: list[Movimiento], usuario: Usuario
) -> dict[str, Any]:
    actos = actos_de(fila)
    # What one act writes at one moment: the change of hands first, what was said of it after.
    return {
        "pasos": sorted(chain(movimientos, actos), key=attrgetter("en"))[::-1],
        "resultado": _ultimo(actos, Actuacion.Clase.ATENCION),
        "cierre": _ultimo(actos, Actuacion.Clase.CIERRE, Actuacion.Clase.ARCHIVO)
        if not fila.esta_abierto
        else None,
    }


def _ultimo(actos: list[Actuacion], *clases: str) -> Actuacion | None:
    """The last of those acts of one of those kinds."""
    return next((a for a in reversed(actos) if a.clase in clases), None)


def _documentos(
    fila: Expediente, movimientos: list[Movimiento], usuario: Usuario
) -> dict[str, Any]:
    documentos = list(fila.documentos.para_lista().prefetch_related("anexos__verificacion"))
    enlazar(documentos, usuario)
    copias = CopiaTachada.de(fila)
    return {
        "copias": copias,
        "indice": _indice(fila),
        "documentos": documentos,
        "tomos": tomos_de(documentos),
        "prestamo": fila.prestamos.pendientes().first(),
        "extravio": fila.extravios.pendientes().first(),
        "clasificacion": fila.clasificaciones.select_related("serie").first(),
    }


def _indice(fila: Expediente) -> dict[str, Any] | None:
    """The last sealed index and what changed since; None before the first closing."""
    if fila.esta_abierto and fila.estado != Estado.REABIERTO:
        return None
    sellado = fila.indices_sellados.select_related("archivo").first()
    if sellado is None:
        return None
    return {
        "sellado": sellado,
        "cambios": cambios_desde(sellado, contenido_al(fila, timezone.now())),
    }


def _plazos(fila: Expediente, movimientos: list[Movimiento], usuario: Usuario) -> dict[str, Any]:
    hoy = timezone.localdate()
    plazos = list(fila.plazos.select_related("documento__tipo", "movimiento__para"))
    derivar = plazo_de_derivar(fila)
    todos = [*plazos, *([derivar] if derivar else [])]
    tuvieron = quien_lo_tenia(fila, plazos, hoy)
    tiene = next((m for m in movimientos if m.es_titular and m.esta_abierto), None)
    puesto = tiene.para.nro_orden if tiene else ""
    return {
        "plazos": [
            (p, *dicho, tuvieron.get(p.pk, ""), quien_debe(p, fila))
            for p, *dicho in con_su_hecho(fila, todos)
        ],
        "por_abrir": por_abrir(fila, plazos, hoy),
        "sin_plazo": "" if plazos else por_que_no_hay(fila) or SIN_PLAZO,
        "pronostico": pronostico_de(fila, puesto, hoy),
        "relojes": relojes_de(fila, hoy),
        "silencio": efecto_del_silencio(fila),
    }


SIN_PLAZO = (
    "Este expediente no tiene plazo legal: lo da su procedimiento. También puede tener fechas "
    "internas en la hoja de ruta."
)
HOJA = "hoja-de-ruta"
PESTANAS: dict[str, Callable[[Expediente, list[Movimiento], Usuario], dict[str, Any]]] = {
    HOJA: _hoja_de_ruta,
    "documentos": _documentos,
    "plazos": _plazos,
}
