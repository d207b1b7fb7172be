"""Extensions and waiting: what the law lets the clock do, and nothing else."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from cargos.models import Usuario
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica_tramite as fabrica
from tramite import acciones
from tramite.acciones.recalcular import movidas
from tramite.models import Expediente
from tramite.plazos import Semaforo

Como = Callable[[Usuario], Client]
LIMA = ZoneInfo("America/Lima")
LUNES = datetime(2026, 11, 16, 9, 0, tzinfo=LIMA)


@pytest.fixture
def pedido(secretaria: Usuario, especialista: Usuario) -> Expediente:
    """A request for a report filed on Monday 16-11-2026: 7 working days, with the specialist."""
    return fabrica.expediente(
        por=secretaria,
        ahora=LUNES,
        presentado_en=LUNES,
        pase_a="068",
        procedimiento=fabrica.procedimiento("informe"),
    )


def prorrogar(pedido: Expediente, por: Usuario, **campos: object) -> None:
    opciones: dict[str, object] = {
        "dias": 3,
        "motivo": "Requiere viajar",
        "solicitada_el": date(2026, 11, 24),
        "ahora": LUNES + timedelta(days=8),
    }
    acciones.prorrogar(pedido, por=por, **(opciones | campos))


def test_la_prorroga_corre_desde_el_vencimiento_y_explica_sus_dias(
    pedido: Expediente, jefatura: Usuario
) -> None:
    assert pedido.vence_el == date(2026, 11, 25)

    prorrogar(pedido, jefatura)

    pedido.refresh_from_db()
    plazo = pedido.plazos.abiertos().get()
    assert pedido.vence_el == plazo.vence_el == date(2026, 11, 30)
    assert pedido.movimientos.abiertos().get().vence == date(2026, 11, 30)
    assert sum(d["por_que"].startswith("prórroga") for d in plazo.explicacion) == 3
    assert plazo.reemplaza.sin_efecto_por == "Reemplazado: ahora vence el 30/11/2026"


def test_la_prorroga_se_da_una_sola_vez(pedido: Expediente, jefatura: Usuario) -> None:
    # art. 136.2
    prorrogar(pedido, jefatura, dias=1)

    with pytest.raises(ReglaIncumplida, match="una sola prórroga"):
        prorrogar(pedido, jefatura, dias=1)


def test_no_se_prorroga_lo_que_se_pidio_despues_de_vencer(
    pedido: Expediente, jefatura: Usuario
) -> None:
    # art. 136.2
    with pytest.raises(ReglaIncumplida, match="ya había vencido"):
        prorrogar(pedido, jefatura, solicitada_el=date(2026, 11, 26))


def test_no_se_prorroga_mas_de_lo_que_la_regla_admite(
    pedido: Expediente, jefatura: Usuario
) -> None:
    with pytest.raises(ReglaIncumplida, match="3 días como máximo"):
        prorrogar(pedido, jefatura, dias=4)


@pytest.mark.parametrize(
    ("campos", "dice"),
    [
        ({"dias": "4"}, "La ley admite 3 como máximo."),
        ({"solicitada_el": "26/11/2026"}, "El plazo venció el 25/11/2026: la prórroga se pide"),
    ],
)
def test_lo_que_la_ley_no_admite_se_dice_junto_al_campo_y_no_se_pierde_lo_escrito(
    pedido: Expediente, jefatura: Usuario, como: Como, campos: dict[str, str], dice: str
) -> None:
    datos = {
        "version": pedido.version,
        "dias": "1",
        "solicitada_el": "24/11/2026",
        "motivo": "Viaje",
    }

    respuesta = como(jefatura).post(
        reverse("tramite:prorrogar", args=[pedido.numero]), datos | campos
    )

    assert respuesta.status_code == 422
    assert dice in respuesta.content.decode()
    assert "Viaje" in respuesta.content.decode()


def test_lo_ya_prorrogado_se_dice_antes_de_escribir_nada(
    pedido: Expediente, jefatura: Usuario, como: Como
) -> None:
    url = reverse("tramite:prorrogar", args=[pedido.numero])
    assert (
        "Vence el 25/11/2026; se agregan 3 como máximo." in como(jefatura).get(url).content.decode()
    )
    prorrogar(pedido, jefatura, dias=1)

    respuesta = como(jefatura).get(url)

    assert respuesta.status_code == 409
    assert "art. 136.2" in respuesta.content.decode()


def test_al_prorrogar_se_dice_cuanto_y_hasta_cuando(
    pedido: Expediente, jefatura: Usuario, como: Como
) -> None:
    datos = {
        "version": pedido.version,
        "dias": "3",
        "solicitada_el": "24/11/2026",
        "motivo": "Viaje",
    }

    pagina = como(jefatura).post(
        reverse("tramite:prorrogar", args=[pedido.numero]), datos, follow=True
    )

    assert "El plazo corre: vence el 30/11/2026." in pagina.content.decode()
    assert "3 días más, vence el 30/11/2026. Viaje" in pagina.content.decode()


def test_solo_la_jefatura_prorroga(
    pedido: Expediente, especialista: Usuario, jefatura: Usuario, como: Como
) -> None:
    url = reverse("tramite:prorrogar", args=[pedido.numero])

    assert como(especialista).get(url).status_code == 403
    assert como(jefatura).get(url).status_code == 200


def test_lo_que_no_tiene_plazo_no_se_prorroga(secretaria: Usuario, jefatura: Usuario) -> None:
    fila = fabrica.expediente(por=secretaria)

    with pytest.raises(ReglaIncumplida, match="No hay un plazo que corra"):
        prorrogar(fila, jefatura)


def test_la_espera_que_la_ley_admite_suspende_el_plazo(
    pedido: Expediente, especialista: Usuario, jefatura: Usuario
) -> None:
    # art. 136.4; two working days of waiting, Wednesday and Thursday
    acciones.esperar(
        pedido,
        a_quien="la ONG",
        texto="traer el plan",
        suspende=True,
        por=jefatura,
        ahora=LUNES + timedelta(days=2),
    )
    acciones.retomar(pedido, texto="Lo trajo", por=especialista, ahora=LUNES + timedelta(days=3))

    pedido.refresh_from_db()
    assert pedido.vence_el == date(2026, 11, 27)
    suspendidos = [
        d for d in pedido.plazos.abiertos().get().explicacion if "suspendido" in d["por_que"]
    ]
    assert [d["fecha"] for d in suspendidos] == ["2026-11-18", "2026-11-19"]


def test_lo_suspendido_no_vence_mientras_se_espera_y_pasado_el_tope_vuelve_a_correr(
    pedido: Expediente, especialista: Usuario, jefatura: Usuario
) -> None:
    # art. 76.3: help of another entity, at most the term of art. 132.3, seven working days
    acciones.esperar(
        pedido,
        a_quien="APCI",
        texto="confirmar el registro",
        suspende=True,
        tope_habiles=7,
        por=jefatura,
        ahora=LUNES + timedelta(days=2),
    )

    pedido.refresh_from_db()
    # 17 is day 1; 18 to 26 stand still; 27, 30, 1, 2, 3 and 4 December are days 2 to 7.
    assert pedido.vence_el == date(2026, 12, 4)
    assert pedido.movimientos.abiertos().get().vence == date(2026, 12, 4)
    assert list(movidas()) == []
    corre = pedido.plazos.de_fondo().abiertos().get()
    assert corre.semaforo(date(2026, 11, 26)) is Semaforo.EN_PLAZO


def test_suspender_el_plazo_lo_decide_la_jefatura(
    pedido: Expediente, especialista: Usuario, jefatura: Usuario, como: Como
) -> None:
    url = reverse("tramite:esperar", args=[pedido.numero])
    assert "suspende" not in como(especialista).get(url).context["form"].fields
    with pytest.raises(ReglaIncumplida, match="lo decide la Jefatura"):
        acciones.esperar(
            pedido, a_quien="APCI", texto="x", suspende=True, por=especialista, ahora=LUNES
        )

    datos = {"version": pedido.version, "a_quien": "APCI", "texto": "x", "suspende": "7"}
    assert como(jefatura).post(url, datos).status_code == 302
    assert pedido.actuaciones.get().datos["tope_habiles"] == 7


def test_esperar_por_costumbre_no_suspende_nada(pedido: Expediente, especialista: Usuario) -> None:
    acciones.esperar(
        pedido,
        a_quien="otra área",
        texto="opinar",
        suspende=False,
        por=especialista,
        ahora=LUNES + timedelta(days=2),
    )
    acciones.retomar(pedido, texto="Opinó", por=especialista, ahora=LUNES + timedelta(days=3))

    pedido.refresh_from_db()
    assert pedido.vence_el == date(2026, 11, 25)


def test_la_prorroga_conserva_la_suspension(
    pedido: Expediente, especialista: Usuario, jefatura: Usuario
) -> None:
    acciones.esperar(
        pedido,
        a_quien="la ONG",
        texto="traer el plan",
        suspende=True,
        por=jefatura,
        ahora=LUNES + timedelta(days=2),
    )
    acciones.retomar(pedido, texto="Lo trajo", por=especialista, ahora=LUNES + timedelta(days=3))

    prorrogar(pedido, jefatura, dias=1)

    pedido.refresh_from_db()
    assert pedido.vence_el == date(2026, 11, 30)


def test_se_ve_a_quien_se_espera(pedido: Expediente, especialista: Usuario, como: Como) -> None:
    url = reverse("tramite:esperar", args=[pedido.numero])
    pedido.refresh_from_db()

    como(especialista).post(
        url, {"version": pedido.version, "a_quien": "APCI", "texto": "confirmar el registro"}
    )

    pagina = como(especialista).get(pedido.get_absolute_url()).content.decode()
    assert "En espera de un tercero" in pagina
    assert "De APCI: confirmar el registro" in pagina


def test_no_se_retoma_lo_que_no_espera(pedido: Expediente, especialista: Usuario) -> None:
    with pytest.raises(ReglaIncumplida):
        acciones.retomar(pedido, texto="x", por=especialista, ahora=LUNES)


@pytest.mark.parametrize(
    "campos",
    [
        {"dias": "0"},
        {"dias": "-1"},
        {"dias": "9" * 50},
        {"solicitada_el": "31/12/9999"},
        {"solicitada_el": ""},
        {"motivo": ""},
        {"motivo": "x\x00"},
    ],
)
def test_una_prorroga_mal_escrita_se_explica(
    pedido: Expediente, jefatura: Usuario, como: Como, campos: dict[str, str]
) -> None:
    pedido.refresh_from_db()
    base = {"version": pedido.version, "dias": "1", "solicitada_el": "h", "motivo": "x"}

    respuesta = como(jefatura).post(
        reverse("tramite:prorrogar", args=[pedido.numero]), base | campos
    )

    assert respuesta.status_code == 422


def test_lo_requerido_al_administrado_tiene_su_propio_plazo_hasta_que_llega(
    pedido: Expediente, especialista: Usuario, jefatura: Usuario
) -> None:
    acciones.esperar(
        pedido, a_quien="el administrado", texto="Traer el poder", suspende=True, por=jefatura,
        ahora=LUNES,
    )  # fmt: skip
    suyo = pedido.plazos.get(regla="ADMIN")
    assert (suyo.obligado, suyo.vence_el) == ("administrado", date(2026, 11, 30))

    acciones.retomar(pedido, texto="Lo trajo", por=jefatura, ahora=LUNES + timedelta(days=3))

    assert pedido.plazos.get(regla="ADMIN").cumplido_el == date(2026, 11, 19)
