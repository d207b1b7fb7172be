"""Deadlines with the law of the database: the one in force at the fact, by channel and by date."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ocisys.base.computo import (
    calcular_plazo,
    calendario_de,
    contar_dias,
    contar_lote,
    regla_vigente,
)
from ocisys.base.models import HorarioSede, Norma, ReglaPlazo, Sede
from ocisys.base.plazos import Canal, Materia, PlazoInvalido, Prorroga, Regimen, Suspension, Unidad
from tests import fabrica
from tests.fabrica_base import norma

momento = datetime.fromisoformat
HOY = date(2026, 11, 27)


@pytest.fixture
def normas(db):
    call_command("cargar_normas", verbosity=0)


@pytest.fixture
def horario(normas):
    return HorarioSede.objects.create(
        sede=Sede.objects.get(codigo="lima"),
        desde=date(2019, 1, 1),
        abre=time(8, 30),
        cierra=time(16, 30),
        sustento="Directiva",
    )


EJEMPLO = [
    ("DERIVAR", date(2026, 11, 27)),
    ("MERO", date(2026, 12, 2)),
    ("INFORME", date(2026, 12, 10)),
    ("ADMIN", date(2026, 12, 15)),
    ("PROC", date(2027, 1, 14)),
]


def test_el_ejemplo_del_27_de_noviembre_con_las_reglas_cargadas(normas, subtests):
    for codigo, esperado in EJEMPLO:
        with subtests.test(codigo):
            cuenta = calcular_plazo(codigo, momento("2026-11-27T17:50"), canal="mesa_digital")
            assert cuenta.presentado_el == date(2026, 11, 27)
            assert str(cuenta.dias[0].cita) == "DS 098-2025-PCM, arts. 46.2 y 46.3"
            assert cuenta.vence_el == esperado


@pytest.mark.parametrize(
    ("hecho", "articulo", "inicio"),
    [
        (date(2026, 4, 30), "DS 004-2019-JUS, art. 143.3", "DS 004-2019-JUS, art. 144.1"),
        (date(2026, 5, 1), "DS 006-2026-JUS, art. 132.3", "DS 006-2026-JUS, art. 133.1"),
    ],
)
def test_se_aplica_la_ley_vigente_el_dia_del_hecho(normas, hecho, articulo, inicio):
    cuenta = calcular_plazo("INFORME", hecho)
    assert str(cuenta.regla.cita) == articulo
    assert str(next(d for d in cuenta.dias if d.numero == 1).cita) == inicio


def test_antes_de_la_primera_version_cargada_no_se_adivina(normas):
    with pytest.raises(PlazoInvalido, match="INFORME no tiene versión aplicable al 01/06/2018"):
        calcular_plazo("INFORME", date(2018, 6, 1))
    with pytest.raises(PlazoInvalido, match="No existe la regla de plazo «NADA»"):
        calcular_plazo("NADA", date(2026, 6, 1))
    with pytest.raises(PlazoInvalido, match="No hay reglas de cómputo"):
        contar_dias(3, date(1999, 6, 1))


def test_sin_datos_cargados_se_dice_como_cargarlos(db):
    fabrica.vaciar()
    for calculo in (lambda: calcular_plazo("MERO", HOY), lambda: contar_dias(3, HOY)):
        with pytest.raises(PlazoInvalido, match="manage.py cargar_normas"):
            calculo()


def test_una_regla_cuya_fuente_no_se_leyo_no_se_aplica(normas):
    with pytest.raises(PlazoInvalido, match="RECONS no tiene versión aplicable"):
        calcular_plazo("RECONS", date(2021, 6, 1))
    assert calcular_plazo("RECONS", date(2023, 6, 1)).regla.cantidad == 15


def test_cada_regla_de_la_lpag_esta_en_sus_dos_numeraciones(normas):
    antes = {r.codigo for r in ReglaPlazo.objects.vigentes(date(2026, 4, 30))}
    ahora = {r.codigo for r in ReglaPlazo.objects.vigentes(date(2026, 5, 1))}
    assert antes == ahora
    assert ahora >= {
        "DERIVAR", "MERO", "INFORME", "DEVOLVER", "ADMIN", "SUBS_FIS", "OBS_ELEC", "SUBS_ELEC",
        "DOC_INT", "DOC_EXT", "PROC", "NOTIF", "ACUSE_MAIL", "COLAB_AVISO", "TRANSP",
        "TRANSP_ENC", "QUEJA", "QUEJA_INF", "RECONS", "APEL", "ABANDONO", "IGV_6M",
    }  # fmt: skip


PRESENTACIONES = [
    # Mesa Digital, through its four regimes.
    ("2022-09-02T17:50", Canal.MESA_DIGITAL, Materia.GENERAL, date(2022, 9, 5)),
    ("2023-09-01T17:50", Canal.MESA_DIGITAL, Materia.GENERAL, date(2023, 9, 4)),
    ("2024-08-01T17:50", Canal.MESA_DIGITAL, Materia.GENERAL, date(2024, 8, 2)),
    ("2024-08-02T17:50", Canal.MESA_DIGITAL, Materia.GENERAL, date(2024, 8, 2)),
    ("2024-08-03T10:00", Canal.MESA_DIGITAL, Materia.GENERAL, date(2024, 8, 5)),
    ("2025-07-30T23:00", Canal.MESA_DIGITAL, Materia.GENERAL, date(2025, 7, 30)),
    ("2025-07-26T10:00", Canal.MESA_DIGITAL, Materia.GENERAL, date(2025, 7, 30)),
    ("2025-08-02T10:00", Canal.MESA_DIGITAL, Materia.GENERAL, date(2025, 8, 2)),
    # A transparency request keeps the old cut-off.
    ("2026-11-27T17:50", Canal.MESA_DIGITAL, Materia.TRANSPARENCIA, date(2026, 11, 30)),
    ("2026-11-27T16:30", Canal.MESA_DIGITAL, Materia.TRANSPARENCIA, date(2026, 11, 27)),
    ("2026-11-28T10:00", Canal.CORREO, Materia.TRANSPARENCIA, date(2026, 11, 30)),
    # The window of the sede.
    ("2026-11-27T16:00", Canal.FISICO, Materia.GENERAL, date(2026, 11, 27)),
    ("2026-11-27T16:45", Canal.FISICO, Materia.GENERAL, date(2026, 11, 30)),
    # No verified rule for the institutional desk: the date of the fact.
    ("2026-11-28T10:00", Canal.MPV, Materia.GENERAL, date(2026, 11, 28)),
]


def test_cada_canal_tiene_su_corte_segun_la_fecha(horario, subtests):
    for hecho, canal, materia, presentado in PRESENTACIONES:
        with subtests.test(hecho, canal=canal, materia=materia):
            cuenta = contar_dias(1, momento(hecho), canal=canal, materia=materia)
            assert cuenta.presentado_el == presentado


def test_el_horario_es_el_que_regia_ese_dia(horario):
    HorarioSede.objects.create(
        sede=horario.sede, desde=date(2026, 1, 1), abre=time(8), cierra=time(18), sustento="Otra"
    )
    antes = contar_dias(1, momento("2025-11-28T17:00"), canal="fisico")
    ahora = contar_dias(1, momento("2026-11-27T17:00"), canal="fisico")
    assert antes.presentado_el == date(2025, 12, 1)
    assert ahora.presentado_el == date(2026, 11, 27)


def test_el_igv_se_cuenta_en_meses_sobre_el_calendario_tributario(normas):
    cuenta = calcular_plazo("IGV_6M", date(2026, 1, 27))
    # 27-07-2026 is a compensable day: working for tax purposes.
    assert cuenta.vence_el == date(2026, 7, 27)
    assert contar_dias(6, date(2026, 1, 27), unidad=Unidad.MESES).vence_el == date(2026, 7, 30)
    assert any("Norma XII" in aviso for aviso in cuenta.avisos)


def test_el_tupa_puede_dar_otra_cantidad_y_la_prorroga_respeta_la_regla(normas):
    assert calcular_plazo("PROC", date(2026, 6, 1), cantidad=5).vence_el == date(2026, 6, 8)
    prorroga = Prorroga(3, date(2026, 12, 1))
    cuenta = calcular_plazo("INFORME", date(2026, 11, 27), prorroga=prorroga)
    assert cuenta.vence_el == date(2026, 12, 15)
    assert str(cuenta.dias[-1].cita) == "DS 006-2026-JUS, arts. 132.3 y 136.2"
    with pytest.raises(PlazoInvalido, match="mero trámite» no admite prórroga"):
        calcular_plazo("MERO", date(2026, 11, 27), prorroga=prorroga)


def test_una_suspension_larga_no_se_sale_del_calendario(normas):
    parada = Suspension(date(2026, 12, 1), date(2030, 12, 1), "proceso judicial")
    cuenta = calcular_plazo("INFORME", date(2026, 11, 27), suspensiones=[parada])
    assert cuenta.vence_el == date(2030, 12, 10)


@pytest.mark.parametrize("hecho", [date(1, 1, 1), date(1991, 12, 31), date(9999, 12, 31)])
def test_una_fecha_fuera_de_todo_calendario_se_rechaza(normas, hecho):
    with pytest.raises(PlazoInvalido, match="fuera del calendario"):
        contar_dias(3, hecho)


def test_el_plazo_mas_largo_cabe_o_se_rechaza_con_una_frase(normas):
    assert contar_dias(3660, date(2026, 1, 5)).vence_el.year == 2040
    with pytest.raises(PlazoInvalido, match="calendario"):
        contar_dias(3660, date(2026, 1, 5), unidad=Unidad.ANIOS)


def test_dos_versiones_de_una_regla_no_rigen_el_mismo_dia(normas):
    actual = regla_vigente("MERO", date(2026, 6, 1))
    actual.pk, actual.vigente_desde = None, date(2027, 1, 1)
    with pytest.raises(IntegrityError, match="regla_plazo_una_vigente"):
        actual.save()


def test_no_se_aplica_una_regla_sin_leer_su_fuente(normas):
    regla = regla_vigente("MERO", date(2026, 6, 1))
    regla.verificada = False
    with pytest.raises(ValidationError, match="Lea la fuente"):
        regla.full_clean()
    with pytest.raises(IntegrityError, match="activa_verificada"):
        regla.save()


def test_una_vigencia_al_reves_es_un_error_del_campo(normas):
    regla = regla_vigente("MERO", date(2026, 6, 1))
    regla.vigente_hasta = date(2020, 1, 1)
    with pytest.raises(ValidationError) as error:
        regla.full_clean()
    assert "vigente_hasta" in error.value.message_dict


def test_calcular_con_un_calendario_dado_no_lo_vuelve_a_leer(normas):
    cal = calendario_de("lima", date(2026, 1, 1), date(2027, 12, 31))
    with CaptureQueriesContext(connection) as consultas:
        con = calcular_plazo("INFORME", date(2026, 11, 27), calendario=cal)
    assert len(consultas) == 2
    assert con.vence_el == calcular_plazo("INFORME", date(2026, 11, 27)).vence_el


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            st.dates(min_value=date(2002, 1, 1), max_value=date(2032, 12, 31)), st.integers(1, 200)
        ),
        max_size=8,
    ),
    st.sampled_from(list(Regimen)),
)
def test_el_lote_da_lo_mismo_que_uno_por_uno(normas, filas, regimen):
    de_a_uno = [contar_dias(dias, hecho, regimen=regimen).vence_el for hecho, dias in filas]
    assert list(contar_lote(filas, regimen=regimen)) == de_a_uno


def test_un_lote_por_canal_da_lo_mismo_que_uno_por_uno(horario):
    desde = momento("2021-03-01T09:15")
    filas = [(desde + timedelta(days=11 * i, hours=i), 5) for i in range(150)]
    de_a_uno = [contar_dias(n, h, canal="mesa_digital").vence_el for h, n in filas]
    with CaptureQueriesContext(connection) as consultas:
        lote = list(contar_lote(filas, canal="mesa_digital"))
    assert lote == de_a_uno
    assert len(consultas) == 6


@pytest.mark.parametrize(
    ("tipo", "numero", "anio", "siglas", "corta"),
    [
        ("Ley", "27444", 2001, "", "Ley 27444"),
        ("DLeg", "713", 1991, "", "DLeg 713"),
        ("DU", "081", 2020, "", "DU 081-2020"),
        ("DS", "006", 2026, "JUS", "DS 006-2026-JUS"),
        ("DS", "036", 1994, "EF", "DS 036-94-EF"),
        ("Res.", "0518", 2024, "SEL-INDECOPI", "Res. 0518-2024-SEL-INDECOPI"),
    ],
)
def test_cada_norma_se_cita_por_su_nombre_corto(tipo, numero, anio, siglas, corta):
    assert str(Norma(tipo=tipo, numero=numero, anio=anio, siglas=siglas)) == corta


def test_se_busca_una_norma_por_cualquiera_de_sus_palabras(normas):
    assert [n.corta for n in Norma.objects.buscar("ds 098 pcm")] == ["DS 098-2025-PCM"]
    assert not Norma.objects.buscar("\x00 no existe").exists()


def test_una_norma_no_se_registra_dos_veces(normas):
    with pytest.raises(IntegrityError, match="norma_unica"):
        norma(tipo="DS", numero="006", anio=2026, siglas="JUS")
