"""What other windows would tell, said before they are saved; and the sets decided, with dates."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from convenios.alertas import asuntos, lo_oye_la_jefatura
from convenios.decididos import Decidido, decididos
from convenios.forms.avisos import VENTANAS
from convenios.models import Alerta, ClaseCompromiso, ParametroAlertas, ReglasAlerta
from convenios.models.regla_alerta import reglas_iniciales
from convenios.plazos import ventana_de_aviso


@dataclass(frozen=True)
class Efecto:
    """The same facts of `dia` with both sets: what would have been told by now, by kind.

    `filas`: what it is about, how many before, how many after; only the kinds with some.
    `jefatura`: how many of them the head would hear of, before and after.
    """

    dia: date
    filas: Sequence[tuple[str, int, int]]
    total: tuple[int, int]
    jefatura: tuple[int, int]
    pesos: Sequence[tuple[str, int, int]]


@dataclass(frozen=True)
class _Cuenta:
    por_clase: Counter[str]
    jefatura: int


def efecto_de(nuevas: ReglasAlerta, vigentes: ReglasAlerta, dia: date) -> Efecto:
    """Count with both sets what waits on `dia`; reserved matters count and none is named."""
    antes, despues = _contar(vigentes, dia), _contar(nuevas, dia)
    rotulos = dict(Alerta.Clase.choices)
    clases = [c for c in Alerta.Clase.values if antes.por_clase[c] or despues.por_clase[c]]
    pesos = dict(ClaseCompromiso.choices)
    return Efecto(
        dia=dia,
        filas=[(rotulos[c], antes.por_clase[c], despues.por_clase[c]) for c in clases],
        total=(antes.por_clase.total(), despues.por_clase.total()),
        jefatura=(antes.jefatura, despues.jefatura),
        pesos=[
            (pesos[c], vigentes.pesos[c], p)
            for c, p in nuevas.pesos.items()
            if p != vigentes.pesos[c]
        ],
    )


def _contar(reglas: ReglasAlerta, dia: date) -> _Cuenta:
    por_clase: Counter[str] = Counter()
    jefatura = 0
    for asunto in asuntos(dia, reglas):
        ventana = ventana_de_aviso(asunto.dias, asunto.ventanas, repetir_cada=reglas.repetir_cada)
        if ventana is not None:
            por_clase[str(asunto.clase)] += 1
            jefatura += lo_oye_la_jefatura(asunto, ventana, reglas)
    return _Cuenta(por_clase, jefatura)


def vigentes_al(dia: date) -> ReglasAlerta:
    """The rules in force on `dia`."""
    return ParametroAlertas.objects.en_vigor(dia)


def filas_con_fechas() -> list[Decidido]:
    """The sets in the order in which they were decided, seen from the last."""
    return decididos(
        ParametroAlertas.objects.select_related("por__persona").order_by("desde", "pk"),
        inicial=reglas_iniciales(),
        valores=lambda fila: fila.reglas,
        cambios=_cambios,
    )


def _cambios(antes: ReglasAlerta, despues: ReglasAlerta) -> list[tuple[str, object, object]]:
    pares: list[tuple[str, object, object]] = [
        *((VENTANAS[c], antes.ventanas[c], v) for c, v in despues.ventanas.items()),
        ("Se repite cada (días)", antes.repetir_cada, despues.repetir_cada),
        ("Jefatura desde (días)", antes.jefatura_desde, despues.jefatura_desde),
        ("Fuentes y registros", antes.cargo_fuentes, despues.cargo_fuentes),
        ("Empresas", antes.cargo_empresas, despues.cargo_empresas),
        *((f"Peso: {r}", antes.pesos[c], despues.pesos[c]) for c, r in ClaseCompromiso.choices),
    ]
    return [(r, _escrito(a), _escrito(d)) for r, a, d in pares if a != d]


def _escrito(valor: object) -> str:
    return ", ".join(map(str, valor)) if isinstance(valor, tuple) else str(valor)
