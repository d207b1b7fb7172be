"""Bad input, through the addresses: a clear sentence, nothing lost, never a 500."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cargos.models import Usuario
from tests import fabrica_ficheros as bytes_de
from tests import fabrica_tramite as fabrica
from tramite import acciones
from tramite.models import Anexo, Expediente

Como = Callable[[Usuario], Client]
NO_SE_RECIBE = [
    ("vacio.pdf", b"", "está vacío (0 bytes)"),
    ("virus.pdf", bytes_de.EXE, "un programa ejecutable"),
    ("linux.pdf", bytes_de.ELF, "un programa ejecutable"),
    ("enorme.pdf", bytes_de.PDF + b"0" * 1_100_000, "el límite es 1 MB"),
    ("carta.docx", bytes_de.PDF, "dice ser .docx"),
    ("paquete.zip", bytes_de.zip_con(a_txt=b"x"), "un archivo comprimido"),
]


@pytest.fixture(autouse=True)
def _almacen(settings: object, tmp_path: Path) -> None:
    """Sealed files of a test live and die with it; the limit is one that a test can reach."""
    sellados = settings.STORAGES["sellados"] | {"OPTIONS": {"location": tmp_path}}  # type: ignore[attr-defined]
    settings.STORAGES = settings.STORAGES | {"sellados": sellados}  # type: ignore[attr-defined]
    settings.OCISYS_MAX_ARCHIVO_MB = 1  # type: ignore[attr-defined]


@pytest.fixture
def fila(secretaria: Usuario, jefatura: Usuario, especialista: Usuario) -> Expediente:
    return fabrica.expediente(por=jefatura, procedimiento=fabrica.procedimiento("informe"))


def subir(cliente: Client, fila: Expediente, nombre: str, contenido: bytes) -> tuple[int, str]:
    """Status and page after adding a file, the redirect followed."""
    url = reverse("tramite:adjuntar", args=[fila.numero, 1])
    fichero = SimpleUploadedFile(nombre, contenido)
    respuesta = cliente.post(url, {"ficheros": fichero}, follow=True)
    return respuesta.status_code, respuesta.content.decode()


@pytest.mark.parametrize(("nombre", "contenido", "frase"), NO_SE_RECIBE)
def test_lo_que_no_se_recibe_se_explica_junto_al_campo(
    fila: Expediente, jefatura: Usuario, como: Como, nombre: str, contenido: bytes, frase: str
) -> None:
    estado, pagina = subir(como(jefatura), fila, nombre, contenido)

    assert estado == 422
    assert frase in pagina
    assert nombre in pagina
    assert not Anexo.objects.exists()


def con_clave() -> bytes:
    """The start of a PDF whose contents are encrypted with a password."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"3 0 obj<</Filter/Standard/V 1/R 2/O(" + b"o" * 32 + b")/U(" + b"u" * 32 + b")/P -4>>"
        b"endobj\ntrailer<</Root 1 0 R/Encrypt 3 0 R/ID[(a)(a)]>>\n%%EOF\n"
    )


@pytest.mark.parametrize(
    ("contenido", "frase"),
    [(con_clave(), "tiene contraseña"), (b"%PDF-1.7\nbasura", "está dañado")],
)
def test_un_pdf_que_no_se_abre_se_guarda_como_vino_y_se_advierte(
    fila: Expediente, jefatura: Usuario, como: Como, contenido: bytes, frase: str
) -> None:
    estado, pagina = subir(como(jefatura), fila, "oficio.pdf", contenido)

    assert estado == 200
    assert frase in pagina
    assert "Pida otro al remitente" in pagina
    assert Anexo.objects.get().archivo.tamanio == len(contenido)


def test_de_un_pdf_sano_no_se_advierte_nada(
    fila: Expediente, jefatura: Usuario, como: Como, tmp_path: Path
) -> None:
    pdf = pypdfium2.PdfDocument.new()
    pdf.new_page(200, 200)
    pdf.save(tmp_path / "sano.pdf")
    pdf.close()

    _, pagina = subir(como(jefatura), fila, "sano.pdf", (tmp_path / "sano.pdf").read_bytes())

    assert "no se podrá leer" not in pagina


@pytest.mark.parametrize(
    "nombre",
    ["🎉 invitación 🎉.txt", "../../etc/passwd.txt", "..\\..\\boot.txt", "a" * 400 + ".txt",
     "<script>alert(1)</script>.txt", "informe\u202etxt.exe.txt", "=SUMA(A1).txt"],
)  # fmt: skip
def test_un_nombre_raro_se_guarda_se_muestra_y_se_descarga(
    fila: Expediente, jefatura: Usuario, como: Como, nombre: str
) -> None:
    cliente = como(jefatura)

    estado, pagina = subir(cliente, fila, nombre, b"hola")

    assert estado == 200
    assert "<script>alert" not in pagina
    anexo = Anexo.objects.get()
    respuesta = cliente.get(reverse("tramite:archivo", args=[fila.numero, anexo.pk]))
    assert b"".join(respuesta) == b"hola"
    assert "/" not in respuesta["Content-Disposition"].partition("filename")[2].replace("''", "")


LARGO, NULO, EMOJI = "x" * 10_000, "uno\x00dos", "🎉" * 20
# Act, field, what is written, whether it is refused.
TEXTOS = [
    (acto, campo, valor, valor != EMOJI)
    for acto, campo in [
        ("devolver", "motivo"),
        ("atender", "texto"),
        ("anular", "motivo"),
        ("observar", "requisitos"),
        ("esperar", "texto"),
        ("prorrogar", "motivo"),
        ("agregar", "asunto"),
        ("relacionar", "nota"),
        ("acumular", "resolucion"),
        ("reservar", "fundamento"),
        ("derivar", "texto"),
        ("rectificar", "asunto"),
        ("rectificar", "motivo"),
        ("terminar", "texto"),
    ]
    for valor in (LARGO, NULO, EMOJI)
]
FECHAS = [
    (acto, campo, valor, True)
    for acto, campo in [
        ("derivar", "plazo_interno"),
        ("atender", "fecha"),
        ("prorrogar", "solicitada_el"),
        ("agregar", "fecha"),
        ("reservar", "revision_el"),
    ]
    for valor in ("01/01/0000", "1/1/0", "31/12/9999", "31/02/2026", "\x00", "²/³/2026")
]


def cuerpo_de(acto: str, fila: Expediente, secretaria: Usuario) -> dict[str, str]:
    """What a valid form of that act posts."""
    otro = fabrica.expediente(por=secretaria).numero if acto in ("relacionar", "acumular") else ""
    campos = {
        "devolver": {"motivo": "x"},
        "atender": {"texto": "x"},
        "anular": {"motivo": "x"},
        "observar": {"requisitos": "x"},
        "esperar": {"a_quien": "APCI", "texto": "x"},
        "prorrogar": {"dias": "3", "solicitada_el": "h", "motivo": "x"},
        "agregar": {"tipo": str(fabrica.tipo().pk), "folios": "1", "asunto": "x"},
        "relacionar": {"con": otro, "tipo": "antecedente", "nota": ""},
        "acumular": {"con": otro, "resolucion": "Memorándum 1"},
        "reservar": {"clase": "grupo", "fundamento": "x"},
        "rectificar": {"remitente": fila.remitente_nombre, "asunto": "otro", "motivo": "x"},
        "terminar": {"fin": "desistimiento", "texto": "x"},
        "derivar": {"copias": str(fabrica.posicion("068").pk)},
    }[acto]
    fila.refresh_from_db()
    return {"version": str(fila.version)} | campos


@pytest.mark.parametrize(("acto", "campo", "valor", "se_rechaza"), [*TEXTOS, *FECHAS])
def test_lo_mal_escrito_se_explica_y_lo_escrito_sigue_ahi(
    secretaria: Usuario,
    jefatura: Usuario,
    especialista: Usuario,
    como: Como,
    acto: str,
    campo: str,
    valor: str,
    se_rechaza: bool,
) -> None:
    fila = fabrica.expediente(por=secretaria, procedimiento=fabrica.procedimiento("informe"))
    if acto == "devolver":
        acciones.derivar(fila, para=fabrica.posicion("067"), por=secretaria, ahora=timezone.now())
    cuerpo = cuerpo_de(acto, fila, secretaria) | {campo: valor}
    antes = fila.actuaciones.count()

    respuesta = como(jefatura).post(reverse(f"tramite:{acto}", args=[fila.numero]), cuerpo)

    if not se_rechaza:
        assert respuesta.status_code == 302
        return
    assert respuesta.status_code == 422
    assert respuesta.context["form"].errors[campo]
    assert respuesta.context["form"][campo].value() == valor
    assert fila.actuaciones.count() == antes


@pytest.mark.parametrize("version", ["", "-1", "²", "9" * 40, "x", "1; --"])
def test_una_version_imposible_no_rompe(
    fila: Expediente, jefatura: Usuario, como: Como, version: str
) -> None:
    url = reverse("tramite:atender", args=[fila.numero])

    respuesta = como(jefatura).post(url, {"version": version, "texto": "x"})

    assert respuesta.status_code in (409, 422)


@pytest.mark.parametrize(
    "numero", ["0000-1", "9999-999999999", "2026-000000-X", "2026-0", "%00", "%F0%9F%8E%89"]
)
def test_un_numero_imposible_no_existe(jefatura: Usuario, como: Como, numero: str) -> None:
    respuesta = como(jefatura).get(f"/tramite/expedientes/{numero}/")

    assert respuesta.status_code in (400, 404)
