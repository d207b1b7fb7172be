"""The cargo and the hoja de ruta, read back from the PDF."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cargos.models import Usuario
from tests import fabrica_tramite as fabrica
from tramite import acciones
from tramite.models import Expediente

Como = Callable[[Usuario], Client]
MOMENTO = datetime(2026, 11, 20, 16, 20, tzinfo=ZoneInfo("America/Lima"))


def texto_de(contenido: bytes) -> str:
    pdf = pypdfium2.PdfDocument(contenido)
    paginas = [pagina.get_textpage().get_text_range() for pagina in pdf]
    pdf.close()
    return " ".join(" ".join(paginas).split())


@pytest.fixture
def expediente(secretaria: Usuario, jefatura: Usuario) -> Expediente:
    return fabrica.expediente(
        por=secretaria,
        ahora=MOMENTO,
        presentado_en=MOMENTO,
        folios=12,
        acompanan="1 CD y 2 anillados",
        asunto="Solicita opinión sobre el proyecto «Ñawpaq»",
        remitente=fabrica.remitente(nombre="Asociación Áncash"),
        documento_numero="CARTA 77-2026",
    )


def test_el_cargo_dice_lo_que_manda_la_ley(
    expediente: Expediente, secretaria: Usuario, como: Como
) -> None:
    # TUO LPAG art. 124.2: hora, fecha, lugar, número de fojas, documentos acompañados
    respuesta = como(secretaria).get(reverse("tramite:cargo", args=[expediente.numero]))

    assert respuesta["Content-Type"] == "application/pdf"
    texto = texto_de(respuesta.content)
    for dato in (
        expediente.numero,
        "20/11/2026",
        "16:20",
        "12",
        "1 CD y 2 anillados",
        "Asociación Áncash",
        "CARTA 77-2026",
        "Ñawpaq",
        str(secretaria),
        "Cargo 067",
    ):
        assert dato in texto


def test_el_cargo_es_siempre_el_mismo(
    expediente: Expediente, secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    """What was given to the party does not change with what happens later."""
    url = reverse("tramite:cargo", args=[expediente.numero])
    primero = como(secretaria).get(url).content

    acciones.atender(expediente, texto="Hecho", por=jefatura, ahora=timezone.now())

    assert como(jefatura).get(url).content == primero


def test_la_hoja_de_ruta_lleva_cada_paso(
    expediente: Expediente, secretaria: Usuario, especialista: Usuario, como: Como
) -> None:
    acciones.derivar(
        expediente,
        para=fabrica.posicion("068"),
        texto="Proyectar respuesta",
        por=secretaria,
        ahora=timezone.now(),
    )
    acciones.devolver(
        expediente, motivo="Falta el anexo dos", por=especialista, ahora=timezone.now()
    )

    respuesta = como(secretaria).get(reverse("tramite:hoja_de_ruta", args=[expediente.numero]))

    texto = texto_de(respuesta.content)
    for dato in ("Ingreso", "Proyectar respuesta", "Falta el anexo dos", "Cargo 068"):
        assert dato in texto


@pytest.mark.parametrize(
    "asunto", ["Emoji 🎉 y «comillas»", "#set page() $x^2$ *_[]", "\\u{1F389}"]
)
def test_un_asunto_extrano_no_impide_dar_el_cargo(
    secretaria: Usuario, jefatura: Usuario, como: Como, asunto: str
) -> None:
    fila = fabrica.expediente(por=secretaria, asunto=asunto)

    respuesta = como(secretaria).get(reverse("tramite:cargo", args=[fila.numero]))

    assert respuesta.status_code == 200
    assert respuesta.content.startswith(b"%PDF-")
