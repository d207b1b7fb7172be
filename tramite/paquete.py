"""The evidence pack of an expediente: everything it has, in a ZIP that is read without us.

`indice.json` lists every file with its SHA-256; its detached signature, and a page that opens by
itself in any browser, come beside it. A file whose bytes are lost is said, never left out.
"""

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import IO, Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify

from cargos.models import Usuario
from ocisys.base.contexto import OFICINA, es_demo
from ocisys.base.firma.agente import firma_suelta
from ocisys.base.firma.certificado import Certificado
from tramite.intercambio import expediente_en_datos
from tramite.models import Anexo, Documento, Expediente
from tramite.papeles import hoja_de_ruta_pdf

ESTILO = settings.RAIZ / "static" / "ocisys" / "css" / "paquete.css"
TROZO = 1024 * 1024
MANIFIESTO, FIRMA, LECTOR, HOJA = "indice.json", "indice.json.p7s", "leer.html", "hoja-de-ruta.pdf"


@dataclass(frozen=True)
class Pieza:
    """One file of the pack, as the index lists it."""

    ruta: str
    titulo: str
    sha256: str
    tamanio: int
    falta: bool = False

    def datos(self) -> dict[str, Any]:
        return {
            "ruta": self.ruta,
            "titulo": self.titulo,
            "sha256": self.sha256,
            "tamanio": self.tamanio,
            "falta": self.falta,
        }


def hacer_paquete(
    expediente: Expediente,
    *,
    enlace: str,
    certificado: Certificado | None,
    por: Usuario,
    en: datetime,
) -> IO[bytes]:
    """An open temporary file with the ZIP, at its start; the caller closes it.

    It says what `por` may read. `certificado` signs the index; without one the pack says so.
    """
    salida = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    try:
        with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as paquete:
            _llenar(paquete, expediente, enlace=enlace, certificado=certificado, por=por, en=en)
    except BaseException:
        salida.close()
        raise
    salida.seek(0)
    return salida


def _llenar(
    paquete: zipfile.ZipFile,
    expediente: Expediente,
    *,
    enlace: str,
    certificado: Certificado | None,
    por: Usuario,
    en: datetime,
) -> None:
    """Files first, then the index that lists them, its signature and the page that reads it."""
    indice = _indice(paquete, expediente, enlace=enlace, por=por, en=en)
    indice["firmado_por"] = certificado.titular if certificado else ""
    texto = json.dumps(indice, ensure_ascii=False, indent=2).encode()
    paquete.writestr(MANIFIESTO, texto)
    if certificado is not None:
        paquete.writestr(FIRMA, firma_suelta(texto, certificado))
    huella = hashlib.sha256(texto).hexdigest()
    contexto = {"i": indice, "e": expediente, "hecho": en, "huella": huella}
    paquete.writestr(LECTOR, render_to_string("tramite/paquete.html", contexto))
    paquete.write(ESTILO, "leer.css")


def _indice(
    paquete: zipfile.ZipFile, expediente: Expediente, *, enlace: str, por: Usuario, en: datetime
) -> dict[str, Any]:
    """Write the files in the pack, and tell what was written."""
    hoja = hoja_de_ruta_pdf(expediente, enlace=enlace, en=en, por=por)
    paquete.writestr(HOJA, hoja)
    pieza = Pieza(HOJA, "Hoja de ruta", hashlib.sha256(hoja).hexdigest(), len(hoja))
    return {
        "formato": "ocisys/paquete/1",
        "hecho": timezone.localtime(en).isoformat(timespec="seconds"),
        "oficina": OFICINA,
        "ficticio": es_demo(),
        "expediente": expediente_en_datos(expediente),
        "hoja_de_ruta": pieza.datos(),
        "documentos": list(_documentos(paquete, expediente)),
        "pasos": [_paso(a) for a in expediente.actuaciones.para_hoja_de_ruta()],
    }


def _documentos(paquete: zipfile.ZipFile, expediente: Expediente) -> Iterator[dict[str, Any]]:
    for d in expediente.documentos.para_lista():
        piezas = [_meter(paquete, d, n, a) for n, a in enumerate(d.anexos.all(), 1)]
        yield {
            "orden": d.orden,
            "sentido": d.get_sentido_display(),
            "documento": str(d),
            "asunto": d.asunto,
            "fecha": f"{d.fecha:%Y-%m-%d}" if d.fecha else None,
            "agregado": timezone.localtime(d.en).isoformat(timespec="seconds"),
            "folios": [d.folio_desde, d.folio_hasta],
            "archivos": [p.datos() for p in piezas],
        }


def _meter(paquete: zipfile.ZipFile, documento: Documento, n: int, anexo: Anexo) -> Pieza:
    """Copy the sealed bytes in pieces; the index keeps the hash of when they were sealed."""
    archivo = anexo.archivo
    nombre = PurePosixPath(archivo.nombre_original)
    raiz = slugify(nombre.stem)[:60] or "archivo"
    ruta = f"archivos/{documento.orden:03d}-{n}-{raiz}{nombre.suffix.lower()[:8]}"
    try:
        with archivo.fichero.open("rb") as origen, paquete.open(ruta, "w") as destino:
            while trozo := origen.read(TROZO):
                destino.write(trozo)
    except FileNotFoundError:
        return Pieza(ruta, anexo.titulo, archivo.sha256, archivo.tamanio, falta=True)
    return Pieza(ruta, anexo.titulo, archivo.sha256, archivo.tamanio)


def _paso(acto: Any) -> dict[str, str]:
    return {
        "en": timezone.localtime(acto.en).isoformat(timespec="minutes"),
        "que": acto.get_clase_display(),
        "quien": f"{acto.por} ({acto.calidad})",
        "texto": acto.texto,
    }
