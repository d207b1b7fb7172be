"""What anyone may read: the posts without their people, and only the agreements marked public."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from convenios.acciones import convenio as acciones
from convenios.models import Convenio
from convenios.models.tipos import Acceso
from tests import fabrica, fabrica_convenios


@pytest.fixture
def convenios(db: None) -> dict[str, Convenio]:
    """One of each access, all in force."""
    por = fabrica.usuario(cargo="067")
    return {
        acceso: fabrica_convenios.convenio(
            denominacion=f"Convenio xyz{acceso}",
            nivel_acceso=acceso,
            por=por,
        )
        for acceso in Acceso.values
    }


def leer(nombre: str, **argumentos: str) -> str:
    respuesta = Client().get(reverse(f"transparencia:{nombre}", kwargs=argumentos))
    assert respuesta.status_code == 200
    assert "public" in respuesta["Cache-Control"]
    assert "sesion" not in respuesta.cookies
    contenido = b"".join(respuesta) if respuesta.streaming else respuesta.content
    return contenido.decode()


@pytest.mark.parametrize(
    ("nombre", "argumentos"),
    [
        ("inicio", {}),
        ("datos", {"conjunto": "convenios", "formato": "csv"}),
        ("datos", {"conjunto": "convenios", "formato": "json"}),
    ],
)
def test_solo_se_publica_lo_marcado_publico(
    convenios: dict[str, Convenio], nombre: str, argumentos: dict[str, str]
) -> None:
    leido = leer(nombre, **argumentos)

    assert "xyzpublico" in leido
    assert "xyzinterno" not in leido
    assert "xyzreservado" not in leido


def test_lo_captado_suma_solo_los_convenios_publicos(convenios: dict[str, Convenio]) -> None:
    por = fabrica.usuario()
    for convenio in convenios.values():
        fabrica_convenios.aporte(convenio, por=por, monto=1000)
    pagina, hoja = leer("inicio"), leer("datos", conjunto="captacion", formato="csv")
    filas = list(csv.DictReader(io.StringIO(hoja.removeprefix("\ufeff"))))
    assert [(f["instrumentos"], f["comprometido"]) for f in filas] == [("1", "1000.00")]
    assert "USD 1,000.00" in pagina


def test_las_funciones_son_las_del_mof_y_nadie_es_nombrado(db: None) -> None:
    persona = fabrica.usuario(cargo="067")

    filas = list(csv.reader(io.StringIO(leer("datos", conjunto="funciones", formato="csv"))))
    pagina = leer("inicio")

    # 41 duties and the heading
    assert sum(len(f) == 5 for f in filas) == 42
    assert persona.persona.apellido_materno not in pagina
    assert persona.persona.nombres not in pagina


def test_lo_que_no_existe_no_se_descarga(db: None) -> None:
    for conjunto, formato in (("personas", "csv"), ("convenios", "xlsx")):
        url = reverse("transparencia:datos", args=[conjunto, formato])
        assert Client().get(url).status_code == 404


def test_la_pagina_se_dibuja_una_vez_y_despues_no_pregunta_nada(db: None) -> None:
    url = reverse("transparencia:inicio")
    primera = Client().get(url)
    with CaptureQueriesContext(connection) as consultas:
        segunda = Client().get(url)

    assert len(consultas) == 0
    assert primera.content == segunda.content


def test_de_los_papeles_sale_solo_lo_que_puede_publicarse(convenios: dict[str, Convenio]) -> None:
    por = fabrica.usuario(cargo="068")
    publico, interno = convenios[Acceso.PUBLICO], convenios[Acceso.INTERNO]
    for convenio, clase, sale in (
        (publico, "firmado", True),
        (publico, "evaluacion", False),
        (interno, "resultado", True),
    ):
        acciones.agregar_documento(
            convenio,
            archivo=SimpleUploadedFile(f"{clase}.pdf", fabrica_convenios.PDF, "application/pdf"),
            por=por,
            clase=clase,
            publico=sale,
        )
    (fila,) = csv.DictReader(io.StringIO(leer("datos", conjunto="convenios", formato="csv")))
    sha = publico.documentos.get(clase="firmado").archivo.sha256
    assert fila["documentos"] == f"Convenio firmado (IATI A09), SHA-256 {sha}"
