"""The end of a case, and the way back."""

from datetime import datetime

from django.db import transaction

from cargos.models import Usuario, autoria
from cargos.permisos import Perfil, Permiso
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.comun import (
    actuar,
    bloquear,
    cerrar,
    en_calidad,
    es_suyo,
    exigir_poder,
    titular,
)
from tramite.estados import (
    CERRABLES,
    POR_ATENDER,
    Estado,
    Resultado,
    TipoMovimiento,
    exigir,
    verificar,
)
from tramite.models import Actuacion, Expediente, Movimiento


@transaction.atomic
def archivar(
    expediente: Expediente,
    *,
    texto: str,
    por: Usuario,
    ahora: datetime,
    version: int | None = None,
) -> Actuacion:
    """Close and file an answered expediente; `texto` says where or why.

    Whoever has it may, and the secretaría, which keeps the archive (MOF 071-01). Raises
    ReglaIncumplida while there is no answer, or when it is in other hands.
    """
    expediente = bloquear(expediente, version=version)
    actual = titular(expediente)
    comprobar_archivar(expediente, actual, por=por)
    if actual is not None and es_suyo(actual, por):
        por = en_calidad(por, actual)
    else:  # the archive is the secretaría's (MOF 071-01)
        por = por.actuando_con(Permiso.EXPEDIENTE_REGISTRAR)
    for movimiento in expediente.movimientos.abiertos().de_trabajo():
        cerrar(movimiento, Resultado.CERRADO, por=por, ahora=ahora)
    return actuar(
        expediente, Actuacion.Clase.ARCHIVO, a=Estado.ARCHIVADO, texto=texto, por=por, ahora=ahora
    )


def comprobar_archivar(expediente: Expediente, actual: Movimiento | None, *, por: Usuario) -> None:
    """Raise ReglaIncumplida, saying why, unless `por` may close and file the expediente."""
    if expediente.estado in POR_ATENDER and expediente.estado != Estado.OBSERVADO:
        raise ReglaIncumplida("Antes de archivarlo hay que atenderlo: diga qué se respondió.")
    exigir(expediente.estado, CERRABLES)
    verificar(Estado.CERRADO, Estado.ARCHIVADO)
    if Perfil.SECRETARIA not in por.perfiles:
        exigir_poder(actual, por=por)


@transaction.atomic
def reabrir(
    expediente: Expediente,
    *,
    motivo: str,
    por: Usuario,
    ahora: datetime,
    version: int | None = None,
) -> Actuacion:
    """Bring a filed expediente back to the desk of `por`, saying why; its number is the same.

    Raises ReglaIncumplida when it is neither closed nor filed, or `por` holds no post.
    """
    expediente = bloquear(expediente, version=version)
    comprobar_reabrir(expediente, None, por=por)
    por = por.actuando_con(Permiso.EXPEDIENTE_REGISTRAR)
    quien = autoria(por, ahora)
    Movimiento.objects.create(
        expediente=expediente,
        tipo=TipoMovimiento.ORIGINAL,
        para=quien["por_posicion"],
        texto=motivo,
        folios=expediente.folios,
        recibido_en=ahora,
        recibido_por=por,
        **quien,
    )
    return actuar(
        expediente,
        Actuacion.Clase.REAPERTURA,
        a=Estado.REABIERTO,
        texto=motivo,
        por=por,
        ahora=ahora,
    )


def comprobar_reabrir(expediente: Expediente, actual: Movimiento | None, *, por: Usuario) -> None:
    """Raise ReglaIncumplida, saying why, unless `por` may bring it back to the own desk."""
    verificar(expediente.estado, Estado.REABIERTO)
    if por.designacion_principal is None:
        raise ReglaIncumplida("Para reabrirlo hay que tener un cargo en la oficina.")
