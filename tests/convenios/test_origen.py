"""One engine for what is owed by agreements and by international instruments, never mixed."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from cargos import pendientes
from cargos.calendario import fechas_de
from convenios.acciones.compromiso import registrar_compromiso
from convenios.cifras import Parametros
from convenios.forms.ocurrencia_filtros import FiltroOcurrencias
from convenios.models import Alerta, Compromiso, Ocurrencia, ParametroCumplimiento
from convenios.tareas import dar_alertas, extender_series
from tests import fabrica as oficina
from tests import fabrica_convenios as fabrica

HOY = fabrica.HOY


def test_un_compromiso_nace_de_un_solo_documento(jefatura):
    convenio, tratado = fabrica.convenio(por=jefatura), fabrica.instrumento()
    suelto = {"titulo": "Informar", "clase": "informe", "peso": 5, "exigibilidad": "permanente"}
    de_dos = {"convenio": convenio, "instrumento": tratado, "obligado": convenio.partes.first()}
    for origen in ({}, de_dos, {"convenio": convenio}):
        with pytest.raises(IntegrityError, match="compromiso_"), transaction.atomic():
            Compromiso.objects.create(numero=1, **suelto, **origen)
    fila = registrar_compromiso(Compromiso(instrumento=tratado, **suelto), None, hoy=HOY)
    assert (fila.numero, fila.origen, fila.lado) == (1, tratado, "sector")


def test_lo_que_debe_el_estado_no_mueve_las_cifras_de_los_convenios(como, jefatura):
    oficina.usuario(cargo="070")
    fabrica.obligacion(base=HOY - timedelta(days=100))
    fabrica.ocurrencia(fabrica.convenio(por=jefatura), base=HOY - timedelta(days=5), cargo="067")
    t = como(jefatura).get(f"/convenios/tablero/?al={HOY:%d/%m/%Y}").context["t"]
    assert (t.exigibles, t.sector.vencidas) == (1, 1)
    p: Parametros = ParametroCumplimiento.objects.en_vigor(HOY)
    for alcance in ("", "todos", "internacional"):
        filtro = FiltroOcurrencias({"alcance": alcance}, hoy=HOY)
        (fila,) = filtro.aplicar(Ocurrencia.objects.visibles_para(jefatura), p)
        assert (fila.compromiso.convenio is None) == (alcance == "internacional")
    de_fuera = Ocurrencia.objects.al(HOY).internacionales(HOY)
    (suma,) = de_fuera.sumar_por(["compromiso__instrumento"], HOY, p).values()
    assert (suma.exigibles, suma.vencidas) == (1, 1)


def test_la_lee_quien_lee_convenios_y_la_reporta_su_cargo(especialista, especialista_ai):
    responsable_rs = oficina.usuario(cargo="069")
    o = fabrica.obligacion(cargo="069")
    for quien, reporta in ((especialista_ai, True), (responsable_rs, True), (especialista, True)):
        assert Ocurrencia.objects.visibles_para(quien).filter(pk=o.pk).exists()
        assert Ocurrencia.objects.reportables_para(quien).filter(pk=o.pk).exists() == reporta
    assert Compromiso.objects.editables_para(especialista_ai).filter(pk=o.compromiso_id).exists()
    assert not Compromiso.objects.editables_para(especialista).filter(pk=o.compromiso_id).exists()


def test_se_avisa_con_anio_y_medio_y_sale_en_el_calendario(especialista_ai, jefatura):
    o = fabrica.obligacion(base=HOY + timedelta(days=500))
    dar_alertas(HOY)
    assert Alerta.objects.get(clase="obligacion").ventana == 540
    (fecha,) = fechas_de(especialista_ai, HOY)
    siglas = o.compromiso.instrumento.siglas
    assert fecha.titulo == f"Vence la obligación n.º 1 del compromiso 1 de {siglas}"
    o.compromiso.instrumento.__class__.objects.update(
        termino_el=HOY - timedelta(days=1), motivo_termino="Denuncia"
    )
    assert fechas_de(especialista_ai, HOY) == []
    dar_alertas(HOY + timedelta(days=200))
    assert not Alerta.objects.abiertas().filter(clase="obligacion").exists()


def test_lo_que_nadie_atiende_llega_a_la_jefatura_y_se_entrega_con_el_cargo(
    jefatura, especialista_ai
):
    designacion = especialista_ai.designacion_principal
    tratado = fabrica.instrumento(coordinador=designacion.posicion)
    o = fabrica.obligacion(tratado, base=HOY + timedelta(days=600))
    asuntos = {(a.clase, a.clave) for a in pendientes.abiertos(designacion)}
    assert asuntos == {("compromiso", str(o.compromiso_id)), ("instrumento", str(tratado.pk))}
    for clase, clave in asuntos:
        pendientes.transferir(clase, clave, designacion, jefatura, jefatura)
    assert not pendientes.abiertos(designacion)
    Compromiso.objects.update(responsable=None)
    dar_alertas(HOY)
    avisada = Alerta.objects.get(clase="huerfana").asunto
    assert avisada == "1 obligación internacional sin titular que responda"


def test_su_serie_sin_fin_gana_fechas_y_su_reporte_lo_valida_otra_persona(
    jefatura, especialista_ai
):
    o = fabrica.obligacion(base=HOY, cada_meses=12, cantidad=None)
    assert extender_series(HOY + timedelta(days=370)) == 1
    o = fabrica.cumplir(o, por=especialista_ai, valida=jefatura)
    assert o.estado == "cumplido"
