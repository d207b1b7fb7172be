"""The duties of demand and offer: each figure runs, full and empty, and opens exactly its rows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cargos.evidencias import Cifra, Periodo, evidencia_de
from convenios.acciones import gestion as gestionar
from convenios.acciones.demanda import mover_demanda
from tests import fabrica_demanda
from tests.convenios.test_requerimiento import unidad

FUNCIONES = ("067-05", "068-01", "068-02", "069-02")


def cifra(clave: str) -> Cifra:
    hoy = timezone.localdate()
    return evidencia_de(clave).consulta(clave[:3], Periodo(hoy - timedelta(days=89), hoy))


@pytest.mark.parametrize("clave", FUNCIONES)
def test_en_una_oficina_sin_demanda_no_hay_cifra_y_su_pantalla_abre(clave, como, jefatura):
    assert cifra(clave).medidas == []
    assert como(jefatura).get(cifra(clave).enlace).status_code == 200
    assert como(jefatura).get(f"/cargos/funciones/{clave}/").status_code == 200


def test_cada_cifra_de_oferta_y_demanda_abre_sus_filas(como, jefatura, especialista):
    hoy = timezone.localdate()
    demanda = fabrica_demanda.demanda(por=especialista, estado="priorizada", prioridad=4)
    fabrica_demanda.demanda(por=especialista, destino="privado")
    mover_demanda(demanda, a="formulada", fecha=hoy, por=especialista)
    mover_demanda(demanda, a="presentada", fecha=hoy, por=especialista)
    oferta = fabrica_demanda.convocatoria(por=especialista, cierra_el=hoy + timedelta(days=60))
    fabrica_demanda.proponer(demanda, oferta, por=especialista, hoy=hoy)
    fabrica_demanda.capacitacion(por=especialista, a=[unidad()], hoy=hoy)
    fila = fabrica_demanda.gestion(demanda, por=especialista)
    gestionar.avanzar_gestion(fila, a="presentada", fecha=hoy, probabilidad=50, por=especialista)
    # A note while it is presented is not another presentation.
    gestionar.avanzar_gestion(
        fila, a="presentada", fecha=hoy, probabilidad=50, por=especialista, nota="Llamó"
    )
    perdida = fabrica_demanda.gestion(demanda, por=especialista)
    gestionar.avanzar_gestion(
        perdida, a="perdida", fecha=hoy, probabilidad=0, por=especialista, nota="No"
    )
    cliente = como(jefatura)
    for clave in FUNCIONES:
        medidas = cifra(clave).medidas
        assert medidas, clave
        for medida in medidas:
            assert cliente.get(medida.enlace).context["total"] == medida.valor == 1, clave
        pagina = cliente.get(f"/cargos/funciones/{clave}/").content.decode()
        assert medidas[0].rotulo in pagina
    assert [m.rotulo for m in cifra("068-01").medidas] == [
        "demanda formulada",
        "capacitación en el exterior difundida",
    ]
    assert cifra("068-02").nota == "USD 80,000.00; 0 ganadas de 1 decididas (0.0 %)"
    assert "cobertura: 0.0 % en USD (n = 1)" in cifra("067-05").nota
