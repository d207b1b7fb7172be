"""A real Chromium against a real server: skipped without one, never in CI.

Two kinds of server: pytest-django's `live_server` (the database is emptied after each test) for
journeys that write, and `oficina`, one office for a whole module, for tests that only look.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from cargos.models import Usuario
from ocisys.base.preparacion import CARGAS

NOMBRES = (
    "chromium-headless-shell",  # the same engine without windows: less to start and to draw
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
AQUI = os.path.dirname(__file__)
# Answers that our pages give on purpose; Chromium logs every 4xx as an error.
ESPERADOS = re.compile(r"status of (409|422)")
VIGILA_CSP = """document.addEventListener("securitypolicyviolation", (e) =>
    console.error(`CSP: ${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`))"""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser, and what looks at `oficina` a database.

    It runs last, whatever order chance gave the rest: the event loop that Playwright leaves running
    in this thread would be in the way of what starts one of its own, as signing a PDF does.
    """
    for item in items:
        if _aqui(item):
            item.add_marker(pytest.mark.navegador)
            if "oficina" in item.fixturenames:  # type: ignore[attr-defined]
                item.add_marker(pytest.mark.django_db)
    items.sort(key=_aqui)


def _aqui(item: pytest.Item) -> bool:
    return str(item.path).startswith(AQUI)


@pytest.fixture(scope="session")
def chromium(django_db_setup: None) -> Iterator[Browser]:
    """The browser of the machine; without one the tests say so, and fail where CI=true.

    It goes before the database is dropped: under Playwright's event loop Django keeps a second
    connection of its own, which must be closed there.
    """
    programa = os.environ.get("OCISYS_CHROMIUM") or next(
        filter(None, map(shutil.which, NOMBRES)), ""
    )
    if not programa:
        motivo = "No hay Chromium en esta máquina (paquete chromium); se omiten sus pruebas."
        pytest.fail(motivo) if os.environ.get("CI") == "true" else pytest.skip(motivo)
    # Playwright keeps an event loop alive in this thread, and Django refuses to query under one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        navegador = playwright.chromium.launch(
            executable_path=programa, args=["--no-sandbox", "--disable-gpu"]
        )
        yield navegador
        navegador.close()
        connections.close_all()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


Abrir = Callable[..., Page]
Hojear = Callable[..., Page]


class Ventanas:
    """The contexts opened in a browser, and what their pages complained of."""

    def __init__(self, chromium: Browser) -> None:
        self._chromium = chromium
        self._contextos: list[BrowserContext] = []
        self.quejas: list[str] = []

    def nueva(
        self,
        servidor: LiveServer,
        sesion: str = "",
        *,
        ancho: int = 1280,
        tema: str = "light",
        con_scripts: bool = True,
    ) -> Page:
        contexto = self._chromium.new_context(
            base_url=servidor.url,
            viewport={"width": ancho, "height": 844 if ancho < 600 else 800},
            color_scheme=tema,
            reduced_motion="reduce",  # axe must not measure a colour half way
            locale="es-PE",
            timezone_id="America/Lima",
            has_touch=ancho < 600,
            is_mobile=ancho < 600,
            java_script_enabled=con_scripts,
        )
        contexto.set_default_timeout(10_000)
        self._contextos.append(contexto)
        if sesion:
            nombre = settings.SESSION_COOKIE_NAME
            contexto.add_cookies([{"name": nombre, "value": sesion, "url": servidor.url}])
        contexto.add_init_script(VIGILA_CSP)
        contexto.on("console", lambda m: _anotar(self.quejas, m.type, m.text))
        contexto.on("weberror", lambda e: self.quejas.append(str(e.error)))
        return contexto.new_page()

    def cerrar(self) -> None:
        for contexto in self._contextos:
            contexto.close()


@pytest.fixture
def abrir(chromium: Browser) -> Iterator[Abrir]:
    """`abrir(servidor, sesion_de(usuario), ancho=390, tema="dark")`: a page of who has logged in.

    The test fails if any page so opened logged an error or broke the content security policy.
    """
    ventanas = Ventanas(chromium)
    yield ventanas.nueva
    ventanas.cerrar()
    assert ventanas.quejas == []


@pytest.fixture(scope="module")
def _hojeadas(chromium: Browser) -> Iterator[tuple[Ventanas, dict[str, Page]]]:
    ventanas = Ventanas(chromium)
    yield ventanas, {}
    ventanas.cerrar()


@pytest.fixture
def hojear(oficina: "Oficina", _hojeadas: tuple[Ventanas, dict[str, Page]]) -> Iterator[Hojear]:
    """`hojear("067", "/cargos/")`: that page of the office, in the tab of that post.

    For tests that only look, hundreds of them: the tab keeps its styles and scripts from one test
    to the next. It fails as `abrir` does, or if the page is not served.
    """
    ventanas, pestanas = _hojeadas
    ventanas.quejas.clear()

    def pasar_a(cargo: str, url: str) -> Page:
        if cargo not in pestanas:
            pestanas[cargo] = ventanas.nueva(oficina.servidor, oficina.sesiones[cargo])
        pestana = pestanas[cargo]
        respuesta = pestana.goto(url)
        assert respuesta is not None
        assert respuesta.status == 200
        return pestana

    yield pasar_a
    assert ventanas.quejas == []


def _anotar(quejas: list[str], tipo: str, texto: str) -> None:
    if tipo in ("error", "warning") and not ESPERADOS.search(texto):
        quejas.append(texto)


def sesion_de(usuario: Usuario) -> str:
    """Key of a new session of that person, as if the password had been typed."""
    cliente = Client()
    cliente.force_login(usuario, backend="cargos.autenticacion.Autenticacion")
    return cliente.cookies[settings.SESSION_COOKIE_NAME].value


class Oficina:
    """The demonstration office behind a server, and a session of each of its people by post.

    `sesiones["071"]` is who holds that post, "administracion" and "auditoria" the accounts without
    one, "" who has not logged in. The sessions exist before the test, which runs in a transaction
    that the server does not see.
    """

    def __init__(self, servidor: LiveServer) -> None:
        self.servidor = servidor
        for carga in (*CARGAS, "poblar_demo"):
            call_command(carga, verbosity=0, stdout=StringIO())
        lineas = (settings.VAR / "demo.txt").read_text().splitlines()
        personas = {puesto: cuenta for cuenta, _, puesto in (linea.split("\t") for linea in lineas)}
        self.sesiones = {
            puesto: sesion_de(Usuario.objects.get(username=cuenta))
            for puesto, cuenta in personas.items()
        } | {"": ""}


@pytest.fixture(scope="module")
def oficina(django_db_setup: None, django_db_blocker: object) -> Iterator[Oficina]:
    """One office for all the tests of a module, which only read it."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        servidor = LiveServer("localhost")
        try:
            yield Oficina(servidor)
        finally:
            servidor.stop()
            call_command("flush", verbosity=0, interactive=False)
