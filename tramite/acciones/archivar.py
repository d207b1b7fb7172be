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
from tramite.acciones.indice import encargar_indice
from tramite.estados import (
    CERRABLES,
    POR_ATENDER,
    Estado,
    Resultado,
    TipoMovimiento,
    exigir,
    verificar,
)
from tramite.models import Actuacion, Clasificacion, Expediente, Movimiento, SerieDocumental


@transaction.atomic
def archivar(
    expediente: Expediente,
    *,
    texto: str,
    por: Usuario,
    ahora: datetime,
    serie: SerieDocumental | None = None,
    contados: int | None = None,
    version: int | None = None,
) -> Actuacion:
    """Close and file an answered expediente; `texto` says where or why, `serie` classifies it.

    `contados`: the folios that somebody counted in the folder, if it was done.

    Whoever has it may, and whoever keeps the archive: the secretaría (MOF 071-01), the archivo.
    Its índice digital is sealed by the queue. Raises ReglaIncumplida while there is no answer, or
    when it is in other hands.
    """
    expediente = bloquear(expediente, version=version)
    actual = titular(expediente)
    comprobar_archivar(expediente, actual, por=por)
    estaba_cerrado = expediente.estado == Estado.CERRADO
    por = _dejar_de_tener(expediente, actual, por=por, ahora=ahora)
    dicho = texto if contados is None else f"{texto[:960]} (folios contados: {contados})"
    acto = actuar(
        expediente, Actuacion.Clase.ARCHIVO, a=Estado.ARCHIVADO, texto=dicho, por=por, ahora=ahora
    )
    if serie is not None:
        Clasificacion.objects.create(
            expediente=expediente, serie=serie, ubicacion=texto[:160], **autoria(por, ahora)
        )
    if not estaba_cerrado:
        encargar_indice(acto)
    return acto


@transaction.atomic
def cerrar_caso(
    expediente: Expediente,
    *,
    texto: str,
    por: Usuario,
    ahora: datetime,
    version: int | None = None,
) -> Actuacion:
    """Close an answered case and leave its papers for the archive, which says where they go.

    Raises ReglaIncumplida while there is no answer, or when it is in other hands.
    """
    expediente = bloquear(expediente, version=version)
    exigir(expediente.estado, CERRABLES)
    actual = titular(expediente)
    comprobar_archivar(expediente, actual, por=por)
    por = _dejar_de_tener(expediente, actual, por=por, ahora=ahora)
    acto = actuar(
        expediente, Actuacion.Clase.CIERRE, a=Estado.CERRADO, texto=texto, por=por, ahora=ahora
    )
    encargar_indice(acto)
    return acto


def _dejar_de_tener(
    expediente: Expediente, actual: Movimiento | None, *, por: Usuario, ahora: datetime
) -> Usuario:
    """Close what is open of it; returns `por` in the capacity in which it does so."""
    if actual is not None and es_suyo(actual, por):
        por = en_calidad(por, actual)
    else:  # the archive is the secretaría's (MOF 071-01), or the archivo's
        por = por.actuando_con(Permiso.EXPEDIENTE_ARCHIVAR)
    for movimiento in expediente.movimientos.abiertos().de_trabajo():
        cerrar(movimiento, Resultado.CERRADO, por=por, ahora=ahora)
    return por


def comprobar_archivar(expediente: Expediente, actual: Movimiento | None, *, por: Usuario) -> None:
    """Raise ReglaIncumplida, saying why, unless `por` may close and file the expediente."""
    if expediente.estado in POR_ATENDER and expediente.estado != Estado.OBSERVADO:
        raise ReglaIncumplida("Antes de archivarlo hay que atenderlo: diga qué se respondió.")
    exigir(expediente.estado, CERRABLES | {Estado.CERRADO})
    verificar(Estado.CERRADO, Estado.ARCHIVADO)
    if not {Perfil.SECRETARIA, Perfil.ARCHIVO} & por.perfiles and (
        expediente.estado != Estado.CERRADO or not por.puede(Permiso.EXPEDIENTE_ARCHIVAR)
    ):
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
