"""Nothing written is lost and nothing is sent twice, whatever happens to the tab or the session."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from cargos.models import Usuario
from tests import fabrica_tramite
from tests.navegador.conftest import Abrir, sesion_de
from tramite.models import Expediente

REGISTRAR = "/tramite/registrar/"
ASUNTO = "Solicita opinión sobre el convenio 😀 ñ"

DOS_CLICS = """async (selector) => {
    const boton = document.querySelector(selector);
    const rato = () => new Promise((seguir) => setTimeout(seguir, 100));
    let envios = 0;
    addEventListener("submit", (e) => { envios += e.defaultPrevented ? 0 : 1; });
    for (const _ of [1, 2]) { boton.click(); await rato(); }
    return {envios, ocupado: boton.getAttribute("aria-disabled")};
}"""


@pytest.fixture
def mesa(live_server: LiveServer, abrir: Abrir, secretaria: Usuario, jefatura: Usuario) -> Page:
    """The registration screen open before the secretary."""
    fabrica_tramite.catalogos()
    pestana = abrir(live_server, sesion_de(secretaria))
    pestana.goto(REGISTRAR)
    return pestana


def _escribir(pestana: Page) -> None:
    pestana.get_by_label("Asunto").fill(ASUNTO)
    pestana.get_by_label("Folios").fill("12")
    pestana.get_by_role("combobox", name="Remitente").fill("Asociación Manos Unidas")
    pestana.wait_for_timeout(500)  # kept a moment after the last key
    assert _borradores(pestana)


def _borradores(pestana: Page) -> list[str]:
    claves = pestana.evaluate("Object.keys(localStorage)")
    return [c for c in claves if c.startswith("oci:borrador:")]


def test_lo_escrito_vuelve_despues_de_cerrar_la_pestana(mesa: Page) -> None:
    _escribir(mesa)
    mesa.close()
    otra = mesa.context.new_page()
    otra.goto(REGISTRAR)
    expect(otra.get_by_label("Asunto")).to_have_value(ASUNTO)
    expect(otra.locator("form .aviso")).to_contain_text("Se recuperó lo que escribió")


def test_lo_recuperado_se_puede_descartar(mesa: Page) -> None:
    _escribir(mesa)
    mesa.reload()
    mesa.get_by_role("button", name="Descartar").click()
    expect(mesa.get_by_label("Asunto")).to_have_value("")
    assert _borradores(mesa) == []


def test_la_sesion_vencida_no_pierde_lo_escrito(mesa: Page, secretaria: Usuario) -> None:
    _escribir(mesa)
    mesa.context.clear_cookies(name="sesion")
    mesa.get_by_role("button", name="Registrar y seguir").click()
    mesa.wait_for_url("**/entrar/**")
    servidor = mesa.url.split("/entrar/")[0]
    mesa.context.add_cookies([{"name": "sesion", "value": sesion_de(secretaria), "url": servidor}])
    mesa.goto(servidor + REGISTRAR)
    expect(mesa.get_by_label("Asunto")).to_have_value(ASUNTO)
    assert not Expediente.objects.exists()


def test_al_registrar_se_olvida_el_borrador_y_se_dice_el_numero(mesa: Page) -> None:
    _escribir(mesa)
    mesa.get_by_role("button", name="Registrar y seguir").click()
    expect(mesa.locator("#mensajes")).to_contain_text("registrado")
    expect(mesa.locator("#anuncio")).to_contain_text("registrado")
    assert _borradores(mesa) == []


def test_el_borrador_de_una_persona_no_aparece_a_otra(mesa: Page, jefatura: Usuario) -> None:
    _escribir(mesa)
    servidor = mesa.url.removesuffix(REGISTRAR)
    mesa.context.add_cookies([{"name": "sesion", "value": sesion_de(jefatura), "url": servidor}])
    mesa.goto(servidor + REGISTRAR)
    expect(mesa.get_by_label("Asunto")).to_have_value("")


def test_otro_clic_mientras_viaja_no_envia_otra_vez(mesa: Page) -> None:
    _escribir(mesa)
    viajan = []
    mesa.route("**" + REGISTRAR, lambda ruta: viajan.append(ruta))  # the network holds the answer
    assert mesa.evaluate(DOS_CLICS, "[name=seguir]") == {"envios": 1, "ocupado": "true"}
    viajan[0].continue_()
    expect(mesa.locator("#mensajes")).to_contain_text("registrado")
    assert Expediente.objects.count() == 1


def test_un_error_deja_el_foco_en_el_campo_y_conserva_lo_demas(mesa: Page) -> None:
    _escribir(mesa)
    mesa.get_by_label("Folios").fill("-3")
    mesa.get_by_role("button", name="Registrar y seguir").click()
    folios = mesa.get_by_label("Folios")
    expect(folios).to_be_focused()
    expect(folios).to_have_attribute("aria-invalid", "true")
    descrito = folios.get_attribute("aria-describedby").split()
    assert any(mesa.locator(f"[id='{i}']").inner_text() for i in descrito if i.endswith("_error"))
    expect(mesa.get_by_label("Asunto")).to_have_value(ASUNTO)


def test_control_enter_guarda_desde_cualquier_campo(mesa: Page) -> None:
    _escribir(mesa)
    mesa.get_by_label("Asunto").press("Control+Enter")
    expect(mesa.locator("#mensajes")).to_contain_text("registrado")


def test_lo_que_no_se_deshace_pregunta_antes(
    live_server: LiveServer, abrir: Abrir, secretaria: Usuario
) -> None:
    pestana = abrir(live_server, sesion_de(secretaria))
    pestana.goto("/cargos/mi-puesto/")
    boton = pestana.get_by_role("button", name="Declarar reserva")
    boton.click()
    pregunta = pestana.locator("#confirmar")
    expect(pregunta).to_be_visible()
    pregunta.get_by_role("button", name="Cancelar").click()
    expect(boton).to_be_focused()
    boton.click()
    pregunta.locator("[data-boton]").click()
    expect(pestana.locator("#mensajes .aviso")).to_be_visible()
