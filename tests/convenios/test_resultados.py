"""What an agreement set out to achieve: noted, measured, corrected without erasing, agreed with."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import InternalError, transaction
from django.utils import timezone

from convenios.acciones import resultado as acciones
from convenios.acciones.anular import anular
from convenios.graficos import bala
from convenios.models import Indicador, Medicion, Resultado, ResultadoCitado
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica
from tests import fabrica_convenios as convenios


@pytest.fixture
def convenio(jefatura):
    return convenios.convenio(por=jefatura)


def resultado(convenio, *, por, **campos):
    datos = {"titulo": "Mujeres con ingresos propios", "nivel": 2} | campos
    return acciones.guardar_resultado(Resultado(convenio=convenio, **datos), por=por)


def indicador(convenio, *, por, **campos):
    """From 100 women to 500, unless told otherwise."""
    datos = {"nombre": "Mujeres formadas", "unidad": "mujeres", "meta": Decimal(500)}
    datos |= {"linea_base": Decimal(100), "linea_base_el": date(2025, 1, 15)}
    datos |= {"meta_al": date(2028, 1, 15)} | campos
    fila = Indicador(resultado=resultado(convenio, por=por), **datos)
    return acciones.guardar_indicador(fila, por=por)


def medicion(indicador, *, por, **campos):
    datos = {"desde": date(2026, 1, 1), "hasta": date(2026, 6, 30), "real": Decimal(300)}
    fila = Medicion(indicador=indicador, fuente="Informe 3-2026", **datos | campos)
    return acciones.medir(fila, por=por)


MEDIDO = {"desde": "01/01/2026", "hasta": "30/06/2026", "real": "300", "fuente": "Informe 3-2026"}


def test_un_resultado_se_anota_se_mide_y_se_lee_en_el_convenio(como, convenio, especialista):
    cliente, base = como(especialista), convenio.get_absolute_url()
    enviado = {"titulo": "Mujeres con ingresos propios", "nivel": "2"}
    assert cliente.post(f"{base}resultados/nuevo/", enviado).status_code == 302
    fila = Resultado.objects.get()
    enviado = {
        "nombre": "Mujeres formadas",
        "medida": "unidad",
        "unidad": "mujeres",
        "decimales": "0",
        "linea_base": "100",
        "linea_base_el": "15/01/2025",
        "meta": "500",
        "meta_al": "15/01/2028",
    }
    url = f"{base}resultados/{fila.pk}/indicadores/nuevo/"
    assert cliente.post(url, enviado).status_code == 302
    suyo = Indicador.objects.get()
    assert cliente.post(f"{base}indicadores/{suyo.pk}/medir/", MEDIDO).status_code == 302
    for pagina in (base, f"{base}resultados/", f"{base}decidir/"):
        cuerpo = cliente.get(pagina).content.decode()
        assert "300 mujeres" in cuerpo
        assert "500 mujeres" in cuerpo
        assert "50 %" in cuerpo
    csv = b"".join(cliente.get(f"{base}resultados/exportar.csv").streaming_content).decode()
    assert "Mujeres formadas" in csv
    assert "Informe 3-2026" in csv
    assert cliente.get(f"{base}resultados/exportar.xlsx").status_code == 200


@pytest.mark.parametrize(
    ("campo", "valor"),
    [
        ("hasta", f"{timezone.localdate() + timedelta(days=1):%d/%m/%Y}"),
        ("hasta", "31/12/2025"),
        ("real", "300.5"),
        ("real", "muchas"),
        ("meta", "1.25"),
        ("fuente", ""),
    ],
)
def test_una_medicion_mala_se_dice_en_su_campo(como, convenio, especialista, campo, valor):
    suyo = indicador(convenio, por=especialista)
    url = f"{convenio.get_absolute_url()}indicadores/{suyo.pk}/medir/"
    respuesta = como(especialista).post(url, MEDIDO | {campo: valor})
    assert (respuesta.status_code, list(respuesta.context["form"].errors)) == (422, [campo])
    assert not Medicion.objects.exists()


@pytest.mark.parametrize(
    ("malo", "campo"),
    [
        ({"unidad": ""}, "unidad"),
        ({"linea_base_el": ""}, "linea_base_el"),
        ({"linea_base": ""}, "linea_base"),
        ({"meta": "100"}, "meta"),
        ({"meta_al": "15/01/2025"}, "meta_al"),
        ({"meta": "500.5"}, "meta"),
        ({"decimales": "5"}, "decimales"),
    ],
)
def test_un_indicador_mal_dicho_se_dice_en_su_campo(como, convenio, especialista, malo, campo):
    url = f"{convenio.get_absolute_url()}resultados/{resultado(convenio, por=especialista).pk}"
    datos = {"nombre": "Mujeres", "medida": "unidad", "unidad": "mujeres", "decimales": "0"}
    datos |= {"linea_base": "100", "linea_base_el": "15/01/2025"}
    datos |= {"meta": "500", "meta_al": "15/01/2028"} | malo
    respuesta = como(especialista).post(f"{url}/indicadores/nuevo/", datos)
    assert (respuesta.status_code, list(respuesta.context["form"].errors)) == (422, [campo])


def test_un_porcentaje_fuera_de_0_a_100_solo_advierte(como, convenio, especialista):
    suyo = indicador(convenio, por=especialista, medida="porcentaje", unidad="")
    url = f"{convenio.get_absolute_url()}indicadores/{suyo.pk}/medir/"
    respuesta = como(especialista).post(url, MEDIDO, follow=True)
    assert "está fuera de 0 a 100 %" in respuesta.content.decode()
    assert Medicion.objects.get().real == 300


def test_una_medicion_se_corrige_con_otra_y_la_primera_queda(como, convenio, especialista):
    suyo = indicador(convenio, por=especialista)
    mala = medicion(suyo, por=especialista)
    url = f"{convenio.get_absolute_url()}mediciones/{mala.pk}/corregir/"
    cliente = como(especialista)
    assert 'value="300"' in cliente.get(url).content.decode()  # not 300.0000
    assert list(cliente.post(url, MEDIDO).context["form"].errors) == ["motivo"]
    corregido = MEDIDO | {"real": "280", "motivo": "Se contó dos veces una región"}
    assert cliente.post(url, corregido).status_code == 302
    assert cliente.get(url).status_code == 404
    suyo = Indicador.objects.get()
    assert (suyo.mediciones.count(), suyo.ultima.real, suyo.ultima.corrige) == (2, 280, mala)
    cuerpo = cliente.get(f"{convenio.get_absolute_url()}resultados/").content.decode()
    assert "Se contó dos veces una región" in cuerpo
    with pytest.raises(InternalError), transaction.atomic():
        Medicion.objects.filter(pk=mala.pk).update(real=1)


def test_un_periodo_se_mide_una_vez(como, convenio, especialista):
    suyo = indicador(convenio, por=especialista)
    medicion(suyo, por=especialista)
    url = f"{convenio.get_absolute_url()}indicadores/{suyo.pk}/medir/"
    assert list(como(especialista).post(url, MEDIDO).context["form"].errors) == ["hasta"]
    with pytest.raises(ReglaIncumplida, match="ya está medido"):
        medicion(suyo, por=especialista)


def test_la_conformidad_la_da_otra_persona_y_una_vez(como, convenio, especialista, jefatura):
    suya = medicion(indicador(convenio, por=especialista), por=especialista)
    url = f"{convenio.get_absolute_url()}mediciones/{suya.pk}/aprobar/"
    assert como(especialista).post(url).status_code == 409
    assert como(jefatura).post(url).status_code == 302
    assert como(jefatura).post(url).status_code == 409
    assert suya.conformidad.por == jefatura
    cuerpo = como(especialista).get(f"{convenio.get_absolute_url()}resultados/").content.decode()
    assert "Conforme" in cuerpo


def test_lo_ya_medido_no_cambia_de_significado_se_anula_con_motivo(como, convenio, especialista):
    suyo = indicador(convenio, por=especialista)
    medicion(suyo, por=especialista)
    suyo.meta = Decimal(200)
    with pytest.raises(ReglaIncumplida, match="no se cambia"):
        acciones.guardar_indicador(suyo, por=especialista)
    cliente, base = como(especialista), convenio.get_absolute_url()
    url = f"{base}indicadores/{suyo.pk}/anular/"
    assert cliente.post(url, {"motivo": ""}).status_code == 422
    assert cliente.post(url, {"motivo": "La meta era de otro convenio"}).status_code == 302
    assert "La meta era de otro convenio" in cliente.get(f"{base}resultados/").content.decode()
    assert cliente.post(f"{base}indicadores/{suyo.pk}/medir/", MEDIDO).status_code == 404


def test_070_mide_lo_suyo_y_no_lo_ajeno_y_lo_reservado_no_se_ve(como, convenio, jefatura):
    suyo = indicador(convenio, por=jefatura)
    internacional = fabrica.usuario(cargo="070")
    cliente, base = como(internacional), convenio.get_absolute_url()
    assert cliente.get(f"{base}resultados/").status_code == 200
    assert cliente.post(f"{base}indicadores/{suyo.pk}/medir/", MEDIDO).status_code == 404
    convenio.nivel_acceso = "reservado"
    convenio.save()
    assert cliente.get(f"{base}resultados/").status_code == 404
    assert cliente.get(f"{base}resultados/exportar.csv").status_code == 404
    convenio.coordinador = internacional.designacion_principal.posicion
    convenio.save()
    assert cliente.post(f"{base}indicadores/{suyo.pk}/medir/", MEDIDO).status_code == 302


def test_una_evaluacion_cita_resultados_de_su_convenio(como, convenio, especialista):
    propio = resultado(convenio, por=especialista)
    otro = resultado(convenios.convenio(por=especialista), por=especialista)
    url = f"{convenio.get_absolute_url()}evaluaciones/nueva/"
    datos = {"tipo": "previa", "fecha": "01/06/2026", "recomendacion": "renovar"}
    datos |= {"fuente": "Informe 12-2026"}
    respuesta = como(especialista).post(url, datos | {"resultados": [otro.pk]})
    assert list(respuesta.context["form"].errors) == ["resultados"]
    assert como(especialista).post(url, datos | {"resultados": [propio.pk]}).status_code == 302
    cuerpo = como(especialista).get(f"{convenio.get_absolute_url()}decidir/").content.decode()
    assert "Cita «Mujeres con ingresos propios»" in cuerpo
    # Correcting it does not lose a citation of what was annulled later.
    anular(propio, motivo="Era de otro convenio", por=especialista)
    fila = propio.evaluaciones.get()
    url = f"{convenio.get_absolute_url()}evaluaciones/{fila.pk}/editar/"
    assert como(especialista).post(url, datos | {"resultados": [propio.pk]}).status_code == 302
    assert list(fila.resultados.all()) == [propio]


def test_queda_quien_cambio_lo_que_cita_una_evaluacion(como, convenio, especialista, jefatura):
    citado = resultado(convenio, por=especialista)
    datos = {"tipo": "previa", "fecha": "01/06/2026", "recomendacion": "renovar"}
    datos |= {"fuente": "Informe 12-2026"}
    base = f"{convenio.get_absolute_url()}evaluaciones/"
    como(especialista).post(f"{base}nueva/", datos | {"resultados": [citado.pk]})
    fila = citado.evaluaciones.get()
    como(jefatura).post(f"{base}{fila.pk}/editar/", datos)
    assert not fila.resultados.exists()
    vistos = ResultadoCitado.pgh_event_model.objects.filter(resultado=citado.pk)
    assert [(e.pgh_label, e.pgh_context["usuario"]) for e in vistos.order_by("pgh_id")] == [
        ("insert", especialista.pk),
        ("delete", jefatura.pk),
    ]


def test_la_pagina_no_crece_en_consultas_con_lo_medido(
    como, convenio, especialista, django_assert_max_num_queries
):
    url = f"{convenio.get_absolute_url()}resultados/"
    medicion(indicador(convenio, por=especialista), por=especialista)
    cliente = como(especialista)
    cliente.get(url)
    with django_assert_max_num_queries(200) as antes:
        cliente.get(url)
    for _ in range(3):
        suyo = indicador(convenio, por=especialista)
        medicion(suyo, por=especialista)
        medicion(suyo, por=especialista, desde=date(2026, 7, 1), hasta=date(2026, 9, 30))
    with django_assert_max_num_queries(len(antes)):
        cliente.get(url)


def test_la_bala_dice_lo_que_falta_lo_que_sobra_y_lo_que_empeoro():
    mitad = bala(Decimal(100), Decimal(500), Decimal(300))
    assert (mitad.base, mitad.meta, mitad.real) == (6, 360, 183)
    assert (mitad.x, mitad.ancho) == (6, 177)
    de_mas = bala(None, Decimal(10), Decimal(20))
    assert (de_mas.base, de_mas.meta, de_mas.real) == (6, 183, 360)
    peor = bala(Decimal(30), Decimal(20), Decimal(35))
    assert peor.x == peor.base < peor.base + peor.ancho == peor.real
    assert bala(Decimal(0), Decimal(5), None).ancho == 0
    assert bala(Decimal(0), Decimal(5), Decimal(0)).ancho == 1


def test_el_avance_es_lo_recorrido_del_camino_tambien_si_baja(convenio, especialista):
    casos = [(100, 500, 300, 50), (40, 30, 35, 50), (0, 10, 12, 120), (30, 20, 35, -50)]
    for base, meta, real, avance in casos:
        suyo = indicador(convenio, por=especialista, linea_base=Decimal(base), meta=Decimal(meta))
        assert suyo.avance is None
        medicion(suyo, por=especialista, real=Decimal(real))
        assert Indicador.objects.get(pk=suyo.pk).avance == avance
