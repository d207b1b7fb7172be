"""Correspondence that promises: what a signed text says for a day is proposed as a deadline."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import InternalError, transaction
from django.test import Client
from django.utils import timezone

from cargos.models import Usuario
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica, fabrica_salidas, fabrica_tramite
from tramite import acciones
from tramite.models import Promesa, Salida
from tramite.promesas import proponer
from tramite.vencimientos import promesas_de

HOY = date(2026, 11, 30)
Como = Callable[[Usuario], Client]


@pytest.mark.parametrize(
    ("texto", "vence_el", "dias"),
    [
        ("Le remitiremos el informe el 15 de diciembre de 2026.", date(2026, 12, 15), None),
        ("La oficina remitirá la ficha hasta el 05/01/2027.", date(2027, 1, 5), None),
        ("Asistiremos el 3 de enero.", date(2027, 1, 3), None),
        ("Agradeceré su respuesta hasta el 10/12/2026.", date(2026, 12, 10), None),
        ("Enviaremos los anexos en un plazo de diez (10) días hábiles.", None, 10),
        ("Responderemos dentro de cinco días.", None, 5),
        ("Haremos llegar los documentos a la brevedad.", None, None),
        ("Se ofrece asistencia técnica a su programa.", None, None),
    ],
)
def test_una_fecha_o_un_ofrecimiento_se_propone(
    texto: str, vence_el: date | None, dias: int | None
) -> None:
    (propuesta,) = proponer(texto, HOY)
    assert (propuesta.vence_el, propuesta.dias) == (vence_el, dias)


@pytest.mark.parametrize(
    "texto",
    [
        "Me dirijo a usted en atención a su oficio, presentado el 22 de noviembre de 2026.",
        "Tiene dos (2) días hábiles para subsanarlo.",
        "Se reunieron el 31/02/2027.",
        "# Para el 15 de diciembre de 2026",
        "Hago propicia la ocasión para saludarlo.",
    ],
)
def test_lo_que_no_promete_no_se_propone(texto: str) -> None:
    assert proponer(texto, HOY) == []


def test_cada_frase_va_por_su_lado_y_una_vez() -> None:
    texto = "Le remitiremos la ficha. Asistiremos el 15/12/2026.\n\nLe remitiremos la ficha."
    assert [p.frase for p in proponer(texto, HOY)] == [
        "Le remitiremos la ficha.",
        "Asistiremos el 15/12/2026.",
    ]


@pytest.fixture
def firmada(secretaria: Usuario, especialista: Usuario, jefatura: Usuario) -> Salida:
    fabrica_salidas.serie()
    return fabrica_salidas.firmada(
        fabrica_tramite.expediente(por=secretaria, pase_a="068"),
        por=especialista,
        jefatura=jefatura,
        cuerpo="Remitiremos el informe en cinco (5) días hábiles.\n\nAtentamente.",
    )


def test_lo_prometido_se_vigila_desde_la_pagina_del_documento_y_se_cumple(
    firmada: Salida, especialista: Usuario, como: Como
) -> None:
    navegador, url = como(especialista), firmada.get_absolute_url()
    assert "1 frase por decidir" in navegador.get(url).text
    pagina = navegador.get(f"{url}promesas/")
    ((propuesta, dia),) = pagina.context["propuestas"]
    assert dia is not None
    datos = {"frase": propuesta.frase, "obligado": "nosotros"}

    assert navegador.post(f"{url}promesas/", datos | {"vence_el": ""}).status_code == 422
    navegador.post(f"{url}promesas/", datos | {"vence_el": f"{dia:%d/%m/%Y}"})

    promesa = Promesa.objects.get()
    assert promesa.vence_el == dia
    (fecha,) = promesas_de(especialista, timezone.localdate())
    assert (fecha.dia, firmada.numero in fecha.titulo) == (dia, True)
    assert "por decidir" not in navegador.get(url).text
    assert propuesta.frase in navegador.get("/tramite/promesas/").text
    navegador.post(f"/tramite/promesas/{promesa.pk}/cumplir/", {"como": "Oficio 12"})
    assert "Nada prometido está pendiente" in navegador.get("/tramite/promesas/").text
    assert "Oficio 12" in navegador.get(url).text


def test_lo_descartado_no_se_vuelve_a_proponer(
    firmada: Salida, especialista: Usuario, como: Como
) -> None:
    frase = "Remitiremos el informe en cinco (5) días hábiles."
    url = f"{firmada.get_absolute_url()}promesas/"
    como(especialista).post(url, {"frase": frase, "obligado": "nosotros", "descartar": "on"})

    assert como(especialista).get(url).context["propuestas"] == []
    assert not Promesa.objects.pendientes().exists()
    with pytest.raises(ReglaIncumplida):
        acciones.decidir_promesa(
            firmada,
            frase=frase,
            vence_el=timezone.localdate(),
            obligado="nosotros",
            por=especialista,
            ahora=timezone.now(),
        )


def test_un_plazo_cumplido_no_se_rehace_y_lo_escrito_no_cambia(
    firmada: Salida, especialista: Usuario
) -> None:
    campos = {"por": especialista, "ahora": timezone.now()}
    promesa = acciones.decidir_promesa(
        firmada,
        frase="Remitiremos el informe en cinco (5) días hábiles.",
        vence_el=timezone.localdate() + timedelta(days=7),
        obligado="nosotros",
        **campos,
    )
    with pytest.raises(InternalError), transaction.atomic():
        Promesa.objects.update(vence_el=None)
    acciones.cumplir_promesa(promesa, como="Oficio 12", **campos)
    with pytest.raises(ReglaIncumplida):
        acciones.cumplir_promesa(promesa, como="Otra vez", **campos)


def test_lo_que_promete_un_documento_reservado_solo_lo_ve_quien_esta_nombrado(
    firmada: Salida, especialista: Usuario, como: Como
) -> None:
    acciones.decidir_promesa(
        firmada,
        frase="Remitiremos el informe en cinco (5) días hábiles.",
        vence_el=timezone.localdate(),
        obligado="nosotros",
        por=especialista,
        ahora=timezone.now(),
    )
    type(firmada.expediente).objects.update(acceso="grupo")
    ajena = fabrica.usuario(cargo="070")
    assert not Promesa.objects.visibles_para(ajena).exists()
    promesa = Promesa.objects.get()
    assert como(ajena).get(f"/tramite/promesas/{promesa.pk}/cumplir/").status_code == 404
