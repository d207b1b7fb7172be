"""Which days are working days: holidays by rule, declared days, sedes; checked by an oracle."""

from datetime import date, timedelta

import holidays
import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from ocisys.base.calendario import Feriado, PlazoInvalido, Regimen, pascua
from ocisys.base.computo import calendario_de
from ocisys.base.models import DiaNoLaborable, DiaSinAtencion, FeriadoNacional, Sede
from tests.fabrica_base import Cita, calendario, declarado, dia_no_laborable, feriados, norma

ANIOS = range(2015, 2036)

# What the `holidays` package says otherwise, and why we differ.
DIFERENCIAS = {
    # Only the Thursday and the Friday are in art. 6 of the DLeg 713.
    **{pascua(anio): "el Domingo de Pascua no es feriado legal" for anio in ANIOS},
    date(2020, 7, 29): "feriado suspendido por el DU 081-2020: se trabajó",
}


@pytest.fixture
def normas(db):
    call_command("cargar_normas", verbosity=0)


def test_la_pascua_de_cada_anio():
    conocidas = [
        (1992, 4, 19), (2008, 3, 23), (2011, 4, 24), (2024, 3, 31), (2025, 4, 20), (2026, 4, 5),
        (2027, 3, 28), (2038, 4, 25), (2049, 4, 18), (2076, 4, 19), (2285, 3, 22),
    ]  # fmt: skip
    assert [pascua(anio) for anio, _, _ in conocidas] == [date(*c) for c in conocidas]


def test_los_feriados_coinciden_con_el_oraculo_salvo_lo_anotado(normas):
    primero, ultimo = date(ANIOS[0], 1, 1), date(ANIOS[-1], 12, 31)
    nuestros = calendario_de("lima", primero, ultimo)
    oraculo = holidays.country_holidays("PE", years=ANIOS)
    discrepan = set()
    for fecha in (primero + timedelta(days=i) for i in range((ultimo - primero).days + 1)):
        # Compensable days are not holidays, and they are working days for tax purposes.
        motivo = nuestros.inhabil(fecha, Regimen.TRIBUTARIO)
        es_feriado = motivo is not None and motivo.texto.startswith("feriado")
        if es_feriado != (fecha in oraculo):
            discrepan.add(fecha)
    assert discrepan == set(DIFERENCIAS)


DIAS = [
    (date(2021, 12, 9), True),  # Ley 31381, published 31-12-2021
    (date(2022, 12, 9), False),
    (date(2021, 8, 6), True),  # Ley 31530, July 2022
    (date(2024, 8, 6), False),
    (date(2023, 6, 7), True),  # Ley 31788, published 15-06-2023
    (date(2024, 6, 7), False),
    (date(2021, 7, 23), True),  # Ley 31822, published 08-07-2023
    (date(2024, 7, 23), False),
    (date(2020, 7, 29), True),  # DU 081-2020
    (date(2020, 7, 27), True),  # DS 125-2020-PCM
    (date(2026, 7, 27), False),  # DS 075-2026-PCM
    (date(2025, 4, 4), True),  # press only: it does not count until confirmed
    (date(2026, 4, 13), True),
    (date(2019, 7, 30), True),
]


def test_cada_dia_rige_desde_su_norma(normas, subtests):
    for dia, habil in DIAS:
        with subtests.test(dia=str(dia)):
            assert calendario_de("lima", dia, dia).es_habil(dia) is habil


def test_en_2026_hay_trece_feriados_de_lunes_a_viernes():
    cal = calendario(desde=date(2026, 1, 1), hasta=date(2026, 12, 31))
    laborables = [
        dia
        for dia in (date(2026, 1, 1) + timedelta(days=i) for i in range(365))
        if cal.es_habil(dia)
    ]
    assert len(laborables) == 248


def test_los_dieciseis_feriados_tienen_norma_y_articulo():
    en_2026 = [f.en(2026) for f in feriados()]
    assert len(set(en_2026)) == 16
    assert None not in en_2026
    assert all(f.cita.norma and f.cita.articulo for f in feriados())


def test_un_feriado_por_regla_no_existe_fuera_de_su_vigencia_ni_en_un_dia_imposible():
    bisiesto = Feriado("x", Cita("Ley 1"), date(2000, 1, 1), date(2010, 12, 31), mes=2, dia=29)
    assert bisiesto.en(2008) == date(2008, 2, 29)
    assert bisiesto.en(2009) is None
    assert bisiesto.en(2012) is None


def test_fuera_del_calendario_no_se_adivina():
    cal = calendario(desde=date(2026, 1, 1), hasta=date(2026, 12, 31))
    with pytest.raises(PlazoInvalido, match="del 01/01/2026 al 31/12/2026"):
        cal.es_habil(date(2027, 1, 1))


def test_quedan_dias_habiles_hasta_el_vencimiento_y_negativos_despues():
    cal = calendario()
    assert cal.habiles_entre(date(2026, 12, 4), date(2026, 12, 10)) == 2
    assert cal.habiles_entre(date(2026, 12, 10), date(2026, 12, 10)) == 0
    assert cal.habiles_entre(date(2026, 12, 14), date(2026, 12, 10)) == -2


def test_un_dia_restituido_vuelve_a_ser_habil_sea_cual_sea_el_orden():
    quitado = declarado(date(2026, 12, 4))
    devuelto = declarado(date(2026, 12, 4), restituye=True)
    assert calendario(dias=(quitado, devuelto)).es_habil(date(2026, 12, 4))
    assert calendario(dias=(devuelto, quitado)).es_habil(date(2026, 12, 4))


def test_un_feriado_que_quiza_se_trabajo_sigue_siendo_feriado_sin_mas_avisos():
    duda = declarado(date(2026, 12, 8), restituye=True, confirmado=False)
    cal = calendario(dias=(duda,))
    assert not cal.es_habil(date(2026, 12, 8))
    assert cal.duda(date(2026, 12, 8)) is None


# --- From the tables --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ubigeo", "habil"),
    [
        ("150101", False),  # Lima Metropolitana
        ("070101", False),  # Callao
        ("150601", False),  # Huaral, by the DS 123-2024-PCM
        ("150801", True),  # Huacho: in the department, outside the scope
        ("040101", True),
    ],
)
def test_un_dia_territorial_solo_vale_en_las_sedes_de_su_ambito(normas, ubigeo, habil):
    Sede.objects.create(codigo="otra", nombre="Otra sede", ubigeo=ubigeo)
    cal = calendario_de("otra", date(2024, 11, 1), date(2024, 11, 30))
    assert cal.es_habil(date(2024, 11, 14)) is habil
    assert cal.es_habil(date(2024, 11, 14), Regimen.TRIBUTARIO)


def test_un_dia_sin_atencion_solo_afecta_a_su_sede(normas):
    otra = Sede.objects.create(codigo="otra", nombre="Otra sede", ubigeo="040101")
    DiaSinAtencion.objects.create(
        sede=otra, fecha=date(2026, 12, 10), motivo="corte de luz", sustento="Acta"
    )
    tramo = date(2026, 12, 1), date(2026, 12, 31)
    assert "corte de luz" in calendario_de(otra, *tramo).cierre(date(2026, 12, 10)).texto
    assert calendario_de("lima", *tramo).cierre(date(2026, 12, 10)) is None
    assert calendario_de("lima", *tramo).es_habil(date(2026, 12, 10))


def test_un_dia_confirmado_por_la_oficina_mueve_el_calendario_al_instante(normas):
    dia = DiaNoLaborable.objects.get(fecha=date(2026, 4, 13))
    assert calendario_de(None, dia.fecha, dia.fecha).es_habil(dia.fecha)
    dia.norma, dia.estado = norma(), DiaNoLaborable.Estado.CONFIRMADO
    dia.save()
    assert not calendario_de(None, dia.fecha, dia.fecha).es_habil(dia.fecha)


def test_un_dia_descartado_ni_cuenta_ni_se_menciona(normas):
    DiaNoLaborable.objects.filter(fecha=date(2026, 4, 13)).update(
        estado=DiaNoLaborable.Estado.DESCARTADO
    )
    cal = calendario_de("lima", date(2026, 4, 1), date(2026, 4, 30))
    assert cal.duda(date(2026, 4, 13)) is None
    assert cal.es_habil(date(2026, 4, 13))


def test_no_se_confirma_un_dia_sin_su_norma(db):
    with pytest.raises(IntegrityError, match="confirmado_con_norma"):
        dia_no_laborable(fecha=date(2027, 1, 4), norma=None)


def test_la_falta_de_norma_se_dice_con_una_frase(db):
    dia = DiaNoLaborable(
        fecha=date(2027, 1, 4), motivo="x", fuente="y", estado=DiaNoLaborable.Estado.CONFIRMADO
    )
    with pytest.raises(ValidationError, match="indique la norma"):
        dia.full_clean()


def test_un_feriado_tiene_una_sola_regla(db):
    feriado = FeriadoNacional(
        codigo="x", nombre="X", mes=1, dia=2, dias_de_pascua=3, norma=norma(), articulo="1",
        vigente_desde=date(2020, 1, 1),
    )  # fmt: skip
    with pytest.raises(ValidationError, match="el día y el mes, o los días desde la Pascua"):
        feriado.full_clean()


def test_el_calendario_se_arma_en_tres_consultas_por_muchos_dias_que_haya(normas):
    for i in range(20):
        dia_no_laborable(fecha=date(2027, 3, 1) + timedelta(days=i), ubigeos=["15"])
    with CaptureQueriesContext(connection) as consultas:
        calendario_de("lima", date(2020, 1, 1), date(2028, 12, 31))
    assert len(consultas) == 3


def test_una_sede_que_no_existe_se_dice_con_una_frase(normas):
    with pytest.raises(PlazoInvalido, match="«cusco»"):
        calendario_de("cusco", date(2026, 1, 1), date(2026, 1, 2))
