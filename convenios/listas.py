"""The two long lists as they are exported: the same filters, columns and order wherever written.

A page writes the short ones at once; the worker, the long ones (`convenios.reportes`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http.response import HttpResponseBase

from cargos.models import Usuario
from convenios.forms.convenio_filtros import FiltroConvenios
from convenios.forms.ocurrencia_filtros import FiltroOcurrencias
from convenios.models import Convenio, Ocurrencia, ParametroCumplimiento, Reporte
from convenios.situacion import SituacionConvenio, situaciones
from convenios.tablero import solo_de_color
from ocisys.base.exportar import Columna, descargar


def _contrapartes(fila: SituacionConvenio) -> str:
    return "; ".join(str(p) for p in fila.convenio.partes.all() if p.lado == "contraparte")


def _obligado(o: Ocurrencia) -> str:
    return str(o.compromiso.obligado or o.compromiso.quien_debe)


CONVENIOS = [
    Columna("Código", "convenio.codigo", 16),
    Columna("Denominación", "convenio.denominacion", 60),
    Columna("Tipo", "convenio.get_tipo_display", 28),
    Columna("Contraparte", _contrapartes, 40),
    Columna("Etapa", "convenio.get_etapa_display", 18),
    Columna("Vigencia", lambda f: f.vigencia.palabra, 16),
    Columna("Suscrito el", "convenio.fecha_suscripcion", 14),
    Columna("Termina el", "convenio.termina_el", 14),
    Columna("Decidir antes de", "convenio.decidir_antes_de", 16),
    Columna("Cumplimiento %", "cumplimiento", 14),
    Columna("Oportunidad %", "oportunidad", 14),
    Columna("Semáforo", lambda f: f.semaforo.color.rotulo, 14),
    Columna("Exigibles", "propias.exigibles", 11),
    Columna("Vencidas", "propias.vencidas", 11),
    Columna("Contraparte cumple %", "cumplimiento_ajeno", 14),
    Columna("Ámbito", "convenio.ambito_escrito", 30),
    Columna("Idiomas", "convenio.idiomas_escritos", 20),
    Columna("Identificador IATI", "convenio.iati_id", 30),
    Columna("Importancia", "convenio.importancia", 12),
    Columna("Ficticio", "convenio.es_ficticio", 10),
    Columna("Fuente del dato", "convenio.fuente_dato", 40),
]

COMPROMISOS = [
    Columna("Vence el", "fecha_exigible", 12),
    Columna("Fecha del convenio", "fecha_legal", 12),
    Columna("Norma que la movió", "norma_prorroga", 24),
    Columna("Compromiso", "compromiso.titulo", 50),
    Columna("N.º", "nro", 6),
    Columna("Nace de", "compromiso.origen.codigo", 16),
    Columna("Denominación", "compromiso.origen.denominacion", 50),
    Columna("Obligado", _obligado, 30),
    Columna("Lado", "compromiso.lado.label", 12),
    Columna("Clase", "compromiso.get_clase_display", 14),
    Columna("Cargo", "compromiso.responsable.nro_orden", 8),
    Columna("Estado", lambda o: o.estado_visto.label, 16),
    Columna("Avance %", "avance_al", 10),
    Columna("Cumplida el", "cumplida_al", 12),
    Columna("Peso", "compromiso.peso", 8),
    Columna("Criticidad", "compromiso.criticidad", 10),
    Columna("Ficticio", "compromiso.es_ficticio", 10),
]


@dataclass(frozen=True)
class Lista:
    """What is exported: its title, how many rows, how to read them, and the filters in words.

    `filas` reads them: counting alone costs little.
    """

    titulo: str
    total: int
    columnas: list[Columna]
    filtros: Mapping[str, str]
    filas: Callable[[], Iterable[Any]]

    def escrita(self, formato: str, *, por: Usuario, en: datetime) -> HttpResponseBase:
        """The answer that downloads it."""
        return descargar(
            self.filas(),
            self.columnas,
            formato,
            titulo=self.titulo,
            filtros=self.filtros,
            por=por,
            en=en,
        )


def de_convenios(datos: Mapping[str, Any], usuario: Usuario, hoy: date) -> Lista:
    """The register with the filters of its page."""
    filtro = FiltroConvenios(datos, hoy=hoy)
    p = ParametroCumplimiento.objects.en_vigor(filtro.dia)
    visibles = filtro.aplicar(Convenio.objects.visibles_para(usuario), p)
    filas = solo_de_color(visibles, filtro, p).para_lista(filtro.dia).order_by("codigo")
    return Lista(
        "Convenios",
        filas.count(),
        CONVENIOS,
        filtro.en_palabras,
        lambda: situaciones(filas, al=filtro.dia, p=p),
    )


def de_compromisos(datos: Mapping[str, Any], usuario: Usuario, hoy: date) -> Lista:
    """The due dates with the filters of their page."""
    filtro = FiltroOcurrencias(datos, hoy=hoy)
    p = ParametroCumplimiento.objects.en_vigor(filtro.dia)
    filas = filtro.aplicar(Ocurrencia.objects.visibles_para(usuario), p).con_origen()
    return Lista("Compromisos", filas.count(), COMPROMISOS, filtro.en_palabras, filas.iterator)


LISTAS: Mapping[str, Callable[[Mapping[str, Any], Usuario, date], Lista]] = {
    Reporte.Lista.CONVENIOS: de_convenios,
    Reporte.Lista.COMPROMISOS: de_compromisos,
}
