"""A morning of the office in a real browser: a paper comes in, is answered, and the head looks.

Everything is done as people do it: through the login page, with the keyboard, by the buttons.
"""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from cargos.models import Usuario
from tests import fabrica, fabrica_convenios, fabrica_tramite
from tramite.estados import Estado
from tramite.models import Expediente

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]

ASUNTO = "Pide opinión sobre el proyecto de refugios temporales"


def _entrar(pagina: Page, usuario: Usuario) -> None:
    pagina.goto("/entrar/")
    pagina.locator("input[name=login]").fill(usuario.username)
    pagina.locator("input[name=password]").fill(fabrica.CLAVE)
    pagina.keyboard.press("Enter")
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Panel")


def test_de_la_mesa_de_partes_al_tablero(live_server, abrir):
    secretaria, especialista = fabrica.usuario(cargo="071"), fabrica.usuario(cargo="068")
    jefa = fabrica.usuario(cargo="067")
    fabrica_tramite.catalogos()
    fabrica_tramite.remitente(nombre="Agencia de Cooperación del Sur")
    convenio = fabrica_convenios.convenio(por=jefa, denominacion="Convenio del recorrido")
    fabrica_convenios.compromiso(
        convenio,
        titulo="Informe semestral del recorrido",
        base=date(2026, 1, 15),
        hoy=date(2026, 1, 10),
    )

    # The secretary logs in, registers without the mouse and sees the number.
    mesa = abrir(live_server)
    _entrar(mesa, secretaria)
    mesa.goto("/tramite/registrar/")
    mesa.locator("#id_remitente").press_sequentially("agencia de coop")
    expect(mesa.get_by_role("option").first).to_be_visible()
    mesa.keyboard.press("Enter")
    mesa.locator("#id_documento_numero").fill("D000451-2026")
    mesa.locator("#id_asunto").fill(ASUNTO)
    mesa.locator("#id_procedimiento").select_option(label="Pedido de informe u opinión técnica")
    mesa.get_by_role("button", name="Registrar y ver").click()
    expediente = Expediente.objects.get()
    expect(mesa.get_by_role("heading", level=1)).to_contain_text(expediente.numero)

    # … and passes it on with a proveído.
    mesa.get_by_role("link", name="Derivar").click()
    mesa.locator("#id_para").select_option(value=_valor(mesa, "068"))
    mesa.locator("#id_texto").fill("Para su opinión")
    mesa.get_by_role("button", name="Derivar").click()
    expect(mesa.get_by_role("main")).to_contain_text(f"{expediente.numero}")

    # The specialist finds it in the tray, receives it and answers.
    puesto = abrir(live_server)
    _entrar(puesto, especialista)
    puesto.goto("/tramite/")
    expect(puesto.get_by_role("main")).to_contain_text(ASUNTO)
    puesto.get_by_role("button", name="Recibir").first.click()
    puesto.goto(expediente.get_absolute_url())
    puesto.get_by_role("link", name="Atender").click()
    puesto.locator("#id_texto").fill("Opinión favorable remitida")
    puesto.locator(".form-pie .btn-primary").click()
    expect(puesto.get_by_role("main")).to_contain_text("Opinión favorable remitida")
    expediente.refresh_from_db()
    assert expediente.estado == Estado.ATENDIDO

    # The head opens the dashboard and goes from a figure to its row.
    despacho = abrir(live_server)
    _entrar(despacho, jefa)
    despacho.goto("/convenios/tablero/")
    despacho.get_by_role("link", name="Vencidas").first.click()
    expect(despacho.get_by_role("main")).to_contain_text("Informe semestral del recorrido")


def _valor(pagina: Page, cargo: str) -> str:
    """Value of the option of that post in the first list that offers it."""
    opcion = pagina.locator(f"option:has-text('{cargo} ·')").first
    valor = opcion.get_attribute("value")
    assert valor
    return valor
