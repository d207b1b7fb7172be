"""What the page of the results of an agreement shows, and the rows of its export."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cargos.models import Usuario
from cargos.permisos import Permiso
from convenios.fichas import puede_editar
from convenios.graficos import Bala, bala
from convenios.models import Convenio, Indicador, Medicion, Resultado
from ocisys.base.exportar import Columna


@dataclass(frozen=True)
class VistaIndicador:
    """An indicator with its drawing and what was measured, the corrected ones told apart."""

    indicador: Indicador
    bala: Bala
    mediciones: list[Medicion]
    corregidas: frozenset[int]

    @property
    def ultima(self) -> Medicion | None:
        return self.indicador.ultima

    @property
    def base_dicha(self) -> str:
        return self.indicador.decir(self.indicador.linea_base)

    @property
    def meta_dicha(self) -> str:
        return self.indicador.decir(self.indicador.meta)

    @property
    def real_dicho(self) -> str:
        return self.indicador.decir(self.ultima.real) if self.ultima else ""

    @property
    def filas(self) -> list[tuple[Medicion, str, str]]:
        """Each measurement with its figure and the target of its period in words."""
        decir = self.indicador.decir
        return [(m, decir(m.real), decir(m.meta)) for m in self.mediciones]


@dataclass(frozen=True)
class VistaResultado:
    """A result with its indicators."""

    resultado: Resultado
    indicadores: list[VistaIndicador]

    @property
    def medido(self) -> bool:
        """Whether something was measured of it: then it is annulled, not corrected."""
        return any(v.mediciones for v in self.indicadores)


def vistas_de(convenio: Convenio) -> list[VistaResultado]:
    """Its results in force with their indicators; as many queries for ten as for one."""
    filas = convenio.resultados.sin_anular().con_mediciones()
    return [VistaResultado(r, [_vista(i) for i in r.indicadores.all()]) for r in filas]


def _vista(i: Indicador) -> VistaIndicador:
    ultima = i.ultima
    mediciones = list(i.mediciones.all())
    corregidas = frozenset(m.corrige_id for m in mediciones if m.corrige_id)
    return VistaIndicador(
        i, bala(i.linea_base, i.meta, ultima.real if ultima else None), mediciones, corregidas
    )


def ficha_resultados(convenio: Convenio, usuario: Usuario) -> dict[str, Any]:
    """The results of one agreement, those annulled apart, and what this person may do."""
    return {
        "convenio": convenio,
        "vistas": vistas_de(convenio),
        "anulados": _anulados(convenio),
        "puede_editar": puede_editar(convenio, usuario),
        "puede_aprobar": usuario.puede(Permiso.EVIDENCIA_VALIDAR),
        "yo": usuario.pk,
    }


def _anulados(convenio: Convenio) -> list[Resultado | Indicador]:
    resultados = convenio.resultados.exclude(anulado_en=None).select_related("anulado_por__persona")
    indicadores = Indicador.objects.filter(resultado__convenio=convenio).exclude(anulado_en=None)
    return [*resultados, *indicadores.select_related("anulado_por__persona")]


def filas_para_exportar(
    convenio: Convenio,
) -> Iterator[tuple[Resultado, Indicador, Medicion | None]]:
    """One row a measurement in force; an indicator not measured yet, one without."""
    for fila in vistas_de(convenio):
        for vista in fila.indicadores:
            vigentes = vista.indicador.vigentes
            for medicion in vigentes:
                yield fila.resultado, vista.indicador, medicion
            if not vigentes:
                yield fila.resultado, vista.indicador, None


COLUMNAS = [
    Columna("Nivel", lambda f: f[0].get_nivel_display(), 12),
    Columna("Resultado", lambda f: f[0].titulo, 50),
    Columna("Indicador", lambda f: f[1].nombre, 50),
    Columna("Unidad", lambda f: f[1].rotulo_unidad, 16),
    Columna("Línea base", lambda f: f[1].linea_base, 14),
    Columna("Línea base al", lambda f: f[1].linea_base_el, 14),
    Columna("Meta", lambda f: f[1].meta, 14),
    Columna("Meta al", lambda f: f[1].meta_al, 14),
    Columna("Periodo desde", lambda f: f[2] and f[2].desde, 14),
    Columna("Periodo hasta", lambda f: f[2] and f[2].hasta, 14),
    Columna("Meta del periodo", lambda f: f[2] and f[2].meta, 14),
    Columna("Valor real", lambda f: f[2] and f[2].real, 14),
    Columna("Fuente", lambda f: f[2].fuente if f[2] else "", 50),
    Columna("Conformidad", lambda f: str(f[2].aprobacion or "") if f[2] else "", 30),
    Columna("Ficticio", lambda f: f[0].es_ficticio, 10),
]
