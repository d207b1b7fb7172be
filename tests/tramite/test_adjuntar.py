"""Files of a document: sealed as they come, read only by who may, warned of when repeated."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cargos.models import Usuario
from tests import fabrica_tramite as fabrica
from tests.fabrica_ficheros import pdf
from tramite import acciones
from tramite.models import Anexo, Expediente

Como = Callable[[Usuario], Client]
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def _almacen(settings: object, tmp_path: Path) -> None:
    """Sealed files of a test live and die with it."""
    sellados = settings.STORAGES["sellados"] | {"OPTIONS": {"location": tmp_path}}  # type: ignore[attr-defined]
    settings.STORAGES = settings.STORAGES | {"sellados": sellados}  # type: ignore[attr-defined]


def fichero(nombre: str = "oficio.pdf", contenido: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(nombre, contenido)


def url(expediente: Expediente) -> str:
    return reverse("tramite:adjuntar", args=[expediente.numero, 1])


def test_lo_adjuntado_se_lee_byte_por_byte(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    fila = fabrica.expediente(por=secretaria)
    mesa = como(secretaria)

    respuesta = mesa.post(url(fila), {"ficheros": [fichero(), fichero("foto.pdf", PDF + b" ")]})

    assert respuesta.status_code == 302
    primero = Anexo.objects.order_by("pk").first()
    assert primero is not None
    leido = mesa.get(reverse("tramite:archivo", args=[fila.numero, primero.pk]))
    assert b"".join(leido.streaming_content) == PDF
    assert Anexo.objects.count() == 2


def test_lo_recibido_sin_archivo_espera_en_su_bandeja(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    fila = fabrica.expediente(por=secretaria)
    mesa = como(secretaria)
    assert fila.numero in mesa.get("/tramite/sin-digitalizar/").content.decode()

    mesa.post(url(fila), {"ficheros": [fichero()]})

    assert mesa.get("/tramite/sin-digitalizar/").context["pagina"].filas == []


def test_se_advierte_que_el_mismo_archivo_ya_estaba(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    uno, otro = fabrica.expediente(por=secretaria), fabrica.expediente(por=secretaria)
    mesa = como(secretaria)
    mesa.post(url(uno), {"ficheros": [fichero()]})

    pagina = mesa.post(url(otro), {"ficheros": [fichero("copia.pdf")]}, follow=True)

    assert f"ya estaba en el expediente {uno.numero}" in pagina.content.decode()


def test_la_advertencia_no_revela_un_restringido(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    secreto = fabrica.expediente(por=jefatura, acceso="grupo")
    como(jefatura).post(url(secreto), {"ficheros": [fichero()]})
    abierto = fabrica.expediente(por=secretaria)

    pagina = como(secretaria).post(url(abierto), {"ficheros": [fichero()]}, follow=True)

    assert secreto.numero not in pagina.content.decode()


def test_el_archivo_de_un_restringido_no_se_lee_por_su_direccion(
    jefatura: Usuario, especialista: Usuario, como: Como
) -> None:
    secreto = fabrica.expediente(por=jefatura, acceso="grupo")
    como(jefatura).post(url(secreto), {"ficheros": [fichero()]})
    anexo = Anexo.objects.get()
    publico = fabrica.expediente(por=jefatura)
    navegador = como(especialista)

    for numero in (secreto.numero, publico.numero):
        respuesta = navegador.get(reverse("tramite:archivo", args=[numero, anexo.pk]))
        assert respuesta.status_code == 404
    assert navegador.get(url(secreto)).status_code == 404


@pytest.mark.parametrize(
    ("nombre", "contenido", "dice"),
    [
        ("vacio.pdf", b"", "vacío"),
        ("virus.pdf", b"MZ\x90\x00" + b"\x00" * 200, "ejecutable"),
        ("corrupto.pdf", b"esto no es un PDF", "contenido"),
        ("pagina.html", b"<html><script>alert(1)</script></html>", "dice ser .html"),
    ],
)
def test_un_archivo_que_no_se_recibe_se_explica(
    secretaria: Usuario, jefatura: Usuario, como: Como, nombre: str, contenido: bytes, dice: str
) -> None:
    fila = fabrica.expediente(por=secretaria)

    respuesta = como(secretaria).post(url(fila), {"ficheros": [fichero(nombre, contenido)]})

    assert respuesta.status_code == 422
    assert dice in respuesta.content.decode()
    assert not Anexo.objects.exists()


def test_si_uno_no_se_recibe_no_queda_ninguno(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    fila = fabrica.expediente(por=secretaria)

    respuesta = como(secretaria).post(
        url(fila), {"ficheros": [fichero(), fichero("vacio.pdf", b"")]}
    )

    assert respuesta.status_code == 422
    assert "vuelva a elegir lo que sí se recibe, «oficio.pdf»" in respuesta.content.decode()
    assert not Anexo.objects.exists()


@pytest.mark.parametrize("nombre", ["🎉 acta.pdf", "../../etc/passwd.pdf", "a" * 300 + ".pdf"])
def test_un_nombre_raro_no_es_una_ruta(
    secretaria: Usuario, jefatura: Usuario, como: Como, nombre: str
) -> None:
    fila = fabrica.expediente(por=secretaria)

    assert como(secretaria).post(url(fila), {"ficheros": [fichero(nombre)]}).status_code == 302
    assert len(Anexo.objects.get().titulo) <= 255


def test_sin_archivos_se_dice(secretaria: Usuario, jefatura: Usuario, como: Como) -> None:
    fila = fabrica.expediente(por=secretaria)

    assert como(secretaria).post(url(fila), {}).status_code == 422


def test_un_anexo_no_se_reemplaza(secretaria: Usuario, jefatura: Usuario, como: Como) -> None:
    fila = fabrica.expediente(por=secretaria)
    como(secretaria).post(url(fila), {"ficheros": [fichero()]})

    with pytest.raises(Exception, match="[Cc]annot"):
        Anexo.objects.update(titulo="otro")


def test_lo_digitalizado_se_verifica_una_vez_contra_su_papel(
    secretaria: Usuario, jefatura: Usuario, especialista: Usuario, como: Como
) -> None:
    fila = fabrica.expediente(por=secretaria)
    [anexo] = acciones.adjuntar(
        fila.documentos.get(),
        ficheros=[fichero(contenido=pdf("Oficio"))],
        por=secretaria,
        ahora=timezone.now(),
    )
    url_verificar = reverse("tramite:verificar_digital", args=[fila.numero, anexo.pk])

    assert como(especialista).post(url_verificar).status_code == 403
    assert como(secretaria).post(url_verificar).status_code == 302
    assert como(secretaria).post(url_verificar).status_code == 409

    anexo.refresh_from_db()
    assert anexo.verificacion.por == secretaria
    documentos = como(secretaria).get(f"{fila.get_absolute_url()}?ver=documentos")
    assert "Verificado" in documentos.content.decode()
