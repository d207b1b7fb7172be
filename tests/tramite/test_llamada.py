"""«¿En qué está lo mío?»: an answer to read aloud, logged, with nothing reserved in it."""

from datetime import date

import pytest
from django.db import InternalError, transaction

from tests import fabrica_tramite as fabrica
from tramite.estados import Estado
from tramite.models import Llamada
from tramite.respuestas import EN_PALABRAS, NO_HAY

URL = "/tramite/llamadas/"


def preguntar(cliente, texto):
    respuesta = cliente.post(URL, {"consulta": texto})
    assert respuesta.status_code == 302
    return Llamada.objects.latest("pk")


@pytest.fixture
def oficio(secretaria, especialista):
    fila = fabrica.expediente(
        por=secretaria,
        pase_a="068",
        asunto="Denuncia reservada de nombre",
        documento_numero="D000451-2026-APCI",
        remitente=fabrica.remitente(nombre="Asociación Warmi", ruc="20131370645"),
    )
    fabrica.vence(fila, date(2099, 12, 10))
    return fila


@pytest.mark.parametrize("pregunta", ["numero", "20131370645", "warmi", "asociacion", "000451"])
def test_se_responde_por_numero_ruc_nombre_o_numero_del_papel(como, secretaria, oficio, pregunta):
    llamada = preguntar(como(secretaria), oficio.numero if pregunta == "numero" else pregunta)
    assert llamada.numeros == [oficio.numero]
    assert "está en trámite; lo tiene el cargo 068" in llamada.respuesta
    assert "llega al 10 de diciembre" in llamada.respuesta


def test_de_un_plazo_pasado_se_dice_que_vencio(como, secretaria, oficio):
    fabrica.vence(oficio, date(2020, 1, 31))
    assert "venció el 31 de enero" in preguntar(como(secretaria), oficio.numero).respuesta


def test_de_cualquier_estado_hay_palabras_para_leer_en_voz_alta():
    assert set(EN_PALABRAS) == set(Estado)


def test_la_persona_se_halla_por_su_dni(como, secretaria):
    persona = fabrica.remitente(nombre="Rosa Quispe", clase="persona", dni="40000009")
    fila = fabrica.expediente(por=secretaria, remitente=persona)
    assert preguntar(como(secretaria), "40000009").numeros == [fila.numero]


def test_lo_que_se_lee_no_dice_el_asunto(como, secretaria, oficio):
    assert "Denuncia" not in preguntar(como(secretaria), oficio.numero).respuesta


def test_de_un_restringido_no_se_dice_ni_que_existe(como, jefatura, secretaria):
    oculto = fabrica.expediente(por=secretaria, acceso="grupo")
    llamada = preguntar(como(jefatura), oculto.numero)
    assert (llamada.numeros, llamada.respuesta) == ([], NO_HAY)


def test_queda_quien_pregunto_y_no_se_cambia(como, secretaria, oficio):
    llamada = preguntar(como(secretaria), "warmi")
    url = llamada.get_absolute_url()
    assert oficio.numero in como(secretaria).get(url).content.decode()
    assert como(secretaria).post(url, {"quien": "Sra. Pariona"}).status_code == 302
    assert como(secretaria).post(url, {"quien": "Otra"}).status_code == 409
    llamada.refresh_from_db()
    assert llamada.quien == "Sra. Pariona"
    with pytest.raises(InternalError), transaction.atomic():
        Llamada.objects.update(respuesta="Otra cosa")


def test_enter_sin_escribir_quien_pasa_a_la_siguiente_y_puede_anotarse_luego(
    como, secretaria, oficio
):
    llamada = preguntar(como(secretaria), "warmi")
    respuesta = como(secretaria).post(llamada.get_absolute_url(), {"quien": " "})
    assert (respuesta.status_code, respuesta["Location"]) == (302, URL)
    assert como(secretaria).post(llamada.get_absolute_url(), {"quien": "Él"}).status_code == 302
    llamada.refresh_from_db()
    assert llamada.quien == "Él"


@pytest.mark.parametrize(
    ("q", "halla"), [("pariona", 1), ("WARMI", 2), ("asociación trámite", 2), ("otra cosa", 0)]
)
def test_lo_respondido_se_vuelve_a_encontrar_por_quien_que_o_que_se_dijo(
    como, secretaria, oficio, q, halla
):
    for quien in ("Sra. Pariona", ""):
        llamada = preguntar(como(secretaria), "warmi")
        como(secretaria).post(llamada.get_absolute_url(), {"quien": quien})
    assert len(como(secretaria).get(URL, {"q": q}).context["pagina"].filas) == halla


def test_cada_uno_ve_sus_consultas_y_la_jefa_todas(como, secretaria, especialista, jefatura):
    llamada = preguntar(como(secretaria), "warmi")
    assert como(especialista).get(llamada.get_absolute_url()).status_code == 404
    assert como(jefatura).get(llamada.get_absolute_url()).status_code == 200
    assert len(como(jefatura).get(URL).context["pagina"]) == 1
    assert len(como(jefatura).get(f"{URL}?cargo=068").context["pagina"]) == 0


@pytest.mark.parametrize("texto", ["", "a" * 201, "\x00"])
def test_una_consulta_imposible_se_dice_junto_al_campo(como, secretaria, texto):
    assert como(secretaria).post(URL, {"consulta": texto}).status_code == 422


@pytest.mark.parametrize("texto", ["😀", "99999999", "2026-999999", "%", "'; --"])
def test_lo_que_no_existe_se_responde_con_cortesia(como, secretaria, texto):
    assert preguntar(como(secretaria), texto).respuesta == NO_HAY
