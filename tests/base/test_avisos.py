"""The outbox: written with its cause, mailed once, by as many workers as there are."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from ocisys.base import avisos
from ocisys.base.avisos import ESPERAS, RECLAMO, avisar, enviar_pendientes, proximo_resumen
from ocisys.base.models import Aviso, Correo, Nivel
from tests import fabrica
from tests.base.procesos import a_la_vez

LAS_9 = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)  # 09:00 in Lima
MANANA_A_LAS_8 = datetime(2026, 11, 24, 13, 0, tzinfo=UTC)


class Cartero:
    """Sends nothing; remembers what it was given and fails when told."""

    def __init__(self, falla: Exception | None = None) -> None:
        self.mensajes: list[avisos.Mensaje] = []
        self.falla = falla

    def __call__(self, mensaje: avisos.Mensaje) -> None:
        if self.falla:
            raise self.falla
        self.mensajes.append(mensaje)


@pytest.fixture
def rosa(db):
    return fabrica.usuario(email="rosa@oficina.example")


def enviar(cartero: Cartero, ahora: datetime = LAS_9, limite: int = 100) -> int:
    return enviar_pendientes(limite=limite, enviar=cartero, ahora=ahora)


def aviso_a(quien, **campos) -> Aviso:
    return avisar(quien, **({"asunto": "Le derivaron un expediente", "ahora": LAS_9} | campos))


def test_el_aviso_no_existe_si_su_causa_se_deshace(rosa):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        aviso_a(rosa, cuerpo=f"{1 // 0}")
    assert not Aviso.objects.exists()


def test_avisar_no_envia_nada(rosa):
    aviso_a(rosa, nivel=Nivel.ROJO)
    assert mail.outbox == []


def test_lo_urgente_sale_al_momento_y_solo(rosa):
    aviso_a(rosa, nivel=Nivel.ROJO, asunto="Venció un compromiso", enlace="/convenios/1/")
    aviso_a(rosa)
    cartero = Cartero()

    assert enviar(cartero) == 1

    (mensaje,) = cartero.mensajes
    assert (mensaje.para, mensaje.asunto) == ("rosa@oficina.example", "Venció un compromiso")
    assert "http://localhost:8000/convenios/1/" in mensaje.cuerpo


def test_lo_demas_espera_al_resumen_de_las_8_y_va_en_un_solo_correo(rosa):
    for n in range(3):
        aviso_a(rosa, asunto=f"Aviso {n}")
    cartero = Cartero()

    assert enviar(cartero, MANANA_A_LAS_8 - timedelta(seconds=1)) == 0
    assert enviar(cartero, MANANA_A_LAS_8) == 3

    (mensaje,) = cartero.mensajes
    assert mensaje.asunto == "Resumen del día: 3 avisos"
    assert all(f"Aviso {n}" in mensaje.cuerpo for n in range(3))


@pytest.mark.parametrize(
    ("ahora", "resumen"),
    [
        (datetime(2026, 11, 23, 12, 59, tzinfo=UTC), datetime(2026, 11, 23, 13, tzinfo=UTC)),
        (datetime(2026, 11, 23, 13, 0, tzinfo=UTC), datetime(2026, 11, 24, 13, tzinfo=UTC)),
        # Already Tuesday in Greenwich, still Monday night in Lima.
        (datetime(2026, 11, 24, 4, 0, tzinfo=UTC), datetime(2026, 11, 24, 13, tzinfo=UTC)),
    ],
)
def test_el_resumen_es_a_las_8_de_lima(ahora, resumen):
    assert proximo_resumen(ahora) == resumen


def test_lo_que_ya_se_leyo_en_pantalla_no_llega_por_correo(rosa):
    avisos.marcar_leido(aviso_a(rosa), ahora=LAS_9)
    cartero = Cartero()

    assert enviar(cartero, MANANA_A_LAS_8) == 0
    assert cartero.mensajes == []
    assert Aviso.objects.get().correo == Correo.LEIDO_ANTES


def test_lo_urgente_llega_por_correo_aunque_se_haya_leido(rosa):
    avisos.marcar_leido(aviso_a(rosa, nivel=Nivel.ROJO), ahora=LAS_9)
    assert enviar(Cartero()) == 1


@pytest.mark.parametrize("campos", [{"email": ""}, {"is_active": False}])
def test_a_quien_no_tiene_correo_o_cuenta_no_se_le_reintenta(db, campos):
    aviso_a(fabrica.usuario(**campos), nivel=Nivel.ROJO)

    assert enviar(Cartero()) == 0
    assert Aviso.objects.get().correo == Correo.SIN_DIRECCION


def test_lo_enviado_no_se_envia_otra_vez(rosa):
    aviso_a(rosa, nivel=Nivel.ROJO)
    cartero = Cartero()

    assert [enviar(cartero), enviar(cartero, LAS_9 + timedelta(days=30))] == [1, 0]

    aviso = Aviso.objects.get()
    assert (aviso.correo, aviso.enviado_en) == (Correo.ENVIADO, LAS_9)


def test_un_correo_que_falla_se_reintenta_cada_vez_mas_tarde_y_al_final_se_abandona(rosa):
    aviso_a(rosa, nivel=Nivel.ROJO)
    cartero, ahora = Cartero(falla=OSError("451 4.3.0\nintente luego")), LAS_9

    for espera in ESPERAS:
        assert enviar(cartero, ahora) == 0
        aviso = Aviso.objects.get()
        assert (aviso.correo, aviso.intentar_desde) == (Correo.PENDIENTE, ahora + espera)
        ahora += espera
    enviar(cartero, ahora)

    aviso = Aviso.objects.get()
    assert aviso.correo == Correo.FALLIDO
    assert aviso.error == "OSError: 451 4.3.0 intente luego"


def test_un_destinatario_que_falla_no_detiene_a_los_demas(rosa):
    pedro = fabrica.usuario(email="pedro@oficina.example")
    aviso_a(rosa, nivel=Nivel.ROJO)
    aviso_a(pedro, nivel=Nivel.ROJO)
    recibidos = []

    def solo_pedro(mensaje: avisos.Mensaje) -> None:
        if mensaje.para != pedro.email:
            raise OSError("550 no existe")
        recibidos.append(mensaje.para)

    assert enviar_pendientes(limite=10, enviar=solo_pedro, ahora=LAS_9) == 1
    assert recibidos == [pedro.email]


def test_si_el_proceso_muere_al_enviar_otro_lo_retoma_a_los_15_minutos(rosa):
    aviso_a(rosa, nivel=Nivel.ROJO)
    with pytest.raises(KeyboardInterrupt):
        enviar(Cartero(falla=KeyboardInterrupt()))
    cartero = Cartero()

    assert enviar(cartero, LAS_9 + RECLAMO - timedelta(seconds=1)) == 0
    assert enviar(cartero, LAS_9 + RECLAMO) == 1


def test_se_envia_fuera_de_la_transaccion(transactional_db):
    aviso_a(fabrica.usuario(), nivel=Nivel.ROJO)
    dentro = []
    enviar_pendientes(
        limite=1, enviar=lambda m: dentro.append(connection.in_atomic_block), ahora=LAS_9
    )
    assert dentro == [False]


@pytest.mark.lento
@pytest.mark.django_db(transaction=True)
def test_4_trabajadores_y_40_avisos_ninguno_dos_veces():
    personas = [fabrica.usuario() for _ in range(40)]
    for persona in personas:
        aviso_a(persona, nivel=Nivel.ROJO)
    cartero, salida = Cartero(), threading.Barrier(4)

    def trabajar(_: int) -> int:
        salida.wait()
        return sum(iter(lambda: enviar(cartero, limite=5), 0))

    enviados = a_la_vez(trabajar, range(4), manos=4)

    assert sum(enviados) == 40
    assert sorted(m.para for m in cartero.mensajes) == sorted(p.email for p in personas)


@pytest.mark.parametrize(
    "enlace", ["https://otra.example/", "//otra.example", "/\\otra", "tramite/"]
)
def test_el_enlace_de_un_aviso_no_sale_de_la_casa(rosa, enlace):
    with pytest.raises(ValueError, match="ruta de la casa"):
        aviso_a(rosa, enlace=enlace)


def test_un_asunto_con_saltos_de_linea_no_falsifica_cabeceras(rosa):
    avisar(rosa, nivel=Nivel.ROJO, asunto="Hola\r\nBcc: todos@oficina.example\x00")
    call_command("enviar_avisos", verbosity=0)
    assert mail.outbox[0].subject == "Hola Bcc: todos@oficina.example"
    assert mail.outbox[0].to == [rosa.email]


def test_un_asunto_larguisimo_se_corta(rosa):
    assert len(aviso_a(rosa, asunto="á" * 10_000).asunto) == 200


def test_la_orden_envia_lo_que_toca(rosa, capsys):
    avisar(rosa, asunto="Vence hoy", nivel=Nivel.ROJO)
    call_command("enviar_avisos")
    assert [m.subject for m in mail.outbox] == ["Vence hoy"]
    assert "1 aviso(s)" in capsys.readouterr().out


def test_la_consulta_de_los_no_leidos_es_una(rosa, django_assert_num_queries):
    aviso_a(rosa)
    aviso_a(fabrica.usuario())
    with django_assert_num_queries(1):
        assert avisos.sin_leer(rosa) == 1
    assert avisos.marcar_leidos(rosa, ahora=timezone.now()) == 1
    assert avisos.sin_leer(rosa) == 0


def test_en_dia_no_habil_solo_sale_lo_urgente(rosa):
    aviso_a(rosa)
    aviso_a(rosa, nivel=Nivel.ROJO, asunto="Venció")
    cartero = Cartero()
    ahora = MANANA_A_LAS_8
    assert enviar_pendientes(limite=9, enviar=cartero, ahora=ahora, solo_urgentes=True) == 1
    assert [m.asunto for m in cartero.mensajes] == ["Venció"]
    assert enviar(cartero, ahora) == 1
