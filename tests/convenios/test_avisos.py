"""Windows and default weights: decided by the head, after seeing what they would move."""

from datetime import timedelta

import pytest
from django.utils import timezone

from convenios.forms.avisos import AvisosForm
from convenios.models import Alerta, Compromiso, ParametroAlertas, reglas_iniciales
from convenios.tareas import dar_alertas
from tests import fabrica_convenios as fabrica

URL = "/convenios/parametros/avisos/"


@pytest.fixture
def oficina(jefatura, especialista):
    """One report due in 80 days: nobody is told of it yet."""
    hoy = timezone.localdate()
    convenio = fabrica.convenio(por=jefatura)
    fabrica.sin_pendientes(jefatura, hoy)
    fabrica.ocurrencia(convenio, base=hoy + timedelta(days=80), hoy=hoy)
    return hoy


def pedido(hoy, **otros):
    form = AvisosForm(None, vigentes=reglas_iniciales(), hoy=hoy)
    valores = {c: form[c].value() for c in form.fields if c not in ("visto", "motivo", "desde")}
    return valores | {"desde": f"{hoy:%d/%m/%Y}", "motivo": "Lo pidió la fuente."} | otros


def test_una_ventana_mas_se_ve_antes_de_guardar_y_despues_avisa(como, jefatura, oficina):
    cliente = como(jefatura)
    datos = pedido(oficina, v_obligacion_formal="90 60, 30", p_visibilidad=4)
    vista = cliente.post(URL, datos)
    efecto = vista.context["efecto"]
    assert efecto.filas == [("Obligación con fecha", 0, 1)]
    assert efecto.pesos == [("Visibilidad", 1, 4)]
    assert "ninguna cifra se mueve" in vista.content.decode()
    assert not ParametroAlertas.objects.exists()
    assert dar_alertas(oficina) == 0
    sello = vista.context["form"].sello
    assert cliente.post(URL, datos | {"visto": sello}).status_code == 302
    reglas = ParametroAlertas.objects.en_vigor(oficina)
    assert reglas.ventanas["obligacion_formal"] == (90, 60, 30)
    assert ParametroAlertas.objects.en_vigor(oficina - timedelta(days=1)) == reglas_iniciales()
    assert dar_alertas(oficina) == 1
    assert Alerta.objects.get().ventana == 90
    historia = cliente.get(URL).content.decode()
    assert "60, 30, 15, 7, 1 → <strong>90, 60, 30</strong>" in historia


@pytest.mark.parametrize(
    ("cambio", "dice"),
    [
        ({}, "No cambió ningún valor"),
        ({"v_registro": "noventa"}, "días separados por comas"),
        ({"v_registro": "9999"}, "de 0 a 1000"),
        ({"v_registro": "-5"}, "días separados por comas"),
        ({"v_registro": ""}, "obligatorio"),
        ({"v_registro": ",".join(map(str, range(13)))}, "como mucho 12"),
        ({"p_informe": 11}, "menor o igual"),
        ({"cargo_fuentes": "999"}, "Escoja una opción"),
        ({"repetir_cada": 14, "desde": "01/01/2020"}, "Rige desde hoy"),
        ({"repetir_cada": 14, "motivo": " "}, "obligatorio"),
    ],
)
def test_lo_que_no_puede_ser_se_dice_junto_al_campo(cambio, dice, como, jefatura, oficina):
    respuesta = como(jefatura).post(URL, pedido(oficina, **cambio))
    assert respuesta.status_code == 422
    assert dice in respuesta.content.decode()
    assert not ParametroAlertas.objects.exists()


def test_un_compromiso_nuevo_nace_con_el_peso_de_su_clase_de_hoy(como, jefatura, oficina):
    cliente = como(jefatura)
    datos = pedido(oficina, p_visibilidad=4)
    sello = cliente.post(URL, datos).context["form"].sello
    cliente.post(URL, datos | {"visto": sello})
    antes = Compromiso.objects.get()
    convenio = antes.convenio
    nuevo = {
        "titulo": "Poner el logo",
        "clase": "visibilidad",
        "obligado": convenio.partes.get(lado="sector").pk,
        "exigibilidad": "permanente",
        "criticidad": 3,
        "responsable": antes.responsable_id,
    }
    assert (
        cliente.post(f"/convenios/{convenio.codigo}/compromisos/nuevo/", nuevo).status_code == 302
    )
    assert Compromiso.objects.get(titulo="Poner el logo").peso == 4
    assert Compromiso.objects.get(pk=antes.pk).peso == 5
