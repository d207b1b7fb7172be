"""A spreadsheet of organisations: the same care with who is registered already."""

import csv
import io

import pytest

from convenios.acciones import importacion as acciones
from convenios.models import Organizacion
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica_convenios as fabrica
from tests.fabrica_importar import RUC, hallazgos, incorporar, traer, xlsx


def test_el_identificador_iati_de_una_hoja_no_repite_el_de_otra_organizacion(especialista):
    fabrica.organizacion(nombre="Delta", iati_org_id="XM-DAC-1")
    titulos = ["Nombre", "Clase", "Tipo IATI", "Identificador IATI"]
    filas = [
        titulos,
        ["Banco Uno", "organismo", "Organismo multilateral", "XM-DAC-2"],
        ["Fundación Dos", "fuente", "60", "XM-DAC-1"],
        ["Cooperante Tres", "fuente", "61", ""],
        ["Red Cuatro", "fuente", "", "XM-DAC-2"],
        ["Alianza Cinco", "fuente", "", "XM/5"],
    ]
    fila = traer(xlsx(*filas), por=especialista, clase="organizaciones")
    assert hallazgos(fila) == [
        (3, "Identificador IATI", "error"),
        (4, "Tipo IATI", "error"),
        (5, "Identificador IATI", "error"),
        (6, "Identificador IATI", "error"),
    ]
    incorporar(fila, por=especialista)
    nueva = Organizacion.objects.get(nombre="Banco Uno")
    assert (nueva.tipo_iati, nueva.iati_org_id) == ("40", "XM-DAC-2")


ORGANIZACIONES = [
    ["Nombre", "Clase", "RUC", "País", "Situación", "Nombres anteriores"],
    ["Puna Viva", "ONGD / ENIEX / IPREDA", RUC, "", "", "Puna; Puna Alta"],
    ["Textiles", "Empresa", "", "PER", "Potencial", ""],
    ["Puna Viva", "ongd", "", "", "", ""],
    ["Otra", "ongd", RUC, "", "", ""],
    ["Sin clase", "", "", "", "", ""],
    ["Mal RUC", "ongd", "20131312954", "", "", ""],
    ["Ya estaba", "fuente", "", "", "", ""],
]


@pytest.mark.parametrize("codificacion", ["utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separador", [",", ";", "\t"])
def test_un_csv_de_organizaciones_en_cualquier_forma(codificacion, separador, especialista):
    fabrica.organizacion(nombre="Ya Estába")
    texto_csv = io.StringIO()
    csv.writer(texto_csv, delimiter=separador).writerows(ORGANIZACIONES)
    contenido = texto_csv.getvalue().encode(codificacion)
    fila = traer(contenido, por=especialista, clase="organizaciones", nombre="o.csv")
    assert hallazgos(fila) == [
        (3, "Clase", "error"),  # 068 does not keep the companies
        (4, "Nombre", "error"),
        (5, "RUC", "error"),
        (6, "Clase", "error"),
        (7, "RUC", "error"),
        (8, "Nombre", "repetida"),
    ]
    incorporar(fila, por=especialista)
    nueva = Organizacion.objects.get(ruc=RUC)
    assert (nueva.clase, nueva.estado, nueva.pais) == ("ongd", "activa", "PER")
    assert nueva.nombres_anteriores == ["Puna", "Puna Alta"]
    assert nueva.verificada_el is None
    assert fila.filas.get(nro=2).organizacion == nueva


def test_una_organizacion_parecida_se_advierte_y_decide_la_persona(especialista):
    fabrica.organizacion(nombre="Agencia Boreal", siglas="AB")
    filas = (["Nombre", "Clase"], ["Agencia Boréal S.", "fuente"])
    fila = traer(xlsx(*filas), por=especialista, clase="organizaciones")
    assert hallazgos(fila) == [(2, "Nombre", "advertencia")]
    with pytest.raises(ReglaIncumplida):
        acciones.decidir(fila, con_advertencias=False, por=especialista)
    incorporar(fila, por=especialista)
    assert Organizacion.objects.filter(nombre="Agencia Boréal S.").exists()
