"""Sets of ocurrencias: as of a day, by situation, summed as `convenios.cifras` sums them.

The conditions here are the database's twin of the pure functions; tests compare both row by row.
"""

from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import (
    Case,
    DateField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Least

from cargos.models import Designacion
from convenios.cifras import ESCALA, Parametros, Sumas
from convenios.estados import ABIERTOS, EXCLUIDOS, PARCIALES, PLENOS, EstadoOcurrencia
from convenios.models.convenios import acceso
from convenios.models.origen import ORIGENES
from ocisys.base.busqueda import con_todas

if TYPE_CHECKING:
    from cargos.models import Usuario
_PESO = Cast("compromiso__peso", IntegerField())


def _en(estados: frozenset[EstadoOcurrencia]) -> Q:
    return Q(estado_al__in=sorted(estados))


class DiasEntre(Func):
    """`DiasEntre(a, b)`: calendar days from b to a."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = IntegerField()


class OcurrenciaQuerySet(models.QuerySet[Any]):
    """Start with `al(day)`: everything below reads the state that the ocurrencias had that day."""

    def visibles_para(self, usuario: "Usuario") -> "OcurrenciaQuerySet":
        """Those of the convenios that the person may know of, or that her post answers for.

        What comes from no convenio passes: what the State took on abroad is public.
        """
        return self.filter(acceso(usuario, "compromiso__convenio__"))

    def reportables_para(self, usuario: "Usuario") -> "OcurrenciaQuerySet":
        """Those of the posts she holds today; the head and 068 report any, 070 whatever comes from
        an international instrument, and who carries a meeting what it agreed."""
        visibles = self.visibles_para(usuario)
        if usuario.puede("cargos_encargar") or "especialista_ci" in usuario.perfiles:
            return visibles
        posiciones = [d.posicion_id for d in usuario.designaciones_hoy]
        suyas = Q(compromiso__responsable__in=posiciones) | Q(
            compromiso__convenio__coordinador__in=posiciones
        )
        if usuario.puede("internacional_editar"):
            suyas |= Q(compromiso__instrumento__isnull=False)
        if usuario.puede("reunion_editar"):
            reuniones = apps.get_model("convenios", "Reunion").objects
            suyas |= Q(compromiso__acuerdo__reunion__in=reuniones.editables_para(usuario))
        return visibles.filter(suyas)

    def editables_para(self, usuario: "Usuario") -> "OcurrenciaQuerySet":
        """Those of the convenios, the instruments and the meetings that the person edits."""
        compromisos = apps.get_model("convenios", "Compromiso").objects
        return self.filter(compromiso__in=compromisos.editables_para(usuario))

    def de_convenios(self) -> "OcurrenciaQuerySet":
        """Those of agreements alone; the figures of the dashboard are about them."""
        return self.filter(compromiso__convenio__isnull=False)

    def de_acuerdos(self) -> "OcurrenciaQuerySet":
        """Those of what meetings agreed."""
        return self.filter(compromiso__acuerdo__isnull=False)

    def internacionales(self, dia: date) -> "OcurrenciaQuerySet":
        """Those of the international instruments that are followed on `dia`."""
        instrumento = "compromiso__instrumento"
        sigue = Q(**{f"{instrumento}__termino_el": None}) | Q(
            **{f"{instrumento}__termino_el__gte": dia}
        )
        return self.filter(sigue, **{f"{instrumento}__isnull": False})

    def al(self, dia: date, *, es_ultimo: bool = False) -> "OcurrenciaQuerySet":
        """Annotate `estado_al`, `avance_al`, `cumplida_al`: how each one stood at the end of `dia`.

        Only rows that changed after `dia` look their history up. Those that an adenda brought later
        were not there yet. `es_ultimo` says that `dia` is today or later, when no act can be of a
        later day: the rows tell it themselves.
        """
        existentes = self.filter(Q(desde=None) | Q(desde__lte=dia))
        if es_ultimo:
            return existentes.annotate(
                estado_al=F("estado"), avance_al=F("avance"), cumplida_al=F("cumplida_el")
            )
        seguimientos = apps.get_model("convenios", "Seguimiento").objects
        ultimo = seguimientos.filter(ocurrencia=OuterRef("pk"), fecha__lte=dia).order_by(
            "-fecha", "-pk"
        )
        igual = Q(cambiada_el=None) | Q(cambiada_el__lte=dia)

        def visto(campo: str, nada: Any, tipo: models.Field) -> Case:
            antes = Subquery(ultimo.values(campo)[:1])
            return Case(
                When(igual, then=F(campo)),
                default=antes if nada is None else Coalesce(antes, Value(nada), output_field=tipo),
                output_field=tipo,
            )

        return existentes.annotate(
            estado_al=visto("estado", EstadoOcurrencia.PENDIENTE.value, models.CharField()),
            avance_al=visto("avance", 0, IntegerField()),
            cumplida_al=visto("cumplida_el", None, DateField()),
        )

    def que_cuentan(self) -> "OcurrenciaQuerySet":
        """All but the ones that a norm or an adenda released."""
        return self.exclude(_en(EXCLUIDOS))

    def con_confirmacion(self, dia: date) -> "OcurrenciaQuerySet":
        """Annotate `confirmada`: by the end of `dia` the body had confirmed the date owed."""
        confirmaciones = apps.get_model("convenios", "ConfirmacionFecha")._default_manager
        suyas = confirmaciones.filter(
            ocurrencia=OuterRef("pk"), fecha=OuterRef("fecha_exigible"), en__date__lte=dia
        )
        return self.annotate(confirmada=Exists(suyas))

    def exigibles(self, dia: date) -> "OcurrenciaQuerySet":
        """E(t): due on or before `dia` and not released."""
        return self.que_cuentan().filter(fecha_exigible__lte=dia)

    def vencidas(self, dia: date) -> "OcurrenciaQuerySet":
        """Due before `dia` without a validated fulfilment."""
        return self.sin_cumplir().filter(fecha_exigible__lt=dia)

    def abiertas(self) -> "OcurrenciaQuerySet":
        """Still somebody's work."""
        return self.filter(_en(ABIERTOS))

    def sin_cumplir(self) -> "OcurrenciaQuerySet":
        """Not released and without a validated fulfilment, whatever their date."""
        return self.que_cuentan().exclude(_en(PLENOS))

    def cumplidas(self) -> "OcurrenciaQuerySet":
        """With a validated fulfilment."""
        return self.filter(_en(PLENOS))

    def con_actos(self, desde: date | None, hasta: date | None) -> "OcurrenciaQuerySet":
        """On which somebody reported, reviewed or noted something between two days."""
        rango = (desde or date.min, hasta or date.max)
        actos = apps.get_model("convenios", "Seguimiento")._default_manager
        return self.filter(Exists(actos.filter(ocurrencia=OuterRef("pk"), fecha__range=rango)))

    def cumplidas_tarde(self) -> "OcurrenciaQuerySet":
        """Validated, but done after the due date."""
        return self.cumplidas().filter(cumplida_al__gt=F("fecha_exigible"))

    def buscar(self, texto: str) -> "OcurrenciaQuerySet":
        """Every word somewhere in the commitment, its clause or its convenio; accents forgiven."""
        return self.filter(
            con_todas(
                texto,
                "compromiso__titulo",
                "compromiso__texto_literal",
                "compromiso__convenio__codigo",
                "compromiso__convenio__denominacion",
            )
        )

    def por_vencer(self, dia: date, dias: int) -> "OcurrenciaQuerySet":
        """Unfulfilled ones that fall due from `dia` to `dias` days later, both included."""
        return self.sin_cumplir().filter(fecha_exigible__range=(dia, dia + timedelta(days=dias)))

    def por_validar(self) -> "OcurrenciaQuerySet":
        """Reported and waiting for somebody else's review."""
        return self.filter(estado_al=EstadoOcurrencia.REPORTADO)

    def huerfanas(self, dia: date) -> "OcurrenciaQuerySet":
        """Open ones of ours whose post nobody holds on `dia`, or without a post at all."""
        con_titular = Exists(
            Designacion.objects.vigentes(dia).filter(posicion=OuterRef("compromiso__responsable"))
        )
        ajenas = Q(compromiso__obligado__lado="contraparte") | Q(
            compromiso__acuerdo__isnull=False, compromiso__acuerdo__posicion=None
        )
        return self.abiertas().filter(~con_titular).exclude(ajenas)

    def en_situacion(self, nombre: str, dia: date, p: Parametros) -> "OcurrenciaQuerySet":
        """The set that the filter «situación» of the lists calls `nombre`."""
        conjuntos: dict[str, Callable[[], OcurrenciaQuerySet]] = {
            "cuentan": self.que_cuentan,
            "exigibles": lambda: self.exigibles(dia),
            "vencidas": lambda: self.vencidas(dia),
            "proximas": lambda: self.por_vencer(dia, p.dias_proximos),
            "sin_cumplir": self.sin_cumplir,
            "por_validar": self.por_validar,
            "cumplidas": self.cumplidas,
            "tarde": self.cumplidas_tarde,
            "huerfanas": lambda: self.huerfanas(dia),
        }
        return conjuntos[nombre]()

    def contar_por_convenio(self) -> dict[int, int]:
        """How many of these ocurrencias each convenio has; convenios without any are absent."""
        filas = self.order_by().values_list("compromiso__convenio").annotate(n=models.Count("pk"))
        return dict(filas)

    def siguiente_de_cada_compromiso(self) -> "OcurrenciaQuerySet":
        """The first of these by due date, one for each commitment."""
        orden = ("compromiso_id", "fecha_exigible", "pk")
        return self.order_by(*orden).distinct("compromiso_id")

    def con_todo(self) -> "OcurrenciaQuerySet":
        """What a row of the list prints."""
        return self.select_related(
            "compromiso__convenio", "compromiso__obligado__organizacion", "compromiso__responsable"
        )

    def con_origen(self) -> "OcurrenciaQuerySet":
        """The same, whatever it comes from: for where one of any kind may be."""
        return self.con_todo().select_related(*(f"compromiso__{o}" for o in ORIGENES))

    def sumar_por(
        self, campos: Sequence[str], dia: date, p: Parametros
    ) -> dict[tuple[Any, ...], Sumas]:
        """`Sumas` of each group of `campos` on `dia`, in one query; needs `al(dia)`."""
        filas = self.que_cuentan().order_by().values_list(*campos).annotate(**_agregados(dia, p))
        n = len(campos)
        nombres = [c.name for c in fields(Sumas)]
        return {
            tuple(fila[:n]): Sumas(**dict(zip(nombres, fila[n:], strict=True))) for fila in filas
        }


def _agregados(dia: date, p: Parametros) -> dict[str, Any]:
    """One SQL aggregate per field of `Sumas`, in its order."""
    exigible = Q(fecha_exigible__lte=dia)
    pleno, parcial = _en(PLENOS), _en(PARCIALES)
    vencida = Q(fecha_exigible__lt=dia) & ~pleno
    dias = DiasEntre(Value(dia, DateField()), F("fecha_exigible"))
    logro = Case(
        When(pleno, then=Value(ESCALA)),
        When(parcial, then=F("avance_al") * p.credito_sin_validar),
        default=Value(0),
        output_field=IntegerField(),
    )
    avance = Case(When(pleno, then=Value(100)), default=F("avance_al"), output_field=IntegerField())

    def suma(expresion: Any, filtro: Q | None = None) -> Any:
        return Coalesce(Sum(expresion, filter=filtro), 0, output_field=models.BigIntegerField())

    def cuenta(filtro: Q | None = None) -> Any:
        return models.Count("pk", filter=filtro)

    agregados = {
        "exigibles": cuenta(exigible),
        "pesos": suma(_PESO, exigible),
        "logro": suma(_PESO * logro, exigible),
        "a_tiempo": suma(_PESO, exigible & pleno & Q(cumplida_al__lte=F("fecha_exigible"))),
        "mora": suma(_PESO * Least(dias, p.tope_mora_dias), vencida),
        "vencidas": cuenta(vencida),
        "criticas": cuenta(vencida & Q(compromiso__criticidad__gte=p.criticidad_critica)),
        "en_revision": cuenta(vencida & parcial),
        "dias_max": Coalesce(models.Max(dias, filter=vencida), 0),
        "todas": cuenta(),
        "sin_cumplir": cuenta(~pleno),
        "pesos_todos": suma(_PESO),
        "avance": suma(_PESO * avance),
    }
    return {f"s_{c.name}": agregados[c.name] for c in fields(Sumas)}
