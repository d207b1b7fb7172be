"""The invariants of the life of an expediente, one test each, named as the rule.

Those with a file of their own (observación, prórroga, cola, reserva, folios) are tested there; here
is what crosses them.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cargos.models import Usuario
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica_tramite as fabrica
from tramite import acciones
from tramite.estados import TRANSICIONES, Estado, TransicionInvalida, verificar
from tramite.models import Expediente

Como = Callable[[Usuario], Client]
LUNES = datetime(2026, 11, 16, 9, 0, tzinfo=ZoneInfo("America/Lima"))
DIA = timedelta(days=1)


@pytest.fixture
def pedido(secretaria: Usuario, jefatura: Usuario, especialista: Usuario) -> Expediente:
    """A report asked for on Monday 16-11-2026, in the hands of post 068: due on the 25th."""
    return fabrica.expediente(
        por=secretaria,
        ahora=LUNES,
        presentado_en=LUNES,
        pase_a="068",
        procedimiento=fabrica.procedimiento("informe"),
    )


@pytest.fixture
def observado(pedido: Expediente, especialista: Usuario) -> Expediente:
    acciones.observar(pedido, requisitos=["Firma", "DNI"], por=especialista, ahora=LUNES + DIA)
    pedido.refresh_from_db()
    return pedido


def test_hay_un_solo_original_abierto_por_expediente(pedido: Expediente) -> None:
    abierto = pedido.movimientos.abiertos().get()
    abierto.pk = None

    with pytest.raises(IntegrityError, match="movimiento_un_solo_original"), transaction.atomic():
        abierto.save(force_insert=True)


def test_despues_de_cualquier_pase_sigue_habiendo_un_solo_original(
    pedido: Expediente, secretaria: Usuario, jefatura: Usuario, especialista: Usuario
) -> None:
    copia = [fabrica.posicion("071")]
    acciones.derivar(
        pedido, para=fabrica.posicion("067"), copias=copia, por=especialista, ahora=LUNES
    )
    acciones.devolver(pedido, motivo="x", por=jefatura, ahora=LUNES)
    acciones.derivar(pedido, para=fabrica.posicion("067"), por=especialista, ahora=LUNES)
    acciones.retirar(pedido, motivo="x", por=especialista, ahora=LUNES)

    assert pedido.movimientos.abiertos().titulares().count() == 1


@pytest.mark.parametrize(
    ("nombre", "campos"),
    [
        ("derivar", {"copias": "069"}),
        ("devolver", {"motivo": "x"}),
        ("atender", {"texto": "x"}),
        ("esperar", {"a_quien": "APCI", "texto": "x"}),
        ("anular", {"motivo": "x"}),
        ("prorrogar", {"dias": "3", "solicitada_el": "h", "motivo": "x"}),
        ("retirar", {"motivo": "x"}),
    ],
)
def test_nada_se_mueve_mientras_esta_observado_y_se_dice_por_que(
    observado: Expediente, jefatura: Usuario, como: Como, nombre: str, campos: dict[str, str]
) -> None:
    # art. 125.3
    cuerpo = {"version": str(observado.version)} | campos
    if "copias" in cuerpo:
        cuerpo["copias"] = str(fabrica.posicion("071").pk)

    respuesta = como(jefatura).post(reverse(f"tramite:{nombre}", args=[observado.numero]), cuerpo)

    assert respuesta.status_code == 409
    assert "125.3" in respuesta.content.decode()
    observado.refresh_from_db()
    assert observado.estado == "observado"


def test_la_segunda_observacion_no_agrega_nada_a_lo_no_subsanado_de_la_primera(
    observado: Expediente, especialista: Usuario, como: Como
) -> None:
    # arts. 126.2–126.4
    firma = observado.observacion.requisitos.get(texto="Firma")
    acciones.subsanar(observado, cumplidos=[firma], por=especialista, ahora=LUNES + DIA)
    observado.refresh_from_db()

    respuesta = como(especialista).post(
        reverse("tramite:observar", args=[observado.numero]),
        {"version": observado.version, "requisitos": "Partida registral"},
    )

    pagina = respuesta.content.decode()
    assert respuesta.status_code == 409
    assert "TUO LPAG arts. 126.2 y 126.3" in pagina
    assert "De la primera sigue pedido: DNI." in pagina
    assert observado.observacion.requisitos.count() == 2


def test_la_prorroga_pedida_tarde_se_rechaza_con_su_articulo(
    pedido: Expediente, jefatura: Usuario
) -> None:
    # art. 136.2: before the term expires
    with pytest.raises(ReglaIncumplida, match="ya había vencido el 25/11/2026") as rechazo:
        acciones.prorrogar(
            pedido, dias=3, motivo="x", solicitada_el=date(2026, 11, 26), por=jefatura,
            ahora=LUNES + 10 * DIA,
        )  # fmt: skip

    assert "136" in rechazo.value.norma


def test_lo_vencido_sigue_debiendose_y_se_puede_atender(
    pedido: Expediente, especialista: Usuario
) -> None:
    # art. 140.3
    acciones.atender(pedido, texto="Tarde", por=especialista, ahora=LUNES + 30 * DIA)

    plazo = pedido.plazos.get()
    assert plazo.cumplido_el is not None
    assert plazo.cumplido_el > plazo.vence_el


def test_la_fecha_de_presentacion_y_el_numero_no_cambian_en_toda_la_vida(
    observado: Expediente, especialista: Usuario, jefatura: Usuario, secretaria: Usuario
) -> None:
    # arts. 126.1 and 157.1
    numero = observado.numero
    requisitos = list(observado.observacion.requisitos.all())
    acciones.subsanar(observado, cumplidos=requisitos, por=especialista, ahora=LUNES + 2 * DIA)
    acciones.atender(observado, texto="x", por=especialista, ahora=LUNES + 3 * DIA)
    acciones.archivar(observado, texto="x", por=especialista, ahora=LUNES + 4 * DIA)
    acciones.reabrir(observado, motivo="x", por=secretaria, ahora=LUNES + 5 * DIA)

    observado.refresh_from_db()
    assert (observado.numero, observado.presentado_en) == (numero, LUNES)
    with pytest.raises(IntegrityError), transaction.atomic():
        Expediente.objects.filter(pk=observado.pk).update(presentado_en=timezone.now())


INTANGIBLES = [
    "actuacion", "documento", "anexo", "observacion", "relacion", "lectura", "decisionduplicado",
    "pedidolevantamiento", "movimiento", "plazo", "reserva", "lector", "requisitoobservado",
]  # fmt: skip


@pytest.mark.parametrize("tabla", INTANGIBLES)
def test_ninguna_tabla_de_la_historia_se_deja_borrar(db: None, tabla: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass"
            " AND NOT tgisinternal AND (tgtype & 8) > 0 AND (tgtype & 2) > 0",
            [f"tramite_{tabla}"],
        )
        assert cursor.fetchone()[0] >= 1


TERMINALES = [Estado.ANULADO, Estado.ACUMULADO, Estado.PERMANENTE, Estado.ELIMINADO]


@pytest.mark.parametrize("final", TERMINALES)
def test_de_un_estado_final_no_se_sale(final: Estado) -> None:
    assert not TRANSICIONES[final]
    for otro in Estado:
        with pytest.raises(TransicionInvalida):
            verificar(final, otro)


def test_cada_estado_tiene_su_fila_en_la_tabla_de_transiciones() -> None:
    assert set(TRANSICIONES) == set(Estado)
