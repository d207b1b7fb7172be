"""Timestamps: the moment that a trusted authority vouches for. A test TSA, no network."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from asn1crypto import tsp
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ocisys.base.firma import firmar as modulo
from ocisys.base.firma.certificado import abrir
from ocisys.base.firma.confianza import Confianza, confianza
from ocisys.base.firma.firmar import FirmaRechazada, firmar, preparar
from ocisys.base.firma.verificar import Firma, Veredicto, verificar
from ocisys.base.pdf import compilar
from tests.fabrica_firma import AHORA, CLAVE, DIA, Autoridad

PLANTILLA = b"""#import "/comun.typ": *
#show: documento.with(titulo: datos.titulo)
#datos.titulo
"""


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    plantilla = tmp_path_factory.mktemp("plantilla") / "oficio.typ"
    plantilla.write_bytes(PLANTILLA)
    return preparar(compilar(plantilla, {"titulo": "Oficio"}, en=AHORA))


@pytest.fixture
def autoridad() -> Autoridad:
    return Autoridad()


def sellado(pdf: bytes, p12: bytes, tsa: object, monkeypatch: pytest.MonkeyPatch) -> bytes:
    monkeypatch.setattr(modulo, "sellador", lambda: tsa)
    certificado = abrir(p12, CLAVE, confianza=Confianza(), en=AHORA - 5 * DIA)
    return firmar(pdf, certificado, motivo="Soy el autor", lugar="Lima", en=AHORA)


def una(pdf: bytes, autoridad: Autoridad, carpeta: Path, settings: object) -> Firma:
    settings.OCISYS_CONFIANZA = autoridad.confiar(carpeta)  # type: ignore[attr-defined]
    (firma,) = verificar(pdf, confianza=confianza(), en=AHORA)
    return firma


def test_firmada_a_tiempo_sigue_valida_con_el_certificado_ya_vencido(
    pdf: bytes,
    autoridad: Autoridad,
    tmp_path: Path,
    settings: object,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    p12 = autoridad.persona(desde=AHORA - 9 * DIA, hasta=AHORA - DIA)
    listo = sellado(pdf, p12, autoridad.sellador(AHORA - 5 * DIA), monkeypatch)

    firma = una(listo, autoridad, tmp_path, settings)

    assert firma.veredicto == Veredicto.VALIDA
    assert firma.sellada_en == AHORA - 5 * DIA


@pytest.mark.parametrize(
    ("antes", "veredicto"),
    [(timedelta(hours=4), Veredicto.VALIDA), (timedelta(hours=1), Veredicto.REVOCADA)],
)
def test_la_revocacion_cuenta_desde_que_se_revoco(
    pdf: bytes,
    autoridad: Autoridad,
    tmp_path: Path,
    settings: object,
    monkeypatch: pytest.MonkeyPatch,
    antes: timedelta,
    veredicto: Veredicto,
) -> None:
    """Revoked three hours ago: what was signed four hours ago still stands."""
    p12 = autoridad.persona(desde=AHORA - 9 * DIA, revocada=True)
    listo = sellado(pdf, p12, autoridad.sellador(AHORA - antes), monkeypatch)

    assert una(listo, autoridad, tmp_path, settings).veredicto == veredicto


def test_el_sello_de_una_autoridad_desconocida_no_prueba_la_fecha(
    pdf: bytes,
    autoridad: Autoridad,
    tmp_path: Path,
    settings: object,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Anyone can make a TSA and date with it a signature of an expired certificate."""
    p12 = autoridad.persona(desde=AHORA - 9 * DIA, hasta=AHORA - DIA)
    otra = Autoridad("Otra autoridad").sellador(AHORA - 5 * DIA)

    firma = una(sellado(pdf, p12, otra, monkeypatch), autoridad, tmp_path, settings)

    assert firma.veredicto == Veredicto.VENCIDA
    assert firma.sellada_en is None


@pytest.fixture
def tsa(autoridad: Autoridad, settings: object) -> Iterator[list[bytes]]:
    """The test TSA behind HTTP, as the setting finds it; an empty list makes it talk nonsense."""
    propia, pedidos = autoridad.sellador(AHORA), [b""]

    class Atiende(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            pedido = self.rfile.read(int(self.headers["Content-Length"]))
            respuesta = b"<html>"
            if pedidos:
                pedidos.append(pedido)
                respuesta = propia.request_tsa_response(tsp.TimeStampReq.load(pedido)).dump()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(respuesta)

        def log_message(self, *_: object) -> None:
            pass

    servidor = HTTPServer(("127.0.0.1", 0), Atiende)
    hilo = threading.Thread(target=servidor.serve_forever, kwargs={"poll_interval": 0.05})
    hilo.start()
    settings.OCISYS_TSA = f"http://127.0.0.1:{servidor.server_port}/"  # type: ignore[attr-defined]
    yield pedidos
    servidor.shutdown()
    hilo.join()
    servidor.server_close()


def test_la_firma_lleva_el_sello_de_la_autoridad_configurada(
    pdf: bytes, autoridad: Autoridad, tsa: list[bytes], tmp_path: Path, settings: object
) -> None:
    certificado = abrir(autoridad.persona(), CLAVE, confianza=Confianza(), en=AHORA)

    listo = firmar(pdf, certificado, motivo="Soy el autor", lugar="Lima", en=AHORA)

    firma = una(listo, autoridad, tmp_path, settings)
    assert (firma.veredicto, firma.sellada_en) == (Veredicto.VALIDA, AHORA)


@pytest.mark.parametrize("caida", [True, False])
def test_si_la_autoridad_no_responde_no_se_firma_y_se_dice(
    pdf: bytes, autoridad: Autoridad, tsa: list[bytes], settings: object, caida: bool
) -> None:
    tsa.clear()
    if caida:
        settings.OCISYS_TSA = "http://127.0.0.1:9/"  # type: ignore[attr-defined]
    certificado = abrir(autoridad.persona(), CLAVE, confianza=Confianza(), en=AHORA)

    with pytest.raises(FirmaRechazada, match="no respondió y no se firmó nada"):
        firmar(pdf, certificado, motivo="Soy el autor", lugar="Lima", en=AHORA)


def test_sin_autoridad_configurada_la_hora_es_solo_lo_declarado(
    pdf: bytes, autoridad: Autoridad, tmp_path: Path, settings: object
) -> None:
    certificado = abrir(autoridad.persona(), CLAVE, confianza=Confianza(), en=AHORA)

    listo = firmar(pdf, certificado, motivo="Soy el autor", lugar="Lima", en=AHORA)

    firma = una(listo, autoridad, tmp_path, settings)
    assert firma.sellada_en is None
    assert firma.firmada_en is not None


@pytest.mark.django_db
def test_la_pagina_publica_muestra_la_hora_del_sello_y_no_la_declarada(
    pdf: bytes,
    autoridad: Autoridad,
    tmp_path: Path,
    settings: object,
    monkeypatch: pytest.MonkeyPatch,
    client: Client,
) -> None:
    p12 = autoridad.persona(desde=AHORA - 9 * DIA)
    listo = sellado(pdf, p12, autoridad.sellador(AHORA - 5 * DIA), monkeypatch)
    settings.OCISYS_CONFIANZA = autoridad.confiar(tmp_path)  # type: ignore[attr-defined]

    respuesta = client.post(
        reverse("publico:verificar"), {"pdf": SimpleUploadedFile("oficio.pdf", listo)}
    )

    hora = timezone.localtime(AHORA - 5 * DIA)
    texto = respuesta.content.decode()
    assert f"sello de tiempo del {hora:%d/%m/%Y %H:%M} h" in texto
    assert "declara el" not in texto
