"""A year of reports and reviews for the demonstration office, written in bulk.

Every due date that passed gets an ending drawn by the profile of its agreement, with the same
traces that the real acciones leave (a Seguimiento for each act, an Evidencia reviewed by another).
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from cargos.models import Usuario, autoria
from convenios.estados import EstadoOcurrencia
from convenios.models import Evidencia, Ocurrencia, Seguimiento

SEMILLA = 20050701  # the day the MOF came into force
E = EstadoOcurrencia
T = Seguimiento.Tipo

# What became of a past due date: (weight, ending) for each profile of agreement.
FINALES: Mapping[str, Sequence[tuple[int, str]]] = {
    "verde": ((94, "a_tiempo"), (6, "tarde")),
    "ambar": ((74, "a_tiempo"), (16, "tarde"), (4, "parcial"), (3, "exonerado"), (3, "sin_efecto")),
    "rojo": (
        (46, "a_tiempo"),
        (20, "tarde"),
        (10, "parcial"),
        (8, "incumplido"),
        (16, "pendiente"),
    ),
    "gris": ((1, "a_tiempo"),),
}
# The latest one, still fresh, shows the work in its middle.
RECIENTES: Mapping[str, Sequence[str]] = {
    "verde": ("a_tiempo", "reportado", "a_tiempo"),
    "ambar": ("observado", "reportado", "pendiente", "en_proceso"),
    "rojo": ("pendiente", "observado", "reportado"),
    "gris": ("a_tiempo",),
}
DIAS_RECIENTES = 28
DIAS_OLVIDADA = 240


class Autores:
    """Who does each act: the holder of the responsible post reports, somebody else reviews."""

    def __init__(self, personas: Mapping[str, Usuario]) -> None:
        self._personas = personas
        self._firmas = {clave: autoria(usuario) for clave, usuario in personas.items()}

    def reporta(self, cargo: str) -> Usuario:
        return self._personas[cargo]

    def revisor_de(self, cargo: str) -> str:
        return "068" if cargo == "067" else "067"

    def firma(self, cargo: str, dia: date) -> dict[str, Any]:
        """Author fields of an act of that post, at eleven in the morning of `dia`."""
        momento = datetime.combine(dia, time(11), tzinfo=timezone.get_default_timezone())
        return self._firmas[cargo] | {"en": momento}


@dataclass
class _Libro:
    """Rows waiting to be written."""

    autores: Autores
    ocurrencias: list[Ocurrencia] = field(default_factory=list)
    seguimientos: list[Seguimiento] = field(default_factory=list)
    evidencias: list[Evidencia] = field(default_factory=list)

    def acto(
        self, o: Ocurrencia, tipo: str, estado: E, dia: date, cargo: str, **datos: Any
    ) -> None:
        """An act and the state it leaves."""
        o.estado, o.cambiada_el = estado, dia
        o.avance = datos.get("avance", o.avance)
        o.cumplida_el = datos.get("cumplida_el")
        self.seguimientos.append(
            Seguimiento(
                ocurrencia=o,
                tipo=tipo,
                fecha=dia,
                estado=estado,
                avance=o.avance,
                cumplida_el=o.cumplida_el,
                narrativa=datos.get("narrativa", ""),
                **self.autores.firma(cargo, dia),
            )
        )

    def guardar(self) -> None:
        Ocurrencia.objects.bulk_update(
            self.ocurrencias,
            [
                "estado",
                "avance",
                "cumplida_el",
                "cambiada_el",
                "reportada_por",
                "validada_por",
                "sustento",
            ],
            batch_size=500,
        )
        Seguimiento.objects.bulk_create(self.seguimientos, batch_size=500)
        Evidencia.objects.bulk_create(self.evidencias, batch_size=500)


def historia(ocurrencias: Sequence[tuple[Ocurrencia, str]], hoy: date, autores: Autores) -> None:
    """Give every past due date its ending, and some future ones their first progress."""
    azar = random.Random(SEMILLA)
    libro = _Libro(autores)
    recientes: dict[str, int] = {}
    for o, perfil in ocurrencias:
        dias = (hoy - o.fecha_exigible).days
        if dias >= 0:
            final = _final(o, perfil, dias, azar, recientes)
            _ESCRIBIR[final](libro, o, hoy, azar)
        elif dias > -20 and azar.random() < 0.4:
            _en_proceso(libro, o, hoy, azar)
    libro.guardar()


def _final(
    o: Ocurrencia, perfil: str, dias: int, azar: random.Random, recientes: dict[str, int]
) -> str:
    if perfil == "rojo" and o.compromiso.criticidad == 5:
        return "pendiente"
    if dias <= DIAS_RECIENTES:
        recientes[perfil] = recientes.get(perfil, -1) + 1
        opciones = RECIENTES[perfil]
        return opciones[recientes[perfil] % len(opciones)]
    pesos, finales = zip(*FINALES[perfil], strict=True)
    final = str(azar.choices(finales, pesos)[0])
    # Nobody leaves a report undone for a year and a half: by then it was done, and late.
    return "tarde" if final == "pendiente" and dias > DIAS_OLVIDADA else final


def _cargo(o: Ocurrencia) -> str:
    return o.compromiso.responsable.nro_orden if o.compromiso.responsable else "068"


def _reportar(libro: _Libro, o: Ocurrencia, dia: date, avance: int, cumplida: date) -> Evidencia:
    cargo = _cargo(o)
    o.reportada_por = libro.autores.reporta(cargo)
    libro.ocurrencias.append(o)
    libro.acto(
        o,
        T.REPORTE,
        E.REPORTADO,
        dia,
        cargo,
        avance=avance,
        cumplida_el=cumplida,
        narrativa="Se entregó conforme al convenio (ficticio).",
    )
    evidencia = Evidencia(
        ocurrencia=o,
        descripcion=f"Cargo de recepción: {o.compromiso.entregable.lower()}"[:300],
        documento=f"Oficio ficticio {100 + o.pk % 800}-{dia.year}",
        presentada_por=o.reportada_por,
    )
    libro.evidencias.append(evidencia)
    return evidencia


def _revisar(
    libro: _Libro, o: Ocurrencia, e: Evidencia, dia: date, tipo: str, estado: E, **datos: Any
) -> None:
    cargo = libro.autores.revisor_de(_cargo(o))
    firma = libro.autores.firma(cargo, dia)
    e.estado = "observada" if estado == E.OBSERVADO else "validada"
    e.revisada_por, e.revisada_en = firma["por"], firma["en"]
    e.observacion = datos.get("narrativa", "")
    if estado in (E.CUMPLIDO, E.CUMPLIDO_PARCIAL):
        o.validada_por = firma["por"]
    libro.acto(o, tipo, estado, dia, cargo, **datos)


def _cumplir(libro: _Libro, o: Ocurrencia, hoy: date, azar: random.Random, atraso: int) -> None:
    cumplida = min(o.fecha_exigible + timedelta(days=atraso), hoy)
    reporte = min(cumplida + timedelta(days=azar.randint(0, 2)), hoy)
    evidencia = _reportar(libro, o, reporte, 100, cumplida)
    validacion = min(reporte + timedelta(days=azar.randint(1, 6)), hoy)
    _revisar(
        libro, o, evidencia, validacion, T.VALIDACION, E.CUMPLIDO, avance=100, cumplida_el=cumplida
    )


def _a_tiempo(libro: _Libro, o: Ocurrencia, hoy: date, azar: random.Random) -> None:
    _cumplir(libro, o, hoy, azar, -azar.randint(0, 6))


def _tarde(libro: _Libro, o: Ocurrencia, hoy: date, azar: random.Random) -> None:
    _cumplir(libro, o, hoy, azar, azar.randint(2, 25))


def _parcial(libro: _Libro, o: Ocurrencia, hoy: date, azar: random.Random) -> None:
    avance = azar.choice((50, 60, 80))
    evidencia = _reportar(libro, o, o.fecha_exigible, avance, o.fecha_exigible)
    dia = min(o.fecha_exigible + timedelta(days=5), hoy)
    _revisar(
        libro,
        o,
        evidencia,
        dia,
        T.VALIDACION,
        E.CUMPLIDO_PARCIAL,
        avance=avance,
        cumplida_el=o.fecha_exigible,
        narrativa="Falta una parte (ficticio).",
    )


def _incumplido(libro: _Libro, o: Ocurrencia, hoy: date, azar: random.Random) -> None:
    libro.ocurrencias.append(o)
    dia = min(o.fecha_exigible + timedelta(days=12), hoy)
    libro.acto(o, T.INCUMPLIMIENTO, E.INCUMPLIDO, dia, "067", narrativa="No se hizo (ficticio).")


def _liberar(estado: E, sustento: str, libro: _Libro, o: Ocurrencia, hoy: date) -> None:
    o.sustento = sustento
    libro.ocurrencias.append(o)
    libro.acto(o, T.EXONERACION, estado, min(o.fecha_exigible, hoy), "067", narrativa=sustento)


def _exonerado(libro: _Libro, o: Ocurrencia, hoy: date, azar: random.Random) -> None:
    _liberar(E.EXONERADO, "Norma ficticia de emergencia", libro, o, hoy)


def _sin_efecto(libro: _Libro, o: Ocurrencia, hoy: date, azar: random.Random) -> None:
    _liberar(E.SIN_EFECTO, "Adenda ficticia, cláusula segunda", libro, o, hoy)


def _reportado(libro: _Libro, o: Ocurrencia, hoy: date, azar: random.Random) -> None:
    _reportar(libro, o, min(o.fecha_exigible, hoy), 100, min(o.fecha_exigible, hoy))


def _observado(libro: _Libro, o: Ocurrencia, hoy: date, azar: random.Random) -> None:
    dia = min(o.fecha_exigible, hoy)
    evidencia = _reportar(libro, o, dia, 90, dia)
    _revisar(
        libro,
        o,
        evidencia,
        min(dia + timedelta(days=2), hoy),
        T.OBSERVACION,
        E.OBSERVADO,
        narrativa="Falta el cargo de recepción (ficticio).",
    )


def _en_proceso(libro: _Libro, o: Ocurrencia, hoy: date, azar: random.Random) -> None:
    libro.ocurrencias.append(o)
    avance = azar.choice((20, 40, 70))
    libro.acto(
        o,
        T.AVANCE,
        E.EN_PROCESO,
        min(o.fecha_exigible, hoy) - timedelta(days=4),
        _cargo(o),
        avance=avance,
        narrativa="En elaboración (ficticio).",
    )


def _pendiente(libro: _Libro, o: Ocurrencia, hoy: date, azar: random.Random) -> None:
    """Nobody has done anything."""


_ESCRIBIR = {
    "a_tiempo": _a_tiempo,
    "tarde": _tarde,
    "parcial": _parcial,
    "incumplido": _incumplido,
    "exonerado": _exonerado,
    "sin_efecto": _sin_efecto,
    "reportado": _reportado,
    "observado": _observado,
    "en_proceso": _en_proceso,
    "pendiente": _pendiente,
}
