"""Bytes of each kind of file, small and real enough to be recognised."""

import io
import re
import zipfile

import pypdfium2
import typst
from docx import Document
from openpyxl import Workbook
from PIL import Image, ImageDraw, ImageFont
from zxingcpp import BarcodeFormat, create_barcode

PDF = (
    b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x01\x00H\x00H\x00\x00\xff\xd9"
TIFF = b"II*\x00\x08\x00\x00\x00" + b"\x00" * 40
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + b"\x00" * 200
ELF = b"\x7fELF\x02\x01\x01" + b"\x00" * 200


def docx(texto: str = "Informe") -> bytes:
    salida = io.BytesIO()
    documento = Document()
    documento.add_paragraph(texto)
    documento.save(salida)
    return salida.getvalue()


def xlsx() -> bytes:
    salida = io.BytesIO()
    Workbook().save(salida)
    return salida.getvalue()


def zip_con(**miembros: bytes) -> bytes:
    """A ZIP; `__` in a name stands for `/` and `_` for a dot (`word__document_xml`)."""
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w") as paquete:
        for nombre, contenido in miembros.items():
            paquete.writestr(nombre.replace("__", "/").replace("_", "."), contenido)
    return salida.getvalue()


def ole(*corrientes: str) -> bytes:
    """The beginning and the stream names of an Office file of before 2007."""
    nombres = b"".join(c.encode("utf-16-le").ljust(128, b"\x00") for c in corrientes)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + nombres


def pdf(*paginas: str) -> bytes:
    """A PDF with letters, one text for each page (one empty page without any)."""
    hojas = "\n#pagebreak()\n".join(f'#"{p}"' for p in paginas or ("",))
    fuente = f"#set page(width: 10cm, height: 14cm)\n{hojas}"
    return typst.compile(fuente.encode(), format="pdf")


def texto_de_pdf(contenido: bytes) -> str:
    """What a person reads in it, with the spaces and ends of line as one space."""
    documento = pypdfium2.PdfDocument(contenido)
    paginas = [hoja.get_textpage().get_text_range() for hoja in documento]
    return re.sub(r"\s+", " ", " ".join(paginas))


def foto(texto: str = "", *, formato: str = "JPEG", ancho: int = 900, giro: int = 0) -> bytes:
    """A picture with big letters; `giro` is written as EXIF orientation, as telephones do."""
    hoja = Image.new("L", (ancho, ancho * 4 // 3), 255)
    letra = ImageFont.load_default(ancho // 18)
    ImageDraw.Draw(hoja).multiline_text((ancho // 20, ancho // 5), texto, fill=0, font=letra)
    exif = Image.Exif()
    if giro:
        exif[0x0112] = giro
    salida = io.BytesIO()
    hoja.save(salida, formato, dpi=(150, 150), exif=exif)
    return salida.getvalue()


def hoja(*codigos: str, formato: BarcodeFormat = BarcodeFormat.QRCode) -> Image.Image:
    """An A4 sheet scanned at 100 dpi with those codes stuck on it, one under another."""
    pagina = Image.new("L", (827, 1169), 255)
    for n, codigo in enumerate(codigos):
        dibujo = Image.fromarray(create_barcode(codigo, formato).to_image(scale=3))
        pagina.paste(dibujo, (60, 60 + n * 300))
    return pagina


def pila(*hojas: Image.Image) -> bytes:
    """A PDF as the copier makes it, one picture for each page."""
    salida = io.BytesIO()
    hojas[0].save(salida, "PDF", save_all=True, append_images=hojas[1:], resolution=100)
    return salida.getvalue()
