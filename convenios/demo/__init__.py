"""The agreements of the demonstration office: real facts with their source, the rest invented.

What is what stands in datos/demo.toml. Deterministic: the same day gives the same office. The
acts that a person would do (recording, parties, stages, adendas, decisions) go through the real
acciones, so the demonstration can hold nothing that the application refuses; the year of reports
and reviews is written in bulk.
"""

import tomllib
from datetime import date
from pathlib import Path

from django.db import transaction

from cargos.models import Usuario
from convenios.demo.acuerdos import acuerdos
from convenios.demo.compromisos import compromisos
from convenios.demo.demanda import demanda_y_oferta
from convenios.demo.dinero import dinero
from convenios.demo.empresas import empresas
from convenios.demo.estrategia import estrategia
from convenios.demo.firmado import papel_por_registrar
from convenios.demo.historia import Autores, historia
from convenios.demo.instrumentos import adendas_y_decision, instrumento, poner_etapa
from convenios.demo.internacional import internacional
from convenios.demo.organizaciones import organizaciones
from convenios.demo.papeles import papel_firmado
from convenios.demo.requerimientos import internacionales, requerimientos
from convenios.demo.resultados import resultados
from convenios.demo.reuniones import reuniones
from convenios.demo.trato import trato
from convenios.models import Convenio

DATOS = Path(__file__).resolve().parent.parent / "datos" / "demo.toml"
DEMANDA = DATOS.with_name("demo_demanda.toml")


@transaction.atomic
def poblar(hoy: date, personas: dict[str, Usuario]) -> None:
    """Fill an office without invented agreements; `personas` by post number ("067"…"071").

    Does nothing when the demonstration is already there.
    """
    if Convenio.objects.filter(es_ficticio=True).exists():
        return
    datos = tomllib.loads(DATOS.read_text(encoding="utf-8"))
    orgs = organizaciones(datos, hoy)
    trato(hoy, personas)
    empresas(hoy, personas)
    por_nombre: dict[str, Convenio] = {}
    for d in datos["instrumentos"]:
        por_nombre[d["denominacion"]] = instrumento(d, orgs, por_nombre, hoy, personas)
    historia(compromisos(datos, por_nombre, hoy), hoy, Autores(personas))
    for d in datos["instrumentos"]:
        papel_firmado(por_nombre[d["denominacion"]], personas["068"])
        poner_etapa(por_nombre[d["denominacion"]], d, hoy, personas)
        dinero(por_nombre[d["denominacion"]], d, orgs, hoy, personas["068"])
        adendas_y_decision(por_nombre[d["denominacion"]], d, hoy, personas)
    resultados(datos, por_nombre, hoy, personas)
    papel_por_registrar(personas["068"])
    requerimientos(hoy, personas)
    demanda_y_oferta(tomllib.loads(DEMANDA.read_text(encoding="utf-8")), hoy, personas)
    internacional(hoy, personas)
    internacionales(hoy, personas)
    reuniones(hoy, personas)
    acuerdos(hoy, personas)
    estrategia(hoy, personas)
