"""Like cases are answered in the order of entry, or it is said why not (TUO LPAG art. 148.1)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cargos.models import Usuario
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica_tramite as fabrica
from tramite import acciones
from tramite.models import Expediente

Como = Callable[[Usuario], Client]


@pytest.fixture
def tres(secretaria: Usuario, jefatura: Usuario, especialista: Usuario) -> list[Expediente]:
    """Three requests for a report in the hands of post 068, in the order of entry."""
    ahora = timezone.now()
    return [
        fabrica.expediente(
            por=secretaria,
            pase_a="068",
            procedimiento=fabrica.procedimiento("informe"),
            presentado_en=ahora - timedelta(hours=9 - n),
        )
        for n in range(3)
    ]


def atender(fila: Expediente, cliente: Client, **campos: str) -> int:
    url = reverse("tramite:atender", args=[fila.numero])
    cuerpo = {"version": fila.version, "texto": "Se respondió"} | campos
    respuesta = cliente.post(url, cuerpo)
    cliente.ultima = respuesta.content.decode()  # type: ignore[attr-defined]
    return respuesta.status_code


def test_se_atiende_en_orden_sin_que_se_pregunte_nada(
    tres: list[Expediente], especialista: Usuario, como: Como
) -> None:
    cliente = como(especialista)
    pagina = cliente.get(reverse("tramite:atender", args=[tres[0].numero])).content.decode()
    assert "Por qué se adelanta" not in pagina

    assert [atender(fila, cliente) for fila in tres] == [302, 302, 302]


def test_adelantar_uno_exige_una_razon_y_nombra_a_los_que_esperan(
    tres: list[Expediente], especialista: Usuario, como: Como
) -> None:
    cliente = como(especialista)

    assert atender(tres[2], cliente) == 422

    assert tres[0].numero in cliente.ultima  # type: ignore[attr-defined]
    assert tres[1].numero in cliente.ultima  # type: ignore[attr-defined]
    assert "TUO LPAG art. 148.1" in cliente.ultima  # type: ignore[attr-defined]


def test_la_razon_queda_en_la_hoja_de_los_postergados_y_se_da_una_vez(
    tres: list[Expediente], especialista: Usuario, como: Como
) -> None:
    cliente = como(especialista)

    assert atender(tres[2], cliente, orden_motivo="La audiencia es mañana") == 302

    for postergado in tres[:2]:
        hoja = cliente.get(postergado.get_absolute_url()).content.decode()
        assert "Orden de ingreso alterado" in hoja
        assert f"Se atendió antes el {tres[2].numero}: La audiencia es mañana" in hoja
    assert atender(tres[1], cliente) == 302, "del primero ya se explicó"


def test_la_regla_tambien_la_tiene_el_acto(tres: list[Expediente], especialista: Usuario) -> None:
    with pytest.raises(ReglaIncumplida) as rechazo:
        acciones.atender(tres[1], texto="x", por=especialista, ahora=timezone.now())

    assert rechazo.value.norma == "TUO LPAG art. 148.1"


def test_la_hoja_del_postergado_no_nombra_a_un_restringido(
    tres: list[Expediente], especialista: Usuario, jefatura: Usuario
) -> None:
    acciones.reservar(
        tres[2], clase="grupo", fundamento="x", lectores=[], por=jefatura, ahora=timezone.now()
    )
    tres[2].refresh_from_db()

    acciones.atender(
        tres[2], texto="x", orden_motivo="Urgente", por=especialista, ahora=timezone.now()
    )

    assert tres[0].actuaciones.get().texto == "Se atendió antes otro: Urgente"


def test_lo_que_espera_a_un_tercero_o_es_de_otro_procedimiento_no_cuenta(
    tres: list[Expediente], especialista: Usuario, secretaria: Usuario
) -> None:
    acciones.esperar(
        tres[0], a_quien="APCI", texto="x", suspende=False, por=especialista, ahora=timezone.now()
    )
    otro = fabrica.expediente(
        por=secretaria, pase_a="068", procedimiento=fabrica.procedimiento("convenio")
    )

    acciones.atender(tres[1], texto="x", por=especialista, ahora=timezone.now())
    acciones.atender(otro, texto="x", por=especialista, ahora=timezone.now())

    assert not tres[0].actuaciones.filter(clase="orden").exists()


def test_la_cola_va_en_orden_de_ingreso_y_dice_a_quien_se_postergo(
    tres: list[Expediente], especialista: Usuario, jefatura: Usuario, como: Como
) -> None:
    atender(tres[2], como(especialista), orden_motivo="Vencía hoy")

    pagina = como(jefatura).get("/tramite/cola/?cargo=068")
    numeros = [m.expediente.numero for m in pagina.context["pagina"]]

    assert numeros == [tres[0].numero, tres[1].numero]
    assert "Vencía hoy" in pagina.content.decode()


@pytest.mark.parametrize("cargo", ["999", "x" * 500, "068%27"])
def test_la_cola_de_un_cargo_que_no_existe_esta_vacia(
    tres: list[Expediente], jefatura: Usuario, como: Como, cargo: str
) -> None:
    assert como(jefatura).get(f"/tramite/cola/?cargo={cargo}").status_code == 200


def test_la_cola_no_pregunta_mas_por_haber_mas_filas(
    tres: list[Expediente],
    secretaria: Usuario,
    especialista: Usuario,
    como: Como,
    consultas: Callable[[Client, str], int],
) -> None:
    cliente = como(especialista)
    antes = consultas(cliente, "/tramite/cola/")
    for _ in range(4):
        fabrica.expediente(por=secretaria, pase_a="068")

    assert consultas(cliente, "/tramite/cola/") <= antes
