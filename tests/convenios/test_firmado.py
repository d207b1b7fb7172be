"""Recording a signed agreement from its PDF: read, looked at, recorded all at once."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from convenios.clausulado import leer_clausulas, leer_fecha, leer_nombre, materia_de
from convenios.models import Convenio, Documento, Lectura, Materia, Ocurrencia
from tests import fabrica_convenios as fabrica
from tests.fabrica_ficheros import pdf

PAGINAS = [
    "CONVENIO MARCO DE COOPERACIÓN\nENTRE EL MINISTERIO Y LA AGENCIA\n\nConste por el presente "
    "documento el convenio que celebran las partes.\n\n"
    "CLÁUSULA PRIMERA: DEL OBJETO\nPrevenir la violencia contra la mujer.\n\n"
    "CLÁUSULA SEGUNDA.- COMPROMISOS DE LAS PARTES\nEl Ministerio informará cada trimestre.",
    "Y la Agencia aportará recursos.\n\nCLÁUSULA TERCERA: VIGENCIA\nDos años desde la firma.\n\n"
    "DÉCIMO PRIMERA: SOLUCIÓN DE CONTROVERSIAS\nPor trato directo.\n\n"
    "Firmado en Lima, a los 15 días del mes de enero del año 2026.",
]


def test_se_reconocen_las_clausulas_con_su_pagina_y_su_texto():
    leidas = leer_clausulas(PAGINAS)
    assert [(c.numero, c.materia, c.pagina) for c in leidas] == [
        ("Introducción", Materia.PARTES, 1),
        ("PRIMERA", Materia.OBJETO, 1),
        ("SEGUNDA", Materia.OBLIGACIONES, 1),
        ("TERCERA", Materia.VIGENCIA, 2),
        ("DÉCIMO PRIMERA", Materia.CONTROVERSIAS, 2),
    ]
    assert leidas[1].texto == "Prevenir la violencia contra la mujer."
    assert "Y la Agencia aportará recursos." in leidas[2].texto  # it goes on over the page


def test_se_leen_el_nombre_y_la_fecha():
    assert leer_nombre(PAGINAS) == "CONVENIO MARCO DE COOPERACIÓN ENTRE EL MINISTERIO Y LA AGENCIA"
    assert leer_fecha(PAGINAS) == date(2026, 1, 15)


@pytest.mark.parametrize(
    "paginas", [[], [""], ["x" * 10_000], ["\x00😀"], ["31 de febrero de 2026"]]
)
def test_lo_que_no_se_reconoce_queda_en_blanco(paginas):
    assert leer_clausulas(paginas) == []
    assert leer_nombre(paginas) == ""
    assert leer_fecha(paginas) is None


@pytest.mark.parametrize(
    ("titulo", "materia"),
    [
        ("Del objeto", Materia.OBJETO),
        ("De la libre adhesión y separación", Materia.SEPARACION),
        ("Convenios específicos", Materia.ESPECIFICOS),
        ("Del financiamiento", Materia.FINANCIAMIENTO),
        ("Resolución del convenio", Materia.RESOLUCION),
        ("", Materia.OTRA),
    ],
)
def test_el_titulo_dice_de_que_trata(titulo, materia):
    assert materia_de(titulo) == materia


def subir(cliente, *paginas: str, contenido: bytes = b""):
    fichero = SimpleUploadedFile("convenio.pdf", contenido or pdf(*paginas), "application/pdf")
    return cliente.post("/convenios/firmado/", {"archivo": fichero})


@pytest.fixture
def partes(db):
    fabrica.sede()
    return [fabrica.organizacion(nombre="Ministerio").pk, fabrica.organizacion(nombre="Agencia").pk]


def formulario(partes, *filas: dict, **cambios: str) -> dict:
    datos = {
        "denominacion": "Convenio marco con la Agencia",
        "tipo": "marco",
        "importancia": "3",
        "nivel_acceso": "interno",
        "fecha_suscripcion": "15/01/2026",
        "regla_inicio": "suscripcion",
        "plazo": "duracion",
        "duracion": "3",
        "duracion_unidad": "anios",
        "renovacion": "expresa_por_adenda",
        "clausula_separacion": "true",
        "sector": partes[0],
        "contraparte": partes[1],
        "clausulas-TOTAL_FORMS": "1",
        "clausulas-INITIAL_FORMS": "1",
        "clausulas-0-copiar": "on",
        "clausulas-0-numero": "SEGUNDA",
        "clausulas-0-titulo": "Compromisos",
        "clausulas-0-materia": "obligaciones",
        "clausulas-0-pagina": "1",
        "clausulas-0-texto": "El Ministerio informará cada trimestre.",
        "compromisos-TOTAL_FORMS": str(len(filas) + 2),
        "compromisos-INITIAL_FORMS": "0",
    }
    for i, fila in enumerate([*filas, {}, {}]):
        fila = {"lado": "sector", "clase": "informe", "cada_meses": ""} | fila
        datos |= {f"compromisos-{i}-{campo}": valor for campo, valor in fila.items()}
    return datos | cambios


TRIMESTRAL = {
    "titulo": "Presentar el informe trimestral",
    "clausula": "segunda",
    "base": "31/03/2026",
    "cada_meses": "3",
    "cantidad": "12",
}


def test_se_registra_todo_en_una_pantalla(como, especialista, partes):
    cliente = como(especialista)
    papel = pdf("CONVENIO MARCO. Hoja uno", "Hoja dos")
    respuesta = subir(cliente, contenido=papel)
    lectura = Lectura.objects.get()
    assert respuesta.url == lectura.get_absolute_url()
    assert "Hoja dos" in cliente.get(respuesta.url).content.decode()
    imagen = cliente.get(f"{respuesta.url}paginas/2.png")
    assert imagen.content.startswith(b"\x89PNG")
    assert cliente.get(f"{respuesta.url}paginas/3.png").status_code == 404
    permanente = {"titulo": "Mencionar a la cooperación", "clase": "visibilidad"}
    suya = {"titulo": "Desembolsar", "lado": "contraparte", "base": "01/03/2026", "clausula": "9"}
    filas = (TRIMESTRAL, permanente, suya)
    respuesta = cliente.post(lectura.get_absolute_url(), formulario(partes, *filas))
    assert respuesta.status_code == 302
    convenio = Convenio.objects.get()
    assert (convenio.etapa, convenio.inicio_vigencia) == ("suscrito", date(2026, 1, 15))
    documento = Documento.objects.get(convenio=convenio, clase="firmado")
    assert documento.archivo == lectura.archivo
    assert [c.numero for c in convenio.clausulas.all()] == ["SEGUNDA", "9"]
    trimestral, mencion, desembolso = convenio.compromisos.all()
    assert trimestral.clausula.url_pagina == f"{documento.get_absolute_url()}#page=1"
    assert trimestral.ocurrencias.count() == 12
    assert trimestral.ocurrencias.last().fecha_legal == date(2028, 12, 31)
    assert (mencion.exigibilidad, mencion.peso) == ("permanente", 1)
    assert desembolso.obligado.lado == "contraparte"
    assert cliente.get(lectura.get_absolute_url()).status_code == 404
    otra_vez = subir(cliente, contenido=papel)
    assert otra_vez.status_code == 422
    assert convenio.codigo in otra_vez.content.decode()


MALOS = [
    ({"titulo": "x", "cada_meses": "3"}, {}, "Escriba la primera fecha."),
    ({"base": "31/02/2026", "titulo": "x"}, {}, "Escriba la fecha como"),
    ({"base": "01/01/2026"}, {}, "Diga qué hay que hacer."),
    ({"titulo": "x", "base": "01/01/2026", "cantidad": "3"}, {}, "Diga cada cuánto se repite."),
    ({"titulo": "x" * 161}, {}, "160"),
    ({}, {"denominacion": ""}, "obligatorio"),
    ({}, {"clausulas-0-numero": ""}, "Escriba su número"),
    ({}, {"clausulas-TOTAL_FORMS": "x"}, "formulario"),
]


def test_un_error_no_registra_nada_y_conserva_lo_escrito(como, especialista, partes):
    cliente = como(especialista)
    url = subir(cliente, "Hoja").url
    for fila, cambios, frase in MALOS:
        respuesta = cliente.post(url, formulario(partes, TRIMESTRAL, fila, **cambios))
        assert respuesta.status_code == 422, (fila, cambios)
        pagina = respuesta.content.decode()
        assert frase in pagina, (fila, cambios)
        assert "Presentar el informe trimestral" in pagina
    iguales = formulario(partes, contraparte=partes[0])
    assert "los dos lados" in cliente.post(url, iguales).content.decode()
    assert not Convenio.objects.exists()
    assert not Ocurrencia.objects.exists()


def test_lo_leido_y_sin_registrar_es_solo_de_quien_lo_subio(como, especialista, especialista_ai):
    url = subir(como(especialista), "Hoja").url
    otra = como(especialista_ai)
    for ruta in (url, f"{url}archivo/", f"{url}paginas/1.png"):
        assert otra.get(ruta).status_code == 404
    assert url not in otra.get("/convenios/firmado/").content.decode()
    assert url in como(especialista).get("/convenios/firmado/").content.decode()


def test_solo_se_lee_un_pdf_que_se_pueda_abrir(como, especialista):
    cliente = como(especialista)
    texto = SimpleUploadedFile("nota.txt", b"Hola", "text/plain")
    respuesta = cliente.post("/convenios/firmado/", {"archivo": texto})
    assert "Suba el PDF" in respuesta.content.decode()
    roto = SimpleUploadedFile("roto.pdf", fabrica.PDF, "application/pdf")
    respuesta = cliente.post("/convenios/firmado/", {"archivo": roto})
    assert respuesta.status_code == 409
    assert "no se puede leer" in respuesta.content.decode()
    assert not Lectura.objects.exists()
