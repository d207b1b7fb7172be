"""The duties of the secretariat in the living MOF, and the handover of what is open."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from cargos import pendientes
from cargos.evidencias import Periodo, evidencia_de
from cargos.models import Designacion, Usuario
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica as fabrica_base
from tests import fabrica_tramite as fabrica
from tramite.models import Expediente


@pytest.fixture
def mes() -> Periodo:
    hoy = timezone.localdate()
    return Periodo(hoy - timedelta(days=30), hoy)


def cifra(clave: str, periodo: Periodo):  # noqa: ANN201
    evidencia = evidencia_de(clave)
    assert evidencia is not None
    return evidencia.consulta(clave[:3], periodo)


def test_sin_ingresos_no_se_muestra_un_cero(db: None, mes: Periodo) -> None:
    assert cifra("071-01", mes).valor is None


def test_se_mide_lo_registrado_el_mismo_dia(
    secretaria: Usuario, jefatura: Usuario, mes: Periodo
) -> None:
    ahora = timezone.now()
    fabrica.expediente(por=secretaria)
    fabrica.expediente(por=secretaria)
    fabrica.expediente(por=secretaria, presentado_en=ahora - timedelta(days=2), ahora=ahora)
    fabrica.expediente(por=secretaria, acceso="grupo")

    medida = cifra("071-01", mes)

    assert medida.valor == Decimal("66.7")
    assert medida.nota == "2 de 3 expedientes"


def test_se_siguen_los_vencidos_sin_contar_los_restringidos(
    secretaria: Usuario, jefatura: Usuario, mes: Periodo
) -> None:
    fabrica.expediente(por=secretaria)
    fabrica.expediente(por=secretaria, acceso="grupo")
    Expediente.objects.update(vence_el=date(2020, 1, 1))

    medida = cifra("071-05", mes)

    assert medida.valor == 1


def test_el_enlace_de_la_cifra_abre_sus_filas(
    secretaria: Usuario, jefatura: Usuario, mes: Periodo, como
) -> None:
    fabrica.expediente(por=secretaria)
    fabrica.expediente(por=secretaria, acceso="grupo")
    Expediente.objects.update(vence_el=date(2020, 1, 1))
    medida = cifra("071-05", mes)

    filas = como(jefatura).get(medida.enlace).context["pagina"].filas

    assert len(filas) == medida.valor


def test_lo_que_tiene_un_puesto_es_lo_que_se_entrega(
    secretaria: Usuario, especialista: Usuario
) -> None:
    fila = fabrica.expediente(por=secretaria, pase_a="068")
    designacion = especialista.designaciones_hoy[0]

    abiertos = pendientes.abiertos(designacion)

    assert [a.clave for a in abiertos if a.clase == "expediente"] == [fila.numero]


def test_entregar_el_cargo_pasa_los_expedientes_con_su_rastro(
    secretaria: Usuario, especialista: Usuario, especialista_rs: Usuario
) -> None:
    fila = fabrica.expediente(por=secretaria, pase_a="068")
    designacion = especialista.designaciones_hoy[0]

    pendientes.transferir("expediente", fila.numero, designacion, especialista_rs, especialista_rs)

    abierto = fila.movimientos.abiertos().get()
    assert (abierto.para.nro_orden, abierto.texto) == ("069", "Entrega de cargo")


def test_quien_sucede_en_el_mismo_puesto_ya_tiene_su_bandeja(
    secretaria: Usuario, especialista: Usuario
) -> None:
    fila = fabrica.expediente(por=secretaria, pase_a="068")
    saliente = especialista.designaciones_hoy[0]
    Designacion.objects.filter(pk=saliente.pk).update(
        rango=DateRange(date(2020, 1, 1), timezone.localdate())
    )
    nuevo = fabrica_base.usuario(cargo="")
    fabrica_base.designar(fabrica_base.persona(usuario=nuevo), "068", desde=timezone.localdate())
    nuevo = Usuario.objects.get(pk=nuevo.pk)

    pendientes.transferir("expediente", fila.numero, saliente, nuevo, nuevo)

    assert fila.movimientos.count() == 1


def test_no_se_entrega_a_quien_no_tiene_cargo(
    secretaria: Usuario, especialista: Usuario, auditoria: Usuario
) -> None:
    fila = fabrica.expediente(por=secretaria, pase_a="068")

    with pytest.raises(ReglaIncumplida, match="no tiene un cargo"):
        pendientes.transferir(
            "expediente", fila.numero, especialista.designaciones_hoy[0], auditoria, auditoria
        )
