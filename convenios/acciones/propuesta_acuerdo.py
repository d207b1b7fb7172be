"""Proposing a new international agreement, and what became of the proposal."""

from datetime import date

from django.db import transaction

from cargos.models import Usuario
from cargos.permisos import Permiso
from convenios.acciones import pasos
from convenios.models import (
    Convenio,
    EstadoAcuerdo,
    InstrumentoInternacional,
    PasoAcuerdo,
    PropuestaAcuerdo,
)
from convenios.models.propuesta_acuerdo import TRANSICIONES_ACUERDO
from ocisys.base.reglas import ReglaIncumplida

SERIE = "propuesta_acuerdo"
E = EstadoAcuerdo


@transaction.atomic
def registrar_propuesta(
    propuesta: PropuestaAcuerdo, *, por: Usuario, hoy: date
) -> PropuestaAcuerdo:
    """Give the next code of the year to an idea."""
    return pasos.registrar(propuesta, siglas="PAI", serie=SERIE, por=por, hoy=hoy)


@transaction.atomic
def corregir_propuesta(propuesta: PropuestaAcuerdo) -> PropuestaAcuerdo:
    """Save another text of an idea. Raises `ReglaIncumplida` once it was sustained."""
    ya = "Ya fue sustentada: para cambiar su texto, devuélvala a idea."
    return pasos.corregir(propuesta, mientras=E.IDEA, si_no=ya)


@transaction.atomic
def mover_propuesta(
    propuesta: PropuestaAcuerdo,
    *,
    a: str,
    fecha: date,
    por: Usuario,
    nota: str = "",
    documento: str = "",
    convenio: Convenio | None = None,
    instrumento: InstrumentoInternacional | None = None,
) -> PasoAcuerdo:
    """Pass a proposal to another state. Raises `ReglaIncumplida` if it cannot follow, or without
    what that state asks for (`_exigir`)."""
    fila, hacia = pasos.bloquear(propuesta), E(a)
    pasos.verificar(TRANSICIONES_ACUERDO, E(fila.estado), hacia)
    if hacia == E.ACEPTADA:
        fila.convenio, fila.instrumento = convenio, instrumento
    _exigir(fila, hacia, por=por, nota=nota, documento=documento)
    return pasos.pasar(
        fila,
        hacia,
        fecha=fecha,
        por=por,
        nota=nota,
        documento=documento,
        cambia=["convenio", "instrumento"],
    )


def _exigir(
    fila: PropuestaAcuerdo, a: EstadoAcuerdo, *, por: Usuario, nota: str, documento: str
) -> None:
    """What each state asks for: its analysis, the head and a document, a result, a reason."""
    if a == E.SUSTENTADA and not fila.compatibilidad.strip():
        raise ReglaIncumplida("Falta el análisis de compatibilidad: escríbalo antes de sustentar.")
    if a == E.ELEVADA and not por.puede(Permiso.INTERNACIONAL_APROBAR):
        raise ReglaIncumplida("La eleva la Jefatura.")
    if a == E.ELEVADA and not documento.strip():
        raise ReglaIncumplida("Diga con qué documento se eleva.")
    if a == E.ACEPTADA and (fila.convenio is None) == (fila.instrumento is None):
        raise ReglaIncumplida("Diga en qué convenio o en qué instrumento acabó, uno solo.")
    if a == E.ARCHIVADA and not nota.strip():
        raise ReglaIncumplida("Diga por qué se archiva: servirá para la próxima propuesta.")
