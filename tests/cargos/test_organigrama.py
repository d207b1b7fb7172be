"""The organigrama comes from «depende de», whoever sits there."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from cargos.models import Designacion, Modalidad, UnidadOrganica, UnidadVersion
from cargos.organigrama import Nodo, dibujar, partir
from tests import fabrica


def test_la_jefa_queda_centrada_sobre_sus_subordinados():
    dibujo = dibujar(
        [Nodo("067", None, "Jefe/a"), Nodo("068", "067", "A"), Nodo("069", "067", "B")]
    )
    cajas = {c.nodo.clave: c for c in dibujo.cajas}
    assert cajas["067"].centro == (cajas["068"].centro + cajas["069"].centro) / 2
    assert cajas["067"].nivel < cajas["068"].nivel
    assert len(dibujo.trazos) == 2


def test_ninguna_caja_se_monta_sobre_otra():
    nodos = [Nodo("0", None, "raíz")]
    nodos += [Nodo(f"{i}", "0", "nivel 1") for i in range(1, 5)]
    nodos += [Nodo(f"{i}{j}", f"{i}", "nivel 2") for i in range(1, 5) for j in range(3)]
    cajas = sorted(dibujar(nodos).cajas, key=lambda c: (c.y, c.x))
    for a, b in zip(cajas, cajas[1:], strict=False):
        assert a.y != b.y or a.x + a.ancho <= b.x


def test_un_circulo_de_autoridad_se_rechaza():
    with pytest.raises(ValueError, match="círculo"):
        dibujar([Nodo("a", "b", "A"), Nodo("b", "a", "B")])


def test_un_jefe_que_no_esta_en_el_dibujo_deja_una_raiz():
    assert dibujar([Nodo("068", "999", "A")]).cajas[0].nivel == 0


def test_las_palabras_largas_no_se_cortan():
    assert partir("Cooperación Internacionalísima", 12) == ["Cooperación", "Internacionalísima"]


def test_el_organigrama_muestra_autoridad_cargos_y_ocupantes(como, jefatura):
    pagina = como(jefatura).get(reverse("cargos:organigrama")).content.decode()
    assert "Ministro(a)" in pagina
    assert "Especialista en Cooperación" in pagina
    assert jefatura.get_full_name() in pagina
    assert "org-vacante" in pagina  # the other four seats are empty


def test_sin_ocupantes_no_aparece_ningun_nombre(como, jefatura):
    url = reverse("cargos:organigrama") + "?ver=cargos"
    pagina = como(jefatura).get(url).content.decode()
    assert "org-vacante" not in pagina
    svg = pagina[pagina.index("<svg xmlns") : pagina.index("</svg>", pagina.index("<svg xmlns"))]
    assert jefatura.persona.apellido_paterno not in svg


def test_a_otra_fecha_el_asiento_estaba_vacio(como, jefatura):
    Designacion.objects.filter(persona__usuario=jefatura).delete()
    fabrica.designar(jefatura.persona, "067", desde=date(2026, 3, 1))
    ayer = como(jefatura)
    fabrica.designar(
        fabrica.persona(), "067", modalidad=Modalidad.NOMBRAMIENTO, hasta=date(2026, 3, 1)
    )
    pagina = ayer.get(reverse("cargos:organigrama") + "?al=01/03/2026").content.decode()
    assert jefatura.get_full_name() in pagina
    pagina = ayer.get(reverse("cargos:organigrama") + "?al=28/02/2026").content.decode()
    svg = pagina[pagina.index("<svg xmlns") :]
    assert jefatura.get_full_name() not in svg


def test_las_unidades_se_dibujan_con_la_autoridad_del_mof(como, jefatura):
    url = reverse("cargos:organigrama") + "?ver=unidades"
    pagina = como(jefatura).get(url).content.decode()
    svg = pagina[pagina.index("<svg xmlns") :]
    assert "Ministro(a)" in svg
    assert "Oficina de Cooperación" in svg
    assert "1 de 5 cargos con titular" in svg
    assert jefatura.persona.apellido_paterno not in svg


def test_una_unidad_superior_registrada_queda_encima_de_la_oficina(como, jefatura):
    oficina = UnidadVersion.objects.get(unidad__es_externa=False)
    _unidad("sg", "Secretaría General")
    oficina.padre = UnidadOrganica.objects.get(codigo="sg")
    oficina.save()
    url = reverse("cargos:organigrama") + "?ver=unidades"
    pagina = como(jefatura).get(url).content.decode()
    assert "Secretaría General" in pagina
    assert "Ministro(a)" not in pagina


def test_unidades_en_circulo_se_dicen_y_no_rompen_la_pagina(como, jefatura):
    a, b = _unidad("a", "Unidad A"), _unidad("b", "Unidad B")
    for version, padre in ((a, b), (b, a)):
        version.padre = padre.unidad
        version.save()
    ver = "?ver=unidades"
    pagina = como(jefatura).get(reverse("cargos:organigrama") + ver)
    assert pagina.status_code == 200
    assert "dependen unas de otras en círculo" in pagina.content.decode()
    assert "Unidad A" in pagina.content.decode()
    archivo = reverse("cargos:organigrama_archivo", args=["svg"]) + ver
    assert como(jefatura).get(archivo).status_code == 404


def _unidad(codigo: str, denominacion: str) -> UnidadVersion:
    return UnidadVersion.objects.create(
        unidad=UnidadOrganica.objects.create(codigo=codigo),
        denominacion=denominacion,
        vigencia=DateRange(None, None),
    )


@pytest.mark.parametrize("modo", ["ocupantes", "cargos", "unidades"])
@pytest.mark.parametrize(
    ("formato", "firma"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("pdf", b"%PDF-")]
)
def test_el_organigrama_se_descarga(como, jefatura, formato, firma, modo):
    url = reverse("cargos:organigrama_archivo", args=[formato]) + f"?ver={modo}"
    respuesta = como(jefatura).get(url)
    assert respuesta.status_code == 200
    assert firma in respuesta.content[:400]
    assert f".{formato}" in respuesta["Content-Disposition"]


def test_otro_formato_no_existe(como, jefatura):
    assert (
        como(jefatura).get(reverse("cargos:organigrama_archivo", args=["exe"])).status_code == 404
    )


def test_una_fecha_mal_escrita_se_dice_y_se_muestra_hoy(como, jefatura):
    respuesta = como(jefatura).get(reverse("cargos:organigrama") + "?al=45/45/2026")
    assert respuesta.status_code == 200
    assert "Escriba la fecha como 22/11/2026." in respuesta.content.decode()


def test_al_cambiar_la_fecha_en_pantalla_se_descarga_el_de_esa_fecha(como, jefatura):
    respuesta = como(jefatura).get(
        "/cargos/organigrama/?al=01/02/2020&ver=cargos", headers={"HX-Request": "true"}
    )
    assert "organigrama.pdf?al=01/02/2020&amp;ver=cargos" in respuesta.content.decode()


def test_de_un_mof_sin_fecha_conocida_no_se_afirma_el_pasado(como, jefatura):
    cliente = como(jefatura)
    assert "vigente ese día" in cliente.get("/cargos/organigrama/").content.decode()
    antes = cliente.get("/cargos/organigrama/?al=01/01/1999").content.decode()
    assert "no consta desde cuándo rige" in antes
    assert "vigente ese día" not in antes
