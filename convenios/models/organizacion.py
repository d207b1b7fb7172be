"""One table for everyone the office deals with; what each one is to us are profiles on top."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.lookups import TrigramSimilar
from django.contrib.postgres.search import TrigramSimilarity
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.lookups import Exact
from django.urls import reverse
from stdnum.pe import ruc

from convenios.cifras import Parametros
from convenios.iati import TipoIati, validar_identificador
from convenios.territorio import validar_pais
from ocisys.base.auditado import auditado
from ocisys.base.busqueda import SinTildes, con_todas, ordena_es, plano

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
        """Organisations are known to all the office; one absorbed by another is read there."""
        return self.en_uso()

    def con_absorbidas_para(self, usuario: "Usuario") -> "OrganizacionQuerySet":
        """The absorbed ones too: an old link must still lead somewhere."""
        return self.select_related("absorbida_por")

    def editables_para(self, usuario: "Usuario") -> "OrganizacionQuerySet":
        """Companies are of whoever keeps them (069-05), the others of 067, 068 and 070."""
        empresas = Q(clase=Organizacion.Clase.EMPRESA)
        permitidas = Q(pk__in=[])
        if usuario.puede("empresa_editar"):
            permitidas |= empresas
        if usuario.puede("convenio_editar"):
            permitidas |= ~empresas
        return self.en_uso().filter(permitidas)

    def en_uso(self) -> "OrganizacionQuerySet":
        """Without those that a merge left behind."""
        return self.filter(absorbida_por=None)

    def potenciales(self) -> "OrganizacionQuerySet":
        """Those that may yet cooperate, at whatever step of being approached."""
        return self.filter(estado__in=POTENCIALES)

    def en_orden(self) -> "OrganizacionQuerySet":
        """By name, as a Peruvian list orders it."""
        return self.order_by(ordena_es("nombre"), "pk")

    def buscar(self, texto: str) -> "OrganizacionQuerySet":
        """Every word somewhere in the name, the acronym or the RUC; accents forgiven."""
        return self.filter(con_todas(texto, "nombre", "siglas", "ruc"))

    def con_convenios(self) -> "OrganizacionQuerySet":
        """Annotate `cuantos_convenios`: of how many agreements each one is a party."""
        return self.annotate(cuantos_convenios=models.Count("partes", distinct=True))

    def con_ultimo_contacto(self) -> "OrganizacionQuerySet":
        """Annotate `ultimo_contacto`: the day of the last interaction, its absorbed ones' too."""
        interacciones = (
            apps.get_model("convenios", "Interaccion")
            ._default_manager.filter(
                Q(organizacion=OuterRef("pk")) | Q(organizacion__absorbida_por=OuterRef("pk")),
                rectificada_por=None,
            )
            .order_by("-fecha")
        )
        return self.annotate(ultimo_contacto=Subquery(interacciones.values("fecha")[:1]))

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
            self.en_uso()
            .annotate(parecido=TrigramSimilarity(SinTildes("nombre"), nombre))
            .filter(
                Q(TrigramSimilar(SinTildes("nombre"), nombre), parecido__gte=PARECIDO)
                | mismas_siglas
            )
            .order_by("-parecido", "pk")
        )


POTENCIALES = ("potencial", "contactada", "negociacion")
"""Situations of whoever does not cooperate yet and was not given up."""

PARECIDO = 0.6
"""From this trigram similarity on, two names are asked about before saving."""


@auditado(por_momento=True)
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
        CONTACTADA = "contactada", "Contactada"
        NEGOCIACION = "negociacion", "En negociación"
        INACTIVA = "inactiva", "Inactiva"
        DESCARTADA = "descartada", "Descartada"

    nombre = models.CharField(max_length=200)
    siglas = models.CharField(max_length=40, blank=True)
    clase = models.CharField(max_length=12, choices=Clase.choices)
    estado = models.CharField(max_length=12, choices=Estado.choices, default=Estado.ACTIVA)
    pais = models.CharField(
        "país",
        max_length=3,
        default="PER",
        validators=[validar_pais],
    )
    ruc = models.CharField("RUC", max_length=11, blank=True, validators=[validar_ruc])
    tipo_iati = models.CharField(
        "tipo según IATI", max_length=2, choices=TipoIati.choices, blank=True
    )
    iati_org_id = models.CharField(
        "identificador IATI",
        max_length=100,
        blank=True,
        validators=[validar_identificador],
        help_text="El que la organización publica.",
    )
    sitio = models.URLField("sitio web", blank=True)
    nombres_anteriores = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    verificada_el = models.DateField("verificada el", null=True, blank=True)
    fuente_dato = models.CharField(
        "fuente del dato", max_length=300, blank=True, help_text="De dónde consta; o «ficticio»."
    )
    verificada_por = models.ForeignKey(
        "cargos.Usuario", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    sucedida_por = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="antecesoras",
        verbose_name="hoy responde por ella",
        help_text="Si dejó de existir: la que tomó sus obligaciones. Sigue firmando lo que firmó.",
    )
    motivo_descarte = models.CharField("por qué se descartó", max_length=300, blank=True)
    es_ficticia = models.BooleanField("ficticia", default=False)
    absorbida_por = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="absorbidas"
    )

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
            ),
            models.UniqueConstraint(
                fields=["iati_org_id"],
                condition=~models.Q(iati_org_id=""),
                name="organizacion_iati_unico",
                violation_error_message="Ya hay una organización con ese identificador IATI.",
            ),
            models.CheckConstraint(
                condition=~Q(estado="descartada") | ~Q(motivo_descarte=""),
                name="organizacion_descartada_con_motivo",
                violation_error_message="Diga por qué se descartó.",
            ),
            models.CheckConstraint(
                condition=Q(absorbida_por=None) | ~Q(absorbida_por=F("id")),
                name="organizacion_no_se_absorbe_a_si_misma",
            ),
            models.CheckConstraint(
                condition=Q(sucedida_por=None) | ~Q(sucedida_por=F("id")),
                name="organizacion_no_se_sucede_a_si_misma",
                violation_error_message="Una organización no se sucede a sí misma.",
            ),
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

    @property
    def fichas(self) -> list[int]:
        """Keys of this ficha and of those it absorbed: what was written there is read here."""
        return [self.pk, *self.absorbidas.values_list("pk", flat=True)]

    def esta_por_actualizar(self, hoy: date, dias: int) -> bool:
        """Whether nobody has verified the ficha in the last `dias` calendar days."""
        return self.verificada_el is None or (hoy - self.verificada_el).days > dias
