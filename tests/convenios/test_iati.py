"""How IATI names organisations and agreements, and where and in what languages they apply."""

import pytest

from convenios.models import Convenio, Organizacion
from convenios.territorio import decir_ambito, leer_ambito
from tests import fabrica_convenios as fabrica


def con_publicador(jefatura, **campos):
    """An agreement whose party of the Sector publishes as PE-SUNAT-1."""
    convenio = fabrica.convenio(por=jefatura, **campos)
    propia = convenio.partes.get(lado="sector").organizacion_id
    Organizacion.objects.filter(pk=propia).update(iati_org_id="PE-SUNAT-1")
    return convenio


def editar(cliente, convenio, **cambios):
    """Send its own form again, as the person finds it, with those changes."""
    url = f"{convenio.get_absolute_url()}editar/"
    form = cliente.get(url).context["form"]
    datos = {n: v for n in form.fields if (v := form[n].value()) not in (None, "")}
    return cliente.post(url, datos | cambios)


def test_el_identificador_iati_se_propone_con_el_de_quien_publica_y_el_codigo(como, jefatura):
    convenio, cliente = con_publicador(jefatura), como(jefatura)
    propuesto = f"PE-SUNAT-1-{convenio.codigo}"
    pagina = cliente.get(f"{convenio.get_absolute_url()}editar/").content.decode()
    assert f"Le corresponde {propuesto}" in pagina
    assert editar(cliente, convenio, iati_id=propuesto).status_code == 302
    assert propuesto in cliente.get(convenio.get_absolute_url()).content.decode()
    assert "iati_id" not in cliente.get("/convenios/nuevo/").context["form"].fields


@pytest.mark.parametrize(
    "malo",
    [
        "PE-SUNAT-1-a/b",
        "PE-SUNAT-1-a&b",
        "PE-SUNAT-1-a|b",
        "PE-SUNAT-1-a?b",
        "PE-SUNAT-1-a b",
        "XM-OTRO-1",
        "PE-SUNAT-1-" + "x" * 120,
    ],
)
def test_un_identificador_iati_no_admite(malo, como, jefatura):
    respuesta = editar(como(jefatura), con_publicador(jefatura), iati_id=malo)
    assert respuesta.status_code == 422
    assert list(respuesta.context["form"].errors) == ["iati_id"]


def test_dos_convenios_no_comparten_identificador_iati(como, jefatura):
    fabrica.convenio(por=jefatura, iati_id="PE-1-A")
    respuesta = editar(como(jefatura), fabrica.convenio(por=jefatura), iati_id="PE-1-A")
    assert respuesta.status_code == 422
    assert "Ya hay un convenio con ese identificador IATI" in respuesta.content.decode()


def test_dos_organizaciones_no_comparten_identificador_iati(como, especialista):
    fabrica.organizacion(nombre="Agencia Aurora", iati_org_id="XM-DAC-1")
    ficha = {"nombre": "Banco Delta", "clase": "organismo", "estado": "activa", "pais": "USA"}
    ficha |= {"tipo_iati": "40", "iati_org_id": "XM-DAC-1"}
    cliente, url = como(especialista), "/convenios/organizaciones/nueva/"
    assert "Ya hay una organización" in cliente.post(url, ficha).content.decode()
    assert cliente.post(url, ficha | {"iati_org_id": "XM/2"}).status_code == 422
    assert cliente.post(url, ficha | {"tipo_iati": "41"}).status_code == 422
    assert cliente.post(url, ficha | {"iati_org_id": "XM-DAC-2"}).status_code == 302
    nueva = Organizacion.objects.get(nombre="Banco Delta")
    pagina = cliente.get(nueva.get_absolute_url()).content.decode()
    assert "40 · Organismo multilateral" in pagina
    assert "XM-DAC-2" in pagina
    csv = cliente.get("/convenios/organizaciones/exportar.csv").getvalue().decode()
    assert "XM-DAC-2" in csv


def test_el_ambito_y_los_idiomas_se_leen_en_la_ficha_y_en_lo_exportado(como, jefatura):
    convenio, cliente = fabrica.convenio(por=jefatura), como(jefatura)
    cambios = {"lugares": "cusco, 150101", "idiomas": ["es", "de"]}
    assert editar(cliente, convenio, **cambios).status_code == 302
    fila = Convenio.objects.get(pk=convenio.pk)
    assert (fila.ambito, fila.idiomas) == (["08", "150101"], ["es", "de"])
    pagina = cliente.get(convenio.get_absolute_url()).content.decode()
    csv = cliente.get("/convenios/exportar.csv").getvalue().decode()
    for dicho in ("Cusco, 150101 (Lima)", "castellano, alemán"):
        assert dicho in pagina
        assert dicho in csv
    assert editar(cliente, fila, lugares="Atlántida").status_code == 422
    assert editar(cliente, fila, lugares="nulo\x00").status_code == 422
    assert editar(cliente, fila, idiomas=["xx"]).status_code == 422
    assert editar(cliente, fila, lugares="").status_code == 302


@pytest.mark.parametrize(
    ("escrito", "codigos", "dicho"),
    [
        ("", [], ""),
        ("  Áncash ; LIMA\n08", ["02", "08", "15"], "Áncash, Cusco, Lima"),
        ("Cusco, 080101, 0801", ["08"], "Cusco"),
        ("0801, 080101", ["0801"], "0801 (Cusco)"),
        ("Nacional, Cusco", ["PE"], "Nacional"),
    ],
)
def test_el_ambito_se_escribe_por_nombre_o_por_ubigeo(escrito, codigos, dicho):
    assert leer_ambito(escrito) == codigos
    assert decir_ambito(codigos) == dicho


@pytest.mark.parametrize("malo", ["26", "00", "8", "080", "0800", "080100", "０８", "Cuzcoo"])
def test_el_ambito_no_admite_lo_que_no_es_un_lugar(malo):
    with pytest.raises(Exception, match="no es un departamento"):
        leer_ambito(f"Lima, {malo}")
