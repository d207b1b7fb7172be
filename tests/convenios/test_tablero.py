"""The dashboard: each figure opens exactly the rows it counts; its cost does not grow."""

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from cargos.models import UnidadOrganica, UnidadVersion
from convenios.acciones.convenio import registrar_convenio
from convenios.acciones.etapa import cambiar_etapa
from convenios.acciones.ocurrencia import exonerar
from convenios.models import Convenio
from tests import fabrica_convenios as fabrica

TABLERO = "/convenios/tablero/"


@pytest.fixture
def oficina(jefatura, especialista):
    """Three agreements: one in trouble, one fine, one about to end; both sides owe."""
    hoy = timezone.localdate()
    mal = fabrica.convenio(por=jefatura, importancia=5, tema="Infancia")
    bien = fabrica.convenio(por=jefatura, tema="Cuidados")
    acaba = fabrica.convenio(
        por=jefatura, fecha_fin=hoy + timedelta(days=60), preaviso_dias=30, tema="Cuidados"
    )
    for dias in (70, 40, 10, -3, -20, -50):
        fabrica.ocurrencia(mal, base=hoy - timedelta(days=dias), criticidad=5 if dias == 40 else 2)
    for convenio in (bien, acaba):
        o = fabrica.ocurrencia(convenio, base=hoy - timedelta(days=15))
        fabrica.cumplir(
            o, por=especialista, valida=jefatura, hoy=hoy, cumplida_el=hoy - timedelta(days=16)
        )
    tarde = fabrica.ocurrencia(bien, base=hoy - timedelta(days=15), cargo="069")
    fabrica.cumplir(tarde, por=especialista, valida=jefatura, hoy=hoy)
    por_validar = fabrica.ocurrencia(bien, base=hoy - timedelta(days=2), cargo="070")
    fabrica.reportar(por_validar, por=especialista, hoy=hoy)
    fabrica.ocurrencia(acaba, lado="contraparte", base=hoy - timedelta(days=5))
    return hoy


def en_formulacion(jefatura, dia):
    """An agreement not signed yet, recorded on `dia`."""
    fila = Convenio(denominacion="Convenio por firmar", tipo="marco")
    return registrar_convenio(fila, por=jefatura, etapa="en_formulacion", hoy=dia)


def contado(cliente, url) -> int:
    return cliente.get(url).context["total"]


def test_cada_cifra_abre_exactamente_sus_filas(como, jefatura, oficina):
    cliente = como(jefatura)
    t = cliente.get(TABLERO).context["t"]
    cifras = {
        "exigibles": t.exigibles,
        "vencidas": t.sector.vencidas,
        "proximas": t.proximas,
        "huerfanas": t.huerfanas,
        "tarde": t.tarde,
        "contraparte": t.contraparte.exigibles,
        "por_vencer": t.por_vencer,
        "sin_decision": t.sin_decision,
    }
    assert {c: contado(cliente, t.enlaces[c]) for c in cifras} == cifras
    assert all(v > 0 for v in cifras.values())
    assert t.cobertura == 0
    assert contado(cliente, t.enlaces["renovar"]) == 0


def test_las_barras_el_mapa_y_la_carga_abren_sus_filas(como, jefatura, oficina):
    mal = Convenio.objects.get(tema="Infancia")
    libre = fabrica.ocurrencia(mal, base=oficina - timedelta(days=40))
    exonerar(libre, sustento="Adenda 1, tercera", por=jefatura, hoy=oficina)
    cliente = como(jefatura)
    t = cliente.get(TABLERO).context["t"]
    for barra in t.semanas.barras:
        assert contado(cliente, barra.enlace) == barra.total
    celdas = [c for fila in t.mapa for c in fila.celdas if c.sumas.todas]
    assert len(celdas) > 3
    for celda in celdas:
        assert contado(cliente, celda.enlace) == celda.sumas.todas
    for carga in t.cargas:
        assert contado(cliente, carga.enlace_vencidas) == carga.vencidas
        assert contado(cliente, carga.enlace_proximas) == carga.proximas


def test_los_colores_abren_sus_convenios(como, jefatura, oficina):
    cliente = como(jefatura)
    t = cliente.get(TABLERO).context["t"]
    for color, _, n in t.por_color:
        url = f"/convenios/?{t.enlace_convenios}&cumplimiento={color}"
        assert contado(cliente, url) == n
    assert {c: n for c, _, n in t.por_color}["rojo"] == 1


def test_los_filtros_valen_para_cifras_listas_y_exportacion(como, jefatura, oficina):
    cliente = como(jefatura)
    t = cliente.get(f"{TABLERO}?tema=Cuidados").context["t"]
    assert t.sector.criticas == 0
    assert t.convenios == 2
    assert contado(cliente, t.enlaces["exigibles"]) == t.exigibles == 4
    csv = cliente.get(f"/convenios/compromisos/exportar.csv?{t.enlaces['exigibles'].split('?')[1]}")
    lineas = csv.getvalue().decode("utf-8-sig").strip().splitlines()
    assert len(lineas) - 1 == t.exigibles


def test_los_huecos_del_registro_abren_sus_convenios(como, jefatura, oficina):
    cliente = como(jefatura)
    salud = cliente.get(TABLERO).context["t"].salud
    assert {rotulo: contado(cliente, enlace) for rotulo, _, enlace in salud.faltas} == {
        rotulo: n for rotulo, n, _ in salud.faltas
    }
    faltan = sum(n for rotulo, n, _ in salud.faltas if "verificar" not in rotulo)
    assert float(salud.completitud) == pytest.approx(100 - 100 * faltan / (6 * 3), abs=0.1)


def test_cada_paso_antes_de_la_firma_abre_sus_convenios(como, jefatura, oficina):
    hoy = oficina
    idea = en_formulacion(jefatura, hoy - timedelta(days=9))
    cambiar_etapa(idea, a="en_opinion_tecnica", por=jefatura, hoy=hoy - timedelta(days=5))
    cliente = como(jefatura)
    camino = cliente.get(TABLERO).context["t"].camino
    assert camino.por_firmar == contado(cliente, "/convenios/?etapa=por_firmar") == 1
    for paso in camino.pasos:
        assert contado(cliente, paso.enlace) == paso.n, paso.rotulo
    antes = cliente.get(f"{TABLERO}?al={hoy - timedelta(days=7)}").context["t"].camino
    assert [p.rotulo for p in antes.pasos if p.n] == ["En formulación"]
    for paso in antes.pasos:
        assert contado(cliente, paso.enlace) == paso.n, paso.rotulo


def test_lo_que_espera_una_opinion_o_una_revision_sale_con_su_edad(
    como, jefatura, especialista, oficina
):
    hoy = oficina
    idea = en_formulacion(jefatura, hoy - timedelta(days=9))
    cambiar_etapa(idea, a="en_opinion_tecnica", por=jefatura, hoy=hoy - timedelta(days=5))
    o = fabrica.ocurrencia(fabrica.convenio(por=jefatura), base=hoy - timedelta(days=30))
    fabrica.reportar(o, por=especialista, hoy=hoy - timedelta(days=12))
    cliente = como(jefatura)
    camino = cliente.get(TABLERO).context["t"].camino
    assert [(e.que, e.dias) for e in camino.esperan] == [
        ("1 por validar", 12),
        ("En opinión técnica", 5),
        ("1 por validar", 0),
    ]
    assert camino.total == 3
    assert contado(cliente, camino.esperan[0].enlace) == 1


def test_la_unidad_filtra_las_cifras_y_sus_filas(como, jefatura, oficina):
    unidad = UnidadOrganica.objects.create(codigo="wawa")
    UnidadVersion.objects.create(
        unidad=unidad,
        denominacion="Programa Wawa Wasi",
        tipo="programa_nacional",
        vigencia=DateRange(date(2005, 1, 1), None),
    )
    suyo = fabrica.convenio(por=jefatura, unidad=unidad)
    fabrica.ocurrencia(suyo, base=oficina - timedelta(days=9))
    cliente = como(jefatura)
    t = cliente.get(f"{TABLERO}?unidad={unidad.pk}").context["t"]
    assert (t.convenios, t.sector.vencidas) == (1, 1)
    assert contado(cliente, t.enlaces["vencidas"]) == 1
    assert "Programa Wawa Wasi" in cliente.get(TABLERO).content.decode()


def test_lo_captado_en_el_anio_abre_la_captacion_que_lo_suma(como, jefatura, oficina):
    de_este = fabrica.convenio(por=jefatura, fecha_suscripcion=oficina, inicio_vigencia=oficina)
    viejo = oficina.replace(year=oficina.year - 1)
    de_otro = fabrica.convenio(por=jefatura, fecha_suscripcion=viejo, inicio_vigencia=viejo)
    for convenio, monto in ((de_este, 1000), (de_otro, 70)):
        parte = convenio.partes.get(lado="contraparte")
        fabrica.aporte(convenio, por=jefatura, parte=parte, moneda="USD", monto=monto)
    cliente = como(jefatura)
    t = cliente.get(TABLERO).context["t"]
    assert [(f.moneda, f.comprometido) for f in t.captado] == [("USD", 1000)]
    totales = cliente.get(t.enlaces["captado"]).context["totales"]
    assert [(f.moneda, f.comprometido) for f in totales] == [("USD", 1000)]
    for bala in t.fuentes:
        filas = cliente.get(bala.enlace).context["filas"]
        assert sum(f.comprometido for f in filas) == bala.comprometido


def test_la_fecha_de_corte_cambia_la_cifra(como, jefatura, oficina):
    ayer = oficina - timedelta(days=1)
    cliente = como(jefatura)
    hoy_, antes = (
        cliente.get(f"{TABLERO}?al={dia.isoformat()}").context["t"] for dia in (oficina, ayer)
    )
    assert antes.cumplimiento < hoy_.cumplimiento
    assert contado(cliente, antes.enlaces["vencidas"]) == antes.sector.vencidas


def test_sin_nada_exigible_no_hay_cifra(como, jefatura):
    hoy = timezone.localdate()
    convenio = fabrica.convenio(por=jefatura)
    fabrica.ocurrencia(convenio, base=hoy + timedelta(days=30))
    respuesta = como(jefatura).get(TABLERO)
    assert respuesta.context["t"].cumplimiento is None
    assert "Sin exigibles" in respuesta.content.decode()


@pytest.mark.parametrize(
    "url",
    [
        TABLERO,
        "/convenios/",
        "/convenios/?cumplimiento=rojo",
        "/convenios/compromisos/",
        "/convenios/organizaciones/",
        "/convenios/compromisos/exportar.csv",
        "/convenios/exportar.csv",
    ],
)
def test_las_consultas_no_crecen_con_las_filas(url, como, jefatura, consultas):
    hoy = timezone.localdate()
    cliente = como(jefatura)

    def agregar(n: int) -> None:
        for _ in range(n):
            convenio = fabrica.convenio(por=jefatura, fecha_fin=hoy + timedelta(days=50))
            fabrica.ocurrencia(convenio, base=hoy - timedelta(days=40))
            fabrica.ocurrencia(convenio, base=hoy + timedelta(days=10))

    agregar(1)
    cliente.get(url)
    agregar(1)  # whose foto is still to be taken
    con_una = consultas(cliente, url)
    agregar(6)
    assert consultas(cliente, url) == con_una


def test_la_ficha_no_crece_con_sus_compromisos(como, jefatura, consultas):
    convenio = fabrica.convenio(por=jefatura)
    cliente = como(jefatura)
    fabrica.ocurrencia(convenio)
    con_uno = consultas(cliente, convenio.get_absolute_url())
    for _ in range(8):
        fabrica.ocurrencia(convenio)
    assert consultas(cliente, convenio.get_absolute_url()) == con_uno


def test_la_franja_muestra_lo_que_termina_con_su_preaviso_y_sus_informes(como, jefatura, oficina):
    acaba = oficina + timedelta(days=60)
    convenio = fabrica.convenio(por=jefatura, fecha_fin=acaba, preaviso_dias=20)
    informe = fabrica.ocurrencia(convenio, base=oficina + timedelta(days=31))
    franja = como(jefatura).get(TABLERO).context["t"].franja
    marcas = {c.convenio: c.marcas for c in franja.carriles}[convenio]
    assert [(m.clase, m.dia) for m in marcas] == [
        ("informe", informe.fecha_exigible),
        ("preaviso", acaba - timedelta(days=20)),
        ("fin", acaba),
    ]
    assert all(0 <= m.x <= 100 for m in marcas)
    assert franja.total == len(franja.carriles) == 4


def test_lo_comprometido_y_lo_llegado_salen_por_fuente_y_moneda(como, jefatura, oficina):
    convenio = fabrica.convenio(por=jefatura)
    contraparte = convenio.partes.get(lado="contraparte")
    for moneda, monto in (("USD", 1000), ("EUR", 500)):
        fabrica.aporte(convenio, por=jefatura, parte=contraparte, moneda=moneda, monto=monto)
    balas = como(jefatura).get(TABLERO).context["t"].fuentes
    assert {(b.moneda, int(b.comprometido), b.ancho_comprometido) for b in balas} == {
        ("USD", 1000, 100.0),
        ("EUR", 500, 100.0),
    }
