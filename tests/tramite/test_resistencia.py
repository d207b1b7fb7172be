"""The plug pulled while eight desks work, over real HTTP: the short version of the bench."""

from pathlib import Path

import pytest
from django.db import connection

from bench.resistencia import ensayar
from tests import fabrica as fabrica_base
from tests import fabrica_tramite as fabrica


@pytest.mark.lento
def test_matar_el_servidor_no_pierde_ni_repite_nada(transactional_db: None, tmp_path: Path) -> None:
    fabrica.catalogos()
    fabrica_base.usuario(cargo="067")
    secretaria = fabrica_base.usuario(cargo="071")
    base = str(connection.settings_dict["NAME"])

    ensayo = ensayar(base, tmp_path, secretaria, segundos=3, depurar=True)

    assert ensayo.fallas == []
    assert len(ensayo.registrados) >= 8
    assert ensayo.derivados == set(ensayo.registrados.values())
