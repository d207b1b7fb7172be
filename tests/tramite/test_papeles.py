"""The cargo and the hoja de ruta, read back from the PDF."""

import io
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cargos.models import Usuario
from ocisys.base.codigos import leer_codigos
from ocisys.base.lectura import paginas
from tests import fabrica_ficheros as ficheros
from tests import fabrica_tramite as fabrica
from tramite import acciones
from tramite.acciones.cargo import sellar_cargo, sellar_pendientes
from tramite.etiquetas import Etiqueta, leer_codigo
from tramite.models import CargoSellado, Expediente, FormatoEtiqueta
from tramite.rotulos import TAMANIOS

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


def test_el_cargo_se_sella_y_reimprimirlo_da_los_mismos_bytes(
    expediente: Expediente, secretaria: Usuario, como: Como, settings: object
) -> None:
    url = reverse("tramite:cargo", args=[expediente.numero])
    antes = como(secretaria).get(url).content  # printed at once, before the queue

    sellar_cargo.call(expediente=expediente.pk)
    sellar_cargo.call(expediente=expediente.pk)

    settings.OCISYS_URL = "https://otra.direccion.pe"  # type: ignore[attr-defined]
    despues = como(secretaria).get(url)
    assert b"".join(despues.streaming_content) == antes
    assert CargoSellado.objects.count() == 1


def test_al_registrar_se_encarga_el_cargo_y_lo_que_falte_despues(expediente: Expediente) -> None:
    encargados = DBTaskResult.objects.filter(task_path=sellar_cargo.module_path)
    assert encargados.get().args_kwargs["kwargs"] == {"expediente": expediente.pk}

    assert sellar_pendientes() == 1
    sellar_cargo.call(expediente=expediente.pk)
    assert sellar_pendientes() == 0


@pytest.mark.parametrize("tamanio", TAMANIOS)
def test_la_etiqueta_impresa_se_vuelve_a_leer(
    expediente: Expediente, secretaria: Usuario, como: Como, tamanio: str
) -> None:
    url = reverse("tramite:etiqueta", args=[expediente.numero, tamanio])

    respuesta = como(secretaria).get(url)

    hoja = next(paginas(io.BytesIO(respuesta.content), "application/pdf", puntos=200))
    assert {leer_codigo(c) for c in leer_codigos(hoja)} == {Etiqueta(expediente.numero, 1)}
    assert expediente.numero in texto_de(respuesta.content)


def test_la_oficina_ajusta_la_etiqueta_a_su_rollo_y_se_sigue_leyendo(
    expediente: Expediente, secretaria: Usuario, como: Como
) -> None:
    chica = FormatoEtiqueta.objects.get(codigo="chica")
    chica.ancho, chica.alto, chica.margen, chica.con_asunto = 40, 20, Decimal(1), True
    chica.full_clean()
    chica.save()

    respuesta = como(secretaria).get(reverse("tramite:etiqueta", args=[expediente.numero, "chica"]))

    hoja = next(paginas(io.BytesIO(respuesta.content), "application/pdf", puntos=200))
    assert {leer_codigo(c) for c in leer_codigos(hoja)} == {Etiqueta(expediente.numero, 1)}
    assert expediente.numero in texto_de(respuesta.content)
    chica.con_barras = True
    with pytest.raises(ValidationError, match="no se leería"):
        chica.full_clean()


def test_la_etiqueta_de_un_restringido_no_dice_de_quien_es(jefatura: Usuario, como: Como) -> None:
    secreto = fabrica.expediente(por=jefatura, acceso="grupo", documento_numero="CARTA 9")

    contenido = como(jefatura).get(reverse("tramite:etiqueta", args=[secreto.numero, "grande"]))

    texto = texto_de(contenido.content)
    assert "RESTRINGIDO" in texto
    assert secreto.remitente_nombre not in texto
    assert "CARTA 9" not in texto


@pytest.mark.parametrize("nombre", ["etiqueta", "caratula", "indice", "cargo"])
def test_los_papeles_de_un_restringido_no_salen_por_su_direccion(
    jefatura: Usuario, secretaria: Usuario, como: Como, nombre: str
) -> None:
    secreto = fabrica.expediente(por=jefatura, acceso="grupo")
    sellar_cargo.call(expediente=secreto.pk)
    argumentos = [secreto.numero, *(["chica"] if nombre == "etiqueta" else [])]

    assert como(secretaria).get(reverse(f"tramite:{nombre}", args=argumentos)).status_code == 404


def test_la_caratula_de_lo_reservado_lleva_su_clase_su_codigo_y_su_resolucion(
    expediente: Expediente, jefatura: Usuario, como: Como
) -> None:
    # DS 007-2024-JUS art. 38: the code is printed on the document
    acciones.reservar(
        expediente,
        clase="reservada",
        causal="TUO Ley 27806 art. 16.2.a",
        fundamento="Negociación en curso",
        resolucion="RM 001-2026-X",
        codigo="R-07",
        revision_el=timezone.localdate() + timedelta(days=300),
        registro={"resolucion_el": timezone.localdate(), "denominacion": "Negociación 7"},
        lectores=[],
        por=jefatura,
        ahora=timezone.now(),
    )

    papel = texto_de(
        como(jefatura).get(reverse("tramite:caratula", args=[expediente.numero])).content
    )

    assert "RESERVADA" in papel
    assert "Código R-07, RM 001-2026-X" in papel
    assert "AL GRUPO" not in papel


def test_la_caratula_dice_quien_responde_y_hasta_cuando(
    expediente: Expediente, secretaria: Usuario, como: Como
) -> None:
    # TUO LPAG art. 157: unit, authority, who is responsible and the end date
    fabrica.vence(expediente, date(2026, 12, 10))
    acciones.agregar(
        expediente,
        tipo=fabrica.tipo(),
        asunto="Dos anillados",
        folios=195,
        por=secretaria,
        ahora=timezone.now(),
    )
    mesa, url = como(secretaria), reverse("tramite:caratula", args=[expediente.numero])

    uno, dos = texto_de(mesa.get(url).content), texto_de(mesa.get(f"{url}?tomo=2").content)

    for dato in ("Tomo 1 de 2", "folios 1 al 12", "10/12/2026", "(cargo 071)", "Cargo 067"):
        assert dato in uno
    assert "folios 13 al 207" in dos
    for malo in ("3", "0", "x", "9" * 30):
        assert mesa.get(f"{url}?tomo={malo}").status_code == 404


def test_el_indice_lleva_la_huella_de_cada_archivo(
    expediente: Expediente, secretaria: Usuario, como: Como
) -> None:
    fichero = SimpleUploadedFile("oficio.pdf", ficheros.PDF)
    anexo = acciones.adjuntar(
        expediente.documentos.get(), ficheros=[fichero], por=secretaria, ahora=timezone.now()
    )[0]

    respuesta = como(secretaria).get(reverse("tramite:indice", args=[expediente.numero]))

    texto = texto_de(respuesta.content).replace(" ", "")
    assert anexo.archivo.sha256 in texto
    assert "1–12" in texto
