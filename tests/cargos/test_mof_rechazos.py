"""What is not the official MOF is refused in one sentence, with its line and its reason."""

import random
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from hypothesis import given, settings
from hypothesis import strategies as st

from cargos.mof.documento import MofRechazado
from cargos.mof.lector import leer, leer_bytes
from tests import fabrica_mof

JEFE = "Depende de:\tJefe/a de la Oficina de Cooperación Internacional"
F3 = "3. Proponer la adopción de nuevos acuerdos internacionales en temas de cohesión social y "
F3 += "diplomacia social;\n"
COMPLETO = fabrica_mof.mof_md()

# What changes in the official text, the line that is blamed and a piece of the reason.
DEFECTOS = {
    "no es un MOF": ((COMPLETO, "# Receta de ceviche\n\nLimón, pescado.\n"), "línea 1", "no es un"),
    "sólo el título": ((COMPLETO, "MANUAL DE ORGANIZACIÓN Y FUNCIONES\n"), "línea 2", "se acaba"),
    "sin estructura de cargos": (("### ESTRUCTURA DE CARGOS\n", ""), "línea 7", "ESTRUCTURA"),
    "sin órgano": (
        (" OFICINA DE COOPERACIÓN INTERNACIONAL\t\t\t\n", "\n"),
        "línea 8",
        "sin llenar",
    ),
    "columnas cambiadas": (("CARGO ESTRUCTURAL", "PUESTO"), "línea 10", "columnas"),
    "letras perdidas": (
        ("Diseñar la estrategia", "Dise\ufffdar la estrategia"),
        "línea 35",
        "perd",
    ),
    "cifras dentro de palabras": (("Velar por el", "Ve1ar por el"), "línea 40", "reconocimiento"),
    "manchas leídas como signos": (
        ("Asesorar a la", "Asesorar | la"),
        "línea 36",
        "reconocimiento",
    ),
    "tildes mal codificadas": (("Diseñar la", "DiseÃ±ar la"), "línea 35", "mal codificadas"),
    "caracteres de control": (("Asesorar", "Ase\x01sorar"), "línea 36", "control"),
    "marca desconocida": (("Asesorar a", "<span>Asesorar</span> a"), "línea 36", "«<span>»"),
    "encabezado II roto": (
        ("II. FUNCION BASICA", "II. FUNC1ON BASICA"),
        "línea 29",
        "FUNCION BASI",
    ),
    "encabezado III con eles": (
        ("**III. FUNCIONES ESPECÍFICAS**", "**lll. FUNCIONES ESPECÍFICAS**"),
        "línea 33",
        "«III. FUNCIONES ESPECIFICAS»",
    ),
    "encabezado IV roto": (("IV. LINEA DE AUTORIDAD", "IV LINEA"), "línea 47", "función 12"),
    "falta la sección V": (("**V. REQUISITOS MINIMOS**\n", ""), "línea 53", "V. REQUISITOS"),
    "falta el encabezado de un cargo": (
        ("**I. FUNCIONES DEL ESPECIALISTA EN COOPERACIÓN INTERNACIONAL**\n", ""),
        "línea 59",
        "«I. …» del cargo",
    ),
    "total que no suma": (("<b>5</b>", "<b>6</b>"), "línea 13", "suma 5 cargos y su TOTAL dice 6"),
    "total que no es número": (("<b>5</b>", "cinco"), "línea 14", "«cinco»"),
    "línea con un cargo de más": (("SP-ES\t3", "SP-ES\t4"), "línea 13", "suma 6"),
    "más cargos en el cuadro que descritos": (
        (
            "SP-AP\t1\n<b>TOTAL UNIDAD ORGANICA</b>\t\t\t\t<b>5</b>",
            "SP-AP\t1\n072\tChofer\t395\tSP-AP\t1\n<b>TOTAL UNIDAD ORGANICA</b>\t\t\t\t<b>6</b>",
        ),
        "línea 14",
        "describe 5",
    ),
    "los cargos no son los de su línea": (
        (
            "068 / 070\tEspecialista Administrativo\t3952023\tSP-ES\t3\n071",
            "068 / 069\tEspecialista Administrativo\t3952023\tSP-ES\t3\n071",
        ),
        "línea 121",
        "el cargo 070 no está en ninguna línea",
    ),
    "un cargo contado en la línea de otro": (
        (
            "SP-ES\t3\n071\tTécnico Administrativo Secretarial\t3952052\tSP-AP\t1",
            "SP-ES\t2\n071\tTécnico Administrativo Secretarial\t3952052\tSP-AP\t2",
        ),
        "línea 12",
        "total de 2 y el documento describe 3",
    ),
    "números al revés": (("068 / 070", "070 / 068"), "línea 12", "al revés"),
    "números repetidos en el cuadro": (("068 / 070", "067 / 070"), "línea 12", "se repiten"),
    "número de orden ilegible": (("068 / 070", "O68 / O70"), "línea 12", "068 / 070"),
    "una celda de menos en el cuadro": (
        ("067\tJefe/a (**)\t", "067\t"),
        "línea 11",
        "cinco celdas",
    ),
    "función repetida": (
        ("4. Coordinar y sup", "3. Coordinar y sup"),
        "línea 38",
        "3 del cargo 067",
    ),
    "función que falta": ((F3, ""), "línea 133", "falta la función 3 del cargo 070: sigue la 4"),
    "función sin número": (("2. Asesorar", "Asesorar"), "línea 36", "función 2 con su número"),
    "función con una letra por número": (("11. Las", "ll. Las"), "línea 45", "función 11"),
    "sin funciones": (
        (COMPLETO[COMPLETO.index("1. Dise") : COMPLETO.index("**IV. LINEA")], ""),
        "línea 35",
        "no tiene funciones",
    ),
    "superior desconocido": (
        (JEFE, "Depende de:\tDirector/a de Asuntos Perdidos"),
        "línea 82",
        "Director/a de Asuntos",
    ),
    "depende de sí mismo": (
        (JEFE, "Depende de:\tEspecialista en Cooperación Internacional A"),
        "línea 82",
        "sí mismo",
    ),
    "depende de nadie": ((JEFE, "Depende de:\t"), "línea 82", "sin llenar"),
    "cargo fuera del cuadro": (("CAP</b>\t070", "CAP</b>\t080"), "línea 121", "ninguna línea"),
    "cargo descrito dos veces": (("CAP</b>\t070", "CAP</b>\t069"), "línea 121", "dos veces"),
    "número de cargo ilegible": (("CAP</b>\t070", "CAP</b>\t7O"), "línea 121", "tres cifras"),
    "clasificación desconocida en el cuadro": (("\tSP-DS\t1", "\tSP-XX\t1"), "línea 11", "«SP-XX»"),
    "clasificación desconocida en el cargo": (
        ("CLASIFICADO</b>\tSP-AP", "CLASIFICADO</b>\tSPAP"),
        "línea 154",
        "«SPAP»",
    ),
    "clasificación distinta en el cuadro y el cargo": (
        ("CLASIFICADO</b>\tSP-AP", "CLASIFICADO</b>\tSP-ES"),
        "línea 154",
        "el cuadro de cargos",
    ),
    "falta la nota": (
        (COMPLETO[COMPLETO.index("(\\*\\*)") : COMPLETO.index("## ORG")], ""),
        "línea 23",
        "falta la nota",
    ),
    "párrafo suelto entre secciones": (
        ("**IV. LINEA DE AUTORIDAD**", "Página 3 de 12\n\n**IV. LINEA DE AUTORIDAD**"),
        "línea 47",
        "«Página 3 de 12»",
    ),
    "texto suelto bajo el organigrama": (
        ("INTERNACIONAL\n\n\n\n**I. ", "INTERNACIONAL\n\nJefe/a -> Especialistas\n\n**I. "),
        "línea 20",
        "IDENTIFICACION DEL CARGO",
    ),
    "nombre interminable": (
        ("Jefe/a de la Oficina", "Jefe/a " + "muy " * 60),
        "línea 61",
        "160 caracteres",
    ),
    "se corta a la mitad": ((COMPLETO[9000:], ""), "línea", "falta"),
}


def _leer(cambio):
    viejo, nuevo = cambio
    return leer_bytes(fabrica_mof.mof_md((viejo, nuevo)).encode(), ".md")


@pytest.mark.parametrize("defecto", DEFECTOS)
def test_se_rechaza_con_linea_y_motivo(defecto):
    cambio, linea, motivo = DEFECTOS[defecto]
    with pytest.raises(MofRechazado) as rechazo:
        _leer(cambio)
    frase = str(rechazo.value)
    assert frase.startswith(linea), frase
    assert motivo in frase, frase
    assert frase.endswith("."), frase
    assert "\n" not in frase


def test_en_word_el_rechazo_dice_la_tabla_y_la_fila():
    texto = fabrica_mof.mof_md(("<b>5</b>", "<b>7</b>"))
    with pytest.raises(MofRechazado, match=r"^tabla 1, fila 6: el cuadro suma 5 .* dice 7\.$"):
        leer_bytes(fabrica_mof.mof_docx(texto), ".docx")


def _zip(nombre: str, contenido: bytes) -> bytes:
    salida = BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as paquete:
        paquete.writestr(nombre, contenido)
    return salida.getvalue()


def _con_cambios_sin_aceptar() -> bytes:
    documento = docx.Document(BytesIO(fabrica_mof.mof_docx()))
    documento.element.body.insert(0, OxmlElement("w:ins"))
    salida = BytesIO()
    documento.save(salida)
    return salida.getvalue()


ARCHIVOS = {
    "vacio.md": (b"", "está vacío"),
    "blancos.txt": (b" \n\t\n", "está vacío"),
    "foto.txt": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "es binario"),
    "latin1.txt": (fabrica_mof.mof_txt().encode("latin-1", "replace"), "línea 3: el texto no está"),
    "utf16.txt": (fabrica_mof.mof_txt().encode("utf-16"), "es binario"),
    "mof.pdf": (b"%PDF-1.7", "sólo se lee un MOF en .md, .txt o .docx"),
    "falso.docx": (fabrica_mof.mof_md().encode(), "no es un documento de Word"),
    "otro.docx": (_zip("hola.txt", b"hola"), "no es un documento de Word"),
    "xml.docx": (_zip("[Content_Types].xml", b"<a><b>"), "no es un documento de Word"),
    "bomba.docx": (_zip("word/document.xml", b" " * 60_000_000), "50 MB"),
    "cambios.docx": (_con_cambios_sin_aceptar(), "cambios sin aceptar"),
}


@pytest.mark.parametrize("nombre", ARCHIVOS)
def test_se_rechaza_un_archivo_que_no_es_texto_limpio(tmp_path, nombre):
    contenido, motivo = ARCHIVOS[nombre]
    ruta = tmp_path / nombre
    ruta.write_bytes(contenido)
    with pytest.raises(MofRechazado, match=motivo):
        leer(ruta)


def test_un_archivo_de_200_megas_ni_se_abre(tmp_path):
    ruta = tmp_path / "enorme.txt"
    with ruta.open("wb") as archivo:
        archivo.truncate(200 * 1024 * 1024)  # sparse: it takes no disk
    with pytest.raises(MofRechazado, match="pasa de 5 MB"):
        leer(ruta)


@pytest.mark.parametrize(
    ("ruta", "motivo"),
    [
        ("no/existe.md", "no existe"),
        (".", "es una carpeta"),
        ("con\x00nulo.md", "no se puede abrir"),
        ("n" * 300, "no se puede abrir"),
    ],
)
def test_una_ruta_que_no_se_puede_abrir_se_explica(tmp_path, ruta, motivo):
    with pytest.raises(MofRechazado, match=motivo):
        leer(Path(f"{tmp_path}/{ruta}"))


def _leido_o_rechazado(contenido: bytes, extension: str) -> None:
    """Anything but these two outcomes is an exception, and the test fails with it."""
    try:
        leer_bytes(contenido, extension)
        frase = "Leído."
    except MofRechazado as rechazo:
        frase = str(rechazo)
    assert frase.endswith(".")


LINEAS = COMPLETO.split("\n")


@pytest.mark.lento
@settings(max_examples=150, deadline=None)
@given(st.sets(st.integers(0, len(LINEAS) - 1), min_size=1, max_size=6))
def test_quitar_lineas_al_azar_se_lee_o_se_rechaza_pero_nunca_falla(quitadas):
    resto = [linea for i, linea in enumerate(LINEAS) if i not in quitadas]
    _leido_o_rechazado("\n".join(resto).encode(), ".md")


@pytest.mark.lento
@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(COMPLETO) - 1), st.text(max_size=5), st.integers(0, 40))
def test_cambiar_letras_al_azar_se_lee_o_se_rechaza_pero_nunca_falla(donde, nuevo, cuantas):
    texto = COMPLETO[:donde] + nuevo + COMPLETO[donde + cuantas :]
    _leido_o_rechazado(texto.encode("utf-8", "surrogatepass"), ".md")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_un_word_danado_se_lee_o_se_rechaza_pero_nunca_falla(semilla):
    azar = random.Random(semilla)
    danado = bytearray(WORD)
    for _ in range(azar.randint(1, 40)):
        danado[azar.randrange(len(danado))] = azar.randrange(256)
    _leido_o_rechazado(
        bytes(danado[: azar.choice([len(danado), azar.randrange(len(danado))])]), ".docx"
    )


WORD = fabrica_mof.mof_docx()


@pytest.mark.parametrize(
    "linea", [i for i, texto in enumerate(LINEAS) if texto.strip("-") and "\t" not in texto]
)
def test_borrar_un_encabezado_o_una_funcion_intermedia_se_nota(linea):
    """Only the last duty of a list may go without being noticed: nothing counts them."""
    resto = LINEAS[:linea] + LINEAS[linea + 1 :]
    if "Las demás funciones" in LINEAS[linea] and "<li>" not in LINEAS[linea]:
        _leido_o_rechazado("\n".join(resto).encode(), ".md")
        return
    with pytest.raises(MofRechazado):
        leer_bytes("\n".join(resto).encode(), ".md")
