"""The MOF on screen and exported: every sentence of the official text, and none but its own."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from cargos.documentos.mof import descripcion_del_organigrama
from cargos.manual import manual_de
from cargos.models import DocumentoGestion
from cargos.mof.lector import leer_bytes
from tests import fabrica_mof
from tests.fabrica_ficheros import texto_de_pdf
from tests.fabrica_mof import oraciones, primera_que_falta, texto_de_docx, texto_de_pagina

# A word of each kind of text, changed.
PALABRAS = {
    "título": ("**OFICINA DE COOPERACION", "**OFICINA GENERAL DE COOPERACION"),
    "fila del cuadro": ("3952023", "3952024"),
    "nota (**)": ("remoción por el", "remoción del"),
    "encabezado": ("I. FUNCIONES DEL ESPECIALISTA EN", "I. FUNCIONES DEL ESPECIALISTA DE"),
    "función básica": ("Brinda apoyo", "Brindar apoyo"),
    "función": ("Velar por el cumplimiento", "Velar por el respeto"),
    "función en una sola línea": ("Atender el teléfono", "Contestar el teléfono"),
    "línea de autoridad": ("Técnicos de la Oficina", "Técnicos de dicha Oficina"),
    "requisito repetido": ("Experiencia en la materia", "Experiencia en su materia"),
}


def cargar(tmp_path, *cambios, desde="2026-03-01"):
    archivo = tmp_path / "cambiado.md"
    archivo.write_text(fabrica_mof.mof_md(*cambios), encoding="utf-8")
    call_command("cargar_mof", str(archivo), "--desde", desde, stdout=StringIO())


@pytest.fixture
def lecturas(como, secretaria):
    """What each form of a version says, as a person reads it, and the sentences it must have."""

    def leer(version):
        cliente = como(secretaria)
        pagina = cliente.get(reverse("cargos:mof_version", args=[version])).content
        pdf = cliente.get(reverse("cargos:mof_pdf", args=[version])).content
        word = cliente.get(reverse("cargos:mof_docx", args=[version])).content
        return {
            "página": (oraciones(con_numero=False), texto_de_pagina(pagina)),
            "PDF": (oraciones(con_numero=True), texto_de_pdf(pdf)),
            "Word": (oraciones(con_numero=True), texto_de_docx(word)),
        }

    return leer


@pytest.mark.lento
def test_cada_oracion_del_mof_esta_en_la_pagina_en_el_pdf_y_en_el_word(lecturas):
    assert len(oraciones(con_numero=True)) > 150
    faltan = {forma: primera_que_falta(*lectura) for forma, lectura in lecturas(1).items()}
    assert faltan == {"página": None, "PDF": None, "Word": None}


@pytest.mark.lento
@pytest.mark.parametrize("palabra", PALABRAS)
def test_una_sola_palabra_cambiada_se_nota_en_las_tres_formas(lecturas, tmp_path, palabra):
    cargar(tmp_path, PALABRAS[palabra])
    for forma, lectura in lecturas(2).items():
        assert primera_que_falta(*lectura) is not None, forma


@pytest.mark.lento
def test_cambiar_cualquier_palabra_de_la_pagina_se_nota(lecturas):
    """Each word of each sentence in turn, on the text that the person reads."""
    buscadas, texto = lecturas(1)["página"]
    desde = 0
    for oracion in buscadas:
        desde = texto.index(oracion, desde)
        for palabra in re.finditer(r"\w+", oracion):
            inicio, fin = desde + palabra.start(), desde + palabra.end()
            cambiado = f"{texto[:inicio]}zzz{texto[fin:]}"
            assert primera_que_falta(buscadas, cambiado) is not None, (oracion, palabra[0])
        desde += len(oracion)


def test_el_word_exportado_se_vuelve_a_cargar_sin_cambios(como, secretaria, tmp_path):
    word = como(secretaria).get(reverse("cargos:mof_docx")).content
    assert leer_bytes(word, ".docx") == manual_de(DocumentoGestion.objects.get())
    ruta = tmp_path / "exportado.docx"
    ruta.write_bytes(word)
    salida = StringIO()
    call_command("cargar_mof", str(ruta), stdout=salida)
    assert "sin cambios" in salida.getvalue()


def test_el_pdf_es_de_archivo_y_accesible(como, secretaria):
    respuesta = como(secretaria).get("/cargos/mof/vigente.pdf")
    assert respuesta["Content-Type"] == "application/pdf"
    assert b"<pdfaid:part>2</pdfaid:part>" in respuesta.content
    assert b"<pdfuaid:part>1</pdfuaid:part>" in respuesta.content


def test_el_organigrama_se_dibuja_desde_depende_de(como, secretaria):
    manual = manual_de(DocumentoGestion.objects.get())
    descripcion = descripcion_del_organigrama(manual)
    assert "067 Jefe/a depende de Ministro(a)." in descripcion
    assert descripcion.count("depende de Jefe/a de la Oficina") == 4
    pagina = como(secretaria).get(reverse("cargos:mof_version", args=[1])).content.decode()
    assert pagina.count('class="org-trazo"') == 5


def test_la_lista_dice_que_no_se_conoce_la_norma(como, secretaria):
    pagina = como(secretaria).get(reverse("cargos:mof")).content.decode()
    assert "La fuente no indica la norma que aprueba este texto." in pagina
    assert "sin fecha de inicio conocida" in pagina
    assert "Hay una sola versión" in pagina


def test_sin_mof_la_pagina_dice_como_cargarlo(como, db):
    from tests import fabrica

    fabrica.vaciar()
    auditor = fabrica.usuario(audita=True)
    respuesta = como(auditor).get(reverse("cargos:mof"))
    assert "Todavía no hay un MOF." in respuesta.content.decode()
    assert como(auditor).get("/cargos/mof/vigente.pdf").status_code == 404


def test_la_comparacion_marca_lo_que_se_quita_y_lo_que_se_agrega(como, secretaria, tmp_path):
    cargar(tmp_path, PALABRAS["función"])
    pagina = como(secretaria).get(reverse("cargos:mof") + "?de=1&a=2").content.decode()
    assert "1 diferencia." in pagina
    assert re.search(r"<del><span[^>]*>se quita: </span>cumplimiento</del>", pagina)
    assert re.search(r"<ins><span[^>]*>se agrega: </span>respeto</ins>", pagina)
    assert "Cargo 067 · Jefe/a" in pagina


def test_sin_elegir_compara_las_dos_ultimas(como, secretaria, tmp_path):
    cargar(tmp_path, PALABRAS["función"])
    pagina = como(secretaria).get(reverse("cargos:mof")).content.decode()
    assert "De la versión 1 a la 2: 1 diferencia." in pagina


def test_una_version_comparada_consigo_misma_no_cambia(como, secretaria, tmp_path):
    cargar(tmp_path, PALABRAS["función"])
    pagina = como(secretaria).get(reverse("cargos:mof") + "?de=2&a=2").content.decode()
    assert "dicen lo mismo, palabra por palabra" in pagina


@pytest.mark.parametrize("pedido", ["?de=1&a=9", "?de=x&a=2", "?de=1", "?de=9999999999&a=1", "?a="])
def test_pedir_una_version_que_no_existe_se_explica(como, secretaria, tmp_path, pedido):
    cargar(tmp_path, PALABRAS["función"])
    respuesta = como(secretaria).get(reverse("cargos:mof") + pedido)
    assert respuesta.status_code == 422
    assert "Elija dos versiones de la lista" in respuesta.content.decode()


@pytest.mark.parametrize("ruta", ["2/", "2.pdf", "2.docx", "99999999999/", "99999999999.pdf", "0/"])
def test_un_documento_que_no_existe_es_404(como, secretaria, ruta):
    assert como(secretaria).get(f"/cargos/mof/{ruta}").status_code == 404


def test_sin_entrar_no_se_ve(client, db):
    assert client.get("/cargos/mof/").status_code == 302
    assert client.get("/cargos/mof/vigente.docx").status_code == 302


@pytest.mark.lento
def test_las_consultas_de_la_lista_no_crecen_con_las_versiones(
    como, secretaria, consultas, tmp_path
):
    cliente = como(secretaria)
    cargar(tmp_path, PALABRAS["función"])
    con_dos = consultas(cliente, reverse("cargos:mof"))
    for dia in range(2, 8):
        cambio = ("3952023", f"39520{dia}0")
        cargar(tmp_path, PALABRAS["función"], cambio, desde=f"2026-03-{dia:02}")
    assert consultas(cliente, reverse("cargos:mof")) == con_dos


def test_las_consultas_del_documento_son_pocas(como, secretaria, consultas):
    cliente = como(secretaria)
    assert consultas(cliente, reverse("cargos:mof_version", args=[1])) <= 12
