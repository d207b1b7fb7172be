"""A known sender's numbers: only the digits are typed."""

import pytest

from tramite.patrones import patron_de


@pytest.mark.parametrize(
    ("anterior", "digitos", "completo"),
    [
        ("D000123-2025-APCI/DGNI", "451", "D000451-2026-APCI/DGNI"),
        ("D002175-2026-MIMP-SG", "9", "D000009-2026-MIMP-SG"),
        ("002-2017-MIMP/OGAJ", "15", "015-2026-MIMP/OGAJ"),
        ("123", "124", "124"),
        ("CARTA 77", "78", "CARTA 78"),
        ("CAR-7-2019", "8", "CAR-8-2026"),
    ],
)
def test_se_completa_con_el_patron_del_anterior(anterior: str, digitos: str, completo: str) -> None:
    patron = patron_de(anterior, anio=2026)

    assert patron is not None
    assert patron.completar(digitos) == completo


@pytest.mark.parametrize("anterior", ["", "S/N", "sin número"])
def test_sin_cifras_no_hay_patron(anterior: str) -> None:
    assert patron_de(anterior, anio=2026) is None
