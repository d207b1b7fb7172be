"""The calendar of international commitments, and the plan of a year that is made of it."""

from datetime import date, timedelta

import pytest
from django.db import InternalError, transaction
from django.utils import timezone

from cargos.evidencias import Periodo
from convenios.acciones.compromiso import actualizar_compromiso
from convenios.acciones.instrumento import confirmar_fecha
from convenios.acciones.plan_internacional import aprobar_plan
from convenios.cumplimiento_internacional import (
    compromisos_internacionales,
    fechas_confirmadas,
    plan_del_anio,
)
from convenios.models import LineaPlan, Ocurrencia, PlanInternacional
from convenios.plan_internacional import Renglon, comparar, visto
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica_convenios as fabrica

CALENDARIO = "/convenios/internacional/calendario/"
PLAN = "/convenios/internacional/plan/"
D = date


def test_de_un_calendario_a_otro_se_dice_que_nacio_se_fue_o_se_movio():
    def linea(n, fecha, confirmada=False):
        return Renglon((n, D(2027, n, 1)), "CEDAW", f"Obligación {n}", fecha, confirmada)

    antes = [linea(1, D(2027, 1, 1)), linea(2, D(2027, 2, 1)), linea(3, D(2027, 3, 1))]
    despues = [
        linea(1, D(2027, 1, 1), confirmada=True),
        linea(2, D(2027, 2, 9)),
        linea(4, D(2027, 4, 1)),
    ]
    assert [(c.titulo[-1], c.que) for c in comparar(antes, despues)] == [
        ("1", "Confirmada"),
        ("2", "Movida"),
        ("3", "Retirada"),
        ("4", "Nueva"),
    ]
    assert comparar(despues, despues) == []


@pytest.fixture
def hoy():
    return timezone.localdate()


@pytest.fixture
def tres(hoy, jefatura, especialista_ai):
    """Due this year: one fulfilled on time, one overdue, one still to come or due today."""
    enero = D(hoy.year, 1, 2)
    hecha = fabrica.obligacion(base=enero, hoy=hoy)
    fabrica.cumplir(
        hecha, por=especialista_ai, valida=jefatura, hoy=hoy, cumplida_el=enero - timedelta(days=1)
    )
    vencida = fabrica.obligacion(base=enero, hoy=hoy)
    futura = fabrica.obligacion(base=D(hoy.year, 12, 31), hoy=hoy)
    return Ocurrencia.objects.filter(pk__in=[hecha.pk, vencida.pk, futura.pk])


def test_el_calendario_cuenta_lo_suyo_y_cada_cifra_abre_sus_filas(como, especialista, hoy, tres):
    respuesta = como(especialista).get(CALENDARIO)
    assert respuesta.context["total"] == 3
    cifra = respuesta.context["cifra"]
    assert (cifra.exigibles, cifra.vencidas, cifra.oportunidad) == (2, 1, 50)
    assert como(especialista).get(f"{CALENDARIO}?situacion=vencidas").context["total"] == 1
    mof = compromisos_internacionales("067", Periodo(hoy, hoy))
    assert (mof.valor, mof.nota.split(";")[0]) == (50, "n = 2")
    assert como(especialista).get(mof.enlace).context["total"] == 2
    feed = como(especialista).get("/convenios/internacional/calendario.ics").content.decode()
    assert feed.count("BEGIN:VEVENT") == 3
    assert "fecha sin confirmar" in feed.replace("\r\n ", "")
    for formato in ("xlsx", "csv"):
        assert como(especialista).get(f"{CALENDARIO}exportar.{formato}").status_code == 200


def test_las_fechas_confirmadas_del_anio(como, especialista_ai, hoy, tres):
    o = tres.latest("pk")
    confirmar_fecha(
        o,
        fecha=o.fecha_exigible,
        organismo="El Comité",
        documento="Nota 3",
        por=especialista_ai,
        hoy=hoy,
    )
    cifra = fechas_confirmadas("070", Periodo(hoy, hoy))
    assert (cifra.valor, cifra.nota) == (1, "de 3")
    assert como(especialista_ai).get(cifra.enlace).context["total"] == 1


def test_la_jefatura_aprueba_el_plan_y_otra_version_dice_que_se_movio(
    como, jefatura, especialista_ai, hoy, tres
):
    anio = hoy.year
    url = f"{PLAN}{anio}/aprobar/"
    datos = {"aprobado_el": f"{hoy:%d/%m/%Y}", "motivo": "Resolución 1"}
    assert como(especialista_ai).post(url, datos).status_code == 403
    assert como(jefatura).post(url, datos).status_code == 302
    plan = PlanInternacional.objects.get()
    assert (plan.version, plan.lineas.count(), plan.por) == (1, 3, jefatura)
    assert como(jefatura).post(url, datos).status_code == 409  # nothing changed
    v = visto(plan, hoy)
    assert (v.cumplidas, v.cuentan, str(v.ejecutado)) == (1, 3, "33.3")
    o = tres.latest("pk")
    antes = o.fecha_exigible - timedelta(days=2)
    confirmar_fecha(
        o, fecha=antes, organismo="Comité", documento="Nota", por=especialista_ai, hoy=hoy
    )
    pagina = como(jefatura).get(PLAN)
    assert [c.que for c in pagina.context["cambios"]] == ["Movida"]
    como(jefatura).post(url, datos)
    segunda = PlanInternacional.objects.get(version=2)
    pagina = como(especialista_ai).get(segunda.get_absolute_url())
    assert [(c.que, c.despues) for c in pagina.context["cambios"]] == [("Movida", antes)]
    pdf = como(especialista_ai).get(f"{segunda.get_absolute_url()}plan.pdf")
    assert pdf.content.startswith(b"%PDF")
    mof = plan_del_anio("070", Periodo(hoy, hoy))
    assert (str(mof.valor), mof.nota) == ("33.3", "versión 2: 1 de 3 cumplidas")
    assert como(jefatura).get(mof.enlace).status_code == 200
    for filas, cambio in ((PlanInternacional, "motivo"), (LineaPlan, "titulo")):
        with pytest.raises(InternalError), transaction.atomic():
            filas.objects.update(**{cambio: "Otro"})


def test_no_se_aprueba_un_anio_sin_fechas(como, jefatura, hoy):
    with pytest.raises(ReglaIncumplida, match="No hay obligaciones"):
        aprobar_plan(hoy.year, aprobado_el=hoy, motivo="x", por=jefatura, hoy=hoy)
    assert como(jefatura).get(f"{PLAN}1999/aprobar/").status_code == 404
    assert como(jefatura).get(PLAN).status_code == 200


def test_corregir_la_regla_no_toca_lo_confirmado_ni_lo_que_el_plan_dice(jefatura, hoy):
    anio = hoy.year + 1
    o = fabrica.obligacion(base=D(anio, 2, 1), cada_meses=6, cantidad=2, hoy=hoy)
    confirmar_fecha(
        o, fecha=o.fecha_exigible, organismo="Comité", documento="Nota", por=jefatura, hoy=hoy
    )
    plan = aprobar_plan(anio, aprobado_el=hoy, motivo="Primera", por=jefatura, hoy=hoy)
    regla = o.compromiso.regla
    regla.base, regla.cantidad, regla.cada_meses = D(anio, 3, 1), 1, 0
    actualizar_compromiso(o.compromiso, regla, por=jefatura, hoy=hoy)
    assert o.compromiso.ocurrencias.get(confirmaciones__isnull=False) == o
    estan = [bool(linea.hoy_es) for linea in visto(plan, hoy).lineas]
    assert estan == [True, False]  # the second one is no longer in the calendar
