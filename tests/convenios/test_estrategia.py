"""The strategy: drafted, approved once, superseded by another; and what agreements serve it."""

from datetime import timedelta

import pytest
from django.db import InternalError, transaction
from django.utils import timezone

from cargos.evidencias import evidencia_de
from convenios.models import ConvenioEnLinea, Estrategia, LineaEstrategica
from tests import fabrica_convenios
from tests.convenios.test_espacios import escrito, periodo

ESTRATEGIA = "/convenios/estrategia/"
LINEA = {
    "objetivo": "Vida libre de violencia",
    "meta_anual": "Dos proyectos",
    "indicadores": "a\nb",
}


def aprobada(cliente, *, desde: int = -40) -> Estrategia:
    """A version of one more line, approved through its pages."""
    url = cliente.post(f"{ESTRATEGIA}nueva/", {"titulo": "Estrategia"}).url
    cliente.post(f"{url}lineas/nueva/", LINEA)
    rige = {"documento": "RM 1-2026", "aprobada_el": escrito(-45), "desde": escrito(desde)}
    assert cliente.post(f"{url}aprobar/", rige).status_code == 302
    return Estrategia.objects.latest("version")


def test_una_version_se_escribe_se_aprueba_y_ya_no_cambia(como, jefatura):
    cliente = como(jefatura)
    assert "Ninguna estrategia rige" in cliente.get(ESTRATEGIA).content.decode()
    url = cliente.post(f"{ESTRATEGIA}nueva/", {"titulo": "Primera"}).url
    rige = {"documento": "RM 1-2026", "aprobada_el": escrito(-2), "desde": escrito(-1)}
    assert cliente.post(f"{url}aprobar/", rige).status_code == 409  # without lines
    assert cliente.post(f"{ESTRATEGIA}nueva/", {"titulo": "Otra"}).status_code == 409
    assert cliente.post(f"{url}lineas/nueva/", LINEA | {"meta_anual": ""}).status_code == 422
    for _ in range(2):
        assert cliente.post(f"{url}lineas/nueva/", LINEA).status_code == 302
    primera, segunda = LineaEstrategica.objects.order_by("numero")
    cliente.post(f"{ESTRATEGIA}lineas/{primera.pk}/quitar/")
    segunda.refresh_from_db()
    assert (segunda.numero, segunda.indicadores) == (1, ["a", "b"])
    for malo in ({"documento": ""}, {"aprobada_el": escrito(1)}, {"hasta": escrito(-9)}):
        assert cliente.post(f"{url}aprobar/", rige | malo).status_code == 422, malo
    assert cliente.post(f"{url}aprobar/", rige).status_code == 302
    for acto in (f"{url}lineas/nueva/", f"{ESTRATEGIA}lineas/{segunda.pk}/editar/"):
        assert cliente.post(acto, LINEA).status_code == 409
    pagina = cliente.get(ESTRATEGIA).content.decode()
    assert "En vigor" in pagina
    assert "RM 1-2026" in pagina
    with pytest.raises(InternalError), transaction.atomic():
        Estrategia.objects.update(titulo="Otro")


def test_otra_version_toma_su_lugar_y_lleva_lo_vinculado(como, jefatura):
    cliente, hoy = como(jefatura), timezone.localdate()
    convenio = fabrica_convenios.convenio(por=jefatura)
    primera = aprobada(cliente)
    linea = primera.lineas.get()
    vincular = f"{ESTRATEGIA}lineas/{linea.pk}/vincular/"
    assert cliente.post(vincular, {"convenios": [convenio.pk]}).status_code == 302
    for malo in ({"convenios": [convenio.pk]}, {"codigos": convenio.codigo}, {}):
        assert cliente.post(vincular, malo).status_code == 422  # already, or none
    url = cliente.post(f"{ESTRATEGIA}nueva/", {"titulo": "Segunda"}).url
    antes = {"documento": "RM 2-2026", "aprobada_el": escrito(), "desde": escrito(-40)}
    assert cliente.post(f"{url}aprobar/", antes).status_code == 422
    assert cliente.post(f"{url}aprobar/", antes | {"desde": escrito(1)}).status_code == 302
    segunda = Estrategia.objects.get(version=2)
    assert segunda.lineas.get().viene_de == linea
    assert ConvenioEnLinea.objects.filter(linea__estrategia=segunda).count() == 1
    assert Estrategia.objects.vigente(hoy) == primera
    assert Estrategia.objects.vigente(hoy + timedelta(days=1)) == segunda


def test_cuanto_sirve_a_la_estrategia_sin_contar_lo_reservado(como, jefatura, secretaria):
    cliente, hoy = como(jefatura), timezone.localdate()
    vacia = evidencia_de("067-01").consulta("067", periodo())
    assert (vacia.valor, vacia.nota) == (None, "ninguna versión rige")
    suyo, suelto, reservado = (
        fabrica_convenios.convenio(por=jefatura, nivel_acceso=acceso)
        for acceso in ("interno", "interno", "reservado")
    )
    linea = aprobada(cliente).lineas.get()
    elegidos = {"convenios": [suyo.pk], "codigos": reservado.codigo.lower()}
    cliente.post(f"{ESTRATEGIA}lineas/{linea.pk}/vincular/", elegidos)
    cifra = evidencia_de("067-01").consulta("067", periodo())
    assert f"{cifra.valor}" == "50.0"
    assert "Línea 1. Vida libre" in cliente.get(suyo.get_absolute_url()).content.decode()
    assert cifra.nota == "1 de n = 2; versión 1, de hace 1 mes"
    assert cliente.get(cifra.enlace).context["total"] == 1
    de_jefa = cliente.get(ESTRATEGIA).context["alineamiento"]
    assert (de_jefa.n_con_linea, de_jefa.sueltos) == (2, [suelto])
    ajena = como(secretaria).get(ESTRATEGIA)
    assert ajena.context["alineamiento"].n_con_linea == 1
    assert reservado.codigo not in ajena.content.decode()
    vinculo = ConvenioEnLinea.objects.get(convenio=suyo)
    retirar = f"{ESTRATEGIA}vinculos/{vinculo.pk}/retirar/"
    assert cliente.post(retirar, {"motivo": ""}).status_code == 422
    assert cliente.post(retirar, {"motivo": "Cambió de objeto"}).status_code == 302
    assert cliente.post(retirar, {"motivo": "Otra vez"}).status_code == 409
    assert evidencia_de("067-01").consulta("067", periodo()).valor == 0
    assert ConvenioEnLinea.objects.puestos(hoy - timedelta(days=1)).count() == 0


def test_la_pagina_no_hace_mas_consultas_con_mas_convenios(como, jefatura, consultas):
    cliente = como(jefatura)
    linea = aprobada(cliente).lineas.get()

    def sembrar() -> None:
        pks = [fabrica_convenios.convenio(por=jefatura).pk for _ in range(2)]
        cliente.post(f"{ESTRATEGIA}lineas/{linea.pk}/vincular/", {"convenios": pks[:1]})

    sembrar()
    antes = consultas(cliente, ESTRATEGIA)
    sembrar()
    sembrar()
    assert consultas(cliente, ESTRATEGIA) == antes
