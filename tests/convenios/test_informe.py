"""The report to the Alta Dirección says what the dashboard says, in PDF and in Word."""

from datetime import timedelta
from io import BytesIO

import docx
import pypdfium2
import pytest
from django.utils import timezone

from tests import fabrica_convenios as fabrica

URL = "/convenios/tablero/informe."


@pytest.fixture
def oficina(jefatura, especialista):
    """An agreement with one overdue and one just fulfilled; and a reserved one in trouble."""
    hoy = timezone.localdate()
    convenio = fabrica.convenio(por=jefatura, denominacion="Convenio de los cuidados")
    fabrica.ocurrencia(convenio, base=hoy - timedelta(days=40))
    hecha = fabrica.ocurrencia(convenio, base=hoy - timedelta(days=3), titulo="Entregar el plan")
    fabrica.cumplir(
        hecha, por=especialista, valida=jefatura, hoy=hoy, cumplida_el=hoy - timedelta(days=4)
    )
    secreto = fabrica.convenio(
        por=jefatura, nivel_acceso="reservado", denominacion="Convenio callado"
    )
    fabrica.ocurrencia(secreto, base=hoy - timedelta(days=90))
    return hoy


def leer(respuesta, formato):
    assert respuesta.status_code == 200
    if formato == "docx":
        word = docx.Document(BytesIO(respuesta.content))
        celdas = [c.text for t in word.tables for f in t.rows for c in f.cells]
        return "\n".join([*(p.text for p in word.paragraphs), *celdas])
    pdf = pypdfium2.PdfDocument(respuesta.content)
    return "\n".join(hoja.get_textpage().get_text_range() for hoja in pdf)


@pytest.mark.parametrize("formato", ["pdf", "docx"])
def test_dice_la_cifra_lo_critico_y_los_logros_sin_lo_reservado(formato, como, jefatura, oficina):
    texto = " ".join(leer(como(jefatura).get(URL + formato), formato).split())
    assert "El Sector cumple 50.0 % de lo exigible" in texto
    assert "Convenio de los cuidados" in texto
    assert "Entregar el plan" in texto
    assert "Convenio callado" not in texto


def test_a_una_fecha_pasada_dice_lo_de_entonces(como, jefatura, oficina):
    antes = oficina - timedelta(days=10)
    texto = leer(como(jefatura).get(f"{URL}docx?al={antes}"), "docx")
    assert "El Sector cumple 0.0 % de lo exigible" in texto
    assert f"al {antes:%d/%m/%Y}" in texto


def test_sin_nada_exigible_lo_dice(como, jefatura):
    texto = leer(como(jefatura).get(URL + "docx"), "docx")
    assert "no hay cumplimiento que medir" in texto


def test_como_pagina_dice_lo_mismo_y_ofrece_los_cierres_de_mes(como, jefatura, oficina):
    pagina = como(jefatura).get("/convenios/tablero/informe/").content.decode()
    assert "El Sector cumple 50.0 % de lo exigible" in pagina
    assert "Convenio callado" not in pagina
    cierre = oficina.replace(day=1) - timedelta(days=1)
    assert f"?al={cierre}" in pagina


def test_obedece_los_filtros_del_tablero_y_lo_dice(como, jefatura, oficina):
    fabrica.convenio(por=jefatura, tema="Cuidados")
    texto = leer(como(jefatura).get(f"{URL}docx?tema=Cuidados"), "docx")
    assert "Tema: Cuidados" in texto
    assert "Convenio de los cuidados" not in texto


def test_lo_critico_y_vencido_llega_con_quien_responde(como, jefatura, oficina):
    convenio = fabrica.convenio(por=jefatura)
    fabrica.ocurrencia(
        convenio, base=oficina - timedelta(days=2), criticidad=5, titulo="Rendir cuentas"
    )
    texto = leer(como(jefatura).get(f"{URL}docx"), "docx")
    grave = texto.index("Rendir cuentas")
    assert "cargo 068" in texto[grave : grave + 80]
