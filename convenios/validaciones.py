"""What a convenio must satisfy to enter a stage: one rule, one pure function (convenios.md §4.3).

A rule answers with a sentence when it is not met, or with "". Its level says what follows: the act
is refused (`bloquea`), refused unless someone waives it with a reason (`dispensa`), or done with
the sentence kept in the record (`advierte`). What must hold always is in the database instead.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from convenios.estados import Etapa

_FIRMA = frozenset({Etapa.LISTO_PARA_FIRMA, Etapa.SUSCRITO, Etapa.EN_EJECUCION})
_LISTO = frozenset({Etapa.LISTO_PARA_FIRMA})
_EJECUCION = frozenset({Etapa.EN_EJECUCION})
_CIERRE = frozenset({Etapa.CERRADO})
_FIRMADO = frozenset({Etapa.SUSCRITO, Etapa.EN_EJECUCION})


class Nivel(StrEnum):
    BLOQUEA = "bloquea"
    DISPENSA = "dispensa"
    ADVIERTE = "advierte"


@dataclass(frozen=True)
class Hechos:
    """What the rules look at, gathered once from the convenio and what hangs from it."""

    lados: frozenset[str] = frozenset()
    roles: frozenset[int] = frozenset()
    es_especifico: bool = False
    marco_admisible: bool = False
    marco_inicio: date | None = None
    marco_fin: date | None = None
    suscripcion: date | None = None
    inicio: date | None = None
    fin: date | None = None
    plazo_consta: bool = False
    sin_fin: bool = False
    nota_fechas: str = ""
    clausula_separacion: bool | None = None
    contraparte_publica_peruana: bool = False
    contraparte_registrable: bool = False
    exige_conformidad_desde: date | None = None
    tiene_conformidad: bool = False
    compromisos: int = 0
    sin_compromisos: bool = False
    requiere_perfeccionamiento: bool = False
    entro_en_vigor: bool = False
    tiene_firmado: bool = False
    tiene_clausula_separacion: bool = False
    partes_sin_firma: tuple[str, ...] = ()
    ultima_firma: date | None = None
    reparos_de_dinero: tuple[str, ...] = ()
    crs_suma: Decimal = Decimal(0)
    metas_ods: int = 0
    temas_pncti: int = 0
    registros_vencidos: tuple[str, ...] = ()
    falta_plan_operaciones: bool = False
    pendientes: int = 0
    tiene_acta_cierre: bool = False


@dataclass(frozen=True)
class Regla:
    codigo: str
    nivel: Nivel
    etapas: frozenset[Etapa]
    revisar: Callable[[Hechos], str]
    norma: str = ""


@dataclass(frozen=True)
class Falla:
    """A rule that is not met, with what it says."""

    codigo: str
    nivel: Nivel
    frase: str
    norma: str = ""


def partes_de_ambos_lados(h: Hechos) -> str:
    if h.lados >= {"sector", "contraparte"}:
        return ""
    falta = "del Sector" if "sector" not in h.lados else "de la contraparte"
    return f"Falta registrar la parte {falta}."


def alguien_financia_o_responde(h: Hechos) -> str:
    """IATI: at least one Funding (1) or Accountable (2) organisation."""
    return "" if h.roles & {1, 2} else "Ninguna parte figura como fuente o como socio receptor."


def especifico_bajo_un_marco_vigente(h: Hechos) -> str:
    if not h.es_especifico:
        return ""
    if not h.marco_admisible:
        return "Un convenio específico se celebra al amparo de un convenio marco: indíquelo."
    if h.suscripcion is None:
        return ""
    antes = h.marco_inicio is not None and h.suscripcion < h.marco_inicio
    despues = h.marco_fin is not None and h.suscripcion > h.marco_fin
    return "El convenio marco no estaba vigente el día de la suscripción." * (antes or despues)


def termina_con_su_marco(h: Hechos) -> str:
    if not h.es_especifico or h.marco_fin is None or (h.fin is None and not h.sin_fin):
        return ""
    if h.fin is not None and h.fin <= h.marco_fin:
        return ""
    return f"Dura más que su convenio marco, que termina el {h.marco_fin:%d/%m/%Y}."


def plazo_definido(h: Hechos) -> str:
    return "" if h.plazo_consta else "No consta hasta cuándo dura el convenio."


def fechas_en_orden(h: Hechos) -> str:
    """End after beginning, beginning not before the signature, or a note that says why.

    A warning, not a refusal: real instruments began before they were signed, and one was ratified
    after it had ended by its own words (PER/01/02).
    """
    if h.nota_fechas:
        return ""
    if h.inicio is not None and h.fin is not None and h.fin <= h.inicio:
        return f"La vigencia termina el {h.fin:%d/%m/%Y}, y empieza el {h.inicio:%d/%m/%Y}."
    if h.inicio is None or h.suscripcion is None:
        return ""
    return "La vigencia empieza antes de la suscripción." * (h.inicio < h.suscripcion)


def libre_separacion(h: Hechos) -> str:
    consta = h.clausula_separacion is True or h.tiene_clausula_separacion
    if h.contraparte_publica_peruana and not consta:
        return "No consta la cláusula de libre adhesión y separación."
    return ""


def conformidad_previa(h: Hechos) -> str:
    if not h.contraparte_registrable or h.exige_conformidad_desde is None:
        return ""
    if h.suscripcion is not None and h.suscripcion < h.exige_conformidad_desde:
        return ""
    return "" if h.tiene_conformidad else "Falta la conformidad previa de APCI (anótela como hito)."


def compromisos_registrados(h: Hechos) -> str:
    if h.compromisos or h.sin_compromisos:
        return ""
    return "No tiene compromisos registrados ni la marca «sin compromisos exigibles»."


def perfeccionado(h: Hechos) -> str:
    if not h.requiere_perfeccionamiento or h.entro_en_vigor:
        return ""
    return "Requiere perfeccionamiento y no consta su entrada en vigor (anótela como hito)."


def documento_firmado(h: Hechos) -> str:
    """Sealed here with its SHA-256. It is a block: an old agreement of which only the gazette is
    left stays «suscrito», where its commitments are followed all the same."""
    return "" if h.tiene_firmado else "Falta el documento firmado: adjúntelo antes."


def firmado_por_todas(h: Hechos) -> str:
    """A warning: of old agreements the names of who signed are often lost."""
    if not h.partes_sin_firma:
        return ""
    return f"No consta quién firmó por {' ni por '.join(h.partes_sin_firma)}."


def suscrito_con_la_ultima_firma(h: Hechos) -> str:
    """Each party may sign on a day of its own: the instrument is signed with the last one."""
    if h.ultima_firma is None or h.suscripcion is None or h.ultima_firma <= h.suscripcion:
        return ""
    return (
        f"Figura suscrito el {h.suscripcion:%d/%m/%Y} y la última firma es del "
        f"{h.ultima_firma:%d/%m/%Y}."
    )


def los_aportes_suman_el_total(h: Hechos) -> str:
    """Contributions against the total, within half a per cent: a warning with its arithmetic."""
    return " ".join(h.reparos_de_dinero)


def clasificado(h: Hechos) -> str:
    """The CRS sectors share out 100 %; at least one goal of the ODS and one tema of the PNCTI."""
    faltan = []
    if h.crs_suma != 100:
        faltan.append(f"los sectores CRS, que suman {h.crs_suma.normalize():f} % y no 100 %")
    if not h.metas_ods:
        faltan.append("una meta de los ODS")
    if not h.temas_pncti:
        faltan.append("un tema prioritario de la PNCTI")
    return f"Falta en su clasificación: {'; '.join(faltan)}." if faltan else ""


def registro_en_apci_vigente(h: Hechos) -> str:
    """A warning: what the register said on the day of the signature is APCI's to confirm."""
    if not h.registros_vencidos:
        return ""
    return f"El día de la firma no estaba vigente en APCI: {'; '.join(h.registros_vencidos)}."


def plan_de_operaciones(h: Hechos) -> str:
    """Without it registered there is no refund of IGV and IPM (DS 036-94-EF, art. 3.c)."""
    if not h.falta_plan_operaciones:
        return ""
    return "No consta el registro de su plan de operaciones (anótelo como hito)."


def nada_pendiente(h: Hechos) -> str:
    """[D] Nobody reopens what is closed: what is still owed is left with a reason, or settled."""
    if not h.pendientes:
        return ""
    if h.pendientes == 1:
        return "Queda una obligación abierta, y lo cerrado no se reabre."
    return f"Quedan {h.pendientes} obligaciones abiertas, y lo cerrado no se reabre."


def acta_de_cierre(h: Hechos) -> str:
    """A warning: not every instrument asks for one."""
    return "" if h.tiene_acta_cierre else "No consta el acta de cierre (anótela como hito)."


REGLAS: tuple[Regla, ...] = (
    Regla("partes", Nivel.BLOQUEA, _FIRMA, partes_de_ambos_lados),
    Regla("roles", Nivel.BLOQUEA, _FIRMA, alguien_financia_o_responde),
    # Asked again on execution: one recorded already signed never passed through «suscrito».
    Regla("marco", Nivel.DISPENSA, _FIRMADO, especifico_bajo_un_marco_vigente),
    Regla("fin_del_marco", Nivel.DISPENSA, _FIRMA, termina_con_su_marco),
    Regla("plazo", Nivel.DISPENSA, _LISTO, plazo_definido),
    Regla("fechas", Nivel.ADVIERTE, _FIRMADO, fechas_en_orden),
    Regla("separacion", Nivel.ADVIERTE, _FIRMA, libre_separacion, "TUO LPAG, art. 77.3"),
    # Told before anyone signs; from the signature on it is refused.
    Regla("conformidad_antes", Nivel.ADVIERTE, _LISTO, conformidad_previa, "Ley 32301"),
    Regla("conformidad", Nivel.BLOQUEA, _FIRMADO, conformidad_previa, "Ley 32301"),
    Regla("registro_apci", Nivel.ADVIERTE, _FIRMADO, registro_en_apci_vigente),
    Regla("clasificacion", Nivel.BLOQUEA, _EJECUCION, clasificado),
    Regla("plan_operaciones", Nivel.ADVIERTE, _EJECUCION, plan_de_operaciones, "DS 036-94-EF"),
    Regla("compromisos", Nivel.BLOQUEA, _EJECUCION, compromisos_registrados),
    Regla("archivo", Nivel.BLOQUEA, _EJECUCION, documento_firmado),
    Regla("aportes", Nivel.ADVIERTE, _FIRMA, los_aportes_suman_el_total),
    Regla("firmas", Nivel.ADVIERTE, _EJECUCION, firmado_por_todas),
    Regla("ultima_firma", Nivel.ADVIERTE, _EJECUCION, suscrito_con_la_ultima_firma),
    Regla("perfeccionamiento", Nivel.DISPENSA, _EJECUCION, perfeccionado),
    Regla("pendientes", Nivel.DISPENSA, _CIERRE, nada_pendiente),
    Regla("acta_cierre", Nivel.ADVIERTE, _CIERRE, acta_de_cierre),
)


def evaluar(h: Hechos, a: Etapa, reglas: Iterable[Regla] = REGLAS) -> tuple[Falla, ...]:
    """The rules that a convenio with facts `h` does not meet to enter stage `a`, as listed."""
    return tuple(
        Falla(r.codigo, r.nivel, frase, r.norma)
        for r in reglas
        if a in r.etapas and (frase := r.revisar(h))
    )


def sin_resolver(fallas: Iterable[Falla], dispensas: dict[str, str]) -> tuple[Falla, ...]:
    """What still refuses the act, once the waivers given (`codigo` → reason) are counted."""
    return tuple(
        f
        for f in fallas
        if f.nivel == Nivel.BLOQUEA
        or (f.nivel == Nivel.DISPENSA and not dispensas.get(f.codigo, "").strip())
    )
