"""Raising money for a need with a source: its stages, what is next, and what it ends in."""

from datetime import timedelta

import pytest
from django.db import InternalError, transaction
from django.utils import timezone

from cargos.models import Posicion
from convenios.acciones.fusion import proponer
from convenios.models import Alerta, Convenio, Demanda, Gestion, PasoGestion
from convenios.models.gestion import EtapaGestion, etapas_siguientes
from convenios.tareas import dar_alertas
from tests import fabrica_convenios as fabrica
from tests import fabrica_demanda
from tests.convenios.test_demanda import escrito

GESTIONES = "/convenios/gestiones/"
NUEVA, TABLERO = f"{GESTIONES}nueva/", f"{GESTIONES}por-etapa/"
G = EtapaGestion


def abrir(demanda: Demanda, quien) -> dict[str, object]:
    return {
        "demanda": demanda.codigo.lower(),
        "organizacion": quien.pk,
        "responsable": Posicion.objects.get(nro_orden="068").pk,
        "moneda": "USD",
        "monto": "80000",
        "probabilidad": "30",
        "siguiente_paso": "Enviar el perfil",
        "siguiente_el": escrito(7),
    }


def avanzar(cliente, fila: Gestion, a: str, **mas: object) -> int:
    envio = {"a": a, "fecha": escrito(), "nota": "", "probabilidad": "50"} | mas
    return cliente.post(f"{fila.get_absolute_url()}avanzar/", envio).status_code


@pytest.mark.parametrize(
    ("desde", "hacia", "lawful"),
    [
        ("identificada", "contactada", True),
        ("identificada", "presentada", True),  # what was not needed is skipped
        ("presentada", "contactada", False),
        ("negociacion", "ganada", False),  # nobody committed yet
        ("comprometida", "ganada", True),
        ("suspendida", "contactada", True),
        ("suspendida", "ganada", False),
        ("contactada", "suspendida", True),
        ("perdida", "contactada", False),
        ("ganada", "perdida", False),
    ],
)
def test_por_que_etapas_pasa_una_gestion(desde, hacia, lawful):
    assert (G(hacia) in etapas_siguientes(G(desde))) is lawful


def test_una_gestion_se_abre_avanza_y_se_gana_y_la_demanda_la_sigue(como, especialista, jefatura):
    cliente, fuente = como(especialista), fabrica.organizacion(nombre="Agencia del Norte")
    demanda = fabrica_demanda.demanda(por=especialista, estado="presentada", prioridad=4)
    malos = [
        {"demanda": "DEM-1999-0001"},
        {"organizacion": "0"},
        {"organizacion": fabrica.organizacion(clase="empresa").pk},  # it is asked of cooperation
        {"monto": ""},
        {"moneda": ""},
        {"probabilidad": "101"},
        {"siguiente_paso": ""},
        {"convocatoria": fabrica_demanda.convocatoria(por=especialista).codigo},  # of somebody else
    ]
    for malo in malos:
        assert cliente.post(NUEVA, abrir(demanda, fuente) | malo).status_code == 422, malo
    assert cliente.post(NUEVA, abrir(demanda, fuente)).status_code == 302
    assert cliente.post(NUEVA, abrir(demanda, fuente)).status_code == 422  # once with each source
    fila = Gestion.objects.get()
    assert avanzar(cliente, fila, "identificada") == 422  # a note says something
    assert avanzar(cliente, fila, "identificada", nota="Se habló por teléfono") == 302
    assert avanzar(cliente, fila, "ganada") == 422
    assert avanzar(cliente, fila, "contactada", siguiente_el=escrito(3)) == 422  # to do what?
    assert avanzar(cliente, fila, "presentada", documento="Oficio 7") == 302
    ganar = f"{fila.get_absolute_url()}ganar/"
    convenio = fabrica.convenio(por=jefatura)
    gana = {"financiado": "60000", "fecha": escrito(), "convenio": convenio.codigo}
    temprano = cliente.post(ganar, gana)
    assert temprano.status_code == 409
    assert "De «Presentada» no se pasa a «Ganada»" in temprano.content.decode()
    assert avanzar(cliente, fila, "suspendida") == 422
    assert avanzar(cliente, fila, "comprometida", probabilidad="90") == 302
    assert cliente.post(ganar, gana | {"financiado": "100001"}).status_code == 422
    assert cliente.post(ganar, gana).status_code == 302
    demanda.refresh_from_db()
    assert (demanda.estado, demanda.financiado, demanda.convenio) == ("financiada", 60000, convenio)
    pagina = cliente.get(fila.get_absolute_url()).content.decode()
    for visto in ("Se habló por teléfono", "Oficio 7", convenio.codigo):
        assert visto in pagina
    Convenio.objects.filter(pk=convenio.pk).update(nivel_acceso="reservado")
    for url in (fila.get_absolute_url(), demanda.get_absolute_url()):
        assert convenio.codigo not in cliente.get(url).content.decode()
    assert convenio.codigo not in b"".join(cliente.get(f"{GESTIONES}exportar.csv")).decode()
    assert avanzar(cliente, fila, "perdida", nota="No") == 422
    with pytest.raises(InternalError), transaction.atomic():
        PasoGestion.objects.update(nota="otra")


def test_no_se_gana_lo_que_no_se_presento_y_nada_queda_a_medias(como, especialista):
    demanda = fabrica_demanda.demanda(por=especialista, estado="priorizada", prioridad=3)
    fila = fabrica_demanda.gestion(demanda, por=especialista, etapa="comprometida")
    gana = {"financiado": "100", "fecha": escrito(), "convenio": ""}
    respuesta = como(especialista).post(f"{fila.get_absolute_url()}ganar/", gana)
    assert respuesta.status_code == 409
    assert "De «Priorizada» no se pasa a «Financiada»" in respuesta.content.decode()
    fila.refresh_from_db()
    assert fila.etapa == "comprometida"


def test_lo_que_se_espera_es_por_moneda_y_la_conversion_dice_su_n(como, especialista):
    cliente = como(especialista)
    assert "Ninguna decidida todavía" in cliente.get(TABLERO).content.decode()
    for etapa, moneda, monto, probabilidad in (
        ("contactada", "USD", 1000, 50),
        ("contactada", "USD", 500, 20),
        ("contactada", "PEN", 900, 10),
        ("ganada", "USD", 10, 100),
        ("perdida", "USD", 10, 0),
        ("perdida", "USD", 10, 0),
        ("suspendida", "USD", 10, 0),
    ):
        fabrica_demanda.gestion(
            fabrica_demanda.demanda(por=especialista), por=especialista, etapa=etapa, moneda=moneda,
            monto=monto, probabilidad=probabilidad,
        )  # fmt: skip
    pagina = cliente.get(TABLERO)
    contactada = next(k for k in pagina.context["columnas"] if k.etapa == G.CONTACTADA)
    dicho = [(str(m), m.nota) for m in contactada.dinero]
    assert dicho == [("PEN 900.00", "probable PEN 90.00"), ("USD 1,500.00", "probable USD 600.00")]
    assert cliente.get(contactada.enlace).context["total"] == contactada.n == 3
    assert "33.3 %" in pagina.content.decode()
    assert "1 ganada de 3 decididas" in pagina.content.decode()


def test_el_siguiente_paso_vencido_se_ve_y_se_avisa(como, especialista):
    hoy = timezone.localdate()
    fila = fabrica_demanda.gestion(
        fabrica_demanda.demanda(por=especialista), por=especialista, etapa="contactada",
        siguiente_paso="Llamar", siguiente_el=hoy - timedelta(days=2),
    )  # fmt: skip
    cliente = como(especialista)
    ficha = fila.organizacion.get_absolute_url()
    for url in (fila.get_absolute_url(), TABLERO, f"{GESTIONES}?etapa=atrasadas", ficha):
        assert "vencido" in cliente.get(url).content.decode().lower(), url
    dar_alertas(hoy)
    assert Alerta.objects.abiertas().get(clase="paso").enlace == fila.get_absolute_url()
    nota = {"nota": "Se llamó", "siguiente_paso": "", "siguiente_el": ""}
    assert avanzar(cliente, fila, "contactada", **nota) == 302
    dar_alertas(hoy)
    assert not Alerta.objects.abiertas().filter(clase="paso").exists()
    assert cliente.get(f"{GESTIONES}?etapa=atrasadas").context["total"] == 0


def test_las_gestiones_no_hacen_mas_consultas_con_mas_filas(como, especialista, consultas):
    cliente = como(especialista)

    def sembrar() -> Gestion:
        return fabrica_demanda.gestion(fabrica_demanda.demanda(por=especialista), por=especialista)

    urls = (GESTIONES, TABLERO, sembrar().get_absolute_url())
    antes = [consultas(cliente, url) for url in urls]
    for _ in range(3):
        sembrar()
    assert [consultas(cliente, url) for url in urls] == antes


def test_dos_fichas_con_que_se_gestiona_la_misma_demanda_no_se_fusionan(especialista):
    demanda = fabrica_demanda.demanda(por=especialista)
    una, otra = (fabrica_demanda.gestion(demanda, por=especialista) for _ in range(2))
    propuesta = proponer(una.organizacion, otra.organizacion)
    assert propuesta.impedimentos == (
        f"Con ambas se gestiona {demanda.codigo}: cierre {otra.codigo} antes.",
    )
