"""Comparing two MOF: duty by duty, word by word, with keys that never change their meaning."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cargos.mof.diferencias import (
    Operacion,
    TipoCambio,
    asignar_claves,
    comparar,
    emparejar,
    tejer,
)
from cargos.mof.documento import MofRechazado
from cargos.mof.lector import leer_bytes
from tests import fabrica_mof


def manual(*cambios):
    return leer_bytes(fabrica_mof.mof_md(*cambios).encode(), ".md")


def test_dos_textos_iguales_no_tienen_diferencias():
    assert comparar(manual(), manual()) == []


def test_una_palabra_cambiada_se_senala_en_su_funcion():
    (cambio,) = comparar(manual(), manual(("Velar por el cumplimiento", "Velar por el respeto")))
    assert cambio.seccion == "Cargo 067 · Jefe/a"
    assert (cambio.parte, cambio.tipo) == ("Función 6", TipoCambio.CAMBIA)
    assert [(t.operacion, t.texto) for t in cambio.tramos][:3] == [
        (Operacion.IGUAL, "Velar por el"),
        (Operacion.QUITA, "cumplimiento"),
        (Operacion.AGREGA, "respeto"),
    ]


def test_una_funcion_intercalada_no_hace_cambiar_a_las_que_siguen():
    cambios = comparar(
        manual(),
        manual(
            ("2. Asesorar", "2. Publicar la memoria anual de la Oficina;\n3. Asesorar"),
            ("3. Representar", "4. Representar"),
            *((f"{n}. {inicio}", f"{n + 1}. {inicio}") for n, inicio in SIGUEN.items()),
        ),
    )
    agregadas = [c for c in cambios if c.tipo == TipoCambio.AGREGA]
    assert [c.parte for c in agregadas] == ["Función 2"]
    assert {c.tipo for c in cambios} == {TipoCambio.AGREGA, TipoCambio.RENUMERA}
    assert cambios[-1].parte == "Función 12 (antes 11)"


SIGUEN = {
    10: "Coordinar con los Programas",
    11: "Las demás funciones que le asigne el (la)",
    9: "Emitir opinión sectorial",
    8: "Coordinar con el sector privado",
    7: "Promover la presencia",
    6: "Velar por",
    5: "Canalizar",
    4: "Coordinar y supervisar los",
}


def test_una_funcion_quitada_se_dice():
    ultima = "\n11. Las demás funciones que le asigne el (la) Ministro(a)."
    (cambio,) = comparar(manual(), manual((ultima, "")))
    assert (cambio.parte, cambio.tipo, cambio.despues) == ("Función 11", TipoCambio.QUITA, "")


@pytest.mark.parametrize(
    ("viejo", "nuevo", "seccion", "parte"),
    [
        ("3952030", "3952031", "Cuadro de cargos", "Línea 067"),
        ("(Art. 4º,", "(Artículo 4º,", "Documento", "Nota (**)"),
        ("CLASIFI- CACION", "CLASIFICACION", "Documento", "Rótulo de las columnas"),
        ("Estudios Técnicos", "Estudios Superiores", "071", "Requisito 1"),
        ("sobre:\t--", "sobre:\t- . -", "071", "Ejerce mando"),
        ("Brinda apoyo", "Brindar apoyo", "071", "Función básica"),
        ("CARGO.**", "CARGO**", "070", "Rótulo de la sección I"),
        ("Social A)", "Social B)", "069", "Cargo estructurado"),
    ],
)
def test_todo_texto_que_cambia_aparece_en_su_sitio(viejo, nuevo, seccion, parte):
    (cambio,) = comparar(manual(), manual((viejo, nuevo)))
    assert seccion in cambio.seccion
    assert cambio.parte == parte


def test_cambiar_el_orden_de_los_cargos_tambien_es_una_diferencia():
    original = manual()
    (cambio,) = comparar(original, replace(original, cargos=original.cargos[::-1]))
    assert cambio.parte == "Orden de los cargos"


def test_un_cargo_nuevo_se_agrega_entero():
    original = manual()
    sin_el_ultimo = replace(original, cargos=original.cargos[:-1])
    cambios = [c for c in comparar(sin_el_ultimo, original) if c.seccion.startswith("Cargo 071")]
    assert {c.tipo for c in cambios} == {TipoCambio.AGREGA}
    assert sum(c.parte.startswith("Función ") for c in cambios) == 9  # with the básica


TEXTO = st.lists(st.sampled_from(["a", "b", "c", "d", "e", "f"]), max_size=12).map(" ".join)


@given(TEXTO, TEXTO)
def test_lo_que_se_queda_y_se_quita_es_el_texto_viejo_y_con_lo_agregado_el_nuevo(viejo, nuevo):
    tramos = tejer(viejo, nuevo)
    sin_agregar = [t.texto for t in tramos if t.operacion != Operacion.AGREGA]
    sin_quitar = [t.texto for t in tramos if t.operacion != Operacion.QUITA]
    assert " ".join(sin_agregar) == viejo
    assert " ".join(sin_quitar) == nuevo


@given(st.lists(TEXTO, max_size=6), st.lists(TEXTO, max_size=6))
def test_cada_texto_tiene_a_lo_mas_una_pareja(viejos, nuevos):
    parejas = emparejar(viejos, nuevos)
    assert [j for _, j in parejas if j is not None] == list(range(len(nuevos)))
    assert sorted(i for i, _ in parejas if i is not None) == list(range(len(viejos)))


def test_una_funcion_conserva_su_clave_aunque_cambie_de_numero():
    antes = [("067-01", "Diseñar la estrategia"), ("067-02", "Las demás funciones")]
    nuevos = ["Publicar la memoria", "Diseñar la estrategia", "Las demás funciones"]
    usadas = {"067-01", "067-02"}
    assert asignar_claves("067", antes, usadas, nuevos) == ["067-03", "067-01", "067-02"]


def test_una_clave_que_se_uso_no_vuelve_a_significar_otra_cosa():
    antes = [("067-01", "Diseñar la estrategia")]
    usadas = {"067-01", "067-02"}  # 067-02 was a duty that an earlier version took away
    nuevos = ["Diseñar la estrategia", "Llevar el registro de convenios"]
    assert asignar_claves("067", antes, usadas, nuevos) == ["067-01", "067-03"]


def test_otra_funcion_en_el_mismo_lugar_no_hereda_la_clave():
    antes = [("067-01", "Velar por el cumplimiento de los convenios")]
    nuevos = ["Administrar el parque automotor"]
    assert asignar_claves("067", antes, {"067-01"}, nuevos) == ["067-02"]


def test_una_funcion_retocada_conserva_su_clave():
    antes = [("067-01", "Velar por el cumplimiento de los convenios")]
    nuevos = ["Velar por el cumplimiento oportuno de los convenios"]
    assert asignar_claves("067", antes, {"067-01"}, nuevos) == ["067-01"]


def test_la_primera_version_numera_sus_claves_como_sus_funciones():
    assert asignar_claves("071", [], set(), ["a", "b"]) == ["071-01", "071-02"]


def test_cuando_se_acaban_las_claves_se_dice():
    usadas = {f"067-{n:02}" for n in range(1, 100)}
    with pytest.raises(MofRechazado, match="99 claves"):
        asignar_claves("067", [], usadas, ["Una función más"])
