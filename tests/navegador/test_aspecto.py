"""Every page is reached with the keyboard, and works in both themes and without scripts."""

import pytest
from playwright.sync_api import Page, expect

from tests.base.test_aspecto import CLARO, OSCURO
from tests.navegador.conftest import Abrir, Oficina

SIN_FOCO_VISIBLE = """() => {
    const e = document.activeElement;
    const marco = e.closest('.cifra, .paleta-forma') || e;
    const seVe = (s) => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2;
    return [e, marco].some((x) => seVe(getComputedStyle(x))) ? '' : e.outerHTML.slice(0, 120);
}"""


def _fondo(pestana: Page) -> str:
    return pestana.evaluate("getComputedStyle(document.body).backgroundColor")


def _rgb(color: str) -> str:
    r, g, b = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgb({r}, {g}, {b})"


def test_el_foco_se_ve_en_todo_lo_que_se_alcanza_con_tab(oficina: Oficina, abrir: Abrir) -> None:
    pestana = abrir(oficina.servidor, oficina.sesiones["067"])
    pestana.goto("/cargos/directorio/")
    invisibles = []
    for _ in range(25):
        pestana.keyboard.press("Tab")
        invisibles.append(pestana.evaluate(SIN_FOCO_VISIBLE))
    assert [e for e in invisibles if e] == []


@pytest.mark.parametrize(("tema", "tokens"), [("light", CLARO), ("dark", OSCURO)])
def test_el_tema_sigue_al_equipo_aun_sin_scripts(
    tema: str, tokens: dict[str, str], oficina: Oficina, abrir: Abrir
) -> None:
    pestana = abrir(oficina.servidor, tema=tema, con_scripts=False)
    pestana.goto("/entrar/")
    assert _fondo(pestana) == _rgb(tokens["--papel"])


def test_el_tema_elegido_vale_mas_que_el_del_equipo_y_se_recuerda(
    oficina: Oficina, abrir: Abrir
) -> None:
    pestana = abrir(oficina.servidor, oficina.sesiones["071"], tema="dark")
    pestana.goto("/")
    assert _fondo(pestana) == _rgb(OSCURO["--papel"])
    pestana.locator(".menu-usuario summary").click()
    pestana.get_by_label("Claro").check()
    assert _fondo(pestana) == _rgb(CLARO["--papel"])
    pestana.reload()
    assert _fondo(pestana) == _rgb(CLARO["--papel"])
    pestana.emulate_media(color_scheme="dark")
    assert _fondo(pestana) == _rgb(CLARO["--papel"])


def test_sin_scripts_el_menu_esta_a_la_vista_en_el_telefono(oficina: Oficina, abrir: Abrir) -> None:
    pestana = abrir(oficina.servidor, oficina.sesiones["071"], ancho=390, con_scripts=False)
    pestana.goto("/")
    pestana.get_by_role("link", name="Cargos").click()
    expect(pestana.get_by_role("link", name="Directorio")).to_be_visible()


def test_con_scripts_el_menu_se_abre_con_su_boton(oficina: Oficina, abrir: Abrir) -> None:
    pestana = abrir(oficina.servidor, oficina.sesiones["071"], ancho=390)
    pestana.goto("/")
    expect(pestana.get_by_role("link", name="Directorio")).to_be_hidden()
    pestana.get_by_role("button", name="Menú").click()
    pestana.get_by_role("link", name="Directorio").click()
    pestana.wait_for_url("**/cargos/directorio/")


def test_el_primer_tab_ofrece_saltar_al_contenido(oficina: Oficina, abrir: Abrir) -> None:
    pestana = abrir(oficina.servidor, oficina.sesiones["071"])
    pestana.goto("/")
    pestana.keyboard.press("Tab")
    expect(pestana.get_by_role("link", name="Saltar al contenido")).to_be_focused()
    pestana.keyboard.press("Enter")
    expect(pestana.locator("main")).to_be_focused()


def test_la_paleta_lleva_a_una_pagina_sin_tocar_el_raton(oficina: Oficina, abrir: Abrir) -> None:
    pestana = abrir(oficina.servidor, oficina.sesiones["071"])
    pestana.goto("/")
    pestana.keyboard.press("/")
    expect(pestana.get_by_role("combobox")).to_be_focused()
    pestana.keyboard.type("organigr")
    expect(pestana.get_by_role("option", selected=True)).to_contain_text("Organigrama")
    pestana.keyboard.press("Enter")
    pestana.wait_for_url("**/cargos/organigrama/")


def test_escape_cierra_la_paleta_y_devuelve_el_foco(oficina: Oficina, abrir: Abrir) -> None:
    pestana = abrir(oficina.servidor, oficina.sesiones["071"])
    pestana.goto("/")
    boton = pestana.get_by_role("button", name="Buscar o ir a")
    boton.focus()
    pestana.keyboard.press("Control+k")
    pestana.keyboard.press("Escape")
    expect(pestana.locator("#paleta")).to_be_hidden()
    expect(boton).to_be_focused()


def test_la_ayuda_lista_las_teclas_y_permite_apagarlas(oficina: Oficina, abrir: Abrir) -> None:
    pestana = abrir(oficina.servidor, oficina.sesiones["071"])
    pestana.goto("/")
    pestana.keyboard.press("?")
    ayuda = pestana.get_by_role("dialog", name="Atajos de teclado")
    expect(ayuda.get_by_text("Directorio")).to_be_visible()
    ayuda.get_by_label("Usar atajos de una sola tecla").uncheck()
    pestana.keyboard.press("Escape")
    pestana.keyboard.press("?")
    expect(ayuda).to_be_hidden()


def test_g_y_una_letra_llevan_a_una_pagina(oficina: Oficina, abrir: Abrir) -> None:
    pestana = abrir(oficina.servidor, oficina.sesiones["071"])
    pestana.goto("/")
    pestana.keyboard.press("g")
    pestana.keyboard.press("d")
    pestana.wait_for_url("**/cargos/directorio/")


def test_en_papel_no_sale_la_navegacion_y_si_el_membrete(oficina: Oficina, abrir: Abrir) -> None:
    pestana = abrir(oficina.servidor, oficina.sesiones["067"], tema="dark")
    pestana.goto("/cargos/")
    pestana.emulate_media(media="print")
    expect(pestana.locator(".cabecera")).to_be_hidden()
    expect(pestana.locator(".membrete")).to_be_visible()
    assert _fondo(pestana) == "rgb(255, 255, 255)"
