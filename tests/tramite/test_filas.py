"""The rows written without the template engine: nothing that a person wrote is read as HTML."""

import pytest
from django.utils import timezone

from tests import fabrica_tramite as fabrica
from tramite import acciones
from tramite.models import Proveido

MALO = "<script>alert('x')</script>&\""


@pytest.fixture
def con_marcas(secretaria, jefatura, especialista):
    """Sent by the secretariat to 068, with marks in whatever a person may write."""
    persona = secretaria.persona
    persona.nombres = f"Ana {MALO}"
    persona.save()
    Proveido.objects.filter(codigo="opinion").update(nombre=f"Opinión {MALO}")
    fila = fabrica.expediente(
        por=secretaria,
        asunto=f"Asunto {MALO}",
        remitente=fabrica.remitente(nombre=f"Remitente {MALO}"),
        documento_numero=f"N {MALO}",
    )
    fila.tipo_documento.nombre = f"Tipo {MALO}"
    fila.tipo_documento.save()
    return fila


PAGINAS = ["/tramite/expedientes/", "/tramite/?ver=enviados", "/tramite/?ver=en-mi-poder"]


@pytest.mark.parametrize("url", PAGINAS)
def test_lo_escrito_por_una_persona_no_se_lee_como_html(
    como, con_marcas, secretaria, jefatura, url
):
    if "enviados" in url:
        acciones.derivar(
            con_marcas,
            para=fabrica.posicion("068"),
            proveido=Proveido.objects.get(codigo="opinion"),
            texto=f"Texto {MALO}",
            por=secretaria,
            ahora=timezone.now(),
        )

    pagina = como(secretaria).get(url).content.decode()

    assert con_marcas.numero in pagina
    assert "&lt;script&gt;alert" in pagina
    assert "<script>alert" not in pagina


def test_lo_recibido_lleva_su_proveido_quien_lo_paso_y_su_boton(
    como, con_marcas, secretaria, jefatura, especialista
):
    acciones.derivar(
        con_marcas,
        para=fabrica.posicion("068"),
        copias=[fabrica.posicion("067")],
        proveido=Proveido.objects.get(codigo="opinion"),
        texto=f"Texto {MALO}",
        por=secretaria,
        ahora=timezone.now(),
    )

    for quien, verbo in ((especialista, "Recibir"), (jefatura, "Leído")):
        pagina = como(quien).get("/tramite/?ver=por-recibir").content.decode()
        assert f"/tramite/expedientes/{con_marcas.numero}/recibir/" in pagina
        assert f">{verbo}</button>" in pagina
        assert "Ana &lt;script&gt;" in pagina
        assert "Opinión &lt;script&gt;" in pagina
        assert "Texto &lt;script&gt;" in pagina
        assert "<script>alert" not in pagina
