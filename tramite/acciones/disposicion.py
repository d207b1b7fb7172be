"""After the central archive: kept for ever, proposed to the AGN, eliminated when it says so.

Nothing is deleted: to eliminate is to leave written that the AGN authorised it, with its document.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from cargos.models import Usuario, autoria
from cargos.permisos import Permiso
from ocisys.base.numeros import tomar_numero
from ocisys.base.reglas import ReglaIncumplida
from ocisys.base.sellado import sellar
from tramite.acciones.comun import actuar, bloquear, dia_de
from tramite.disposicion import retencion_cumplida_el
from tramite.estados import Estado, verificar
from tramite.folios import tomos_de
from tramite.models import (
    Actuacion,
    AutorizadoAgn,
    Clasificacion,
    Expediente,
    PropuestaEliminacion,
    PropuestoEliminar,
    RespuestaAgn,
    SerieDocumental,
)

SERIE = "eliminacion"
MAXIMO = 200
"""Expedientes in one proposal, or kept for ever in one act."""

NORMA = "Ley 25323 y DS 008-92-JUS"


@dataclass(frozen=True)
class Disponible:
    """A transferred expediente whose retention has ended, and what its series says of it."""

    expediente: Expediente
    clasificacion: Clasificacion
    cumplida_el: date

    @property
    def disposicion(self) -> str:
        return self.clasificacion.serie.disposicion


def disponibles(expedientes: Collection[Expediente], hoy: date) -> list[Disponible]:
    """Those of `expedientes` whose disposition may be applied on `hoy`; three queries."""
    claves = [e.pk for e in expedientes]
    ultimas = Clasificacion.objects.filter(expediente__in=claves).select_related("serie")
    clasificadas = {c.expediente_id: c for c in ultimas.order_by("pk")}
    cierres = cierres_de(claves)
    hallados = []
    for expediente in expedientes:
        clasificacion, cerrado = clasificadas.get(expediente.pk), cierres.get(expediente.pk)
        if clasificacion is None or cerrado is None:
            continue
        dia = retencion_cumplida_el(clasificacion.serie, cerrado)
        if dia is not None and dia <= hoy:
            hallados.append(Disponible(expediente, clasificacion, dia))
    return hallados


def cierres_de(claves: Collection[int]) -> dict[int, date]:
    """The day each expediente was filed for the last time."""
    actos = Actuacion.objects.filter(expediente__in=claves, clase=Actuacion.Clase.ARCHIVO)
    return {
        pk: timezone.localdate(en)
        for pk, en in actos.order_by("en", "pk").values_list("expediente", "en")
    }


@transaction.atomic
def conservar(
    expedientes: Sequence[Expediente], *, por: Usuario, ahora: datetime, nota: str = ""
) -> int:
    """Leave transferred expedientes as kept for ever, all or none; returns how many.

    Raises ReglaIncumplida naming the first whose series does not say so by a norm.
    """
    por = por.actuando_con(Permiso.EXPEDIENTE_ARCHIVAR)
    for disponible in _exigidos(expedientes, SerieDocumental.Disposicion.PERMANENTE, ahora):
        serie = disponible.clasificacion.serie
        actuar(
            disponible.expediente,
            Actuacion.Clase.CONSERVACION,
            a=Estado.PERMANENTE,
            texto=f"{serie}: {serie.norma}{f'. {nota}' if nota else ''}"[:1000],
            por=por,
            ahora=ahora,
        )
    return len(expedientes)


@transaction.atomic
def proponer_eliminacion(
    expedientes: Sequence[Expediente], *, por: Usuario, ahora: datetime, nota: str = ""
) -> PropuestaEliminacion:
    """Make the inventory that goes to the AGN, with its number; the expedientes do not change.

    Raises ReglaIncumplida naming the first that may not be proposed: its series has no norm that
    says so, its retention has not ended, or another proposal with it waits for the answer.
    """
    por = por.actuando_con(Permiso.EXPEDIENTE_ARCHIVAR)
    lineas = _exigidos(expedientes, SerieDocumental.Disposicion.ELIMINACION, ahora)
    _exigir_sin_propuesta([d.expediente for d in lineas])
    anio = dia_de(ahora).year
    propuesta = PropuestaEliminacion.objects.create(
        anio=anio, correlativo=tomar_numero(SERIE, anio), nota=nota, **autoria(por, ahora)
    )
    PropuestoEliminar.objects.bulk_create(
        PropuestoEliminar(
            propuesta=propuesta,
            orden=orden,
            expediente=d.expediente,
            clasificacion=d.clasificacion,
            retencion=d.clasificacion.serie.retencion[:500],
            cumplida_el=d.cumplida_el,
            folios=d.expediente.folios,
            tomos=len(tomos_de(d.expediente.documentos.order_by("orden"))),
        )
        for orden, d in enumerate(lineas, start=1)
    )
    return propuesta


def _exigidos(
    expedientes: Sequence[Expediente], disposicion: SerieDocumental.Disposicion, ahora: datetime
) -> list[Disponible]:
    """The expedientes, locked, if each may have that disposition today."""
    if not expedientes or len(expedientes) > MAXIMO:
        raise ReglaIncumplida(f"Elija de 1 a {MAXIMO} expedientes.")
    bloqueados = [bloquear(e) for e in sorted(expedientes, key=lambda e: e.pk)]
    destino = {
        SerieDocumental.Disposicion.PERMANENTE: Estado.PERMANENTE,
        SerieDocumental.Disposicion.ELIMINACION: Estado.ELIMINADO,
    }[disposicion]
    for expediente in bloqueados:
        verificar(expediente.estado, destino)
    hallados = {d.expediente.pk: d for d in disponibles(bloqueados, dia_de(ahora))}
    for expediente in bloqueados:
        hallado = hallados.get(expediente.pk)
        if hallado is None or hallado.disposicion != disposicion:
            raise ReglaIncumplida(
                f"El {expediente.numero} se conserva: su serie no tiene norma que fije esa "
                "disposición, o el plazo de retención no ha terminado.",
                norma=NORMA,
            )
    return [hallados[e.pk] for e in bloqueados]


def _exigir_sin_propuesta(expedientes: Sequence[Expediente]) -> None:
    abiertas = PropuestoEliminar.objects.filter(
        expediente__in=expedientes, propuesta__respuesta=None
    )
    if una := abiertas.select_related("propuesta", "expediente").first():
        raise ReglaIncumplida(
            f"El {una.expediente.numero} ya está en la {una.propuesta}, que espera al AGN."
        )


@transaction.atomic
def responder_agn(
    propuesta: PropuestaEliminacion,
    *,
    documento: str,
    documento_el: date,
    fichero: UploadedFile,
    autorizados: Collection[PropuestoEliminar],
    por: Usuario,
    ahora: datetime,
) -> RespuestaAgn:
    """Seal the document of the AGN and leave as eliminated only what it authorises.

    Without `autorizados` it refused; what it left out stays in the central archive and may be
    proposed again. Raises ReglaIncumplida when it was answered already, or the date is impossible.
    """
    por = por.actuando_con(Permiso.EXPEDIENTE_ARCHIVAR)
    propuesta = PropuestaEliminacion.objects.select_for_update(of=("self",)).get(pk=propuesta.pk)
    if RespuestaAgn.objects.filter(propuesta=propuesta).exists():
        raise ReglaIncumplida("Esa propuesta ya tiene la respuesta del AGN.")
    if not dia_de(propuesta.en) <= documento_el <= dia_de(ahora):
        raise ReglaIncumplida(
            f"La fecha del documento va de la propuesta ({dia_de(propuesta.en):%d/%m/%Y}) a hoy."
        )
    respuesta = RespuestaAgn.objects.create(
        propuesta=propuesta,
        documento=documento,
        documento_el=documento_el,
        archivo=sellar(fichero, por=por),
        **autoria(por, ahora),
    )
    for linea in propuesta.lineas.filter(pk__in=[a.pk for a in autorizados]).order_by("orden"):
        AutorizadoAgn.objects.create(respuesta=respuesta, linea=linea)
        expediente = bloquear(linea.expediente)
        verificar(expediente.estado, Estado.ELIMINADO)
        actuar(
            expediente,
            Actuacion.Clase.ELIMINACION,
            a=Estado.ELIMINADO,
            texto=f"{respuesta}; {propuesta}, línea {linea.orden}. Su registro se conserva.",
            por=por,
            ahora=ahora,
        )
    return respuesta
