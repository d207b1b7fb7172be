"""Two fichas of the same organisation become one, and who did it can always be told."""

import pytest
from django.db import InternalError, transaction

from convenios.acciones.fusion import fusionar, proponer
from convenios.acciones.organizacion import anotar_interaccion
from convenios.models import Fusion, Interaccion, Organizacion, RegistroApci
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica_convenios as fabrica
from tests import fabrica_tramite
from tests.fabrica_convenios import HOY

RUC, OTRO_RUC = "20131312955", "20100070970"


@pytest.fixture
def par(db):
    queda = fabrica.organizacion(nombre="Agencia Boreal de Cooperación", siglas="")
    repetida = fabrica.organizacion(
        nombre="Agencia Boreal (Suecia)",
        siglas="ABC",
        ruc=RUC,
        nombres_anteriores=["La Boreal"],
        iati_org_id="SE-0",
    )
    return queda, repetida


def test_todo_lo_de_la_repetida_pasa_a_la_que_queda(como, especialista, par):
    queda, repetida = par
    convenio = fabrica.convenio(por=especialista)
    fabrica.parte(convenio, lado="contraparte", organizacion=repetida)
    RegistroApci.objects.create(organizacion=repetida, registro="fuentes", consultado_el=HOY)
    remitente = fabrica_tramite.remitente(organizacion=repetida)
    hablado = Interaccion(organizacion=repetida, tipo="llamada", fecha=HOY, resumen="Llamaron ayer")
    anotar_interaccion(hablado, por=especialista)
    cliente = como(especialista)
    previo = cliente.get(
        f"/convenios/organizaciones/{queda.pk}/fusionar/?q=suecia"
    ).content.decode()
    assert "Agencia Boreal (Suecia)" in previo
    url = f"/convenios/organizaciones/{queda.pk}/fusionar/{repetida.pk}/"
    assert "No se deshace" in cliente.get(url).content.decode()
    assert cliente.post(url, {"motivo": ""}).status_code == 422
    assert not Fusion.objects.exists()
    assert cliente.post(url, {"motivo": "Misma sede y mismo RUC"}).status_code == 302

    queda = Organizacion.objects.get(pk=queda.pk)
    assert (queda.ruc, queda.siglas, queda.iati_org_id) == (RUC, "ABC", "SE-0")
    assert queda.nombres_anteriores == ["Agencia Boreal (Suecia)", "La Boreal"]
    assert convenio.partes.filter(organizacion=queda).exists()
    assert queda.registros.count() == 1
    remitente.refresh_from_db()
    assert remitente.organizacion == queda
    ficha = cliente.get(queda.get_absolute_url()).content.decode()
    assert "Llamaron ayer" in ficha  # history stays where it was written, and is read here
    assert "Misma sede y mismo RUC" in ficha
    assert cliente.get(repetida.get_absolute_url()).url == queda.get_absolute_url()
    lista = cliente.get("/convenios/organizaciones/?q=suecia").context["pagina"]
    assert not lista.filas


def test_queda_escrito_quien_lo_hizo_y_como_era_la_ficha(especialista, par):
    queda, repetida = par
    hecha = fusionar(queda, absorbe=repetida, motivo="Es la misma", por=especialista)
    assert (hecha.por, hecha.por_posicion.nro_orden) == (especialista, "068")
    assert (hecha.ficha["nombre"], hecha.ficha["ruc"]) == ("Agencia Boreal (Suecia)", RUC)
    for intento in (lambda: Fusion.objects.update(motivo="otro"), Fusion.objects.all().delete):
        with pytest.raises(InternalError), transaction.atomic():
            intento()


def test_quien_absorbe_a_otra_se_lleva_lo_que_ella_absorbio(especialista, par):
    queda, repetida = par
    vieja = fabrica.organizacion(nombre="La Boreal")
    fusionar(repetida, absorbe=vieja, motivo="Es la misma", por=especialista)
    fusionar(queda, absorbe=repetida, motivo="Es la misma", por=especialista)
    vieja.refresh_from_db()
    assert vieja.absorbida_por == queda
    assert sorted(queda.fichas) == sorted([queda.pk, repetida.pk, vieja.pk])


def test_dos_ruc_distintos_no_son_la_misma(como, especialista, par):
    queda, repetida = par
    Organizacion.objects.filter(pk=queda.pk).update(ruc=OTRO_RUC)
    url = f"/convenios/organizaciones/{queda.pk}/fusionar/{repetida.pk}/"
    cliente = como(especialista)
    assert "RUC distinto" in cliente.get(url).content.decode()
    assert cliente.post(url, {"motivo": "me parece"}).status_code == 409
    assert not Fusion.objects.exists()


def test_dos_partes_del_mismo_convenio_no_se_fusionan_sin_mas(especialista, par):
    queda, repetida = par
    convenio = fabrica.convenio(por=especialista)
    for org in par:
        fabrica.parte(convenio, lado="contraparte", organizacion=org)
    with pytest.raises(ReglaIncumplida, match=convenio.codigo):
        fusionar(queda, absorbe=repetida, motivo="Es la misma", por=especialista)


def test_una_ficha_no_se_fusiona_consigo_ni_dos_veces(especialista, par):
    queda, repetida = par
    assert proponer(queda, queda).impedimentos
    fusionar(queda, absorbe=repetida, motivo="Es la misma", por=especialista)
    with pytest.raises(ReglaIncumplida):
        fusionar(queda, absorbe=repetida, motivo="otra vez", por=especialista)


def test_cada_una_fusiona_las_fichas_que_lleva(como, especialista_rs, par):
    queda, repetida = par
    url = f"/convenios/organizaciones/{queda.pk}/fusionar/{repetida.pk}/"
    assert como(especialista_rs).get(url).status_code == 404
