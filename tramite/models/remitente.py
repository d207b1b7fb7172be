"""Who sends: an entity of `convenios` or a natural person, as the desk knows them."""

from typing import TYPE_CHECKING

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from convenios.models import Organizacion
from ocisys.base.busqueda import SinTildes, plano, sin_tildes_contiene

if TYPE_CHECKING:
    from cargos.models import Usuario


def validar_dni(valor: str) -> None:
    """Eight digits; raises ValidationError."""
    if len(valor) != 8 or not valor.isascii() or not valor.isdigit():
        raise ValidationError("El DNI tiene 8 dígitos.")


class RemitenteQuerySet(models.QuerySet["Remitente"]):
    def visibles_para(self, usuario: "Usuario") -> "RemitenteQuerySet":
        """Senders are known to whoever may see expedientes; the DNI is not listed (Ley 29733)."""
        return self

    def buscar(self, texto: str) -> "RemitenteQuerySet":
        """Every word in the name or the acronym, or the whole RUC or DNI; accents forgiven."""
        if texto.isdigit() and len(texto) in (8, 11):
            return self.filter(Q(dni=texto) | Q(ruc=texto) | Q(organizacion__ruc=texto))
        resultado = self
        for palabra in texto.split()[:6]:
            resultado = resultado.filter(sin_tildes_contiene(palabra, "nombre_busqueda"))
        return resultado

    def de_nombre(self, texto: str) -> "RemitenteQuerySet":
        """Those called so, accents forgiven: with the acronym, without it or by it alone.

        Never a person with a DNI, who may have a namesake.
        """
        escrito = plano(texto)
        sin_parentesis = " ".join(escrito.replace("(", " ").replace(")", " ").split())
        return self.filter(
            Q(nombre=texto)
            | Q(nombre_busqueda__in=[escrito, sin_parentesis])
            | Q(organizacion__siglas__iexact=texto)
            | Q(organizacion__nombre__iexact=texto),
            dni="",
        )

    def por_uso(self) -> "RemitenteQuerySet":
        """Last used first: at this desk the sender is nearly always a recent one."""
        return self.order_by(F("usado_en").desc(nulls_last=True), "pk")


class Remitente(models.Model):
    """A sender; `nombre` is how it is written in the register."""

    class Clase(models.TextChoices):
        ENTIDAD = "entidad", "Entidad"
        PERSONA = "persona", "Persona natural"

    clase = models.CharField(max_length=8, choices=Clase.choices)
    nombre = models.CharField(max_length=200)
    nombre_busqueda = models.CharField(max_length=260, editable=False)
    organizacion = models.OneToOneField(
        Organizacion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="remitente",
        verbose_name="organización",
    )
    dni = models.CharField("DNI", max_length=8, blank=True, validators=[validar_dni])
    ruc = models.CharField(
        "RUC",
        max_length=11,
        blank=True,
        validators=[RegexValidator(r"^\d{11}$", "El RUC tiene 11 dígitos.")],
    )
    domicilio = models.CharField(max_length=200, blank=True)
    correo = models.EmailField(blank=True)
    telefono = models.CharField("teléfono", max_length=30, blank=True)
    creado_en = models.DateTimeField(auto_now_add=True)
    usado_en = models.DateTimeField(null=True, blank=True, editable=False)

    objects = RemitenteQuerySet.as_manager()

    class Meta:
        ordering = ["nombre"]
        constraints = [
            models.UniqueConstraint(
                fields=["dni"],
                condition=~Q(dni=""),
                name="remitente_dni_unico",
                violation_error_message="Ya hay un remitente con ese DNI.",
            ),
            models.UniqueConstraint(
                fields=["ruc"],
                condition=~Q(ruc=""),
                name="remitente_ruc_unico",
                violation_error_message="Ya hay un remitente con ese RUC.",
            ),
            models.CheckConstraint(
                condition=Q(clase="entidad", dni="") | Q(clase="persona", organizacion=None),
                name="remitente_de_una_clase",
                violation_error_message="Un remitente es una entidad o una persona, no ambas.",
            ),
        ]
        indexes = [
            GinIndex(
                OpClass(SinTildes("nombre_busqueda"), name="gin_trgm_ops"),
                name="remitente_nombre_trgm",
            ),
            models.Index(F("usado_en").desc(nulls_last=True), "id", name="remitente_por_uso"),
        ]

    def __str__(self) -> str:
        return self.nombre
