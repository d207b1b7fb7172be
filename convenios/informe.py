"""The report to the Alta Dirección: two pages in words, from the very figures of the dashboard.

One content, two forms: PDF and an editable Word. Reserved agreements are left out.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.shared import Cm, Pt

from cargos.models import Usuario
from convenios.dinero import escrito
from convenios.forms.filtros import FiltroTablero
from convenios.models import ClaseCompromiso, Ocurrencia
from convenios.models.ocurrencias import OcurrenciaQuerySet
from convenios.situacion import SituacionConvenio
from convenios.tablero import Tablero, armar, ocurrencias_de
from ocisys.base.contexto import OFICINA, es_demo
from ocisys.base.pdf import compilar

PLANTILLA = Path(__file__).parent / "documentos" / "informe.typ"
LOGROS, PROXIMAS = 3, 10
SEIS_MESES = timedelta(days=182)
MES = timedelta(days=30)


@dataclass(frozen=True)
class Seccion:
    """A table with its heading, and what is said when it has no rows."""

    titulo: str
    cabeceras: tuple[str, ...]
    filas: list[tuple[str, ...]]
    vacio: str


@dataclass(frozen=True)
class Informe:
    """What the report says, before it is drawn."""

    titulo: str
    corte: date
    frase: str
    cifras: list[tuple[str, str]]
    secciones: list[Seccion]
    nota: str


def informe_al(dia: date, usuario: Usuario, *, hoy: date) -> Informe:
    """The report as of `dia`, of the agreements that are not reserved."""
    filtro = FiltroTablero({"al": dia.isoformat(), "acceso": "abierto"}, hoy=hoy)
    t = armar(filtro, usuario)
    propias = ocurrencias_de(filtro, usuario, lado="sector")
    return Informe(
        titulo=f"Cumplimiento de convenios al {dia:%d/%m/%Y}",
        corte=dia,
        frase=_frase(t),
        cifras=_cifras(t),
        secciones=[
            Seccion(
                "Convenios que piden una decisión",
                ("Convenio", "Cumplimiento", "Por qué", "Se pide"),
                [_critico(s) for s in t.peores],
                "Ningún convenio está en crítico ni en atención.",
            ),
            Seccion(
                "Renovaciones por decidir",
                ("Convenio", "Decidir antes de", "Termina"),
                [_renovacion(s) for s in t.decidir_hoy],
                "Ninguna renovación espera decisión.",
            ),
            Seccion(
                "Informes y rendiciones de los próximos seis meses",
                ("Vence", "Qué", "Convenio"),
                [_obligacion(o) for o in _formales(propias, dia)],
                "Ninguno registrado.",
            ),
            Seccion(
                "Dinero por fuente",
                ("Fuente", "Comprometido", "Desembolsado", "Ejecución"),
                [
                    (
                        b.nombre,
                        escrito(b.comprometido, b.moneda),
                        escrito(b.desembolsado, b.moneda),
                        "–" if b.ejecucion is None else f"{b.ejecucion} %",
                    )
                    for b in t.fuentes
                ],
                "Ninguna contraparte tiene montos registrados.",
            ),
            Seccion(
                "Logros del último mes",
                ("Cumplido el", "Qué", "Evidencia"),
                [_logro(o) for o in _logros(propias, dia)],
                "Ninguna obligación se cumplió en los últimos treinta días.",
            ),
        ],
        nota=_nota(t),
    )


def _frase(t: Tablero) -> str:
    """The semaphore in a sentence."""
    if t.cumplimiento is None:
        return "Hasta la fecha no venció ninguna obligación nuestra: no hay cumplimiento que medir."
    motivos = "; ".join(m.texto for m in t.semaforo.motivos)
    porque = f": {motivos}" if motivos else ""
    return (
        f"El Sector cumple {t.cumplimiento} % de lo exigible y está "
        f"en «{t.semaforo.color.palabra}»{porque}."
    )


def _cifras(t: Tablero) -> list[tuple[str, str]]:
    def o_nada(valor: object) -> str:
        return "sin exigibles" if valor is None else f"{valor} %"

    return [
        ("Cumplimiento", f"{o_nada(t.cumplimiento)} (n = {t.exigibles})"),
        ("A tiempo", o_nada(t.oportunidad)),
        ("Vencidas", f"{t.sector.vencidas}. {t.nota_vencidas}".rstrip(". ")),
        (f"Vencen en {t.p.dias_proximos} días", str(t.proximas)),
        ("Convenios en curso", f"{t.convenios}, {t.por_vencer} por vencer"),
        ("De la contraparte", o_nada(t.cumplimiento_contraparte)),
    ]


def _critico(s: SituacionConvenio) -> tuple[str, ...]:
    pedido = "Cumplir o sustentar lo vencido" if s.propias.vencidas else "Seguir de cerca"
    return (
        f"{s.convenio.codigo} {s.convenio.denominacion}",
        s.palabra,
        "; ".join(m.texto for m in s.semaforo.motivos),
        "Decidir la renovación" if s.sin_decision else pedido,
    )


def _renovacion(s: SituacionConvenio) -> tuple[str, ...]:
    fechas = (s.convenio.decidir_antes_de, s.convenio.termina_el)
    return (
        f"{s.convenio.codigo} {s.convenio.denominacion}",
        *(f"{d:%d/%m/%Y}" if d else "–" for d in fechas),
    )


def _formales(propias: OcurrenciaQuerySet, dia: date) -> list[Ocurrencia]:
    formales = propias.sin_cumplir().filter(
        compromiso__clase__in=(ClaseCompromiso.FINANCIERO, ClaseCompromiso.INFORME),
        fecha_exigible__range=(dia, dia + SEIS_MESES),
    )
    return list(formales.con_todo()[:PROXIMAS])


def _obligacion(o: Ocurrencia) -> tuple[str, ...]:
    return (f"{o.fecha_exigible:%d/%m/%Y}", o.compromiso.titulo, o.compromiso.convenio.codigo)


def _logros(propias: OcurrenciaQuerySet, dia: date) -> list[Ocurrencia]:
    """The heaviest obligations fulfilled in the last thirty days."""
    cumplidas = propias.cumplidas().filter(cumplida_al__range=(dia - MES, dia))
    return list(
        cumplidas.order_by("-compromiso__peso", "-compromiso__criticidad", "pk")
        .con_todo()
        .prefetch_related("evidencias")[:LOGROS]
    )


def _logro(o: Ocurrencia) -> tuple[str, ...]:
    evidencia = next((str(e) for e in o.evidencias.all()), "")
    que = f"{o.compromiso.titulo} ({o.compromiso.convenio.codigo})"
    return (f"{o.cumplida_vista:%d/%m/%Y}", que, evidencia)


def _nota(t: Tablero) -> str:
    faltas = ", ".join(f"{n} {rotulo}" for rotulo, n, _ in t.faltas if n)
    return (
        f"Calidad de los datos: {faltas or 'sin faltas'}. No incluye convenios reservados. "
        f"Lo reportado sin validar vale {t.p.credito_sin_validar} % de su avance; crítico por "
        f"debajo de {t.p.umbral_rojo} %, al día desde {t.p.umbral_verde} %: umbrales de la oficina."
    )


def en_pdf(informe: Informe, *, en: datetime) -> bytes:
    """The report as PDF/A-2a."""
    datos: dict[str, Any] = {
        "titulo": informe.titulo,
        "frase": informe.frase,
        "cifras": informe.cifras,
        "secciones": [vars(s) for s in informe.secciones],
        "nota": informe.nota,
        "pie": f"Emitido el {en:%d/%m/%Y %H:%M}",
        "ficticio": es_demo(),
    }
    return compilar(PLANTILLA, datos, en=en)


def en_word(informe: Informe, *, en: datetime) -> bytes:
    """The same report as an editable Word document."""
    word = docx.Document()
    hoja = word.sections[0]
    hoja.page_width, hoja.page_height = Cm(21), Cm(29.7)
    hoja.left_margin = hoja.right_margin = Cm(2.2)
    word.styles["Normal"].font.size = Pt(10)
    word.core_properties.title, word.core_properties.author = informe.titulo, OFICINA
    word.core_properties.language = "es-PE"
    word.add_heading(informe.titulo, 1)
    word.add_paragraph(informe.frase)
    _tabla(word, ("Cifra", "Valor"), informe.cifras)
    for s in informe.secciones:
        word.add_heading(s.titulo, 2)
        if s.filas:
            _tabla(word, s.cabeceras, s.filas)
        else:
            word.add_paragraph(s.vacio)
    demo = " Oficina de demostración: sin valor oficial." if es_demo() else ""
    word.add_paragraph(f"{informe.nota} Emitido el {en:%d/%m/%Y %H:%M}.{demo}")
    salida = BytesIO()
    word.save(salida)
    return salida.getvalue()


def _tabla(word: Any, cabeceras: tuple[str, ...], filas: list[Any]) -> None:
    tabla = word.add_table(rows=1, cols=len(cabeceras), style="Table Grid")
    for celda, texto in zip(tabla.rows[0].cells, cabeceras, strict=True):
        celda.paragraphs[0].add_run(texto).bold = True
    for fila in filas:
        for celda, texto in zip(tabla.add_row().cells, fila, strict=True):
            celda.text = _imprimible(texto)


def _imprimible(texto: str) -> str:
    """XML takes no control characters."""
    return "".join(c for c in texto if c in "\n\t" or ord(c) >= 0x20)
