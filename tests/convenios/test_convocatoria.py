"""What fuentes and companies offer: its dates say where it stands, and its closing is told."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cargos.models import Posicion
from convenios.models import Alerta, Convocatoria
from convenios.oferta import EstadoOferta, dias_cierra_pronto, estado_de_oferta
from convenios.tareas import dar_alertas
from convenios.vencimientos import cierres_de
from tests import fabrica_convenios as fabrica
from tests import fabrica_demanda
from tests.convenios.test_demanda import escrito

CONVOCATORIAS = "/convenios/convocatorias/"
NUEVA = f"{CONVOCATORIAS}nueva/"
HOY = date(2026, 11, 20)


def oferta(fuente, **cambios: object) -> dict[str, object]:
    tipeado = {
        "organizacion": fuente.pk,
        "responsable": Posicion.objects.get(nro_orden="068").pk,
        "titulo": "Fondo contra la violencia",
        "tipo": "convocatoria",
        "abre_el": escrito(-30),
        "cierra_el": escrito(10),
        "moneda": "USD",
        "monto_min": "50000",
        "monto_max": "300000",
        "elegibilidad": "Entidades públicas",
        "areas_crs": "15180",
        "ods": "5.2",
        "pncti": "3",
        "lugares": "nacional",
        "url": "ejemplo.org/fondo",
    }
    return tipeado | cambios


@pytest.mark.parametrize(
    ("abre", "cierra", "anulada", "estado"),
    [
        (1, 60, False, "por_abrir"),
        (0, 60, False, "abierta"),
        (-9, 16, False, "abierta"),
        (-9, 15, False, "cierra_pronto"),
        (-9, 0, False, "cierra_pronto"),
        (-9, -1, False, "cerrada"),
        (None, None, False, "abierta"),
        (5, None, False, "por_abrir"),
        (-9, 60, True, "anulada"),
    ],
)
def test_en_que_esta_una_convocatoria_sale_de_sus_fechas(
    abre, cierra, anulada, estado, especialista
):
    def dia(n: int | None) -> date | None:
        return None if n is None else HOY + timedelta(days=n)

    pronto = dias_cierra_pronto(HOY)
    hallado = estado_de_oferta(dia(abre), dia(cierra), anulada=anulada, hoy=HOY, pronto=pronto)
    assert hallado == estado
    # And the database says the same.
    fila = fabrica_demanda.convocatoria(
        abre_el=dia(abre), cierra_el=dia(cierra), por=especialista, anulada=anulada
    )
    en = [e for e in EstadoOferta if Convocatoria.objects.en_estado(e, HOY).exists()]
    assert en == [estado]
    assert Convocatoria.objects.vivas(HOY).exists() == fila.esta_viva(HOY)


def test_se_registra_se_corrige_y_se_anula_una_convocatoria(como, especialista):
    cliente, fuente = como(especialista), fabrica.organizacion()
    malos = [
        {"titulo": ""},
        {"cierra_el": escrito(-31)},
        {"monto_max": "100"},
        {"moneda": ""},
        {"monto_min": "-1"},
        {"areas_crs": "15"},
        {"url": "no es"},
        {"organizacion": "0"},
    ]
    for malo in malos:
        assert cliente.post(NUEVA, oferta(fuente, **malo)).status_code == 422, malo
    assert cliente.post(NUEVA, oferta(fuente)).status_code == 302
    fila = Convocatoria.objects.get()
    url = fila.get_absolute_url()
    pagina = cliente.get(url).content.decode()
    for visto in ("Cierra pronto", "faltan 10 días", "De USD 50,000.00 a USD 300,000.00"):
        assert visto in pagina
    for pregunta in ("q=violencia+agencia", "estado=cierra_pronto", "estado=vivas&quien=fuente"):
        assert cliente.get(f"{CONVOCATORIAS}?{pregunta}").context["total"] == 1, pregunta
    assert cliente.post(f"{url}editar/", oferta(fuente, cierra_el=escrito(40))).status_code == 302
    assert cliente.get(f"{CONVOCATORIAS}?estado=abierta").context["total"] == 1
    assert cliente.post(f"{url}anular/", {"motivo": ""}).status_code == 422
    assert cliente.post(f"{url}anular/", {"motivo": "La fuente la retiró"}).status_code == 302
    assert cliente.post(f"{url}editar/", oferta(fuente)).status_code == 409
    assert "La fuente la retiró" in cliente.get(url).content.decode()
    assert b"OFE-" in b"".join(cliente.get(f"{CONVOCATORIAS}exportar.csv?estado=anulada"))


def test_el_cierre_se_avisa_y_sale_en_el_calendario_de_quien_la_sigue(especialista, jefatura):
    hoy = timezone.localdate()
    fila = fabrica_demanda.convocatoria(cierra_el=hoy + timedelta(days=14), por=especialista)
    assert [f.dia for f in cierres_de(especialista, hoy)] == [fila.cierra_el]
    assert cierres_de(jefatura, hoy) == []
    dar_alertas(hoy)
    alerta = Alerta.objects.abiertas().get(clase="convocatoria")
    assert (alerta.ventana, alerta.cargo.nro_orden) == (15, "068")
    # Once it closes there is nothing left to do about it.
    dar_alertas(hoy + timedelta(days=15))
    assert not Alerta.objects.abiertas().filter(clase="convocatoria").exists()


def test_responsabilidad_social_lleva_solo_lo_que_ofrecen_las_empresas(como, especialista_rs):
    rs = como(especialista_rs)
    fuente, empresa = fabrica.organizacion(), fabrica.organizacion(clase="empresa")
    assert rs.post(NUEVA, oferta(fuente)).status_code == 422
    assert rs.post(NUEVA, oferta(empresa)).status_code == 302


def test_la_lista_de_convocatorias_no_hace_mas_consultas_con_mas_filas(
    como, especialista, consultas
):
    cliente = como(especialista)
    fabrica_demanda.convocatoria(por=especialista)
    antes = consultas(cliente, CONVOCATORIAS)
    for _ in range(3):
        fabrica_demanda.convocatoria(por=especialista)
    assert consultas(cliente, CONVOCATORIAS) == antes
