"""The route sheet of whoever delivers by hand, with one cargo to be signed for each document."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from ocisys.base import qr
from ocisys.base.contexto import es_demo
from ocisys.base.pdf import compilar
from tramite.emitidos import fecha_en_letras
from tramite.etiquetas import Etiqueta
from tramite.models import Salida
from tramite.papeles import momento

PLANTILLA = Path(__file__).parent / "documentos" / "reparto.typ"
ROTULOS = PLANTILLA.with_name("rotulos.typ")
MAXIMO = 100
"""Documents of one round."""


def hoja_de_reparto_pdf(salidas: Iterable[Salida], *, en: datetime) -> bytes:
    """The sheet and its cargos; the QR is the label of the document, so a scan finds its place."""
    datos = {
        "ficticio": es_demo(),
        "fecha": f"{fecha_en_letras(timezone.localdate(en))}, {momento(en)[-5:]} h",
        "pie": "Hoja de reparto",
        "filas": [_fila(s) for s in salidas],
    }
    return compilar(PLANTILLA, datos, en=en)


def rotulos_pdf(salidas: Iterable[Salida], *, en: datetime) -> bytes:
    """A label for the envelope of each one, ten on a sheet."""
    datos = {"ficticio": es_demo(), "filas": [_fila(s) for s in salidas]}
    return compilar(ROTULOS, datos, en=en)


def _fila(salida: Salida) -> dict[str, Any]:
    documento = salida.documento
    codigo = Etiqueta(salida.expediente.numero, documento.orden if documento else 1).codigo
    quien = (salida.destinatario, salida.destinatario_cargo)
    return {
        "documento": str(salida),
        "expediente": salida.expediente.numero,
        "destinatario": ", ".join(p for p in quien if p),
        "direccion": salida.direccion,
        "folios": documento.folios if documento else 1,
        "codigo": codigo,
        "qr": qr.svg(codigo).decode(),
    }
