"""Organisations: found without accents, asked about before a duplicate, each by who may."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from convenios.acciones.etapa import requisitos
from convenios.acciones.fusion import fusionar
from convenios.models import Organizacion
from tests import fabrica as oficina
from tests import fabrica_convenios as fabrica
from tests import fabrica_demanda, fabrica_reuniones

RUC_VALIDO = "20131312955"  # of SUNAT, in its own published documents
FICHA = {
    "nombre": "Agencia Boreal de Cooperación",
    "clase": "fuente",
    "estado": "activa",
    "pais": "swe",
    "otros_nombres": "Agencia del Norte\nAgencia Ártica",
}


def test_se_registra_y_queda_verificada_hoy(como, especialista):
    respuesta = como(especialista).post("/convenios/organizaciones/nueva/", FICHA)
    assert respuesta.status_code == 302
    fila = Organizacion.objects.get()
    assert (fila.pais, fila.nombres_anteriores) == ("SWE", ["Agencia del Norte", "Agencia Ártica"])
    assert fila.verificada_el is not None
    assert como(especialista).get(fila.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("cambios", "campo"),
    [
        ({"nombre": ""}, "nombre"),
        ({"nombre": "x" * 201}, "nombre"),
        ({"nombre": "nulo\x00"}, "nombre"),
        ({"pais": "Perú"}, "pais"),
        ({"pais": "XXX"}, "pais"),
        ({"ruc": "20131312954"}, "ruc"),
        ({"ruc": "123"}, "ruc"),
        ({"ruc": "２０１３１３１２９５５"}, "ruc"),
        ({"sitio": "no es una dirección"}, "sitio"),
        ({"clase": "empresa"}, "clase"),
        ({"otros_nombres": "y" * 201}, "otros_nombres"),
    ],
)
def test_cada_dato_malo_se_dice_junto_a_su_campo(cambios, campo, como, especialista):
    respuesta = como(especialista).post("/convenios/organizaciones/nueva/", FICHA | cambios)
    assert respuesta.status_code == 422
    assert campo in respuesta.context["form"].errors
    assert not Organizacion.objects.exists()


def test_se_pregunta_si_es_la_misma_antes_de_duplicar(como, especialista):
    ya = fabrica.organizacion(nombre="Agencia Boreal de Cooperacion Internacional")
    cliente = como(especialista)
    respuesta = cliente.post("/convenios/organizaciones/nueva/", FICHA)
    assert respuesta.status_code == 422
    assert "¿Es la misma" in respuesta.content.decode()
    assert ya.nombre in respuesta.content.decode()
    segura = FICHA | {"no_es_la_misma": "on"}
    assert cliente.post("/convenios/organizaciones/nueva/", segura).status_code == 302


def test_mientras_se_escribe_se_ven_las_parecidas(como, especialista):
    ya = fabrica.organizacion(nombre="Fundación Ñusta", siglas="FÑ")
    cliente = como(especialista)
    for consulta in ("nombre=fundacion+nusta", "nombre=otra+cosa&siglas=fñ"):
        pagina = cliente.get(f"/convenios/organizaciones/parecidas/?{consulta}").content.decode()
        assert ya.nombre in pagina
    for consulta in ("nombre=banco", f"nombre=fundacion+nusta&excepto={ya.pk}", "", "excepto=x"):
        pagina = cliente.get(f"/convenios/organizaciones/parecidas/?{consulta}").content.decode()
        assert ya.nombre not in pagina


def test_dos_organizaciones_no_comparten_ruc(como, especialista):
    fabrica.organizacion(nombre="Una", ruc=RUC_VALIDO)
    datos = FICHA | {"ruc": "2013-1312 955"}
    respuesta = como(especialista).post("/convenios/organizaciones/nueva/", datos)
    assert respuesta.status_code == 422
    assert "ese RUC" in respuesta.content.decode()


def test_las_empresas_son_de_responsabilidad_social(como, especialista, especialista_rs):
    empresa = fabrica.organizacion(nombre="Textiles", clase="empresa")
    fuente = fabrica.organizacion(nombre="Cooperante")
    ci, rs = como(especialista), como(especialista_rs)
    base = "/convenios/organizaciones"
    assert ci.get(f"{base}/{empresa.pk}/editar-empresa/").status_code == 403
    assert ci.get(f"{base}/{empresa.pk}/editar/").status_code == 404
    assert rs.get(f"{base}/{empresa.pk}/editar-empresa/").status_code == 200
    assert rs.get(f"{base}/{fuente.pk}/editar/").status_code == 403
    assert rs.get(f"{base}/{fuente.pk}/editar-empresa/").status_code == 404
    assert rs.post(f"{base}/{empresa.pk}/verificar-empresa/").status_code == 302
    assert Organizacion.objects.get(pk=empresa.pk).verificada_el is not None


def test_se_busca_sin_tildes_y_en_orden_peruano(como, especialista):
    for nombre in ("Ñandú Verde", "Nube Roja", "Órgano Andino"):
        fabrica.organizacion(nombre=nombre)
    cliente = como(especialista)
    pagina = cliente.get("/convenios/organizaciones/").context["pagina"]
    assert [o.nombre for o in pagina] == ["Nube Roja", "Ñandú Verde", "Órgano Andino"]
    pagina = cliente.get("/convenios/organizaciones/?q=organo").context["pagina"]
    assert [o.nombre for o in pagina] == ["Órgano Andino"]


def test_un_registro_de_apci_por_vencer_pone_en_atencion_a_sus_convenios(como, especialista):
    hoy = timezone.localdate()
    ongd = fabrica.organizacion(nombre="Puna Viva", clase="ongd")
    convenio = fabrica.convenio(por=especialista)
    fabrica.parte(convenio, lado="contraparte", organizacion=ongd)
    o = fabrica.ocurrencia(convenio, base=hoy - timedelta(days=9))
    fabrica.cumplir(o, por=especialista, valida=oficina.usuario(cargo="067"), hoy=hoy)
    cliente = como(especialista)
    url = f"/convenios/organizaciones/{ongd.pk}/registros/nuevo/"
    malo = {"registro": "ongd", "desde": "01/02/2026", "hasta": "01/01/2026"}
    assert cliente.post(url, malo).status_code == 422

    def anotar(hasta: date) -> str:
        datos = {"registro": "ongd", "numero": "12", "hasta": f"{hasta:%d/%m/%Y}"}
        assert cliente.post(url, datos).status_code == 302
        assert "12" in cliente.get(ongd.get_absolute_url()).content.decode()
        return str(cliente.get(convenio.get_absolute_url()).context["s"].semaforo.color)

    assert anotar(hoy + timedelta(days=30)) == "ambar"
    assert anotar(hoy + timedelta(days=700)) == "verde"  # the longest inscription counts


def test_quien_dejo_de_existir_dice_quien_responde_hoy_y_nunca_en_circulo(como, especialista):
    vieja = fabrica.organizacion(nombre="PROMUDEH ficticio", clase="entidad", pais="PER")
    nueva = fabrica.organizacion(nombre="MIMDES ficticio", clase="entidad", pais="PER")
    convenio = fabrica.convenio(por=especialista)
    fabrica.parte(convenio, lado="contraparte", organizacion=vieja)
    cliente = como(especialista)
    ficha = {"clase": "entidad", "estado": "inactiva", "pais": "PER"}

    def sucede(quien: Organizacion, a: Organizacion) -> int:
        datos = ficha | {"nombre": quien.nombre, "sucedida_por": a.pk, "no_es_la_misma": "on"}
        url = f"/convenios/organizaciones/{quien.pk}/editar/"
        return cliente.post(url, datos).status_code

    assert sucede(vieja, vieja) == 422
    assert sucede(vieja, nueva) == 302
    assert sucede(nueva, vieja) == 422
    assert "MIMDES ficticio" in cliente.get(convenio.get_absolute_url()).content.decode()
    assert "PROMUDEH ficticio" in cliente.get(nueva.get_absolute_url()).content.decode()
    vieja.refresh_from_db()
    assert vieja.verificada_por == especialista


def test_al_fusionar_quien_sucedia_sigue_sucediendo(especialista):
    repetida = fabrica.organizacion(nombre="MIMDES")
    queda = fabrica.organizacion(nombre="Ministerio de la Mujer", sucedida_por=repetida)
    vieja = fabrica.organizacion(nombre="PROMUDEH", sucedida_por=repetida)
    fusionar(queda, absorbe=repetida, motivo="Es la misma", por=especialista)
    vieja.refresh_from_db()
    queda.refresh_from_db()
    assert (vieja.sucedida_por, queda.sucedida_por) == (queda, None)


def test_su_pagina_dice_en_que_reuniones_estuvo_y_que_se_le_pide(
    como, jefatura, especialista, consultas
):
    fuente, cliente = fabrica.organizacion(nombre="Agencia Austral"), como(especialista)

    def sembrar() -> None:
        espacio = fabrica_reuniones.espacio(por=jefatura)
        suya = fabrica_reuniones.reunion(por=jefatura, organizacion=fuente, espacio=espacio)
        otra = fabrica_reuniones.reunion(por=jefatura, espacio=espacio)
        otra.participantes.create(nombre="Rosa", organizacion=fuente)
        fabrica_reuniones.reunion(por=jefatura, espacio=espacio, titulo="Sin ella")
        oferta = fabrica_demanda.convocatoria(por=jefatura, organizacion=fuente)
        demanda = fabrica_demanda.demanda(por=jefatura)
        fabrica_demanda.proponer(demanda, oferta, por=jefatura)
        pagina = cliente.get(fuente.get_absolute_url())
        for cosa in (suya, otra, espacio, demanda):
            assert cosa.get_absolute_url() in pagina.content.decode(), cosa
        assert "Sin ella" not in pagina.content.decode()

    sembrar()
    lista = f"/convenios/reuniones/?org={fuente.pk}"
    assert cliente.get(lista).context["total"] == 2
    antes = consultas(cliente, fuente.get_absolute_url())
    sembrar()
    assert consultas(cliente, fuente.get_absolute_url()) <= antes


def test_lo_que_la_pagina_de_apci_dice_de_un_registro_se_anota_y_se_advierte(como, especialista):
    convenio = fabrica.convenio(por=especialista)
    suya = convenio.partes.get(lado="contraparte").organizacion
    url = f"/convenios/organizaciones/{suya.pk}/registros/nuevo/"
    datos = {"registro": "eniex", "numero": "12", "estado": "cancelado"}
    assert como(especialista).post(url, datos).status_code == 302
    assert "Cancelado" in como(especialista).get(suya.get_absolute_url()).content.decode()
    fallas = {f.codigo: f.frase for f in requisitos(convenio, "en_ejecucion")}
    assert "cancelado" in fallas["registro_apci"]
    registro = suya.registros.get()
    url = f"/convenios/registros/{registro.pk}/editar/"
    assert como(especialista).post(url, datos | {"estado": "vigente"}).status_code == 302
    assert "registro_apci" not in {f.codigo for f in requisitos(convenio, "en_ejecucion")}
    dichos = registro.events.order_by("pgh_id").values_list("estado", flat=True)
    assert list(dichos) == ["cancelado", "vigente"]
