"""The tables at which the Sector sits with others: international, of donors, of companies."""

from datetime import date
from typing import TYPE_CHECKING, Any

import pgtrigger
from django.apps import apps
from django.db import models
from django.db.models import Exists, F, Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import Lower
from django.urls import reverse

from cargos.models import Acto
from cargos.permisos import Perfil, Permiso
from ocisys.base.auditado import auditado
from ocisys.base.busqueda import con_todas

if TYPE_CHECKING:
    from cargos.models import Usuario


class Ambito(models.TextChoices):
    """Who meets there."""

    INTERNACIONAL = "internacional", "Internacional"
    REGIONAL = "regional", "Regional (varios países)"
    NACIONAL = "nacional", "Nacional"
    DONANTES = "donantes", "De donantes"
    EMPRESA = "empresa", "Con empresas"


DEL_EXTERIOR = (Ambito.INTERNACIONAL, Ambito.REGIONAL)
"""The «espacios de concertación internacional» of MOF 067-07 and 070-02."""

AMBITOS_DEL_PERFIL: dict[Perfil, Ambito] = {
    Perfil.ESPECIALISTA_CI: Ambito.DONANTES,  # 068 función básica: the Cooperación Internacional
    Perfil.ESPECIALISTA_RS: Ambito.EMPRESA,  # 069-01: mechanisms with the Sector Privado
}
"""Whose meetings a post carries when it does not carry those of every space."""


class Periodicidad(models.TextChoices):
    MENSUAL = "mensual", "Cada mes"
    BIMESTRAL = "bimestral", "Cada dos meses"
    TRIMESTRAL = "trimestral", "Cada trimestre"
    SEMESTRAL = "semestral", "Cada semestre"
    ANUAL = "anual", "Cada año"
    BIENAL = "bienal", "Cada dos años"
    A_PEDIDO = "a_pedido", "Cuando se convoca"


class Prioridad(models.TextChoices):
    """Only those of the first are counted by MOF 067-07."""

    ALTA = "alta", "Priorizado"
    MEDIA = "media", "Media"
    BAJA = "baja", "Baja"


def ambitos_de(usuario: "Usuario") -> tuple[str, ...]:
    """The scopes whose meetings this person carries: every one, those of the post, or none."""
    if usuario.puede(Permiso.ESPACIO_EDITAR):
        return tuple(Ambito.values)
    return tuple(a for p, a in AMBITOS_DEL_PERFIL.items() if p in usuario.perfiles)


def _filas(modelo: str, **filtros: Any) -> models.QuerySet[Any]:
    """Rows of a model that itself points to a space, and so cannot be imported from here."""
    return apps.get_model("convenios", modelo)._default_manager.filter(**filtros)


class EspacioQuerySet(models.QuerySet["EspacioConcertacion"]):
    def visibles_para(self, usuario: "Usuario") -> "EspacioQuerySet":
        """Whoever may see agreements."""
        return self

    def vigentes(self, al: date) -> "EspacioQuerySet":
        """Those that exist on `al`; both ends count."""
        return self.filter(Q(desde=None) | Q(desde__lte=al), Q(hasta=None) | Q(hasta__gte=al))

    def buscar(self, texto: str) -> "EspacioQuerySet":
        """Every word in the name, the siglas or who keeps its secretariat."""
        campos = ("nombre", "siglas", "secretaria")
        return self.filter(con_todas(texto, *campos))

    def con_presencia(self, al: date) -> "EspacioQuerySet":
        """Annotate, as of `al`: `titular` and `alterno` (numbers of the posts that represent the
        Sector), `participo` (whether somebody of ours attended in the year), `ultima` (the last
        meeting with one of ours) and `proxima` (the next one convened)."""
        representa = _filas("RepresentacionInstitucional", espacio=OuterRef("pk"))
        en_vigor = representa.vigentes(al)  # type: ignore[attr-defined]
        reuniones = _filas("Reunion", espacio=OuterRef("pk")).order_by()
        asistidas = reuniones.con_presencia(al)  # type: ignore[attr-defined]
        por_venir = reuniones.filter(estado="convocada", fecha__gte=al)

        def cargo(caracter: str) -> Subquery:
            quien = en_vigor.filter(caracter=caracter).order_by("-desde", "-pk")
            return Subquery(quien.values("posicion__nro_orden")[:1])

        def dia(filas: models.QuerySet[Any], cual: type[Max] | type[Min]) -> Subquery:
            return Subquery(filas.values("espacio").annotate(d=cual("fecha")).values("d"))

        return self.annotate(
            titular=cargo("titular"),
            alterno=cargo("alterno"),
            participo=Exists(asistidas.filter(fecha__gte=date(al.year, 1, 1))),
            ultima=dia(asistidas, Max),
            proxima=dia(por_venir, Min),
        )


@auditado()
class EspacioConcertacion(Acto):
    """A space with its own life: it is closed on a day, never erased."""

    nombre = models.CharField(max_length=200)
    siglas = models.CharField(max_length=30, blank=True)
    ambito = models.CharField("ámbito", max_length=14, choices=Ambito.choices)
    objeto = models.TextField(
        "para qué sirve", max_length=2000, blank=True, help_text="Qué se concierta ahí."
    )
    secretaria = models.CharField(
        "quién lleva la secretaría", max_length=160, blank=True, help_text="Quien convoca y anota."
    )
    periodicidad = models.CharField(
        "cada cuánto se reúne", max_length=12, choices=Periodicidad.choices
    )
    prioridad = models.CharField(
        max_length=6,
        choices=Prioridad.choices,
        default=Prioridad.MEDIA,
        help_text="De los priorizados se cuenta en cuántos participó el Sector en el año.",
    )
    desde = models.DateField("existe desde", null=True, blank=True)
    hasta = models.DateField("dejó de existir el", null=True, blank=True)
    fuente_dato = models.CharField(
        "de dónde se sabe",
        max_length=200,
        blank=True,
        help_text="Norma, acta o página que lo dice.",
    )
    es_ficticio = models.BooleanField("ficticio", default=False, editable=False)

    objects = EspacioQuerySet.as_manager()

    class Meta:
        verbose_name = "espacio de concertación"
        verbose_name_plural = "espacios de concertación"
        ordering = ["nombre"]
        constraints = [
            models.UniqueConstraint(
                Lower("nombre"),
                name="espacio_nombre_unico",
                violation_error_message="Ya hay un espacio con ese nombre.",
            ),
            models.CheckConstraint(
                condition=Q(desde=None) | Q(hasta=None) | Q(hasta__gte=F("desde")),
                name="espacio_fechas_en_orden",
                violation_error_message="El espacio termina antes de empezar.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="espacio_no_se_borra", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.siglas or self.nombre

    def get_absolute_url(self) -> str:
        return reverse("convenios:espacio", args=[self.pk])

    def existe(self, al: date) -> bool:
        """Whether it is among the `vigentes` of that day."""
        return (self.desde is None or self.desde <= al) and (self.hasta is None or self.hasta >= al)
