"""The Jefe's dashboard: eight questions, each figure with its n, its date and the link to its rows.

Everything is read from the same filtered sets that the lists show, in a number of queries that
does not depend on how many convenios there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, DateField, Q
from django.db.models.functions import TruncMonth
from django.urls import reverse

from cargos.models import Designacion, Usuario
from convenios import cifras
from convenios.cifras import Color, Parametros, Semaforo, Sumas
from convenios.forms.filtros import FiltroConvenios, FiltroOcurrencias, FiltroTablero
from convenios.graficos import BarrasApiladas, barras_apiladas
from convenios.models import Convenio, Ocurrencia, ParametroCumplimiento
from convenios.models.convenio import ConvenioQuerySet
from convenios.models.ocurrencias import OcurrenciaQuerySet
from convenios.plazos import Vigencia, sumar_meses
from convenios.situacion import TONO_COLOR, SituacionConvenio, del_sector, situaciones

SEMANAS = 12
MESES_ATRAS, MESES_ADELANTE = 8, 3
FILAS_MAPA = 15
PEORES = 5
DECISIONES = 6
SERIES = (
    ("financiero", "Financiero"),
    ("informe", "Informe"),
    ("otra", "Otra clase"),
)


@dataclass(frozen=True)
class Celda:
    """A month of a convenio in the heat map."""

    mes: date
    sumas: Sumas
    enlace: str
    es_futuro: bool

    @property
    def valor(self) -> Decimal | None:
        return cifras.porcentaje(cifras.cumplimiento(self.sumas))

    @property
    def entero(self) -> int:
        """The figure without decimals, cut: 99.9 is not 100."""
        return int(self.valor or 0)

    @property
    def descripcion(self) -> str:
        """What a reader hears instead of the colour."""
        if self.valor is None:
            return f"{self.sumas.todas} por vencer"
        queda = f", {self.sumas.vencidas} sin cumplir" if self.sumas.vencidas else ""
        return f"{self.valor} por ciento de {self.sumas.exigibles}{queda}"

    @property
    def tramo(self) -> str:
        """Class of the cell: how far the month's obligations were fulfilled, in five steps."""
        if not self.sumas.todas:
            return "vacia"
        if self.valor is None:
            return "futura"
        return f"n{min(int(self.valor) // 20, 4)}" if self.valor < 100 else "n5"


@dataclass(frozen=True)
class FilaMapa:
    situacion: SituacionConvenio
    celdas: tuple[Celda, ...]


@dataclass(frozen=True)
class Carga:
    """What a post has before it: unfulfilled due in the next days, overdue; and who holds it."""

    cargo: str
    persona: str
    vencidas: int
    proximas: int
    por_validar: int
    enlace_vencidas: str
    enlace_proximas: str
    ancho_vencidas: float = 0
    ancho_proximas: float = 0


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
            s: _enlace(self.filtro, lado="sector", situacion=s) for s in situaciones_propias
        } | {
            "contraparte": _enlace(self.filtro, lado="contraparte", situacion="exigibles"),
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
        return cifras.semaforo_sector(self.sector, rojos, self.p)

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
        semanas=_semanas(filtro, propias),
        mapa=_mapa(filtro, filas, p),
        meses=_meses(dia),
        cargas=_cargas(filtro, propias, p),
        siguientes=list(propias.sin_cumplir().filter(fecha_exigible__gte=dia).con_todo()[:5]),
        tarde=propias.exigibles(dia).cumplidas_tarde().count(),
        faltas=_faltas(filtro, usuario, p),
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


def _enlace(filtro: FiltroTablero, **mas: str) -> str:
    return f"{reverse('convenios:compromisos')}?{filtro.enlace(**mas)}"


def _semanas(filtro: FiltroTablero, propias: OcurrenciaQuerySet) -> BarrasApiladas:
    dia = filtro.dia
    conteos = (
        propias.por_vencer(dia, SEMANAS * 7 - 1)
        .order_by()
        .values_list("fecha_exigible", "compromiso__clase")
        .annotate(n=Count("pk"))
    )
    semanas: list[dict[str, int]] = [{} for _ in range(SEMANAS)]
    for fecha, clase, n in conteos:
        serie = clase if clase in ("financiero", "informe") else "otra"
        valores = semanas[(fecha - dia).days // 7]
        valores[serie] = valores.get(serie, 0) + n
    grupos = []
    for i, valores in enumerate(semanas):
        desde = dia + timedelta(days=7 * i)
        hasta = desde + timedelta(days=6)
        enlace = _enlace(
            filtro,
            lado="sector",
            situacion="sin_cumplir",
            desde=desde.isoformat(),
            hasta=hasta.isoformat(),
        )
        grupos.append((f"{desde:%d/%m}", enlace, valores))
    return barras_apiladas(grupos, SERIES)


def _meses(dia: date) -> list[date]:
    primero = sumar_meses(dia.replace(day=1), -MESES_ATRAS)
    return [sumar_meses(primero, i) for i in range(MESES_ATRAS + 1 + MESES_ADELANTE)]


def _mapa(
    filtro: FiltroTablero, filas: Sequence[SituacionConvenio], p: Parametros
) -> list[FilaMapa]:
    """The worst convenios by month of due date, as everything stood on the as-of day."""
    dia, meses = filtro.dia, _meses(filtro.dia)
    elegidas = sorted((f for f in filas if f.propias.todas), key=lambda f: f.gravedad(p))
    elegidas = elegidas[:FILAS_MAPA]
    grupos = (
        Ocurrencia.objects.filter(
            compromiso__convenio__in=[f.convenio.pk for f in elegidas],
            compromiso__obligado__lado="sector",
            fecha_exigible__gte=meses[0],
            fecha_exigible__lt=sumar_meses(meses[-1], 1),
        )
        .al(dia)
        .annotate(mes=TruncMonth("fecha_exigible", output_field=DateField()))
        .sumar_por(["compromiso__convenio", "mes"], dia, p)
    )
    return [
        FilaMapa(
            f,
            tuple(
                Celda(
                    mes,
                    grupos.get((f.convenio.pk, mes), Sumas()),
                    _enlace(
                        filtro,
                        lado="sector",
                        convenio=f.convenio.codigo,
                        desde=mes.isoformat(),
                        hasta=(sumar_meses(mes, 1) - timedelta(days=1)).isoformat(),
                    ),
                    mes > dia,
                )
                for mes in meses
            ),
        )
        for f in elegidas
    ]


def _cargas(filtro: FiltroTablero, propias: OcurrenciaQuerySet, p: Parametros) -> list[Carga]:
    dia = filtro.dia
    proxima = Q(fecha_exigible__range=(dia, dia + timedelta(days=p.dias_proximos)))
    conteos = (
        propias.sin_cumplir()
        .filter(compromiso__responsable__isnull=False)
        .order_by("compromiso__responsable__nro_orden")
        .values_list("compromiso__responsable__nro_orden")
        .annotate(
            vencidas=Count("pk", filter=Q(fecha_exigible__lt=dia)),
            proximas=Count("pk", filter=proxima),
            por_validar=Count("pk", filter=Q(estado_al="reportado")),
        )
    )
    titulares = {
        d.posicion.nro_orden: d.persona.nombre_completo
        for d in Designacion.objects.vigentes(dia)
        .select_related("persona", "posicion")
        .order_by("-modalidad")
    }
    filas = list(conteos)
    mayor = max((v + x for _, v, x, _ in filas), default=0) or 1
    return [
        Carga(
            cargo,
            titulares.get(cargo, ""),
            vencidas,
            proximas,
            validar,
            _enlace(filtro, lado="sector", cargo=cargo, situacion="vencidas"),
            _enlace(filtro, lado="sector", cargo=cargo, situacion="proximas"),
            round(vencidas * 100 / mayor, 1),
            round(proximas * 100 / mayor, 1),
        )
        for cargo, vencidas, proximas, validar in filas
    ]


def _faltas(filtro: FiltroTablero, usuario: Usuario, p: Parametros) -> list[tuple[str, int, str]]:
    """Health of the register: gap, how many convenios have it, and the link to them."""
    base = Convenio.objects.visibles_para(usuario).filter(filtro.condicion()).en_curso(filtro.dia)
    rotulos = {
        "verificar": f"sin verificar en {p.dias_frescura} días",
        "fin": "sin fecha de fin",
        "coordinador": "sin cargo que los coordine",
        "compromisos": "sin compromisos",
    }
    lista = reverse("convenios:lista")
    conteos = base.aggregate(
        **{
            clave: Count(
                "pk",
                filter=Q(pk__in=base.a_los_que_falta(clave, filtro.dia, p).values("pk")),
                distinct=True,
            )
            for clave in rotulos
        }
    )
    return [
        (rotulo, conteos[clave], f"{lista}?{filtro.enlace(etapa='en_curso', falta=clave)}")
        for clave, rotulo in rotulos.items()
    ]
