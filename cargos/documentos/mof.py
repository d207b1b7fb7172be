"""The MOF as PDF and as a drawing, from its stored text; the DOCX is `mof_docx`."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from cargos.manual import manual_de
from cargos.models import DocumentoGestion
from cargos.mof.documento import Manual
from cargos.organigrama import Dibujo, Nodo, dibujar
from ocisys.base import pdf

PLANTILLA = Path(__file__).resolve().parent / "mof.typ"
SIN_INICIO = "sin fecha de inicio conocida"


def mof_en_pdf(documento: DocumentoGestion) -> bytes:
    """The whole document, PDF/A-2a and PDF/UA-1, laid out as the official one."""
    datos = _datos(manual_de(documento)) | {"pie": procedencia(documento)}
    return pdf.compilar(PLANTILLA, datos, en=documento.cargado_en)


def organigrama_en_png(manual: Manual) -> bytes:
    """The drawing alone, for a Word document."""
    return pdf.imagen(PLANTILLA, _datos(manual) | {"solo_dibujo": True}, puntos_por_pulgada=220)


def organigrama_de(manual: Manual) -> Dibujo:
    """Boxes and lines from «depende de»: the source has only the heading of its organigrama."""
    superiores = manual.superiores()
    nodos: dict[str, Nodo] = {}
    for ficha in manual.cargos:
        jefe = superiores.get(ficha.nro_cap, ficha.depende_de)
        if ficha.nro_cap not in superiores:
            nodos.setdefault(jefe, Nodo(jefe, None, jefe, clase="autoridad"))
        linea = f"{ficha.nro_cap} · {ficha.clasificado}"
        nodos[ficha.nro_cap] = Nodo(ficha.nro_cap, jefe, ficha.denominacion, (linea,))
    return dibujar(nodos.values())


def descripcion_del_organigrama(manual: Manual) -> str:
    """What the drawing says, for whoever does not see it."""
    lineas = (
        f"{c.nro_cap} {c.denominacion} depende de {c.depende_de.rstrip('.')}."
        for c in manual.cargos
    )
    return " ".join(["Organigrama de cargos.", *lineas])


def procedencia(documento: DocumentoGestion) -> str:
    """Version, validity and source of the text, for the foot of every page."""
    inicio = f"rige desde el {documento.desde:%d/%m/%Y}" if documento.desde else SIN_INICIO
    fin = f" hasta el {documento.hasta:%d/%m/%Y}" if documento.hasta else ""
    norma = f"Aprobado por {documento.norma.corta}. " if documento.norma else ""
    return f"Versión {documento.version} del MOF, {inicio}{fin}. {norma}{documento.nota_fuente}"


def _datos(manual: Manual) -> dict[str, Any]:
    return {
        "manual": asdict(manual),
        "dibujo": asdict(organigrama_de(manual)),
        "organigrama": descripcion_del_organigrama(manual),
        "solo_dibujo": False,
    }
