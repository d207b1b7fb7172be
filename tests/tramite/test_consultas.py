"""No page of trámite asks the database more because there are more rows."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from cargos.models import Usuario
from tests import fabrica_tramite as fabrica
from tramite import acciones

Como = Callable[[Usuario], Client]
Consultas = Callable[[Client, str], int]


@pytest.mark.parametrize(
    "url",
    [
        "/tramite/",
        "/tramite/?ver=por-recibir",
        "/tramite/?ver=en-mi-poder",
        "/tramite/?ver=por-vencer",
        "/tramite/?ver=enviados",
        "/tramite/expedientes/",
        "/tramite/expedientes/?q=asunto",
        "/tramite/registrar/",
        "/tramite/remitentes/?remitente=entidad",
    ],
)
def test_las_consultas_no_crecen_con_las_filas(
    secretaria: Usuario, jefatura: Usuario, como: Como, consultas: Consultas, url: str
) -> None:
    navegador = como(secretaria)
    _una_fila_en_cada_pestana(secretaria, jefatura)
    con_una = consultas(navegador, url)
    for _ in range(6):
        _una_fila_en_cada_pestana(secretaria, jefatura)

    assert consultas(navegador, url) <= con_una


def _una_fila_en_cada_pestana(secretaria: Usuario, jefatura: Usuario) -> None:
    plazo = fabrica.procedimiento("mero-tramite")
    fabrica.expediente(por=secretaria, procedimiento=plazo)
    fabrica.expediente(por=jefatura, pase_a="071", acceso="grupo")
    devuelto = fabrica.expediente(por=secretaria, pase_a="067")
    acciones.devolver(devuelto, motivo="Falta un anexo", por=jefatura, ahora=timezone.now())
    fabrica.expediente(por=secretaria, pase_a="067")


@pytest.mark.parametrize("ver", ["hoja-de-ruta", "documentos", "plazos"])
def test_un_expediente_largo_no_pregunta_mas(
    secretaria: Usuario,
    jefatura: Usuario,
    especialista: Usuario,
    como: Como,
    consultas: Consultas,
    ver: str,
) -> None:
    fila = fabrica.expediente(por=secretaria, procedimiento=fabrica.procedimiento("informe"))
    navegador = como(jefatura)
    url = f"{fila.get_absolute_url()}?ver={ver}"
    corto = consultas(navegador, url)
    for _ in range(4):
        acciones.derivar(
            fila,
            para=fabrica.posicion("068"),
            copias=[fabrica.posicion("067")],
            por=secretaria,
            ahora=timezone.now(),
        )
        acciones.devolver(fila, motivo="No", por=especialista, ahora=timezone.now())

    assert consultas(navegador, url) == corto


@pytest.mark.parametrize(
    ("url", "tope"), [("/tramite/", 2), ("/tramite/expedientes/", 2), ("/tramite/?ver=enviados", 2)]
)
def test_una_lista_hace_dos_consultas_propias(
    secretaria: Usuario, jefatura: Usuario, como: Como, consultas: Consultas, url: str, tope: int
) -> None:
    """Whatever the session, the person and the notices cost is the same on every page."""
    fabrica.expediente(por=secretaria)
    navegador = como(secretaria)
    comun = consultas(navegador, "/tramite/fecha/?t=h")  # session and person, no page

    avisos = 1
    assert consultas(navegador, url) - comun - avisos <= tope
