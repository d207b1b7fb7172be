"""Contributions and disbursements: arithmetic in words, a total per currency, only leaves add."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, InternalError, transaction

from convenios.acciones.anular import anular
from convenios.captacion import aritmetica, captacion, por_moneda
from convenios.dinero import (
    Monto,
    ejecucion_financiera,
    predictibilidad,
    revisar_aportes,
    revisar_desembolsos,
    totales,
)
from convenios.models import AporteComprometido, Convenio, Desembolso
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica_convenios as fabrica
from tests.fabrica_convenios import HOY


def eur(parte: str, valor: str) -> Monto:
    return Monto(parte, "EUR", Decimal(valor))


def test_una_suma_que_no_cierra_se_dice_con_sus_numeros():
    # A press note gave «1,500» where 1.5 million closes the sum.
    aportes = [eur("MIMP", "460448"), eur("Defensoría", "41280"), eur("AECID", "1500")]
    falta, explica = revisar_aportes(Decimal(2_000_000), "EUR", aportes)
    assert falta == (
        "Los aportes en EUR suman EUR 503,228.00 y el convenio dice EUR 2,000,000.00: faltan "
        "EUR 1,496,772.00."
    )
    assert explica == (
        "Cerraría si el aporte de AECID fuera EUR 1,500,000.00, mil veces más: figura EUR 1,500.00."
    )


@pytest.mark.parametrize(
    ("total", "montos", "frases"),
    [
        (None, ["10"], 0),
        ("100", [], 0),
        ("1000", ["1004"], 0),  # within half a per cent
        ("1000", ["1006"], 1),
        ("1000", ["600", "400000"], 2),  # a thousand times less
        ("1000", ["500"], 1),
    ],
)
def test_los_aportes_cierran_dentro_del_medio_por_ciento(total, montos, frases):
    aportes = [eur(f"P{i}", m) for i, m in enumerate(montos)]
    assert len(revisar_aportes(total and Decimal(total), "EUR", aportes)) == frases


def test_una_moneda_cambiada_se_sospecha():
    aportes = [eur("A", "600"), Monto("B", "USD", Decimal(400))]
    frases = revisar_aportes(Decimal(1000), "EUR", aportes)
    assert "el aporte de B, que figura en USD, fuera en EUR" in frases[1]


def test_los_desembolsos_no_pasan_del_aporte_de_su_parte_y_moneda():
    frases = revisar_desembolsos(
        [eur("A", "100")], [eur("A", "60"), eur("A", "50"), Monto("A", "USD", Decimal(1))]
    )
    assert frases == [
        "Los desembolsos de A suman EUR 110.00 y su aporte dice EUR 100.00.",
        "A desembolsó USD 1.00 y no tiene un aporte en USD.",
    ]


def test_las_monedas_no_se_suman():
    montos = [eur("A", "1"), Monto("A", "USD", Decimal(2)), eur("B", "3")]
    assert totales(montos) == {"EUR": Decimal(4), "USD": Decimal(2)}


@pytest.mark.parametrize(
    ("programado", "real", "esperada"),
    [(100, 100, 1), (100, 80, "0.8"), (100, 120, "0.8"), (100, 300, 0), (0, 5, None)],
)
def test_predictibilidad_es_cuanto_se_parecio_lo_real_a_lo_programado(programado, real, esperada):
    valor = predictibilidad(Decimal(programado), Decimal(real))
    assert valor == (None if esperada is None else Decimal(esperada))


@pytest.mark.parametrize(
    ("real", "programado", "esperada"),
    [(0, 0, None), (5, 0, None), (0, 100, "0.0"), (2, 3, "66.6"), (150, 100, "150.0")],
)
def test_la_ejecucion_es_lo_llegado_entre_lo_programado_a_la_fecha(real, programado, esperada):
    valor = ejecucion_financiera(Decimal(real), Decimal(programado))
    assert valor == (None if esperada is None else Decimal(esperada))


def test_el_dinero_de_un_convenio_se_registra_y_se_revisa_en_su_pagina(como, jefatura):
    convenio = fabrica.convenio(por=jefatura, monto_total=Decimal(150_000), moneda="USD")
    cliente, base = como(jefatura), f"{convenio.get_absolute_url()}dinero/"
    ajena = convenio.partes.get(lado="contraparte")
    datos = {"parte": ajena.pk, "moneda": "USD", "monto": "100000", "estado": "comprometido"}
    assert cliente.post(f"{base}aportes/nuevo/", datos).status_code == 302
    datos = {"parte": ajena.pk, "tipo": "3", "moneda": "USD", "programado_el": "01/12/2026"}
    respuesta = cliente.post(f"{base}desembolsos/nuevo/", datos)
    assert "programado" in respuesta.context["form"].errors
    assert cliente.post(f"{base}desembolsos/nuevo/", datos | {"programado": "60000"}).url == base
    pagina = cliente.get(base).content.decode()
    assert "suman USD 100,000.00 y el convenio dice USD 150,000.00" in pagina
    assert "USD 60,000.00" in pagina
    assert "No cuadra" in cliente.get(convenio.get_absolute_url()).content.decode()


MALOS = [
    ({"real_el": "01/01/2150", "real": "10"}, "real_el"),
    ({"real_el": "01/06/2026", "real": "100001"}, "exceso_razon"),
    ({"real_el": "01/06/2026", "real": "5", "moneda": "EUR"}, "exceso_razon"),
    ({"real_el": "01/06/2026", "real": "0"}, "real"),
    ({"real_el": "01/06/2026", "real": "5", "moneda": "XXX"}, "moneda"),
    ({"real_el": "01/06/2026", "real": "9" * 30}, "real"),
    ({"programado_el": "01/06/2026"}, "programado"),
    ({}, "programado"),
]


def test_cada_desembolso_malo_se_dice_junto_a_su_campo(como, jefatura):
    convenio = fabrica.convenio(por=jefatura)
    aporte = fabrica.aporte(convenio, por=jefatura)
    url = f"{convenio.get_absolute_url()}dinero/desembolsos/nuevo/"
    cliente = como(jefatura)
    for cambio, campo in MALOS:
        datos = {"parte": aporte.parte_id, "tipo": "3", "moneda": "USD"} | cambio
        respuesta = cliente.post(url, datos)
        assert respuesta.status_code == 422, cambio
        assert campo in respuesta.context["form"].errors, cambio
    assert not Desembolso.objects.exists()


def test_un_desembolso_que_excede_el_aporte_dice_por_que(jefatura):
    convenio = fabrica.convenio(por=jefatura)
    fabrica.aporte(convenio, por=jefatura)
    with pytest.raises(ReglaIncumplida, match="su aporte dice USD 100,000.00"):
        fabrica.desembolso(convenio, por=jefatura, real=Decimal(100_001))
    razon = "Lo autorizó la fuente por carta."
    fila = fabrica.desembolso(convenio, por=jefatura, real=Decimal(100_001), exceso_razon=razon)
    assert fila.exceso_razon == razon
    assert "suman USD 100,001.00" in aritmetica(convenio, HOY)[0]


def test_lo_programado_llega_una_sola_vez(como, jefatura):
    convenio = fabrica.convenio(por=jefatura)
    fabrica.aporte(convenio, por=jefatura)
    plan = {"programado_el": date(2026, 7, 1), "programado": Decimal(50_000)}
    fila = fabrica.desembolso(convenio, por=jefatura, real=None, real_el=None, **plan)
    url = f"{convenio.get_absolute_url()}dinero/desembolsos/{fila.pk}/llego/"
    datos = {"real_el": "05/07/2026", "real": "48000", "documento": "Nota de abono 7"}
    cliente = como(jefatura)
    assert cliente.post(url, datos).status_code == 302
    assert cliente.post(url, datos).status_code == 404
    for cambio in ({"real": Decimal(1)}, {"programado": Decimal(1)}, {"moneda": "EUR"}):
        with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
            Desembolso.objects.filter(pk=fila.pk).update(**cambio)


def test_un_aporte_pactado_cambia_por_adenda_y_desde_su_fecha(jefatura):
    convenio = fabrica.convenio(por=jefatura)
    viejo = fabrica.aporte(convenio, por=jefatura)
    with pytest.raises(ReglaIncumplida, match="por una adenda"):
        fabrica.aporte(convenio, por=jefatura, sustituye=viejo, monto=Decimal(120_000))
    adenda = fabrica.adenda(convenio, por=jefatura, efectos=["monto"])
    nuevo = fabrica.aporte(
        convenio, por=jefatura, sustituye=viejo, adenda=adenda, monto=Decimal(120_000)
    )
    assert list(convenio.aportes.vigentes(HOY)) == [nuevo]
    assert list(convenio.aportes.vigentes(date(2026, 10, 19))) == [viejo]
    with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
        AporteComprometido.objects.filter(pk=nuevo.pk).update(monto=1)


def test_lo_anulado_no_suma_y_sigue_a_la_vista(como, jefatura):
    convenio = fabrica.convenio(por=jefatura)
    aporte = fabrica.aporte(convenio, por=jefatura)
    url = f"{convenio.get_absolute_url()}dinero/aportes/{aporte.pk}/anular/"
    cliente = como(jefatura)
    assert cliente.post(url, {"motivo": "Era de otro convenio."}).status_code == 302
    assert not convenio.aportes.vigentes(HOY).exists()
    pagina = cliente.get(f"{convenio.get_absolute_url()}dinero/").content.decode()
    assert "Era de otro convenio." in pagina
    with pytest.raises(ReglaIncumplida, match="Ya estaba anulado"):
        anular(aporte, motivo="Otra vez.", por=jefatura)


def test_un_marco_con_especificos_no_suma_lo_suyo(como, jefatura):
    fuente = fabrica.organizacion(nombre="Agencia del Norte")
    marco = fabrica.convenio(por=jefatura)
    fabrica.aporte(marco, por=jefatura, monto=Decimal(900))
    assert [f.comprometido for f in captacion(Convenio.objects.all(), HOY)] == [Decimal(900)]
    hijo = fabrica.convenio(
        por=jefatura, tipo="especifico", padre=marco, fecha_suscripcion=date(2026, 2, 1)
    )
    suya = fabrica.parte(hijo, lado="contraparte", organizacion=fuente)
    fabrica.aporte(hijo, por=jefatura, parte=suya, monto=Decimal(300))
    fabrica.aporte(hijo, por=jefatura, parte=suya, monto=Decimal(50), moneda="EUR")
    fabrica.aporte(hijo, por=jefatura, lado="sector", monto=Decimal(70))
    fabrica.desembolso(hijo, por=jefatura, parte=suya, real=Decimal(150))
    filas = captacion(Convenio.objects.all(), HOY)
    assert [(f.anio, f.nombre, f.moneda, f.comprometido, f.desembolsado) for f in filas] == [
        (2026, "Agencia del Norte", "EUR", Decimal(50), Decimal(0)),
        (2026, "Agencia del Norte", "USD", Decimal(300), Decimal(150)),
    ]
    assert [(t.moneda, t.instrumentos) for t in por_moneda(filas)] == [("EUR", 1), ("USD", 1)]
    # Before the específico was signed, the marco was a leaf.
    assert [f.comprometido for f in captacion(Convenio.objects.all(), date(2026, 1, 31))] == [900]
    pagina = como(jefatura).get("/convenios/captacion/?moneda=USD").content.decode()
    assert "USD 300.00" in pagina
    assert "EUR 50.00" not in pagina


def test_la_captacion_no_hace_mas_consultas_con_mas_convenios(como, consultas, jefatura):
    cliente, url = como(jefatura), "/convenios/captacion/"
    fabrica.aporte(fabrica.convenio(por=jefatura), por=jefatura)
    cliente.get(url)
    con_uno = consultas(cliente, url)
    for _ in range(3):
        fabrica.aporte(fabrica.convenio(por=jefatura), por=jefatura)
    assert consultas(cliente, url) == con_uno
    for formato in ("xlsx", "csv"):
        assert cliente.get(f"{url}exportar.{formato}").status_code == 200
