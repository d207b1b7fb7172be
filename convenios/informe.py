"""The report to the Alta Dirección: two pages in words, from the very figures of the dashboard.

One content, three forms: a page, PDF and an editable Word. It obeys the dashboard's filters, and
says so; reserved agreements are left out.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db.models import Q, QuerySet

from cargos.models import Usuario
from convenios.dinero import escrito
from convenios.forms.filtros import FiltroTablero
from convenios.models import ClaseCompromiso, FotoConvenio, Ocurrencia
from convenios.models.ocurrencias import OcurrenciaQuerySet
from convenios.plazos import Vigencia
from convenios.semaforo import Color
from convenios.situacion import SituacionConvenio
from convenios.tablero import Tablero, armar, fotos_de, ocurrencias_de
from ocisys.base.contexto import es_demo
from ocisys.base.pdf import compilar

PLANTILLA = Path(__file__).parent / "documentos" / "informe.typ"
LOGROS, FILAS = 3, 8
"""Rows of each section: what fits two pages; the dashboard has them all."""

SEIS_MESES = timedelta(days=182)
MES = timedelta(days=30)


@dataclass(frozen=True)
class Seccion:
    """A table with its heading, and what is said when it has no rows; `anchos` are proportions."""

    titulo: str
    cabeceras: tuple[str, ...]
    anchos: tuple[int, ...]
    filas: list[tuple[str, ...]]
    vacio: str

    @property
    def rotuladas(self) -> list[list[tuple[str, str]]]:
        """Each cell with its heading, which a telephone prints beside it."""
        return [list(zip(self.cabeceras, fila, strict=True)) for fila in self.filas]


@dataclass(frozen=True)
class Informe:
    """What the report says, before it is drawn."""

    titulo: str
    corte: date
    alcance: str
    frase: str
    cifras: list[tuple[str, str]]
    secciones: list[Seccion]
    nota: str


def informe_de(pedido: FiltroTablero, usuario: Usuario) -> Informe:
    """The report with those filters as of their day, of the agreements that are not reserved."""
    datos = {c: pedido[c].value() for c in FiltroTablero.base_fields} | {"acceso": "abierto"}
    filtro = FiltroTablero(datos, hoy=pedido.hoy)
    dia, t = filtro.dia, armar(filtro, usuario)
    propias = ocurrencias_de(filtro, usuario, lado="sector")
    graves, terminan = _graves(propias, dia, t), _por_terminar(filtro, usuario, t)
    formales = _formales(propias, dia)
    return Informe(
        titulo=f"Cumplimiento de convenios al {dia:%d/%m/%Y}",
        corte=dia,
        alcance=_alcance(filtro),
        frase=_frase(t),
        cifras=_cifras(t),
        secciones=[
            _criticos(t),
            Seccion(
                graves.titulo(f"Vencidas de criticidad {t.p.criticidad_critica}"),
                ("Venció", "Qué", "Convenio", "Responde"),
                (2, 7, 3, 2),
                [_vencida(o) for o in graves.filas],
                "Ninguna.",
            ),
            Seccion(
                terminan.titulo(
                    f"Terminan en {t.p.ventana_por_vencer} días o ya terminaron sin decisión"
                ),
                ("Convenio", "Decidir antes de", "Termina", "Renovación"),
                (9, 3, 2, 3),
                [_renovacion(f) for f in terminan.filas],
                "Ninguno.",
            ),
            Seccion(
                formales.titulo("Informes y rendiciones de los próximos seis meses"),
                ("Vence", "Qué", "Convenio"),
                (2, 9, 3),
                _declaracion(t, dia) + [_obligacion(o) for o in formales.filas],
                "Ninguno registrado.",
            ),
            Seccion(
                "Dinero por fuente",
                ("Fuente", "Comprometido", "Programado", "Desembolsado", "Llegó"),
                (6, 4, 4, 4, 2),
                [
                    (
                        b.nombre,
                        escrito(b.comprometido, b.moneda),
                        escrito(b.programado, b.moneda),
                        escrito(b.desembolsado, b.moneda),
                        "–" if b.ejecucion_al is None else f"{b.ejecucion_al} %",
                    )
                    for b in t.fuentes
                ],
                "Ninguna contraparte tiene montos registrados.",
            ),
            Seccion(
                "Logros del último mes",
                ("Cumplido el", "Qué", "Evidencia"),
                (2, 7, 6),
                [_logro(o) for o in _logros(propias, dia)],
                "Ninguna obligación se cumplió en los últimos treinta días.",
            ),
        ],
        nota=_nota(t),
    )


def _alcance(filtro: FiltroTablero) -> str:
    """Which agreements it speaks of, when they are not all."""
    pedidos = (c for c in ("unidad", "org", "tipo", "tema") if filtro.pedido(c))
    return "; ".join(f"{filtro.fields[c].label}: {filtro.dicho(c)}" for c in pedidos)


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
        ("Vencidas", f"{t.sector.vencidas} ({t.nota_vencidas})".removesuffix(" ()")),
        (f"Vencen en {t.p.dias_proximos} días", str(t.proximas)),
        ("Convenios en curso", f"{t.convenios}, {t.por_vencer} por vencer"),
        ("De la contraparte", o_nada(t.cumplimiento_contraparte)),
    ]


def _criticos(t: Tablero) -> Seccion:
    """The red ones with what is asked of whoever reads; the worst if they are many."""
    rojos = [f.situacion for f in t.mapa if f.situacion.semaforo.color == Color.ROJO][:FILAS]
    todos = len(t.rojos)
    cuales = f" (los {len(rojos)} peores de {todos})" if todos > len(rojos) else ""
    return Seccion(
        f"Convenios en crítico{cuales}",
        ("Convenio", "Cumplimiento", "Por qué", "Se pide"),
        (6, 3, 7, 3),
        [_critico(s) for s in rojos],
        "Ningún convenio está en crítico.",
    )


def _critico(s: SituacionConvenio) -> tuple[str, ...]:
    pedido = "Cumplir o sustentar lo vencido" if s.propias.vencidas else "Seguir de cerca"
    if (s.hechos.dias_al_fin or 0) < 0:
        pedido = "Cerrarlo con lo que queda sin cumplir"
    return (
        f"{s.convenio.codigo} {s.convenio.denominacion}",
        s.palabra,
        "; ".join(m.texto for m in s.semaforo.motivos),
        "Decidir la renovación" if s.sin_decision else pedido,
    )


@dataclass(frozen=True)
class _Primeros:
    """The rows that fit, and how many there are."""

    filas: list[Any]
    total: int

    def titulo(self, texto: str) -> str:
        """The heading, which says so when not all fit."""
        if self.total <= len(self.filas):
            return texto
        return f"{texto} (los {len(self.filas)} primeros de {self.total})"


def _primeros(filas: QuerySet[Any]) -> _Primeros:
    vistas = list(filas[:FILAS])
    return _Primeros(vistas, filas.count() if len(vistas) == FILAS else len(vistas))


def _graves(propias: OcurrenciaQuerySet, dia: date, t: Tablero) -> _Primeros:
    criticas = propias.vencidas(dia).filter(compromiso__criticidad__gte=t.p.criticidad_critica)
    return _primeros(criticas.con_todo())


def _vencida(o: Ocurrencia) -> tuple[str, ...]:
    responde = o.compromiso.responsable
    return (*_obligacion(o), f"cargo {responde.nro_orden}" if responde else "nadie")


def _por_terminar(filtro: FiltroTablero, usuario: Usuario, t: Tablero) -> _Primeros:
    """About to end, decided or not, and those that ended undecided; by the day to decide."""
    fotos = fotos_de(filtro, usuario, t.dia, t.p).filter(
        Q(vigencia=Vigencia.POR_VENCER) | Q(sin_decision=True)
    )
    return _primeros(fotos.select_related("convenio").order_by("limite", "convenio__codigo"))


def _renovacion(f: FotoConvenio) -> tuple[str, ...]:
    return (
        f"{f.convenio.codigo} {f.convenio.denominacion}",
        *(f"{d:%d/%m/%Y}" if d else "–" for d in (f.limite, f.fin)),
        "Sin decisión" if f.sin_decision else "Decidida",
    )


def _formales(propias: OcurrenciaQuerySet, dia: date) -> _Primeros:
    formales = propias.sin_cumplir().filter(
        compromiso__clase__in=(ClaseCompromiso.FINANCIERO, ClaseCompromiso.INFORME),
        fecha_exigible__range=(dia, dia + SEIS_MESES),
    )
    return _primeros(formales.con_todo())


def _declaracion(t: Tablero, dia: date) -> list[tuple[str, ...]]:
    """The yearly declaration to APCI, when it is overdue or falls due within the six months."""
    d = t.declaracion
    if d is None or d.vence_el > dia + SEIS_MESES:
        return []
    return [(f"{d.vence_el:%d/%m/%Y}", f"Declaración anual a APCI de {d.anio}", "toda la entidad")]


def _obligacion(o: Ocurrencia) -> tuple[str, ...]:
    return (f"{o.fecha_exigible:%d/%m/%Y}", o.compromiso.titulo, o.compromiso.origen.codigo)


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
    que = f"{o.compromiso.titulo} ({o.compromiso.origen.codigo})"
    return (f"{o.cumplida_vista:%d/%m/%Y}", que, evidencia)


def _nota(t: Tablero) -> str:
    faltas = ", ".join(f"{n} {rotulo}" for rotulo, n, _ in t.salud.faltas if n)
    return (
        f"Calidad de los datos: {t.salud.completitud or 0} % completos, {t.salud.frescura or 0} % "
        f"verificados en {t.p.dias_frescura} días; {faltas or 'sin faltas'}. No incluye "
        f"convenios reservados. «Llegó» es de lo programado hasta la fecha. "
        f"Lo reportado sin validar vale {t.p.credito_sin_validar} % de su avance; crítico por "
        f"debajo de {t.p.umbral_rojo} %, al día desde {t.p.umbral_verde} %: umbrales de la oficina."
    )


def _sin_cortes(s: Seccion) -> dict[str, Any]:
    """As data; a figure and its per cent sign stay on one line."""
    filas = [[celda.replace(" %", "\N{NO-BREAK SPACE}%") for celda in fila] for fila in s.filas]
    return vars(s) | {"filas": filas}


def en_pdf(informe: Informe, *, en: datetime) -> bytes:
    """The report as PDF/A-2a."""
    datos: dict[str, Any] = {
        "titulo": informe.titulo,
        "alcance": informe.alcance,
        "frase": informe.frase,
        "cifras": informe.cifras,
        "secciones": [_sin_cortes(s) for s in informe.secciones],
        "nota": informe.nota,
        "pie": f"Emitido el {en:%d/%m/%Y %H:%M}",
        "ficticio": es_demo(),
    }
    return compilar(PLANTILLA, datos, en=en)
