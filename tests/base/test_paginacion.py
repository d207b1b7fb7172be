"""Pages by key: every row once whatever happens meanwhile, and no page dearer than the first."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import FieldError
from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ocisys.base.busqueda import ordena_es
from ocisys.base.models import Aviso, Nivel
from ocisys.base.paginacion import Pagina, paginar
from tests import fabrica

HOY = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
ORDENES = [
    ("-creado_en", "-pk"),
    ("creado_en",),
    ("leido_en", "pk"),
    ("-leido_en", "asunto", "-pk"),
    ("nivel", "-leido_en", "creado_en"),
    (ordena_es("asunto"), "-pk"),
    ("-intentos", ordena_es("asunto").desc(), "leido_en"),
    (F("leido_en").desc(), "nivel"),
    (Coalesce("leido_en", "creado_en"), "pk"),
    ("destinatario__username", "-creado_en"),
]
filas_al_azar = st.lists(
    st.fixed_dictionaries(
        {
            "asunto": st.sampled_from(["Ñato", "Nuñez", "nzola", "Álvarez", "alva", ""]),
            "nivel": st.sampled_from([n.value for n in Nivel]),
            "creado_en": st.integers(0, 3).map(lambda n: HOY + timedelta(microseconds=n)),
            "leido_en": st.none() | st.integers(0, 3).map(lambda n: HOY + timedelta(days=n)),
            "intentos": st.integers(0, 2),
        }
    ),
    min_size=1,
    max_size=14,
)


@pytest.fixture
def rosa(db):
    return fabrica.usuario()


def aviso(quien, **campos) -> Aviso:
    datos = {"asunto": "x", "creado_en": HOY, "intentar_desde": HOY, "destinatario": quien}
    return Aviso.objects.create(**(datos | campos))


def pedir(orden, por=3, **parametros) -> Pagina[Aviso]:
    consulta = QueryDict(mutable=True)
    consulta.update(parametros)
    return paginar(Aviso.objects.all(), consulta, orden=orden, por=por)


def recorrer(orden, hacia: str, desde: Pagina[Aviso], entretanto=lambda: None) -> list[Pagina]:
    """Pages from `desde` to one end, with something happening between two of them."""
    parametro = {"siguiente": "tras", "anterior": "ante"}[hacia]
    paginas = [desde]
    while cursor := getattr(paginas[-1], hacia):
        entretanto()
        paginas.append(pedir(orden, **{parametro: cursor}))
        assert len(paginas) < 100
    return paginas


def pks(paginas: list[Pagina[Aviso]]) -> list[int]:
    return [fila.pk for p in paginas for fila in p]


@pytest.mark.lento
@pytest.mark.parametrize("orden", ORDENES, ids=str)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(filas=filas_al_azar)
def test_ida_y_vuelta_pasan_por_cada_fila_una_vez(rosa, orden, filas):
    with transaction.atomic():
        for fila in filas:
            aviso(rosa, **fila)
        todas = pks([pedir(orden, por=100)])

        ida = recorrer(orden, "siguiente", pedir(orden))
        assert pks(ida) == todas
        vuelta = recorrer(orden, "anterior", ida[-1])
        assert pks(list(reversed(vuelta))) == todas
        assert (ida[0].anterior, ida[-1].siguiente) == ("", "")
        transaction.set_rollback(True)


@pytest.mark.lento
@pytest.mark.parametrize("orden", ORDENES, ids=str)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(filas=filas_al_azar, nuevas=filas_al_azar)
def test_lo_que_otros_registran_entretanto_no_repite_ni_salta_filas(rosa, orden, filas, nuevas):
    with transaction.atomic():
        originales = {aviso(rosa, **fila).pk for fila in filas}
        pendientes = iter(nuevas)

        def registrar() -> None:
            for fila in (f for f, _ in zip(pendientes, range(2), strict=False)):
                aviso(rosa, **fila)

        ida = recorrer(orden, "siguiente", pedir(orden), registrar)
        vistas = pks(ida)
        assert len(vistas) == len(set(vistas))
        assert originales <= set(vistas)
        vueltas = pks(recorrer(orden, "anterior", ida[-1], registrar))
        assert len(vueltas) == len(set(vueltas))
        assert originales <= set(vueltas)
        transaction.set_rollback(True)


def test_lo_que_no_tiene_dato_va_al_final_suba_o_baje_el_orden(rosa):
    sin, con = aviso(rosa), aviso(rosa, leido_en=HOY)
    for orden in (("leido_en",), ("-leido_en",)):
        assert pks([pedir(orden)]) == [con.pk, sin.pk]


def test_una_pagina_es_una_consulta_y_no_cuenta_nada(rosa):
    for _ in range(10):
        aviso(rosa)
    primera = pedir(("-creado_en",))
    for parametros in ({}, {"tras": primera.siguiente}):
        with CaptureQueriesContext(connection) as consultas:
            pedir(("-creado_en",), **parametros)
        (unica,) = consultas
        assert "COUNT(" not in unica["sql"]
        assert "OFFSET" not in unica["sql"]


def test_la_pagina_mil_usa_el_indice_como_la_primera(rosa):
    """Row comparison is written so that the index gives the range: no sort of what is skipped."""
    Aviso.objects.bulk_create(
        Aviso(
            asunto="x",
            destinatario=rosa,
            creado_en=HOY - timedelta(minutes=n),
            intentar_desde=HOY,
        )
        for n in range(3000)
    )
    with connection.cursor() as cursor:
        cursor.execute("analyze base_aviso")
    pagina = pedir(("-creado_en", "-pk"), por=1500)
    consulta = QueryDict(mutable=True)
    consulta["tras"] = pagina.siguiente
    with CaptureQueriesContext(connection) as hechas:
        paginar(rosa.avisos.all(), consulta, orden=("-creado_en", "-pk"), por=25)
    with connection.cursor() as cursor:
        cursor.execute("explain " + hechas[0]["sql"])
        plan = "\n".join(linea for (linea,) in cursor.fetchall())
    assert "aviso_de_persona" in plan
    assert "creado_en <= " in plan.split("Index Cond")[1].split("\n")[0]
    assert "Sort" not in plan


@pytest.mark.parametrize("cursor", ["x", "😀", "a:b:c", "=" * 5000, "\x00", "W10:AAAA", "../.."])
def test_un_cursor_inventado_da_la_primera_pagina(rosa, cursor):
    for _ in range(5):
        aviso(rosa)
    primera = pedir(("pk",))
    for parametro in ("tras", "ante"):
        assert pks([pedir(("pk",), **{parametro: cursor})]) == pks([primera])


def test_un_cursor_alterado_o_de_otro_orden_da_la_primera_pagina(rosa):
    for n in range(9):
        aviso(rosa, asunto=str(n))
    cursor = pedir(("asunto",)).siguiente
    primera = pks([pedir(("asunto",))])
    assert pks([pedir(("asunto",), tras=cursor)]) != primera
    assert pks([pedir(("asunto",), tras=cursor[:-1] + "-")]) == primera
    assert pks([pedir(("-asunto",), tras=cursor)]) == pks([pedir(("-asunto",))])


def test_si_la_fila_del_cursor_ya_no_esta_se_sigue_desde_su_lugar(rosa):
    filas = [aviso(rosa) for _ in range(6)]
    cursor = pedir(("pk",)).siguiente
    filas[2].delete()
    assert pks([pedir(("pk",), tras=cursor)]) == [f.pk for f in filas[3:]]


def test_si_ya_no_queda_nada_despues_se_vuelve_al_principio(rosa):
    filas = [aviso(rosa) for _ in range(4)]
    cursor = pedir(("pk",)).siguiente
    filas[3].delete()
    assert pks([pedir(("pk",), tras=cursor)]) == [f.pk for f in filas[:3]]


def test_sin_filas_la_pagina_esta_vacia(db):
    pagina = pedir(("pk",))
    assert (list(pagina), pagina.anterior, pagina.siguiente, len(pagina)) == ([], "", "", 0)


def test_un_campo_que_no_existe_es_un_error_de_quien_programa(db):
    with pytest.raises(FieldError):
        pedir(("no_existe",))
