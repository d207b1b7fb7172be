"""What other weights and thresholds would move, said before they are saved."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from convenios.cifras import Parametros, Sumas, cumplimiento, porcentaje
from convenios.decididos import Decidido, decididos
from convenios.models import Convenio, ParametroCumplimiento, parametros_iniciales
from convenios.semaforo import Color, Semaforo, semaforo_sector
from convenios.situacion import SituacionConvenio, situaciones


@dataclass(frozen=True)
class Juicio:
    """The Sector as some settings judge it."""

    cifra: Decimal | None
    semaforo: Semaforo


@dataclass(frozen=True)
class Efecto:
    """How the same facts of `dia` are judged before and after."""

    dia: date
    convenios: int
    antes: Juicio
    despues: Juicio
    cambios: Sequence[tuple[Color, Color, int]]
    """Colour before, colour after, how many convenios; only those that change."""

    @property
    def cambian(self) -> int:
        """How many convenios change colour."""
        return sum(n for _, _, n in self.cambios)


def efecto_de(nuevos: Parametros, vigentes: Parametros, dia: date) -> Efecto:
    """Judge every convenio in course on `dia` with both sets of settings.

    Counts reserved ones as well (they weigh in the figure) and names none.
    """
    convenios = list(Convenio.objects.en_curso(dia).con_fin(dia).con_decision(dia))
    antes = situaciones(convenios, al=dia, p=vigentes)
    despues = situaciones(convenios, al=dia, p=nuevos)
    pares = Counter(
        (a.semaforo.color, d.semaforo.color) for a, d in zip(antes, despues, strict=True)
    )
    return Efecto(
        dia=dia,
        convenios=len(convenios),
        antes=_juicio(antes, vigentes),
        despues=_juicio(despues, nuevos),
        cambios=[(a, d, n) for (a, d), n in sorted(pares.items()) if a != d],
    )


def _juicio(filas: Sequence[SituacionConvenio], p: Parametros) -> Juicio:
    sumas = sum((f.propias.ponderadas(f.convenio.importancia) for f in filas), Sumas())
    rojos = [f.convenio.importancia for f in filas if f.semaforo.color == Color.ROJO]
    return Juicio(porcentaje(cumplimiento(sumas)), semaforo_sector(sumas, rojos, p))


def vigentes_al(dia: date) -> Parametros:
    """The settings in force on `dia`."""
    return ParametroCumplimiento.objects.en_vigor(dia)


def filas_con_fechas() -> list[Decidido]:
    """The sets in the order in which they were decided, seen from the last."""
    return decididos(
        ParametroCumplimiento.objects.select_related("por__persona").order_by("desde", "pk"),
        inicial=parametros_iniciales(date.min),
        valores=lambda fila: Parametros(**fila.valores),
        cambios=_cambios,
    )


def _cambios(antes: Parametros, despues: Parametros) -> list[tuple[str, object, object]]:
    pares = ((c.name, getattr(antes, c.name), getattr(despues, c.name)) for c in fields(Parametros))
    return [(nombre, a, d) for nombre, a, d in pares if a != d]
