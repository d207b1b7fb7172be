"""The trail: each one's own, the office's, the system's, and all of it without what is reserved."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cargos.models import Usuario
from cargos.rastro import alcance_de
from ocisys.base import rastro
from ocisys.base.models import DiaNoLaborable
from ocisys.base.rastro import Pregunta
from tests import fabrica_convenios, fabrica_salidas, fabrica_tramite
from tramite import acciones
from tramite.acciones.llamada import contestar
from tramite.models import Expediente, Proveido
from tramite.rastro import RESERVADO_DESPUES

Como = Callable[[Usuario], Client]


@pytest.fixture
def caso(secretaria: Usuario, especialista: Usuario, jefatura: Usuario) -> Expediente:
    """Registered by the desk, with 068, where it was put to wait."""
    fila = fabrica_tramite.expediente(por=secretaria, pase_a="068")
    acciones.esperar(
        fila,
        a_quien="APCI",
        texto="Remitir el padrón",
        suspende=False,
        por=especialista,
        ahora=timezone.now(),
    )
    return fila


def leer(cliente: Client, **filtros: str) -> str:
    respuesta = cliente.get(reverse("cargos:rastro"), filtros)
    assert respuesta.status_code == 200
    return respuesta.content.decode()


def test_cada_uno_lee_lo_suyo_y_la_jefatura_lo_de_la_oficina(
    caso: Expediente,
    secretaria: Usuario,
    especialista: Usuario,
    jefatura: Usuario,
    administracion: Usuario,
    como: Como,
) -> None:
    assert "Remitir el padrón" in leer(como(especialista))
    de_la_mesa = leer(como(secretaria))
    assert "Ingreso al cargo 068" in de_la_mesa
    assert "Remitir el padrón" not in de_la_mesa
    assert "Remitir el padrón" not in leer(como(secretaria), persona=str(especialista.pk))
    de_la_oficina = leer(como(jefatura))
    assert "Remitir el padrón" in de_la_oficina
    assert "Ingreso al cargo 068" in de_la_oficina
    assert caso.numero not in leer(como(administracion))


def test_se_pregunta_por_persona_expediente_y_fechas(
    caso: Expediente, especialista: Usuario, secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    otro, cliente = fabrica_tramite.expediente(por=secretaria), como(jefatura)
    ayer = timezone.localdate() - timedelta(days=1)

    assert otro.numero not in leer(cliente, objeto=caso.numero).split("</form>")[-1]
    assert otro.numero not in leer(cliente, persona=str(especialista.pk))
    assert caso.numero not in leer(cliente, hasta=f"{ayer:%d/%m/%Y}")
    assert caso.numero in leer(cliente, desde=f"{ayer:%d/%m/%Y}", clase="actos")


def test_de_lo_reservado_auditoria_lee_que_ocurrio_y_no_que_dice(
    caso: Expediente, jefatura: Usuario, auditoria: Usuario, secretaria: Usuario, como: Como
) -> None:
    caso.refresh_from_db()
    acciones.reservar(
        caso,
        clase="grupo",
        fundamento="Negociación con Mandrágora",
        lectores=[],
        por=jefatura,
        ahora=timezone.now(),
    )
    for texto in (
        leer(como(auditoria)),
        como(auditoria).get(reverse("cargos:rastro_exportar", args=["csv"])).getvalue().decode(),
    ):
        assert caso.numero in texto
        assert "Mandrágora" not in texto
        assert "padrón" not in texto
    assert caso.numero not in leer(como(secretaria))

    caso.refresh_from_db()
    ahora = timezone.now()
    acciones.motivar_lectura(caso, motivo="Acción de control", por=auditoria, ahora=ahora)
    assert "Mandrágora" in leer(como(auditoria))


def test_el_administrador_lee_antes_y_despues_de_los_catalogos(
    administracion: Usuario, auditoria: Usuario, jefatura: Usuario, como: Como
) -> None:
    dia = DiaNoLaborable.objects.create(
        fecha=timezone.localdate(), motivo="Sismo", fuente="Comunicado"
    )
    dia.motivo = "Sismo del martes"
    dia.save()

    for quien in (administracion, auditoria):
        texto = leer(como(quien), clase="sistema")
        assert "Día no laborable: se cambió" in texto
        assert "<dt>Motivo</dt><dd>Sismo <span" in texto
    assert "Sismo" not in leer(como(jefatura))


def test_los_catalogos_de_la_mesa_se_auditan_y_los_lee_quien_los_administra(
    administracion: Usuario, jefatura: Usuario, como: Como
) -> None:
    proveido = Proveido.objects.create(codigo="prueba", nombre="Para prueba")
    proveido.nombre = "Para otra prueba"
    proveido.save()

    texto = leer(como(administracion), clase="sistema")
    assert "Proveído: se cambió" in texto
    assert "<dt>Nombre</dt><dd>Para prueba <span" in texto
    assert "Para otra prueba" not in leer(como(jefatura))


def test_lo_que_se_contesto_lo_lee_quien_supervisa_hasta_que_se_reserva(
    caso: Expediente,
    secretaria: Usuario,
    especialista: Usuario,
    jefatura: Usuario,
    auditoria: Usuario,
    como: Como,
) -> None:
    llamada = contestar(caso.numero, por=secretaria, ahora=timezone.now(), quien="Rosa Paz")
    assert llamada.numeros == [caso.numero]

    for quien in (secretaria, jefatura, auditoria):
        texto = leer(como(quien), objeto=caso.numero)
        assert "Contestó por teléfono" in texto
        assert "A Rosa Paz" in texto
    assert "Contestó" not in leer(como(especialista))

    caso.refresh_from_db()
    reserva = {"clase": "grupo", "fundamento": "Negociación", "lectores": []}
    acciones.reservar(caso, **reserva, por=jefatura, ahora=timezone.now())
    assert RESERVADO_DESPUES in leer(como(auditoria))
    assert "A Rosa Paz" not in leer(como(auditoria))
    assert "A Rosa Paz" in leer(como(jefatura))


def test_el_cargo_que_volvio_queda_en_el_rastro_una_vez_con_quien_lo_recibio(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    fabrica_salidas.serie()
    fila = fabrica_tramite.expediente(por=secretaria, pase_a="067")
    salida = fabrica_salidas.firmada(fila, por=jefatura, jefatura=jefatura)
    acciones.despachar(salida, medio="mano", por=secretaria, ahora=timezone.now())
    hoy = timezone.localdate()
    acciones.anotar_entrega(
        salida,
        entrega="acuse",
        el=hoy,
        quien="Zoila Cárdenas",
        por=secretaria,
        ahora=timezone.now(),
    )

    texto = leer(como(secretaria), objeto=fila.numero)
    assert texto.count("Resultado del despacho") == 1
    assert "Zoila Cárdenas" in texto


def test_lo_que_cambia_de_un_convenio_se_lee_en_palabras(
    jefatura: Usuario, auditoria: Usuario, como: Como
) -> None:
    convenio = fabrica_convenios.convenio(por=jefatura, denominacion="Convenio del rastro")
    convenio.importancia = 5
    convenio.save()
    reservado = fabrica_convenios.convenio(por=jefatura, nivel_acceso="reservado")

    texto = leer(como(auditoria), objeto=convenio.codigo)
    assert "<dt>Importancia</dt><dd>3 <span" in texto
    assert reservado.codigo not in leer(como(auditoria))
    assert reservado.codigo in leer(como(jefatura))


def test_las_paginas_no_repiten_ni_saltan_lineas(
    caso: Expediente, secretaria: Usuario, jefatura: Usuario
) -> None:
    a_la_vez = timezone.now()
    for _ in range(5):
        fabrica_tramite.expediente(por=secretaria, pase_a="068", ahora=a_la_vez)
    alcance = alcance_de(jefatura)
    todas = list(rastro.recorrer(jefatura, alcance, Pregunta(), 100))
    vistas, cursor = [], ""
    while True:
        tramo = rastro.pagina(jefatura, alcance, Pregunta(), cursor, por=2)
        vistas += tramo.filas
        cursor = tramo.siguiente
        if not cursor:
            break

    assert len(todas) > 4
    assert vistas == todas


def test_el_rastro_no_pregunta_mas_porque_haya_mas(
    caso: Expediente, secretaria: Usuario, jefatura: Usuario, como: Como, consultas: Callable
) -> None:
    cliente, url = como(jefatura), reverse("cargos:rastro")
    antes = consultas(cliente, url)
    for _ in range(4):
        fabrica_tramite.expediente(por=secretaria, pase_a="068")

    assert consultas(cliente, url) <= antes
