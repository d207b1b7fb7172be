"""How well an offer answers a need: a sum of coincidences, each said in words. Pure: no model, no
query, no clock.

What one of the two does not say earns half of its weight [D]: it is no reason against, nor for. The
weights are dated settings and add up to 100.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from convenios.territorio import NACIONAL, decir_ambito

NADA, MITAD, PLENO = 0, 1, 2
"""Grades of a coincidence, in halves of its weight."""

SIRVE_PARA = {
    "convocatoria": frozenset({"proyecto", "asistencia", "bienes"}),
    "ventana": frozenset({"proyecto", "asistencia", "capacitacion", "voluntario"}),
    "beca": frozenset({"capacitacion"}),
    "asistencia": frozenset({"asistencia", "voluntario"}),
    "donacion": frozenset({"bienes", "proyecto"}),
}
"""Kind of offer → kinds of need that it can answer."""


@dataclass(frozen=True)
class Pesos:
    """The settings in force on a day [D]; the first seven add up to 100."""

    tema: int
    crs: int
    ods: int
    lugar: int
    monto: int
    ventana: int
    tipo: int
    minimo: int
    dias_formular: int
    dias_presentar: int


COMPONENTES = {
    "tema": "Tema de la PNCTI",
    "crs": "Sector CRS",
    "ods": "ODS",
    "lugar": "Dónde",
    "monto": "Monto",
    "ventana": "Tiempo para responder",
    "tipo": "Tipo y modalidad",
}


@dataclass(frozen=True)
class Necesidad:
    """What the comparison needs to know of a need."""

    tipo: str
    modalidad: str
    pncti: Sequence[str]
    crs: Sequence[str]
    ods: Sequence[str]
    lugares: Sequence[str]
    moneda: str
    monto: Decimal | None
    formulada: bool
    a_fuentes: bool
    a_empresas: bool


@dataclass(frozen=True)
class Oferta:
    """What it needs to know of an offer."""

    tipo: str
    modalidad: str
    pncti: Sequence[str]
    crs: Sequence[str]
    ods: Sequence[str]
    lugares: Sequence[str]
    moneda: str
    monto_min: Decimal | None
    monto_max: Decimal | None
    cierra: date | None
    de_empresa: bool


@dataclass(frozen=True)
class Componente:
    """One coincidence: what it earned of its weight, and why; a decision does not keep `grado`."""

    clave: str
    puntos: Decimal
    sobre: int
    frase: str
    grado: int = NADA

    @property
    def rotulo(self) -> str:
        """What was compared."""
        return COMPONENTES[self.clave]


@dataclass(frozen=True)
class Puntaje:
    """The whole comparison, 0–100."""

    componentes: Sequence[Componente]

    @property
    def total(self) -> int:
        """The sum of its components, cut."""
        return int(sum(c.puntos for c in self.componentes))

    @property
    def a_favor(self) -> list[str]:
        """What coincides fully, in words."""
        return [c.frase for c in self.componentes if c.puntos == c.sobre]

    @property
    def en_datos(self) -> list[dict[str, Any]]:
        """As it is stored with a decision."""
        return [
            {"clave": c.clave, "puntos": str(c.puntos), "sobre": c.sobre, "frase": c.frase}
            for c in self.componentes
        ]


def puntaje_guardado(datos: Sequence[dict[str, Any]]) -> Puntaje:
    """What `en_datos` kept."""
    return Puntaje(
        [Componente(d["clave"], Decimal(d["puntos"]), d["sobre"], d["frase"]) for d in datos]
    )


def procede(n: Necesidad, o: Oferta) -> bool:
    """Whether the need is asked of that kind of source at all."""
    return n.a_empresas if o.de_empresa else n.a_fuentes


def sirve(n: Necesidad, o: Oferta) -> bool:
    """Whether the offer gives the kind of help that is needed; what does not is never suggested."""
    return n.tipo in SIRVE_PARA[o.tipo]


def puntuar(n: Necesidad, o: Oferta, p: Pesos, hoy: date) -> Puntaje:
    """Compare a need with an offer on `hoy`."""
    return Puntaje([_componente(clave, n, o, p, hoy) for clave in COMPONENTES])


Grado = tuple[int, str]


def _componente(clave: str, n: Necesidad, o: Oferta, p: Pesos, hoy: date) -> Componente:
    peso = getattr(p, clave)
    grado, frase = _ventana(n, o, p, hoy) if clave == "ventana" else _COMPARACIONES[clave](n, o)
    return Componente(clave, Decimal(peso * grado) / 2, peso, frase, grado)


def _tema(n: Necesidad, o: Oferta) -> Grado:
    if falta := _no_dice(n.pncti, o.pncti, "tema"):
        return MITAD, falta
    if comunes := _comunes(n.pncti, o.pncti):
        return PLENO, f"Comparten el tema {', '.join(comunes)} de la PNCTI."
    return NADA, "Son de temas distintos de la PNCTI."


def _crs(n: Necesidad, o: Oferta) -> Grado:
    if falta := _no_dice(n.crs, o.crs, "sector"):
        return MITAD, falta
    if comunes := _comunes(n.crs, o.crs):
        return PLENO, f"Comparten el sector CRS {', '.join(comunes)}."
    if grupos := _comunes([c[:3] for c in n.crs], [c[:3] for c in o.crs]):
        return MITAD, f"Son del mismo grupo CRS, {', '.join(grupos)}, con códigos distintos."
    return NADA, "Son de sectores CRS distintos."


def _ods(n: Necesidad, o: Oferta) -> Grado:
    if falta := _no_dice(n.ods, o.ods, "meta de los ODS"):
        return MITAD, falta
    if comunes := _comunes(n.ods, o.ods):
        return PLENO, f"Comparten la meta {', '.join(comunes)} de los ODS."
    if ods := _comunes([m.split(".")[0] for m in n.ods], [m.split(".")[0] for m in o.ods]):
        return MITAD, f"Son del mismo ODS, {', '.join(ods)}, con metas distintas."
    return NADA, "Son de ODS distintos."


def _lugar(n: Necesidad, o: Oferta) -> Grado:
    if NACIONAL in o.lugares:
        return PLENO, "La oferta es para todo el país."
    if falta := _no_dice(n.lugares, o.lugares, "lugar"):
        return MITAD, falta
    dentro = [c for c in n.lugares if any(c.startswith(lugar) for lugar in o.lugares)]
    toca = [c for c in n.lugares if c == NACIONAL or any(x.startswith(c) for x in o.lugares)]
    if len(dentro) == len(n.lugares):
        return PLENO, f"La oferta alcanza a {decir_ambito(dentro)}."
    if dentro or toca:
        return MITAD, f"La oferta alcanza sólo a una parte: {decir_ambito(list(o.lugares))}."
    return NADA, f"La oferta es para {decir_ambito(list(o.lugares))}."


def _monto(n: Necesidad, o: Oferta) -> Grado:
    if n.monto is None or (o.monto_min is None and o.monto_max is None):
        quien = "La demanda no pide" if n.monto is None else "La oferta no dice"
        return MITAD, f"{quien} un monto."
    if n.moneda != o.moneda:
        return MITAD, f"Está en {n.moneda} y la oferta en {o.moneda}: no se comparan."
    if o.monto_max is not None and n.monto > o.monto_max:
        return NADA, f"Pide más de lo que da la oferta: {o.moneda} {o.monto_max:,.2f}."
    if o.monto_min is not None and n.monto < o.monto_min:
        return NADA, f"Pide menos de lo que exige la oferta: {o.moneda} {o.monto_min:,.2f}."
    return PLENO, f"{n.moneda} {n.monto:,.2f} está dentro de lo que da la oferta."


def _tipo(n: Necesidad, o: Oferta) -> Grado:
    if not sirve(n, o):
        return NADA, "La oferta es de otra clase de apoyo."
    if n.modalidad and o.modalidad and n.modalidad != o.modalidad:
        return MITAD, "Sirve para lo que se pide, pero con otra modalidad."
    return PLENO, "Es la clase de apoyo que se pide."


def _ventana(n: Necesidad, o: Oferta, p: Pesos, hoy: date) -> Grado:
    if o.cierra is None:
        return PLENO, "Recibe todo el año."
    quedan = (o.cierra - hoy).days
    hace_falta = p.dias_presentar if n.formulada else p.dias_formular
    que = "presentarla" if n.formulada else "formularla"
    if quedan < 0:
        return NADA, "Ya cerró."
    dicho = f"Queda{'' if quedan == 1 else 'n'} {quedan} día{'' if quedan == 1 else 's'}"
    if quedan >= hace_falta:
        return PLENO, f"{dicho}: alcanza para {que}."
    grado = MITAD if quedan * 2 >= hace_falta else NADA
    return grado, f"{dicho} y {que} toma {hace_falta}."


_COMPARACIONES: dict[str, Callable[[Necesidad, Oferta], Grado]] = {
    "tema": _tema,
    "crs": _crs,
    "ods": _ods,
    "lugar": _lugar,
    "monto": _monto,
    "tipo": _tipo,
}


def _no_dice(de_la_demanda: Sequence[str], de_la_oferta: Sequence[str], que: str) -> str:
    if not de_la_demanda:
        return f"La demanda no dice {que}."
    return "" if de_la_oferta else f"La oferta no limita {que}."


def _comunes(unos: Sequence[str], otros: Sequence[str]) -> list[str]:
    return sorted(set(unos) & set(otros))


SUMAN = [c.name for c in fields(Pesos)][:7]
"""The weights, which add up to 100."""
