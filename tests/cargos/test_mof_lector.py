"""The reader keeps the official text word for word, from Markdown, text or Word."""

import hashlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cargos.models import CargoVersion, Clasificacion, LineaCap, Requisito
from cargos.mof import revision
from cargos.mof.escritor import escribir, huella
from cargos.mof.lector import leer, leer_bytes
from tests import fabrica_mof

OFICIAL = "0f6145929f28531c62df72bba7b50e6e501449154027b5b64a75a75ae35c0cf2"


@pytest.fixture(scope="module")
def manual():
    return leer(fabrica_mof.RUTA)


def test_el_mof_incluido_es_el_oficial_byte_a_byte():
    assert hashlib.sha256(fabrica_mof.RUTA.read_bytes()).hexdigest() == OFICIAL


def test_lee_cinco_cargos_y_cuarenta_y_una_funciones(manual):
    assert {c.nro_cap: len(c.funciones) for c in manual.cargos} == {
        "067": 11,
        "068": 8,
        "069": 6,
        "070": 8,
        "071": 8,
    }
    assert manual.total == 5


def test_ninguna_oracion_del_oficial_se_pierde_al_leerlo(manual):
    texto = re.sub(r"\s+", " ", escribir(manual))
    assert fabrica_mof.primera_que_falta(fabrica_mof.oraciones(con_numero=True), texto) is None


def test_conserva_las_rarezas_del_original(manual):
    jefe, especialista, social, acuerdos, tecnico = manual.cargos
    assert manual.rotulos.columnas[3] == "CLASIFI- CACION"
    assert manual.subtitulo == "OFICINA DE COOPERACION INTERNACIONAL"
    assert manual.organo == "OFICINA DE COOPERACIÓN INTERNACIONAL"
    assert manual.nota.startswith("(**) Directivo Superior de libre designación")
    assert manual.nota.endswith("literal “a” de la Ley N° 28175).")
    assert jefe.estructurado == "Jefe/a (**)"
    assert especialista.rotulos.identificacion == (
        "I. FUNCIONES DEL ESPECIALISTA EN COOPERACIÓN INTERNACIONAL"
    )
    assert acuerdos.rotulos.identificacion == "I. IDENTIFICACIÓN DEL CARGO."
    assert [c.ejerce_mando for c in manual.cargos[1:]] == ["- . -", "- . -", "", "--"]
    assert social.requisitos[0].encabezado == "Nivel Educativo alcanzado:"
    assert acuerdos.requisitos[0].encabezado == "Formación y experiencia"
    assert [r.encabezado for r in tecnico.requisitos] == ["Formación y Experiencia", "", ""]
    assert jefe.funciones[8].texto.endswith(
        "Promoción Municipal -IPM, así como para la adscripción de expertos o voluntarios;"
    )


def test_saca_las_funciones_escritas_en_una_sola_linea(manual):
    social = manual.cargos[2]
    assert [f.numero for f in social.funciones] == [1, 2, 3, 4, 5, 6]
    assert not any("<" in f.texto for c in manual.cargos for f in c.funciones)


def test_cada_texto_sabe_en_que_linea_esta(manual):
    lineas = fabrica_mof.mof_md().split("\n")
    for cargo in manual.cargos:
        for funcion in cargo.funciones:
            numero = int(funcion.lugar.removeprefix("línea "))
            assert f"{funcion.numero}. {funcion.texto}" in lineas[numero - 1]


@pytest.mark.parametrize(
    ("cargo", "denominacion"),
    [
        (0, "Jefe/a"),
        (1, "Especialista en Cooperación Internacional A"),
        (2, "Especialista en Responsabilidad Social A"),
        (3, "Especialista en Acuerdos Internacionales A"),
        (4, "Técnico Administrativo Secretarial B"),
    ],
)
def test_el_nombre_corto_es_el_del_parentesis(manual, cargo, denominacion):
    assert manual.cargos[cargo].denominacion == denominacion


def test_los_cuatro_dependen_del_jefe_y_el_jefe_del_ministro(manual):
    assert manual.superiores() == {"068": "067", "069": "067", "070": "067", "071": "067"}
    assert manual.cargos[0].depende_de == "Ministro(a)"
    assert revision.es_autoridad("Ministro(a)")


def test_solo_el_jefe_es_de_libre_designacion(manual):
    libres = [c.nro_cap for c in manual.cargos if manual.es_de_libre_designacion(c)]
    assert libres == ["067"]


@pytest.mark.parametrize("fin_de_linea", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("marca", [b"", b"\xef\xbb\xbf"])
def test_el_texto_sin_marcas_dice_lo_mismo(manual, fin_de_linea, marca):
    contenido = marca + fabrica_mof.mof_txt().replace("\n", fin_de_linea).encode()
    assert leer_bytes(contenido, ".txt") == manual


@pytest.mark.parametrize("numera_word", [False, True])
def test_el_documento_de_word_dice_lo_mismo(manual, numera_word):
    assert leer_bytes(fabrica_mof.mof_docx(numera_word=numera_word), ".docx") == manual


def test_las_tres_formas_tienen_la_misma_huella(manual):
    de_word = leer_bytes(fabrica_mof.mof_docx(), ".docx")
    de_texto = leer_bytes(fabrica_mof.mof_txt().encode(), ".txt")
    assert huella(manual) == huella(de_word) == huella(de_texto)


def test_una_funcion_partida_en_dos_lineas_es_una_sola(manual):
    partido = fabrica_mof.mof_md(("Alta Dirección en asuntos", "Alta Dirección\nen asuntos"))
    assert leer_bytes(partido.encode(), ".md") == manual


def test_lo_que_escribe_lo_vuelve_a_leer_igual(manual):
    assert leer_bytes(escribir(manual).encode(), ".txt") == manual


PALABRA = st.text("abcdefghijklmnñopqrstuvwxyzáéíóúü()ABC,“”º-", min_size=1, max_size=12)
FRASE = st.lists(PALABRA, min_size=1, max_size=8).map(" ".join).map(lambda t: f"Que {t}.")


@pytest.mark.lento
@settings(max_examples=50, deadline=None)
@given(nueva=FRASE)
def test_cualquier_texto_de_una_funcion_se_conserva(nueva):
    texto = fabrica_mof.mof_md(
        ("Asesorar a la Alta Dirección en asuntos relacionados a su competencia;", nueva)
    )
    leido = leer_bytes(texto.encode(), ".md")
    assert leido.cargos[0].funciones[1].texto == nueva
    assert leer_bytes(escribir(leido).encode(), ".txt") == leido


def test_lo_que_el_lector_admite_cabe_en_la_base():
    def largo(modelo, campo):
        return modelo._meta.get_field(campo).max_length

    assert tuple(Clasificacion.values) == revision.CLASIFICACIONES
    assert largo(LineaCap, "cargo_estructural") >= revision.LARGO_ROTULO
    assert largo(Requisito, "encabezado_literal") >= revision.LARGO_ROTULO
    assert largo(CargoVersion, "ejerce_mando_literal") >= revision.LARGO_MANDO
    for campo in ("unidad_literal", "estructurado_literal", "denominacion", "depende_de_literal"):
        assert largo(CargoVersion, campo) >= revision.LARGO_NOMBRE
