"""Every page about agreements answers, to whom it must, empty and full, with bad input too."""

import pytest

from convenios.models import Ocurrencia
from tests import fabrica_convenios as fabrica

LISTAS = [
    "/convenios/",
    "/convenios/compromisos/",
    "/convenios/organizaciones/",
    "/convenios/tablero/",
    "/convenios/exportar.xlsx",
    "/convenios/exportar.csv",
    "/convenios/compromisos/exportar.xlsx",
    "/convenios/compromisos/exportar.csv",
    "/convenios/organizaciones/exportar.xlsx",
    "/convenios/organizaciones/exportar.csv",
    "/convenios/nuevo/",
    "/convenios/organizaciones/nueva/",
]


@pytest.mark.parametrize("url", LISTAS)
def test_responde_en_una_oficina_vacia(url, como, especialista):
    assert como(especialista).get(url).status_code == 200


@pytest.fixture
def oficina(jefatura, especialista):
    """One agreement with a commitment of each side, one of them fulfilled."""
    convenio = fabrica.convenio(por=jefatura)
    hecha = fabrica.ocurrencia(convenio)
    fabrica.cumplir(hecha, por=especialista, valida=jefatura)
    fabrica.ocurrencia(convenio, lado="contraparte")
    return convenio


@pytest.mark.parametrize("url", LISTAS)
def test_responde_en_una_oficina_con_datos(url, como, especialista, oficina):
    respuesta = como(especialista).get(url)
    assert respuesta.status_code == 200
    assert respuesta.getvalue()


def test_cada_pagina_de_un_convenio_responde(como, jefatura, oficina):
    compromiso = oficina.compromisos.first()
    ocurrencia = Ocurrencia.objects.filter(estado="pendiente").get()
    base = oficina.get_absolute_url()
    urls = [
        base,
        *(
            f"{base}{ruta}/"
            for ruta in (
                "editar",
                "etapa",
                "decidir",
                "partes/nueva",
                "hitos/nuevo",
                "evaluaciones/nueva",
                "adendas/nueva",
                "compromisos/nuevo",
            )
        ),
        compromiso.get_absolute_url(),
        f"{compromiso.get_absolute_url()}editar/",
        ocurrencia.get_absolute_url(),
        *(
            f"{ocurrencia.get_absolute_url()}{ruta}/"
            for ruta in ("avance", "reportar", "revisar", "cerrar")
        ),
        oficina.partes.first().organizacion.get_absolute_url(),
        f"{oficina.partes.first().organizacion.get_absolute_url()}editar/",
        "/convenios/organizaciones/parecidas/?nombre=agencia",
    ]
    cliente = como(jefatura)
    assert {url: cliente.get(url).status_code for url in urls} == dict.fromkeys(urls, 200)


MALAS = [
    "al=31/02/2026",
    "al=0000-00-00",
    "al=9999-12-31",
    "al=0001-01-01",
    "org=0",
    "org=abc",
    "org=99999999999999999999",
    "tipo=ninguno",
    "situacion=inventada",
    "criticidad=6",
    "cargo=999",
    "cargo=%F0%9F%98%80",
    "convenio=OCI-0000-0000",
    "convenio='; drop table",
    "q=" + "a" * 10_000,
    "q=%F0%9F%98%80+ñ+%25+_",
    "desde=x&hasta=y",
    "vigencia=por_vencer&al=1900-01-01",
    "cumplimiento=morado",
    "decision=quizas",
    "falta=todo",
    "tras=basura&ante=basura",
    "lado=ninguno&alcance=marte",
    "ficha=x&clase=y&estado=z",
]


def test_ninguna_consulta_mala_rompe_una_lista(como, especialista, oficina):
    cliente = como(especialista)
    urls = [f"{url}?{consulta}" for url in LISTAS[:4] for consulta in MALAS]
    assert {u: cliente.get(u).status_code for u in urls} == dict.fromkeys(urls, 200)


def test_una_fecha_mal_escrita_se_dice_y_se_ve_el_resto(como, especialista, oficina):
    respuesta = como(especialista).get("/convenios/?al=31/02/2026")
    assert "Escriba la fecha como" in respuesta.content.decode()
    assert oficina.codigo in respuesta.content.decode()


def test_un_codigo_que_no_existe_es_404(como, especialista):
    cliente = como(especialista)
    assert cliente.get("/convenios/OCI-2026-9999/").status_code == 404
    assert cliente.get("/convenios/cualquier-cosa/").status_code == 404
    assert cliente.get("/convenios/obligaciones/99/").status_code == 404
