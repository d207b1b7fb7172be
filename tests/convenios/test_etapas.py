"""Stages of a convenio: transitions as data, and one test for each requirement."""

from datetime import date
from decimal import Decimal

import pytest

from convenios.acciones.etapa import cambiar_etapa
from convenios.estados import (
    ABIERTOS,
    EXCLUIDOS,
    PLENOS,
    TERMINALES,
    TRANSICIONES,
    TRANSICIONES_OCURRENCIA,
    EstadoOcurrencia,
    Etapa,
    TransicionInvalida,
)
from convenios.models import Convenio, Hito
from convenios.requisitos import DONDE
from convenios.validaciones import REGLAS, Hechos, Nivel, evaluar, sin_resolver
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica_convenios as fabrica
from tests.fabrica_convenios import HOY

COMPLETO = Hechos(
    lados=frozenset({"sector", "contraparte"}),
    roles=frozenset({1, 2}),
    suscripcion=date(2026, 1, 15),
    inicio=date(2026, 1, 15),
    fin=date(2027, 1, 15),
    plazo_consta=True,
    compromisos=1,
    exige_conformidad_desde=date(2025, 4, 16),
    tiene_firmado=True,
    crs_suma=Decimal(100),
    metas_ods=1,
    temas_pncti=1,
    tiene_acta_cierre=True,
)


def con(**campos) -> Hechos:
    return Hechos(**{**COMPLETO.__dict__, **campos})


def codigos(hechos: Hechos, etapa: Etapa) -> set[str]:
    return {f.codigo for f in evaluar(hechos, etapa)}


def test_un_convenio_completo_no_incumple_nada():
    assert all(not evaluar(COMPLETO, etapa) for etapa in Etapa)


marco = {
    "es_especifico": True,
    "marco_admisible": True,
    "marco_inicio": date(2025, 1, 1),
    "marco_fin": date(2028, 1, 1),
}


@pytest.mark.parametrize(
    ("regla", "etapa", "malo", "bueno"),
    [
        ("partes", Etapa.LISTO_PARA_FIRMA, {"lados": frozenset({"sector"})}, {}),
        ("partes", Etapa.EN_EJECUCION, {"lados": frozenset()}, {}),
        ("roles", Etapa.SUSCRITO, {"roles": frozenset({4})}, {"roles": frozenset({2})}),
        ("marco", Etapa.SUSCRITO, marco | {"marco_admisible": False}, marco),
        ("marco", Etapa.SUSCRITO, marco | {"marco_fin": date(2025, 12, 31)}, marco),
        ("marco", Etapa.SUSCRITO, marco | {"marco_inicio": date(2026, 2, 1)}, marco),
        ("fin_del_marco", Etapa.SUSCRITO, marco | {"marco_fin": date(2026, 6, 1)}, marco),
        ("fin_del_marco", Etapa.SUSCRITO, marco | {"fin": None, "sin_fin": True}, marco),
        ("plazo", Etapa.LISTO_PARA_FIRMA, {"plazo_consta": False}, {}),
        (
            "fechas",
            Etapa.SUSCRITO,
            {"inicio": date(2026, 1, 1)},
            {"inicio": date(2026, 1, 1), "nota_fechas": "Cláusula octava"},
        ),
        ("fechas", Etapa.EN_EJECUCION, {"fin": date(2026, 1, 15)}, {}),
        (
            "separacion",
            Etapa.SUSCRITO,
            {"contraparte_publica_peruana": True, "clausula_separacion": None},
            {"contraparte_publica_peruana": True, "clausula_separacion": True},
        ),
        (
            "conformidad",
            Etapa.SUSCRITO,
            {"contraparte_registrable": True},
            {"contraparte_registrable": True, "tiene_conformidad": True},
        ),
        (
            "conformidad",
            Etapa.SUSCRITO,
            {"contraparte_registrable": True, "suscripcion": None},
            {"contraparte_registrable": True, "suscripcion": date(2025, 4, 15)},
        ),
        ("archivo", Etapa.EN_EJECUCION, {"tiene_firmado": False}, {}),
        ("compromisos", Etapa.EN_EJECUCION, {"compromisos": 0}, {"sin_compromisos": True}),
        (
            "perfeccionamiento",
            Etapa.EN_EJECUCION,
            {"requiere_perfeccionamiento": True},
            {"requiere_perfeccionamiento": True, "entro_en_vigor": True},
        ),
        (
            "separacion",
            Etapa.SUSCRITO,
            {"contraparte_publica_peruana": True, "clausula_separacion": False},
            {"contraparte_publica_peruana": True, "tiene_clausula_separacion": True},
        ),
        ("aportes", Etapa.LISTO_PARA_FIRMA, {"reparos_de_dinero": ("Faltan USD 1.00.",)}, {}),
        ("clasificacion", Etapa.EN_EJECUCION, {"crs_suma": Decimal(90)}, {}),
        ("clasificacion", Etapa.EN_EJECUCION, {"crs_suma": Decimal(0)}, {}),
        ("clasificacion", Etapa.EN_EJECUCION, {"metas_ods": 0}, {}),
        ("clasificacion", Etapa.EN_EJECUCION, {"temas_pncti": 0}, {}),
        ("registro_apci", Etapa.SUSCRITO, {"registros_vencidos": ("ONGD Sol",)}, {}),
        ("plan_operaciones", Etapa.EN_EJECUCION, {"falta_plan_operaciones": True}, {}),
        ("firmas", Etapa.EN_EJECUCION, {"partes_sin_firma": ("APCI",)}, {}),
        (
            "ultima_firma",
            Etapa.EN_EJECUCION,
            {"ultima_firma": date(2026, 1, 25)},
            {"ultima_firma": date(2026, 1, 15)},
        ),
        ("pendientes", Etapa.CERRADO, {"pendientes": 1}, {}),
        (
            "conformidad_antes",
            Etapa.LISTO_PARA_FIRMA,
            {"contraparte_registrable": True, "suscripcion": None},
            {"contraparte_registrable": True, "suscripcion": None, "tiene_conformidad": True},
        ),
        ("acta_cierre", Etapa.CERRADO, {"tiene_acta_cierre": False}, {}),
    ],
)
def test_cada_requisito_refusa_lo_malo_y_deja_lo_bueno(regla, etapa, malo, bueno):
    assert regla in codigos(con(**malo), etapa)
    assert regla not in codigos(con(**bueno), etapa)


def test_todas_las_reglas_tienen_su_caso():
    casos = {
        "partes",
        "roles",
        "pendientes",
        "acta_cierre",
        "conformidad_antes",
        "marco",
        "fin_del_marco",
        "plazo",
        "fechas",
        "separacion",
        "conformidad",
        "compromisos",
        "archivo",
        "perfeccionamiento",
        "aportes",
        "firmas",
        "ultima_firma",
        "clasificacion",
        "registro_apci",
        "plan_operaciones",
    }
    assert {r.codigo for r in REGLAS} == casos


def test_de_cada_requisito_se_dice_donde_se_completa():
    assert {r.codigo for r in REGLAS} == set(DONDE)


def test_una_dispensa_necesita_razon_y_un_bloqueo_no_se_dispensa():
    fallas = evaluar(con(plazo_consta=False, lados=frozenset()), Etapa.LISTO_PARA_FIRMA)
    assert {f.nivel for f in fallas} == {Nivel.BLOQUEA, Nivel.DISPENSA}
    assert {f.codigo for f in sin_resolver(fallas, {"plazo": "  "})} == {"partes", "plazo"}
    resto = sin_resolver(fallas, {"plazo": "Lo fija la ley.", "partes": "Luego."})
    assert {f.codigo for f in resto} == {"partes"}


def test_de_toda_etapa_viva_se_llega_a_un_final():
    for etapa in Etapa:
        alcanzadas, por_ver = set(), [etapa]
        while por_ver:
            actual = por_ver.pop()
            if actual not in alcanzadas:
                alcanzadas.add(actual)
                por_ver.extend(TRANSICIONES[actual])
        assert alcanzadas & TERMINALES, etapa
    assert all(not TRANSICIONES[e] for e in TERMINALES)


def test_los_estados_de_una_obligacion_terminan_o_siguen_abiertos():
    assert set(TRANSICIONES_OCURRENCIA) == set(EstadoOcurrencia)
    finales = {e for e, siguientes in TRANSICIONES_OCURRENCIA.items() if not siguientes}
    assert finales == PLENOS | EXCLUIDOS
    assert not ABIERTOS & finales


# --- Through the act ------------------------------------------------------------------------


def test_no_se_salta_de_idea_a_ejecucion(jefatura):
    convenio = fabrica.convenio(por=jefatura, etapa=Etapa.IDEA)
    with pytest.raises(TransicionInvalida, match="no puede pasar"):
        cambiar_etapa(convenio, a=Etapa.EN_EJECUCION, por=jefatura, hoy=HOY)


def test_no_entra_en_ejecucion_sin_compromisos(como, jefatura):
    convenio = fabrica.convenio(por=jefatura, etapa=Etapa.SUSCRITO)
    url = f"{convenio.get_absolute_url()}etapa/"
    datos = {"a": "en_ejecucion", "fecha": "20/11/2026"}
    respuesta = como(jefatura).post(url, datos)
    assert respuesta.status_code == 422
    pagina = respuesta.content.decode()
    assert "No tiene compromisos" in pagina
    for lugar in ("compromisos/nuevo/", "documentos/nuevo/?clase=firmado", "clasificar/"):
        assert f"{convenio.get_absolute_url()}{lugar}" in pagina
    fabrica.compromiso(convenio)
    fabrica.documento(convenio, por=jefatura)
    fabrica.clasificar(convenio)
    paso = como(jefatura).post(url, datos, follow=True)
    assert "No consta quién firmó" in paso.content.decode()  # it only warns, and it is read
    transicion = convenio.transiciones.last()
    assert (transicion.de, transicion.a, transicion.por) == ("suscrito", "en_ejecucion", jefatura)


def test_lo_que_se_dispensa_queda_escrito(como, jefatura):
    convenio = fabrica.convenio(por=jefatura, etapa=Etapa.SUSCRITO, requiere_perfeccionamiento=True)
    fabrica.compromiso(convenio)
    fabrica.documento(convenio, por=jefatura)
    fabrica.clasificar(convenio)
    url = f"{convenio.get_absolute_url()}etapa/"
    datos = {"a": "en_ejecucion", "fecha": "20/11/2026"}
    respuesta = como(jefatura).post(url, datos)
    assert respuesta.status_code == 422
    assert "dispensa_perfeccionamiento" in respuesta.content.decode()
    razon = {"dispensa_perfeccionamiento": "La fuente no da la fecha."}
    assert como(jefatura).post(url, datos | razon).status_code == 302
    dispensas = {"perfeccionamiento": "La fuente no da la fecha."}
    assert convenio.transiciones.last().dispensas == dispensas


def test_lo_que_aun_se_debe_no_se_cierra_sin_decir_por_que(como, jefatura):
    convenio = fabrica.convenio(por=jefatura, etapa=Etapa.EN_CIERRE)
    fabrica.compromiso(convenio)
    url, datos = f"{convenio.get_absolute_url()}etapa/", {"a": "cerrado", "fecha": "20/11/2026"}
    respuesta = como(jefatura).post(url, datos)
    assert respuesta.status_code == 422
    assert "Queda una obligación abierta" in respuesta.content.decode()
    razon = {"dispensa_pendientes": "Se trasladó al convenio nuevo."}
    assert como(jefatura).post(url, datos | razon).status_code == 302
    assert convenio.transiciones.last().advertencias == [
        "No consta el acta de cierre (anótela como hito)."
    ]


def test_resolver_pide_el_motivo(como, jefatura):
    convenio = fabrica.convenio(por=jefatura)
    url = f"{convenio.get_absolute_url()}etapa/"
    datos = {"a": "resuelto", "fecha": "20/11/2026"}
    assert como(jefatura).post(url, datos).status_code == 422
    assert como(jefatura).post(url, datos | {"motivo": "Mutuo acuerdo"}).status_code == 302


def test_la_conformidad_de_apci_se_exige_desde_la_ley_32301(jefatura):
    convenio = fabrica.convenio(
        por=jefatura,
        etapa=Etapa.LISTO_PARA_FIRMA,
        fecha_suscripcion=None,
        inicio_vigencia=None,
        requiere_conformidad_apci=True,
    )
    firmar = {"a": Etapa.SUSCRITO, "por": jefatura, "hoy": HOY, "fecha": HOY}
    with pytest.raises(ReglaIncumplida, match="conformidad previa"):
        cambiar_etapa(convenio, **firmar)
    assert Convenio.objects.get(pk=convenio.pk).fecha_suscripcion is None
    Hito.objects.create(
        convenio=convenio, tipo="conformidad_apci", fecha=HOY, fuente="Oficio de APCI"
    )
    cambiar_etapa(convenio, **firmar)
    firmado = Convenio.objects.get(pk=convenio.pk)
    assert (firmado.fecha_suscripcion, firmado.inicio_vigencia) == (HOY, HOY)
