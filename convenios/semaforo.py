"""The semaphore of a convenio and of the Sector: rules over the figures, and which ones fired.

Pure, and all of it a decision of this office [D]; thresholds are dated settings (`Parametros`).
Colour never goes alone: each one has its word, and «¿por qué?» shows the rules with their rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from convenios.cifras import Parametros, Sumas, cumplimiento, porcentaje


class Color(StrEnum):
    """Colour of the semaphore; the word and the icon always go with it."""

    ROJO = "rojo"
    AMBAR = "ambar"
    VERDE = "verde"
    GRIS = "gris"

    @property
    def palabra(self) -> str:
        return {"rojo": "crítico", "ambar": "atención", "verde": "al día", "gris": "sin exigibles"}[
            self.value
        ]

    @property
    def rotulo(self) -> str:
        """The word as a chip says it."""
        return self.palabra.capitalize()


@dataclass(frozen=True)
class Motivo:
    """A rule that fired: its sentence and the filter that lists the rows behind it."""

    regla: str
    color: Color
    texto: str
    filtro: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Semaforo:
    """Colour and every rule that fired, worst first: the answer to «¿por qué?»."""

    color: Color
    motivos: tuple[Motivo, ...] = ()


@dataclass(frozen=True)
class HechosConvenio:
    """What the semaphore of a convenio looks at besides its sums; dates already as of `al`.

    `dias_al_fin` is negative once ended; `dias_a_decidir` is to the notice date (or the end);
    `registros` are (organisation, days to expiry of its APCI register, negative if expired).
    """

    sumas: Sumas
    dias_al_fin: int | None = None
    dias_a_decidir: int | None = None
    tiene_decision: bool = False
    huerfanas: int = 0
    registros: Sequence[tuple[str, int]] = ()


def semaforo_convenio(h: HechosConvenio, p: Parametros) -> Semaforo:
    """Semaphore of one convenio [D]: grey if nothing was due, else the worst rule that fired."""
    motivos = (*_motivos_rojos(h, p), *_motivos_ambar(h, p))
    if not h.sumas.exigibles:
        return Semaforo(Color.GRIS, motivos)
    return Semaforo(motivos[0].color if motivos else Color.VERDE, motivos)


def _motivos_rojos(h: HechosConvenio, p: Parametros) -> Iterable[Motivo]:
    s, c = h.sumas, cumplimiento(h.sumas)
    if s.criticas:
        yield _rojo(
            "vencida_critica",
            f"{_n(s.criticas, 'obligación vencida', 'obligaciones vencidas')} de criticidad "
            f"{p.criticidad_critica}",
            situacion="vencidas",
            criticidad=str(p.criticidad_critica),
        )
    if s.dias_max > p.dias_vencido_rojo:
        yield _rojo(
            "vencida_vieja",
            f"la más antigua lleva {s.dias_max} días vencida (límite {p.dias_vencido_rojo})",
            situacion="vencidas",
        )
    if c is not None and c * 100 < p.umbral_rojo:
        yield _rojo(
            "cumplimiento_bajo",
            f"cumplimiento de {porcentaje(c)} %, menor que {p.umbral_rojo} %",
            situacion="exigibles",
        )
    if h.dias_al_fin is not None and h.dias_al_fin < 0 and s.sin_cumplir:
        yield _rojo(
            "vencido_con_abiertas",
            "el convenio ya venció y le quedan "
            + _n(s.sin_cumplir, "obligación sin cumplir", "obligaciones sin cumplir"),
            situacion="sin_cumplir",
        )
    if _sin_decidir(h) and h.dias_a_decidir is not None and h.dias_a_decidir < 0:
        yield _rojo("sin_decision", "pasó la fecha para decidir la renovación y no hay decisión")


def _motivos_ambar(h: HechosConvenio, p: Parametros) -> Iterable[Motivo]:
    s, c = h.sumas, cumplimiento(h.sumas)
    if 0 < s.dias_max <= p.dias_vencido_rojo:
        yield _ambar(
            "vencida",
            f"{_n(s.vencidas, 'obligación vencida', 'obligaciones vencidas')} hace "
            f"{_n(s.dias_max, 'día', 'días')} o menos",
            situacion="vencidas",
        )
    if c is not None and p.umbral_rojo <= c * 100 < p.umbral_verde:
        yield _ambar(
            "cumplimiento_medio",
            f"cumplimiento de {porcentaje(c)} %, menor que {p.umbral_verde} %",
            situacion="exigibles",
        )
    if h.dias_al_fin is not None and 0 <= h.dias_al_fin <= p.dias_fin_ambar and _sin_decidir(h):
        yield _ambar("por_terminar", f"termina en {_n(h.dias_al_fin, 'día', 'días')} sin decisión")
    for nombre, dias in h.registros:
        if dias <= p.dias_registro_ambar:
            cuando = f"vence en {_n(dias, 'día', 'días')}" if dias >= 0 else "está vencido"
            yield _ambar("registro_apci", f"el registro APCI de {nombre} {cuando}")
    if h.huerfanas:
        yield _ambar(
            "sin_titular",
            f"{_n(h.huerfanas, 'obligación', 'obligaciones')} sin titular que responda",
            situacion="huerfanas",
        )


def semaforo_sector(s: Sumas, rojos: Sequence[int], p: Parametros) -> Semaforo:
    """Semaphore of all the convenios together [D]; `rojos` are the importances of the red ones.

    Red with C < 70 % or a red convenio of importance 5; green with C ≥ 90 % and no red at all.
    """
    c = cumplimiento(s)
    if c is None:
        return Semaforo(Color.GRIS)
    motivos: list[Motivo] = []
    graves = sum(i >= p.importancia_critica for i in rojos)
    if graves:
        cuantos = _n(graves, "convenio", "convenios")
        frase = f"{cuantos} de importancia {p.importancia_critica} en crítico"
        motivos.append(_rojo("convenio_critico", frase))
    if c * 100 < p.umbral_rojo:
        frase = f"cumplimiento de {porcentaje(c)} %, menor que {p.umbral_rojo} %"
        motivos.append(_rojo("cumplimiento_bajo", frase, situacion="exigibles"))
    elif c * 100 < p.umbral_verde:
        frase = f"cumplimiento de {porcentaje(c)} %, menor que {p.umbral_verde} %"
        motivos.append(_ambar("cumplimiento_medio", frase, situacion="exigibles"))
    if len(rojos) > graves:
        frase = f"{_n(len(rojos) - graves, 'convenio', 'convenios')} más en crítico"
        motivos.append(_ambar("otros_criticos", frase))
    return Semaforo(motivos[0].color if motivos else Color.VERDE, tuple(motivos))


def _sin_decidir(h: HechosConvenio) -> bool:
    return h.dias_al_fin is not None and not h.tiene_decision


def _rojo(regla: str, texto: str, **filtro: str) -> Motivo:
    return Motivo(regla, Color.ROJO, texto, filtro)


def _ambar(regla: str, texto: str, **filtro: str) -> Motivo:
    return Motivo(regla, Color.AMBAR, texto, filtro)


def _n(cantidad: int, uno: str, varios: str) -> str:
    return f"{cantidad} {uno if cantidad == 1 else varios}"
