"""New international agreements: from the idea to what became of it."""

import pytest
from django.db import InternalError, transaction
from django.utils import timezone

from cargos.evidencias import Periodo
from convenios.acciones.propuesta_acuerdo import mover_propuesta
from convenios.cumplimiento_internacional import acuerdos_propuestos
from convenios.models import PasoAcuerdo, PropuestaAcuerdo
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica_convenios as fabrica

LISTA = "/convenios/propuestas-de-acuerdo/"


def pasar(cliente, fila, a, **campos):
    datos = {"a": a, "fecha": f"{timezone.localdate():%d/%m/%Y}"} | campos
    return cliente.post(f"{fila.get_absolute_url()}pasar/", datos)


def test_de_la_idea_al_convenio_con_lo_que_cada_paso_pide(como, jefatura, especialista_ai):
    hoy, ai, jefa = timezone.localdate(), como(especialista_ai), como(jefatura)
    datos = {
        "materia": "Cuidado infantil",
        "contraparte": "Otro Estado",
        "eje": "ninez",
        "justificacion": "Se aprendería de su experiencia.",
    }
    assert ai.post(f"{LISTA}nueva/", datos).status_code == 302
    fila = PropuestaAcuerdo.objects.get()
    assert fila.codigo == f"PAI-{hoy.year}-0001"
    assert pasar(ai, fila, "sustentada").status_code == 422  # without its analysis
    ai.post(f"{fila.get_absolute_url()}editar/", datos | {"compatibilidad": "No se opone a nada."})
    assert pasar(ai, fila, "sustentada").status_code == 302
    respuesta = ai.post(f"{fila.get_absolute_url()}editar/", datos)
    assert respuesta.status_code == 409  # its text changes only as an idea
    assert pasar(ai, fila, "elevada", documento="Informe 3").status_code == 422
    with pytest.raises(ReglaIncumplida, match="Jefatura"):
        mover_propuesta(fila, a="elevada", fecha=hoy, documento="x", por=especialista_ai)
    assert pasar(jefa, fila, "elevada").status_code == 422  # without a document
    assert pasar(jefa, fila, "elevada", documento="Informe 3").status_code == 302
    assert pasar(ai, fila, "aceptada").status_code == 422
    convenio = fabrica.convenio(por=jefatura)
    assert pasar(ai, fila, "aceptada", convenio=convenio.pk).status_code == 302
    fila.refresh_from_db()
    assert (fila.estado, fila.convenio) == ("aceptada", convenio)
    cifra = acuerdos_propuestos("070", Periodo(hoy, hoy))
    assert (cifra.valor, cifra.nota) == (1, "1 aceptada en el periodo")
    assert ai.get(cifra.enlace).context["total"] == 1
    assert convenio.codigo in ai.get(fila.get_absolute_url()).content.decode()
    with pytest.raises(InternalError), transaction.atomic():
        PasoAcuerdo.objects.all().delete()


def test_se_archiva_diciendo_por_que(como, especialista_ai):
    datos = {"materia": "X", "contraparte": "Y", "eje": "mujer", "justificacion": "Z"}
    como(especialista_ai).post(f"{LISTA}nueva/", datos)
    fila = PropuestaAcuerdo.objects.get()
    assert pasar(como(especialista_ai), fila, "archivada").status_code == 422
    pasar(como(especialista_ai), fila, "archivada", nota="No hay con quién.")
    assert como(especialista_ai).get(f"{LISTA}?estado=archivada").context["total"] == 1
    assert como(especialista_ai).get(f"{LISTA}exportar.csv").status_code == 200
