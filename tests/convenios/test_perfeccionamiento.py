"""The clock of what was signed and is not yet in force; and what happens if nobody decides."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from convenios.acciones.convenio import anotar_hito
from convenios.models import Hito
from convenios.perfeccionamiento import lapso_de, lapso_de_la_muestra, reloj, vias
from convenios.plazos import consecuencia
from tests import fabrica_convenios as fabrica
from tests.fabrica_convenios import HOY

FIRMA = date(2026, 1, 15)


def test_la_muestra_de_la_gaceta_da_su_mediana():
    lapso = lapso_de_la_muestra()
    assert (lapso.mediana, lapso.maximo, lapso.n) == (Decimal("120.5"), 335, 8)
    with pytest.raises(ValueError, match="No hay casos"):
        lapso_de([], "nada")


@pytest.mark.parametrize(
    ("via", "hechos", "dias", "sigue", "demora"),
    [
        ("art56", {}, 309, "rl", True),
        ("art56", {"rl": date(2026, 5, 1)}, 309, "ds", True),
        ("art57", {"ds": date(2026, 5, 1)}, 309, "publicacion", False),
        ("art57", {"ds": date(2026, 5, 1), "publicacion": date(2026, 5, 9)}, 309, "vigor", False),
        # A step that nobody noted does not hold the clock behind the ones that came after.
        ("art56", {"ds": date(2026, 5, 1)}, 309, "publicacion", False),
        ("art57", {"ds": date(2026, 5, 1), "vigor": date(2026, 6, 1)}, 137, None, False),
        # What happened after the day asked had not happened yet.
        ("art57", {"ds": HOY + timedelta(days=1)}, 309, "ds", True),
    ],
)
def test_el_reloj_dice_cuanto_lleva_y_quien_lo_tiene(via, hechos, dias, sigue, demora):
    r = reloj(via, FIRMA, hechos, HOY)
    assert (r.dias, r.se_demora) == (dias, demora)
    assert (r.siguiente and r.siguiente.hito) == sigue
    assert all(p.norma and p.quien for p in r.pasos)


def test_sin_via_no_hay_reloj():
    assert reloj("", FIRMA, {}, HOY) is None
    assert {v for v, _ in vias()} == {"art56", "art57"}


def test_se_ve_lo_que_espera_y_sale_al_entrar_en_vigor(como, especialista, jefatura):
    convenio = fabrica.convenio(
        por=jefatura, requiere_perfeccionamiento=True, via_perfeccionamiento="art56"
    )
    sin_via = fabrica.convenio(por=jefatura, requiere_perfeccionamiento=True)
    ajeno = fabrica.convenio(por=jefatura)
    cliente, url = como(especialista), "/convenios/perfeccionamiento/"
    pagina = cliente.get(url).content.decode()
    assert "Congreso de la República" in pagina
    assert "No consta la vía" in pagina
    assert sin_via.codigo in pagina
    assert ajeno.codigo not in pagina
    assert "Congreso de la República" in cliente.get(convenio.get_absolute_url()).content.decode()
    vigor = Hito(convenio=convenio, tipo="vigor", fecha=date(2025, 6, 1), fuente="El Peruano")
    anotar_hito(vigor, por=jefatura)
    assert convenio.codigo not in cliente.get(url).content.decode()


def test_la_lista_no_hace_mas_consultas_con_mas_instrumentos(
    como, consultas, especialista, jefatura
):
    cliente, url = como(especialista), "/convenios/perfeccionamiento/"
    campos = {"requiere_perfeccionamiento": True, "via_perfeccionamiento": "art57"}
    fabrica.convenio(por=jefatura, **campos)
    cliente.get(url)
    con_uno = consultas(cliente, url)
    for _ in range(3):
        fabrica.convenio(por=jefatura, **campos)
    assert consultas(cliente, url) == con_uno


FIN = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("renovacion", "frase"),
    [
        ("expresa_por_adenda", "extemporánea"),
        ("novacion", "la novación"),
        ("automatica", "Se renueva solo después del 31/12/2026"),
        ("no_renovable", "no puede renovarse"),
        ("hasta_evento", "si antes no ocurre"),
    ],
)
def test_si_nadie_decide_se_dice_que_pasa(renovacion, frase):
    assert frase in consecuencia(renovacion, FIN, None)
    assert consecuencia(renovacion, None, None) == ""


def test_quien_decide_ve_el_plazo_y_la_consecuencia(como, jefatura):
    convenio = fabrica.convenio(por=jefatura, fecha_fin=HOY - timedelta(days=3), preaviso_dias=30)
    fabrica.ocurrencia(convenio)
    pagina = como(jefatura).get(f"{convenio.get_absolute_url()}decidir/").content.decode()
    assert "Debió decidirse hace" in pagina
    assert "extemporánea" in pagina
    assert "no consta ninguna" in pagina
    assert "Si nadie decide" in como(jefatura).get(convenio.get_absolute_url()).content.decode()


def test_una_via_sin_la_marca_se_corrige(como, jefatura):
    datos = {
        "denominacion": "Acuerdo",
        "tipo": "acuerdo_proyecto",
        "etapa_inicial": "idea",
        "importancia": "3",
        "nivel_acceso": "interno",
        "regla_inicio": "suscripcion",
        "plazo": "no_consta",
        "renovacion": "expresa_por_adenda",
        "clausula_separacion": "unknown",
        "via_perfeccionamiento": "art56",
    }
    cliente = como(jefatura)
    respuesta = cliente.post("/convenios/nuevo/", datos)
    assert "requiere_perfeccionamiento" in respuesta.context["form"].errors
    assert cliente.post("/convenios/nuevo/", datos | {"requiere_perfeccionamiento": "on"}).url
