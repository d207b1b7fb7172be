"""What an adenda does to each obligation: accepted line by line, exact on any past day."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction

from convenios.acciones import adenda as acciones
from convenios.acciones.compromiso import actualizar_compromiso, regenerar
from convenios.models import (
    Compromiso,
    Convenio,
    ImpactoAdenda,
    Ocurrencia,
    ReglaRecurrencia,
    parametros_iniciales,
)
from convenios.tareas import extender_series
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica_convenios as fabrica
from tests.fabrica_convenios import HOY

FIRMA = date(2026, 10, 20)
VISPERA = FIRMA - timedelta(days=1)


@pytest.fixture
def trimestral(jefatura):
    """A quarterly report, eight times since March 2026."""
    convenio = fabrica.convenio(por=jefatura)
    return fabrica.compromiso(convenio, base=date(2026, 3, 31), cada_meses=3, cantidad=8)


@pytest.fixture
def adenda(jefatura, trimestral):
    return fabrica.adenda(trimestral.convenio, por=jefatura)


def formulario(compromiso: Compromiso, **cambios: str) -> dict[str, str]:
    datos = {
        "titulo": compromiso.titulo,
        "obligado": compromiso.obligado_id,
        "exigibilidad": "recurrente",
        "base": "31/03/2026",
        "cada_meses": "3",
        "cantidad": "8",
        "ajuste": "habil_siguiente",
        "clase": "informe",
        "criticidad": "3",
        "peso": "5",
        "responsable": compromiso.responsable_id,
    }
    return datos | cambios


def legales(compromiso: Compromiso, dia: date, *estados: str) -> list[date]:
    filas = compromiso.ocurrencias.al(dia).filter(estado_al__in=estados or ["pendiente"])
    return list(filas.order_by("fecha_legal").values_list("fecha_legal", flat=True))


def sumas(dia: date):
    p = parametros_iniciales(dia)
    return Ocurrencia.objects.al(dia).sumar_por(["compromiso__convenio"], dia, p)


def test_lo_que_cambia_deja_una_fila_nueva_desde_la_adenda(como, jefatura, trimestral, adenda):
    antes = {d: sumas(d) for d in (date(2026, 4, 1), date(2026, 7, 15), VISPERA)}
    ficha = Compromiso.objects.values().get(pk=trimestral.pk)
    cliente, base = como(jefatura), adenda.get_absolute_url()
    datos = formulario(trimestral, cada_meses="6", cantidad="4", cita="cláusula 2")
    assert cliente.post(f"{base}{trimestral.pk}/cambia/", datos).status_code == 302
    pagina = cliente.get(base).content.decode()
    assert "cada trimestre" in pagina
    assert "cada semestre" in pagina
    assert sumas(HOY).keys() == sumas(VISPERA).keys()
    linea = adenda.impactos.get()
    assert linea.esta_por_decidir
    assert cliente.post(f"{base}lineas/{linea.pk}/aceptar/").status_code == 302
    nuevo = Compromiso.objects.get(adenda=adenda)
    # The old row keeps what was due by then; the new one has only what comes after.
    assert Compromiso.objects.values().get(pk=trimestral.pk) == ficha
    assert legales(trimestral, HOY) == [date(2026, m, d) for m, d in ((3, 31), (6, 30), (9, 30))]
    assert legales(nuevo, HOY) == [date(2027, 3, 31), date(2027, 9, 30)]
    # Any past day reads as it was.
    assert {d: sumas(d) for d in antes} == antes
    assert legales(nuevo, VISPERA) == []
    assert len(legales(trimestral, VISPERA)) == 8


def test_lo_que_termina_deja_de_exigirse_por_la_adenda(jefatura, trimestral, adenda):
    linea = acciones.proponer_impacto(
        adenda, accion="termina", compromiso=trimestral, por=jefatura, cita="cláusula tercera"
    )
    acciones.aceptar_impacto(linea, por=jefatura, hoy=HOY)
    liberadas = trimestral.ocurrencias.filter(estado="dejado_sin_efecto")
    assert {o.sustento for o in liberadas} == {"Adenda 1 del 20/10/2026, cláusula tercera"}
    assert len(liberadas) == 5
    assert legales(trimestral, VISPERA)[-1] == date(2027, 12, 31)
    assert not Compromiso.objects.vigentes(FIRMA).filter(pk=trimestral.pk).exists()
    assert Compromiso.objects.vigentes(VISPERA).filter(pk=trimestral.pk).exists()


def test_lo_que_ya_se_reporto_no_se_pide_de_nuevo(jefatura, especialista, trimestral, adenda):
    futura = trimestral.ocurrencias.get(fecha_legal=date(2026, 12, 31))
    fabrica.reportar(futura, por=especialista, hoy=date(2026, 10, 1))
    despues = acciones.retrato(trimestral) | {"titulo": "Entregar informe con enfoque de género"}
    linea = acciones.proponer_impacto(
        adenda, accion="modifica", compromiso=trimestral, despues=despues, por=jefatura
    )
    nuevo = acciones.aceptar_impacto(linea, por=jefatura, hoy=HOY).nuevo
    futura.refresh_from_db()
    assert futura.estado == "reportado"
    assert date(2026, 12, 31) not in legales(nuevo, HOY)
    assert regenerar(nuevo, hoy=HOY) == (0, 0)


def test_no_se_propone_extender_una_serie_a_la_que_no_le_cabe_otra_fecha(jefatura, trimestral):
    adenda = fabrica.adenda(
        trimestral.convenio, por=jefatura, efectos=["plazo"], nueva_fecha_fin=date(2028, 3, 30)
    )
    assert legales(trimestral, HOY)[-1] == date(2027, 12, 31)  # the next would be 31/03/2028
    assert not adenda.impactos.exists()


def test_lo_que_se_extiende_conserva_su_serie_y_suma_las_fechas_nuevas(jefatura, trimestral):
    adenda = fabrica.adenda(
        trimestral.convenio, por=jefatura, efectos=["plazo"], nueva_fecha_fin=date(2028, 12, 31)
    )
    linea = adenda.impactos.get()  # proposed by itself: the series ended before the new end
    assert (linea.accion, linea.estado) == ("prorroga", "propuesto")
    assert legales(trimestral, HOY)[-1] == date(2027, 12, 31)
    nuevo = acciones.aceptar_impacto(linea, por=jefatura, hoy=HOY).nuevo
    assert len(legales(trimestral, HOY)) == 8
    assert legales(nuevo, HOY) == [
        date(2028, m, d) for m, d in ((3, 31), (6, 30), (9, 30), (12, 31))
    ]
    assert set(Compromiso.objects.vigentes(HOY)) == {trimestral, nuevo}
    assert regenerar(nuevo, hoy=HOY) == (0, 0)


def test_lo_que_se_agrega_no_existia_antes_de_la_adenda(como, jefatura, trimestral, adenda):
    cliente, base = como(jefatura), adenda.get_absolute_url()
    datos = formulario(trimestral, titulo="Capacitar a 40 personas", base="15/09/2026")
    assert cliente.post(f"{base}agrega/", datos).status_code == 302
    cliente.post(f"{base}lineas/{adenda.impactos.get().pk}/aceptar/")
    nuevo = Compromiso.objects.get(titulo="Capacitar a 40 personas")
    assert legales(nuevo, HOY)[0] == date(2026, 12, 15)
    assert legales(nuevo, VISPERA) == []
    assert (
        "Capacitar a 40 personas" in cliente.get(nuevo.convenio.get_absolute_url()).content.decode()
    )


def test_una_linea_descartada_no_cambia_nada_y_queda_dicha(como, jefatura, trimestral, adenda):
    cliente, base = como(jefatura), adenda.get_absolute_url()
    cliente.post(f"{base}{trimestral.pk}/termina/", {"cita": "cláusula 9"})
    linea = adenda.impactos.get()
    assert cliente.post(f"{base}lineas/{linea.pk}/descartar/").status_code == 302
    assert len(legales(trimestral, HOY)) == 8
    assert "Líneas descartadas (1)" in cliente.get(base).content.decode()
    assert cliente.post(f"{base}lineas/{linea.pk}/aceptar/").status_code == 409
    assert cliente.post(f"{base}{trimestral.pk}/termina/", {}).status_code == 302


def test_una_linea_que_no_cambia_nada_no_se_propone(como, jefatura, trimestral, adenda):
    url = f"{adenda.get_absolute_url()}{trimestral.pk}/cambia/"
    respuesta = como(jefatura).post(url, formulario(trimestral))
    assert respuesta.status_code == 409
    assert "no cambia nada" in respuesta.content.decode()


def test_no_se_acepta_sobre_un_compromiso_que_cambio_despues(jefatura, trimestral, adenda):
    despues = acciones.retrato(trimestral) | {"peso": 9}
    linea = acciones.proponer_impacto(
        adenda, accion="modifica", compromiso=trimestral, despues=despues, por=jefatura
    )
    Compromiso.objects.filter(pk=trimestral.pk).update(criticidad=5)
    with pytest.raises(ReglaIncumplida, match="cambió después"):
        acciones.aceptar_impacto(linea, por=jefatura, hoy=HOY)


def test_lo_que_una_adenda_cambio_no_se_edita_ni_se_alarga_solo(jefatura):
    convenio = fabrica.convenio(por=jefatura)
    fila = fabrica.compromiso(convenio, base=date(2026, 3, 31), cada_meses=3, cantidad=None)
    linea = acciones.proponer_impacto(
        fabrica.adenda(convenio, por=jefatura), accion="termina", compromiso=fila, por=jefatura
    )
    acciones.aceptar_impacto(linea, por=jefatura, hoy=HOY)
    assert extender_series(HOY + timedelta(days=200)) == 0
    with pytest.raises(ReglaIncumplida, match="no se edita"):
        actualizar_compromiso(fila, fila.regla, por=jefatura, hoy=HOY)


def test_una_linea_decidida_no_se_cambia_ni_se_borra(jefatura, trimestral, adenda):
    linea = acciones.proponer_impacto(adenda, accion="termina", compromiso=trimestral, por=jefatura)
    with pytest.raises(ReglaIncumplida, match="Ya hay una línea"):
        acciones.proponer_impacto(adenda, accion="termina", compromiso=trimestral, por=jefatura)
    acciones.descartar_impacto(linea, por=jefatura)
    filas = ImpactoAdenda.objects.filter(pk=linea.pk)
    for acto in (lambda: filas.update(cita="otra"), lambda: filas.delete()):
        with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
            acto()


def test_el_retrato_de_un_compromiso_dice_lo_mismo_de_vuelta(trimestral):
    compromiso, regla = acciones.de_retrato(trimestral.convenio, acciones.retrato(trimestral))
    assert acciones.retrato(compromiso, regla) == acciones.retrato(trimestral)
    assert isinstance(regla, ReglaRecurrencia)


def test_la_comparacion_no_hace_mas_consultas_con_mas_compromisos(
    como, consultas, jefatura, trimestral, adenda
):
    cliente, url = como(jefatura), adenda.get_absolute_url()
    cliente.get(url)
    con_uno = consultas(cliente, url)
    for _ in range(4):
        fabrica.compromiso(trimestral.convenio, base=date(2026, 3, 31), cada_meses=3)
    assert consultas(cliente, url) == con_uno


def test_el_arbol_muestra_marco_especificos_y_adendas(como, jefatura, especialista):
    marco = fabrica.convenio(por=jefatura, tipo="convenio_basico")
    especifico = fabrica.convenio(por=jefatura, tipo="especifico", padre=marco)
    reservado = fabrica.convenio(
        por=jefatura, tipo="especifico", padre=marco, nivel_acceso="reservado"
    )
    fabrica.adenda(especifico, por=jefatura, efectos=["objeto"])
    for convenio in (marco, especifico):
        pagina = como(especialista).get(convenio.get_absolute_url()).content.decode()
        arbol = pagina[pagina.index('class="arbol"') : pagina.index('id="historia"')]
        assert marco.codigo in arbol
        assert especifico.codigo in arbol
        assert "Adenda 1" in arbol
        assert reservado.codigo not in arbol
    assert Convenio.objects.filter(padre=marco).count() == 2


def test_una_adenda_no_se_registra_con_fecha_futura(como, jefatura, trimestral):
    datos = {"fecha": "01/01/2150", "efectos": ["objeto"]}
    url = f"{trimestral.convenio.get_absolute_url()}adendas/nueva/"
    respuesta = como(jefatura).post(url, datos)
    assert respuesta.status_code == 422
    assert "no es futura" in respuesta.content.decode()
