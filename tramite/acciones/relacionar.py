"""Expedientes that have to do with one another: linked, or joined into one."""

from datetime import datetime

from django.db import IntegrityError, transaction

from cargos.models import Usuario, autoria
from cargos.permisos import Permiso
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.comun import actuar, anotar, bloquear, cerrar
from tramite.acciones.plazos import dejar_sin_efecto
from tramite.estados import ABIERTOS, Estado, Resultado, exigir, exigir_no_anulado, verificar
from tramite.models import Actuacion, Expediente, Movimiento, Relacion
from tramite.models.plazo import RECURRIR


def relacionar(
    expediente: Expediente,
    con: Expediente,
    *,
    tipo: str,
    por: Usuario,
    ahora: datetime,
    nota: str = "",
) -> Relacion:
    """Link two expedientes.

    Raises ReglaIncumplida if they are the same, already linked so, or one is annulled.
    """
    for fila in (expediente, con):
        comprobar_relacionar(fila, por=por)
    if expediente.pk == con.pk:
        raise ReglaIncumplida("Un expediente no se relaciona consigo mismo.")
    try:
        with transaction.atomic():
            relacion = Relacion.objects.create(
                expediente=expediente, con=con, tipo=tipo, nota=nota, **autoria(por, ahora)
            )
    except IntegrityError as error:
        raise ReglaIncumplida("Esos expedientes ya están relacionados así.") from error
    if tipo == Relacion.Tipo.IMPUGNA:  # the party used its days, late or not
        corre = con.plazos.abiertos().filter(regla=RECURRIR)
        prueba = f"Impugnación: {_como_se_dice(expediente)}"
        corre.update(cumplido_en=expediente.presentado_en, prueba=prueba)
    return relacion


def _como_se_dice(expediente: Expediente) -> str:
    """How another expediente names it: one that not everybody may see, without its number."""
    return "un expediente restringido" if expediente.esta_restringido else f"el {expediente.numero}"


def comprobar_relacionar(
    expediente: Expediente, actual: Movimiento | None = None, *, por: Usuario
) -> None:
    """Raise TransicionInvalida if it is annulled; anything else may be linked."""
    exigir_no_anulado(expediente.estado)


@transaction.atomic
def acumular(
    expediente: Expediente,
    principal: Expediente,
    *,
    resolucion: str,
    por: Usuario,
    ahora: datetime,
    version: int | None = None,
) -> Relacion:
    """Join `expediente` to `principal` by the document that orders it (TUO LPAG art. 149).

    Its deadlines stop and it leaves every tray; from then on only the principal moves. Raises
    ReglaIncumplida when either is not open or they are the same.
    """
    # Always in the order of their keys, so that two acumulaciones at once cannot wait in a ring.
    primero, segundo = sorted((expediente, principal), key=lambda e: e.pk)
    bloqueados = {e.pk: e for e in (bloquear(primero), bloquear(segundo))}
    expediente, principal = bloqueados[expediente.pk], bloqueados[principal.pk]
    if version is not None:
        expediente = bloquear(expediente, version=version)
    exigir(principal.estado, ABIERTOS)
    por = por.actuando_con(Permiso.EXPEDIENTE_ANULAR)
    relacion = relacionar(
        expediente,
        principal,
        tipo=Relacion.Tipo.ACUMULADO,
        nota=resolucion[:400],
        por=por,
        ahora=ahora,
    )
    comprobar_acumular(expediente, por=por)
    for movimiento in expediente.movimientos.abiertos():
        cerrar(movimiento, Resultado.CERRADO, por=por, ahora=ahora)
    dejar_sin_efecto(expediente, por_que=f"Acumulado al {principal.numero}", ahora=ahora)
    actuar(
        expediente,
        Actuacion.Clase.ACUMULACION,
        a=Estado.ACUMULADO,
        texto=f"Al expediente {principal.numero}, por {resolucion}"[:1000],
        por=por,
        ahora=ahora,
        principal=principal.numero,
    )
    fojas = f"{expediente.folios} foja{'' if expediente.folios == 1 else 's'}"
    anotar(
        principal,
        Actuacion.Clase.AGREGACION,
        f"Se agrega {_como_se_dice(expediente)}, de {fojas}, que conserva su foliación "
        "(TUO LPAG art. 152.2).",
        por=por,
        ahora=ahora,
        fojas=expediente.folios,
    )
    return relacion


def comprobar_acumular(
    expediente: Expediente, actual: Movimiento | None = None, *, por: Usuario
) -> None:
    """Raise TransicionInvalida if it is closed, or joined to another one already."""
    verificar(expediente.estado, Estado.ACUMULADO)
