"""Copying the clauses of an instrument, and who signed it."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from convenios.acciones import clausula as acciones
from convenios.acciones import convenio as acciones_convenio
from convenios.estados import Etapa
from convenios.models import Clausula, Firma, Materia, TipoInstrumento, materias_esperadas
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica_convenios as fabrica
from tests.fabrica_ficheros import pdf


@pytest.mark.parametrize("tipo", TipoInstrumento.values)
def test_cada_tipo_de_instrumento_tiene_sus_materias_con_su_fuente(tipo):
    esperadas = materias_esperadas(tipo)
    assert {Materia.PARTES, Materia.OBJETO} <= set(esperadas.materias)
    assert len(set(esperadas.materias)) == len(esperadas.materias)
    assert esperadas.fuente


def test_la_clausula_se_copia_con_su_pagina_y_el_compromiso_la_cita(como, jefatura):
    convenio = fabrica.convenio(por=jefatura)
    firmado = fabrica.documento(convenio, por=jefatura)
    datos = {
        "numero": "QUINTA",
        "materia": "obligaciones",
        "titulo": "De los compromisos",
        "texto": "El Sector entregará un informe cada trimestre.",
        "documento": firmado.pk,
        "pagina": "3",
    }
    cliente, base = como(jefatura), convenio.get_absolute_url()
    assert cliente.post(f"{base}clausulas/nueva/", datos).status_code == 302
    clausula = convenio.clausulas.get()
    compromiso = fabrica.compromiso(convenio, clausula=clausula)
    pagina = cliente.get(f"{base}clausulas/").content.decode()
    assert "El Sector entregará un informe cada trimestre." in pagina
    assert f"{firmado.get_absolute_url()}#page=3" in pagina
    assert compromiso.titulo in pagina
    assert "QUINTA" in cliente.get(compromiso.get_absolute_url()).content.decode()


MALAS = [
    ({"numero": ""}, "numero"),
    ({"numero": "x" * 41}, "numero"),
    ({"texto": "nulo \x00"}, "texto"),
    ({"materia": "inventada"}, "materia"),
    ({"pagina": "0"}, "pagina"),
    ({"pagina": "3"}, "documento"),
    ({"documento": "999999"}, "documento"),
    ({"numero": "PRIMERA"}, "__all__"),
]


def test_cada_dato_malo_de_una_clausula_se_dice_junto_a_su_campo(como, jefatura):
    convenio = fabrica.convenio(por=jefatura)
    fabrica.clausula(convenio, numero="PRIMERA")
    cliente = como(jefatura)
    for cambio, campo in MALAS:
        datos = {"numero": "SEGUNDA", "materia": "objeto", "texto": "a" * 10_000} | cambio
        respuesta = cliente.post(f"{convenio.get_absolute_url()}clausulas/nueva/", datos)
        assert respuesta.status_code == 422, cambio
        assert campo in respuesta.context["form"].errors, cambio
    assert convenio.clausulas.count() == 1


def test_una_clausula_citada_no_se_retira(como, jefatura):
    convenio = fabrica.convenio(por=jefatura)
    citada, suelta = fabrica.clausula(convenio), fabrica.clausula(convenio)
    fabrica.compromiso(convenio, clausula=citada)
    cliente = como(jefatura)
    for clausula, codigo in ((citada, 409), (suelta, 302)):
        url = f"{convenio.get_absolute_url()}clausulas/{clausula.pk}/retirar/"
        assert cliente.post(url).status_code == codigo
    assert list(convenio.clausulas.all()) == [citada]


def test_corregir_una_clausula_guarda_la_version_anterior(como, jefatura):
    convenio = fabrica.convenio(por=jefatura)
    clausula = fabrica.clausula(convenio, texto="Mal copiada.")
    url = f"{convenio.get_absolute_url()}clausulas/{clausula.pk}/editar/"
    datos = {"numero": clausula.numero, "materia": "objeto", "texto": "Bien copiada."}
    assert como(jefatura).post(url, datos).status_code == 302
    assert [e.texto for e in clausula.events.order_by("pgh_id")] == [
        "Mal copiada.",
        "Bien copiada.",
    ]


def test_el_texto_no_hace_mas_consultas_con_mas_clausulas(como, consultas, jefatura):
    convenio = fabrica.convenio(por=jefatura)
    cliente, url = como(jefatura), f"{convenio.get_absolute_url()}clausulas/"
    fabrica.compromiso(convenio, clausula=fabrica.clausula(convenio))
    cliente.get(url)
    con_una = consultas(cliente, url)
    for _ in range(5):
        fabrica.compromiso(convenio, clausula=fabrica.clausula(convenio))
    assert consultas(cliente, url) == con_una


def test_las_clausulas_de_un_reservado_no_las_lee_otra_persona(como, jefatura, especialista):
    convenio = fabrica.convenio(por=jefatura, nivel_acceso="reservado")
    url = f"{convenio.get_absolute_url()}clausulas/"
    assert como(especialista).get(url).status_code == 404
    assert como(jefatura).get(url).status_code == 200


def test_cada_parte_firma_en_su_fecha_y_en_su_calidad(como, jefatura):
    convenio = fabrica.convenio(por=jefatura)
    ajena = convenio.partes.get(lado="contraparte")
    url = f"{convenio.get_absolute_url()}firmas/nueva/"
    datos = {"parte": ajena.pk, "persona": "Ana Ficticia", "calidad": "delegado"}
    cliente = como(jefatura)
    respuesta = cliente.post(url, datos)
    assert respuesta.status_code == 422
    assert "facultad" in respuesta.context["form"].errors
    datos |= {"facultad": "RM 10-2025", "cargo": "Directora", "fecha": "20/01/2025"}
    assert cliente.post(url, datos).status_code == 302
    pagina = cliente.get(convenio.get_absolute_url()).content.decode()
    assert "Firma Ana Ficticia, Directora, por delegación" in pagina
    with pytest.raises(IntegrityError), transaction.atomic():
        Firma.objects.create(parte=ajena, persona="Otra", calidad="apoderado")


def test_no_se_firma_lo_que_todavia_no_esta_suscrito(jefatura):
    borrador = fabrica.convenio(por=jefatura, etapa=Etapa.EN_FORMULACION)
    firma = Firma(parte=borrador.partes.first(), persona="Ana Ficticia")
    with pytest.raises(ReglaIncumplida, match="no está suscrito"):
        acciones.anotar_firma(firma)


def test_una_parte_que_firmo_no_se_retira_con_su_firma(jefatura):
    parte = fabrica.convenio(por=jefatura).partes.get(lado="contraparte")
    firma = acciones.anotar_firma(
        Firma(parte=parte, persona="Ana Ficticia", fecha=date(2025, 1, 15))
    )
    with pytest.raises(ReglaIncumplida, match="firmando"):
        acciones_convenio.retirar_parte(parte, por=jefatura)
    acciones.retirar_firma(firma, por=jefatura)
    acciones_convenio.retirar_parte(parte, por=jefatura)
    assert not Clausula.objects.exists()


def copiada(convenio, jefatura, **cambios):
    """A clause of an agreement whose signed paper is sealed, and what its form sends."""
    fabrica.documento(convenio, por=jefatura)
    fila = fabrica.clausula(convenio, numero="QUINTA", **cambios)
    return fila, {"numero": "QUINTA", "materia": "obligaciones", "texto": "Informará cada mes."}


def test_lo_copiado_de_un_papel_sellado_se_corrige_con_fe_de_erratas(como, jefatura):
    convenio, cliente = fabrica.convenio(por=jefatura), como(jefatura)
    fila, datos = copiada(convenio, jefatura, texto="Informará cada año.")
    url = f"{convenio.get_absolute_url()}clausulas/{fila.pk}/editar/"
    respuesta = cliente.post(url, datos)
    assert (respuesta.status_code, [*respuesta.context["form"].errors]) == (422, ["errata"])
    assert "Informará cada mes." in respuesta.content.decode()  # what was typed stays
    with pytest.raises(ReglaIncumplida, match="fe de erratas"):
        acciones.corregir_clausula(Clausula(pk=fila.pk, convenio=convenio), por=jefatura)
    assert cliente.post(url, datos | {"errata": "Se leyó mal el papel."}).status_code == 302
    errata = convenio.erratas.get()
    assert errata.cambios == {
        "cláusula QUINTA, texto literal": ["Informará cada año.", "Informará cada mes."]
    }
    assert (errata.motivo, errata.por) == ("Se leyó mal el papel.", jefatura)


def test_copiar_lo_que_faltaba_de_un_papel_sellado_no_es_corregirlo(como, jefatura):
    convenio, cliente = fabrica.convenio(por=jefatura), como(jefatura)
    fila, datos = copiada(convenio, jefatura, texto="")
    url = f"{convenio.get_absolute_url()}clausulas/{fila.pk}/editar/"
    assert cliente.post(url, datos | {"materia": "finales"}).status_code == 302
    otra = {"numero": "SEXTA", "materia": "objeto", "texto": "Prevenir."}
    assert cliente.post(f"{convenio.get_absolute_url()}clausulas/nueva/", otra).status_code == 302
    assert [c.texto for c in convenio.clausulas.all()] == ["Informará cada mes.", "Prevenir."]
    assert not convenio.erratas.exists()


def test_lo_copiado_de_una_adenda_tambien_se_corrige_con_fe_de_erratas(como, jefatura):
    convenio, cliente = fabrica.convenio(por=jefatura), como(jefatura)
    adenda = fabrica.adenda(convenio, por=jefatura)
    fila = fabrica.clausula(convenio, numero="PRIMERA", adenda=adenda)
    datos = {"numero": "PRIMERA", "materia": "objeto", "texto": fila.texto, "adenda": ""}
    url = f"{convenio.get_absolute_url()}clausulas/{fila.pk}/editar/"
    assert "errata" in cliente.post(url, datos).context["form"].errors  # it is of the adenda
    assert cliente.post(url, datos | {"errata": "Es del convenio."}).status_code == 302
    assert convenio.erratas.get().cambios["cláusula PRIMERA de la adenda 1, es de la adenda"] == [
        "Adenda 1",
        "",
    ]


@pytest.mark.parametrize("que", ["clausulas", "firmas"])
def test_lo_que_consta_en_un_papel_sellado_no_se_retira_sin_decir_por_que(que, como, jefatura):
    convenio, cliente = fabrica.convenio(por=jefatura), como(jefatura)
    clausula, _ = copiada(convenio, jefatura)
    firma = acciones.anotar_firma(Firma(parte=convenio.partes.first(), persona="Ana Ficticia"))
    fila, dicho = {
        "clausulas": (clausula, "Se obliga a todo."),
        "firmas": (firma, "Ana Ficticia"),
    }[que]
    url = f"{convenio.get_absolute_url()}{que}/{fila.pk}/retirar/"
    assert url in cliente.get(f"{convenio.get_absolute_url()}clausulas/").content.decode() + (
        cliente.get(convenio.get_absolute_url()).content.decode()
    )
    assert cliente.get(url).status_code == 200
    assert cliente.post(url).status_code == 422
    assert type(fila).objects.filter(pk=fila.pk).exists()
    assert cliente.post(url, {"errata": "Era de otro convenio."}).status_code == 302
    assert not type(fila).objects.filter(pk=fila.pk).exists()
    ((antes, despues),) = convenio.erratas.get().cambios.values()
    assert dicho in antes
    assert despues == ""


def test_una_clausula_que_cita_un_aporte_no_se_retira(como, jefatura):
    convenio = fabrica.convenio(por=jefatura)
    clausula = fabrica.clausula(convenio)
    fabrica.aporte(convenio, por=jefatura, clausula=clausula)
    respuesta = como(jefatura).post(
        f"{convenio.get_absolute_url()}clausulas/{clausula.pk}/retirar/"
    )
    assert respuesta.status_code == 409
    assert "citada por un aporte" in respuesta.content.decode()


def test_las_clausulas_se_leen_del_documento_ya_adjunto_y_no_dos_veces(como, jefatura):
    convenio, cliente = fabrica.convenio(por=jefatura), como(jefatura)
    papel = SimpleUploadedFile(
        "convenio.pdf",
        pdf("CLAUSULA PRIMERA: DEL OBJETO", "CLAUSULA SEGUNDA: VIGENCIA"),
        "application/pdf",
    )
    documento = acciones_convenio.agregar_documento(
        convenio, archivo=papel, por=jefatura, clase="firmado"
    )
    fabrica.clausula(convenio, numero="Primera")
    base = f"{convenio.get_absolute_url()}clausulas/"
    url = f"{base}leer/{documento.pk}/"
    assert url in cliente.get(base).content.decode()
    (fila,) = cliente.get(url).context["filas"].forms
    assert (fila["numero"].value(), fila["pagina"].value()) == ("SEGUNDA", 2)
    datos = {"clausulas-TOTAL_FORMS": "1", "clausulas-INITIAL_FORMS": "1"}
    datos |= {"clausulas-0-copiar": "on", "clausulas-0-materia": "vigencia"}
    datos |= {"clausulas-0-texto": "Dos años."}
    assert cliente.post(url, datos).status_code == 422  # without its number
    datos |= {"clausulas-0-numero": "SEGUNDA", "clausulas-0-pagina": "2"}
    assert cliente.post(url, datos).status_code == 302
    copiada = convenio.clausulas.get(numero="SEGUNDA")
    assert copiada.url_pagina == f"{documento.get_absolute_url()}#page=2"
    assert cliente.post(url, datos).status_code == 409
    assert cliente.get(url).context["filas"].forms == []


def test_de_un_papel_que_no_se_puede_leer_se_copian_a_mano(como, jefatura):
    convenio, cliente = fabrica.convenio(por=jefatura), como(jefatura)
    firmado = fabrica.documento(convenio, por=jefatura)
    informe = fabrica.documento(convenio, por=jefatura, clase="opinion")
    base = f"{convenio.get_absolute_url()}clausulas/leer/"
    assert "se copian a mano" in cliente.get(f"{base}{firmado.pk}/").content.decode()
    assert cliente.get(f"{base}{informe.pk}/").status_code == 404
    ajeno = fabrica.convenio(por=jefatura).get_absolute_url()
    assert cliente.get(f"{ajeno}clausulas/leer/{firmado.pk}/").status_code == 404
