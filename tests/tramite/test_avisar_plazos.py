"""What is about to fall due is told once, in working hours, to whoever has it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from ocisys.base.models import Aviso, Nivel
from tests import fabrica_tramite as fabrica
from tramite import acciones
from tramite.plazos import urge, ventana_de_aviso
from tramite.tareas import avisar_plazos, avisar_sin_derivar

LUNES = date(2026, 11, 23)
A_LAS_9 = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)  # 09:00 in Lima


@pytest.mark.parametrize(
    ("dias", "ventana"),
    [(4, None), (3, 3), (1, 3), (0, 0), (-1, -1), (-7, -1), (-8, -8), (-14, -8), (-15, -15)],
)
def test_las_ventanas_son_tres_dias_antes_el_dia_y_cada_semana(dias, ventana):
    assert ventana_de_aviso(LUNES + timedelta(days=dias), LUNES) == ventana


def test_solo_el_dia_y_el_siguiente_urgen():
    assert [v for v in (3, 0, -1, -8, -15) if urge(v)] == [0, -1]


@pytest.fixture
def vence_hoy(secretaria, especialista):
    fila = fabrica.expediente(por=secretaria, pase_a="068", asunto="Asunto de Warmi")
    fabrica.vence(fila, LUNES)
    Aviso.objects.all().delete()
    return fila


def test_se_avisa_una_vez_a_quien_lo_tiene_con_el_numero_y_sin_el_asunto(vence_hoy, especialista):
    assert avisar_plazos(A_LAS_9) == 1
    assert avisar_plazos(A_LAS_9 + timedelta(hours=1)) == 0
    aviso = Aviso.objects.get()
    assert (aviso.destinatario, aviso.nivel) == (especialista, Nivel.ROJO)
    assert aviso.asunto == f"Expediente {vence_hoy.numero}: vence hoy."
    assert aviso.cuerpo == ""


def test_al_dia_siguiente_se_avisa_otra_vez_y_luego_por_semana_sin_urgir(vence_hoy):
    avisar_plazos(A_LAS_9)
    assert [avisar_plazos(A_LAS_9 + timedelta(days=n)) for n in (1, 2, 3)] == [1, 0, 0]
    assert avisar_plazos(A_LAS_9 + timedelta(days=8)) == 1
    assert Aviso.objects.latest("pk").nivel == Nivel.ATENCION


@pytest.mark.parametrize(
    "momento",
    [A_LAS_9 - timedelta(hours=4), A_LAS_9 + timedelta(hours=12), A_LAS_9 - timedelta(days=1)],
    ids=["de madrugada", "de noche", "en domingo"],
)
def test_no_se_avisa_fuera_de_horas_ni_en_domingo(vence_hoy, momento):
    assert avisar_plazos(momento) == 0


def test_lo_atendido_ya_no_avisa(vence_hoy, especialista):
    fabrica.acciones.atender(vence_hoy, texto="Listo", por=especialista, ahora=A_LAS_9)
    assert avisar_plazos(A_LAS_9) == 0


A_LAS_16_20 = A_LAS_9 + timedelta(hours=7, minutes=20)


def test_lo_que_ingreso_y_no_se_derivo_se_avisa_una_vez_al_final_del_dia(
    secretaria, jefatura, especialista, como
):
    # TUO LPAG art. 132.1: reception and forwarding are of the same day
    filas = [fabrica.expediente(por=secretaria, asunto="Asunto de Warmi") for _ in range(2)]
    fabrica.expediente(por=secretaria, pase_a="068")
    fabrica.expediente(por=jefatura)  # addressed to whoever registered it
    Aviso.objects.all().delete()

    assert avisar_sin_derivar(A_LAS_16_20 - timedelta(minutes=1)) == 0
    assert [avisar_sin_derivar(A_LAS_16_20 + timedelta(minutes=n)) for n in (0, 10)] == [2, 0]
    aviso = Aviso.objects.get()
    numeros = ", ".join(f.numero for f in filas)
    assert (aviso.destinatario, aviso.nivel) == (secretaria, Nivel.ROJO)
    assert aviso.asunto == f"2 expedientes sin derivar: {numeros}."
    assert "132.1" in aviso.cuerpo
    assert "Warmi" not in aviso.cuerpo
    abiertos = como(secretaria).get(aviso.enlace).context["pagina"].filas
    assert {e.pk for e in abiertos} == {f.pk for f in filas}

    fabrica.acciones.derivar(
        filas[0], para=fabrica.posicion("067"), por=secretaria, ahora=A_LAS_16_20
    )
    assert avisar_sin_derivar(A_LAS_16_20 + timedelta(days=1)) == 1


def test_de_un_plazo_accesorio_se_avisa_aparte_a_quien_tiene_el_expediente(
    secretaria, especialista, jefatura
):
    fila = fabrica.expediente(por=secretaria, pase_a="068")
    fabrica.vence(fila, LUNES)
    viernes = A_LAS_9 - timedelta(days=3)
    plazo = acciones.abrir_plazo(
        fila, regla="QUEJA_INF", desde=viernes.date(), a_quien="X", por=jefatura, ahora=viernes
    )
    assert plazo.vence_el == LUNES
    Aviso.objects.all().delete()

    assert avisar_plazos(A_LAS_9) == 2
    assert avisar_plazos(A_LAS_9 + timedelta(hours=1)) == 0

    asuntos = set(Aviso.objects.filter(destinatario=especialista).values_list("asunto", flat=True))
    assert f"Expediente {fila.numero}: {plazo.nombre}, vence hoy." in asuntos
