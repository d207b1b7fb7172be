"""Proposing a new international agreement, and what became of the proposal."""

from datetime import date

from django.db import transaction

from cargos.models import Usuario, atribuir, autoria
from cargos.permisos import Permiso
from convenios.models import (
    Convenio,
    EstadoAcuerdo,
    InstrumentoInternacional,
    PasoAcuerdo,
    PropuestaAcuerdo,
)
from convenios.models.propuesta_acuerdo import TRANSICIONES_ACUERDO
from ocisys.base.numeros import tomar_codigo
from ocisys.base.reglas import ReglaIncumplida

SERIE = "propuesta_acuerdo"
E = EstadoAcuerdo


@transaction.atomic
def registrar_propuesta(
    propuesta: PropuestaAcuerdo, *, por: Usuario, hoy: date
) -> PropuestaAcuerdo:
    """Give the next code of the year to an idea."""
    atribuir(propuesta, por)
    propuesta.registrada_el = hoy
    propuesta.codigo = tomar_codigo("PAI", SERIE, hoy.year)
    propuesta.save(force_insert=True)
    PasoAcuerdo.objects.create(propuesta=propuesta, a=E.IDEA, fecha=hoy, **autoria(por))
    return propuesta


@transaction.atomic
def corregir_propuesta(propuesta: PropuestaAcuerdo) -> PropuestaAcuerdo:
    """Save another text of an idea. Raises `ReglaIncumplida` once it was sustained."""
    actual = PropuestaAcuerdo.objects.select_for_update(of=("self",)).get(pk=propuesta.pk)
    if actual.estado != E.IDEA:
        raise ReglaIncumplida("Ya fue sustentada: para cambiar su texto, devuélvala a idea.")
    propuesta.save()
    return propuesta


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
    fila = PropuestaAcuerdo.objects.select_for_update(of=("self",)).get(pk=propuesta.pk)
    de, hacia = E(fila.estado), E(a)
    if hacia not in TRANSICIONES_ACUERDO[de]:
        raise ReglaIncumplida(f"De «{de.label}» no se pasa a «{hacia.label}».")
    if hacia == E.ACEPTADA:
        fila.convenio, fila.instrumento = convenio, instrumento
    _exigir(fila, hacia, por=por, nota=nota, documento=documento)
    fila.estado = hacia
    fila.save(update_fields=["estado", "convenio", "instrumento"])
    return PasoAcuerdo.objects.create(
        propuesta=fila,
        de=de,
        a=hacia,
        fecha=fecha,
        nota=nota.strip(),
        documento=documento.strip(),
        **autoria(por),
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
