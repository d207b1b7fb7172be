"""What a meeting agrees is followed as any commitment, by whoever answers for it."""

from datetime import timedelta

import pytest
from django.db import InternalError, transaction
from django.utils import timezone

from cargos import pendientes
from cargos.calendario import fechas_de
from cargos.evidencias import evidencia_de
from convenios.acciones.fusion import fusionar
from convenios.alertas import asuntos
from convenios.models import AcuerdoReunion, Ocurrencia, ParametroAlertas
from tests import fabrica_convenios
from tests import fabrica_reuniones as fabrica
from tests.convenios.test_espacios import escrito, periodo


@pytest.fixture
def realizada(jefatura, especialista_ai):
    espacio = fabrica.espacio(por=jefatura)
    return fabrica.realizar(fabrica.reunion(por=especialista_ai, espacio=espacio), por=jefatura)


def anotar(cliente, reunion, **cambios: object) -> int:
    datos = {"punto": "2", "texto": "Enviar el cuadro de avances", "plazo": escrito(5)}
    datos |= {"posicion": fabrica.posicion("070").pk} | cambios
    return cliente.post(f"{reunion.get_absolute_url()}acuerdos/nuevo/", datos).status_code


def test_un_acuerdo_nace_con_quien_responde_y_su_plazo(como, especialista_ai, jefatura, realizada):
    cliente = como(especialista_ai)
    malos = [
        {"texto": ""},
        {"posicion": ""},  # of nobody
        {"externo": "La secretaría"},  # of two
        {"plazo": escrito(-11)},  # before the meeting
        {"punto": "3"},  # it had two
    ]
    for malo in malos:
        assert anotar(cliente, realizada, **malo) == 422, malo
    assert anotar(cliente, realizada) == 302
    acuerdo = AcuerdoReunion.objects.get()
    assert acuerdo.codigo == f"{realizada.codigo}-A1"
    o = Ocurrencia.objects.get()
    assert (o.compromiso.origen, o.compromiso.responsable) == (acuerdo, acuerdo.posicion)
    assert "Enviar el cuadro" in cliente.get(realizada.get_absolute_url()).content.decode()
    for pagina in (o.get_absolute_url(), o.compromiso.get_absolute_url()):
        assert acuerdo.codigo in cliente.get(pagina).content.decode()
    por_venir = fabrica.reunion(por=jefatura, espacio=realizada.espacio)
    assert anotar(cliente, por_venir) == 409
    with pytest.raises(InternalError), transaction.atomic():
        AcuerdoReunion.objects.update(texto="Otro")


def test_se_avisa_se_lleva_en_el_calendario_se_reporta_y_lo_valida_otra_persona(
    como, especialista_ai, jefatura, realizada
):
    hoy = timezone.localdate()
    anotar(como(especialista_ai), realizada)
    acuerdo, o = AcuerdoReunion.objects.get(), Ocurrencia.objects.get()
    (fecha,) = fechas_de(especialista_ai, hoy)
    assert fecha.titulo.endswith(acuerdo.codigo)
    reglas = ParametroAlertas.objects.en_vigor(hoy)
    (asunto,) = [a for a in asuntos(hoy, reglas) if a.enlace == o.get_absolute_url()]
    assert asunto.cargo == acuerdo.posicion
    lista = como(jefatura).get("/convenios/compromisos/?alcance=acuerdos")
    assert lista.context["total"] == 1
    assert acuerdo.codigo in lista.content.decode()
    (pendiente,) = [
        p
        for p in pendientes.abiertos(especialista_ai.designacion_principal)
        if acuerdo.codigo in p.descripcion
    ]
    assert pendiente.enlace == o.compromiso.get_absolute_url()
    nota = evidencia_de("070-06").consulta("070", periodo()).nota
    assert "acuerdos" not in nota  # it is not due yet
    fabrica_convenios.cumplir(o, por=especialista_ai, valida=jefatura, hoy=hoy)
    Ocurrencia.objects.update(fecha_exigible=hoy)
    nota = evidencia_de("070-06").consulta("070", periodo()).nota
    assert nota == "de 1 realizada; acuerdos cumplidos 100 % (n = 1)"
    assert fechas_de(especialista_ai, hoy) == []


def test_lo_de_otros_lo_reporta_quien_lleva_la_reunion(
    como, especialista_ai, especialista_rs, jefatura, realizada
):
    hoy = timezone.localdate()
    empresa = fabrica_convenios.organizacion(clase="empresa", nombre="Textiles")
    assert anotar(como(especialista_ai), realizada, posicion="", organizacion=empresa.pk) == 302
    o = Ocurrencia.objects.get()
    assert (o.compromiso.quien_debe, o.compromiso.lado) == ("Textiles", "contraparte")
    assert not Ocurrencia.objects.al(hoy).huerfanas(hoy).exists()
    (asunto,) = [
        a
        for a in asuntos(hoy, ParametroAlertas.objects.en_vigor(hoy))
        if a.enlace == o.get_absolute_url()
    ]
    assert str(asunto.cargo) == "070"
    reportar = f"{o.get_absolute_url()}reportar/"
    assert como(especialista_ai).get(reportar).status_code == 200
    assert como(especialista_rs).get(reportar).status_code == 404


def test_la_mesa_con_empresas_se_cuenta_junto_a_lo_conversado(como, especialista_rs, jefatura):
    hoy = timezone.localdate()
    mesa = fabrica.espacio(por=jefatura, ambito="empresa")
    fila = fabrica.realizar(
        fabrica.reunion(por=especialista_rs, espacio=mesa), por=jefatura, asisten=("069",)
    )
    anotar(como(especialista_rs), fila, posicion=fabrica.posicion("069").pk, plazo=escrito(-8))
    Ocurrencia.objects.update(fecha_exigible=hoy - timedelta(days=2))
    cifra = evidencia_de("069-01").consulta("069", periodo())
    assert cifra.nota == "1 reunión en 1 mesa con empresas; acuerdos cumplidos 0 % (n = 1)"


def test_las_listas_de_acuerdos_no_hacen_mas_consultas_con_mas_filas(
    como, especialista_ai, realizada, consultas
):
    cliente = como(especialista_ai)
    urls = ("/convenios/compromisos/?alcance=acuerdos", realizada.get_absolute_url())
    anotar(cliente, realizada)
    antes = [consultas(cliente, url) for url in urls]
    for quien in ({}, {"posicion": "", "externo": "La secretaría"}, {}):
        anotar(cliente, realizada, **quien)
    assert [consultas(cliente, url) for url in urls] == antes


def test_al_fusionar_dos_fichas_pasan_sus_representaciones_y_sus_acuerdos(
    como, especialista_ai, jefatura, realizada
):
    queda, repetida = (fabrica_convenios.organizacion() for _ in range(2))
    fabrica.representacion(por=jefatura, organizacion=repetida)
    fabrica.reunion(por=jefatura, organizacion=repetida)
    anotar(como(especialista_ai), realizada, posicion="", organizacion=repetida.pk)
    fusionar(queda, absorbe=repetida, motivo="Es la misma.", por=jefatura)
    for filas in (queda.representaciones, queda.reuniones, queda.acuerdos):
        assert filas.count() == 1
