"""What the Sector needs: registered, prioritised by criteria, formulated, presented, and how it
ends."""

from datetime import timedelta

import pytest
from django.db import InternalError, transaction
from django.utils import timezone

from cargos.models import Posicion
from convenios.models import Convenio, Demanda, PasoDemanda
from convenios.prioridad import Criterio, prioridad_de
from tests import fabrica_convenios as fabrica
from tests.convenios.test_requerimiento import unidad

DEMANDAS = "/convenios/demandas/"
NUEVA = f"{DEMANDAS}nueva/"


def escrito(dias: int = 0) -> str:
    return f"{timezone.localdate() + timedelta(days=dias):%d/%m/%Y}"


def datos(**cambios: object) -> dict[str, object]:
    """What a person types to register a project, complete."""
    tipeado = {
        "titulo": "Refugios temporales en Áncash",
        "problema": "No hay dónde alojarlas",
        "unidad": cambios.pop("unidad", None) or unidad().pk,
        "responsable": Posicion.objects.get(nro_orden="068").pk,
        "tipo": "proyecto",
        "destino": "ci",
        "moneda": "USD",
        "monto": "250000",
        "moneda_propia": "PEN",
        "contrapartida": "90000",
        "lugares": "Áncash, 080101",
        "m_18_29": "300",
        "h_0_11": "20",
        "areas_crs": "15180",
        "ods": "5.2",
        "pncti": "3",
    }
    return tipeado | cambios


def puntos(n: int = 4, **cambios: object) -> dict[str, object]:
    claves = ("alcance", "politica", "urgencia", "madurez", "contrapartida")
    return dict.fromkeys(claves, n) | {"fecha": escrito(), "nota": "Lo pide el plan"} | cambios


def pasar(cliente, fila: Demanda, a: str, **mas: object) -> int:
    envio = {"a": a, "fecha": escrito(), "nota": ""} | mas
    return cliente.post(f"{fila.get_absolute_url()}pasar/", envio).status_code


def test_la_prioridad_es_la_media_segun_el_peso_y_el_medio_sube():
    criterios = [Criterio("a", "", 3, "", ""), Criterio("b", "", 1, "", "")]
    casos = {(5, 5): 5, (1, 1): 1, (3, 5): 4, (2, 4): 3, (1, 5): 2, (4, 2): 4, (5, 3): 5}
    for (a, b), esperada in casos.items():
        assert prioridad_de({"a": a, "b": b}, criterios) == esperada, (a, b)


def test_se_registra_lo_que_una_unidad_necesita(como, especialista):
    cliente = como(especialista)
    uo = unidad()
    malos = [
        {"titulo": ""},
        {"unidad": "0"},
        {"monto": ""},
        {"moneda": ""},
        {"monto": "-5"},
        {"contrapartida": ""},
        {"lugares": "Atlántida"},
        {"areas_crs": "999"},
        {"ods": "99.9"},
        {"pncti": "18"},
        {"m_18_29": "-1"},
        {"m_18_29": "99999999"},
        {"problema": "x" * 4001},
    ]
    for malo in malos:
        assert cliente.post(NUEVA, datos(unidad=uo.pk) | malo).status_code == 422, malo
    assert cliente.post(NUEVA, datos(unidad=uo.pk)).status_code == 302
    fila = Demanda.objects.get()
    assert fila.codigo == f"DEM-{timezone.localdate().year}-0001"
    assert (fila.personas, fila.donde) == (320, "Áncash, 080101 (Cusco)")
    pagina = cliente.get(fila.get_absolute_url()).content.decode()
    for visto in ("USD 250,000.00", "PEN 90,000.00", "Mujeres, 18 a 29", "Programación"):
        assert visto in pagina
    # Typed without its accent, and by who asks for it.
    for pregunta in ("q=refugios+ancash", "q=wawa", "destino=ci&estado=abiertas", "tipo=proyecto"):
        assert cliente.get(f"{DEMANDAS}?{pregunta}").context["total"] == 1, pregunta
    for pregunta in ("q=puno", "destino=privados", "prioridad=1", "paso=formulada"):
        assert cliente.get(f"{DEMANDAS}?{pregunta}").context["total"] == 0, pregunta
    assert b"DEM-" in b"".join(cliente.get(f"{DEMANDAS}exportar.csv?q=refugios"))
    assert cliente.get(f"{DEMANDAS}exportar.xlsx").status_code == 200


def test_pasa_de_registrada_a_financiada_y_cada_paso_queda(como, especialista, jefatura):
    cliente = como(especialista)
    cliente.post(NUEVA, datos(areas_crs="", ods=""))
    fila = Demanda.objects.get()
    priorizar = f"{fila.get_absolute_url()}priorizar/"
    assert pasar(cliente, fila, "formulada") == 422  # not offered from here
    for malo in ({"alcance": "6"}, {"nota": ""}, {"fecha": escrito(1)}):
        assert cliente.post(priorizar, puntos() | malo).status_code == 422, malo
    assert cliente.post(priorizar, puntos(4)).status_code == 302
    fila.refresh_from_db()
    assert (fila.prioridad, fila.estado) == (4, "priorizada")
    assert cliente.post(priorizar, puntos(2, nota="Cambió el plan")).status_code == 302
    assert pasar(cliente, fila, "formulada") == 422  # it does not say what it is about
    dicho = datos(unidad=fila.unidad_id)
    assert cliente.post(f"{fila.get_absolute_url()}editar/", dicho).status_code == 302
    assert pasar(cliente, fila, "formulada", fecha=escrito(-1)) == 409  # before the one before
    assert pasar(cliente, fila, "formulada", documento="Informe 3") == 302
    assert cliente.post(f"{fila.get_absolute_url()}editar/", dicho).status_code == 409
    financiar = f"{fila.get_absolute_url()}financiar/"
    paga = {"financiado": "200000", "fecha": escrito(), "convenio": ""}
    sin_presentar = cliente.post(financiar, paga)
    assert sin_presentar.status_code == 409
    assert "De «Formulada» no se pasa a «Financiada»" in sin_presentar.content.decode()
    assert pasar(cliente, fila, "presentada") == 302
    assert pasar(cliente, fila, "negociacion") == 302
    for malo in ({"financiado": ""}, {"financiado": "250001"}, {"convenio": "OCI-1999-0001"}):
        assert cliente.post(financiar, paga | malo).status_code == 422, malo
    convenio = fabrica.convenio(por=jefatura, nivel_acceso="reservado")
    # A reserved agreement is not even found by who may not know of it, nor said to anybody else.
    assert cliente.post(financiar, paga | {"convenio": convenio.codigo}).status_code == 422
    assert como(jefatura).post(financiar, paga | {"convenio": convenio.codigo}).status_code == 302
    assert convenio.codigo not in cliente.get(fila.get_absolute_url()).content.decode()
    Convenio.objects.filter(pk=convenio.pk).update(nivel_acceso="interno")
    assert convenio.codigo in cliente.get(fila.get_absolute_url()).content.decode()
    assert pasar(cliente, fila, "retirada", nota="No") == 422  # there it ends
    estados = list(fila.pasos.values_list("a", flat=True))
    assert estados == [
        "registrada", "priorizada", "priorizada", "formulada", "presentada", "negociacion",
        "financiada",
    ]  # fmt: skip
    with pytest.raises(InternalError), transaction.atomic():
        PasoDemanda.objects.update(nota="otra")


def test_lo_que_no_se_atiende_dice_por_que(como, especialista):
    cliente = como(especialista)
    cliente.post(NUEVA, datos())
    fila = Demanda.objects.get()
    assert pasar(cliente, fila, "no_atendida") == 422
    assert pasar(cliente, fila, "no_atendida", nota="Ninguna fuente la financia") == 302
    assert "Ninguna fuente la financia" in cliente.get(fila.get_absolute_url()).content.decode()


def test_responsabilidad_social_lleva_solo_lo_que_se_pide_a_empresas(
    como, especialista_rs, especialista, secretaria
):
    rs = como(especialista_rs)
    uo = unidad()
    assert rs.post(NUEVA, datos(unidad=uo.pk, destino="ci")).status_code == 422
    como(especialista).post(NUEVA, datos(unidad=uo.pk))
    de_ci = Demanda.objects.get()
    assert rs.get(f"{de_ci.get_absolute_url()}priorizar/").status_code == 404
    assert rs.get(de_ci.get_absolute_url()).status_code == 200
    assert rs.post(NUEVA, datos(unidad=uo.pk, destino="privado")).status_code == 302
    privada = Demanda.objects.get(destino="privado")
    assert rs.post(f"{privada.get_absolute_url()}priorizar/", puntos()).status_code == 302
    assert como(secretaria).get(NUEVA).status_code == 403


def test_la_lista_de_demandas_no_hace_mas_consultas_con_mas_filas(como, especialista, consultas):
    cliente = como(especialista)
    uo = unidad()
    cliente.post(NUEVA, datos(unidad=uo.pk))
    fila = Demanda.objects.get()
    urls = (DEMANDAS, fila.get_absolute_url())
    cliente.post(f"{fila.get_absolute_url()}priorizar/", puntos())
    antes = [consultas(cliente, url) for url in urls]
    for _ in range(3):
        cliente.post(NUEVA, datos(unidad=uo.pk))
        cliente.post(f"{fila.get_absolute_url()}priorizar/", puntos())
    assert [consultas(cliente, url) for url in urls] == antes
