"""Spanish in the database: the order of a Peruvian list and a search that forgives accents."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ocisys.base.busqueda import (
    consulta,
    ordena_es,
    parecidos,
    plano,
    sin_tildes_contiene,
    vector,
)
from ocisys.base.models import Aviso
from tests import fabrica

HOY = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
COLACIONES = r"^(C|C\.utf8|en_US\.utf8|es_.*utf8|(es|es-PE|und|en|sv)-x-icu)$"
EN_ORDEN = ["Alva", "alvarado", "Álvarez", "Nunura", "Nuñez", "Nuñovero", "Nzola"]
EN_ORDEN += ["ñato", "Ñaupari", "Ore", "Oré", "Zunino", "Zúñiga"]


@pytest.fixture
def rosa(db):
    return fabrica.usuario()


def escribir(rosa, *asuntos: str) -> None:
    Aviso.objects.bulk_create(
        Aviso(destinatario=rosa, asunto=a, creado_en=HOY, intentar_desde=HOY) for a in asuntos
    )


def buscar(texto: str) -> set[str]:
    filas = Aviso.objects.annotate(v=vector("asunto")).filter(v=consulta(texto))
    return set(filas.values_list("asunto", flat=True))


def sql(orden: str, *valores: object) -> object:
    with connection.cursor() as cursor:
        cursor.execute(orden, valores)
        return cursor.fetchone()[0]


def test_los_apellidos_se_ordenan_como_en_una_lista_del_peru(rosa):
    escribir(rosa, *sorted(EN_ORDEN, key=len))
    puestos = Aviso.objects.order_by(ordena_es("asunto"), "asunto")
    assert list(puestos.values_list("asunto", flat=True)) == EN_ORDEN


def test_el_orden_es_el_mismo_con_la_colacion_de_cualquier_servidor(db):
    """Those that this server has; C is everywhere and treats only ASCII as letters."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct collname from pg_collation where collname ~ %s", [COLACIONES]
        )
        colaciones = [nombre for (nombre,) in cursor.fetchall()]
    assert "C" in colaciones
    for colacion in colaciones:
        puestos = sql(
            'select string_agg(x, \' \' order by ordena_es(x) collate "C", x collate "C") '
            f'from (select x collate "{colacion}" as x from unnest(%s) x) t',
            EN_ORDEN[::-1],
        )
        assert puestos.split() == EN_ORDEN, colacion


@pytest.mark.parametrize("tildada", ["Áncash", "ÑUÑOA", "Güímar", "ça va", "ORÉ"])
def test_la_base_y_python_quitan_las_tildes_igual(db, tildada):
    assert sql("select sin_tildes(%s)", tildada) == plano(tildada)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texto=st.text(alphabet="áéíóúüñÁÉÍÓÚÜÑçÇabcXYZ 0123-", max_size=30))
def test_la_base_y_python_coinciden_en_todo_el_alfabeto(db, texto):
    assert sql("select sin_tildes(%s)", texto).strip() == plano(texto)


@pytest.mark.parametrize(
    ("escrito", "en_el_documento"),
    [
        ("cooperacion", "Convenio de cooperación"),
        ("COOPERACIÓN", "Convenio de cooperación"),
        ("cooperación", "CONVENIO DE COOPERACION"),
        ("cooperaciones", "Convenio de cooperación"),
        ("cooperación", "Otras cooperaciones"),
        ("donacion", "Donaciones de la APCI"),
        ("donaciones", "Donación de la APCI"),
        ("instituciones", "Institución invitada"),
        ("institución invitada", "Instituciones invitadas"),
        ("donaciones institucion", "Donación a varias instituciones"),
        ("convenios", "Convenio marco"),
        ("convenio", "Convenios marco"),
        ("opinion", "Opiniones técnicas"),
        ("tecnico", "Opinión técnica"),
        ("paises", "País de origen"),
        ("registrados", "Se registró el oficio"),
        ("nino", "El niño y la niña"),
        ("niños", "El nino"),
        ("senalizacion", "Señalización del pingüino"),
        ("pinguino", "Señalización del pingüino"),
    ],
)
def test_una_palabra_se_encuentra_con_o_sin_tilde_y_en_sus_formas(rosa, escrito, en_el_documento):
    escribir(rosa, en_el_documento, "Otra cosa")
    assert buscar(escrito) == {en_el_documento}


def test_se_busca_como_en_la_web(rosa):
    marco, beca, libro = "Convenio marco de cooperación", "Beca de cooperación", "Donación: libros"
    escribir(rosa, marco, beca, libro)
    assert buscar("cooperación") == {marco, beca}
    assert buscar("cooperación -beca") == {marco}
    assert buscar('"marco de cooperación"') == {marco}
    assert buscar('"cooperación marco"') == set()
    assert buscar("beca or libros") == {beca, libro}
    assert buscar("convenio -cooperaciones") == set()
    assert buscar("donación or cooperaciones") == {marco, beca, libro}
    assert buscar("de la") == set()


@pytest.mark.parametrize(
    "raro", ["", " ", '"', "-", "or", "'", "\\", "a & | ! ( ) :*", "\x00", "😀", "ción " * 500]
)
def test_ninguna_busqueda_rompe_la_pagina(rosa, raro):
    escribir(rosa, "Convenio")
    assert buscar(raro) <= {"Convenio"}


def test_la_configuracion_va_en_la_consulta_y_no_en_el_servidor(rosa):
    escribir(rosa, "Convenios de cooperación")
    with connection.cursor() as cursor:
        cursor.execute("set local default_text_search_config = 'pg_catalog.simple'")
    assert buscar("convenio") == {"Convenios de cooperación"}


def test_una_parte_de_la_palabra_tambien_se_encuentra(rosa):
    escribir(rosa, "Ñaupari Órganos", "Otro")
    for parte in ("naup", "ÑAUP", "organ", "Órg"):
        hallados = Aviso.objects.filter(sin_tildes_contiene(parte, "asunto", "cuerpo"))
        assert [a.asunto for a in hallados] == ["Ñaupari Órganos"]
    assert not Aviso.objects.filter(sin_tildes_contiene("%", "asunto")).exists()


@pytest.mark.parametrize("mal_escrito", ["Agensia Peruana", "coperasion", "agencia peruna"])
def test_lo_mal_escrito_tambien_se_encuentra(rosa, mal_escrito):
    apci = "Agencia Peruana de Cooperación Internacional"
    escribir(rosa, apci, "Municipalidad de Áncash", "Banco de la Nación")
    hallados = parecidos(Aviso.objects.all(), mal_escrito, "asunto", "cuerpo")
    assert [a.asunto for a in hallados] == [apci]
