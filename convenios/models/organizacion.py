"""One table for everyone the office deals with; what each one is to us are profiles on top."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.lookups import TrigramSimilar
from django.contrib.postgres.search import TrigramSimilarity
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.lookups import Exact
from django.urls import reverse
from stdnum.pe import ruc

from convenios.cifras import Parametros
from ocisys.base.busqueda import SinTildes, ordena_es, plano, sin_tildes_contiene

if TYPE_CHECKING:
    from cargos.models import Usuario


def validar_ruc(valor: str) -> None:
    """11 digits whose last one is SUNAT's modulus-11 check digit; raises ValidationError."""
    if len(valor) != 11 or not valor.isascii() or not valor.isdigit():
        raise ValidationError("El RUC tiene 11 dígitos.")
    if not ruc.is_valid(valor):
        raise ValidationError("El dígito de control del RUC no corresponde; revise los números.")


class OrganizacionQuerySet(models.QuerySet["Organizacion"]):
    def visibles_para(self, usuario: "Usuario") -> "OrganizacionQuerySet":
        """Organisations are known to all the office."""
        return self

    def en_orden(self) -> "OrganizacionQuerySet":
        """By name, as a Peruvian list orders it."""
        return self.order_by(ordena_es("nombre"), "pk")

    def buscar(self, texto: str) -> "OrganizacionQuerySet":
        """Every word somewhere in the name, the acronym or the RUC; accents forgiven."""
        resultado = self
        for palabra in texto.split()[:8]:
            resultado = resultado.filter(sin_tildes_contiene(palabra, "nombre", "siglas", "ruc"))
        return resultado

    def con_convenios(self) -> "OrganizacionQuerySet":
        """Annotate `cuantos_convenios`: of how many agreements each one is a party."""
        return self.annotate(cuantos_convenios=models.Count("partes"))

    def por_frescura(self, al_dia: bool, hoy: date, p: Parametros) -> "OrganizacionQuerySet":
        """Those verified within the freshness window, or the ones «por actualizar»."""
        desde = hoy - timedelta(days=p.dias_frescura)
        frescas = Q(verificada_el__gte=desde)
        return self.filter(frescas) if al_dia else self.exclude(frescas)

    def parecidas(self, nombre: str, siglas: str = "") -> "OrganizacionQuerySet":
        """Probably the same one: a name alike (trigram ≥ 0.6, accents forgiven) or the acronym."""
        nombre, siglas = plano(nombre)[:200], plano(siglas)
        mismas_siglas = Q(Exact(SinTildes("siglas"), siglas)) if siglas else Q(pk__in=[])
        return (
            self.annotate(parecido=TrigramSimilarity(SinTildes("nombre"), nombre))
            .filter(
                Q(TrigramSimilar(SinTildes("nombre"), nombre), parecido__gte=PARECIDO)
                | mismas_siglas
            )
            .order_by("-parecido", "pk")
        )


PARECIDO = 0.6
"""From this trigram similarity on, two names are asked about before saving."""


class Organizacion(models.Model):
    """A fuente cooperante, company, ONGD, public entity or international body."""

    class Clase(models.TextChoices):
        FUENTE = "fuente", "Fuente cooperante"
        EMPRESA = "empresa", "Empresa"
        ONGD = "ongd", "ONGD / ENIEX / IPREDA"
        ENTIDAD = "entidad", "Entidad pública"
        ORGANISMO = "organismo", "Organismo internacional"

    class Estado(models.TextChoices):
        ACTIVA = "activa", "Activa"
        POTENCIAL = "potencial", "Potencial"
        INACTIVA = "inactiva", "Inactiva"

    nombre = models.CharField(max_length=200)
    siglas = models.CharField(max_length=40, blank=True)
    clase = models.CharField(max_length=12, choices=Clase.choices)
    estado = models.CharField(max_length=12, choices=Estado.choices, default=Estado.ACTIVA)
    pais = models.CharField(
        "país",
        max_length=3,
        default="PER",
        validators=[RegexValidator(r"^[A-Z]{3}$", "Código ISO de tres letras, por ejemplo PER.")],
    )
    ruc = models.CharField("RUC", max_length=11, blank=True, validators=[validar_ruc])
    sitio = models.URLField("sitio web", blank=True)
    nombres_anteriores = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    verificada_el = models.DateField("verificada el", null=True, blank=True)
    fuente_dato = models.CharField(
        "fuente del dato", max_length=300, blank=True, help_text="De dónde consta; o «ficticio»."
    )
    es_ficticia = models.BooleanField("ficticia", default=False)

    objects = OrganizacionQuerySet.as_manager()

    class Meta:
        verbose_name = "organización"
        verbose_name_plural = "organizaciones"
        constraints = [
            models.UniqueConstraint(
                fields=["ruc"],
                condition=~models.Q(ruc=""),
                name="organizacion_ruc_unico",
                violation_error_message="Ya hay una organización con ese RUC.",
            )
        ]
        indexes = [
            GinIndex(
                OpClass(SinTildes("nombre"), name="gin_trgm_ops"), name="organizacion_nombre_trgm"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nombre} ({self.siglas})" if self.siglas else self.nombre

    def get_absolute_url(self) -> str:
        return reverse("convenios:organizacion", args=[self.pk])

    def esta_por_actualizar(self, hoy: date, dias: int) -> bool:
        """Whether nobody has verified the ficha in the last `dias` calendar days."""
        return self.verificada_el is None or (hoy - self.verificada_el).days > dias
