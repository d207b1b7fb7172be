"""What an agreement asks of a person reaches her telephone, and nothing else does."""

from datetime import timedelta

from django.utils import timezone

from cargos.calendario import fechas_de
from cargos.models import Posicion
from tests import fabrica_convenios as fabrica


def test_la_obligacion_de_mi_cargo_sale_hasta_que_la_reporto(especialista, jefatura):
    hoy = timezone.localdate()
    o = fabrica.ocurrencia(fabrica.convenio(por=jefatura), base=hoy + timedelta(days=9))
    (fecha,) = fechas_de(especialista, hoy)
    assert fecha.dia == o.fecha_exigible
    codigo = o.compromiso.convenio.codigo
    assert fecha.titulo == f"Vence la obligación n.º 1 del compromiso 1 de {codigo}"
    assert o.compromiso.titulo not in fecha.titulo
    assert fechas_de(jefatura, hoy) == []
    fabrica.reportar(o, por=especialista, hoy=hoy)
    assert fechas_de(especialista, hoy) == []


def test_de_un_convenio_reservado_no_sale_ni_el_codigo(especialista, jefatura):
    hoy = timezone.localdate()
    convenio = fabrica.convenio(por=jefatura, nivel_acceso="reservado")
    fabrica.ocurrencia(convenio, base=hoy + timedelta(days=9))
    assert fechas_de(especialista, hoy) == []


def test_la_decision_de_renovar_sale_en_su_fecha_de_preaviso(especialista, jefatura):
    hoy = timezone.localdate()
    fin = hoy + timedelta(days=80)
    convenio = fabrica.convenio(
        por=jefatura,
        fecha_fin=fin,
        preaviso_dias=30,
        coordinador=Posicion.objects.get(nro_orden="068"),
    )
    (fecha,) = fechas_de(especialista, hoy)
    assert (fecha.dia, fecha.titulo) == (
        fin - timedelta(days=30),
        f"Decidir la renovación de {convenio.codigo}",
    )
