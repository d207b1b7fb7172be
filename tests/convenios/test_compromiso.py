"""Recording commitments: their due dates follow the rule, and nothing reported ever moves."""

from datetime import date

import pytest

from convenios.models import Compromiso, ReglaRecurrencia
from tests import fabrica_convenios as fabrica


@pytest.fixture
def convenio(jefatura):
    return fabrica.convenio(por=jefatura)


def datos_de(convenio, **cambios) -> dict[str, object]:
    responsable = Compromiso._meta.get_field("responsable").related_model.objects.get(
        nro_orden="068"
    )
    return {
        "titulo": "Presentar informe trimestral",
        "obligado": convenio.partes.get(lado="sector").pk,
        "exigibilidad": "recurrente",
        "base": "31/03/2026",
        "cada_meses": "3",
        "cantidad": "12",
        "ajuste": "habil_siguiente",
        "clase": "informe",
        "criticidad": "4",
        "responsable": responsable.pk,
    } | cambios


def test_un_trimestral_por_tres_anios_deja_doce_fechas(como, jefatura, convenio):
    url = f"{convenio.get_absolute_url()}compromisos/nuevo/"
    respuesta = como(jefatura).post(url, datos_de(convenio))
    assert respuesta.status_code == 302
    compromiso = Compromiso.objects.get()
    assert (compromiso.numero, compromiso.peso) == (1, 5)  # the weight of its class
    fechas = list(compromiso.ocurrencias.values_list("fecha_legal", "fecha_exigible"))
    assert len(fechas) == 12
    assert fechas[0] == (date(2026, 3, 31), date(2026, 3, 31))
    assert fechas[-1] == (date(2028, 12, 31), date(2029, 1, 2))  # a Sunday, and Monday is a holiday


@pytest.mark.parametrize(
    ("cambios", "campo"),
    [
        ({"base": ""}, "base"),
        ({"cada_meses": ""}, "cada_meses"),
        ({"cantidad": "12", "fin": "31/12/2028"}, "fin"),
        ({"cantidad": "", "fin": "01/01/2026"}, "fin"),
        ({"cantidad": "0"}, "cantidad"),
        ({"cantidad": "9999"}, "cantidad"),
        ({"peso": "11"}, "peso"),
        ({"criticidad": "6"}, "criticidad"),
        ({"exigibilidad": "condicionado"}, "condicion"),
        ({"obligado": "0"}, "obligado"),
        ({"responsable": ""}, "responsable"),
        ({"titulo": "ñ" * 161}, "titulo"),
    ],
)
def test_lo_que_falta_se_dice_junto_a_su_campo(cambios, campo, como, jefatura, convenio):
    url = f"{convenio.get_absolute_url()}compromisos/nuevo/"
    respuesta = como(jefatura).post(url, datos_de(convenio, **cambios))
    assert respuesta.status_code == 422
    assert campo in respuesta.context["form"].errors
    assert not Compromiso.objects.exists()


def test_un_compromiso_permanente_no_tiene_fechas(como, jefatura, convenio):
    url = f"{convenio.get_absolute_url()}compromisos/nuevo/"
    como(jefatura).post(url, datos_de(convenio, exigibilidad="permanente"))
    compromiso = Compromiso.objects.get()
    assert not compromiso.ocurrencias.exists()
    assert not ReglaRecurrencia.objects.exists()
    assert como(jefatura).get(compromiso.get_absolute_url()).status_code == 200


def test_cambiar_la_regla_solo_mueve_lo_futuro_que_nadie_reporto(
    como, jefatura, especialista, convenio, monkeypatch
):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *a: fabrica.HOY)
    compromiso = fabrica.compromiso(
        convenio, base=date(2026, 9, 30), cada_meses=3, cantidad=6, hoy=fabrica.HOY
    )
    segunda = compromiso.ocurrencias.get(nro=2)  # 30/12/2026, still ahead
    fabrica.reportar(segunda, por=especialista)
    datos = datos_de(convenio, base="30/09/2026", cada_meses="6", cantidad="3")
    url = f"{compromiso.get_absolute_url()}editar/"
    assert como(jefatura).post(url, datos).status_code == 302
    fechas = dict(compromiso.ocurrencias.values_list("fecha_legal", "estado"))
    assert fechas == {
        date(2026, 9, 30): "pendiente",  # past
        date(2026, 12, 30): "reportado",  # reported
        date(2027, 3, 30): "pendiente",
        date(2027, 9, 30): "pendiente",
    }


def test_sin_fin_las_fechas_llegan_hasta_el_convenio(convenio):
    compromiso = fabrica.compromiso(convenio, base=date(2026, 12, 15), cada_meses=6, cantidad=None)
    assert compromiso.ocurrencias.last().fecha_legal == date(2027, 12, 15)


def test_un_vencimiento_en_dia_inhabil_pasa_al_siguiente_habil(convenio):
    domingo, lunes = date(2026, 12, 6), date(2026, 12, 7)
    o = fabrica.compromiso(convenio, base=domingo).ocurrencias.get()
    assert (o.fecha_legal, o.fecha_exigible, o.fue_movida) == (domingo, lunes, True)
    assert not fabrica.compromiso(convenio, base=lunes).ocurrencias.get().fue_movida


def test_lo_que_dice_un_papel_sellado_se_corrige_con_fe_de_erratas(como, jefatura, convenio):
    compromiso = fabrica.compromiso(convenio, base=date(2026, 12, 31), cada_meses=3, cantidad=4)
    fabrica.documento(convenio, por=jefatura)
    url, cliente = f"{compromiso.get_absolute_url()}editar/", como(jefatura)
    igual = datos_de(convenio, base="31/12/2026", cantidad="4", texto_literal="Informará siempre.")
    assert cliente.post(url, igual).status_code == 302  # a blank that is filled, a new title
    corregido = igual | {"texto_literal": "Informará.", "base": "31/01/2027"}
    respuesta = cliente.post(url, corregido)
    assert (respuesta.status_code, [*respuesta.context["form"].errors]) == (422, ["errata"])
    assert compromiso.ocurrencias.first().fecha_legal == date(2026, 12, 31)
    assert cliente.post(url, corregido | {"errata": "Se copió otra cláusula."}).status_code == 302
    assert convenio.erratas.get().cambios == {
        "compromiso 1, texto literal": ["Informará siempre.", "Informará."],
        "compromiso 1, cuándo vence": [
            "cada trimestre desde el 31/12/2026, 4 veces",
            "cada trimestre desde el 31/01/2027, 4 veces",
        ],
    }


def test_sin_papel_sellado_un_compromiso_se_corrige_sin_mas(como, jefatura, convenio):
    compromiso = fabrica.compromiso(convenio, texto_literal="Mal copiado.")
    url = f"{compromiso.get_absolute_url()}editar/"
    assert como(jefatura).post(url, datos_de(convenio, texto_literal="Bien.")).status_code == 302
    assert not convenio.erratas.exists()
