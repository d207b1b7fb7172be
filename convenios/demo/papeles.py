"""An invented signed paper for each invented agreement that was signed; real ones have none."""

import json

import typst
from django.core.files.base import ContentFile

from cargos.models import Usuario
from convenios.acciones.convenio import agregar_documento
from convenios.models import Convenio, Documento

PAPEL = """
#set page(width: 21cm, height: 29.7cm, margin: 2.5cm)
#set text(lang: "es", size: 11pt)
#let dato(clave) = sys.inputs.at(clave)
DOCUMENTO FICTICIO DE LA DEMOSTRACIÓN

#dato("denominacion")

Conste por el presente documento el convenio que celebran, de una parte, el Ministerio y, de la
otra, #dato("contraparte").

#for c in json(bytes(dato("clausulas"))) [
  *#c.numero* #c.texto

]
Suscrito en Lima, el #dato("fecha").
"""


def papel_firmado(convenio: Convenio, por: Usuario) -> None:
    """Seal it, as a person would do before the agreement enters into execution; it says what was
    copied of it, and each clause opens it at its page."""
    if not convenio.es_ficticio or convenio.fecha_suscripcion is None:
        return
    suya = convenio.partes.filter(lado="contraparte").select_related("organizacion").first()
    datos = {
        "denominacion": convenio.denominacion,
        "contraparte": str(suya or ""),
        "clausulas": json.dumps(list(convenio.clausulas.values("numero", "texto"))),
        "fecha": f"{convenio.fecha_suscripcion:%d/%m/%Y}",
    }
    contenido = typst.compile(PAPEL.encode(), format="pdf", sys_inputs=datos)
    archivo = ContentFile(contenido, name=f"{convenio.codigo.lower()}-ficticio.pdf")
    documento = agregar_documento(
        convenio,
        archivo=archivo,
        por=por,
        clase=Documento.Clase.FIRMADO,
        descripcion="Convenio firmado (ficticio)",
    )
    convenio.clausulas.update(documento=documento, pagina=1)
