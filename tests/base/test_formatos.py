"""How Peru writes numbers, money, dates and hours; on the pages and in the forms."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template
from django.utils import formats, timezone, translation


@pytest.mark.parametrize(
    ("plantilla", "valor", "escrito"),
    [
        ("{{ v }}", 1234567, "1,234,567"),
        ("{{ v }}", Decimal("1234567.50"), "1,234,567.50"),
        ("{{ v|floatformat:2 }}", 1234567.5, "1,234,567.50"),
        ("{{ v }}", -1234.5, "-1,234.5"),
        ("{{ v|soles }}", Decimal("1234.5"), "S/ 1,234.50"),
        ("{{ v|soles }}", 0, "S/ 0.00"),
        ("{{ v|soles }}", None, ""),
        ("{{ v }}", date(2026, 11, 22), "22/11/2026"),
        ("{{ v|date }}", date(2026, 1, 2), "02/01/2026"),
        ("{{ v }}", datetime(2026, 11, 22, 21, 20, tzinfo=UTC), "22/11/2026 16:20"),
        ("{{ v|date:'j \\d\\e F \\d\\e Y' }}", date(2026, 11, 1), "1 de noviembre de 2026"),
        ("{{ v|date:'F' }}", date(2026, 8, 1), "agosto"),
    ],
)
def test_asi_se_escribe_en_las_paginas(plantilla, valor, escrito):
    assert Template(plantilla).render(Context({"v": valor})) == escrito


@pytest.mark.parametrize(
    ("escrito", "leido"),
    [
        ("22/11/2026", date(2026, 11, 22)),
        ("2/1/2026", date(2026, 1, 2)),
        ("22-11-2026", date(2026, 11, 22)),
        ("22.11.2026", date(2026, 11, 22)),
        ("2026-11-22", date(2026, 11, 22)),
        ("22/11/26", date(2026, 11, 22)),
    ],
)
def test_una_fecha_se_lee_como_la_escriba_la_secretaria(escrito, leido):
    assert forms.DateField(localize=True).clean(escrito) == leido


@pytest.mark.parametrize("mala", ["31/02/2026", "11/22/2026", "00/00/0000", "hoy", "2026/11/22"])
def test_una_fecha_que_no_existe_se_rechaza(mala):
    with pytest.raises(forms.ValidationError):
        forms.DateField().clean(mala)


@pytest.mark.parametrize("escrito", ["1,234,567.50", "1234567.50", "1234567.5"])
def test_un_monto_se_lee_con_o_sin_separadores(escrito):
    assert forms.DecimalField(localize=True).clean(escrito) == Decimal("1234567.50")


def test_la_hora_es_la_de_lima_y_no_la_de_la_maquina():
    assert timezone.get_current_timezone_name() == "America/Lima"
    assert timezone.localtime(datetime(2026, 11, 23, 4, 59, tzinfo=UTC)).day == 22


def test_la_semana_empieza_el_lunes():
    assert formats.get_format("FIRST_DAY_OF_WEEK") == 1


def test_el_idioma_es_el_espanol_del_peru():
    assert translation.get_language() == "es-pe"
