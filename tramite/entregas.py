"""What a designación leaves open in trámite when it ends (TUO LPAG art. 148.4)."""

from django.db import transaction
from django.utils import timezone

from cargos import pendientes
from cargos.models import Designacion, Usuario, autoria
from cargos.pendientes import Asunto
from cargos.permisos import Permiso
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.comun import bloquear, cerrar, guardar, nombrar_lectores
from tramite.estados import Resultado, TipoMovimiento
from tramite.models import Expediente, Movimiento

CLASE = "expediente"


def expedientes_de(designacion: Designacion) -> list[Asunto]:
    """Every expediente in the hands of that post."""
    filas = Movimiento.objects.abiertos().titulares().filter(para=designacion.posicion)
    return [
        Asunto(CLASE, m.expediente.numero, _descripcion(m), m.expediente.get_absolute_url())
        for m in filas.select_related("expediente").order_by("en")
    ]


def _descripcion(movimiento: Movimiento) -> str:
    """What the acta says of one: enough to know what is received, nothing of what is reserved."""
    fila = movimiento.expediente
    vence = f", vence el {movimiento.vence:%d/%m/%Y}" if movimiento.vence else ""
    que = "restringido" if fila.esta_restringido else fila.asunto
    return f"{fila.numero}, {fila.get_estado_display().lower()}{vence}: {que}"[:300]


@transaction.atomic
def entregar(numero: str, de: Designacion, a: Usuario, por: Usuario) -> None:
    """Pass one expediente to the post of `a`, with a row in its hoja de ruta.

    Nothing moves when `a` holds the same post: the tray is of the post. Raises ReglaIncumplida if
    the receiver holds none.
    """
    destino = a.designacion_principal
    if destino is None:
        raise ReglaIncumplida("Quien recibe los expedientes no tiene un cargo en la oficina.")
    if de.posicion_id in {d.posicion_id for d in a.designaciones_hoy}:
        return
    ahora = timezone.now()
    expediente = bloquear(Expediente.objects.get(numero=numero))
    filas = expediente.movimientos.abiertos().titulares().filter(para=de.posicion)
    for movimiento in filas:
        cerrar(movimiento, Resultado.REASIGNADO, por=por, ahora=ahora)
        Movimiento.objects.create(
            expediente=expediente,
            tipo=TipoMovimiento.ORIGINAL,
            para=destino.posicion,
            anterior=movimiento,
            texto="Entrega de cargo",
            vence=movimiento.vence,
            folios=expediente.folios,
            recibido_en=ahora,
            recibido_por=a,
            **autoria(por, ahora),
        )
    guardar(expediente)
    if expediente.esta_restringido:
        nombrar_lectores(expediente, [destino.posicion], por=por, ahora=ahora)


def declarar() -> None:
    """Called once by `TramiteConfig.ready`."""
    pendientes.registrar(
        CLASE,
        listar=expedientes_de,
        transferir=entregar,
        legibles=pendientes.de(Expediente, "numero", Permiso.EXPEDIENTE_VER),
    )
