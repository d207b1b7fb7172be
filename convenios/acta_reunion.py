"""The acta of a meeting: its agenda, who attended, what the Sector said and what was agreed."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from convenios.models import Reunion
from ocisys.base.contexto import es_demo
from ocisys.base.pdf import compilar

PLANTILLA = Path(__file__).parent / "documentos" / "acta_reunion.typ"


def acta_pdf(reunion: Reunion, *, en: datetime, sellada: bool = False) -> bytes:
    """The acta as of that moment; until it is sealed it says that it is a draft."""
    return compilar(PLANTILLA, como_acta(reunion, en=en, sellada=sellada), en=en)


def como_acta(reunion: Reunion, *, en: datetime, sellada: bool) -> dict[str, Any]:
    """What the template prints."""
    personas = list(reunion.participantes.select_related("organizacion", "posicion"))
    return {
        "ficticio": es_demo(),
        "pie": f"Acta de {reunion.codigo}",
        "sellada": sellada,
        "codigo": reunion.codigo,
        "titulo": reunion.titulo,
        "espacio": reunion.espacio.nombre if reunion.espacio else "",
        "organizacion": str(reunion.organizacion or ""),
        "fecha": f"{reunion.fecha:%d/%m/%Y} {reunion.horas}".strip(),
        "lugar": " · ".join(t for t in (reunion.get_modalidad_display(), reunion.lugar) if t),
        "convoca": reunion.convoca,
        "agenda": reunion.agenda,
        "personas": [
            {
                "nombre": p.nombre,
                "de_donde": p.de_donde,
                "rol": p.rol,
                "asistio": {True: "Asistió", False: "No asistió", None: "Sin anotar"}[p.asistio],
            }
            for p in personas
        ],
        "acuerdos": [
            {
                "numero": str(a.numero),
                "texto": a.texto,
                "quien": f"Cargo {a.posicion}" if a.posicion else a.externo,
                "plazo": f"{a.plazo:%d/%m/%Y}",
            }
            for a in reunion.acuerdos.select_related("posicion")
        ],
        "intervencion": reunion.intervencion,
        "firmas": [{"nombre": p.nombre, "de_donde": p.de_donde} for p in personas if p.asistio],
        "emitida": f"{timezone.localtime(en):%d/%m/%Y %H:%M}",
    }
