"""The Jefe's dashboard: eight questions, each figure with its n, its date and the link to its rows.

Everything is read from the same filtered sets that the lists show, in a number of queries that
does not depend on how many convenios there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.urls import reverse

from cargos.models import Usuario
from convenios import cifras
from convenios.cifras import Parametros, Sumas
from convenios.forms.filtros import FiltroConvenios, FiltroOcurrencias, FiltroTablero
from convenios.graficos import BarrasApiladas
from convenios.models import Convenio, Ocurrencia, ParametroCumplimiento
from convenios.models.convenios import ConvenioQuerySet
from convenios.models.ocurrencias import OcurrenciaQuerySet
from convenios.plazos import Vigencia
from convenios.semaforo import Color, Semaforo, semaforo_sector
from convenios.situacion import TONO_COLOR, SituacionConvenio, del_sector, situaciones
from convenios.tablero_partes import (
    Carga,
    FilaMapa,
    cargas,
    enlace_a,
    faltas,
    mapa,
    meses_de,
    semanas,
)

PEORES = 5
DECISIONES = 6


@dataclass(frozen=True)
class Tablero:
    """All the figures of the page as of `dia`."""

    dia: date
    p: Parametros
    filtro: FiltroTablero
    filas: Sequence[SituacionConvenio]
    sector: Sumas
    contraparte: Sumas
    antes: Sumas
    proximas: int
    por_validar: int
    huerfanas: int
    semanas: BarrasApiladas
    mapa: Sequence[FilaMapa]
    meses: Sequence[date]
    cargas: Sequence[Carga]
    siguientes: Sequence[Ocurrencia]
    tarde: int
    faltas: Sequence[tuple[str, int, str]]

    @property
    def cumplimiento(self) -> Decimal | None:
        return cifras.porcentaje(cifras.cumplimiento(self.sector))

    @property
    def exigibles(self) -> int:
        return self.sector.exigibles

    @property
    def decidir_hoy(self) -> list[SituacionConvenio]:
        return self.por_decidir[:DECISIONES]

    @property
    def enlace_base(self) -> str:
        """Query string of the filters, as of the same day."""
        return self.filtro.enlace()

    @property
    def enlace_convenios(self) -> str:
        return self.filtro.enlace(etapa="en_curso")

    @property
    def enlaces(self) -> dict[str, str]:
        """Figure → the list that shows exactly the rows it counts."""
        lista = f"{reverse('convenios:lista')}?{self.enlace_convenios}"
        situaciones_propias = ("exigibles", "vencidas", "proximas", "huerfanas", "tarde")
        return {
            s: enlace_a(self.filtro, lado="sector", situacion=s) for s in situaciones_propias
        } | {
            "contraparte": enlace_a(self.filtro, lado="contraparte", situacion="exigibles"),
            "por_vencer": f"{lista}&vigencia=por_vencer",
            "sin_decision": f"{lista}&decision=pendiente",
        }

    @property
    def nota_vencidas(self) -> str:
        if not self.sector.vencidas:
            return ""
        criticas = f"{self.sector.criticas} de criticidad {self.p.criticidad_critica} · "
        return f"{criticas if self.sector.criticas else ''}la más antigua, {self.sector.dias_max} d"

    @property
    def tono_vencidas(self) -> str:
        if self.sector.criticas or self.sector.dias_max > self.p.dias_vencido_rojo:
            return "peligro"
        return "atencion" if self.sector.vencidas else "bien"

    @property
    def rotulo_proximas(self) -> str:
        return f"Vencen en {self.p.dias_proximos} días"

    @property
    def nota_por_validar(self) -> str:
        return f"{self.por_validar} por validar" if self.por_validar else ""

    @property
    def tono_por_vencer(self) -> str:
        return "atencion" if self.sin_decision else "bien"

    @property
    def nota_por_vencer(self) -> str:
        return f"{self.sin_decision} sin decisión" if self.por_vencer else ""

    @property
    def tono_huerfanas(self) -> str:
        return "atencion" if self.huerfanas else "bien"

    @property
    def descripcion_semanas(self) -> str:
        """The chart in a sentence, for who does not see it."""
        cargada = max(self.semanas.barras, key=lambda b: b.total)
        return (
            f"{self.semanas.total} obligaciones en doce semanas; la más cargada, la del "
            f"{cargada.rotulo}, con {cargada.total}."
        )

    @property
    def oportunidad(self) -> Decimal | None:
        return cifras.porcentaje(cifras.oportunidad(self.sector))

    @property
    def cumplimiento_contraparte(self) -> Decimal | None:
        return cifras.porcentaje(cifras.cumplimiento(self.contraparte))

    @property
    def variacion(self) -> Decimal | None:
        """Percentage points gained since 30 days before; None when either had nothing due."""
        antes = cifras.porcentaje(cifras.cumplimiento(self.antes))
        ahora = self.cumplimiento
        return None if antes is None or ahora is None else ahora - antes

    @property
    def mediana(self) -> Decimal | None:
        return cifras.porcentaje(cifras.mediana_por_convenio(f.propias for f in self.filas))

    @property
    def con_exigibles(self) -> int:
        return sum(f.propias.exigibles > 0 for f in self.filas)

    @property
    def semaforo(self) -> Semaforo:
        rojos = [f.convenio.importancia for f in self.filas if f.semaforo.color == Color.ROJO]
        return semaforo_sector(self.sector, rojos, self.p)

    @property
    def tono(self) -> str:
        return TONO_COLOR[self.semaforo.color]

    @property
    def por_color(self) -> list[tuple[str, str, int]]:
        """Colour, word and how many convenios are in it."""
        return [(c.value, c.palabra, sum(f.semaforo.color == c for f in self.filas)) for c in Color]

    @property
    def por_vencer(self) -> list[SituacionConvenio]:
        return [f for f in self.filas if f.vigencia == Vigencia.POR_VENCER]

    @property
    def sin_decision(self) -> int:
        return sum(f.sin_decision for f in self.por_vencer)

    @property
    def por_decidir(self) -> list[SituacionConvenio]:
        """Near or past their end without a decision, by notice date: the oldest first."""
        return sorted(
            (f for f in self.filas if f.sin_decision),
            key=lambda f: (f.dias_a_decidir or 0, f.convenio.codigo),
        )

    @property
    def peores(self) -> list[SituacionConvenio]:
        """The five worst: what the pooled figure would hide."""
        malos = [f for f in self.filas if f.semaforo.color in (Color.ROJO, Color.AMBAR)]
        return sorted(malos, key=lambda f: f.gravedad(self.p))[:PEORES]


def armar(filtro: FiltroTablero, usuario: Usuario) -> Tablero:
    """Compute the dashboard that `usuario` may see with those filters."""
    dia = filtro.dia
    p = ParametroCumplimiento.objects.en_vigor(dia)
    convenios = (
        Convenio.objects.visibles_para(usuario)
        .filter(filtro.condicion())
        .en_curso(dia)
        .con_fin(dia)
        .con_decision(dia)
    )
    filas = situaciones(convenios, al=dia, p=p)
    propias = ocurrencias_de(filtro, usuario, lado="sector")
    return Tablero(
        dia=dia,
        p=p,
        filtro=filtro,
        filas=filas,
        sector=del_sector(filas),
        contraparte=sum((f.ajenas for f in filas), Sumas()),
        antes=_pesadas_de(filas, dia - timedelta(days=30), p),
        proximas=propias.por_vencer(dia, p.dias_proximos).count(),
        por_validar=propias.por_validar().count(),
        huerfanas=propias.huerfanas(dia).count(),
        semanas=semanas(filtro, propias),
        mapa=mapa(filtro, filas, p),
        meses=meses_de(dia),
        cargas=cargas(filtro, propias, p),
        siguientes=list(propias.sin_cumplir().filter(fecha_exigible__gte=dia).con_todo()[:5]),
        tarde=propias.exigibles(dia).cumplidas_tarde().count(),
        faltas=faltas(filtro, usuario, p),
    )


def solo_de_color(
    convenios: ConvenioQuerySet, filtro: FiltroConvenios, p: Parametros
) -> ConvenioQuerySet:
    """Those whose semaphore is the one asked for; it is computed, so all are looked at."""
    color = filtro.pedido("cumplimiento")
    if not color:
        return convenios
    vistas = situaciones(convenios, al=filtro.dia, p=p)
    return convenios.filter(pk__in=[v.convenio.pk for v in vistas if v.semaforo.color == color])


def ocurrencias_de(filtro: FiltroTablero, usuario: Usuario, **mas: str) -> OcurrenciaQuerySet:
    """The rows that the list of obligations shows with these filters plus `mas`."""
    datos = {c: filtro[c].value() for c in FiltroTablero.base_fields} | mas
    p = ParametroCumplimiento.objects.en_vigor(filtro.dia) if "situacion" in mas else None
    lista = FiltroOcurrencias(datos, hoy=filtro.hoy)
    return lista.aplicar(Ocurrencia.objects.visibles_para(usuario), p)  # type: ignore[arg-type]


def _pesadas_de(filas: Sequence[SituacionConvenio], dia: date, p: Parametros) -> Sumas:
    """Our obligations of the same convenios as they stood on an earlier day."""
    importancias = {f.convenio.pk: f.convenio.importancia for f in filas}
    grupos = (
        Ocurrencia.objects.filter(
            compromiso__convenio__in=importancias, compromiso__obligado__lado="sector"
        )
        .al(dia)
        .sumar_por(["compromiso__convenio"], dia, p)
    )
    return sum((s.ponderadas(importancias[pk]) for (pk,), s in grupos.items()), Sumas())
