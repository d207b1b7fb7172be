"""What international bodies recommended to Peru, how far each is, and what implements it."""

from datetime import date
from typing import TYPE_CHECKING, Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from cargos.models import Acto, UnidadOrganica
from convenios.models.anulable import Anulable
from convenios.models.clasificacion import META_ODS
from convenios.models.convenio import Convenio
from convenios.models.convenios import acceso
from convenios.models.instrumento import InstrumentoInternacional
from ocisys.base.auditado import auditado
from ocisys.base.busqueda import con_todas

if TYPE_CHECKING:
    from cargos.models import Usuario


class Nivel(models.TextChoices):
    """How far a recommendation is put into practice."""

    NO_INICIADA = "no_iniciada", "No iniciada"
    EN_PROCESO = "en_proceso", "En proceso"
    SUSTANTIVO = "sustantivo", "Avance sustantivo"
    IMPLEMENTADA = "implementada", "Implementada"
    NO_APLICABLE = "no_aplicable", "No aplicable"

    @property
    def tono(self) -> str:
        """Tono of its chip."""
        return {
            Nivel.NO_INICIADA: "atencion",
            Nivel.IMPLEMENTADA: "bien",
            Nivel.NO_APLICABLE: "neutro",
        }.get(self, "info")


ABIERTOS = frozenset({Nivel.NO_INICIADA, Nivel.EN_PROCESO, Nivel.SUSTANTIVO})
"""Still somebody's work: the others are told as done or as not ours."""


def validar_ods(codigo: str) -> None:
    """«5» or «5.2»: a goal or a target of the ODS."""
    if not META_ODS.match(codigo) and not META_ODS.match(f"{codigo}.1"):
        raise ValidationError(f"«{codigo}» no es un ODS ni una de sus metas: escriba 5 o 5.2.")


class RecomendacionQuerySet(models.QuerySet["Recomendacion"]):
    def visibles_para(self, usuario: "Usuario") -> "RecomendacionQuerySet":
        """What a body recommended is public: whoever reads agreements reads it."""
        return self if usuario.puede("convenio_ver") else self.none()

    def con_accion(self, acciones: "AccionQuerySet") -> "RecomendacionQuerySet":
        """Annotate `tiene_accion`: one of those `acciones` puts it into practice."""
        suyas = acciones.filter(recomendacion=OuterRef("pk"), anulado_en=None)
        return self.annotate(tiene_accion=Exists(suyas))

    def por_accion(self, hay: bool) -> "RecomendacionQuerySet":
        """Those that something implements, or those that nothing does; needs `con_accion`."""
        return self.filter(Q(tiene_accion=hay))

    def huerfanas(self) -> "RecomendacionQuerySet":
        """Still open and with nothing that puts them into practice; needs `con_accion`."""
        return self.filter(Q(tiene_accion=False), nivel__in=sorted(ABIERTOS))

    def que_cuentan(self) -> "RecomendacionQuerySet":
        """All but the ones that do not apply."""
        return self.exclude(nivel=Nivel.NO_APLICABLE)

    def registradas_al(self, dia: date) -> "RecomendacionQuerySet":
        """Those that were here at the end of `dia`."""
        return self.filter(registrada_el__lte=dia)

    def vencidas(self, dia: date) -> "RecomendacionQuerySet":
        """Still open after the term that the body gave."""
        return self.filter(plazo__lt=dia, nivel__in=sorted(ABIERTOS))

    def buscar(self, texto: str) -> "RecomendacionQuerySet":
        """Every word in the text, the theme, the document or the instrument; accents forgiven."""
        campos = ("texto", "tema", "documento", "parrafo", "instrumento__siglas")
        return self.filter(con_todas(texto, *campos))


@auditado()
class Recomendacion(models.Model):
    """One paragraph of one document, word for word; `nivel` changes only by
    `acciones.recomendacion`, each time with a `CambioNivel`."""

    class Prioridad(models.IntegerChoices):
        ALTA = 1, "Alta"
        MEDIA = 2, "Media"
        BAJA = 3, "Baja"

    instrumento = models.ForeignKey(
        InstrumentoInternacional, on_delete=models.PROTECT, related_name="recomendaciones"
    )
    documento = models.CharField(
        "símbolo del documento", max_length=60, help_text="CEDAW/C/PER/CO/9."
    )
    parrafo = models.CharField("párrafo", max_length=20)
    emitida_el = models.DateField("emitida el", null=True, blank=True)
    texto = models.TextField("texto literal", max_length=6000)
    tema = models.CharField(max_length=120)
    ods = ArrayField(
        models.CharField(max_length=5, validators=[validar_ods]),
        verbose_name="ODS",
        default=list,
        blank=True,
    )
    prioridad = models.PositiveSmallIntegerField(choices=Prioridad.choices, default=Prioridad.MEDIA)
    plazo = models.DateField("plazo que dio el organismo", null=True, blank=True)
    unidad = models.ForeignKey(
        UnidadOrganica,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="unidad líder",
    )
    nivel = models.CharField(
        max_length=12, choices=Nivel.choices, default=Nivel.NO_INICIADA, editable=False
    )
    es_ficticia = models.BooleanField("ficticia", default=False, editable=False)
    fuente_dato = models.CharField("fuente del dato", max_length=300, blank=True)
    registrada_el = models.DateField(editable=False)

    objects = RecomendacionQuerySet.as_manager()

    class Meta:
        verbose_name = "recomendación"
        verbose_name_plural = "recomendaciones"
        ordering = ["instrumento", "documento", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["instrumento", "documento", "parrafo"],
                name="recomendacion_un_parrafo",
                violation_error_message="Ese párrafo de ese documento ya está registrado.",
            ),
            models.CheckConstraint(
                condition=Q(prioridad__range=(1, 3)), name="recomendacion_prioridad"
            ),
        ]
        triggers = [pgtrigger.Protect(name="recomendacion_no_se_borra", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.documento}, párr. {self.parrafo}"

    def get_absolute_url(self) -> str:
        return reverse("convenios:recomendacion", args=[self.pk])

    @property
    def tono(self) -> str:
        return Nivel(self.nivel).tono

    @property
    def esta_abierta(self) -> bool:
        return self.nivel in ABIERTOS

    @property
    def ods_escritos(self) -> str:
        return ", ".join(self.ods)

    def se_vencio(self, al: date) -> bool:
        """Whether its term passed while it was still open."""
        return self.plazo is not None and self.plazo < al and self.esta_abierta


class CambioNivel(Acto):
    """That a recommendation passed to another level, and what justifies it; append-only."""

    recomendacion = models.ForeignKey(
        Recomendacion, on_delete=models.PROTECT, related_name="cambios"
    )
    de = models.CharField(max_length=12, choices=Nivel.choices, blank=True)
    a = models.CharField("pasa a", max_length=12, choices=Nivel.choices)
    fecha = models.DateField()
    justificacion = models.TextField("qué lo justifica", max_length=2000)

    class Meta:
        verbose_name = "cambio de nivel"
        verbose_name_plural = "cambios de nivel"
        ordering = ["en", "pk"]
        triggers = [
            pgtrigger.Protect(
                name="cambio_nivel_intangible", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_a_display()} el {self.fecha:%d/%m/%Y}"


class AccionQuerySet(models.QuerySet["AccionImplementacion"]):
    def visibles_para(self, usuario: "Usuario") -> "AccionQuerySet":
        """All but those by an agreement that the person may not know of."""
        return self.filter(acceso(usuario, "convenio__"))

    def abiertas(self) -> "AccionQuerySet":
        """Those that anyone in the office may know of."""
        return self.exclude(convenio__nivel_acceso=Convenio.Acceso.RESERVADO)

    def sin_anular(self) -> "AccionQuerySet":
        """All but the ones taken back."""
        return self.filter(anulado_en=None)


class AccionImplementacion(Anulable):
    """What puts a recommendation into practice; taken back with a reason, never changed."""

    class Tipo(models.TextChoices):
        CONVENIO = "convenio", "Un convenio"
        NORMA = "norma", "Una norma"
        PROYECTO = "proyecto", "Un proyecto"
        PLAN = "plan", "Un plan o programa"

    recomendacion = models.ForeignKey(
        Recomendacion, on_delete=models.PROTECT, related_name="acciones"
    )
    tipo = models.CharField("qué es", max_length=8, choices=Tipo.choices)
    convenio = models.ForeignKey(
        Convenio, on_delete=models.PROTECT, null=True, blank=True, related_name="acciones"
    )
    nombre = models.CharField(
        "cómo se llama",
        max_length=300,
        blank=True,
        help_text="Ley, plan o proyecto: su número y su nombre.",
    )
    aporte = models.CharField("qué aporta", max_length=300, blank=True)
    desde = models.DateField(null=True, blank=True)

    objects = AccionQuerySet.as_manager()

    class Meta:
        verbose_name = "acción que implementa"
        verbose_name_plural = "acciones que implementan"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tipo="convenio", convenio__isnull=False)
                | ~Q(tipo="convenio") & Q(convenio=None) & ~Q(nombre=""),
                name="accion_dice_cual",
                violation_error_message="Elija el convenio, o diga cómo se llama.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="accion_no_se_borra", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="accion_intangible",
                exclude=["anulado_en", "anulado_por", "anulado_motivo"],
            ),
        ]

    def __str__(self) -> str:
        cual: Any = self.convenio if self.convenio_id else self.nombre
        return str(cual)
