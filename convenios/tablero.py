"""The Jefe's dashboard: eight questions, each figure with its n, its date and the link to its rows.

The figures are added from the fotos of the day (`convenios.fotos`); only the few convenios that the
page names are looked at one by one. The number of queries does not depend on how many there are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from django.db.models import Count
from django.urls import reverse

from cargos.models import Usuario
from convenios import cifras, fotos
from convenios.captacion import FilaCaptacion
from convenios.cifras import Parametros, Sumas
from convenios.declaracion import Declaracion, por_presentar
from convenios.forms.convenio_filtros import FiltroConvenios
from convenios.forms.filtros import FiltroTablero
from convenios.forms.ocurrencia_filtros import FiltroOcurrencias
from convenios.graficos import BarrasApiladas
from convenios.models import Convenio, FotoConvenio, Ocurrencia, ParametroCumplimiento
from convenios.models.convenios import ConvenioQuerySet, acceso
from convenios.models.foto import FotoConvenioQuerySet
from convenios.models.ocurrencias import OcurrenciaQuerySet
from convenios.semaforo import Color, Semaforo, semaforo_sector
from convenios.situacion import TONO_COLOR, SituacionConvenio, situaciones
from convenios.tablero_camino import Camino, camino
from convenios.tablero_franjas import (
    Bala,
    Franja,
    captado_en_el_anio,
    enlace_captado,
    franja,
    fuentes,
)
from convenios.tablero_partes import (
    FILAS_MAPA,
    Carga,
    FilaMapa,
    Salud,
    cargas,
    enlace_a,
    mapa,
    meses_de,
    salud,
    semanas,
)

PEORES = 5
DECISIONES = 6
MALOS = (Color.ROJO, Color.AMBAR)


@dataclass(frozen=True)
class Tablero:
    """All the figures of the page as of `dia`."""

    dia: date
    p: Parametros
    filtro: FiltroTablero
    convenios: int
    con_exigibles: int
    por_vencer: int
    por_vencer_sin_decision: int
    sin_decision: int
    sector: Sumas
    contraparte: Sumas
    antes: Sumas
    razon_mediana: Fraction | None
    colores: Mapping[Color, int]
    rojos: Sequence[int]
    decidir_hoy: Sequence[SituacionConvenio]
    peores: Sequence[SituacionConvenio]
    proximas: int
    por_validar: int
    huerfanas: int
    semanas: BarrasApiladas
    mapa: Sequence[FilaMapa]
    meses: Sequence[date]
    cargas: Sequence[Carga]
    franja: Franja
    fuentes: Sequence[Bala]
    siguientes: Sequence[Ocurrencia]
    declaracion: Declaracion | None
    tarde: int
    salud: Salud
    camino: Camino
    captado: Sequence[FilaCaptacion]

    @cached_property
    def cumplimiento(self) -> Decimal | None:
        return cifras.porcentaje(cifras.cumplimiento(self.sector))

    @property
    def exigibles(self) -> int:
        return self.sector.exigibles

    @cached_property
    def enlace_base(self) -> str:
        """Query string of the filters, as of the same day."""
        return self.filtro.enlace()

    @cached_property
    def enlace_convenios(self) -> str:
        return self.filtro.enlace(etapa="en_curso")

    @cached_property
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
            "renovar": f"{lista}&vigencia=por_vencer&decision=si",
            "captado": enlace_captado(self.filtro),
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
        return "atencion" if self.por_vencer_sin_decision else "bien"

    @property
    def nota_por_vencer(self) -> str:
        return f"{self.por_vencer_sin_decision} sin decisión" if self.por_vencer else ""

    @property
    def cobertura(self) -> Decimal | None:
        """Cobertura de renovación, per cent of those about to end."""
        razon = cifras.cobertura_de_renovacion(self.por_vencer, self.por_vencer_sin_decision)
        return cifras.porcentaje(razon)

    @property
    def dias_a_la_proxima(self) -> int:
        """Days to the nearest obligation; 0 without one."""
        return (self.siguientes[0].fecha_exigible - self.dia).days if self.siguientes else 0

    @property
    def descripcion_semanas(self) -> str:
        """The chart in a sentence, for who does not see it."""
        cargada = max(self.semanas.barras, key=lambda b: b.total)
        return (
            f"{self.semanas.total} obligaciones en doce semanas; la más cargada, la del "
            f"{cargada.rotulo}, con {cargada.total}."
        )

    @cached_property
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
        return cifras.porcentaje(self.razon_mediana)

    @cached_property
    def semaforo(self) -> Semaforo:
        return semaforo_sector(self.sector, self.rojos, self.p)

    @property
    def tono(self) -> str:
        return TONO_COLOR[self.semaforo.color]

    @property
    def por_color(self) -> list[tuple[str, str, int]]:
        """Colour, word and how many convenios are in it."""
        return [(c.value, c.palabra, self.colores.get(c, 0)) for c in Color]


def armar(filtro: FiltroTablero, usuario: Usuario) -> Tablero:
    """Compute the dashboard that `usuario` may see with those filters."""
    dia, hace_un_mes = filtro.dia, filtro.dia - timedelta(days=30)
    p = ParametroCumplimiento.objects.en_vigor(dia)
    propias = ocurrencias_de(filtro, usuario, lado="sector")
    todas = fotos_de(filtro, usuario, dia, p)
    del_dia = todas.con_color(dia, p)
    totales = todas.sumadas()
    rojos = _por_color(del_dia)
    cargos = cargas(filtro, todas, p)
    vistas = _de_cerca(filtro, del_dia, p)
    return Tablero(
        dia=dia,
        p=p,
        filtro=filtro,
        sector=totales.pop("propias"),
        contraparte=totales.pop("ajenas"),
        antes=_antes(filtro, usuario, hace_un_mes),
        razon_mediana=todas.mediana(totales["con_exigibles"]),
        colores=rojos.colores,
        rojos=rojos.importancias,
        decidir_hoy=vistas.decidir,
        peores=[v for v in vistas.peores if v.semaforo.color in MALOS][:PEORES],
        proximas=cargos.proximas,
        por_validar=cargos.por_validar,
        huerfanas=cargos.huerfanas,
        semanas=semanas(filtro, propias),
        mapa=mapa(filtro, [v for v in vistas.peores if v.propias.todas], p),
        meses=meses_de(dia),
        cargas=cargos.filas,
        franja=franja(todas, propias, dia),
        fuentes=fuentes(filtro, usuario),
        siguientes=list(propias.sin_cumplir().filter(fecha_exigible__gte=dia).con_todo()[:5]),
        declaracion=next(iter(por_presentar(dia)), None),
        salud=salud(filtro, usuario, p),
        camino=camino(filtro, usuario, todas, totales.pop("por_revisar")),
        captado=captado_en_el_anio(filtro, usuario),
        **totales,
    )


def fotos_de(
    filtro: FiltroTablero, usuario: Usuario, dia: date, p: Parametros
) -> FotoConvenioQuerySet:
    """The convenios in course on `dia` that `usuario` may know of, in its fotos."""
    fotos.asegurar(dia, p)
    return FotoConvenio.objects.en_curso(dia).filter(
        acceso(usuario, "convenio__"), filtro.condicion("convenio__")
    )


def solo_de_color(
    convenios: ConvenioQuerySet, filtro: FiltroConvenios, p: Parametros
) -> ConvenioQuerySet:
    """Those whose semaphore on the day asked is the colour asked for."""
    color = filtro.pedido("cumplimiento")
    if not color:
        return convenios
    fotos.asegurar(filtro.dia, p)
    del_dia = FotoConvenio.objects.filter(dia=filtro.dia).con_color(filtro.dia, p)
    return convenios.filter(pk__in=del_dia.filter(color_visto=color).values("convenio"))


def ocurrencias_de(filtro: FiltroTablero, usuario: Usuario, **mas: str) -> OcurrenciaQuerySet:
    """The rows that the list of obligations shows with these filters plus `mas`."""
    datos = {c: filtro[c].value() for c in FiltroTablero.base_fields} | mas
    p = ParametroCumplimiento.objects.en_vigor(filtro.dia) if "situacion" in mas else None
    lista = FiltroOcurrencias(datos, hoy=filtro.hoy)
    return lista.aplicar(Ocurrencia.objects.visibles_para(usuario), p)  # type: ignore[arg-type]


def _antes(filtro: FiltroTablero, usuario: Usuario, dia: date) -> Sumas:
    """What the dashboard of an earlier day showed with the same filters."""
    p = ParametroCumplimiento.objects.en_vigor(dia)
    antes: Sumas = fotos_de(filtro, usuario, dia, p).sumadas()["propias"]
    return antes


class _Colores(NamedTuple):
    """How many convenios of each colour, and the importance of each red one."""

    colores: dict[Color, int]
    importancias: list[int]


def _por_color(del_dia: FotoConvenioQuerySet) -> _Colores:
    conteos = (
        del_dia.order_by()
        .values_list("color_visto", "convenio__importancia")
        .annotate(n=Count("pk"))
    )
    resultado = _Colores({}, [])
    for clave, importancia, n in conteos:
        color = Color(clave)
        resultado.colores[color] = resultado.colores.get(color, 0) + n
        if color == Color.ROJO:
            resultado.importancias.extend([importancia] * n)
    return resultado


class _DeCerca(NamedTuple):
    """The few convenios that the page names, with their reasons."""

    decidir: list[SituacionConvenio]
    peores: list[SituacionConvenio]


def _de_cerca(filtro: FiltroTablero, del_dia: FotoConvenioQuerySet, p: Parametros) -> _DeCerca:
    """Those to decide on, by notice date, and the worst ones: looked at one by one."""
    dia = filtro.dia
    por_decidir = del_dia.filter(sin_decision=True).order_by("limite", "convenio__codigo")
    decidir = list(por_decidir.values_list("convenio", flat=True)[:DECISIONES])
    con_algo = del_dia.filter(todas__gt=0).del_peor_al_mejor()
    peores = list(con_algo.values_list("convenio", flat=True)[:FILAS_MAPA])
    convenios = Convenio.objects.filter(pk__in={*decidir, *peores}).con_fin(dia).con_decision(dia)
    vistas = {
        v.convenio.pk: v for v in situaciones(convenios, al=dia, p=p, es_ultimo=filtro.es_ultimo)
    }
    return _DeCerca([vistas[pk] for pk in decidir], [vistas[pk] for pk in peores])
