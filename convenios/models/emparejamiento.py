"""What was decided of each need and each offer that were compared (067-05)."""

from datetime import date
from typing import TYPE_CHECKING

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from cargos.models import Acto, Posicion
from convenios.emparejador import Necesidad, Oferta, Pesos, Puntaje, puntaje_guardado
from convenios.models.convocatoria import Convocatoria
from convenios.models.demanda import EN_PREPARACION, PRIVADOS, Demanda, Destino, EstadoDemanda
from convenios.models.organizacion import Organizacion
from convenios.prioridad import juego_en_vigor
from ocisys.base.busqueda import con_todas

if TYPE_CHECKING:
    from cargos.models import Usuario


class Decision(models.TextChoices):
    PROPUESTO = "propuesto", "Propuesto"
    DESCARTADO = "descartado", "Descartado"

    @property
    def tono(self) -> str:
        """Tono of its chip."""
        return "bien" if self == Decision.PROPUESTO else "neutro"


class EmparejamientoQuerySet(models.QuerySet["Emparejamiento"]):
    def visibles_para(self, usuario: "Usuario") -> "EmparejamientoQuerySet":
        """Whoever may see agreements."""
        return self

    def vigentes(self) -> "EmparejamientoQuerySet":
        """The last decision of each pair."""
        despues = Emparejamiento.objects.filter(
            demanda=OuterRef("demanda"),
            convocatoria=OuterRef("convocatoria"),
            pk__gt=OuterRef("pk"),
        )
        return self.filter(~Exists(despues))

    def propuestos(self) -> "EmparejamientoQuerySet":
        """Pairs that stand proposed."""
        return self.vigentes().filter(decision=Decision.PROPUESTO)

    def atrasados(self, hoy: date) -> "EmparejamientoQuerySet":
        """Proposed, and their internal deadline passed before the need was presented."""
        propuestos = self.propuestos().filter(limite_el__lt=hoy)
        return propuestos.filter(demanda__estado__in=EN_PREPARACION)

    def buscar(self, texto: str) -> "EmparejamientoQuerySet":
        """Every word in the need, the offer or who offers it."""
        campos = (
            "demanda__codigo",
            "demanda__titulo",
            "convocatoria__codigo",
            "convocatoria__titulo",
            "convocatoria__organizacion__nombre",
        )
        return self.filter(con_todas(texto, *campos))

    def para_lista(self) -> "EmparejamientoQuerySet":
        """What a row prints."""
        return self.select_related(
            "demanda", "convocatoria__organizacion", "responsable", "por__persona"
        )


class Emparejamiento(Acto):
    """One decision on a pair, with the comparison as it was that day; another decision is another
    row. Append-only."""

    demanda = models.ForeignKey(Demanda, on_delete=models.PROTECT, related_name="emparejamientos")
    convocatoria = models.ForeignKey(
        Convocatoria, on_delete=models.PROTECT, related_name="emparejamientos"
    )
    decision = models.CharField("decisión", max_length=10, choices=Decision.choices)
    fecha = models.DateField()
    motivo = models.TextField("por qué", max_length=2000, blank=True)
    puntaje = models.PositiveSmallIntegerField()
    componentes = models.JSONField()
    responsable = models.ForeignKey(
        Posicion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="cargo que lo lleva",
    )
    limite_el = models.DateField("fecha límite interna", null=True, blank=True)

    objects = EmparejamientoQuerySet.as_manager()

    class Meta:
        ordering = ["-fecha", "-pk"]
        indexes = [
            models.Index(fields=["demanda", "convocatoria", "id"], name="emparejamiento_par"),
            models.Index(fields=["-fecha", "-id"], name="emparejamiento_por_fecha"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(decision="propuesto")
                | Q(responsable__isnull=False, limite_el__isnull=False),
                name="emparejamiento_propuesto_con_plazo",
                violation_error_message="Lo propuesto lleva responsable y fecha límite.",
            ),
            models.CheckConstraint(
                condition=~Q(decision="descartado") | ~Q(motivo=""),
                name="emparejamiento_descartado_con_motivo",
                violation_error_message="Diga por qué se descarta.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="emparejamiento_intangible", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.demanda.codigo} con {self.convocatoria.codigo}"

    def get_absolute_url(self) -> str:
        return reverse("convenios:emparejamiento", args=[self.demanda_id, self.convocatoria_id])

    @property
    def tono(self) -> str:
        return Decision(self.decision).tono

    @property
    def comparacion(self) -> Puntaje:
        """The comparison as it was when it was decided."""
        return puntaje_guardado(self.componentes)

    def esta_atrasado(self, hoy: date) -> bool:
        """Whether its deadline passed before the need was presented."""
        vencio = self.limite_el is not None and self.limite_el < hoy
        return vencio and self.demanda.estado in EN_PREPARACION


def necesidad_de(d: Demanda) -> Necesidad:
    """What is compared of a need."""
    return Necesidad(
        tipo=d.tipo,
        modalidad=d.modalidad,
        pncti=d.pncti,
        crs=d.areas_crs,
        ods=d.ods,
        lugares=d.lugares,
        moneda=d.moneda,
        monto=d.monto,
        formulada=d.estado not in (EstadoDemanda.REGISTRADA, EstadoDemanda.PRIORIZADA),
        a_fuentes=d.destino != Destino.PRIVADO,
        a_empresas=d.destino in PRIVADOS,
    )


def oferta_de(c: Convocatoria) -> Oferta:
    """What is compared of an offer; needs its organisation."""
    return Oferta(
        tipo=c.tipo,
        modalidad=c.modalidad,
        pncti=c.pncti,
        crs=c.areas_crs,
        ods=c.ods,
        lugares=c.lugares,
        moneda=c.moneda,
        monto_min=c.monto_min,
        monto_max=c.monto_max,
        cierra=c.cierra_el,
        de_empresa=c.organizacion.clase == Organizacion.Clase.EMPRESA,
    )


class ParametroEmparejamientoQuerySet(models.QuerySet["ParametroEmparejamiento"]):
    def visibles_para(self, usuario: "Usuario") -> "ParametroEmparejamientoQuerySet":
        """The same for all the office."""
        return self

    def en_vigor(self, al: date) -> Pesos:
        """The weights with which pairs are compared on `al`; one query."""
        fila = self.filter(desde__lte=al).order_by("-desde", "-pk").first()
        juego = juego_en_vigor("emparejamiento", al)
        valores = {c: v for c, v in juego.items() if c != "desde"}
        return Pesos(**(valores | (fila.valores if fila else {})))


class ParametroEmparejamiento(Acto):
    """A whole set of weights decided by the office, from a date on; append-only."""

    desde = models.DateField("rige desde")
    valores = models.JSONField()
    motivo = models.TextField()

    objects = ParametroEmparejamientoQuerySet.as_manager()

    class Meta:
        verbose_name = "pesos del emparejador"
        verbose_name_plural = "pesos del emparejador"
        ordering = ["-desde", "-pk"]
        triggers = [
            pgtrigger.Protect(
                name="parametro_emparejamiento_intangible",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return f"Pesos del emparejador desde {self.desde:%d/%m/%Y}"
