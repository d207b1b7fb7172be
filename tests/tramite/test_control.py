"""A gap in the register is found, however it came about."""

import pgtrigger

from ocisys.base.models import Correlativo
from tests import fabrica_tramite
from tramite.control import numeros_sin_saltos


def test_un_registro_sin_saltos_no_tiene_diferencias(secretaria):
    for _ in range(3):
        fabrica_tramite.expediente(por=secretaria)
    assert list(numeros_sin_saltos()) == []


def test_un_numero_que_se_dio_y_no_esta_se_encuentra(secretaria):
    fabrica_tramite.expediente(por=secretaria)
    with pgtrigger.ignore():
        Correlativo.objects.filter(serie="expediente").update(ultimo=2)
    [frase] = numeros_sin_saltos()
    assert "el último número dado fue el 2" in frase
