"""An invented signed PDF, uploaded and read, for whoever wants to try recording one."""

import typst
from django.core.files.base import ContentFile

from cargos.models import Usuario
from convenios.acciones.firmado import leer_firmado
from convenios.models import Lectura

PAPEL = """
#set page(width: 21cm, height: 29.7cm, margin: 2.5cm)
#set text(lang: "es", size: 11pt)
CONVENIO ESPECÍFICO DE COOPERACIÓN INTERINSTITUCIONAL \\
DOCUMENTO FICTICIO DE LA DEMOSTRACIÓN

Conste por el presente documento el convenio que celebran, de una parte, el Ministerio y, de la
otra, la Agencia Boreal de Cooperación.

CLÁUSULA PRIMERA: DEL OBJETO \\
Prevenir la violencia contra la mujer en tres regiones.

CLÁUSULA SEGUNDA: OBLIGACIONES DE LAS PARTES \\
2.1 El Ministerio presentará un informe técnico cada trimestre, por tres años. \\
2.2 La Agencia desembolsará USD 90,000.00 en tres cuotas anuales.
#pagebreak()
CLÁUSULA TERCERA: DE LA VIGENCIA \\
Tres años desde su suscripción.

CLÁUSULA CUARTA: LIBRE ADHESIÓN Y SEPARACIÓN \\
Cualquiera de las partes puede separarse con aviso de treinta días.

Suscrito en Lima, a los 15 días del mes de setiembre del año 2026.
"""


def papel_por_registrar(por: Usuario) -> Lectura:
    """Leave that PDF read and waiting in the account of `por`."""
    contenido = typst.compile(PAPEL.encode(), format="pdf")
    archivo = ContentFile(contenido, name="convenio-ficticio-firmado.pdf")
    return leer_firmado(archivo, por=por)
