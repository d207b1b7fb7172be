"""The draft of an instrument: the office's wording of each clause, filled with what is recorded.

What a person already copied or wrote as a clause is taken as it is. What is not recorded is left as
a gap to be seen: `[objeto…]`.
"""

from dataclasses import dataclass
from datetime import date

from cargos.models import CargoVersion
from convenios.dinero import escrito
from convenios.models import (
    Compromiso,
    Convenio,
    Lado,
    ModeloClausula,
    Parte,
    Plazo,
    materias_esperadas,
)
from ocisys.base.campos import combinar

CAMPOS: dict[str, str] = {
    "denominacion": "nombre del instrumento",
    "partes": "las partes, una por línea, con su rol",
    "objeto": "objeto del instrumento",
    "compromisos_sector": "lo que debe el Sector, una línea por compromiso",
    "compromisos_contraparte": "lo que debe la contraparte, una línea por compromiso",
    "aportes": "lo que aporta cada parte, una línea por aporte",
    "coordinador": "cargo que lo coordina",
    "vigencia": "desde y hasta cuándo rige",
    "renovacion": "cómo se renueva",
    "preaviso": "días de anticipación para separarse o no renovar",
    "ejemplares": "cuántos ejemplares se firman",
}
"""What a model may ask for, and what each one is."""

ORDINALES = (
    "PRIMERA",
    "SEGUNDA",
    "TERCERA",
    "CUARTA",
    "QUINTA",
    "SEXTA",
    "SÉPTIMA",
    "OCTAVA",
    "NOVENA",
    "DÉCIMA",
    "UNDÉCIMA",
    "DUODÉCIMA",
    "DECIMOTERCERA",
    "DECIMOCUARTA",
)
_INICIOS = {
    "suscripcion": "desde su suscripción",
    "publicacion": "desde su publicación",
    "ultima_nota": "desde la recepción de la última nota",
    "perfeccionamiento": "desde que se cumpla el perfeccionamiento interno",
}
_RENOVACIONES = {
    "expresa_por_adenda": "El presente instrumento se renueva por acuerdo expreso de LAS PARTES, "
    "previa evaluación, mediante adenda suscrita antes de su vencimiento.",
    "automatica": "El presente instrumento se renueva automáticamente por un periodo igual, salvo "
    "que una de LAS PARTES comunique por escrito lo contrario con la anticipación prevista.",
    "no_renovable": "El presente instrumento no se renueva.",
    "hasta_evento": "",
    "novacion": "Vencido el presente instrumento, LAS PARTES pueden celebrar otro por novación.",
}


@dataclass(frozen=True)
class ClausulaRedactada:
    """One clause of the draft. `es_copia`: somebody already wrote it; the model was not used."""

    titulo: str
    texto: str
    es_copia: bool


@dataclass(frozen=True)
class Borrador:
    """The draft, clause by clause; the first one is the introduction, without a number."""

    denominacion: str
    clausulas: tuple[ClausulaRedactada, ...]

    @property
    def vacios(self) -> int:
        """How many gaps are left in what was filled from the models."""
        return sum(c.texto.count("[") for c in self.clausulas if not c.es_copia)


def redactar(convenio: Convenio, hoy: date) -> Borrador:
    """Word an instrument of that kind; the queries do not grow with its rows."""
    valores = valores_de(convenio, hoy)
    modelos = ModeloClausula.objects.en_uso()
    propias: dict[str, list[str]] = {}
    for c in convenio.clausulas.filter(adenda=None).exclude(texto=""):
        propias.setdefault(c.materia, []).append(c.texto)
    redactadas: list[ClausulaRedactada] = []
    for materia in materias_esperadas(convenio.tipo).materias:
        copia = "\n\n".join(propias.get(materia, ()))
        texto = copia or combinar(modelos.get(materia, ""), valores, CAMPOS)
        titulo = "" if not redactadas else f"{_ordinal(len(redactadas))}: {materia.label.upper()}"
        redactadas.append(ClausulaRedactada(titulo, texto, bool(copia)))
    return Borrador(convenio.denominacion, tuple(redactadas))


def _ordinal(n: int) -> str:
    return f"CLÁUSULA {ORDINALES[n - 1]}"


def valores_de(convenio: Convenio, hoy: date) -> dict[str, str]:
    """One value for each field of CAMPOS; "" when the office does not know it."""
    partes = list(convenio.partes.select_related("organizacion"))
    compromisos = list(
        convenio.compromisos.vigentes(hoy).select_related("regla", "obligado").order_by("numero")
    )
    aportes = convenio.aportes.vigentes(hoy).select_related("parte__organizacion")
    return {
        "denominacion": convenio.denominacion,
        "partes": "\n".join(f"- {_parte(p)}" for p in partes),
        "objeto": convenio.objeto,
        "compromisos_sector": _lineas(compromisos, Lado.SECTOR),
        "compromisos_contraparte": _lineas(compromisos, Lado.CONTRAPARTE),
        "aportes": "\n".join(
            f"- {a.parte}: {escrito(a.monto, a.moneda)}{', en especie' if a.en_especie else ''}."
            for a in aportes
        ),
        "coordinador": _cargo(convenio),
        "vigencia": _vigencia(convenio),
        "renovacion": _renovacion(convenio),
        "preaviso": f"{convenio.preaviso_dias} días calendario" if convenio.preaviso_dias else "",
        "ejemplares": str(len(partes)) if partes else "",
    }


def _cargo(convenio: Convenio) -> str:
    """The post by its name in the MOF: the instrument outlives whoever holds it."""
    posicion = convenio.coordinador
    if posicion is None:
        return ""
    del_mof = CargoVersion.objects.filter(cargo=posicion.cargo_id, documento__tipo="MOF")
    version = del_mof.order_by("-documento__version").first()
    nombre = f" de {version.denominacion}" if version else ""
    return f"quien ocupe el cargo{nombre} (CAP {posicion.nro_orden})"


def _parte(p: Parte) -> str:
    roles = f", en calidad de {p.roles_texto.lower()}" if p.roles else ""
    siglas = p.organizacion.siglas
    corto = f", a la que en adelante se denominará {siglas}" if siglas else ""
    return f"{p.denominacion_al_firmar or p.organizacion.nombre}{corto}{roles}."


def _lineas(compromisos: list[Compromiso], lado: str) -> str:
    filas = [c for c in compromisos if c.lado == lado]
    return "\n".join(f"- {_compromiso(c)}" for c in filas)


def _compromiso(c: Compromiso) -> str:
    que = c.texto_literal.strip() or c.titulo
    cuando = c.regla.en_palabras if c.tiene_fechas and hasattr(c, "regla") else c.condicion
    return f"{que.rstrip('.')}{f', {cuando}' if cuando else ''}."


def _vigencia(c: Convenio) -> str:
    desde = _INICIOS.get(c.regla_inicio, "")
    if c.inicio_vigencia and c.regla_inicio == Convenio.ReglaInicio.FECHA_FIJA:
        desde = f"desde el {c.inicio_vigencia:%d/%m/%Y}"
    hasta = {
        Plazo.FECHA: f"hasta el {c.fecha_fin:%d/%m/%Y}" if c.fecha_fin else "",
        Plazo.DURACION: f"por {c.duracion} {c.get_duracion_unidad_display()}",
        Plazo.INDETERMINADO: "por tiempo indeterminado",
        Plazo.EVENTO: f"hasta que ocurra lo siguiente: {c.evento_fin}",
    }.get(Plazo(c.plazo), "")
    return f"{desde} {hasta}" if desde and hasta else ""


def _renovacion(c: Convenio) -> str:
    if c.renovacion == Convenio.Renovacion.HASTA_EVENTO and c.evento_fin:
        return f"El presente instrumento se mantiene hasta que ocurra lo siguiente: {c.evento_fin}."
    return _RENOVACIONES[c.renovacion]
