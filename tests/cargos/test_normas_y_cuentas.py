"""Whoever audits reads with what it is counted and who may do what; nothing of it is changed."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from cargos.almanaque import almanaque
from cargos.models import Usuario
from tests import fabrica

Como = Callable[[Usuario], Client]


@pytest.fixture
def normas(db: None) -> None:
    call_command("cargar_normas", verbosity=0)


def test_auditoria_lee_con_que_norma_se_cuenta_cada_plazo(
    normas: None, auditoria: Usuario, como: Como
) -> None:
    pagina = como(auditoria).get(reverse("cargos:reglas"), {"q": "INFORME", "al": "22/11/2026"})
    antes = como(auditoria).get(reverse("cargos:reglas"), {"q": "INFORME", "al": "22/11/2025"})

    assert "DS 006-2026-JUS" in pagina.content.decode()
    assert "DS 004-2019-JUS" in antes.content.decode()
    assert "DS 006-2026-JUS, art. 132.3" not in antes.content.decode()


def test_el_calendario_que_se_lee_es_el_que_cuenta(
    normas: None, auditoria: Usuario, como: Como
) -> None:
    pagina = como(auditoria).get(reverse("cargos:calendario_laboral"), {"anio": "2026"})
    texto = pagina.content.decode()

    assert "DLeg 713, art. 6" in texto
    anio = almanaque(2026)
    feriados = [d for d in anio.dias if d.clase == "Feriado"]
    declarados = [d for d in anio.dias if d.clase == "No laborable" and d.fecha.weekday() < 5]
    # investigación §1.3: 16 holidays and 248 working days, before what decrees take away
    assert (len(feriados), anio.total + len(declarados)) == (16, 248)
    assert not any(d.cuenta for d in feriados)


def test_las_cuentas_dicen_cargo_perfil_y_desde_cuando_y_ninguna_clave(
    auditoria: Usuario, especialista: Usuario, como: Como
) -> None:
    texto = como(auditoria).get(reverse("cargos:cuentas")).content.decode()

    assert "Cargo 068" in texto
    assert "Consulta y auditoría" in texto
    assert "desde el" in texto
    assert "pbkdf2" not in texto
    sin_tilde = como(auditoria).get(reverse("cargos:cuentas"), {"q": "naupari"})
    assert especialista.username in sin_tilde.content.decode()
    assert como(especialista).get(reverse("cargos:cuentas")).status_code == 403


@pytest.mark.parametrize("formato", ["csv", "xlsx", "pdf"])
@pytest.mark.parametrize(
    "lista",
    [
        "cargos:reglas_exportar",
        "cargos:calendario_laboral_exportar",
        "cargos:cuentas_exportar",
        "tramite:series_exportar",
    ],
)
def test_lo_que_se_lee_se_descarga(
    lista: str, formato: str, normas: None, auditoria: Usuario, como: Como
) -> None:
    fabrica.usuario(cargo="071")
    respuesta = como(auditoria).get(reverse(lista, args=[formato]))

    assert respuesta.status_code == 200
    assert b"".join(respuesta)
