"""A norm moves a due date: from that day on another row is owed, and the past stays as it was."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cargos.models import UnidadOrganica
from convenios.acciones.compromiso import regenerar
from convenios.acciones.ocurrencia import prorrogar, validar
from convenios.estados import TransicionInvalida
from convenios.models import Ocurrencia
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica_convenios as fabrica
from tests.fabrica_convenios import HOY


@pytest.fixture
def vencida(jefatura):
    convenio = fabrica.convenio(por=jefatura)
    return fabrica.ocurrencia(convenio, base=HOY - timedelta(days=10))


def test_lo_vencido_deja_de_estarlo_desde_hoy_y_ayer_lo_estaba(jefatura, vencida):
    hasta = HOY + timedelta(days=40)
    nueva = prorrogar(vencida, hasta=hasta, norma="RDE 026-2026/APCI-DE", por=jefatura, hoy=HOY)
    assert (nueva.fecha_legal, nueva.fecha_exigible) == (vencida.fecha_legal, hasta)
    ayer = HOY - timedelta(days=1)
    assert [o.pk for o in Ocurrencia.objects.al(ayer).vencidas(ayer)] == [vencida.pk]
    assert not Ocurrencia.objects.al(HOY).vencidas(HOY).exists()
    assert [o.pk for o in Ocurrencia.objects.al(HOY).que_cuentan()] == [nueva.pk]
    # A change of the recurrence does not put the old date back.
    assert regenerar(vencida.compromiso, hoy=HOY) == (0, 0)


def test_lo_avanzado_no_se_pierde(jefatura, especialista, vencida):
    fabrica.reportar(vencida, por=especialista, avance=50)
    validar(vencida, por=jefatura, hoy=HOY, parcial=True)
    hasta = HOY + timedelta(days=40)
    nueva = prorrogar(vencida, hasta=hasta, norma="Adenda 2", por=jefatura, hoy=HOY, motivo="Más.")
    assert (nueva.estado, nueva.avance) == ("en_proceso", 50)
    assert [s.narrativa for s in nueva.seguimientos.all()] == ["Más."]


def test_sin_norma_o_hacia_atras_no_se_mueve(jefatura, especialista, vencida):
    with pytest.raises(ReglaIncumplida, match="norma"):
        prorrogar(vencida, hasta=HOY, norma=" ", por=jefatura, hoy=HOY)
    with pytest.raises(ReglaIncumplida, match="otra después"):
        prorrogar(vencida, hasta=vencida.fecha_exigible, norma="DS 1", por=jefatura, hoy=HOY)
    fabrica.reportar(vencida, por=especialista)
    with pytest.raises(TransicionInvalida):
        prorrogar(vencida, hasta=HOY, norma="DS 1", por=jefatura, hoy=HOY)


def test_se_mueve_desde_su_pagina_y_las_dos_se_enlazan(como, jefatura, vencida):
    cliente = como(jefatura)
    url = f"/convenios/obligaciones/{vencida.pk}/prorrogar/"
    mala = cliente.post(url, {"hasta": "01/01/2020", "norma": "Adenda 2, tercera"})
    assert mala.status_code == 422
    assert "escriba una posterior" in mala.content.decode()
    hasta = timezone.localdate() + timedelta(days=30)
    buena = cliente.post(url, {"hasta": f"{hasta:%d/%m/%Y}", "norma": "Adenda 2, tercera"})
    nueva = Ocurrencia.objects.get(prorroga_de=vencida)
    assert buena.url == nueva.get_absolute_url()
    assert "movida por Adenda 2, tercera" in cliente.get(buena.url).content.decode()
    assert nueva.get_absolute_url() in cliente.get(vencida.get_absolute_url()).content.decode()
    assert cliente.post(url, {"hasta": f"{hasta:%d/%m/%Y}", "norma": "x"}).status_code == 409


def test_un_compromiso_dice_que_unidades_aportan(como, jefatura, vencida):
    unidad = UnidadOrganica.objects.filter(versiones__isnull=False).first()
    compromiso = vencida.compromiso
    cliente = como(jefatura)
    url = f"/convenios/compromisos/{compromiso.pk}/editar/"
    form = cliente.get(url).context["form"]
    datos = {c: form[c].value() for c in form.fields if form[c].value() not in (None, "", 0)}
    datos |= {"base": f"{compromiso.regla.base:%d/%m/%Y}", "unidades": [unidad.pk]}
    assert cliente.post(url, datos).status_code == 302
    assert list(compromiso.unidades.all()) == [unidad]
    assert "Aportan" in cliente.get(compromiso.get_absolute_url()).content.decode()
