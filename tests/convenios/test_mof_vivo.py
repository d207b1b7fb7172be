"""The duties that agreements serve: each figure runs, full and empty, and opens its rows."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from cargos.evidencias import Periodo, evidencia_de
from convenios.acciones.convenio import decidir_renovacion
from tests import fabrica_convenios as fabrica

FUNCIONES = ["067-06", "068-05", "068-06", "068-07", "069-05"]


def periodo() -> Periodo:
    hoy = timezone.localdate()
    return Periodo(hoy - timedelta(days=89), hoy)


@pytest.mark.parametrize("clave", FUNCIONES)
def test_en_una_oficina_vacia_no_hay_cifra_y_nunca_un_cero_inventado(clave, como, jefatura):
    cifra = evidencia_de(clave).consulta(clave[:3], periodo())
    assert cifra.valor is None or clave == "068-05"
    assert como(jefatura).get(cifra.enlace).status_code == 200


def test_cada_cifra_abre_sus_filas(como, jefatura, especialista):
    hoy = timezone.localdate()
    convenio = fabrica.convenio(por=jefatura, verificado_el=hoy)
    type(convenio).objects.filter(pk=convenio.pk).update(verificado_el=hoy)
    o = fabrica.ocurrencia(convenio, base=hoy - timedelta(days=5))
    fabrica.cumplir(o, por=especialista, valida=jefatura, hoy=hoy)
    reservado = fabrica.convenio(por=jefatura, nivel_acceso="reservado")
    fabrica.ocurrencia(reservado, base=hoy - timedelta(days=5))
    fabrica.organizacion(estado="potencial", verificada_el=hoy)
    fabrica.organizacion(estado="potencial", verificada_el=hoy - timedelta(days=400))
    fabrica.organizacion(estado="potencial", clase="empresa", verificada_el=hoy)
    cliente = como(jefatura)
    valores = {}
    for clave in FUNCIONES:
        cifra = evidencia_de(clave).consulta(clave[:3], periodo())
        valores[clave] = cifra.valor
        filas = cliente.get(cifra.enlace).context["total"]
        assert filas == (1 if clave == "067-06" else cifra.valor), clave
    assert valores == {
        "067-06": Decimal("100.0"),
        "068-05": 1,
        "068-06": 1,
        "068-07": 1,
        "069-05": 1,
    }


def test_la_nota_dice_lo_observado_y_lo_decidido(jefatura, especialista):
    hoy = timezone.localdate()
    convenio = fabrica.convenio(por=jefatura, fecha_fin=hoy + timedelta(days=60))
    for resuelta in (True, False):
        o = fabrica.ocurrencia(convenio, base=hoy - timedelta(days=5))
        fabrica.reportar(o, por=especialista, hoy=hoy - timedelta(days=2))
        fabrica.acciones_ocurrencia.observar(
            o, observacion="Falta el cargo.", por=jefatura, hoy=hoy - timedelta(days=1)
        )
        if resuelta:
            fabrica.reportar(o, por=especialista, hoy=hoy)
    decidir_renovacion(convenio, sentido="renovar", motivo="Sirve.", fecha=hoy, por=jefatura)
    nota = {c: evidencia_de(c).consulta(c[:3], periodo()).nota for c in FUNCIONES}
    assert "2 observadas, 1 ya resueltas" in nota["068-05"]
    assert "1 renovación decidida" in nota["067-06"]
    assert "1 sin el documento firmado" in nota["068-06"]


def test_la_pagina_de_la_funcion_muestra_la_cifra(como, jefatura):
    fabrica.convenio(por=jefatura)
    for clave in FUNCIONES:
        respuesta = como(jefatura).get(f"/cargos/funciones/{clave}/")
        assert respuesta.status_code == 200
        assert "/convenios/" in respuesta.content.decode()
