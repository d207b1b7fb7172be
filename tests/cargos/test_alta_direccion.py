"""The Alta Dirección reads what the office reports to it, and touches nothing."""

import pytest

from tests import fabrica
from tests import fabrica_convenios as convenios


@pytest.fixture
def despacho(db):
    fabrica.mof()
    return fabrica.usuario(alta_direccion=True)


def test_ve_tambien_los_convenios_reservados_y_no_los_cambia(como, despacho):
    reservado = convenios.convenio(nivel_acceso="reservado")
    cliente = como(despacho)

    assert cliente.get(reservado.get_absolute_url()).status_code == 200
    assert cliente.get(f"{reservado.get_absolute_url()}editar/").status_code in (403, 404)
    assert cliente.get("/convenios/tablero/").status_code == 200


def test_no_entra_al_tramite(como, despacho):
    cliente = como(despacho)
    for ruta in ("/tramite/", "/tramite/expedientes/", "/tramite/informe/"):
        assert cliente.get(ruta).status_code in (403, 404)
