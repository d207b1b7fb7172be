"""A day at the desk in a real browser: the secretary registers and routes, another answers."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from cargos.models import Usuario
from tests import fabrica, fabrica_tramite
from tests.navegador.conftest import Abrir, sesion_de
from tramite import acciones
from tramite.models import Expediente, Procedimiento

MAXIMO_DE_TECLAS = 30


@pytest.fixture
def gente(transactional_db: None) -> dict[str, Usuario]:
    """The secretary, the specialist and the head, with the catalogues loaded."""
    personas = {cargo: fabrica.usuario(cargo=cargo) for cargo in ("067", "068", "071")}
    fabrica_tramite.catalogos()
    return personas


class Teclado:
    """Counts every key pressed, modifiers apart: a chord is one stroke for each key in it."""

    def __init__(self, pestana: Page) -> None:
        self.pestana, self.pulsadas = pestana, 0

    def escribir(self, texto: str) -> None:
        self.pulsadas += len(texto)
        self.pestana.keyboard.type(texto)

    def pulsar(self, tecla: str) -> None:
        self.pulsadas += len(tecla.split("+"))
        self.pestana.keyboard.press(tecla)


def conocido(secretaria: Usuario) -> Expediente:
    """What APCI sent last time: it brings kind, number pattern, addressee and procedure."""
    return fabrica_tramite.expediente(
        por=secretaria,
        remitente=fabrica_tramite.remitente(nombre="Agencia Peruana (APCI)"),
        tipo=fabrica_tramite.tipo("carta"),
        procedimiento=fabrica_tramite.procedimiento("informe"),
        documento_numero="D000123-2025-APCI/DGNI",
        asunto="Solicita opinión sectorial",
    )


def opinion_activa() -> Procedimiento:
    """A sectoral opinion as the office will have it: in force, with its requisites."""
    fila = fabrica_tramite.procedimiento("opinion-ongd")
    fila.activo = fila.verificado = True
    fila.save()
    for n, texto in enumerate(("Plan de operaciones", "Constancia de inscripción")):
        fila.requisitos.create(
            codigo=f"prueba-{n}", orden=n, texto=texto, base="Ficticio", verificado=True
        )
    return fila


def impresora(pestana: Page) -> None:
    """What would go to the printer is written in the page that ordered it."""
    pestana.add_init_script(
        "window.print = () => { top.document.documentElement.dataset.impreso = location.pathname; }"
    )


def test_un_remitente_conocido_se_registra_en_treinta_teclas_y_sin_raton(
    live_server: LiveServer, abrir: Abrir, gente: dict[str, Usuario]
) -> None:
    """The sequence of investigacion/tramite.md §4.5, key by key."""
    conocido(gente["071"])
    opinion = opinion_activa()
    especialista = fabrica_tramite.posicion("068")
    acciones.fijar_reparto(
        procedimiento=opinion,
        posicion=especialista,
        proveido=None,
        por=gente["067"],
        ahora=timezone.now(),
    )
    pestana = abrir(live_server, sesion_de(gente["071"]))
    impresora(pestana)
    pestana.goto("/tramite/")
    teclas = Teclado(pestana)

    teclas.pulsar("n")
    expect(pestana.get_by_label("Remitente", exact=False).first).to_be_focused()
    teclas.escribir("apci")
    teclas.pulsar("Enter")
    expect(pestana.locator("#id_documento_numero")).to_be_focused()
    teclas.escribir("451")
    teclas.pulsar("NumpadEnter")
    teclas.escribir("-2")
    teclas.pulsar("NumpadEnter")
    teclas.escribir("12")
    teclas.pulsar("NumpadEnter")
    teclas.pulsar("Enter")  # the subject that is suggested
    teclas.escribir("ong")
    teclas.pulsar("Enter")
    teclas.pulsar("Enter")  # to whom the standing rule says
    teclas.pulsar("Space")  # all the requisites are there
    teclas.pulsar("Enter")
    teclas.pulsar("Control+Enter")

    expect(pestana.locator("#mensajes")).to_contain_text("registrado.")
    expect(pestana.locator("#id_remitente")).to_be_focused()
    fila = Expediente.objects.latest("pk")
    papeles = f"/tramite/expedientes/{fila.numero}/imprimir/"
    expect(pestana.locator("html")).to_have_attribute("data-impreso", papeles)
    assert fila.documento_numero == f"D000451-{fila.anio}-APCI/DGNI"
    assert (fila.tipo_documento.codigo, fila.folios) == ("carta", 12)
    assert fila.asunto == "Solicita opinión sectorial"
    assert fila.procedimiento == opinion
    assert fila.movimientos.get().para == especialista
    assert "todos conformes" in fila.actuaciones.get().texto
    assert teclas.pulsadas <= MAXIMO_DE_TECLAS, teclas.pulsadas


def test_el_numero_del_requisito_que_falta_lo_observa_y_queda_en_la_mesa(
    live_server: LiveServer, abrir: Abrir, gente: dict[str, Usuario]
) -> None:
    opinion = opinion_activa()
    mesa = abrir(live_server, sesion_de(gente["071"]))
    mesa.goto("/tramite/registrar/")
    mesa.get_by_label("Remitente", exact=False).first.fill("Asociación Warmi")
    mesa.get_by_label("Asunto", exact=False).fill("Pide su inscripción")
    mesa.locator("#id_procedimiento").select_option(str(opinion.pk))
    mesa.locator("fieldset.requisitos:visible [name=conforme]").focus()

    mesa.keyboard.press("2")
    expect(mesa.locator("[data-observado]:visible")).to_contain_text("Se observará")
    mesa.keyboard.press("Control+Enter")

    expect(mesa.locator("#mensajes")).to_contain_text("queda en su poder hasta que se subsane")
    fila = Expediente.objects.latest("pk")
    assert [r.texto for r in fila.observacion.requisitos.all()] == ["Constancia de inscripción"]


def test_los_papeles_que_tardan_en_imprimirse_no_se_llevan_lo_que_se_teclea(
    live_server: LiveServer, abrir: Abrir, gente: dict[str, Usuario]
) -> None:
    """The cargo of the paper before reaches the printer when the next one is half written."""
    mesa = abrir(live_server, sesion_de(gente["071"]))
    impresora(mesa)
    llegaron: list[Route] = []
    mesa.route("**/imprimir/", lambda ruta: llegaron.append(ruta))
    mesa.goto("/tramite/registrar/")
    mesa.get_by_label("Remitente", exact=False).first.fill("Asociación Warmi")
    mesa.get_by_label("Asunto", exact=False).fill("Pide su inscripción")
    with mesa.expect_request("**/imprimir/"):
        mesa.keyboard.press("Control+Enter")

    mesa.locator("#id_documento_numero").focus()
    mesa.keyboard.type("45")
    llegaron[0].continue_()
    expect(mesa.locator("html")).to_have_attribute("data-impreso", re.compile("imprimir"))
    mesa.keyboard.type("1")

    expect(mesa.locator("#id_documento_numero")).to_have_value("451")
    expect(mesa.locator("#id_remitente")).to_have_value("")


def test_lo_tecleado_mientras_se_busca_al_remitente_va_a_su_campo(
    live_server: LiveServer, abrir: Abrir, gente: dict[str, Usuario]
) -> None:
    """A fast typist does not wait for the server."""
    conocido(gente["071"])
    mesa = abrir(live_server, sesion_de(gente["071"]))
    mesa.add_init_script(
        "const pedir = window.fetch;"
        "window.fetch = (url, como) => String(url).includes('remitentes')"
        " ? new Promise((listo) => setTimeout(listo, 700)).then(() => pedir(url, como))"
        " : pedir(url, como);"
    )
    mesa.goto("/tramite/registrar/")

    mesa.keyboard.type("apci")
    mesa.keyboard.press("Enter")
    mesa.keyboard.type("451")
    mesa.keyboard.press("Enter")
    mesa.keyboard.type("-2")

    anio = timezone.localdate().year
    expect(mesa.locator("#id_documento_numero")).to_have_value(f"D000451-{anio}-APCI/DGNI")
    expect(mesa.locator("#id_documento_fecha")).to_have_value("-2")
    expect(mesa.locator("#id_remitente")).to_have_value("Agencia Peruana (APCI)")


def test_un_ruc_que_nadie_tiene_pasa_a_su_campo_y_pide_el_nombre(
    live_server: LiveServer, abrir: Abrir, gente: dict[str, Usuario]
) -> None:
    mesa = abrir(live_server, sesion_de(gente["071"]))
    mesa.goto("/tramite/registrar/")

    mesa.keyboard.type("20131312955")
    mesa.keyboard.press("Enter")
    expect(mesa.locator("#id_remitente_documento")).to_have_value("20131312955")
    mesa.keyboard.type("Entidad nueva")
    mesa.get_by_label("Asunto", exact=False).fill("Se presenta")
    mesa.keyboard.press("Control+Enter")

    expect(mesa.locator("#mensajes")).to_contain_text("registrado.")
    remitente = Expediente.objects.latest("pk").remitente
    assert (remitente.nombre, remitente.ruc) == ("Entidad nueva", "20131312955")


def test_la_jefa_provee_cinco_con_dos_digitos_y_enter_cada_uno(
    live_server: LiveServer, abrir: Abrir, gente: dict[str, Usuario]
) -> None:
    filas = [fabrica_tramite.expediente(por=gente["071"], pase_a="067") for _ in range(5)]
    pestana = abrir(live_server, sesion_de(gente["067"]))
    pestana.goto("/tramite/manana/")
    teclas = Teclado(pestana)

    for quedan in (4, 3, 2, 1, 0):
        for tecla in ("2", "1", "Enter"):  # «para opinión», to the specialist
            teclas.pulsar(tecla)
        expect(pestana.locator("#mensajes")).to_contain_text("proveído.")
        expect(pestana.locator("#por-proveer .cuenta-filas")).to_have_text(str(quedan))

    assert teclas.pulsadas == 15
    for fila in filas:
        abierto = fila.movimientos.get(cerrado_en=None)
        assert (abierto.para.nro_orden, abierto.proveido.tecla) == ("068", "2")


def test_en_mi_manana_se_baja_de_fila_se_cancela_y_se_abre_sin_raton(
    live_server: LiveServer, abrir: Abrir, gente: dict[str, Usuario]
) -> None:
    filas = [fabrica_tramite.expediente(por=gente["071"], pase_a="067") for _ in range(2)]
    pestana = abrir(live_server, sesion_de(gente["067"]))
    pestana.goto("/tramite/manana/")

    pestana.keyboard.press("j")
    pestana.keyboard.press("3")
    expect(pestana.locator("dialog#proveer")).to_contain_text(filas[1].numero)
    pestana.keyboard.press("Escape")
    pestana.keyboard.press("Enter")

    expect(pestana.locator("h1")).to_contain_text(filas[1].numero)


def test_varias_filas_se_eligen_con_x_y_se_derivan_juntas(
    live_server: LiveServer, abrir: Abrir, gente: dict[str, Usuario]
) -> None:
    filas = [fabrica_tramite.expediente(por=gente["071"]) for _ in range(3)]
    pestana = abrir(live_server, sesion_de(gente["071"]))
    pestana.goto("/tramite/?ver=en-mi-poder")

    for tecla in ("j", "x", "j", "x", "d"):
        pestana.keyboard.press(tecla)
    expect(pestana.locator("h1")).to_have_text("Derivar 2 expedientes")
    pestana.get_by_label("Pase a (original)").select_option(index=1)
    pestana.keyboard.press("Control+Enter")

    expect(pestana.locator(".bajada")).to_contain_text("Cambiaron 2, se conservaron 0.")
    assert sum(f.movimientos.count() == 2 for f in filas) == 2


def test_la_secretaria_registra_y_deriva_y_el_especialista_atiende(
    live_server: LiveServer, abrir: Abrir, gente: dict[str, Usuario]
) -> None:
    mesa = abrir(live_server, sesion_de(gente["071"]))
    mesa.goto("/tramite/registrar/")
    mesa.get_by_label("Remitente", exact=False).first.fill("Asociación Warmi")
    mesa.get_by_label("Asunto", exact=False).fill("Solicita una reunión")
    mesa.get_by_role("button", name="Registrar y ver").click()
    numero = mesa.locator("h1").inner_text().removeprefix("Expediente ")
    mesa.get_by_role("link", name="Derivar").click()
    mesa.get_by_label("Pase a (original)").select_option(index=2)
    mesa.get_by_label("Para su atención").check()
    mesa.get_by_role("button", name="Derivar").click()
    expect(mesa.locator("#mensajes")).to_contain_text(f"Expediente {numero} derivado.")

    escritorio = abrir(live_server, sesion_de(gente["068"]))
    escritorio.goto("/tramite/")
    fila = escritorio.get_by_role("row").filter(has_text=numero)
    fila.get_by_role("button", name="Recibir").click()
    escritorio.get_by_role("link", name=numero, exact=True).click()
    escritorio.get_by_role("link", name="Atender").click()
    escritorio.get_by_label("Qué se respondió", exact=False).fill("Se citó a la reunión")
    escritorio.get_by_role("button", name="Registrar la atención").click()

    expect(escritorio.locator("#mensajes")).to_contain_text(f"Expediente {numero} atendido.")
    hoja = escritorio.get_by_role("paragraph").filter(has_text="Se citó a la reunión")
    expect(hoja).to_be_visible()


def test_lo_escrito_a_medias_sobrevive_a_cerrar_la_pestana(
    live_server: LiveServer, abrir: Abrir, gente: dict[str, Usuario]
) -> None:
    mesa = abrir(live_server, sesion_de(gente["071"]))
    mesa.goto("/tramite/registrar/")
    mesa.get_by_label("Asunto", exact=False).fill("Medio escrito")
    mesa.wait_for_timeout(600)

    otra = mesa.context.new_page()
    mesa.close()
    otra.goto("/tramite/registrar/")

    expect(otra.get_by_label("Asunto", exact=False)).to_have_value("Medio escrito")


def test_lo_escrito_a_medias_sobrevive_a_que_la_sesion_venza(
    live_server: LiveServer, abrir: Abrir, gente: dict[str, Usuario]
) -> None:
    """Also of the second paper in a row, under the message that the first one was registered."""
    mesa = abrir(live_server, sesion_de(gente["071"]))
    mesa.goto("/tramite/registrar/")
    mesa.get_by_label("Remitente", exact=False).first.fill("Asociación Warmi")
    mesa.get_by_label("Asunto", exact=False).fill("Entero")
    mesa.keyboard.press("Control+Enter")
    expect(mesa.locator("#mensajes")).to_contain_text("registrado.")

    mesa.get_by_label("Remitente", exact=False).first.fill("Asociación Warmi")
    mesa.get_by_label("Asunto", exact=False).fill("Medio escrito")
    mesa.wait_for_timeout(1200)  # saved, and what the office recalls of the sender has come
    mesa.context.clear_cookies(name="sesion")
    mesa.get_by_role("button", name="Registrar y seguir").click()

    mesa.locator("input[name=login]").fill(gente["071"].username)
    mesa.locator("input[name=password]").fill(fabrica.CLAVE)
    mesa.keyboard.press("Enter")

    expect(mesa).to_have_url(f"{live_server.url}/tramite/registrar/")
    expect(mesa.get_by_label("Asunto", exact=False)).to_have_value("Medio escrito")
    assert Expediente.objects.count() == 1


def test_el_procedimiento_propone_a_quien_pasa_y_no_pisa_lo_elegido(
    live_server: LiveServer, abrir: Abrir, gente: dict[str, Usuario]
) -> None:
    procedimiento = fabrica_tramite.procedimiento("informe")
    especialista, jefatura = fabrica_tramite.posicion("068"), fabrica_tramite.posicion("067")
    acciones.fijar_reparto(
        procedimiento=procedimiento,
        posicion=especialista,
        proveido=None,
        por=gente["067"],
        ahora=timezone.now(),
    )
    mesa = abrir(live_server, sesion_de(gente["071"]))
    mesa.goto("/tramite/registrar/")
    pase = mesa.locator("#id_pase_a")

    mesa.locator("#id_procedimiento").select_option(str(procedimiento.pk))
    expect(pase).to_have_value(str(especialista.pk))
    pase.select_option(str(jefatura.pk))
    mesa.locator("#id_procedimiento").select_option("")
    expect(pase).to_have_value(str(jefatura.pk))


def test_se_registra_tambien_sin_scripts(
    live_server: LiveServer, abrir: Abrir, gente: dict[str, Usuario]
) -> None:
    mesa = abrir(live_server, sesion_de(gente["071"]), con_scripts=False)
    mesa.goto("/tramite/registrar/")
    mesa.get_by_label("Remitente", exact=False).first.fill("Asociación Warmi")
    mesa.get_by_label("Asunto", exact=False).fill("Sin scripts")
    mesa.get_by_role("button", name="Registrar y ver").click()

    expect(mesa.locator("h1")).to_contain_text("Expediente")
