"""A day or a rule changes: what moves is seen before, and moved after with its trace."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from cargos.models import Usuario
from ocisys.base.models import DiaNoLaborable
from tests import fabrica_base
from tests import fabrica_tramite as fabrica
from tramite import acciones, recalculos
from tramite.acciones.observar import vence_la_subsanacion
from tramite.acciones.recalcular import mover_todos, movidas
from tramite.models import Expediente
from tramite.tareas import recalcular_plazos

Como = Callable[[Usuario], Client]
LUNES = datetime(2026, 11, 16, 9, 0, tzinfo=ZoneInfo("America/Lima"))
JUEVES = date(2026, 11, 19)
NUEVO = reverse("admin:base_dianolaborable_add")


@pytest.fixture
def pedido(secretaria: Usuario, especialista: Usuario) -> Expediente:
    """Seven working days from Monday 16-11-2026: until Wednesday 25."""
    return fabrica.expediente(
        por=secretaria,
        ahora=LUNES,
        presentado_en=LUNES,
        pase_a="068",
        procedimiento=fabrica.procedimiento("informe"),
    )


def feriado(dia: date = JUEVES) -> dict[str, object]:
    """What the administrator writes to declare a non-working day."""
    return {
        "fecha": f"{dia:%d/%m/%Y}",
        "efecto": "declara",
        "motivo": "Día no laborable por decreto",
        "norma": fabrica_base.norma().pk,
        "articulo": "1",
        "estado": "confirmado",
        "fuente": "El Peruano",
        "excluye_lpag": "on",
        "nota": "",
        "ubigeos": "",
    }


def test_lo_que_se_mueve_se_ve_antes_de_guardar_el_dia(
    pedido: Expediente, administracion: Usuario, como: Como
) -> None:
    respuesta = como(administracion).post(NUEVO, feriado())

    pagina = respuesta.content.decode()
    assert "1 plazo se mueve" in pagina
    assert "correctamente" not in pagina  # nothing was saved yet
    assert pedido.numero in pagina
    assert "25/11/2026" in pagina
    assert "26/11/2026" in pagina
    assert not DiaNoLaborable.objects.filter(fecha=JUEVES).exists()
    pedido.refresh_from_db()
    assert pedido.vence_el == date(2026, 11, 25)


def test_al_confirmar_el_plazo_se_mueve_y_queda_su_rastro(
    pedido: Expediente, administracion: Usuario, especialista: Usuario, como: Como
) -> None:
    admin = como(administracion)

    respuesta = admin.post(NUEVO, feriado() | {"_confirmado": "Guardar y recalcular"})

    assert respuesta.status_code == 302
    assert DiaNoLaborable.objects.filter(fecha=JUEVES).exists()
    pedido.refresh_from_db()
    viejo, nuevo = pedido.plazos.order_by("pk")
    assert pedido.vence_el == nuevo.vence_el == date(2026, 11, 26)
    assert pedido.movimientos.abiertos().get().vence == date(2026, 11, 26)
    assert viejo.sin_efecto_por == "Reemplazado: ahora vence el 26/11/2026"
    assert especialista.avisos.filter(asunto__contains="su plazo cambió al 26/11/2026").exists()
    hoja = como(especialista).get(pedido.get_absolute_url()).content.decode()
    assert "Nuevo cómputo del plazo" in hoja
    assert "vencía el 25/11/2026; ahora vence el 26/11/2026" in hoja
    cuenta = como(especialista).get(f"{pedido.get_absolute_url()}?ver=plazos").content.decode()
    assert "Día no laborable por decreto" in cuenta


def test_un_dia_que_no_toca_ningun_plazo_se_guarda_sin_preguntar(
    pedido: Expediente, administracion: Usuario, como: Como
) -> None:
    assert como(administracion).post(NUEVO, feriado(date(2027, 3, 10))).status_code == 302

    assert pedido.actuaciones.count() == 0


def test_un_dia_sin_confirmar_no_mueve_nada(
    pedido: Expediente, administracion: Usuario, como: Como
) -> None:
    cuerpo = feriado() | {"estado": "sin_confirmar"}

    assert como(administracion).post(NUEVO, cuerpo).status_code == 302
    assert list(movidas()) == []


def test_quitar_un_dia_devuelve_el_plazo(
    pedido: Expediente, administracion: Usuario, como: Como
) -> None:
    admin = como(administracion)
    admin.post(NUEVO, feriado() | {"_confirmado": "1"})
    dia = DiaNoLaborable.objects.get(fecha=JUEVES)
    url = reverse("admin:base_dianolaborable_delete", args=[dia.pk])

    pagina = admin.post(url, {"post": "yes"}).content.decode()
    assert "1 plazo se mueve" in pagina
    admin.post(url, {"post": "yes", "_confirmado": "1"})

    pedido.refresh_from_db()
    assert pedido.vence_el == date(2026, 11, 25)
    assert pedido.plazos.count() == 3


def test_a_la_administracion_no_se_le_dice_el_numero_de_un_restringido(
    pedido: Expediente, jefatura: Usuario, administracion: Usuario, como: Como
) -> None:
    acciones.reservar(pedido, clase="grupo", fundamento="x", lectores=[], por=jefatura, ahora=LUNES)

    pagina = como(administracion).post(NUEVO, feriado()).content.decode()

    assert "Expediente restringido" in pagina
    assert pedido.numero not in pagina


def test_el_plazo_del_administrado_tambien_se_mueve(
    pedido: Expediente, especialista: Usuario, administracion: Usuario
) -> None:
    acciones.observar(
        pedido, requisitos=["Firma"], por=especialista, ahora=LUNES + timedelta(days=1)
    )
    assert vence_la_subsanacion(pedido) == JUEVES
    fabrica_base.dia_no_laborable(fecha=JUEVES)

    assert mover_todos(JUEVES, motivo="Decreto", por=administracion, ahora=LUNES) == 1

    pedido.refresh_from_db()
    assert vence_la_subsanacion(pedido) == date(2026, 11, 20)
    assert pedido.vence_el is None, "el nuestro no corre mientras está observado"


def test_lo_prorrogado_y_lo_suspendido_se_conservan_al_recalcular(
    pedido: Expediente, jefatura: Usuario, especialista: Usuario, administracion: Usuario
) -> None:
    acciones.prorrogar(
        pedido, dias=3, motivo="Viaje", solicitada_el=JUEVES, por=jefatura,
        ahora=LUNES + timedelta(days=3),
    )  # fmt: skip
    acciones.esperar(
        pedido, a_quien="APCI", texto="x", suspende=True, por=jefatura,
        ahora=LUNES + timedelta(days=4),
    )  # fmt: skip
    acciones.retomar(pedido, texto="x", por=especialista, ahora=LUNES + timedelta(days=7))
    pedido.refresh_from_db()
    antes = pedido.vence_el
    # 7 + 3 working days from the 16th, less Friday 20 and Monday 23: Wednesday 2 December.
    assert antes == date(2026, 12, 2)
    assert list(movidas()) == []
    dia = date(2026, 11, 26)
    fabrica_base.dia_no_laborable(fecha=dia)

    mover_todos(dia, motivo="Decreto", por=administracion, ahora=LUNES)

    pedido.refresh_from_db()
    assert pedido.vence_el == date(2026, 12, 3)
    assert pedido.plazos.abiertos().get().prorrogado


def test_lo_cumplido_no_se_recalcula(
    pedido: Expediente, especialista: Usuario, administracion: Usuario
) -> None:
    acciones.atender(pedido, texto="x", por=especialista, ahora=LUNES + timedelta(days=1))
    fabrica_base.dia_no_laborable(fecha=JUEVES)

    assert mover_todos(JUEVES, motivo="x", por=administracion, ahora=LUNES) == 0


def test_si_son_muchos_los_mueve_la_cola(
    pedido: Expediente, administracion: Usuario, monkeypatch: pytest.MonkeyPatch
) -> None:
    fabrica_base.dia_no_laborable(fecha=JUEVES)
    monkeypatch.setattr(recalculos, "EN_LA_PAGINA", 0)

    dicho = recalculos.aplicar(JUEVES, administracion, "Decreto")

    assert dicho == "1 plazos se recalculan en segundo plano."
    recalcular_plazos.call(dia=JUEVES.isoformat(), por=administracion.pk, motivo="Decreto")
    pedido.refresh_from_db()
    assert pedido.vence_el == date(2026, 11, 26)


def test_lo_que_no_tenia_fecha_la_recibe(
    secretaria: Usuario, jefatura: Usuario, administracion: Usuario
) -> None:
    informe = fabrica.procedimiento("informe")
    type(informe).objects.filter(pk=informe.pk).update(regla_plazo="SIN_REGLA")
    informe.refresh_from_db()
    fila = fabrica.expediente(por=secretaria, presentado_en=LUNES, procedimiento=informe)
    assert fila.vence_el is None
    type(informe).objects.filter(pk=informe.pk).update(regla_plazo="INFORME")

    mover_todos(None, motivo="Se cargó la regla", por=administracion, ahora=LUNES)

    fila.refresh_from_db()
    assert fila.vence_el == date(2026, 11, 25)
    assert "no se había calculado" in fila.actuaciones.get().texto


def test_el_comando_lista_sin_escribir_y_escribe_si_se_dice_por_quien(
    pedido: Expediente, administracion: Usuario
) -> None:
    fabrica_base.dia_no_laborable(fecha=JUEVES)
    salida = StringIO()

    call_command("recalcular_plazos", stdout=salida)
    assert f"{pedido.numero} · INFORME · 25/11/2026 → 26/11/2026" in salida.getvalue()
    pedido.refresh_from_db()
    assert pedido.vence_el == date(2026, 11, 25)

    call_command("recalcular_plazos", por=administracion.username, stdout=salida)
    pedido.refresh_from_db()
    assert pedido.vence_el == date(2026, 11, 26)


def test_listar_lo_que_se_mueve_no_pregunta_mas_por_haber_mas_plazos(
    pedido: Expediente, secretaria: Usuario, django_assert_max_num_queries: Callable
) -> None:
    for _ in range(8):
        fabrica.expediente(
            por=secretaria, presentado_en=LUNES, procedimiento=fabrica.procedimiento("informe")
        )
    fabrica_base.dia_no_laborable(fecha=JUEVES)

    with django_assert_max_num_queries(10):
        assert len(recalculos.listar(JUEVES)) == 9
