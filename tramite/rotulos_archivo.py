"""The inventory that goes to the AGN; the drawing is in documentos/eliminacion.typ."""

from collections.abc import Iterable
from typing import Any

from ocisys.base.contexto import es_demo
from ocisys.base.pdf import compilar
from tramite.models import PropuestaEliminacion, PropuestoEliminar
from tramite.rotulos import DOCUMENTOS, momento


def eliminacion_pdf(propuesta: PropuestaEliminacion, lineas: Iterable[PropuestoEliminar]) -> bytes:
    """The inventory of a proposal of elimination, with the lines given."""
    renglones: list[dict[str, Any]] = [
        {
            "orden": linea.orden,
            "numero": linea.expediente.numero,
            "serie": linea.clasificacion.serie.nombre,
            "asunto": linea.expediente.asunto[:200],
            "desde": f"{linea.expediente.presentado_el:%d/%m/%Y}",
            "cumplida": f"{linea.cumplida_el:%d/%m/%Y}",
            "retencion": linea.retencion,
            "folios": linea.folios,
            "tomos": linea.tomos,
        }
        for linea in lineas
    ]
    datos = {
        "ficticio": es_demo(),
        "pie": str(propuesta),
        "titulo": str(propuesta),
        "fecha": momento(propuesta.en),
        "nota": propuesta.nota,
        "folios": sum(linea["folios"] for linea in renglones),
        "propone": str(propuesta.por),
        "calidad": propuesta.calidad,
        "lineas": renglones,
    }
    return compilar(DOCUMENTOS / "eliminacion.typ", datos, en=propuesta.en)
