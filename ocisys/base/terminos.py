"""The words of a deadline as values: units, channels, rules, suspensions, days of an account.

Pure and frozen; `ocisys.base.plazos` counts with them.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ocisys.base.calendario import Cita, Regimen

LIMA = ZoneInfo("America/Lima")


class Unidad(StrEnum):
    """In what a term is expressed."""

    MISMO_DIA = "mismo_dia"
    HABILES = "habiles"
    CALENDARIO = "calendario"
    MESES = "meses"
    ANIOS = "anios"

    @property
    def etiqueta(self) -> str:
        return {
            "mismo_dia": "El mismo día",
            "habiles": "Días hábiles",
            "calendario": "Días calendario",
            "meses": "Meses",
            "anios": "Años",
        }[self.value]


class Canal(StrEnum):
    """By where a document comes in."""

    FISICO = "fisico"
    MESA_DIGITAL = "mesa_digital"
    MPV = "mpv"
    SGD = "sgd"
    PIDE = "pide"
    CORREO = "correo"
    OFICIO = "oficio"

    @property
    def etiqueta(self) -> str:
        return {
            "fisico": "Ventanilla física",
            "mesa_digital": "Mesa Digital Perú",
            "mpv": "Mesa de partes virtual",
            "sgd": "SGD interno",
            "pide": "PIDE",
            "correo": "Correo electrónico",
            "oficio": "De oficio",
        }[self.value]


class Materia(StrEnum):
    """What the filing is about, when the cut-off of its channel depends on it."""

    GENERAL = "general"
    TRANSPARENCIA = "transparencia"

    @property
    def etiqueta(self) -> str:
        return {"general": "General", "transparencia": "Acceso a la información"}[self.value]


@dataclass(frozen=True, slots=True)
class Computo:
    """Articles of one version of the law that govern the counting; from `desde` to `hasta`."""

    norma: str
    inicio: str
    dias: str
    ultimo_dia: str
    inicio_meses: str
    meses: str
    calendario: str
    distancia: str
    prorroga: str
    suspension: str
    desde: date
    hasta: date | None = None
    verificada: bool = True

    def cita(self, articulo: str) -> Cita:
        """Citation of `articulo` of this version."""
        return Cita(self.norma, articulo, self.verificada)


@dataclass(frozen=True, slots=True)
class Regla:
    """A legal term as a value: `cantidad` of `unidad`, under which article, over which calendar."""

    codigo: str
    nombre: str
    cantidad: int
    unidad: Unidad = Unidad.HABILES
    regimen: Regimen = Regimen.LPAG
    cita: Cita | None = None
    prorroga_max: int = 0
    prorroga_cita: Cita | None = None
    nota: str = ""
    obligado: str = "nosotros"

    def __str__(self) -> str:
        """`INFORME · Dictamen, informe o similar: 7 días hábiles (DS 006-2026-JUS, art. 132.3)`."""
        nombre = f"{self.codigo} · {self.nombre}" if self.codigo else self.nombre
        base = f" ({self.cita})" if self.cita else ""
        return f"{nombre}: {self.extension}{base}"

    @property
    def extension(self) -> str:
        """`7 días hábiles`, `el mismo día`, `1 mes`: how long, as it is said."""
        if self.unidad is Unidad.MISMO_DIA:
            return "el mismo día"
        uno, varios = {
            Unidad.HABILES: ("día hábil", "días hábiles"),
            Unidad.CALENDARIO: ("día calendario", "días calendario"),
            Unidad.MESES: ("mes", "meses"),
            Unidad.ANIOS: ("año", "años"),
        }[self.unidad]
        return f"{self.cantidad} {uno if self.cantidad == 1 else varios}"


@dataclass(frozen=True, slots=True)
class Corte:
    """When what comes by a channel counts as filed; `cierra` is the closing hour of the sede."""

    canal: Canal
    cita: Cita
    fuera_de_hora_corre: bool = False
    inhabil_corre: bool = False
    cierra: time | None = None


@dataclass(frozen=True, slots=True)
class Suspension:
    """Days when the clock stands still, both ends included.

    `tope_habiles`: working days the law allows at most (TUO LPAG 136.4: 30); the clock runs again
    once they are spent, even before `hasta`.
    """

    desde: date
    hasta: date
    causa: str
    cita: Cita | None = None
    tope_habiles: int | None = None


@dataclass(frozen=True, slots=True)
class Prorroga:
    """The only extension of a term, in its own unit, asked for on `solicitada_el`."""

    cantidad: int
    solicitada_el: date
    cita: Cita | None = None


class Dia(NamedTuple):
    """One line of the account: whether the day counts, its number in the term, why, by what law."""

    fecha: date
    cuenta: bool
    numero: int | None
    por_que: str
    cita: Cita | None


@dataclass(frozen=True, slots=True)
class Cuenta:
    """A deadline with its reasons. `presentado_el` is the legal filing date, day zero."""

    regla: Regla
    hecho: date | datetime
    presentado_el: date
    vence_el: date
    dias: tuple[Dia, ...]
    avisos: tuple[str, ...] = ()

    @property
    def inicio(self) -> date:
        """First day that counts."""
        return next(d.fecha for d in self.dias if d.cuenta)


def partir(hecho: date | datetime) -> tuple[date, time | None]:
    """Day and hour of a fact, in Lima when it carries a time zone."""
    if not isinstance(hecho, datetime):
        return hecho, None
    local = hecho.astimezone(LIMA) if hecho.tzinfo else hecho
    return local.date(), local.time()
