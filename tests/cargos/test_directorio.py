"""The directory finds people however their name is typed, and never shows a DNI."""

from datetime import date

from django.urls import reverse

from cargos.models import Modalidad
from tests import fabrica

URL = "/cargos/directorio/"


def test_se_busca_sin_tildes_ni_mayusculas(como, secretaria):
    fabrica.persona(nombres="Óscar", apellido_paterno="Ñaupari", apellido_materno="Núñez")
    for texto in ("oscar", "NAUPARI", "ñaupari nunez", "Óscar núñez"):
        assert "Óscar" in como(secretaria).get(URL, {"q": texto}).content.decode()


def test_quien_no_coincide_no_aparece_y_se_dice_que_hacer(como, secretaria):
    pagina = como(secretaria).get(URL, {"q": "zzz"}).content.decode()
    assert "Nadie coincide con la búsqueda." in pagina


def test_el_dni_no_sale_en_paginas_ni_en_tarjetas(como, secretaria):
    persona = fabrica.persona(dni="41234567")
    cliente = como(secretaria)
    assert "41234567" not in cliente.get(URL).content.decode()
    tarjeta = cliente.get(reverse("cargos:vcard", args=[persona.pk]))
    assert "41234567" not in tarjeta.content.decode()
    assert "41234567" not in cliente.get(reverse("cargos:vcards")).content.decode()


def test_la_busqueda_no_adivina_el_dni(como, secretaria):
    fabrica.persona(nombres="Invisible", dni="41234567")
    assert "Invisible" not in como(secretaria).get(URL, {"q": "41234567"}).content.decode()


def test_la_tarjeta_lleva_nombre_cargo_y_correo(como, secretaria):
    tarjeta = como(secretaria).get(reverse("cargos:vcard", args=[secretaria.persona.pk]))
    texto = tarjeta.content.decode()
    assert texto.startswith("BEGIN:VCARD")
    assert secretaria.persona.email_institucional in texto
    assert "Secretarial" in texto.replace("\r\n ", "")


def test_se_ve_quien_suple_a_quien(como, secretaria, jefatura):
    titular = jefatura.persona.designaciones.get()
    suplencia = fabrica.designar(
        secretaria.persona, "067", modalidad=Modalidad.SUPLENCIA, hasta=date(2999, 1, 1)
    )
    suplencia.suple_a = titular
    suplencia.save(update_fields=["suple_a"])
    pagina = como(secretaria).get(URL).content.decode()
    assert f"suple a {jefatura.persona.nombre_completo}" in pagina
    assert f"suple {secretaria.persona.nombre_completo}" in pagina  # on the card of who is away


def test_se_busca_por_el_cargo_que_ocupa_hoy(como, secretaria, jefatura):
    cliente = como(secretaria)
    for texto in ("067", "jefe", f"{jefatura.persona.nombres} 067"):
        personas = cliente.get(URL, {"q": texto}).context["personas"]
        assert [p.pk for p in personas] == [jefatura.persona.pk], texto


def test_los_nombres_van_en_orden_espanol(como, secretaria):
    for paterno in ("Nuñez", "Nzola", "Álvarez", "Ñato"):
        fabrica.persona(apellido_paterno=paterno, apellido_materno="")
    pagina = como(secretaria).get(URL).content.decode()
    orden = [pagina.index(f"{p}, ") for p in ("Álvarez", "Nuñez", "Nzola", "Ñato")]
    assert orden == sorted(orden)


def test_las_consultas_no_crecen_con_las_personas(como, consultas, secretaria):
    cliente = como(secretaria)
    antes = consultas(cliente, URL)
    for _ in range(10):
        fabrica.persona()
    assert consultas(cliente, URL) == antes


def test_se_descargan_las_tarjetas_que_se_buscaron(como, secretaria):
    fabrica.persona(nombres="Óscar", apellido_paterno="Ñaupari", apellido_materno="Núñez")
    buscada = como(secretaria).get(URL, {"q": "oscar"}, headers={"HX-Request": "true"})
    enlace = f"{reverse('cargos:vcards')}?q=oscar"
    assert enlace in buscada.content.decode()
    tarjetas = como(secretaria).get(enlace).content.decode()
    assert tarjetas.count("BEGIN:VCARD") == 1
    assert "Óscar" in tarjetas
