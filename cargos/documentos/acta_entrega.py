"""The acta of a handover: what changes hands and how each duty of the post stands that day."""

from datetime import datetime
from pathlib import Path

from cargos.cobertura import trimestre_de
from cargos.documentos.cumplimiento import estado_por_funcion
from cargos.models import EntregaCargo
from ocisys.base.contexto import es_demo
from ocisys.base.pdf import compilar

PLANTILLA = Path(__file__).parent / "acta_entrega.typ"


def acta_entrega_pdf(entrega: EntregaCargo, *, en: datetime, firmante: str = "") -> bytes:
    """The acta as the handover is now; `firmante` is the agent that will sign it, "" if none.

    The duties are those of the MOF in force on the last day, with their figure of the 90 days
    that end there.
    """
    designacion, dia = entrega.designacion, entrega.fecha_termino
    version = designacion.posicion.cargo.versiones.vigentes(dia).first()
    funciones = version.funciones.all() if version else []
    datos = entrega.como_acta() | {
        "ficticio": es_demo(),
        "firmante": firmante,
        "funciones": estado_por_funcion(funciones, trimestre_de(dia)),
    }
    return compilar(PLANTILLA, datos, en=en)
