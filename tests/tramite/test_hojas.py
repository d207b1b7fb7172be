"""The first page of the tray and of the list, prepared, is the one that the ORM gives."""

from datetime import date

import pytest
from django.http import QueryDict
from django.utils import timezone

from ocisys.base.paginacion import POR_PAGINA, paginar
from tests import fabrica_tramite as fabrica
from tramite import acciones, hojas
from tramite.bandeja import Pestana
from tramite.models import Acceso, Expediente

QUIENES = ["jefatura", "secretaria", "especialista", "especialista_rs", "auditoria"]


@pytest.fixture
def oficina(secretaria, especialista, especialista_rs, jefatura):
    """More than a page with the secretaria, two sent on, one of them late and one restricted."""
    fabrica.catalogos()
    filas = [fabrica.expediente(por=secretaria) for _ in range(POR_PAGINA + 3)]
    filas.append(fabrica.expediente(por=secretaria, acceso=Acceso.GRUPO))
    for fila in filas[-2:]:
        acciones.derivar(fila, para=fabrica.posicion("068"), por=secretaria, ahora=timezone.now())
    fabrica.vence(filas[0], date(2026, 1, 5))
    return filas


@pytest.mark.parametrize("quien", QUIENES)
def test_la_primera_hoja_preparada_es_la_de_siempre(quien, oficina, request):
    usuario, hoy = request.getfixturevalue(quien), timezone.localdate()
    for _ in range(2):  # the second time it is prepared already
        filas = Expediente.objects.visibles_para(usuario).para_lista()
        siempre = paginar(filas, QueryDict(), orden=hojas.ORDEN)
        assert hojas.de_expedientes(usuario) == siempre
        assert len(siempre) == POR_PAGINA
        for pestana in Pestana:
            filas = hojas.filas_de_bandeja(usuario, pestana, hoy)
            siempre = paginar(filas, QueryDict(), orden=pestana.orden)
            assert hojas.de_bandeja(usuario, pestana, hoy) == siempre


def test_de_la_primera_hoja_se_pasa_a_la_segunda_sin_perder_ninguna(como, oficina, secretaria):
    hoja = hojas.de_bandeja(secretaria, Pestana.EN_MI_PODER, timezone.localdate())
    segunda = como(secretaria).get("/tramite/", {"ver": "en-mi-poder", "tras": hoja.siguiente})

    de_la_segunda = [m.expediente.numero for m in segunda.context["pagina"]]
    vistas = {m.expediente.numero for m in hoja} | set(de_la_segunda)
    assert len(hoja) == POR_PAGINA
    assert vistas == {f.numero for f in oficina[:-2]}
