"""People of the office: what colleagues may know of each other, and nothing more."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower

from ocisys.base.auditado import auditado
from ocisys.base.busqueda import con_todas, ordena_es

if TYPE_CHECKING:
    from cargos.models.usuario import Usuario


class PersonaQuerySet(models.QuerySet["Persona"]):
    def visibles_para(self, usuario: "Usuario") -> "PersonaQuerySet":
        """The directory is open to all the office; the DNI is not part of it (Ley 29733)."""
        return self.filter(activa=True).defer("dni")

    def en_orden(self) -> "PersonaQuerySet":
        """Surname order of Peru: ñ after n, accents ignored, the same on every server."""
        return self.order_by(
            ordena_es("apellido_paterno"), ordena_es("apellido_materno"), ordena_es("nombres"), "pk"
        )

    def buscar(self, texto: str) -> "PersonaQuerySet":
        """Every word of `texto` somewhere in the name, mail or extension; accents forgiven."""
        return self.filter(
            con_todas(
                texto,
                "nombres",
                "apellido_paterno",
                "apellido_materno",
                "email_institucional",
                "anexo",
            )
        )


@auditado(excepto=("dni",))
class Persona(models.Model):
    """A person, whatever post she holds; the account is optional (a signatory may have none)."""

    nombres = models.CharField(max_length=80)
    apellido_paterno = models.CharField(max_length=60)
    apellido_materno = models.CharField(max_length=60, blank=True)
    dni = models.CharField(
        "DNI",
        max_length=8,
        blank=True,
        help_text="Restringido: no aparece en el directorio ni en exportaciones.",
        validators=[RegexValidator(r"^\d{8}$", "El DNI tiene 8 dígitos.")],
    )
    email_institucional = models.EmailField("correo institucional", blank=True)
    telefono = models.CharField("teléfono", max_length=30, blank=True)
    anexo = models.CharField(max_length=10, blank=True)
    usuario = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="persona",
        verbose_name="cuenta",
    )
    activa = models.BooleanField(default=True)
    es_ficticia = models.BooleanField(
        "ficticia", default=False, help_text="Persona inventada de la oficina de demostración."
    )

    objects = PersonaQuerySet.as_manager()

    class Meta:
        verbose_name = "persona"
        verbose_name_plural = "personas"
        constraints = [
            models.UniqueConstraint(
                Lower("email_institucional"),
                condition=~models.Q(email_institucional=""),
                name="persona_correo_unico",
                violation_error_message="Otra persona ya tiene ese correo institucional.",
            ),
            models.UniqueConstraint(
                fields=["dni"],
                condition=~models.Q(dni=""),
                name="persona_dni_unico",
                violation_error_message="Otra persona ya tiene ese DNI.",
            ),
        ]

    def __str__(self) -> str:
        return self.nombre_completo

    @property
    def apellidos(self) -> str:
        return f"{self.apellido_paterno} {self.apellido_materno}".strip()

    @property
    def nombre_completo(self) -> str:
        return f"{self.nombres} {self.apellidos}".strip()

    @property
    def nombre_de_lista(self) -> str:
        """As lists of Peru write it: «Quispe Huamán, Rosa Elena»."""
        return f"{self.apellidos}, {self.nombres}"

    @property
    def iniciales(self) -> str:
        return (self.nombres[:1] + self.apellido_paterno[:1]).upper()
