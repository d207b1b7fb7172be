"""Templates that the office edits in Word: they come back as they went, and nothing else comes."""

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from cargos.models import Usuario
from tests import fabrica_salidas
from tramite.models import Plantilla
from tramite.word import WordRechazado, a_word, de_word

Como = Callable[[Usuario], Client]
TEXTO = "# I. Antecedentes\n\nCon {{ documento }}, de {{ remitente }}.\n\n- Uno\n- Dos\n\nAdiós."


def en_bytes(word: object) -> bytes:
    salida = io.BytesIO()
    word.save(salida)  # type: ignore[attr-defined]
    return salida.getvalue()


def test_lo_que_va_a_word_vuelve_igual() -> None:
    assert de_word(a_word("Prueba", TEXTO)) == TEXTO


def test_cada_plantilla_del_producto_vuelve_igual(db: None) -> None:
    fabrica_salidas.plantilla()
    for plantilla in Plantilla.objects.all():
        assert de_word(a_word(plantilla.nombre, plantilla.cuerpo)) == plantilla.cuerpo


def con_tabla() -> bytes:
    word = docx.Document()
    word.add_table(1, 1)
    return en_bytes(word)


def bomba() -> bytes:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as paquete:
        paquete.writestr("word/document.xml", b"0" * (31 * 1024 * 1024))
    return salida.getvalue()


@pytest.mark.parametrize(
    "contenido", [b"", b"hola", con_tabla(), bomba(), a_word("x", "x")[:900]], ids=str
)
def test_lo_que_no_es_una_plantilla_se_rechaza(contenido: bytes) -> None:
    with pytest.raises(WordRechazado):
        de_word(contenido)


def test_la_jefatura_la_edita_en_word_y_una_recarga_no_la_pisa(
    jefatura: Usuario, como: Como
) -> None:
    fabrica_salidas.plantilla()
    navegador, url = como(jefatura), "/tramite/plantillas/oficio-respuesta/"
    word = docx.Document(io.BytesIO(navegador.get(f"{url[:-1]}.docx").content))
    word.add_paragraph("Dicho por {{ destinatario }}.")
    fichero = SimpleUploadedFile("oficio.docx", en_bytes(word))

    navegador.post(f"{url}subir/", {"fichero": fichero})
    call_command("cargar_tramite", verbosity=0)

    plantilla = Plantilla.objects.get(codigo="oficio-respuesta")
    assert plantilla.cuerpo.endswith("Dicho por {{ destinatario }}.")
    assert plantilla.nombre in navegador.get("/tramite/plantillas/").text


def test_un_campo_que_no_existe_se_dice_y_nada_cambia(jefatura: Usuario, como: Como) -> None:
    antes = fabrica_salidas.plantilla().cuerpo
    fichero = SimpleUploadedFile("oficio.docx", a_word("x", "Hola {{ dni }}."))
    respuesta = como(jefatura).post(
        "/tramite/plantillas/oficio-respuesta/subir/", {"fichero": fichero}
    )
    assert respuesta.status_code == 422
    assert "«dni», que no existe" in respuesta.text
    assert fabrica_salidas.plantilla().cuerpo == antes
