"""The data behind the PDF of an outgoing document; it is drawn by documentos/emitido.typ."""

from datetime import date, datetime
from pathlib import Path

import pypdfium2
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from cargos.models import CargoVersion, Designacion, Posicion
from ocisys.base import qr
from ocisys.base.contexto import es_demo
from ocisys.base.nombres import nombres_oficiales
from ocisys.base.pdf import compilar
from tramite.models import Salida
from tramite.parrafos import parrafos

PLANTILLA = Path(__file__).parent / "documentos" / "emitido.typ"


def salida_pdf(salida: Salida, *, en: datetime, firma: Designacion | None = None) -> bytes:
    """The PDF as it stands: a draft says so; with number, CVD and `firma` it is the original."""
    dia = timezone.localdate(en)
    posicion = firma.posicion if firma else salida.firmante
    datos = {
        "ficticio": es_demo(),
        "diseno": salida.plantilla.diseno,
        "nombres": nombres_oficiales(dia),
        "tipo": salida.tipo.nombre,
        "numero": salida.numero,
        "borrador": not salida.cvd,
        "lugar_fecha": f"{_lugar()}, {fecha_en_letras(dia)}",
        "destinatario": salida.destinatario,
        "destinatario_cargo": salida.destinatario_cargo,
        "asunto": salida.asunto,
        "referencia": referencia(salida),
        "parrafos": [{"clase": p.clase, "renglones": p.renglones} for p in parrafos(salida.cuerpo)],
        "firmante": firma.persona.nombre_completo if firma else "",
        "firmante_cargo": _cargo_que_firma(posicion, firma, dia),
        "pie": " · ".join(
            t for t in (f"Expediente {salida.expediente.numero}", salida.cvd_legible) if t
        ),
        **_verificacion(salida),
    }
    return compilar(PLANTILLA, datos, en=en)


def _verificacion(salida: Salida) -> dict[str, str]:
    if not salida.cvd:
        return {}
    pagina = settings.OCISYS_URL.rstrip("/") + reverse("publico:verificar")
    return {
        "qr": qr.svg(f"{pagina}?cvd={salida.cvd}").decode(),
        "qr_texto": pagina,
        "cvd": salida.cvd_legible,
    }


def paginas_de(pdf: bytes) -> int:
    """How many pages the PDF has: the folios of a document that is born electronic."""
    documento = pypdfium2.PdfDocument(pdf)
    try:
        return len(documento)
    finally:
        documento.close()


def referencia(salida: Salida) -> str:
    """What is answered: the paper that came and the expediente."""
    e = salida.expediente
    papel = f"{e.tipo_documento} N.º {e.documento_numero}" if e.documento_numero else ""
    return ". ".join(p for p in (papel, f"Expediente {e.numero}") if p)


def fecha_en_letras(dia: date) -> str:
    """`22 de noviembre de 2026`."""
    return str(date_format(dia, r"j \d\e F \d\e Y"))


def _cargo_que_firma(posicion: Posicion, firma: Designacion | None, dia: date) -> str:
    version = CargoVersion.objects.vigentes(dia).filter(cargo=posicion.cargo).first()
    denominacion = version.denominacion if version else f"Cargo {posicion}"
    if firma is None or firma.es_titular:
        return denominacion
    return f"{denominacion} (e)"


def _lugar() -> str:
    """The city, which is the code of its sede («lima»): its name says the building."""
    return settings.OCISYS_SEDE.replace("-", " ").title()
