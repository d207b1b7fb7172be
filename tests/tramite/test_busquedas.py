"""Searches kept by name, and the list as it is seen: on paper too."""

import pytest

from tests import fabrica_tramite as fabrica
from tramite.models import Busqueda

URL = "/tramite/busquedas/"


def guardar(cliente, **campos):
    datos = {"nombre": "Abiertos de Warmi", "filtros": "q=warmi&situacion=abiertos&tras=x&zz=1"}
    return cliente.post(URL, datos | campos)


def test_se_guardan_los_filtros_conocidos_y_abrirla_los_repite(como, secretaria):
    assert guardar(como(secretaria)).status_code == 302
    busqueda = Busqueda.objects.get()
    assert busqueda.filtros == "q=warmi&situacion=abiertos"
    assert busqueda.en_palabras == "Buscar: warmi; Situación: Abiertos"
    pagina = como(secretaria).get(busqueda.get_absolute_url())
    assert pagina.context["form"].cleaned_data["q"] == "warmi"


def test_la_compartida_la_ve_la_oficina_y_la_mia_solo_yo(como, secretaria, especialista):
    guardar(como(secretaria))
    guardar(como(secretaria), nombre="De todos", compartida="on")
    pagina = como(especialista).get(URL).content.decode()
    assert "De todos" in pagina
    assert "Abiertos de Warmi" not in pagina


def test_solo_quien_la_hizo_la_borra(como, secretaria, especialista):
    guardar(como(secretaria), compartida="on")
    url = f"{URL}{Busqueda.objects.get().pk}/borrar/"
    assert como(especialista).post(url).status_code == 404
    assert como(secretaria).post(url).status_code == 302
    assert not Busqueda.objects.exists()


@pytest.mark.parametrize(
    "mal", [{"nombre": ""}, {"nombre": "x" * 81}, {"filtros": ""}, {"filtros": "zz=1"}]
)
def test_sin_nombre_o_sin_filtros_no_se_guarda(como, secretaria, mal):
    assert guardar(como(secretaria), **mal).status_code == 422
    assert not Busqueda.objects.exists()


def test_el_mismo_nombre_dos_veces_se_dice(como, secretaria):
    guardar(como(secretaria))
    respuesta = guardar(como(secretaria), nombre="ABIERTOS DE WARMI")
    assert respuesta.status_code == 422
    assert "Ya tiene una búsqueda con ese nombre" in respuesta.content.decode()


@pytest.mark.parametrize("formato", ["xlsx", "csv", "pdf"])
def test_se_descarga_lo_mismo_que_se_ve(como, secretaria, formato):
    fabrica.expediente(por=secretaria, asunto="Proyecto de riego")
    fabrica.expediente(por=secretaria, asunto="Otra cosa 😀")
    respuesta = como(secretaria).get(f"/tramite/expedientes.{formato}?q=riego")
    assert respuesta.status_code == 200
    assert f".{formato}" in respuesta["Content-Disposition"]
    if formato == "csv":
        texto = b"".join(respuesta.streaming_content).decode()
        assert "riego" in texto
        assert "Otra cosa" not in texto
    if formato == "pdf":
        assert respuesta.content.startswith(b"%PDF")
        todo = como(secretaria).get("/tramite/expedientes.pdf")
        assert len(todo.content) > len(respuesta.content)
