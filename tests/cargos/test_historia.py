"""What changed in people, accounts and designaciones, who did it, and nothing that is private."""

import pytest
from django.db import transaction
from django.db.utils import InternalError
from django.urls import reverse

from cargos.models import Designacion, Modalidad, Persona, Posicion, Usuario
from tests import fabrica


def test_designar_por_la_pagina_deja_dicho_quien_en_que_calidad_y_desde_donde(como, jefatura):
    persona = fabrica.persona()
    datos = {
        "persona": persona.pk,
        "posicion": Posicion.objects.get(nro_orden="068").pk,
        "modalidad": Modalidad.NOMBRAMIENTO,
        "desde": "01/02/2026",
        "hasta": "",
        "documento": "RM 1-2026",
    }
    assert como(jefatura).post(reverse("cargos:designar"), datos).status_code == 302

    evento = Designacion.pgh_event_model.objects.get(persona=persona)
    assert evento.pgh_label == "insert"
    assert evento.pgh_context == {
        "usuario": jefatura.pk,
        "calidad": jefatura.calidad,
        "ip": "127.0.0.1",
        "ruta": reverse("cargos:designar"),
    }


def test_tambien_queda_lo_que_se_cambia_sin_pasar_por_el_modelo(db):
    persona = fabrica.persona(nombres="Rosa")
    Persona.objects.filter(pk=persona.pk).update(nombres="Rosa Elena")
    historia = Persona.pgh_event_model.objects.filter(pgh_obj=persona).order_by("pgh_id")
    assert [(e.pgh_label, e.nombres) for e in historia] == [
        ("insert", "Rosa"),
        ("update", "Rosa Elena"),
    ]


@pytest.mark.parametrize(("modelo", "campo"), [(Usuario, "password"), (Persona, "dni")])
def test_la_clave_y_el_dni_no_se_copian_a_la_historia(modelo, campo):
    assert campo not in {f.name for f in modelo.pgh_event_model._meta.fields}


def test_entrar_y_cambiar_la_clave_no_llena_la_historia(como, secretaria):
    eventos = Usuario.pgh_event_model.objects.filter(pgh_obj=secretaria)
    antes = eventos.count()
    como(secretaria).get(reverse("avisos"))
    secretaria.set_password("otra clave larga de prueba")
    secretaria.save(update_fields=["password"])
    assert eventos.count() == antes


def test_la_historia_no_se_corrige(db):
    fabrica.persona()
    with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
        Persona.pgh_event_model.objects.update(nombres="Otra")
