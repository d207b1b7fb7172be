"""A case that ends without an answer: for another entity, given up, or left standing."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from cargos.models import Usuario
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica_tramite as fabrica
from tramite import acciones
from tramite.acciones import Fin
from tramite.estados import Estado, TransicionInvalida
from tramite.models import Expediente

LUNES = datetime(2026, 6, 1, 9, 0, tzinfo=ZoneInfo("America/Lima"))
DIA = timedelta(days=1)


@pytest.fixture
def fila(secretaria: Usuario, jefatura: Usuario, especialista: Usuario) -> Expediente:
    return fabrica.expediente(
        por=secretaria,
        ahora=LUNES,
        presentado_en=LUNES,
        procedimiento=fabrica.procedimiento("solicitud"),
        pase_a="068",
    )


def terminar(fila: Expediente, fin: Fin, *, por: Usuario, ahora: datetime = LUNES + DIA) -> None:
    acciones.terminar(fila, fin=fin, texto="Oficio 12", por=por, ahora=ahora)
    fila.refresh_from_db()


@pytest.mark.parametrize(
    ("fin", "estado"),
    [(Fin.REENCAUCE, Estado.REENCAUZADO), (Fin.DESISTIMIENTO, Estado.DESISTIDO)],
)
def test_termina_sin_plazo_que_corra_y_se_archiva(
    fila: Expediente, jefatura: Usuario, fin: Fin, estado: Estado
) -> None:
    terminar(fila, fin, por=jefatura)

    assert (fila.estado, fila.vence_el) == (estado, None)
    assert not fila.plazos.abiertos().exists()
    acciones.archivar(fila, texto="Archivador 1", por=jefatura, ahora=LUNES + DIA)
    assert not fila.movimientos.abiertos().exists()


def test_el_abandono_no_se_declara_de_lo_que_no_espera_al_administrado(
    fila: Expediente, jefatura: Usuario
) -> None:
    with pytest.raises(ReglaIncumplida, match="dejó paralizado") as error:
        terminar(fila, Fin.ABANDONO, por=jefatura)

    assert error.value.norma == "TUO LPAG art. 191"


def test_el_abandono_no_se_declara_antes_de_treinta_dias_habiles(
    fila: Expediente, especialista: Usuario, jefatura: Usuario
) -> None:
    acciones.esperar(
        fila,
        a_quien="La solicitante",
        texto="Su RUC",
        suspende=False,
        por=especialista,
        ahora=LUNES,
    )

    with pytest.raises(ReglaIncumplida, match="puede declararse después del 14/07/2026"):
        terminar(fila, Fin.ABANDONO, por=jefatura, ahora=LUNES + 43 * DIA)

    terminar(fila, Fin.ABANDONO, por=jefatura, ahora=LUNES + 44 * DIA)
    assert fila.estado == Estado.ABANDONADO


def test_lo_atendido_ya_no_termina_de_otra_manera(
    fila: Expediente, especialista: Usuario, jefatura: Usuario
) -> None:
    acciones.atender(fila, texto="Se respondió", por=especialista, ahora=LUNES + DIA)

    with pytest.raises(TransicionInvalida):
        terminar(fila, Fin.DESISTIMIENTO, por=jefatura)
