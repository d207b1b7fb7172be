"""Who may do what with agreements, post by post: the table of the office, asked through the URL.

Written again here on purpose, without looking at `cargos/permisos.py`. What each address takes is
in tests/test_permisos.py; this is about whose rows.
"""

import pytest

from convenios.models import Convenio
from tests import fabrica
from tests import fabrica_convenios as fabrica_convenios
from tests.fabrica_convenios import HOY

PUESTOS = ("067", "068", "069", "070", "071")
SI, NO, AJENO = 200, 403, 404

#             what                                    067 068 069 070    071
CUADRO = {
    "/convenios/{codigo}/": (SI, SI, SI, SI, SI),
    "/convenios/{codigo}/editar/": (SI, SI, NO, AJENO, NO),
    "/convenios/{de_070}/editar/": (SI, SI, NO, SI, NO),
    "/convenios/{reservado}/": (SI, SI, AJENO, AJENO, AJENO),
    "/convenios/organizaciones/{empresa}/": (SI, SI, SI, SI, SI),
    "/convenios/organizaciones/{empresa}/editar-empresa/": (SI, NO, SI, NO, NO),
    "/convenios/organizaciones/{fuente}/editar/": (SI, SI, NO, SI, NO),
    "/convenios/obligaciones/{obligacion}/": (SI, SI, SI, SI, SI),
    "/convenios/obligaciones/{obligacion}/reportar/": (SI, SI, SI, AJENO, NO),
    "/convenios/obligaciones/{obligacion}/revisar/": (SI, SI, NO, SI, NO),
    "/convenios/obligaciones/{obligacion}/prorrogar/": (SI, SI, NO, AJENO, NO),
    "/convenios/empresas/donaciones/nueva/": (SI, NO, SI, NO, NO),
    "/convenios/parametros/avisos/": (SI, NO, NO, NO, NO),
    "/convenios/tablero/": (SI, SI, SI, SI, SI),
    "/cargos/funciones/": (SI, SI, SI, SI, SI),
    "/cargos/encargos/nuevo/": (SI, NO, NO, NO, NO),
}


@pytest.fixture
def rows(db):
    """An agreement that 068 coordinates, one of 070, a reserved one of 068, and what hangs."""
    jefe = fabrica.usuario(cargo="067")
    personas = {"067": jefe} | {p: fabrica.usuario(cargo=p) for p in PUESTOS[1:]}
    posicion = {p: personas[p].designaciones_hoy[0].posicion for p in PUESTOS}
    ajeno = fabrica_convenios.convenio(por=jefe, coordinador=posicion["068"])
    reservado = fabrica_convenios.convenio(
        por=jefe, coordinador=posicion["068"], nivel_acceso=Convenio.Acceso.RESERVADO
    )
    de_070 = fabrica_convenios.convenio(por=jefe, coordinador=posicion["070"])
    return personas, {
        "codigo": ajeno.codigo,
        "de_070": de_070.codigo,
        "reservado": reservado.codigo,
        "empresa": fabrica_convenios.organizacion(clase="empresa").pk,
        "fuente": fabrica_convenios.organizacion().pk,
        "obligacion": fabrica_convenios.ocurrencia(ajeno, cargo="069", base=HOY).pk,
    }


def test_cada_cargo_puede_lo_que_dice_el_cuadro(como, rows):
    personas, datos = rows
    hallado = {
        url: tuple(como(personas[p]).get(url.format(**datos)).status_code for p in PUESTOS)
        for url in CUADRO
    }
    assert hallado == CUADRO
