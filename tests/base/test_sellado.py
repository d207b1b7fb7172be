"""Sealed bytes: what comes in is kept as it came, and nothing that a browser would run goes out."""

import hashlib
import os
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.db import transaction
from django.db.utils import InternalError

from ocisys.base import almacen, sellado
from ocisys.base.models import Archivo, Derivado
from ocisys.base.reglas import ReglaIncumplida
from ocisys.base.sellado import ArchivoRechazado, nombre_visible, sellar, servir, validar_archivo
from tests import fabrica
from tests import fabrica_ficheros as bytes_de


@pytest.fixture(autouse=True)
def carpeta(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def rosa(db):
    return fabrica.usuario()


def en_disco(carpeta: Path) -> list[Path]:
    return sorted(p for p in carpeta.rglob("*") if p.is_file())


def leer(archivo: Archivo) -> bytes:
    with archivo.fichero.storage.open(archivo.fichero.name) as abierto:
        return abierto.read()


@pytest.fixture
def abrir():
    """`servir`, with the file closed at the end as the server does."""
    respuestas = []

    def servir_y_apuntar(*args, **kwargs):
        respuestas.append(servir(*args, **kwargs))
        return respuestas[-1]

    yield servir_y_apuntar
    for respuesta in respuestas:
        respuesta.close()


def test_se_guardan_los_mismos_bytes_y_su_huella(rosa, carpeta):
    archivo = sellar(bytes_de.PDF, nombre="Oficio 12.pdf", por=rosa)

    huella = hashlib.sha256(bytes_de.PDF).hexdigest()
    assert (archivo.sha256, archivo.tamanio) == (huella, len(bytes_de.PDF))
    assert (archivo.tipo_mime, archivo.nombre_original) == ("application/pdf", "Oficio 12.pdf")
    assert archivo.sellado_por == rosa
    assert en_disco(carpeta) == [carpeta / huella[:2] / huella[2:4] / huella]
    assert leer(archivo) == bytes_de.PDF


def test_una_subida_grande_en_disco_se_sella_igual(rosa, carpeta):
    subida = TemporaryUploadedFile("Anexo.pdf", "application/pdf", 0, None)
    contenido = bytes_de.PDF + b"x" * 3_000_000
    subida.write(contenido)
    subida.size = len(contenido)
    assert sellar(subida, por=rosa).sha256 == hashlib.sha256(contenido).hexdigest()


def test_los_mismos_bytes_dos_veces_son_dos_registros_y_un_fichero(rosa, carpeta):
    primero = sellar(bytes_de.PDF, nombre="a.pdf", por=rosa)
    segundo = sellar(bytes_de.PDF, nombre="b.pdf", por=rosa)
    assert primero.pk != segundo.pk
    assert primero.fichero.name == segundo.fichero.name
    assert len(en_disco(carpeta)) == 1


def test_sellar_otra_vez_repara_una_copia_danada(rosa, carpeta):
    archivo = sellar(bytes_de.PDF, nombre="a.pdf", por=rosa)
    Path(archivo.fichero.path).write_bytes(b"roto")
    assert leer(sellar(bytes_de.PDF, nombre="a.pdf", por=rosa)) == bytes_de.PDF


def test_un_archivo_sellado_no_se_cambia_ni_se_borra(rosa):
    archivo = sellar(bytes_de.PDF, nombre="a.pdf", por=rosa)
    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        Archivo.objects.update(nombre_original="otro.pdf")
    with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
        Archivo.objects.all()._raw_delete("default")
    with pytest.raises(PermissionError):
        archivo.fichero.storage.delete(archivo.fichero.name)


@pytest.mark.parametrize(
    ("contenido", "nombre", "tipo"),
    [
        (bytes_de.PDF, "a.pdf", "application/pdf"),
        (b"\xef\xbb\xbf" + bytes_de.PDF, "a.PDF", "application/pdf"),
        (bytes_de.PNG, "a.png", "image/png"),
        (bytes_de.JPEG, "a.jpeg", "image/jpeg"),
        (bytes_de.TIFF, "a.tif", "image/tiff"),
        (
            bytes_de.docx(),
            "a.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            bytes_de.xlsx(),
            "a.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (
            bytes_de.zip_con(mimetype=b"application/vnd.oasis.opendocument.text"),
            "a.odt",
            "application/vnd.oasis.opendocument.text",
        ),
        (bytes_de.ole("Root Entry", "WordDocument"), "a.doc", "application/msword"),
        (bytes_de.ole("Workbook"), "a.xls", "application/vnd.ms-excel"),
        ("Señores:\n\tadjunto".encode(), "a.txt", "text/plain; charset=utf-8"),
        ("Señores:".encode("cp1252"), "a.txt", "text/plain; charset=windows-1252"),
        (b"a;b\r\n1;2\r\n", "a.csv", "text/csv; charset=utf-8"),
        (b"<html><script>alert(1)</script>", "a.txt", "text/plain; charset=utf-8"),
        (bytes_de.PDF, "sin extension", "application/pdf"),
    ],
)
def test_se_recibe_por_lo_que_es(db, contenido, nombre, tipo):
    assert sellar(contenido, nombre=nombre, por=None).tipo_mime == tipo


@pytest.mark.parametrize(
    ("contenido", "nombre", "frase"),
    [
        (b"", "vacio.pdf", "está vacío"),
        (bytes_de.EXE, "oficio.pdf", "es un programa ejecutable"),
        (bytes_de.ELF, "oficio.pdf", "es un programa ejecutable"),
        (bytes_de.EXE + bytes_de.PDF, "oficio.pdf", "es un programa ejecutable"),
        (b"hola", "oficio.pdf", r"dice ser \.pdf pero su contenido es \.txt"),
        (b"<html><script>", "pagina.html", r"dice ser \.html pero su contenido es \.txt"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg", r"dice ser \.svg"),
        (b"#!/bin/sh\nrm -rf /", "oficio.sh", r"dice ser \.sh"),
        (bytes_de.PDF, "oficio.docx", r"dice ser \.docx pero su contenido es \.pdf"),
        (bytes_de.PDF, "oficio.pdf.exe", r"dice ser \.exe pero su contenido es \.pdf"),
        (bytes_de.zip_con(dentro_txt=b"x"), "todo.zip", "un archivo comprimido"),
        (b"PK\x03\x04roto", "a.docx", "comprimido dañado"),
        (
            bytes_de.zip_con(word__document_xml=b"x", word__vbaProject_bin=b"x"),
            "a.docx",
            "un documento con macros",
        ),
        (bytes_de.ole("WordDocument", "_VBA_PROJECT"), "a.doc", "un documento con macros"),
        (bytes_de.ole("EncryptedPackage"), "a.docx", "cifrado con contraseña"),
        (bytes_de.ole("VisioDocument"), "a.vsd", "no se reconoce"),
        (os.urandom(64) + b"\x00\x01", "a.bin", "tipo que no se recibe"),
        (b"GIF89a" + b"\x00" * 20, "a.gif", "no se recibe .image/gif"),
    ],
)
def test_lo_que_no_se_recibe_se_dice_y_no_deja_nada(db, carpeta, contenido, nombre, frase):
    with pytest.raises(ArchivoRechazado, match=frase):
        sellar(contenido, nombre=nombre, por=None)
    assert not Archivo.objects.exists()
    assert en_disco(carpeta) == []


def test_hay_un_tamanio_maximo(db, settings):
    settings.OCISYS_MAX_ARCHIVO_MB = 1
    with pytest.raises(ArchivoRechazado, match=r"pesa 1\.0 MB y el límite es 1 MB"):
        sellar(bytes_de.PDF + b"x" * 1024 * 1024, nombre="a.pdf", por=None)


def test_en_un_formulario_el_rechazo_es_un_error_del_campo():
    with pytest.raises(ValidationError, match="programa ejecutable"):
        validar_archivo(SimpleUploadedFile("oficio.pdf", bytes_de.EXE))
    validar_archivo(SimpleUploadedFile("oficio.pdf", bytes_de.PDF))


@pytest.mark.parametrize(
    ("nombre", "visible"),
    [
        ("Oficio N° 12 – año.pdf", "Oficio N° 12 – año.pdf"),
        ("📄 oficio.pdf", "📄 oficio.pdf"),
        ("../../etc/passwd", "../../etc/passwd"),
        ("C:\\temp\\oficio.pdf", "C:\\temp\\oficio.pdf"),
        ("ofi\x00cio\r\n.pdf", "oficio.pdf"),
        ("oficio\u202efdp.exe", "oficiofdp.exe"),
        ("", "documento"),
        ("   \x00", "documento"),
        ("n\u0303o.pdf", "ño.pdf"),
    ],
)
def test_el_nombre_se_muestra_como_vino_salvo_lo_que_engania(nombre, visible):
    assert nombre_visible(nombre) == visible


def test_un_nombre_larguisimo_se_corta_y_conserva_su_extension():
    corto = nombre_visible("á" * 10_000 + ".pdf")
    assert len(corto) == 255
    assert corto.endswith("á.pdf")


def test_un_nombre_con_ruta_no_sale_de_la_carpeta(db, carpeta):
    archivo = sellar(bytes_de.PDF, nombre="../../../fuera.pdf", por=None)
    assert archivo.nombre_original == "../../../fuera.pdf"
    assert en_disco(carpeta) == [Path(archivo.fichero.path)]
    assert not (carpeta.parent / "fuera.pdf").exists()


def test_un_pdf_se_ve_en_el_navegador_y_no_ejecuta_nada(db, abrir):
    respuesta = abrir(sellar(bytes_de.PDF, nombre="Oficio N° 1.pdf", por=None))
    assert b"".join(respuesta.streaming_content) == bytes_de.PDF
    assert respuesta["Content-Type"] == "application/pdf"
    assert respuesta["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in respuesta["Content-Security-Policy"]
    assert "script-src" not in respuesta["Content-Security-Policy"]
    assert respuesta["Content-Disposition"].startswith("inline; filename*=utf-8''Oficio%20N")
    assert "private" in respuesta["Cache-Control"]


def test_un_texto_se_sirve_en_una_caja_de_arena(db, abrir):
    respuesta = abrir(sellar(b"<script>alert(1)</script>", nombre="a.txt", por=None))
    assert respuesta["Content-Type"] == "text/plain; charset=utf-8"
    assert respuesta["Content-Security-Policy"].endswith("sandbox")


def test_lo_que_el_navegador_no_muestra_se_descarga(db, abrir):
    assert abrir(sellar(bytes_de.docx(), nombre="a.docx", por=None))["Content-Disposition"] == (
        'attachment; filename="a.docx"'
    )
    pdf = sellar(bytes_de.PDF, nombre="a.pdf", por=None)
    assert abrir(pdf, descarga=True)["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("nombre", "descarga"),
    [
        ("../../x.pdf", "_.._x.pdf"),
        ('a"b\\c.pdf', "a_b_c.pdf"),
        ("sin extension", "sin extension.pdf"),
        ("...", ".pdf"),
    ],
)
def test_el_nombre_de_descarga_lo_acepta_cualquier_disco(db, nombre, descarga):
    assert sellado.nombre_de_descarga(sellar(bytes_de.PDF, nombre=nombre, por=None)) == descarga


def test_si_faltan_los_bytes_se_dice_en_vez_de_fallar(db):
    archivo = sellar(bytes_de.PDF, nombre="a.pdf", por=None)
    Path(archivo.fichero.path).unlink()
    with pytest.raises(ReglaIncumplida, match="no están en el almacén"):
        servir(archivo)


def test_si_la_transaccion_falla_solo_quedan_bytes_sueltos(db, carpeta):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert sellar(bytes_de.PDF, nombre="a.pdf", por=None).tamanio / 0
    assert not Archivo.objects.exists()
    assert len(en_disco(carpeta)) == 1


def test_si_el_disco_falla_a_medio_escribir_no_queda_medio_fichero(db, carpeta, monkeypatch):
    def disco_lleno(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(almacen.os, "fsync", disco_lleno)
    with pytest.raises(OSError, match="No space left"):
        sellar(bytes_de.PDF, nombre="a.pdf", por=None)
    assert en_disco(carpeta) == []


def test_los_ficheros_son_solo_del_programa(db, carpeta):
    ruta = Path(sellar(bytes_de.PDF, nombre="a.pdf", por=None).fichero.path)
    assert ruta.stat().st_mode & 0o777 == 0o600
    assert ruta.parent.stat().st_mode & 0o777 == 0o700


def test_el_texto_derivado_vive_aparte_y_se_puede_rehacer(db):
    archivo = sellar(bytes_de.PDF, nombre="a.pdf", por=None)
    derivado = Derivado.objects.create(
        archivo=archivo, clase=Derivado.Clase.TEXTO, texto="con \x00 nulo", hecho_con="prueba"
    )
    derivado.texto = "rehecho"
    derivado.save()
    assert archivo.derivados.get().texto == "rehecho"
