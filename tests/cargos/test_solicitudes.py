"""«Mi puesto»: my designación, and what I ask of the Jefatura."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from cargos.models import Designacion, Solicitud
from ocisys.base.models import Aviso
from tests import fabrica


def _solicitar(cliente, **cambios):
    datos = {
        "clase": "ausencia",
        "desde": "07/12/2026",
        "hasta": "18/12/2026",
        "texto": "Vacaciones programadas",
    } | cambios
    return cliente.post(reverse("cargos:solicitar"), datos)


def _responder(cliente, **cambios):
    url = reverse("cargos:solicitud_responder", args=[Solicitud.objects.get().pk])
    return cliente.post(url, {"acepta": "si", "respuesta": ""} | cambios)


def test_mi_puesto_dice_desde_cuando_y_por_que_documento(como, secretaria):
    Designacion.objects.update(documento_inicio="RM 010-2020")
    pagina = como(secretaria).get(reverse("cargos:mi_puesto")).content.decode()
    assert "desde el 01/01/2020" in pagina
    assert "RM 010-2020" in pagina


def test_lo_que_pido_llega_a_la_jefatura(como, jefatura, secretaria):
    assert _solicitar(como(secretaria)).status_code == 302
    assert Aviso.objects.get().destinatario == jefatura
    assert "Vacaciones programadas" in como(secretaria).get("/cargos/mi-puesto/").content.decode()
    assert "Solicitudes por responder" in como(jefatura).get("/").content.decode()


def test_la_ausencia_aceptada_sigue_con_quien_suple(como, jefatura, secretaria):
    _solicitar(como(secretaria))
    respuesta = _responder(como(jefatura))
    escrito = parse_qs(urlsplit(respuesta.url).query)
    assert escrito["modalidad"] == ["suplencia"]
    assert escrito["desde"] == ["07/12/2026"]
    formulario = como(jefatura).get(respuesta.url).content.decode()
    assert 'value="18/12/2026"' in formulario
    assert Aviso.objects.filter(destinatario=secretaria, asunto__contains="aceptada").exists()


def test_se_deniega_diciendo_por_que(como, jefatura, secretaria):
    _solicitar(como(secretaria))
    assert _responder(como(jefatura), acepta="no").status_code == 422
    assert _responder(como(jefatura), acepta="no", respuesta="Cierre anual").status_code == 302
    assert Solicitud.objects.get().respuesta == "Cierre anual"


def test_no_se_responde_dos_veces_ni_lo_retirado(como, jefatura, secretaria):
    _solicitar(como(secretaria))
    url = reverse("cargos:solicitud_retirar", args=[Solicitud.objects.get().pk])
    assert como(secretaria).post(url).status_code == 302
    assert _responder(como(jefatura)).status_code == 409


def test_nadie_responde_lo_propio(como, jefatura):
    _solicitar(como(jefatura))
    assert _responder(como(jefatura)).status_code == 409
    assert "Solicitudes por responder" not in como(jefatura).get("/").content.decode()


def test_nadie_ve_ni_retira_lo_que_pidio_otro(como, secretaria, especialista):
    _solicitar(como(secretaria))
    assert (
        "Vacaciones" not in como(especialista).get(reverse("cargos:solicitudes")).content.decode()
    )
    url = reverse("cargos:solicitud_retirar", args=[Solicitud.objects.get().pk])
    assert como(especialista).post(url).status_code == 404


@pytest.mark.parametrize(
    ("cambios", "campo"),
    [
        ({"desde": ""}, "desde"),
        ({"hasta": "01/12/2026"}, "hasta"),
        ({"desde": "31/02/2026"}, "desde"),
        ({"texto": ""}, "texto"),
        ({"clase": "x"}, "clase"),
    ],
)
def test_lo_mal_escrito_se_dice_junto_a_su_campo(como, secretaria, cambios, campo):
    respuesta = _solicitar(como(secretaria), **cambios)
    assert respuesta.status_code == 422
    assert campo in respuesta.context["form"].errors


def test_una_cuenta_sin_persona_no_solicita(como, db):
    assert _solicitar(como(fabrica.usuario(administra=True)), clase="otra").status_code == 409


def test_las_consultas_de_la_lista_no_crecen_con_las_solicitudes(
    como, consultas, jefatura, secretaria, especialista
):
    _solicitar(como(secretaria))
    con_una = consultas(como(jefatura), reverse("cargos:solicitudes"))
    for quien in (secretaria, especialista, especialista):
        _solicitar(como(quien))
    assert consultas(como(jefatura), reverse("cargos:solicitudes")) == con_una
