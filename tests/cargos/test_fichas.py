"""CAP and fichas: the five sections of the MOF, who sits there, and nothing that grows."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.html import escape

from cargos import evidencias
from cargos.models import CargoVersion, Funcion, Modalidad
from tests import fabrica


def test_el_cap_muestra_las_columnas_y_el_total_oficiales(como, secretaria):
    pagina = como(secretaria).get(reverse("cargos:cap")).content.decode()
    for texto in ("068 / 070", "3952030", "3952023", "3952052", "SP-DS", "Total unidad orgánica"):
        assert texto in pagina
    assert "Directivo Superior de libre designación" in pagina


def test_una_oficina_sin_mof_lo_dice(como, db):
    fabrica.vaciar()
    auditora = fabrica.usuario(audita=True)
    pagina = como(auditora).get(reverse("cargos:cap")).content.decode()
    assert "No hay un MOF vigente en esa fecha." in pagina


@pytest.mark.parametrize("clave", ["067", "068", "069", "070", "071"])
def test_cada_ficha_dice_palabra_por_palabra_lo_que_dice_el_mof(como, secretaria, clave):
    pagina = como(secretaria).get(reverse("cargos:ficha", args=[clave])).content.decode()
    cargo = CargoVersion.objects.get(cargo__clave=clave)
    textos = [cargo.funcion_basica, cargo.estructurado_literal, cargo.depende_de_literal]
    textos += [f.texto for f in cargo.funciones.all()]
    textos += [r.texto for r in cargo.requisitos.all()]
    for texto in textos:
        assert escape(texto) in pagina


def test_un_cargo_que_no_existe_es_404(como, secretaria):
    assert como(secretaria).get("/cargos/999/").status_code == 404


def test_la_ficha_distingue_titular_y_encargado(como, secretaria):
    fabrica.designar(
        fabrica.persona(nombres="Encarnación"),
        "071",
        modalidad=Modalidad.ENCARGO_FUNCIONES,
        hasta=date(2999, 1, 1),
    )
    pagina = como(secretaria).get(reverse("cargos:ficha", args=["071"])).content.decode()
    assert "Encarnación" in pagina
    assert "Encargo de funciones" in pagina
    assert secretaria.get_full_name() in pagina


def test_un_requisito_sin_encabezado_va_bajo_el_anterior(como, secretaria):
    cargo = CargoVersion.objects.prefetch_related("requisitos").get(cargo__clave="067")
    [(encabezado, textos)] = cargo.requisitos_por_encabezado
    assert encabezado == "Formación y Experiencia"
    assert len(textos) == 3


def test_las_41_funciones_estan_cada_una_con_su_pantalla(como, jefatura):
    respuesta = como(jefatura).get(reverse("cargos:funciones"))
    pagina = respuesta.content.decode()
    claves = Funcion.objects.values_list("clave", flat=True)
    assert len(claves) == 41
    assert all(clave in pagina for clave in claves)
    assert "Ninguna pantalla todavía" not in pagina


def test_una_funcion_que_nada_sirve_lo_dice_en_su_pagina(como, jefatura, monkeypatch):
    """A MOF that the ministry approves tomorrow brings duties that no app serves yet."""
    monkeypatch.delitem(evidencias._REGISTRO, "070-03")
    cliente = como(jefatura)
    pagina = cliente.get(reverse("cargos:funcion", args=["070-03"])).content.decode()
    assert "no tiene evidencia todavía" in pagina
    assert "Ninguna pantalla todavía" in cliente.get(reverse("cargos:funciones")).content.decode()


def test_un_periodo_al_reves_se_explica(como, jefatura):
    url = reverse("cargos:funciones") + "?desde=01/03/2026&hasta=01/02/2026"
    assert "No se entendió el periodo" in como(jefatura).get(url).content.decode()


def test_las_consultas_del_cap_no_crecen_con_los_ocupantes(como, consultas, secretaria):
    cliente = como(secretaria)
    antes = consultas(cliente, reverse("cargos:cap"))
    for clave in ("067", "068", "069", "070"):
        fabrica.usuario(cargo=clave)
    assert consultas(cliente, reverse("cargos:cap")) == antes
