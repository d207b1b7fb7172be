"""No page of trámite asks the database more because there are more rows."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from cargos.models import Usuario
from ocisys.base.paginacion import POR_PAGINA
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
        "/tramite/manana/",
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

    assert consultas(navegador, url) == corto + 1  # the four copies are marked as read, once
    assert consultas(navegador, url) == corto


SQL_DE_UNA_LISTA = 5
SQL_DE_UN_EXPEDIENTE = 6
BYTES_DE_UNA_LISTA = 25_000


@pytest.mark.parametrize("url", ["/tramite/", "/tramite/?ver=enviados", "/tramite/expedientes/"])
def test_una_lista_hace_cinco_consultas_con_sesion_y_persona(
    secretaria: Usuario, jefatura: Usuario, como: Como, consultas: Consultas, url: str
) -> None:
    _una_fila_en_cada_pestana(secretaria, jefatura)

    assert consultas(como(secretaria), url) <= SQL_DE_UNA_LISTA


def test_un_expediente_hace_seis_consultas(
    secretaria: Usuario, como: Como, consultas: Consultas
) -> None:
    fila = fabrica.expediente(por=secretaria)

    assert consultas(como(secretaria), fila.get_absolute_url()) <= SQL_DE_UN_EXPEDIENTE


@pytest.mark.lento
@pytest.mark.parametrize("url", ["/tramite/?ver=en-mi-poder", "/tramite/expedientes/"])
def test_una_lista_llena_no_pasa_de_25_kb(
    secretaria: Usuario, jefatura: Usuario, como: Como, url: str
) -> None:
    quien = fabrica.remitente(nombre="Municipalidad Distrital de Ñahuimpuquio, Tayacaja")
    asunto = "Solicita opinión técnica sobre un proyecto de prevención de la violencia en Áncash"
    for n in range(POR_PAGINA):
        fabrica.expediente(
            por=jefatura,
            pase_a="071",
            remitente=quien,
            asunto=asunto,
            documento_numero=f"D{n:06d}-2026-MIMP/SG",
            procedimiento=fabrica.procedimiento("informe"),
        )

    pagina = como(secretaria).get(url)

    assert len(pagina.context["pagina"]) == POR_PAGINA
    assert len(pagina.content) <= BYTES_DE_UNA_LISTA
