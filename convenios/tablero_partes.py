"""Parts of the dashboard: weeks, months, workload, health of the register; one query each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, DateField, Sum
from django.db.models.functions import TruncMonth
from django.urls import reverse

from cargos.models import Designacion, Usuario
from convenios import cifras
from convenios.cifras import Parametros, Sumas
from convenios.estados import Etapa
from convenios.forms.filtros import FiltroTablero
from convenios.graficos import BarrasApiladas, barras_apiladas
from convenios.models import Convenio, FotoCarga, Ocurrencia
from convenios.models.convenios import le_falta, requeridos
from convenios.models.foto import FotoConvenioQuerySet
from convenios.models.ocurrencias import OcurrenciaQuerySet
from convenios.plazos import sumar_meses
from convenios.situacion import SituacionConvenio

SEMANAS = 12
MESES_ATRAS, MESES_ADELANTE = 8, 3
FILAS_MAPA = 15
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
        faltan = self.sumas.todas - self.sumas.exigibles
        despues = f", {faltan} por vencer" if faltan else ""
        return f"{self.valor} por ciento de {self.sumas.exigibles}{queda}{despues}"

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
    abiertas: int
    enlace_vencidas: str
    enlace_proximas: str
    ancho_vencidas: float = 0
    ancho_proximas: float = 0


def enlace_a(filtro: FiltroTablero, **mas: str) -> str:
    return f"{reverse('convenios:compromisos')}?{filtro.enlace(**mas)}"


def semanas(filtro: FiltroTablero, propias: OcurrenciaQuerySet) -> BarrasApiladas:
    dia = filtro.dia
    conteos = (
        propias.por_vencer(dia, SEMANAS * 7 - 1)
        .order_by()
        .values_list("fecha_exigible", "compromiso__clase")
        .annotate(n=Count("pk"))
    )
    por_semana: list[dict[str, int]] = [{} for _ in range(SEMANAS)]
    for fecha, clase, n in conteos:
        serie = clase if clase in ("financiero", "informe") else "otra"
        valores = por_semana[(fecha - dia).days // 7]
        valores[serie] = valores.get(serie, 0) + n
    grupos = []
    for i, valores in enumerate(por_semana):
        desde = dia + timedelta(days=7 * i)
        hasta = desde + timedelta(days=6)
        enlace = enlace_a(
            filtro,
            lado="sector",
            situacion="sin_cumplir",
            desde=desde.isoformat(),
            hasta=hasta.isoformat(),
        )
        grupos.append((f"{desde:%d/%m}", enlace, valores))
    return barras_apiladas(grupos, SERIES)


def meses_de(dia: date) -> list[date]:
    primero = sumar_meses(dia.replace(day=1), -MESES_ATRAS)
    return [sumar_meses(primero, i) for i in range(MESES_ATRAS + 1 + MESES_ADELANTE)]


def mapa(
    filtro: FiltroTablero, peores: Sequence[SituacionConvenio], p: Parametros
) -> list[FilaMapa]:
    """Those convenios by month of due date, as everything stood on the as-of day."""
    dia, meses = filtro.dia, meses_de(filtro.dia)
    grupos = (
        Ocurrencia.objects.filter(
            compromiso__convenio__in=[f.convenio.pk for f in peores],
            compromiso__obligado__lado="sector",
            fecha_exigible__gte=meses[0],
            fecha_exigible__lt=sumar_meses(meses[-1], 1),
        )
        .al(dia, es_ultimo=filtro.es_ultimo)
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
                    enlace_a(
                        filtro,
                        lado="sector",
                        convenio=f.convenio.codigo,
                        situacion="cuentan",
                        desde=mes.isoformat(),
                        hasta=(sumar_meses(mes, 1) - timedelta(days=1)).isoformat(),
                    ),
                    mes > dia,
                )
                for mes in meses
            ),
        )
        for f in peores
    ]


@dataclass(frozen=True)
class Cargas:
    """The workload of the posts, and its totals; `huerfanas` is what nobody answers for."""

    filas: Sequence[Carga]
    proximas: int
    por_validar: int
    huerfanas: int


def cargas(filtro: FiltroTablero, del_dia: FotoConvenioQuerySet, p: Parametros) -> Cargas:
    """What each post has before it, from the fotos of the day."""
    dia = filtro.dia
    conteos = list(
        FotoCarga.objects.filter(foto__in=del_dia.order_by().values("pk"))
        .order_by("cargo__nro_orden")
        .values_list("cargo", "cargo__nro_orden")
        .annotate(*(Sum(c) for c in ("vencidas", "proximas", "por_validar", "abiertas")))
    )
    titulares = {
        d.posicion_id: d.persona.nombre_completo
        for d in Designacion.objects.vigentes(dia).select_related("persona").order_by("-modalidad")
    }
    filas = [fila for fila in conteos if fila[0] is not None]
    mayor = max((v + x for _, _, v, x, _, _ in filas), default=0) or 1
    return Cargas(
        filas=[
            Carga(
                nro,
                titulares.get(pk, ""),
                vencidas,
                proximas,
                validar,
                abiertas,
                enlace_a(filtro, lado="sector", cargo=nro, situacion="vencidas"),
                enlace_a(filtro, lado="sector", cargo=nro, situacion="proximas"),
                round(vencidas * 100 / mayor, 1),
                round(proximas * 100 / mayor, 1),
            )
            for pk, nro, vencidas, proximas, validar, abiertas in filas
        ],
        proximas=sum(fila[3] for fila in conteos),
        por_validar=sum(fila[4] for fila in conteos),
        huerfanas=sum(fila[5] for fila in conteos if fila[0] not in titulares),
    )


@dataclass(frozen=True)
class Salud:
    """Health of the register: each gap with how many convenios have it and the link to them."""

    convenios: int
    faltas: Sequence[tuple[str, int, str]]
    frescura: Decimal | None
    completitud: Decimal | None


def salud(filtro: FiltroTablero, usuario: Usuario, p: Parametros) -> Salud:
    """How fresh and how complete what is known of the convenios in course is; one query."""
    base = Convenio.objects.visibles_para(usuario).filter(filtro.condicion()).en_curso(filtro.dia)
    rotulos = {
        "verificar": f"sin verificar en {p.dias_frescura} días",
        "objeto": "sin objeto",
        "inicio": "sin inicio de vigencia",
        "fin": "sin fecha de fin",
        "coordinador": "sin cargo que los coordine",
        "compromisos": "sin compromisos",
        "archivo": "sin el documento firmado",
    }
    conteos = base.aggregate(
        todos=Count("pk"),
        **{clave: Count("pk", filter=le_falta(clave, filtro.dia, p)) for clave in rotulos},
    )
    lista, todos = reverse("convenios:lista"), conteos["todos"]
    faltan = [conteos[dato] for dato in requeridos(Etapa.SUSCRITO)]
    return Salud(
        convenios=todos,
        faltas=[
            (rotulo, conteos[clave], f"{lista}?{filtro.enlace(etapa='en_curso', falta=clave)}")
            for clave, rotulo in rotulos.items()
        ],
        frescura=cifras.porcentaje(cifras.frescura(conteos["verificar"], todos)),
        completitud=cifras.porcentaje(cifras.completitud(faltan, todos)),
    )
