"""The posts: `Cargo` and `Posicion` last from one version of the MOF to the next; what a version
says of each, its duties and its requirements are `CargoVersion`, `Funcion` and `Requisito`.
"""

from datetime import date
from typing import TYPE_CHECKING

import pgtrigger
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse

from cargos.models.mof import Clasificacion, DocumentoGestion, LineaCap

if TYPE_CHECKING:
    from cargos.models.usuario import Usuario


class CargoQuerySet(models.QuerySet["Cargo"]):
    def visibles_para(self, usuario: "Usuario") -> "CargoQuerySet":
        """Posts are public inside the office."""
        return self


class Cargo(models.Model):
    """A post through all the versions of the MOF; its key is its number in the CAP (067…071)."""

    clave = models.CharField(
        max_length=3, unique=True, validators=[RegexValidator(r"^\d{3}$", "Tres dígitos.")]
    )

    objects = CargoQuerySet.as_manager()

    class Meta:
        ordering = ["clave"]

    def __str__(self) -> str:
        return self.clave

    def get_absolute_url(self) -> str:
        return reverse("cargos:ficha", args=[self.clave])


class Posicion(models.Model):
    """A seat that one titular occupies; its number is the N.º de orden of the CAP."""

    cargo = models.ForeignKey(Cargo, on_delete=models.PROTECT, related_name="posiciones")
    nro_orden = models.CharField("N.º de orden", max_length=3, unique=True)
    regimen = models.CharField("régimen", max_length=10, blank=True)

    class Meta:
        verbose_name = "posición"
        verbose_name_plural = "posiciones"
        ordering = ["nro_orden"]

    def __str__(self) -> str:
        return self.nro_orden


class CargoVersionQuerySet(models.QuerySet["CargoVersion"]):
    def visibles_para(self, usuario: "Usuario") -> "CargoVersionQuerySet":
        """Posts are public inside the office."""
        return self

    def vigentes(self, dia: date) -> "CargoVersionQuerySet":
        """Posts of the MOF in force on `dia`."""
        return self.filter(documento__tipo="MOF", documento__vigencia__contains=dia)

    def para_ficha(self) -> "CargoVersionQuerySet":
        """With all that the five sections of the ficha show; a fixed number of queries."""
        return self.select_related(
            "cargo", "linea_cap", "documento__norma", "depende_de__cargo"
        ).prefetch_related("funciones", "requisitos", "subordinados__cargo")


class CargoVersion(models.Model):
    """A post as one version of the MOF describes it; `…_literal` is the document's own text."""

    documento = models.ForeignKey(DocumentoGestion, on_delete=models.PROTECT, related_name="cargos")
    cargo = models.ForeignKey(Cargo, on_delete=models.PROTECT, related_name="versiones")
    linea_cap = models.ForeignKey(LineaCap, on_delete=models.PROTECT, related_name="cargos")
    orden = models.PositiveSmallIntegerField()
    encabezado_literal = models.CharField("encabezado de la sección I", max_length=200)
    unidad_literal = models.CharField(max_length=200)
    nro_cap_literal = models.CharField(max_length=20)
    clasificado_literal = models.CharField(max_length=20)
    estructurado_literal = models.CharField(max_length=200)
    denominacion = models.CharField(
        "denominación", max_length=160, help_text="Nombre corto: Jefe/a, Especialista en …"
    )
    clasificacion = models.CharField("clasificación", max_length=5, choices=Clasificacion.choices)
    libre_designacion = models.BooleanField("libre designación y remoción", default=False)
    funcion_basica = models.TextField("función básica")
    depende_de_literal = models.CharField(max_length=200)
    depende_de = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="subordinados"
    )
    ejerce_mando_literal = models.CharField(max_length=300, blank=True)
    rotulos = models.JSONField(
        "rótulos",
        default=dict,
        help_text="Encabezados de sus cinco secciones, literales (cargos.mof.RotulosCargo).",
    )

    objects = CargoVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "cargo (versión)"
        verbose_name_plural = "cargos (versiones)"
        ordering = ["documento", "orden"]
        triggers = [
            pgtrigger.Protect(
                name="cargo_version_intangible", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["documento", "cargo"], name="cargo_version_uno_por_documento"
            ),
            # Ley 28175 art. 4.3.a: only a directivo superior (or an EC) is freely removed.
            models.CheckConstraint(
                condition=models.Q(libre_designacion=False)
                | models.Q(clasificacion__in=["SP-DS", "EC", "FP"]),
                name="cargo_version_libre_designacion",
                violation_error_message="Sólo un SP-DS, EC o FP es de libre designación.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nro_cap_literal} {self.denominacion}"

    def get_absolute_url(self) -> str:
        return self.cargo.get_absolute_url()

    @property
    def requisitos_por_encabezado(self) -> list[tuple[str, list[str]]]:
        """`[(heading, texts)]` as the document's table has them: an empty heading is the one above.

        Uses the prefetched requisitos of `para_ficha`.
        """
        grupos: list[tuple[str, list[str]]] = []
        for requisito in self.requisitos.all():
            if requisito.encabezado_literal or not grupos:
                grupos.append((requisito.encabezado_literal, []))
            grupos[-1][1].append(requisito.texto)
        return grupos


class FuncionQuerySet(models.QuerySet["Funcion"]):
    def visibles_para(self, usuario: "Usuario") -> "FuncionQuerySet":
        """Duties are public inside the office."""
        return self

    def vigentes(self, dia: date) -> "FuncionQuerySet":
        """Duties of the MOF in force on `dia`."""
        return self.filter(cargo_version__documento__vigencia__contains=dia)

    def para_lista(self) -> "FuncionQuerySet":
        """With the post and the document, in the order of the MOF."""
        return self.select_related("cargo_version__cargo", "cargo_version__documento__norma")


class Funcion(models.Model):
    """A specific duty of a post, with the key that lasts: `067-06` is duty 6 of post 067."""

    class Clase(models.TextChoices):
        ESPECIFICA = "especifica", "Específica"
        RESIDUAL = "residual", "Residual («las demás…»)"

    cargo_version = models.ForeignKey(
        CargoVersion, on_delete=models.PROTECT, related_name="funciones"
    )
    numero = models.PositiveSmallIntegerField("número")
    texto = models.TextField()
    clase = models.CharField(max_length=10, choices=Clase.choices, default=Clase.ESPECIFICA)
    clave = models.CharField("clave estable", max_length=6, db_index=True)

    objects = FuncionQuerySet.as_manager()

    class Meta:
        verbose_name = "función"
        verbose_name_plural = "funciones"
        ordering = ["cargo_version__documento", "cargo_version__orden", "numero"]
        triggers = [
            pgtrigger.Protect(
                name="funcion_intangible", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["cargo_version", "numero"], name="funcion_numero_unico"
            ),
        ]

    def __str__(self) -> str:
        return self.clave

    def get_absolute_url(self) -> str:
        return reverse("cargos:funcion", args=[self.clave])


class Requisito(models.Model):
    """A minimum requirement, under the heading the document gives it."""

    cargo_version = models.ForeignKey(
        CargoVersion, on_delete=models.PROTECT, related_name="requisitos"
    )
    orden = models.PositiveSmallIntegerField()
    encabezado_literal = models.CharField(max_length=120, blank=True)
    texto = models.TextField()

    class Meta:
        ordering = ["cargo_version", "orden"]
        triggers = [
            pgtrigger.Protect(
                name="requisito_intangible", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return self.texto
