"""Every page fits its window, under a finger too, and axe-core finds nothing: light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.navegador.conftest import Hojear
from tests.navegador.paginas import PAGINAS, Pagina

# Beyond the rules of WCAG 2.2 AA, those of good practice too: they are what a person notices.
REGLAS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The second view is the first in other colours, and the third in the same ones: what cannot have
# changed is not asked again. Contrast takes longer than all the rest together.
COLORES = ["color-contrast", "link-in-text-block"]
TODAS = {"runOnly": {"type": "tag", "values": REGLAS}}
DE_COLOR = {"runOnly": {"type": "rule", "values": COLORES}}
SIN_COLOR = TODAS | {"rules": {regla: {"enabled": False} for regla in COLORES}}
VISTAS = [(1280, "light", TODAS), (1280, "dark", DE_COLOR), (390, "light", SIN_COLOR)]
# A resize reaches the page with its next frame; a person is never faster than that.
DOS_CUADROS = "() => new Promise((ya) => requestAnimationFrame(() => requestAnimationFrame(ya)))"
PREGUNTA = (
    "(reglas) => axe.run({...reglas, resultTypes: ['violations'],"
    " preload: false})"  # its own copy of an @import would be an inline style, which we forbid
)


ANCHOS = (390, 768, 1280, 1920)
BAJO_EL_DEDO = "main .btn, .cabecera a, .cabecera button, .cabecera summary, main select"
PEQUENOS = """(selector) => [...document.querySelectorAll(selector)]
    .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 43.5)
    .map((e) => e.getBoundingClientRect().height + ' px: ' + e.outerHTML.slice(0, 90))"""


@pytest.mark.lento
@pytest.mark.parametrize("pagina", PAGINAS, ids=str)
def test_la_pagina_cabe_y_axe_no_halla_nada(pagina: Pagina, hojear: Hojear) -> None:
    pestana = hojear(pagina.cargo, pagina.url)
    assert _lo_que_sobra(pestana) == {}
    pestana.evaluate(Axe().axe_script)
    hallazgos: set[str] = set()
    for ancho, tema, reglas in VISTAS:
        pestana.set_viewport_size({"width": ancho, "height": 800})
        pestana.emulate_media(color_scheme=tema)
        _con_el_dedo(pestana, ancho < 600)
        pestana.evaluate(DOS_CUADROS)
        informe = pestana.evaluate(PREGUNTA, reglas)
        hallazgos |= {
            f"{ancho} {tema} · {v['help']}: {nodo['html'][:160]} · {nodo['failureSummary']}"
            for v in informe["violations"]
            for nodo in v["nodes"]
        }
    hallazgos |= set(pestana.evaluate(PEQUENOS, BAJO_EL_DEDO))
    _con_el_dedo(pestana, False)
    assert hallazgos == set(), "\n".join(sorted(hallazgos))


def _con_el_dedo(pestana: Page, se_toca: bool) -> None:
    """Make of the tab a telephone, whose pointer is a finger, or again a desk's."""
    pestana.context.new_cdp_session(pestana).send(
        "Emulation.setTouchEmulationEnabled", {"enabled": se_toca}
    )


def _lo_que_sobra(pestana: Page) -> dict[int, int]:
    """Pixels by which the page is wider than each width."""
    sobran = {}
    for ancho in ANCHOS:
        pestana.set_viewport_size({"width": ancho, "height": 800})
        sobran[ancho] = pestana.evaluate("document.documentElement.scrollWidth - innerWidth")
    return {ancho: sobra for ancho, sobra in sobran.items() if sobra > 0}
