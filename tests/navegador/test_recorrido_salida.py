"""A request for opinion from its arrival to the acknowledgement, and what the public page says."""

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from cargos.models import Usuario
from tests import fabrica, fabrica_salidas, fabrica_tramite
from tests.fabrica_firma import CLAVE, Autoridad
from tests.navegador.conftest import Abrir, sesion_de
from tramite.consulta import clave_de_consulta
from tramite.models import Salida


@pytest.fixture
def gente(transactional_db: None) -> dict[str, Usuario]:
    personas = {c: fabrica.usuario(cargo=c) for c in ("067", "068", "070", "071")}
    fabrica_salidas.serie("informe")
    return personas


def test_una_opinion_se_pide_se_subsana_se_firma_y_se_acusa(
    live_server: LiveServer, abrir: Abrir, gente: dict[str, Usuario]
) -> None:
    fila = fabrica_tramite.expediente(
        por=gente["071"],
        pase_a="068",
        asunto="Solicita opinión técnica",
        procedimiento=fabrica_tramite.procedimiento("informe"),
    )
    ver = f"/tramite/expedientes/{fila.numero}/"
    especialista = abrir(live_server, sesion_de(gente["068"]))

    especialista.goto(f"{ver}observar/")
    especialista.get_by_label("Qué falta", exact=False).fill("Falta el presupuesto")
    especialista.get_by_role("button", name="Observar").click()
    assert situacion(abrir(live_server), fila) == "Falta algo en lo que presentó."
    especialista.goto(f"{ver}subsanar/")
    especialista.get_by_label("Falta el presupuesto").check()
    especialista.get_by_role("button", name="Registrar lo subsanado").click()

    especialista.goto(f"{ver}opinion/abrir/otro/")
    especialista.get_by_label("Sobre qué se opina", exact=False).fill("¿Se alinea al Sector?")
    especialista.get_by_label("Qué se revisa", exact=False).fill("Presupuesto")
    especialista.get_by_role("button", name="Abrir").click()
    especialista.get_by_role("link", name="Revisar requisitos").click()
    especialista.get_by_label("¿Cumple?", exact=False).select_option("si")
    especialista.get_by_role("button", name="Guardar").click()
    especialista.get_by_role("link", name="Concluir").click()
    especialista.get_by_label("Sentido", exact=False).select_option("favorable")
    especialista.get_by_label("¿Se alinea al Sector?", exact=False).fill("Sí, por su objeto.")
    especialista.get_by_role("button", name="Guardar").click()
    especialista.get_by_role("link", name="Redactar").click()
    expect(especialista.get_by_label("Texto", exact=False)).to_have_value(
        re.compile("en sentido favorable")
    )
    especialista.locator("#div_id_visadores input").last.check()
    especialista.get_by_role("button", name="Guardar borrador").click()
    especialista.get_by_role("button", name="Pasar a revisión").click()
    pk = Salida.objects.get().pk

    revisora = abrir(live_server, sesion_de(gente["070"]))
    revisora.goto("/tramite/salidas/?ver=por-revisar")
    revisora.locator("main").get_by_role("link", name="Informe").first.click()
    revisora.get_by_role("button", name="Dar V.º B.º").click()

    jefa = abrir(live_server, sesion_de(gente["067"]))
    jefa.goto(f"/tramite/salidas/{pk}/firmar/")
    jefa.get_by_label("Certificado", exact=False).first.set_input_files(
        {"name": "f.p12", "mimeType": "application/x-pkcs12", "buffer": Autoridad().persona("Jefa")}
    )
    jefa.get_by_label("Contraseña del certificado", exact=False).fill(CLAVE)
    jefa.get_by_role("button", name="Firmar y numerar").click()
    expect(jefa.locator("h1")).to_contain_text("D000001-")

    mesa = abrir(live_server, sesion_de(gente["071"]))
    mesa.goto(f"/tramite/salidas/{pk}/")
    mesa.get_by_role("link", name="Despachar").click()
    mesa.get_by_role("button", name="Despachar").click()
    mesa.get_by_role("link", name="Anotar la entrega").click()
    mesa.get_by_label("Qué pasó", exact=False).select_option("acuse")
    mesa.get_by_label("Fecha", exact=False).fill("h")
    mesa.get_by_role("button", name="Anotar").click()
    expect(mesa.get_by_text("Con acuse", exact=True).first).to_be_visible()

    especialista.goto(f"{ver}opinion/")
    expect(especialista.get_by_text("Con acuse", exact=True).first).to_be_visible()
    publica = abrir(live_server)
    assert situacion(publica, fila) == "La respuesta ya salió de la oficina."
    publica.goto(f"/verificar/?cvd={Salida.objects.get().cvd}")
    expect(publica.get_by_text("Documento emitido por esta oficina")).to_be_visible()


def situacion(pagina: Page, fila: object) -> str:
    """The first sentence that the public page says of an expediente."""
    pagina.goto("/consulta/")
    pagina.get_by_label("Número del expediente", exact=False).fill(fila.numero)  # type: ignore[attr-defined]
    pagina.get_by_label("Clave", exact=False).fill(clave_de_consulta(fila))  # type: ignore[arg-type]
    pagina.get_by_role("button", name="Consultar").click()
    return pagina.locator(".publica-estado").inner_text().split(" Comun")[0]
