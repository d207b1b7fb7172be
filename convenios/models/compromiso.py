"""What a party owes, in the words of the document, and how often."""

from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from cargos.models import Posicion, UnidadOrganica
from convenios.models.acuerdo_reunion import AcuerdoReunion
from convenios.models.adenda import Adenda
from convenios.models.caducidad import caduca_foto
from convenios.models.clausula import Clausula
from convenios.models.convenio import Convenio
from convenios.models.convenios import acceso
from convenios.models.instrumento import InstrumentoInternacional
from convenios.models.origen import ORIGENES, Origen, un_solo_origen
from convenios.models.parte import Lado, Parte
from convenios.models.reunion import Reunion
from ocisys.base.auditado import auditado

if TYPE_CHECKING:
    from cargos.models import Usuario


class ClaseCompromiso(models.TextChoices):
    FINANCIERO = "financiero", "Financiero"
    INFORME = "informe", "Informe"
    TECNICO = "tecnico", "Técnico"
    LOGISTICO = "logistico", "Logístico"
    PERSONAL = "personal", "Personal"
    NORMATIVO = "normativo", "Normativo"
    VISIBILIDAD = "visibilidad", "Visibilidad"
    REUNION = "reunion", "Reunión o comité"


class Exigibilidad(models.TextChoices):
    """When it can be demanded; only the first two have due dates."""

    FECHA_FIJA = "fecha_fija", "En una fecha"
    RECURRENTE = "recurrente", "Cada cierto tiempo"
    CONDICIONADO = "condicionado", "Cuando se cumpla una condición"
    PERMANENTE = "permanente", "En todo momento"


class CompromisoQuerySet(models.QuerySet["Compromiso"]):
    def visibles_para(self, usuario: "Usuario") -> "CompromisoQuerySet":
        """Those of the convenios that the person may know of, or that her post answers for.

        What comes from no convenio passes: what the State took on abroad is public.
        """
        return self.filter(acceso(usuario, "convenio__"))

    def editables_para(self, usuario: "Usuario") -> "CompromisoQuerySet":
        """Those of the convenios, the instruments and the meetings that the person edits."""
        return self.filter(editables_en("", usuario))

    def vigentes(self, al: date) -> "CompromisoQuerySet":
        """Those in force on `al`: already born, and that no adenda had changed or ended."""
        nacidos = Q(adenda=None) | Q(adenda__fecha__lte=al)
        return self.filter(nacidos).exclude(Exists(_sustituciones(adenda__fecha__lte=al)))

    def vigentes_antes(self, adenda: Adenda) -> "CompromisoQuerySet":
        """Those that an adenda found in force: what it says is compared with them."""
        previas = Q(adenda__fecha__lt=adenda.fecha) | Q(
            adenda__fecha=adenda.fecha, adenda__numero__lt=adenda.numero
        )
        sustituidos = Exists(_sustituciones().filter(previas))
        return self.filter(Q(adenda=None) | previas).exclude(sustituidos)

    def con_todo(self) -> "CompromisoQuerySet":
        """What a ficha or a list of commitments prints."""
        return self.select_related(
            *ORIGENES, "clausula", "obligado__organizacion", "responsable", "regla", "adenda"
        )


def editables_en(prefijo: str, usuario: "Usuario") -> Q:
    """Condition on commitments (reached through `prefijo`) of what the person edits."""
    editables = {
        "convenio": Convenio.objects.editables_para(usuario),
        "instrumento": InstrumentoInternacional.objects.editables_para(usuario),
        "acuerdo__reunion": Reunion.objects.editables_para(usuario),
    }
    return reduce(or_, (Q(**{f"{prefijo}{o}__in": filas}) for o, filas in editables.items()))


def _sustituciones(**filtros: Any) -> models.QuerySet[Any]:
    """Accepted lines by which an adenda changed or ended the commitment of the outer query."""
    return apps.get_model("convenios", "ImpactoAdenda")._default_manager.filter(
        compromiso=OuterRef("pk"), estado="aceptado", accion__in=["modifica", "termina"], **filtros
    )


@auditado(por_momento=True)
class Compromiso(models.Model):
    """One obligation in the words of the document, of one party of an agreement, of the State
    before an international body, or agreed at a meeting: it comes from exactly one of ORIGENES."""

    class Producto(models.TextChoices):
        """What the Sector delivers of what the State owes."""

        INSUMO = "insumo", "Insumo para el informe del Estado"
        FINAL = "final", "Informe o acto final"

    convenio = models.ForeignKey(
        Convenio, on_delete=models.PROTECT, null=True, blank=True, related_name="compromisos"
    )
    instrumento = models.ForeignKey(
        InstrumentoInternacional,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="compromisos",
        verbose_name="instrumento internacional",
    )
    acuerdo = models.ForeignKey(
        AcuerdoReunion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="compromisos",
        verbose_name="acuerdo de reunión",
    )
    numero = models.PositiveSmallIntegerField("número", editable=False)
    titulo = models.CharField("qué hay que hacer", max_length=160)
    texto_literal = models.TextField("texto literal", blank=True)
    clausula = models.ForeignKey(
        Clausula,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="compromisos",
        verbose_name="cláusula que lo dice",
    )
    obligado = models.ForeignKey(
        Parte,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="compromisos",
        verbose_name="parte obligada",
    )
    articulo = models.CharField(
        "artículo que lo dice", max_length=60, blank=True, help_text="Art. 18; párr. 12."
    )
    emisor = models.CharField(
        "quién fija el plazo",
        max_length=160,
        blank=True,
        help_text="El comité o la secretaría que pide el informe o convoca.",
    )
    producto = models.CharField(
        "qué entrega el Sector", max_length=6, choices=Producto.choices, blank=True
    )
    informa = models.ForeignKey(
        UnidadOrganica,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="unidad que informa",
    )
    coordina = models.CharField(
        "quién coordina por el Estado",
        max_length=120,
        blank=True,
        help_text="Relaciones Exteriores, Justicia y Derechos Humanos…",
    )
    clase = models.CharField(max_length=12, choices=ClaseCompromiso.choices)
    exigibilidad = models.CharField(max_length=12, choices=Exigibilidad.choices)
    criticidad = models.PositiveSmallIntegerField(
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
        help_text="De 1 a 5; con 5, un día de retraso ya es crítico.",
    )
    peso = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(10)],
        help_text="De 1 a 10; cuánto pesa en el cumplimiento.",
    )
    responsable = models.ForeignKey(
        Posicion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="compromisos",
        verbose_name="cargo responsable",
    )
    unidades = models.ManyToManyField(
        UnidadOrganica, blank=True, related_name="compromisos", verbose_name="unidades que aportan"
    )
    entregable = models.CharField(max_length=200, blank=True)
    medio_verificacion = models.CharField("medio de verificación", max_length=200, blank=True)
    condicion = models.CharField("condición previa", max_length=200, blank=True)
    adenda = models.ForeignKey(
        Adenda,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="compromisos",
        verbose_name="nace de la adenda",
    )
    es_ficticio = models.BooleanField("ficticio", default=False)

    objects = CompromisoQuerySet.as_manager()

    class Meta:
        ordering = ["convenio", "numero"]
        triggers = [caduca_foto()]
        constraints = [
            models.UniqueConstraint(fields=["convenio", "numero"], name="compromiso_numero_unico"),
            models.UniqueConstraint(
                fields=["instrumento", "numero"], name="compromiso_numero_unico_en_instrumento"
            ),
            models.UniqueConstraint(
                fields=["acuerdo", "numero"], name="compromiso_numero_unico_en_acuerdo"
            ),
            models.CheckConstraint(
                condition=un_solo_origen(),
                name="compromiso_un_solo_origen",
                violation_error_message="Un compromiso nace de un solo documento.",
            ),
            models.CheckConstraint(
                condition=Q(convenio=None, obligado=None, clausula=None, adenda=None)
                | Q(convenio__isnull=False, obligado__isnull=False),
                name="compromiso_de_convenio_con_parte",
                violation_error_message="Diga qué parte del convenio lo debe.",
            ),
            models.CheckConstraint(
                condition=Q(peso__range=(1, 10)) & Q(criticidad__range=(1, 5)),
                name="compromiso_peso_y_criticidad",
                violation_error_message="El peso va de 1 a 10 y la criticidad de 1 a 5.",
            ),
        ]

    def __str__(self) -> str:
        return self.titulo

    def get_absolute_url(self) -> str:
        return reverse("convenios:compromiso", args=[self.pk])

    @property
    def origen(self) -> Origen:
        """What it comes from: the agreement, the instrument or what a meeting agreed."""
        origen: Origen = next(o for nombre in ORIGENES if (o := getattr(self, nombre)) is not None)
        return origen

    @property
    def lado(self) -> Lado:
        """Whose it is; what the State owes abroad is ours."""
        if self.acuerdo is not None:
            return self.acuerdo.lado
        return Lado.SECTOR if self.obligado is None else Lado(self.obligado.lado)

    @property
    def quien_debe(self) -> str:
        """The party that owes it, in a cell."""
        if self.acuerdo is not None:
            return self.acuerdo.quien
        return "Estado peruano" if self.obligado is None else self.obligado.nombre_corto

    @property
    def tiene_fechas(self) -> bool:
        return self.exigibilidad in (Exigibilidad.FECHA_FIJA, Exigibilidad.RECURRENTE)
