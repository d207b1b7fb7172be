"""Folios run on without gap or overlap, and no body of the file passes two hundred."""

from dataclasses import dataclass
from itertools import accumulate

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import fabrica_tramite
from tramite import acciones
from tramite.folios import MAXIMO, en_su_tomo, tomos_de


@dataclass(frozen=True)
class Rango:
    folio_desde: int
    folio_hasta: int


def rangos(*folios: int) -> list[Rango]:
    finales = list(accumulate(folios))
    return [Rango(f - n + 1, f) for n, f in zip(folios, finales, strict=True)]


@pytest.mark.parametrize(
    ("folios", "esperados"),
    [
        ((), []),
        ((12,), [(1, 12)]),
        ((200,), [(1, 200)]),
        ((199, 1), [(1, 200)]),
        ((200, 1), [(1, 200), (201, 201)]),
        ((150, 60), [(1, 150), (151, 210)]),  # no document is cut in two
        ((10, 350, 5), [(1, 10), (11, 360), (361, 365)]),  # one larger than a body
    ],
)
def test_un_tomo_nuevo_pasado_el_folio_doscientos(folios: tuple, esperados: list) -> None:
    assert [(t.desde, t.hasta) for t in tomos_de(rangos(*folios))] == esperados


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(1, 450), max_size=30))
def test_los_tomos_cubren_todo_sin_saltos_ni_traslapes(folios: list[int]) -> None:
    documentos = rangos(*folios)
    tomos = tomos_de(documentos)

    assert [t.numero for t in tomos] == list(range(1, len(tomos) + 1))
    assert sum(t.folios for t in tomos) == sum(folios)
    assert all(a.hasta + 1 == b.desde for a, b in zip(tomos, tomos[1:], strict=False))
    for d in documentos:
        tomo = tomos[en_su_tomo(d, tomos) - 1]
        assert tomo.desde <= d.folio_desde
        assert d.folio_hasta <= tomo.hasta
        assert tomo.folios <= MAXIMO or (tomo.desde, tomo.hasta) == (d.folio_desde, d.folio_hasta)


def test_al_agregar_lo_que_no_cabe_se_dice_que_se_abrio_un_tomo(como, secretaria) -> None:
    fila = fabrica_tramite.expediente(por=secretaria, folios=200)
    cuerpo = {"version": 1, "tipo": fila.tipo_documento_id, "folios": 1, "asunto": "Anexo"}

    url = f"/tramite/expedientes/{fila.numero}/agregar/"
    pagina = como(secretaria).post(url, cuerpo, follow=True).content.decode()

    assert "Se abrió el tomo 2 en el folio 201: imprima su carátula." in pagina


def test_al_archivar_los_folios_contados_que_no_cuadran_dicen_donde_buscar(
    como, secretaria, jefatura
) -> None:
    fila = fabrica_tramite.expediente(por=secretaria, folios=200)
    mesa, ahora = como(secretaria), timezone.now()
    mesa.post(
        f"/tramite/expedientes/{fila.numero}/agregar/",
        {"version": 1, "tipo": fila.tipo_documento_id, "folios": 12, "asunto": "Anexo"},
    )
    acciones.atender(fila, texto="Se respondió", por=jefatura, ahora=ahora)
    fila.refresh_from_db()
    url = f"/tramite/expedientes/{fila.numero}/archivar/"
    cuerpo = {"version": fila.version, "texto": "Archivador 3"}
    assert "El registro tiene 212, en 2 tomos" in mesa.get(url).content.decode()

    mal = mesa.post(url, cuerpo | {"contados": "211"})
    bien = mesa.post(url, cuerpo | {"contados": "212"})

    assert "llega al folio 212. Por documento: 1 (1–200), 2 (201–212)" in mal.content.decode()
    assert (mal.status_code, bien.status_code) == (422, 302)
    assert fila.actuaciones.latest("pk").texto == "Archivador 3 (folios contados: 212)"
