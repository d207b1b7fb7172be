"""What a sealed file says: read by the queue, searchable, and never a reason to refuse it."""

import io

import pytest

from ocisys.base import lectura
from ocisys.base.busqueda import consulta
from ocisys.base.derivados import encargar, hacer_derivados
from ocisys.base.models import Archivo, Derivado
from ocisys.base.reconocer import seguridad_de, tesseract
from ocisys.base.sellado import sellar
from tests import fabrica_ficheros as ficheros

ESCANEADO = "ASUNTO: Solicita opinion\nsobre donaciones"

con_tesseract = pytest.mark.skipif(
    not tesseract(), reason="esta máquina no tiene tesseract con español"
)


def leido(contenido: bytes, nombre: str) -> Archivo:
    archivo = sellar(contenido, nombre=nombre, por=None)
    hacer_derivados.call(archivo=archivo.pk)
    return archivo


def encontrados(palabras: str) -> list[int]:
    filas = Derivado.objects.filter(busqueda=consulta(palabras))
    return list(filas.values_list("archivo", flat=True))


def test_el_texto_de_un_pdf_se_encuentra_sin_tildes_y_por_su_raiz(db: None) -> None:
    archivo = leido(ficheros.pdf("Informe sobre las donaciones", "de Áncash"), "informe.pdf")

    assert encontrados("donación ancash") == [archivo.pk]
    assert encontrados("convenio") == []


def test_de_cada_archivo_queda_su_primera_pagina_pequena(db: None) -> None:
    archivo = leido(ficheros.pdf("Hola"), "hola.pdf")

    imagen = archivo.derivados.get(clase=Derivado.Clase.MINIATURA).imagen
    assert bytes(imagen).startswith(b"\x89PNG")
    assert len(imagen) < 20_000


def test_los_mismos_bytes_no_se_leen_dos_veces(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    contenido = ficheros.pdf("Una sola lectura")
    leido(contenido, "uno.pdf")
    primero = Derivado.objects.get(clase=Derivado.Clase.TEXTO)
    Derivado.objects.filter(pk=primero.pk).update(texto="lo leído antes")

    otro = leido(contenido, "otro.pdf")

    assert otro.derivados.get(clase=Derivado.Clase.TEXTO).texto == "lo leído antes"


@pytest.mark.parametrize(
    ("contenido", "nombre", "dice"),
    [
        (ficheros.PDF, "roto.pdf", "está dañado"),
        (ficheros.PNG, "rota.png", "está dañado"),
        (ficheros.docx(), "informe.docx", "no se lee"),
    ],
)
def test_lo_que_no_se_puede_leer_dice_por_que_y_queda(
    db: None, contenido: bytes, nombre: str, dice: str
) -> None:
    archivo = leido(contenido, nombre)

    derivado = archivo.derivados.get()
    assert (derivado.texto, dice in derivado.hecho_con) == ("", True)


def test_un_pdf_con_contrasena_lo_dice(db: None) -> None:
    assert lectura.leer(io.BytesIO(CIFRADO), "application/pdf").hecho_con.endswith("contraseña")


def test_un_texto_de_ochenta_mil_palabras_distintas_cabe_en_el_indice(db: None) -> None:
    palabras = " ".join(f"palabra{n}" for n in range(80_000))

    archivo = leido(palabras.encode(), "largo.txt")

    assert len(archivo.derivados.get().texto) == lectura.LARGO_TEXTO
    assert encontrados("palabra7") == [archivo.pk]


def test_una_imagen_descomunal_no_se_abre(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lectura, "PIXELES", 100)

    with pytest.raises(lectura.Ilegible, match="demasiado grande"):
        lectura.abrir_imagen(io.BytesIO(ficheros.foto(ancho=20)))
    assert lectura.miniatura(io.BytesIO(ficheros.foto(ancho=20)), "image/jpeg") is None


@con_tesseract
@pytest.mark.lento
def test_un_escaneo_se_lee_con_sus_letras(db: None) -> None:
    archivo = leido(ficheros.foto(ESCANEADO), "foto.jpg")

    assert encontrados("donaciones opinión") == [archivo.pk]
    hecho_con = archivo.derivados.get(clase=Derivado.Clase.TEXTO).hecho_con
    assert "tesseract" in hecho_con
    assert 50 <= (seguridad_de(hecho_con) or 0) <= 100


def test_lo_que_trae_su_propio_texto_no_tiene_que_reconocerse(db: None) -> None:
    archivo = leido(ficheros.pdf("Un oficio hecho en la máquina se lee entero"), "a.pdf")

    hecho_con = archivo.derivados.get(clase=Derivado.Clase.TEXTO).hecho_con
    assert seguridad_de(hecho_con) is None


def test_sellar_no_espera_a_que_se_lea(db: None) -> None:
    archivo = sellar(ficheros.pdf("Espera en la cola"), nombre="a.pdf", por=None)

    encargar(archivo)

    assert not archivo.derivados.exists()


# The smallest PDF with a password to open it, by hand (RC4 of 40 bits).
CIFRADO = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj\n"
    b"4 0 obj<</Filter/Standard/V 1/R 2/Length 40/P -4"
    b"/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>endobj\n"
    b"trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>\n%%EOF\n"
)
