"""A signed agreement from its PDF to the dashboard: reported, observed, validated, decided on.

Done as people do it, through the screens; the figure that the Jefe sees moves only with evidence
that somebody else validated.
"""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from convenios.models import Convenio, Ocurrencia
from tests import fabrica, fabrica_convenios
from tests.fabrica_ficheros import pdf
from tests.navegador.conftest import Abrir, sesion_de

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]

TRIMESTRAL = "Informe trimestral de avance"
OTROS = (
    "Publicar la memoria anual",
    "Designar al coordinador",
    "Mencionar a la cooperación",
    "Remitir el plan operativo",
    "Convocar al comité",
    "Rendir cuenta de los fondos",
    "Entregar la línea de base",
)


def test_de_su_pdf_al_tablero(live_server: LiveServer, abrir: Abrir) -> None:
    hoy = timezone.localdate()
    gente = {c: fabrica.usuario(cargo=c) for c in ("067", "068")}
    fabrica_convenios.sede()
    fabrica_convenios.organizacion(nombre="Ministerio de Prueba", clase="entidad", pais="PER")
    fabrica_convenios.organizacion(nombre="Agencia del Norte")

    puesto = abrir(live_server, sesion_de(gente["068"]))
    convenio = _registrar(puesto, hoy)
    assert convenio.compromisos.count() == 8
    assert convenio.compromisos.get(titulo=TRIMESTRAL).ocurrencias.count() == 12
    _poner_en_ejecucion(puesto, convenio)

    despacho = abrir(live_server, sesion_de(gente["067"]))
    despacho.goto("/convenios/tablero/")
    expect(despacho.locator(".cifra-mayor .cifra-valor")).to_contain_text("0.0")

    # The specialist reports the quarter that is overdue; the head observes it, and it comes back.
    vencida = Ocurrencia.objects.filter(fecha_exigible__lte=hoy).get()
    _reportar(puesto, vencida, "Oficio 10-2026")
    expect(puesto.get_by_role("link", name="Revisar")).to_have_count(0)  # not one's own
    _revisar(despacho, vencida, "Observar", "Falta el anexo financiero")
    puesto.goto(vencida.get_absolute_url())
    expect(puesto.get_by_role("main")).to_contain_text("Falta el anexo financiero")
    despacho.goto("/convenios/tablero/")
    expect(despacho.locator(".cifra-mayor .cifra-valor")).to_contain_text("0.0")
    _reportar(puesto, vencida, "Oficio 11-2026, con su anexo")
    _revisar(despacho, vencida, "Validar: se cumplió", "")

    # The figure moved; why, and what is to be decided before the notice.
    despacho.goto("/convenios/tablero/")
    expect(despacho.locator(".cifra-mayor .cifra-valor")).to_contain_text("100.0")
    despacho.goto(convenio.get_absolute_url())
    despacho.get_by_text("¿Por qué?").click()
    expect(despacho.locator(".por-que")).to_contain_text("decisión")
    despacho.goto(f"{convenio.get_absolute_url()}decidir/")
    despacho.get_by_label("Renovar por adenda").check()
    despacho.get_by_label("Motivo", exact=False).fill("Cumplió y hace falta un año más")
    despacho.get_by_role("button", name="Decidir").click()
    expect(despacho.get_by_role("main")).to_contain_text("Renovar por adenda")
    expect(despacho.get_by_role("main")).not_to_contain_text("Sin decisión")

    # And it is printed: the page on paper, and the report as a PDF.
    despacho.goto("/convenios/tablero/")
    hojas = despacho.pdf(format="A4", landscape=False).count(b"/Type /Page\n")
    assert hojas <= 2
    informe = despacho.request.get("/convenios/tablero/informe.pdf")
    assert informe.body().startswith(b"%PDF-")


def _registrar(puesto: Page, hoy: date) -> Convenio:
    puesto.goto("/convenios/firmado/")
    papel = pdf("CONVENIO MARCO ENTRE EL MINISTERIO Y LA AGENCIA", "SEGUNDA: COMPROMISOS")
    puesto.get_by_label("PDF del convenio firmado", exact=False).set_input_files(
        {"name": "convenio.pdf", "mimeType": "application/pdf", "buffer": papel}
    )
    puesto.get_by_role("button", name="Leer el documento").click()
    puesto.locator("#id_denominacion").fill("Convenio marco con la Agencia del Norte")
    puesto.locator("#id_tipo").select_option("marco")
    puesto.locator("#id_sector").select_option(label="Ministerio de Prueba")
    puesto.locator("#id_contraparte").select_option(label="Agencia del Norte")
    puesto.locator("#id_fecha_suscripcion").fill(f"{hoy - timedelta(days=300):%d/%m/%Y}")
    puesto.locator("#id_plazo").select_option("fecha")
    puesto.locator("#id_fecha_fin").fill(f"{hoy + timedelta(days=80):%d/%m/%Y}")
    puesto.locator("#id_preaviso_dias").fill("30")
    _fila(puesto, 0, TRIMESTRAL, base=hoy - timedelta(days=20), cada="3", veces="12")
    for n, titulo in enumerate(OTROS, 1):
        _fila(puesto, n, titulo, base=hoy + timedelta(days=20 * n))
    puesto.get_by_role("button", name="Registrar convenio").click()
    expect(puesto.get_by_role("heading", level=1)).to_have_text(
        "Convenio marco con la Agencia del Norte"
    )
    return Convenio.objects.get()


def _fila(
    puesto: Page, n: int, titulo: str, *, base: date, cada: str = "", veces: str = ""
) -> None:
    campo = f"#id_compromisos-{n}-"
    puesto.locator(f"{campo}titulo").fill(titulo)
    puesto.locator(f"{campo}base").fill(f"{base:%d/%m/%Y}")
    puesto.locator(f"{campo}cada_meses").select_option(cada)
    puesto.locator(f"{campo}cantidad").fill(veces)
    opcion = puesto.locator(f"{campo}responsable option:has-text('068 ·')").get_attribute("value")
    puesto.locator(f"{campo}responsable").select_option(opcion)


def _poner_en_ejecucion(puesto: Page, convenio: Convenio) -> None:
    puesto.goto(f"{convenio.get_absolute_url()}clasificar/")
    puesto.locator("#id_crs_1").fill("15180")
    puesto.locator("#id_pct_1").fill("100")
    puesto.locator("#id_ods").fill("5.2")
    puesto.locator("#id_pncti").fill("3")
    puesto.get_by_role("button", name="Guardar").click()
    puesto.get_by_role("link", name="Cambiar etapa").click()
    puesto.locator("#id_a").select_option("en_ejecucion")
    puesto.locator(".form-pie .btn-primary").click()
    expect(puesto.get_by_role("main")).to_contain_text("En ejecución")


def _reportar(puesto: Page, fila: Ocurrencia, documento: str) -> None:
    puesto.goto(f"{fila.get_absolute_url()}reportar/")
    puesto.locator("#id_cumplida_el").fill(f"{fila.fecha_exigible:%d/%m/%Y}")
    puesto.locator("#id_narrativa").fill("Se remitió el informe")
    puesto.locator("#id_descripcion").fill("Cargo de recepción")
    puesto.locator("#id_documento").fill(documento)
    puesto.get_by_role("button", name="Reportar").click()
    expect(puesto.get_by_role("main")).to_contain_text(documento)


def _revisar(despacho: Page, fila: Ocurrencia, veredicto: str, nota: str) -> None:
    despacho.goto(f"{fila.get_absolute_url()}revisar/")
    despacho.get_by_label(veredicto, exact=False).first.check()
    despacho.get_by_label("Nota u observación", exact=False).fill(nota)
    despacho.get_by_role("button", name="Guardar").click()
    expect(despacho.get_by_role("heading", level=1)).not_to_have_text("Revisar")
