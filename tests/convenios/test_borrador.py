"""The draft of an instrument: the office's wording, filled with what is recorded."""

import io

import docx
import pytest

from convenios.borrador import redactar
from convenios.estados import Etapa
from convenios.models import ModeloClausula
from tests import fabrica_convenios as fabrica
from tests.fabrica_convenios import HOY


@pytest.fixture
def convenio(jefatura):
    fila = fabrica.convenio(
        por=jefatura, etapa=Etapa.EN_FORMULACION, objeto="Aunar esfuerzos.", preaviso_dias=30
    )
    fabrica.compromiso(fila, titulo="Informar el avance", cada_meses=3, cantidad=4)
    return fila


def texto_de(respuesta) -> str:
    return "\n".join(p.text for p in docx.Document(io.BytesIO(respuesta.content)).paragraphs)


def test_el_proyecto_sale_lleno_y_lo_que_falta_se_ve(como, especialista, convenio):
    respuesta = como(especialista).get(f"/convenios/{convenio.codigo}/proyecto.docx")
    texto = texto_de(respuesta)
    assert "CLÁUSULA SEGUNDA: OBJETO" in texto
    assert "Aunar esfuerzos." in texto
    assert "no menor de 30 días calendario" in texto
    assert "Informar el avance, cada trimestre" in texto
    assert "[lo que debe la contraparte" in texto
    assert "sólo se modifica por adenda" in texto


def test_lo_que_alguien_ya_escribio_vale_mas_que_el_modelo(convenio):
    fabrica.clausula(convenio, materia="objeto", texto="Lo acordado {{ raro }} en mesa.")
    redactado = {c.titulo: c for c in redactar(convenio, HOY).clausulas}
    objeto = redactado["CLÁUSULA SEGUNDA: OBJETO"]
    assert (objeto.texto, objeto.es_copia) == ("Lo acordado {{ raro }} en mesa.", True)


def test_la_oficina_reescribe_un_modelo_y_el_anterior_queda(como, especialista, convenio):
    cliente = como(especialista)
    url = "/convenios/modelos/objeto/editar/"
    malo = cliente.post(url, {"texto": "Es {{ objetto }}", "motivo": "Estilo"})
    assert malo.status_code == 422
    assert "que no existe" in malo.content.decode()
    assert "{{ objetto }}" in malo.content.decode()
    assert (
        cliente.post(url, {"texto": "Su fin: {{ objeto }}", "motivo": "Estilo"}).status_code == 302
    )
    assert "Su fin: Aunar esfuerzos." in texto_de(
        cliente.get(f"/convenios/{convenio.codigo}/proyecto.docx")
    )
    assert ModeloClausula.objects.count() == 1
    assert "Estilo" in cliente.get("/convenios/modelos/").content.decode()
    assert cliente.get("/convenios/modelos/nada/editar/").status_code == 404


def test_quien_solo_mira_no_cambia_modelos(como, secretaria):
    assert como(secretaria).get("/convenios/modelos/objeto/editar/").status_code == 403
