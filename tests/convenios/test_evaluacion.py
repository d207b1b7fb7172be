"""The evaluations of an agreement: noted with their source, read when its renewal is decided."""

from datetime import timedelta

from django.utils import timezone

from convenios.models import Evaluacion
from tests import fabrica_convenios as fabrica


def datos(**cambios):
    de_hoy = {"tipo": "previa", "fecha": f"{timezone.localdate():%d/%m/%Y}"}
    return de_hoy | {"recomendacion": "modificar", "fuente": "Informe 12-2026"} | cambios


def test_una_evaluacion_se_lee_en_la_ficha_y_al_decidir_la_renovacion(como, jefatura):
    convenio, cliente = fabrica.convenio(por=jefatura), como(jefatura)
    base = convenio.get_absolute_url()
    assert "no consta ninguna" in cliente.get(f"{base}decidir/").content.decode()
    papel = fabrica.documento(convenio, por=jefatura, clase="opinion")
    enviado = datos(documento=papel.pk)
    assert cliente.post(f"{base}evaluaciones/nueva/", enviado).status_code == 302
    for pagina in (base, f"{base}decidir/"):
        cuerpo = cliente.get(pagina).content.decode()
        assert "recomienda modificar" in cuerpo
        assert "Informe 12-2026" in cuerpo
        assert papel.get_absolute_url() in cuerpo


def test_una_evaluacion_no_es_futura_ni_sin_fuente_ni_de_otro_convenio(como, jefatura):
    convenio, cliente = fabrica.convenio(por=jefatura), como(jefatura)
    ajeno = fabrica.documento(fabrica.convenio(por=jefatura), por=jefatura, clase="opinion")
    manana = timezone.localdate() + timedelta(days=1)
    malas = {
        "fecha": f"{manana:%d/%m/%Y}",
        "fuente": "",
        "documento": ajeno.pk,
        "recomendacion": "quizás",
        "tipo": "",
    }
    for campo, valor in malas.items():
        url = f"{convenio.get_absolute_url()}evaluaciones/nueva/"
        respuesta = cliente.post(url, datos(**{campo: valor}))
        assert (respuesta.status_code, list(respuesta.context["form"].errors)) == (422, [campo])
    assert not Evaluacion.objects.exists()


def test_una_evaluacion_mal_copiada_se_corrige_y_queda_como_estaba(como, jefatura):
    convenio, cliente = fabrica.convenio(por=jefatura), como(jefatura)
    base = f"{convenio.get_absolute_url()}evaluaciones/"
    cliente.post(f"{base}nueva/", datos())
    fila = Evaluacion.objects.get()
    url = f"{base}{fila.pk}/editar/"
    assert cliente.post(url, datos(recomendacion="renovar")).status_code == 302
    dichas = fila.events.order_by("pgh_id").values_list("recomendacion", flat=True)
    assert list(dichas) == ["modificar", "renovar"]
    otro = fabrica.convenio(por=jefatura).get_absolute_url()
    assert cliente.get(f"{otro}evaluaciones/{fila.pk}/editar/").status_code == 404
