"""The acta of an absence: all that the substitute takes charge of (TUO LPAG art. 148.4)."""

from datetime import datetime
from pathlib import Path

from django.utils import timezone

from cargos import pendientes
from cargos.models import Designacion, Usuario
from ocisys.base.contexto import es_demo
from ocisys.base.pdf import compilar

PLANTILLA = Path(__file__).parent / "acta_encargo.typ"


def acta_encargo_pdf(designacion: Designacion, *, por: Usuario, en: datetime) -> bytes:
    """What is open in the post at that moment, for an encargo or a suplencia to be signed.

    Of what `por` may not know it says only that there is something.
    """
    dia = timezone.localdate(en)
    posicion = designacion.posicion
    version = posicion.cargo.versiones.vigentes(dia).first()
    titular = Designacion.objects.titulares().vigentes(designacion.desde).filter(posicion=posicion)
    quien = titular.select_related("persona").first()
    datos = {
        "ficticio": es_demo(),
        "pie": f"Acta de encargo del cargo {posicion.nro_orden}",
        "cargo": f"{posicion.nro_orden} {version.denominacion if version else ''}".strip(),
        "titular": quien.persona.nombre_completo if quien else "Cargo vacante",
        "encargado": designacion.persona.nombre_completo,
        "modalidad": designacion.get_modalidad_display().lower(),
        "desde": f"{designacion.desde:%d/%m/%Y}",
        "hasta": f"{designacion.hasta:%d/%m/%Y}" if designacion.hasta else "Sin fecha",
        "documento": designacion.documento_inicio or "—",
        "emitida": f"{timezone.localtime(en):%d/%m/%Y %H:%M}",
        "items": [
            {"clase": a.clase.capitalize(), "descripcion": a.descripcion}
            for a in pendientes.para(por, pendientes.abiertos(designacion))
        ],
    }
    return compilar(PLANTILLA, datos, en=en)
