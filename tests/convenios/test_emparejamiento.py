"""How well an offer answers a need, said in words, and what was decided of each pair."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import InternalError, transaction
from django.utils import timezone

from cargos.models import Posicion
from convenios.acciones.demanda import priorizar
from convenios.efecto_emparejador import efecto_de
from convenios.emparejador import Necesidad, Oferta, Pesos, procede, puntuar
from convenios.models import CriteriosPrioridad, Emparejamiento, ParametroEmparejamiento
from convenios.oferta_y_demanda import cobertura_demanda
from convenios.que_moveria import que_moveria
from tests import fabrica_demanda
from tests.convenios.test_demanda import Demanda, escrito

HOY = date(2026, 11, 20)
TABLERO = "/convenios/oferta-y-demanda/"
P = Pesos(15, 20, 15, 10, 15, 10, 15, minimo=50, dias_formular=30, dias_presentar=10)
NECESIDAD = Necesidad(
    "proyecto", "donaciones", ["3"], ["15180"], ["5.2"], ["02"], "USD", Decimal(100_000),
    formulada=False, a_fuentes=True, a_empresas=False,
)  # fmt: skip
OFERTA = Oferta(
    "convocatoria", "donaciones", ["3"], ["15180"], ["5.2"], ["PE"], "USD", Decimal(50_000),
    Decimal(300_000), HOY + timedelta(days=40), de_empresa=False,
)  # fmt: skip


@pytest.mark.parametrize(
    ("cambio_n", "cambio_o", "clave", "puntos", "dice"),
    [
        ({}, {}, "tema", 15, "Comparten el tema 3"),
        ({"pncti": ["5"]}, {}, "tema", 0, "temas distintos"),
        ({}, {"pncti": []}, "tema", 7.5, "La oferta no limita tema"),
        ({}, {}, "crs", 20, "15180"),
        ({"crs": ["15170"]}, {}, "crs", 10, "mismo grupo CRS, 151"),
        ({"crs": ["16010"]}, {}, "crs", 0, "sectores CRS distintos"),
        ({"crs": []}, {}, "crs", 10, "La demanda no dice sector"),
        ({"ods": ["5.5"]}, {}, "ods", 7.5, "mismo ODS, 5"),
        ({"ods": ["16.1"]}, {}, "ods", 0, "ODS distintos"),
        ({}, {}, "lugar", 10, "todo el país"),
        ({"lugares": ["0201"]}, {"lugares": ["02"]}, "lugar", 10, "0201 (Áncash)"),
        ({"lugares": ["02", "08"]}, {"lugares": ["02"]}, "lugar", 5, "sólo a una parte"),
        ({"lugares": ["PE"]}, {"lugares": ["02"]}, "lugar", 5, "sólo a una parte"),
        ({"lugares": ["08"]}, {"lugares": ["02"]}, "lugar", 0, "para Áncash"),
        ({}, {}, "monto", 15, "dentro de lo que da"),
        ({"monto": Decimal(300_001)}, {}, "monto", 0, "Pide más"),
        ({"monto": Decimal(49_999)}, {}, "monto", 0, "Pide menos"),
        ({"moneda": "PEN"}, {}, "monto", 7.5, "no se comparan"),
        ({"monto": None}, {}, "monto", 7.5, "no pide un monto"),
        ({}, {"cierra": None}, "ventana", 10, "todo el año"),
        ({}, {"cierra": HOY + timedelta(days=29)}, "ventana", 5, "Quedan 29 días y formularla"),
        ({}, {"cierra": HOY + timedelta(days=14)}, "ventana", 0, "toma 30"),
        ({"formulada": True}, {"cierra": HOY + timedelta(days=10)}, "ventana", 10, "presentarla"),
        ({}, {"cierra": HOY + timedelta(days=1)}, "ventana", 0, "Queda 1 día "),
        ({}, {"cierra": HOY - timedelta(days=1)}, "ventana", 0, "Ya cerró"),
        ({}, {"tipo": "beca"}, "tipo", 0, "otra clase de apoyo"),
        ({"modalidad": "asesoramiento"}, {}, "tipo", 7.5, "otra modalidad"),
        ({"modalidad": ""}, {}, "tipo", 15, "la clase de apoyo que se pide"),
    ],
)
def test_cada_coincidencia_vale_lo_suyo_y_dice_por_que(cambio_n, cambio_o, clave, puntos, dice):
    puntaje = puntuar(replace(NECESIDAD, **cambio_n), replace(OFERTA, **cambio_o), P, HOY)
    hallado = next(c for c in puntaje.componentes if c.clave == clave)
    assert float(hallado.puntos) == puntos
    assert dice in hallado.frase
    assert puntaje.total == int(sum(c.puntos for c in puntaje.componentes))


def test_todo_coincide_son_cien_y_a_una_empresa_no_se_pide_lo_de_la_cooperacion():
    assert puntuar(NECESIDAD, OFERTA, P, HOY).total == 100
    assert procede(NECESIDAD, OFERTA)
    assert not procede(NECESIDAD, replace(OFERTA, de_empresa=True))
    assert procede(replace(NECESIDAD, a_empresas=True), replace(OFERTA, de_empresa=True))


def test_un_par_se_propone_o_se_descarta_con_su_motivo(como, especialista, especialista_rs):
    hoy = timezone.localdate()
    cliente = como(especialista)
    demanda = fabrica_demanda.demanda(por=especialista)
    buena = fabrica_demanda.convocatoria(
        por=especialista, cierra_el=hoy + timedelta(days=60), areas_crs=["15180"], ods=["5.2"]
    )
    fabrica_demanda.convocatoria(por=especialista, cierra_el=hoy + timedelta(days=60), tipo="beca")
    pagina = cliente.get(TABLERO)
    fila = pagina.context["filas"][0]
    assert [s.fila for s in fila.sugeridas] == [buena]  # a scholarship answers no project
    assert "Sin emparejar" in pagina.content.decode()
    par = f"{TABLERO}{demanda.pk}/{buena.pk}/"
    assert "Comparten el sector CRS 15180." in cliente.get(par).content.decode()
    decide = f"{par}decidir/"
    propone = {"decision": "propuesto", "responsable": Posicion.objects.get(nro_orden="068").pk}
    malos = [
        {"decision": "descartado"},
        propone,
        propone | {"limite_el": escrito(-1)},
        propone | {"limite_el": escrito(61)},
        propone | {"limite_el": escrito(20), "responsable": ""},
        {"decision": "otra"},
    ]
    for malo in malos:
        assert cliente.post(decide, malo).status_code == 422, malo
    assert como(especialista_rs).get(decide).status_code == 404
    assert cliente.post(decide, propone | {"limite_el": escrito(20)}).status_code == 302
    fila = cliente.get(TABLERO).context["filas"][0]
    assert ([e.convocatoria for e in fila.propuestos], fila.sugeridas) == ([buena], [])
    assert cliente.get("/convenios/convocatorias/?demanda=con").context["total"] == 1
    decisiones = f"{TABLERO}decisiones/"
    assert cliente.get(f"{decisiones}?decision=propuesto&q=refugio").context["total"] == 1
    # Changing one's mind is another row; the last one counts.
    assert (
        cliente.post(decide, {"decision": "descartado", "motivo": "Exige una ONG"}).status_code
        == 302
    )
    assert cliente.get(f"{decisiones}?decision=propuesto").context["total"] == 0
    assert "Exige una ONG" in cliente.get(par).content.decode()
    assert "Exige una ONG" in b"".join(cliente.get(f"{decisiones}exportar.csv")).decode()
    assert Emparejamiento.objects.count() == 2
    assert (
        Emparejamiento.objects.first().comparacion.total == Emparejamiento.objects.first().puntaje
    )
    with pytest.raises(InternalError), transaction.atomic():
        Emparejamiento.objects.update(motivo="otro")


def test_lo_propuesto_que_paso_su_fecha_se_ve_atrasado(como, especialista):
    hoy = timezone.localdate()
    demanda = fabrica_demanda.demanda(por=especialista)
    oferta = fabrica_demanda.convocatoria(por=especialista, cierra_el=hoy + timedelta(days=60))
    fabrica_demanda.proponer(demanda, oferta, por=especialista, hoy=hoy - timedelta(days=9), dias=5)
    pagina = como(especialista).get(f"{TABLERO}decisiones/?decision=atrasados")
    assert pagina.context["total"] == 1
    assert "Atrasado" in pagina.content.decode()


def test_la_cobertura_es_por_moneda_y_sin_prioridades_no_es_cero(como, especialista):
    cliente = como(especialista)
    fabrica_demanda.demanda(por=especialista)
    assert cobertura_demanda(Demanda.objects.all()) == []
    assert "Sin demandas priorizadas" in cliente.get(TABLERO).content.decode()
    for moneda, monto, financiado in (
        ("USD", 1000, 250), ("USD", 1000, None), ("PEN", 900, 900), ("", None, None)
    ):  # fmt: skip
        fabrica_demanda.demanda(
            por=especialista, moneda=moneda, monto=monto, prioridad=3, financiado=financiado,
            tipo="proyecto" if monto else "capacitacion",
        )  # fmt: skip
    dicho = {
        c.moneda: (str(c.porcentaje), c.financiadas, c.n)
        for c in cobertura_demanda(Demanda.objects.all())
    }
    assert dicho == {"": ("None", 0, 1), "PEN": ("100.0", 1, 1), "USD": ("12.5", 1, 2)}
    for c in cliente.get(TABLERO).context["coberturas"]:
        assert cliente.get(c.enlace).context["total"] == c.n, c.moneda


def test_los_pesos_los_fija_la_jefatura_con_fecha_y_motivo(como, jefatura, especialista):
    url = "/convenios/parametros/emparejador/"
    pesos = {"tema": 10, "crs": 25, "ods": 15, "lugar": 10, "monto": 15, "ventana": 10, "tipo": 15}
    envio = pesos | {"minimo": 40, "dias_formular": 30, "dias_presentar": 10}
    envio |= {"desde": escrito(), "motivo": "El CRS dice más que el tema"}
    jefa = como(jefatura)
    for malo in ({"crs": 26}, {"motivo": ""}, {"desde": escrito(-1)}, {"tema": "x"}):
        assert jefa.post(url, envio | malo).status_code == 422, malo
    vista = jefa.post(url, envio)
    assert "Lo que movería" in vista.content.decode()
    assert not ParametroEmparejamiento.objects.exists()  # seen first, saved after
    visto = {"visto": vista.context["form"].sello}
    assert jefa.post(url, envio | visto | {"minimo": 41}).status_code == 200
    assert jefa.post(url, envio | visto).status_code == 302
    assert ParametroEmparejamiento.objects.en_vigor(timezone.localdate()).crs == 25
    assert ParametroEmparejamiento.objects.en_vigor(HOY - timedelta(days=999)).crs == 20
    assert jefa.post(url, envio).status_code == 422  # nothing changes
    assert como(especialista).get(url).status_code == 403


def test_antes_de_guardar_los_pesos_se_ve_que_sugerencias_cambian(jefatura, especialista):
    hoy = timezone.localdate()
    demanda = fabrica_demanda.demanda(por=especialista)
    cierra = {"por": especialista, "cierra_el": hoy + timedelta(days=90)}
    del_tema = fabrica_demanda.convocatoria(pncti=["3"], areas_crs=["16010"], **cierra)
    del_sector = fabrica_demanda.convocatoria(pncti=["5"], areas_crs=["15180"], **cierra)
    al_reves = replace(P, tema=20, crs=15, minimo=0)

    efecto = efecto_de(al_reves, replace(P, minimo=0), hoy)

    assert (efecto.demandas, efecto.cambian, efecto.pares) == (1, 1, (2, 2))
    (cambio,) = efecto.ejemplos
    assert (cambio.demanda, cambio.antes.fila, cambio.despues.fila) == (
        demanda,
        del_sector,
        del_tema,
    )
    assert ("Sector CRS", 20, 15) in efecto.valores
    assert efecto_de(P, P, hoy).cambian == 0


def test_la_pagina_de_un_par_dice_que_pesos_moverian_el_orden(como, especialista):
    sector, tema = (
        puntuar(NECESIDAD, replace(OFERTA, **cambio), P, HOY)
        for cambio in ({"pncti": ["5"]}, {"crs": ["16010"]})
    )
    assert (sector.total, tema.total) == (85, 80)
    cambio = que_moveria(sector, tema)
    assert cambio is not None
    # Three points of weight turn 85–80 into 82–83.
    assert (cambio.puntos, cambio.de, cambio.a) == (3, "crs", "tema")
    assert (cambio.arriba, cambio.abajo) == (82, 83)
    assert "si 3 puntos de peso pasaran de «Sector CRS» a «Tema de la PNCTI»" in cambio.frase
    assert que_moveria(puntuar(NECESIDAD, OFERTA, P, HOY), sector) is None

    hoy = timezone.localdate()
    demanda = fabrica_demanda.demanda(por=especialista)
    cierra = {"por": especialista, "cierra_el": hoy + timedelta(days=90)}
    una = fabrica_demanda.convocatoria(pncti=["3"], areas_crs=["16010"], **cierra)
    fabrica_demanda.convocatoria(pncti=["5"], areas_crs=["15180"], titulo="La otra", **cierra)
    pagina = como(especialista).get(f"{TABLERO}{demanda.pk}/{una.pk}/").content.decode()
    assert "Qué movería" in pagina
    assert "La otra" in pagina
    assert "de peso pasara" in pagina


def test_los_criterios_de_prioridad_se_leen_con_su_fuente_y_los_cambia_la_jefatura(
    como, jefatura, especialista
):
    hoy = timezone.localdate()
    demanda = fabrica_demanda.demanda(por=especialista)
    vigente = CriteriosPrioridad.objects.en_vigor(hoy)
    puntajes = {c.clave: 5 if c.clave == "alcance" else 1 for c in vigente.criterios}
    priorizar(demanda, puntajes=puntajes, fecha=hoy, por=especialista, nota="Alcance")
    antes = Demanda.objects.get().prioridad
    envio = {
        f"{c.clave}_{campo}": getattr(c, campo)
        for c in vigente.criterios
        for campo in ("pregunta", "peso", "uno", "cinco")
    }
    envio |= {"fuente": "Acta 3-2026", "desde": escrito(), "motivo": "Llegar a más"}
    envio["alcance_peso"] = 10
    url, jefa = "/convenios/parametros/prioridad/", como(jefatura)
    for malo in ({"fuente": ""}, {"alcance_peso": 0}, {"desde": escrito(-1)}, {"alcance_uno": ""}):
        assert jefa.post(url, envio | malo).status_code == 422, malo
    vista = jefa.post(url, envio)
    (cambia,) = vista.context["efecto"].cambian
    assert cambia == (demanda, antes, antes + 1)
    assert jefa.post(url, envio | {"visto": vista.context["form"].sello}).status_code == 302

    lector = como(especialista)
    assert "Acta 3-2026" in lector.get("/convenios/demandas/criterios/").content.decode()
    assert lector.get(url).status_code == 403
    assert Demanda.objects.get().prioridad == antes  # nobody judged it again
    pesos = {p: peso for p, peso, _ in lector.get(demanda.get_absolute_url()).context["puntajes"]}
    assert pesos[vigente.criterios[0].pregunta] == 3  # explained by the criteria of its moment
    with pytest.raises(InternalError), transaction.atomic():
        CriteriosPrioridad.objects.update(fuente="otra")


def test_el_tablero_no_hace_mas_consultas_con_mas_filas(como, especialista, consultas):
    hoy = timezone.localdate()
    cliente = como(especialista)

    def sembrar() -> None:
        demanda = fabrica_demanda.demanda(por=especialista)
        oferta = fabrica_demanda.convocatoria(por=especialista, cierra_el=hoy + timedelta(days=60))
        fabrica_demanda.proponer(demanda, oferta, por=especialista, hoy=hoy)

    sembrar()
    fila = Demanda.objects.get()
    urls = (TABLERO, f"{TABLERO}decisiones/", fila.get_absolute_url())
    antes = [consultas(cliente, url) for url in urls]
    for _ in range(3):
        sembrar()
    assert [consultas(cliente, url) for url in urls] == antes
