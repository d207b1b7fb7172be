"""The forecast is own history with its n, and says nothing when there are few cases."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from cargos.models import Usuario
from tests import fabrica_tramite as fabrica
from tramite import acciones
from tramite.manana import manana_de
from tramite.models import Expediente
from tramite.pronostico import Caso, historia, pronosticar

LIMA = ZoneInfo("America/Lima")


def casos(*, tarde: int, a_tiempo: int, puesto: str = "068") -> list[Caso]:
    return [Caso(1, puesto, None, tarde=True)] * tarde + [Caso(1, puesto, 9, False)] * a_tiempo


def test_se_compara_con_los_que_seguian_abiertos_a_los_mismos_dias() -> None:
    historias = casos(tarde=6, a_tiempo=6)

    al_inicio = pronosticar(historias, procedimiento=1, puesto="068", van=2)
    despues = pronosticar(historias, procedimiento=1, puesto="068", van=10)

    assert (al_inicio.n, al_inicio.porcentaje, al_inicio.de_quien) == (12, 50, "068")
    assert (despues.n, despues.tarde) == (6, 6)
    assert despues.frase == "Sin historia suficiente (n = 6)."


def test_con_poco_de_ese_cargo_se_mira_el_procedimiento_entero() -> None:
    historias = casos(tarde=6, a_tiempo=1) + casos(tarde=0, a_tiempo=3, puesto="070")

    suyo = pronosticar(historias, procedimiento=1, puesto="068", van=0)

    assert (suyo.n, suyo.tarde, suyo.de_quien) == (10, 6, "")
    assert suyo.frase == "De 10 del mismo procedimiento, 6 se retrasaron (60 %)."


def test_lo_que_vencio_sin_respuesta_cuenta_como_tarde_y_lo_nuevo_se_anuncia(
    secretaria: Usuario, jefatura: Usuario, especialista: Usuario
) -> None:
    informe = fabrica.procedimiento("informe")
    hoy = timezone.localdate()
    hace_mucho = datetime.combine(hoy - timedelta(days=60), datetime.min.time(), LIMA)
    hace_mucho += timedelta(hours=10)

    def ingresar(cuando: datetime) -> Expediente:
        return fabrica.expediente(
            por=secretaria,
            pase_a="068",
            procedimiento=informe,
            presentado_en=cuando,
            ahora=cuando,
        )

    viejos = [ingresar(hace_mucho) for _ in range(8)]
    a_tiempo = hace_mucho + timedelta(hours=2)
    acciones.atender(viejos[0], texto="Listo", por=especialista, ahora=a_tiempo)
    nuevo = ingresar(timezone.now())
    fabrica.vence(nuevo, hoy + timedelta(days=9))

    assert sorted(c.tarde for c in historia([informe.pk], hoy)) == [False, *[True] * 7]
    [(movimiento, pronostico)] = manana_de(jefatura, hoy).podrian_tardar
    assert movimiento.expediente.numero == nuevo.numero
    assert (pronostico.n, pronostico.tarde) == (8, 7)
    assert manana_de(especialista, hoy).podrian_tardar == []
