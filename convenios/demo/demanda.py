"""Invented demand and offer of the demonstration: something in every state, by the real acts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from cargos.models import Posicion, UnidadOrganica, Usuario
from convenios.acciones import capacitacion as capacitar
from convenios.acciones import convocatoria as ofertas
from convenios.acciones import demanda as acciones
from convenios.acciones import gestion as gestionar
from convenios.acciones.emparejamiento import decidir
from convenios.acciones.parametro import fijar_criterios
from convenios.demo.requerimientos import PROGRAMAS
from convenios.models import (
    Capacitacion,
    Convenio,
    Convocatoria,
    CriteriosPrioridad,
    Demanda,
    Gestion,
    Organizacion,
)
from convenios.models.capacitacion import TipoPaso

Personas = Mapping[str, Usuario]
FIN = {
    "no_atendida": "Ninguna fuente la financia este año (ficticio).",
    "retirada": "La unidad la atendió con su presupuesto (ficticio).",
}
RUTA = ("priorizada", "formulada", "presentada", "negociacion")


def demanda_y_oferta(datos: Mapping[str, Any], hoy: date, personas: Personas) -> None:
    """Needs, offers, what was matched, what is being raised, and training abroad."""
    orgs = {o.nombre: o for o in Organizacion.objects.filter(es_ficticia=True)}
    unidades = [UnidadOrganica.objects.get_or_create(codigo=c)[0] for c in PROGRAMAS]
    demandas = {
        d["clave"]: _demanda(d, unidades[i % len(unidades)], hoy, personas)
        for i, d in enumerate(datos["demandas"])
    }
    convocatorias = {
        c["clave"]: _convocatoria(c, orgs[c["de"]], hoy, personas) for c in datos["convocatorias"]
    }
    for par in datos["pares"]:
        _par(par, demandas[par["demanda"]], convocatorias[par["oferta"]], hoy, personas)
    for g in datos["gestiones"]:
        _gestion(g, demandas[g["demanda"]], orgs[g["con"]], hoy, personas)
    _criterios(hoy, personas)
    for k in datos["capacitaciones"]:
        _capacitacion(k, convocatorias[k["oferta"]], demandas, unidades, hoy, personas["068"])
    for c in convocatorias.values():
        if c.titulo in datos["anuladas"]:
            ofertas.anular_convocatoria(
                c, motivo="La fuente la retiró (ficticio).", por=personas["068"]
            )


def _cargo(datos: Mapping[str, Any]) -> str:
    return str(datos.get("cargo", "068"))


def _posicion(cargo: str) -> Posicion:
    return Posicion.objects.get(nro_orden=cargo)


def _demanda(
    d: Mapping[str, Any], unidad: UnidadOrganica, hoy: date, personas: Personas
) -> Demanda:
    por, dia = personas[_cargo(d)], hoy - timedelta(days=d["hace"])
    fila = acciones.registrar_demanda(
        Demanda(
            titulo=d["titulo"],
            problema=f"{d['problema']} (ficticio).",
            unidad=unidad,
            responsable=_posicion(_cargo(d)),
            tipo=d["tipo"],
            destino=d["destino"],
            modalidad=d.get("modalidad", ""),
            moneda=d.get("moneda", ""),
            monto=Decimal(d["monto"]) if "monto" in d else None,
            moneda_propia="PEN" if "propia" in d else "",
            contrapartida=Decimal(d["propia"]) if "propia" in d else None,
            lugares=d.get("lugares", []),
            poblacion=d.get("poblacion", {}),
            areas_crs=d.get("crs", []),
            ods=d.get("ods", []),
            pncti=d.get("pncti", []),
            es_ficticia=True,
        ),
        por=por,
        hoy=dia,
    )
    return _llevar(fila, d, dia, hoy, por)


def _llevar(fila: Demanda, d: Mapping[str, Any], dia: date, hoy: date, por: Usuario) -> Demanda:
    """Take it to the state that the table says, a week a step."""
    fin = d["estado"] if d["estado"] in FIN else ""
    hasta = d.get("despues_de", "") if fin else d["estado"]
    if hasta == "financiada":  # its gestión takes it there
        hasta = "negociacion"
    pasos = RUTA[: RUTA.index(hasta) + 1] if hasta in RUTA else ()
    for paso in pasos:
        dia = min(dia + timedelta(days=7), hoy)
        if paso == "priorizada":
            notas = {"nota": "Según los criterios del Sector (ficticio)."}
            acciones.priorizar(fila, puntajes=_puntajes(d["puntos"]), fecha=dia, por=por, **notas)
        else:
            acciones.mover_demanda(fila, a=paso, fecha=dia, por=por)
        fila.refresh_from_db()
    if fin:
        dia = min(dia + timedelta(days=7), hoy)
        acciones.mover_demanda(fila, a=fin, fecha=dia, por=por, nota=FIN[fin])
        fila.refresh_from_db()
    return fila


def _puntajes(puntos: str) -> dict[str, int]:
    """«54321» → the score of each criterion, in their order."""
    claves = ("alcance", "politica", "urgencia", "madurez", "contrapartida")
    return dict(zip(claves, map(int, puntos), strict=True))


def _convocatoria(
    c: Mapping[str, Any], de: Organizacion, hoy: date, personas: Personas
) -> Convocatoria:
    cierra = hoy + timedelta(days=c["cierra"]) if "cierra" in c else None
    fila = Convocatoria(
        organizacion=de,
        titulo=c["titulo"],
        tipo=c["tipo"],
        modalidad=c.get("modalidad", ""),
        abre_el=hoy + timedelta(days=c["abre"]) if "abre" in c else None,
        cierra_el=cierra,
        moneda=c.get("moneda", ""),
        monto_min=c.get("desde"),
        monto_max=c.get("hasta"),
        elegibilidad=c.get("pide", ""),
        areas_crs=c.get("crs", []),
        ods=c.get("ods", []),
        pncti=c.get("pncti", []),
        lugares=c.get("lugares", ["PE"]),
        idioma=c.get("idioma", "es"),
        responsable=_posicion(_cargo(c)),
        es_ficticia=True,
    )
    registrada = hoy - timedelta(days=c.get("hace", 60))
    return ofertas.registrar_convocatoria(fila, por=personas[_cargo(c)], hoy=registrada)


def _par(
    par: Mapping[str, Any], demanda: Demanda, oferta: Convocatoria, hoy: date, personas: Personas
) -> None:
    dia = hoy - timedelta(days=par["hace"])
    propone = "plazo" in par
    decidir(
        demanda,
        oferta,
        decision="propuesto" if propone else "descartado",
        por=personas[_cargo(par)],
        hoy=dia,
        motivo=par.get("motivo", ""),
        responsable=_posicion(_cargo(par)) if propone else None,
        limite_el=dia + timedelta(days=par["plazo"]) if propone else None,
    )


def _gestion(
    g: Mapping[str, Any], demanda: Demanda, con: Organizacion, hoy: date, personas: Personas
) -> None:
    por, dia = personas[_cargo(g)], hoy - timedelta(days=g["hace"])
    fila = gestionar.abrir_gestion(
        Gestion(
            demanda=demanda,
            organizacion=con,
            responsable=_posicion(_cargo(g)),
            moneda=demanda.moneda,
            monto=demanda.monto,
            probabilidad=10,
            siguiente_paso="Pedir una reunión (ficticio)",
            siguiente_el=hoy + timedelta(days=g.get("sigue", 9)),
            es_ficticia=True,
        ),
        por=por,
        hoy=dia,
    )
    for etapa, probabilidad in zip(g["etapas"], (25, 40, 60, 85, 85), strict=False):
        dia = min(dia + timedelta(days=8), hoy)
        if etapa == "ganada":
            convenio = Convenio.objects.filter(es_ficticio=True, nivel_acceso="publico").first()
            pagado = demanda.monto * g["parte"] / 100 if demanda.monto else None
            gestionar.ganar_gestion(fila, fecha=dia, por=por, financiado=pagado, convenio=convenio)
            continue
        gestionar.avanzar_gestion(
            fila,
            a=etapa,
            fecha=dia,
            probabilidad=probabilidad,
            por=por,
            nota="Así consta en la carta de la fuente (ficticio).",
            siguiente_paso="Llamar a su enlace (ficticio)" if "sigue" in g else "",
            siguiente_el=hoy + timedelta(days=g["sigue"]) if "sigue" in g else None,
        )


def _capacitacion(
    k: Mapping[str, Any],
    oferta: Convocatoria,
    demandas: Mapping[str, Demanda],
    unidades: list[UnidadOrganica],
    hoy: date,
    por: Usuario,
) -> None:
    dia = hoy - timedelta(days=k["hace"])
    fila = capacitar.registrar_capacitacion(
        Capacitacion(
            convocatoria=oferta,
            demanda=demandas[k["demanda"]] if "demanda" in k else None,
            pais=k["pais"],
            cupos=k["cupos"],
            perfil=k["perfil"],
            desde=hoy + timedelta(days=k["empieza"]),
            hasta=hoy + timedelta(days=k["empieza"] + 20),
            es_ficticia=True,
        ),
        por=por,
        hoy=dia,
    )
    capacitar.difundir(fila, unidades, fecha=dia, por=por, documento="Memorando ficticio 12")
    for paso in k.get("pasos", []):
        cuando = {"unidad": unidades[paso["unidad"]], "fecha": hoy - timedelta(days=paso["hace"])}
        vence = hoy + timedelta(days=paso["informe"]) if "informe" in paso else None
        capacitar.anotar_capacitacion(
            fila,
            tipo=TipoPaso(paso["tipo"]),
            por=por,
            cantidad=paso.get("n"),
            informe_hasta=vence,
            documento="Informe ficticio" if paso["tipo"] == "informe" else "",
            **cuando,
        )


def _criterios(hoy: date, personas: Personas) -> None:
    """What is ready to be presented weighs more from today; what was prioritised keeps its own."""
    vigentes = CriteriosPrioridad.objects.en_vigor(hoy).criterios
    fijar_criterios(
        [replace(c, peso=2) if c.clave == "madurez" else c for c in vigentes],
        fuente="Acta de trabajo de la oficina, n.º 4 (ficticio)",
        desde=hoy,
        motivo="Lo que ya tiene costos y ejecutor se presenta antes (ficticio).",
        por=personas["067"],
        hoy=hoy,
    )
