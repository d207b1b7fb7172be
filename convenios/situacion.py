"""How convenios stand on a day: their sums, semaphore and validity, for lists and the dashboard.

The only place where rows of the database meet the pure figures of `convenios.cifras`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from convenios.cifras import (
    Parametros,
    Sumas,
    avance,
    cumplimiento,
    mora,
    oportunidad,
    porcentaje,
)
from convenios.estados import TERMINALES, VIVOS
from convenios.models import Convenio, Lado, Ocurrencia, RegistroApci
from convenios.plazos import Vigencia
from convenios.semaforo import Color, HechosConvenio, Semaforo, semaforo_convenio

TONO_VIGENCIA = {
    Vigencia.NO_INICIADO: "neutro",
    Vigencia.VIGENTE: "bien",
    Vigencia.POR_VENCER: "atencion",
    Vigencia.VENCIDO: "peligro",
    Vigencia.INDETERMINADO: "info",
    Vigencia.SIN_FECHA: "neutro",
}
TONO_COLOR = {
    Color.ROJO: "peligro",
    Color.AMBAR: "atencion",
    Color.VERDE: "bien",
    Color.GRIS: "neutro",
}


@dataclass(frozen=True)
class SituacionConvenio:
    """A convenio on day `al`: our side (`propias`) and theirs (`ajenas`) never mixed."""

    convenio: Convenio
    al: date
    vigencia: Vigencia
    propias: Sumas
    ajenas: Sumas
    semaforo: Semaforo
    hechos: HechosConvenio
    mora: Decimal | None

    @property
    def cumplimiento(self) -> Decimal | None:
        """C(t) of our obligations, per cent; None is «sin exigibles»."""
        return porcentaje(cumplimiento(self.propias))

    @property
    def cumplimiento_ajeno(self) -> Decimal | None:
        return porcentaje(cumplimiento(self.ajenas))

    @property
    def oportunidad(self) -> Decimal | None:
        return porcentaje(oportunidad(self.propias))

    @property
    def avance(self) -> Decimal | None:
        """A(t): how far the work goes, future dates included; not a judgement."""
        return porcentaje(avance(self.propias))

    @property
    def palabra(self) -> str:
        """What the compliance chip says: the figure and its word."""
        valor = self.cumplimiento
        color = self.semaforo.color
        return color.rotulo if valor is None else f"{valor} % · {color.palabra}"

    @property
    def tono(self) -> str:
        return TONO_COLOR[self.semaforo.color]

    @property
    def tono_vigencia(self) -> str:
        terminado = self.convenio.etapa in TERMINALES
        return "neutro" if terminado else TONO_VIGENCIA[self.vigencia]

    @property
    def dias_a_decidir(self) -> int | None:
        """Days from `al` to the notice date (or the end); negative once it passed."""
        limite = self.convenio.decidir_antes_de
        return (limite - self.al).days if limite else None

    @property
    def texto_decidir(self) -> str:
        """How long is left to decide, in words."""
        dias = self.dias_a_decidir or 0
        if dias < 0:
            return f"Debió decidirse hace {-dias} {'día' if dias == -1 else 'días'}"
        return "Decidir hoy" if not dias else f"Quedan {dias} {'día' if dias == 1 else 'días'}"

    @property
    def sin_decision(self) -> bool:
        """Near its end (or past it) and nobody decided what follows."""
        cerca = self.vigencia in (Vigencia.POR_VENCER, Vigencia.VENCIDO)
        decidida = getattr(self.convenio, "tiene_decision", False)
        return cerca and not decidida and self.convenio.etapa in VIVOS

    def gravedad(self, p: Parametros) -> tuple[int, float, float, str]:
        """Sort key, worst first: colour, then low C, then heavy delay."""
        orden = [Color.ROJO, Color.AMBAR, Color.VERDE, Color.GRIS].index(self.semaforo.color)
        c, m = cumplimiento(self.propias), mora(self.propias, p)
        return (orden, 2.0 if c is None else float(c), -float(m or 0), self.convenio.codigo)


def situaciones(
    convenios: Iterable[Convenio],
    *,
    al: date,
    p: Parametros,
    solo_propio: bool = False,
    es_ultimo: bool = False,
) -> list[SituacionConvenio]:
    """The situation on `al` of convenios read with `con_fin(al)` and `con_decision(al)`.

    Three queries, however many they are; in the order they came. `solo_propio` leaves out of the
    semaphore what is not the convenio's own: who holds the posts and the parties' registers. For
    `es_ultimo` see `OcurrenciaQuerySet.al`.
    """
    convenios = list(convenios)
    suyas = Ocurrencia.objects.filter(compromiso__convenio__in=[c.pk for c in convenios])
    ocurrencias = suyas.al(al, es_ultimo=es_ultimo)
    sumas = ocurrencias.sumar_por(["compromiso__convenio", "compromiso__obligado__lado"], al, p)
    huerfanas = {} if solo_propio else ocurrencias.huerfanas(al).contar_por_convenio()
    registros = {} if solo_propio else _registros_por_vencer(convenios, al, p)
    return [
        _situacion(
            c,
            al,
            p,
            sumas.get((c.pk, Lado.SECTOR.value), Sumas()),
            sumas.get((c.pk, Lado.CONTRAPARTE.value), Sumas()),
            huerfanas.get(c.pk, 0),
            registros.get(c.pk, ()),
        )
        for c in convenios
    ]


def _registros_por_vencer(
    convenios: Sequence[Convenio], al: date, p: Parametros
) -> dict[int, list[tuple[str, int]]]:
    """Per convenio, the parties whose APCI register expired or is about to, and in how long."""
    vencen = RegistroApci.objects.ultimo_por_organizacion().values("pk")
    filas = (
        RegistroApci.objects.filter(
            pk__in=vencen,
            hasta__lte=al + timedelta(days=p.dias_registro_ambar),
            organizacion__partes__convenio__in=[c.pk for c in convenios],
        )
        .values_list("organizacion__partes__convenio", "organizacion__nombre", "hasta")
        .order_by("hasta", "organizacion")
    )
    resultado: dict[int, list[tuple[str, int]]] = {}
    for convenio, nombre, hasta in filas:
        if hasta is not None:
            resultado.setdefault(convenio, []).append((nombre, (hasta - al).days))
    return resultado


def _situacion(
    convenio: Convenio,
    al: date,
    p: Parametros,
    propias: Sumas,
    ajenas: Sumas,
    huerfanas: int,
    registros: Sequence[tuple[str, int]],
) -> SituacionConvenio:
    fin, decidir = convenio.termina_el, convenio.decidir_antes_de
    hechos = HechosConvenio(
        sumas=propias,
        dias_al_fin=(fin - al).days if fin else None,
        dias_a_decidir=(decidir - al).days if decidir else None,
        tiene_decision=getattr(convenio, "tiene_decision", False),
        huerfanas=huerfanas,
        registros=registros,
    )
    return SituacionConvenio(
        convenio=convenio,
        al=al,
        vigencia=convenio.vigencia(al, p),
        propias=propias,
        ajenas=ajenas,
        semaforo=semaforo_convenio(hechos, p),
        hechos=hechos,
        mora=porcentaje(mora(propias, p)),
    )
