"""The pages for anyone: they tell what is on the cargo's owner's mind, and not one word more."""

import itertools
import re
from collections.abc import Callable
from functools import reduce

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cargos.models import Usuario
from tests import fabrica_salidas as fabrica
from tests import fabrica_tramite
from tests.tramite.test_papeles import texto_de
from tramite import acciones
from tramite.consulta import EN_PALABRAS, clave_de_consulta
from tramite.estados import Estado
from tramite.models import Expediente, Salida

Como = Callable[[Usuario], Client]

SECRETOS = {
    "remitente": "Zoila Xyzremitente",
    "asunto": "Xyzasunto de la persona",
    "numero": "XYZ-77-2026",
    "proveido": "Xyzproveido interno",
    "salida": "Xyzsalida de la oficina",
    "cuerpo": "Xyzcuerpo reservado",
    "motivo": "Xyzmotivo escrito",
}
_ips = (f"10.9.{n // 250}.{n % 250 + 1}" for n in itertools.count())


@pytest.fixture
def nadie() -> Client:
    """Somebody outside, from an address that has asked nothing yet."""
    return Client(REMOTE_ADDR=next(_ips))


@pytest.fixture
def gente(
    secretaria: Usuario, especialista: Usuario, jefatura: Usuario
) -> tuple[Usuario, Usuario, Usuario]:
    fabrica.serie()
    return secretaria, especialista, jefatura


def expediente(gente: tuple[Usuario, Usuario, Usuario], **campos: object) -> Expediente:
    """With something private in every field that a person writes."""
    secretaria, especialista, _ = gente
    fila = fabrica_tramite.expediente(
        por=secretaria,
        pase_a="068",
        asunto=SECRETOS["asunto"],
        documento_numero=SECRETOS["numero"],
        indicaciones=SECRETOS["proveido"],
        remitente=fabrica_tramite.remitente(nombre=SECRETOS["remitente"]),
        **campos,
    )
    acciones.esperar(
        fila,
        a_quien="APCI",
        texto=SECRETOS["motivo"],
        suspende=False,
        por=especialista,
        ahora=timezone.now(),
    )
    return fila


def salida(fila: Expediente, gente: tuple[Usuario, Usuario, Usuario], **campos: object) -> Salida:
    return fabrica.firmada(
        fila,
        por=gente[1],
        jefatura=gente[2],
        asunto=SECRETOS["salida"],
        cuerpo=SECRETOS["cuerpo"],
        destinatario=SECRETOS["remitente"],
        **campos,
    )


def preguntar(cliente: Client, numero: str, clave: str) -> object:
    return cliente.post(reverse("publico:consulta"), {"numero": numero, "clave": clave})


def verificar_codigo(cliente: Client, cvd: str) -> object:
    return cliente.get(reverse("publico:verificar"), {"cvd": cvd})


def bytes_de(documento: Salida) -> bytes:
    assert documento.anexo is not None
    with documento.anexo.archivo.fichero.open("rb") as abierto:
        return bytes(abierto.read())


def sin(respuesta: object, *propios: str) -> str:
    """The page without what the person typed nor the token of the form."""
    cuerpo = respuesta.content.decode()
    return reduce(
        lambda texto, propio: texto.replace(propio, ""),
        (*propios, str(respuesta.context["csrf_token"])),
        cuerpo,
    )


def test_cada_estado_tiene_sus_palabras() -> None:
    assert set(EN_PALABRAS) == set(Estado)


def test_el_cargo_trae_la_clave_y_con_ella_se_consulta(
    gente: tuple, como: Como, nadie: Client
) -> None:
    fila = expediente(gente)
    cargo = como(gente[0]).get(reverse("tramite:cargo", args=[fila.numero]))
    clave = clave_de_consulta(fila)

    respuesta = preguntar(nadie, fila.numero.lower(), clave.lower().replace("-", " "))

    assert clave in texto_de(cargo.content)
    assert respuesta.status_code == 200
    assert respuesta.context["c"].numero == fila.numero


def test_la_pagina_publica_cuenta_cada_paso_en_palabras_llanas(gente: tuple, nadie: Client) -> None:
    fila = expediente(gente)
    documento = salida(fila, gente)
    acciones.despachar(documento, medio="mano", por=gente[0], ahora=timezone.now())

    c = preguntar(nadie, fila.numero, clave_de_consulta(fila)).context["c"]

    assert c.situacion == "La respuesta ya salió de la oficina."
    assert [p.que for p in c.pasos] == [
        "La oficina recibió su documento.",
        "Quedó en espera de un tercero.",
        "Se respondió.",
        "La respuesta salió de la oficina.",
    ]


def test_no_se_distingue_un_numero_que_no_existe_de_una_clave_equivocada(
    gente: tuple, nadie: Client
) -> None:
    abierto, reservado = expediente(gente), expediente(gente, acceso="grupo")
    casos = [
        (abierto.numero, "0000-0000"),
        (fabrica_tramite.numero_libre(), clave_de_consulta(abierto)),
        (reservado.numero, clave_de_consulta(reservado)),
    ]

    vistas = []
    for numero, clave in casos:
        with CaptureQueriesContext(connection) as preguntas:
            respuesta = preguntar(nadie, numero, clave)
        cuerpo = sin(respuesta, numero, clave)
        de_tramite = [q for q in preguntas if '"tramite_' in q["sql"]]
        vistas.append((respuesta.status_code, cuerpo, len(de_tramite)))

    assert vistas[0] == vistas[1] == vistas[2]
    assert vistas[0][0] == 422


@pytest.mark.parametrize("anulado", [False, True])
def test_un_documento_se_verifica_por_su_codigo(gente: tuple, nadie: Client, anulado: bool) -> None:
    documento = salida(expediente(gente), gente)
    if anulado:
        acciones.anular_salida(documento, motivo="x", por=gente[2], ahora=timezone.now())

    respuesta = verificar_codigo(nadie, documento.cvd_legible.lower())

    assert respuesta.context["emitido"].numero == documento.numero
    assert ("ya no tiene efecto" in respuesta.content.decode()) is anulado


def test_un_documento_se_verifica_soltando_el_archivo(gente: tuple, nadie: Client) -> None:
    contenido = bytes_de(salida(expediente(gente), gente))
    alterado = bytearray(contenido)
    alterado[contenido.find(b"stream") + 40] ^= 1

    def subir(datos: bytes) -> str:
        fichero = SimpleUploadedFile("oficio.pdf", datos)
        return nadie.post(reverse("publico:verificar"), {"pdf": fichero}).content.decode()

    assert "es, byte por byte, el que se emitió" in subir(contenido)
    assert "El contenido cambió después de la firma" in subir(bytes(alterado))
    assert "no se puede leer como PDF" in subir(b"GIF89a")
    assert "no se puede leer como PDF" in subir(b"")


def test_nada_privado_sale_por_ninguna_pagina_publica(gente: tuple, nadie: Client) -> None:
    """Every public page, with right and wrong questions, for open and restricted papers."""
    abierto, reservado = expediente(gente), expediente(gente, acceso="grupo")
    publico, oculto = salida(abierto, gente), salida(reservado, gente)
    borrador = fabrica.salida(abierto, por=gente[1], atiende=False, asunto=SECRETOS["salida"])
    respuestas = []
    for fila in (abierto, reservado):
        for clave in (clave_de_consulta(fila), "0000-0000", ""):
            respuestas.append(preguntar(nadie, fila.numero, clave))
    for documento in (publico, oculto, borrador):
        respuestas.append(verificar_codigo(nadie, documento.cvd))
    otro = Client(REMOTE_ADDR=next(_ips))
    for documento in (publico, oculto):
        fichero = SimpleUploadedFile("a.pdf", bytes_de(documento))
        respuestas.append(otro.post(reverse("publico:verificar"), {"pdf": fichero}))
    ruta = reverse("publico:consulta")
    respuestas.append(otro.get(f"{ruta}?numero={reservado.numero}"))

    privado = [*SECRETOS.values(), str(gente[1]), str(gente[0]), oculto.numero]
    for respuesta in respuestas:
        cuerpo = respuesta.content.decode()
        assert [p for p in privado if p in cuerpo] == []
        assert "no-store" in respuesta["Cache-Control"]
        assert "private" in respuesta["Cache-Control"]


def test_lo_reservado_no_se_reconoce_ni_con_su_codigo_ni_con_su_archivo(
    gente: tuple, nadie: Client
) -> None:
    oculto = salida(expediente(gente, acceso="grupo"), gente)
    inventado = "0" * 16

    con_codigo, sin_nada = (verificar_codigo(nadie, c) for c in (oculto.cvd, inventado))
    fichero = SimpleUploadedFile("a.pdf", bytes_de(oculto))
    con_archivo = nadie.post(reverse("publico:verificar"), {"pdf": fichero})

    assert sin(con_codigo, oculto.cvd) == sin(sin_nada, inventado)
    assert con_archivo.context["emitido"] is None


def test_preguntar_mucho_se_frena_acierte_o_no(gente: tuple, nadie: Client) -> None:
    fila = expediente(gente)

    estados = [preguntar(nadie, fila.numero, "0000-0000").status_code for _ in range(20)]
    frenada = preguntar(nadie, fila.numero, clave_de_consulta(fila))

    assert set(estados) == {422}
    assert frenada.status_code == 429
    assert int(frenada["Retry-After"]) > 0


@pytest.mark.parametrize("numero", ["", "\x00", "9999-999999", "0000-000000-0", "🎉", "x" * 10_000])
def test_lo_mal_escrito_se_explica(db: None, nadie: Client, numero: str) -> None:
    assert preguntar(nadie, numero, "\x00🎉").status_code == 422
    # A NUL in an address is refused at the door, for every page.
    assert verificar_codigo(nadie, numero).status_code == (400 if "\x00" in numero else 422)


def test_la_consulta_no_abre_sesion(db: None, nadie: Client) -> None:
    respuesta = nadie.get(reverse("publico:consulta"))

    assert "sesion" not in respuesta.cookies


@pytest.mark.parametrize("ruta", ["publico:consulta", "publico:verificar"])
def test_la_pagina_dibujada_una_vez_lleva_a_cada_quien_su_propia_ficha(db: None, ruta: str) -> None:
    """The page is kept by the process; the token that guards its form is not."""
    fichas = []
    for _ in range(2):
        visita = Client(enforce_csrf_checks=True)
        pagina = visita.get(reverse(ruta)).text
        fichas.append(re.search(r'csrfmiddlewaretoken" value="(\w+)"', pagina)[1])  # type: ignore[index]
        sin_ficha = visita.post(reverse(ruta), {})
        con_ficha = visita.post(reverse(ruta), {"csrfmiddlewaretoken": fichas[-1]})
        assert (sin_ficha.status_code, con_ficha.status_code) == (403, 422)
    assert fichas[0] != fichas[1]
