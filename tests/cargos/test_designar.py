"""Taking a post and leaving it: dates, exclusions, and no orphan work."""

from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.urls import reverse
from django.utils import timezone

from cargos import pendientes
from cargos.acciones import designacion as acciones
from cargos.acciones.acta import sellar_acta
from cargos.models import ActaEntrega, Designacion, EntregaCargo, Modalidad, Posicion
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica
from tests.fabrica_ficheros import texto_de_pdf


def _datos(persona, cargo, **cambios):
    posicion = Posicion.objects.get(nro_orden=cargo)
    return {
        "persona": persona.pk,
        "posicion": posicion.pk,
        "modalidad": Modalidad.NOMBRAMIENTO,
        "desde": "01/02/2026",
        "hasta": "",
        "documento": "RM 1-2026",
    } | cambios


def test_la_jefatura_registra_una_designacion(como, jefatura):
    persona = fabrica.persona()
    respuesta = como(jefatura).post(reverse("cargos:designar"), _datos(persona, "068"))
    assert respuesta.status_code == 302
    nueva = persona.designaciones.get()
    assert nueva.desde == date(2026, 2, 1)
    assert nueva.hasta is None


def test_el_ultimo_dia_todavia_cuenta(jefatura):
    persona = fabrica.persona()
    nueva = acciones.designar(
        persona=persona,
        posicion=Posicion.objects.get(nro_orden="068"),
        modalidad=Modalidad.SUPLENCIA,
        desde=date(2026, 2, 1),
        hasta=date(2026, 2, 10),
        documento="",
        por=jefatura,
    )
    assert Designacion.objects.vigentes(date(2026, 2, 10)).filter(pk=nueva.pk).exists()
    assert not Designacion.objects.vigentes(date(2026, 2, 11)).filter(pk=nueva.pk).exists()


def test_una_posicion_no_tiene_dos_titulares(como, jefatura, especialista):
    respuesta = como(jefatura).post(reverse("cargos:designar"), _datos(fabrica.persona(), "068"))
    assert respuesta.status_code == 409
    assert "ya tiene titular" in respuesta.content.decode()


def test_una_persona_no_es_titular_de_dos_posiciones(como, jefatura, especialista):
    respuesta = como(jefatura).post(reverse("cargos:designar"), _datos(especialista.persona, "069"))
    assert respuesta.status_code == 409
    assert "ya es titular de otra posición" in respuesta.content.decode()


def test_un_encargo_lleva_fecha_de_termino(como, jefatura):
    datos = _datos(fabrica.persona(), "069", modalidad=Modalidad.ENCARGO_FUNCIONES)
    respuesta = como(jefatura).post(reverse("cargos:designar"), datos)
    assert respuesta.status_code == 409
    assert "fecha de término" in respuesta.content.decode()


def test_nadie_se_encarga_a_si_mismo_ni_hay_dos_encargados_a_la_vez(
    como, jefatura, especialista, secretaria
):
    jefa = como(jefatura)

    def encargar(persona, desde, hasta):
        datos = _datos(persona, "067", modalidad=Modalidad.ENCARGO_PUESTO, desde=desde, hasta=hasta)
        return jefa.post(reverse("cargos:designar"), datos)

    propia = encargar(jefatura.persona, "01/12/2026", "15/12/2026")
    assert propia.status_code == 409
    assert "nadie se encarga a sí mismo" in como_texto(propia)

    assert encargar(especialista.persona, "01/12/2026", "15/12/2026").status_code == 302
    encimada = encargar(secretaria.persona, "15/12/2026", "20/12/2026")
    assert encimada.status_code == 409
    assert f"ya está a cargo de {especialista.persona} del 01/12/2026" in como_texto(encimada)
    assert encargar(secretaria.persona, "16/12/2026", "20/12/2026").status_code == 302


def test_se_suple_a_quien_ocupa_ese_cargo(como, jefatura, especialista, secretaria):
    datos = _datos(
        secretaria.persona, "067", modalidad=Modalidad.SUPLENCIA, hasta="10/02/2026",
        suple_a=especialista.persona.designaciones.get().pk,
    )  # fmt: skip
    respuesta = como(jefatura).post(reverse("cargos:designar"), datos)
    assert respuesta.status_code == 409
    assert "no ocupa el cargo 067" in como_texto(respuesta)


def test_una_fecha_mal_escrita_conserva_lo_tecleado(como, jefatura):
    datos = _datos(fabrica.persona(), "069", desde="31/02/2026", documento="RM 7-2026-MIMP")
    respuesta = como(jefatura).post(reverse("cargos:designar"), datos)
    assert respuesta.status_code == 422
    pagina = respuesta.content.decode()
    assert "Escriba la fecha como 22/11/2026." in pagina
    assert "RM 7-2026-MIMP" in pagina


@pytest.mark.parametrize("desde", ["00/00/0000", "01/01/9999", "\x00", "😀", "1" * 10000])
def test_ninguna_fecha_rompe_la_pagina(como, jefatura, desde):
    datos = _datos(fabrica.persona(), "069", desde=desde)
    assert como(jefatura).post(reverse("cargos:designar"), datos).status_code in (302, 422)


def test_quien_recibe_un_encargo_gana_sus_permisos_y_los_pierde_al_terminar(especialista):
    hoy = timezone.localdate()
    assert not especialista.puede("cargos_designar")
    fabrica.designar(
        especialista.persona,
        "067",
        modalidad=Modalidad.ENCARGO_PUESTO,
        desde=hoy - timedelta(days=1),
        hasta=hoy + timedelta(days=1),
    )
    de_nuevo = type(especialista).objects.get(pk=especialista.pk)
    assert de_nuevo.puede("cargos_designar")
    assert de_nuevo.designaciones_en(hoy + timedelta(days=1)) == [
        d for d in de_nuevo.designaciones_hoy if d.es_titular
    ]


def como_texto(respuesta) -> str:
    return respuesta.content.decode()


@pytest.fixture
def asuntos(monkeypatch):
    """One open thing of whoever leaves, and a record of what changed hands."""
    abiertos, pasados = [pendientes.Asunto("prueba", "1", "Responder a la APCI")], []

    def transferir(clave, de, a, por):
        pasados.append((clave, a))
        abiertos.clear()

    monkeypatch.setattr(pendientes, "_FUENTES", {"prueba": (lambda d: list(abiertos), transferir)})
    monkeypatch.setattr(pendientes, "_LEGIBLES", {"prueba": lambda usuario, claves: set(claves)})
    return pasados


def test_no_se_cesa_dejando_trabajo_abierto(jefatura, especialista, asuntos):
    with pytest.raises(ReglaIncumplida, match="1 asuntos sin entregar"):
        acciones.cesar(
            especialista.persona.designaciones.get(),
            ultimo_dia=timezone.localdate(),
            motivo="renuncia",
            documento="",
            por=jefatura,
        )


def test_la_entrega_recorre_inventario_receptor_aceptacion_y_cierre(
    como, jefatura, especialista, secretaria, asuntos
):
    jefa = como(jefatura)
    saliente = especialista.persona.designaciones.get()
    url = reverse("cargos:entrega_preparar", args=[saliente.pk])
    assert jefa.post(url, {"fecha_termino": "30/11/2026"}).status_code == 302
    entrega = EntregaCargo.objects.get()
    [item] = entrega.items.all()

    cerrar = reverse("cargos:entrega_cerrar", args=[entrega.pk])
    assert jefa.post(cerrar, {"motivo": "renuncia"}).status_code == 409

    pagina = reverse("cargos:entrega", args=[entrega.pk])
    assert "Podrá cerrarse cuando se reciba el asunto que falta." in como_texto(jefa.get(pagina))

    asignar = reverse("cargos:entrega_asignar", args=[entrega.pk])
    jefa.post(asignar, {f"item_{item.pk}": secretaria.pk})
    aceptar = reverse("cargos:entrega_aceptar", args=[entrega.pk])
    assert como(secretaria).post(aceptar).status_code == 302
    assert asuntos == [("1", secretaria)]

    assert jefa.post(cerrar, {"motivo": "renuncia"}).status_code == 302
    saliente.refresh_from_db()
    assert saliente.hasta == date(2026, 11, 30)
    assert saliente.motivo_termino == "renuncia"


def test_todo_lo_abierto_se_entrega_a_una_persona_de_una_vez(
    como, jefatura, especialista, secretaria, asuntos
):
    saliente = especialista.persona.designaciones.get()
    preparar = reverse("cargos:entrega_preparar", args=[saliente.pk])
    dicho = {"fecha_termino": "30/11/2026", "observaciones": "Entrega los sellos."}
    como(jefatura).post(preparar, dicho)
    entrega = EntregaCargo.objects.get()
    asignar = reverse("cargos:entrega_asignar", args=[entrega.pk])
    como(jefatura).post(asignar, {"resto": secretaria.pk})
    assert [i.receptor for i in entrega.items.all()] == [secretaria]

    de_nuevo = como_texto(como(jefatura).get(preparar))  # bringing it up to date loses nothing
    assert "30/11/2026" in de_nuevo
    assert "Entrega los sellos." in de_nuevo


def test_el_ultimo_dia_no_es_anterior_al_primero_y_lo_dicho_no_se_pierde(
    como, jefatura, especialista, asuntos
):
    saliente = especialista.persona.designaciones.get()
    respuesta = como(jefatura).post(
        reverse("cargos:entrega_preparar", args=[saliente.pk]),
        {"fecha_termino": "01/01/1999", "observaciones": "Entrega los sellos."},
    )
    assert respuesta.status_code == 422
    assert "Es anterior al inicio de la designación" in como_texto(respuesta)
    assert "Entrega los sellos." in como_texto(respuesta)


def test_nadie_acepta_lo_que_no_le_asignaron(como, jefatura, especialista, secretaria, asuntos):
    saliente = especialista.persona.designaciones.get()
    como(jefatura).post(
        reverse("cargos:entrega_preparar", args=[saliente.pk]), {"fecha_termino": "30/11/2026"}
    )
    url = reverse("cargos:entrega_aceptar", args=[EntregaCargo.objects.get().pk])
    assert como(secretaria).post(url).status_code == 404  # not hers: she does not even see it


def test_el_acta_de_entrega_es_un_pdf_con_sus_asuntos(como, jefatura, especialista, asuntos):
    saliente = especialista.persona.designaciones.get()
    como(jefatura).post(
        reverse("cargos:entrega_preparar", args=[saliente.pk]), {"fecha_termino": "30/11/2026"}
    )
    url = reverse("cargos:entrega_acta", args=[EntregaCargo.objects.get().pk])
    texto = texto_de_pdf(como(jefatura).get(url).content)
    assert "Responder a la APCI" in texto
    assert especialista.persona.nombre_completo in texto
    assert "Cómo queda cada función" in texto
    assert "068-08" in texto


def test_el_acta_de_una_entrega_cerrada_se_sella_una_vez(como, jefatura, especialista):
    """Once sealed the bytes do not change, whatever becomes of the post."""
    saliente = especialista.persona.designaciones.get()
    cliente = como(jefatura)
    hoy = timezone.localdate()
    cliente.post(
        reverse("cargos:entrega_preparar", args=[saliente.pk]), {"fecha_termino": f"{hoy:%d/%m/%Y}"}
    )
    entrega = EntregaCargo.objects.get()
    cliente.post(reverse("cargos:entrega_cerrar", args=[entrega.pk]), {"motivo": "renuncia"})
    sellar_acta.func(entrega=entrega.pk)
    sellar_acta.func(entrega=entrega.pk)
    assert ActaEntrega.objects.count() == 1
    respuesta = cliente.get(reverse("cargos:entrega_acta", args=[entrega.pk]))
    sellada = b"".join(respuesta.streaming_content)
    assert sha256(sellada).hexdigest() == entrega.acta.archivo.sha256
    assert "Cerrada el" in texto_de_pdf(sellada)


def test_anular_deja_la_fila_con_su_motivo(como, jefatura, especialista):
    fila = especialista.persona.designaciones.get()
    url = reverse("cargos:designacion_anular", args=[fila.pk])
    assert como(jefatura).post(url, {"motivo": "Se registró dos veces"}).status_code == 302
    fila.refresh_from_db()
    assert fila.anulada_en
    assert "Se registró dos veces" in fila.motivo_anulacion
    assert como(jefatura).post(url, {"motivo": "otra vez"}).status_code == 409


def test_la_secretaria_no_designa(como, secretaria):
    assert como(secretaria).get(reverse("cargos:designar")).status_code == 403


def test_una_suplencia_termina_antes_si_el_titular_vuelve_sin_entregar_nada(
    como, jefatura, especialista, asuntos
):
    """The tray is of the post: it goes back to whoever holds it."""
    hoy = timezone.localdate()
    suplencia = acciones.designar(
        persona=especialista.persona,
        posicion=jefatura.designaciones_hoy[0].posicion,
        modalidad="suplencia",
        desde=hoy,
        hasta=hoy + timedelta(days=9),
        documento="",
        por=jefatura,
    )
    jefa = como(jefatura)

    preparar = reverse("cargos:entrega_preparar", args=[suplencia.pk])
    jefa.post(preparar, {"fecha_termino": f"{hoy:%d/%m/%Y}"})
    entrega = EntregaCargo.objects.get()
    assert not entrega.items.exists()
    cerrar = reverse("cargos:entrega_cerrar", args=[entrega.pk])
    assert jefa.post(cerrar, {"motivo": "fin_encargo"}).status_code == 302

    suplencia.refresh_from_db()
    assert suplencia.hasta == hoy
