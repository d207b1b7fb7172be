"""What goes to other systems and comes from them: JSON, evidence pack, the platform's double."""

import hashlib
import io
import json
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from cargos.models import Usuario
from ocisys.base.firma.confianza import Confianza
from ocisys.base.firma.verificar import verificar
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica, fabrica_salidas, fabrica_tramite
from tests.fabrica_firma import CLAVE, Autoridad
from tramite import acciones
from tramite.intercambio import FORMATO, JsonRechazado, leer
from tramite.models import EnvioPide, Expediente, Salida
from tramite.pide import Doble, plataforma

Como = Callable[[Usuario], Client]
DE_FUERA: dict[str, Any] = {
    "formato": FORMATO,
    "cuo": "0000123456",
    "cud": "2026-778",
    "entidad_remitente": "20504915523",
    "remitente": "Agencia de prueba",
    "tipo_documento": "oficio",
    "documento_numero": "000451-2026-AP",
    "asunto": "Solicita opinión",
    "folios": 12,
}


def como_fichero(datos: object) -> SimpleUploadedFile:
    return SimpleUploadedFile("caso.json", json.dumps(datos).encode(), "application/json")


@pytest.fixture
def firmada(secretaria: Usuario, especialista: Usuario, jefatura: Usuario) -> Salida:
    fabrica_salidas.serie()
    return fabrica_salidas.firmada(
        fabrica_tramite.expediente(por=secretaria, pase_a="068"),
        por=especialista,
        jefatura=jefatura,
    )


@pytest.fixture(autouse=True)
def carpeta(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path


# --- JSON -------------------------------------------------------------------------------------


def test_un_caso_de_otra_entidad_se_registra_una_sola_vez_con_sus_codigos(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    fabrica_tramite.catalogos()
    navegador = como(secretaria)
    for _ in range(2):
        navegador.post("/tramite/importar/", {"fichero": como_fichero(DE_FUERA)})

    fila = Expediente.objects.get()
    assert (fila.canal, fila.folios, fila.remitente.ruc) == ("pide", 12, "20504915523")
    assert (fila.codigos.cuo, fila.codigos.cud) == ("0000123456", "2026-778")
    assert fila.numero in navegador.get("/tramite/expedientes/?q=2026-778").text


@pytest.mark.parametrize("codigo", ["", "no-existe"])
def test_un_tipo_que_no_se_conoce_se_registra_como_otro(secretaria: Usuario, codigo: str) -> None:
    fabrica_tramite.catalogos()
    entrante = leer(json.dumps(DE_FUERA | {"tipo_documento": codigo}).encode())
    fila, _ = acciones.importar(entrante, por=secretaria, ahora=timezone.now())
    assert fila.tipo_documento.codigo == "otro"


def test_lo_exportado_se_vuelve_a_leer(secretaria: Usuario, jefatura: Usuario, como: Como) -> None:
    fila = fabrica_tramite.expediente(por=secretaria)
    acciones.fijar_codigos(fila, cuo="77", cud="C-1", por=secretaria, ahora=timezone.now())

    respuesta = como(secretaria).get(f"{fila.get_absolute_url()}expediente.json")

    entrante = leer(respuesta.content)
    assert (entrante.cuo, entrante.cud, entrante.asunto) == ("77", "C-1", fila.asunto)
    assert str(fila.clave_registro) not in respuesta.text


@pytest.mark.parametrize(
    "datos",
    [
        [],
        {"formato": "otro"},
        DE_FUERA | {"cuo": ""},
        DE_FUERA | {"asunto": "a" * 1001},
        DE_FUERA | {"asunto": ["x"]},
        DE_FUERA | {"asunto": "\ud800"},
        DE_FUERA | {"remitente": "a\x00b"},
        DE_FUERA | {"folios": "doce"},
        DE_FUERA | {"folios": 0},
        DE_FUERA | {"entidad_remitente": "20"},
        DE_FUERA | {"documento_fecha": "31/02/2026"},
    ],
)
def test_un_json_malo_se_rechaza_diciendo_que_campo(datos: object) -> None:
    with pytest.raises(JsonRechazado):
        leer(json.dumps(datos).encode())


@pytest.mark.parametrize("contenido", [b"", b"{", b"\xff\xfe", b"[" * 100_000])
def test_lo_que_no_es_json_no_da_error_500(
    secretaria: Usuario, como: Como, contenido: bytes
) -> None:
    fichero = SimpleUploadedFile("x.json", contenido)
    assert como(secretaria).post("/tramite/importar/", {"fichero": fichero}).status_code == 422


def test_dos_expedientes_no_tienen_el_mismo_cuo(secretaria: Usuario) -> None:
    uno, otro = (fabrica_tramite.expediente(por=secretaria) for _ in range(2))
    acciones.fijar_codigos(uno, cuo="77", por=secretaria, ahora=timezone.now())
    with pytest.raises(ReglaIncumplida, match="Ya hay un expediente con ese CUO"):
        acciones.fijar_codigos(otro, cuo="77", por=secretaria, ahora=timezone.now())


# --- PIDE -------------------------------------------------------------------------------------


def enviar(salida: Salida, por: Usuario) -> EnvioPide:
    return acciones.despachar_por_pide(salida, destino="20504915523", por=por, ahora=timezone.now())


def test_lo_enviado_por_la_pide_no_se_da_por_entregado_hasta_que_la_otra_parte_acepta(
    firmada: Salida, secretaria: Usuario, como: Como
) -> None:
    navegador, url = como(secretaria), firmada.get_absolute_url()
    datos = {"version": firmada.version, "medio": "pide", "direccion": "20504915523"}
    navegador.post(f"{url}despachar/", datos)
    envio = EnvioPide.objects.get()
    firmada.refresh_from_db()
    assert (envio.estado, firmada.estado) == ("en_casilla", "en_despacho")
    assert "sin aceptar" in navegador.get(url).text
    with pytest.raises(ReglaIncumplida, match="hasta que"):
        acciones.anotar_entrega(
            firmada,
            entrega="acuse",
            el=timezone.localdate(),
            por=secretaria,
            ahora=timezone.now(),
        )

    navegador.post(f"{url}pide/")
    firmada.refresh_from_db()
    assert firmada.estado == "en_despacho"

    doble = plataforma()
    assert isinstance(doble, Doble)
    doble.contestar(envio.cuo, "R", registro="45-2026")
    navegador.post(f"{url}pide/")
    firmada.refresh_from_db()
    envio.refresh_from_db()
    assert (firmada.estado, envio.estado, envio.registro) == ("acusado", "recibido", "45-2026")


def test_si_la_otra_entidad_observa_el_documento_vuelve(
    firmada: Salida, secretaria: Usuario
) -> None:
    envio = enviar(firmada, secretaria)
    Doble(plataforma().carpeta).contestar(envio.cuo, "O", observacion="Falta un anexo")  # type: ignore[attr-defined]

    envio = acciones.consultar_pide(envio, por=secretaria, ahora=timezone.now())

    firmada.refresh_from_db()
    assert (envio.observacion, firmada.estado) == ("Falta un anexo", "devuelto")


def test_si_la_plataforma_no_responde_no_queda_nada_a_medias(
    firmada: Salida, secretaria: Usuario, settings: Any, tmp_path: Path
) -> None:
    (tmp_path / "ocupado").write_text("")
    settings.VAR = tmp_path / "ocupado"
    with pytest.raises(ReglaIncumplida, match="no responde"):
        enviar(firmada, secretaria)
    firmada.refresh_from_db()
    assert firmada.estado == "firmado"
    assert not firmada.despachos.exists()


# --- Evidence pack ----------------------------------------------------------------------------


def abrir_zip(respuesta: Any) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(respuesta.streaming_content)))


def test_el_paquete_trae_todo_con_sus_huellas_y_una_firma_que_openssl_acepta(
    firmada: Salida, especialista: Usuario, como: Como, tmp_path: Path
) -> None:
    fila = firmada.expediente
    autoridad = Autoridad()
    p12 = SimpleUploadedFile("f.p12", autoridad.persona("Jorge"))
    respuesta = como(especialista).post(
        f"{fila.get_absolute_url()}paquete/", {"pkcs12": p12, "clave_pkcs12": CLAVE}
    )

    with abrir_zip(respuesta) as paquete:
        indice = json.loads(paquete.read("indice.json"))
        piezas = [a for d in indice["documentos"] for a in d["archivos"]]
        assert piezas
        for pieza in [*piezas, indice["hoja_de_ruta"]]:
            assert hashlib.sha256(paquete.read(pieza["ruta"])).hexdigest() == pieza["sha256"]
        lector = paquete.read("leer.html").decode()
        assert f'href="{piezas[0]["ruta"]}"' in lector
        assert "http" not in lector
        assert "<script" not in lector
        paquete.extractall(tmp_path)
    raiz = tmp_path / "autoridades.pem"
    raiz.write_bytes(autoridad.certificado.public_bytes(serialization.Encoding.PEM))
    orden = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-purpose", "any"]
    orden += ["-in", "indice.json.p7s", "-content", "indice.json", "-CAfile", raiz.name]
    hecho = subprocess.run(orden, cwd=tmp_path, capture_output=True, check=False)
    assert hecho.returncode == 0, hecho.stderr
    (tmp_path / "indice.json").write_bytes(b"{}")
    assert subprocess.run(orden, cwd=tmp_path, capture_output=True, check=False).returncode != 0


def test_sin_certificado_el_paquete_dice_que_no_esta_firmado(
    secretaria: Usuario, como: Como
) -> None:
    fila = fabrica_tramite.expediente(por=secretaria)
    with abrir_zip(como(secretaria).post(f"{fila.get_absolute_url()}paquete/")) as paquete:
        assert "indice.json.p7s" not in paquete.namelist()
        assert "no está firmado" in paquete.read("leer.html").decode()


def test_el_paquete_de_lo_reservado_no_se_da_a_quien_no_esta_nombrado(
    secretaria: Usuario, como: Como
) -> None:
    fila = fabrica_tramite.expediente(por=secretaria, acceso="grupo", pase_a="068")
    ajena = como(fabrica.usuario(cargo="070"))
    assert ajena.post(f"{fila.get_absolute_url()}paquete/").status_code == 404


# --- The automated agent ----------------------------------------------------------------------


def test_el_agente_de_la_oficina_sella_lo_que_se_firma(
    secretaria: Usuario, especialista: Usuario, jefatura: Usuario, settings: Any, tmp_path: Path
) -> None:
    ruta = tmp_path / "agente.p12"
    ruta.write_bytes(Autoridad().persona("Agente automatizado OCI"))
    settings.OCISYS_AGENTE, settings.OCISYS_AGENTE_CLAVE = str(ruta), CLAVE
    fabrica_salidas.serie()
    salida = fabrica_salidas.firmada(
        fabrica_tramite.expediente(por=secretaria, pase_a="068"),
        por=especialista,
        jefatura=jefatura,
    )
    with salida.anexo.archivo.fichero.open("rb") as abierto:
        firmas = verificar(abierto.read(), confianza=Confianza(), en=timezone.now())

    assert [f.titular for f in firmas] == ["Jefa de prueba", "Agente automatizado OCI"]
    assert all(f.es_integra for f in firmas)


def test_si_el_sello_configurado_no_sirve_no_se_firma_nada(
    secretaria: Usuario, especialista: Usuario, jefatura: Usuario, settings: Any
) -> None:
    settings.OCISYS_AGENTE, settings.OCISYS_AGENTE_CLAVE = "/no/existe.p12", CLAVE
    fabrica_salidas.serie()
    lista = fabrica_salidas.lista_para_firmar(
        fabrica_tramite.expediente(por=secretaria, pase_a="068"), por=especialista
    )
    with pytest.raises(ReglaIncumplida, match="sello del agente"):
        acciones.firmar_salida(
            lista,
            certificado=fabrica_salidas.certificado(),
            por=jefatura,
            ahora=timezone.now(),
        )
    assert not Salida.objects.exclude(numero="").exists()
