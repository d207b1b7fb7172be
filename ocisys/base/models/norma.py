"""Norma: every legal citation of the product is a row with its dates and its source.

`DatoMaestro` is the base of the data that `cargar_normas` brings and the office may correct: a row
that somebody of the office saved is never overwritten by a reload.
"""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from ocisys.base.auditado import auditado
from ocisys.base.busqueda import sin_tildes_contiene

# Norms of the State as a whole: cited without the body that issued them.
SIN_SIGLAS = frozenset({"Ley", "DLeg", "DU", "RL", "Constitución"})


class DatoMaestro(models.Model):
    """Base of master data: where the row comes from and when it changed."""

    class Origen(models.TextChoices):
        DATOS = "datos", "Datos del producto"
        OFICINA = "oficina", "Registrado o corregido por la oficina"

    origen = models.CharField(
        max_length=8, choices=Origen.choices, default=Origen.OFICINA, editable=False
    )
    actualizado_en = models.DateTimeField("actualizado", auto_now=True)

    class Meta:
        abstract = True


class NormaQuerySet(models.QuerySet["Norma"]):
    def visibles_para(self, usuario: Any) -> "NormaQuerySet":
        """Norms are public: whoever enters may read them."""
        return self

    def buscar(self, texto: str) -> "NormaQuerySet":
        """Norms whose number, siglas or title contain every word of `texto`, accents forgiven."""
        filas = self
        for palabra in texto.replace("\x00", "").split():
            aqui = sin_tildes_contiene(palabra, "numero", "siglas", "titulo")
            filas = filas.filter(aqui | Q(tipo__iexact=palabra))
        return filas


@auditado()
class Norma(DatoMaestro):
    """A legal norm as the gazette names it: DS 006-2026-JUS, Ley 27444, DLeg 713."""

    class Tipo(models.TextChoices):
        CONSTITUCION = "Constitución", "Constitución Política"
        LEY = "Ley", "Ley"
        RL = "RL", "Resolución Legislativa"
        DLEG = "DLeg", "Decreto Legislativo"
        DU = "DU", "Decreto de Urgencia"
        DS = "DS", "Decreto Supremo"
        RS = "RS", "Resolución Suprema"
        RM = "RM", "Resolución Ministerial"
        RVM = "RVM", "Resolución Viceministerial"
        RSG = "RSG", "Resolución de Secretaría General"
        RDE = "RDE", "Resolución Directoral Ejecutiva"
        RJ = "RJ", "Resolución Jefatural"
        RES = "Res.", "Resolución"
        DIRECTIVA = "Directiva", "Directiva"
        OFICIO = "Oficio", "Oficio"

    tipo = models.CharField(max_length=12, choices=Tipo.choices)
    numero = models.CharField("número", max_length=20)
    anio = models.PositiveSmallIntegerField(
        "año", validators=[MinValueValidator(1821), MaxValueValidator(2200)]
    )
    siglas = models.CharField("siglas de la entidad", max_length=40, blank=True)
    titulo = models.CharField("título", max_length=400, blank=True)
    emitida_el = models.DateField("emitida el", null=True, blank=True)
    publicada_el = models.DateField("publicada el", null=True, blank=True)
    url = models.URLField("dirección del texto", max_length=300, blank=True)
    verificada = models.BooleanField(
        "texto leído",
        default=False,
        help_text="Se leyó el texto oficial o su copia; si no, sólo se sabe de ella por la prensa.",
    )
    nota = models.CharField(max_length=400, blank=True)

    objects = NormaQuerySet.as_manager()

    class Meta:
        ordering = ["-anio", "tipo", "numero"]
        constraints = [
            models.UniqueConstraint(
                fields=["tipo", "numero", "siglas", "anio"],
                name="norma_unica",
                violation_error_message="Esa norma ya está registrada.",
            ),
            models.CheckConstraint(
                condition=Q(emitida_el__lte=F("publicada_el")),
                name="norma_fechas_en_orden",
                violation_error_message="La norma no puede publicarse antes de emitirse.",
            ),
            models.CheckConstraint(
                condition=Q(anio__gte=1821, anio__lte=2200),
                name="norma_anio_posible",
                violation_error_message="El año de la norma no es posible.",
            ),
        ]

    def __str__(self) -> str:
        return self.corta

    @property
    def corta(self) -> str:
        """The way lawyers cite it: `DS 006-2026-JUS`, `DS 036-94-EF`, `Ley 27444`."""
        if self.tipo in SIN_SIGLAS and not self.siglas:
            numero = f"{self.numero}-{self.anio}" if self.tipo == "DU" else self.numero
            return f"{self.tipo} {numero}".strip()
        anio = self.anio if self.anio >= 2000 else f"{self.anio % 100:02}"
        partes = (self.numero, str(anio), self.siglas)
        return f"{self.tipo} {'-'.join(p for p in partes if p)}"


@auditado()
class NormaRelacion(DatoMaestro):
    """What one norm does to another: repeals, amends, approves…"""

    class Efecto(models.TextChoices):
        APRUEBA = "aprueba", "Aprueba"
        MODIFICA = "modifica", "Modifica"
        DEROGA = "deroga", "Deroga"
        DEJA_SIN_EFECTO = "deja_sin_efecto", "Deja sin efecto"
        PRECISA = "precisa", "Precisa"
        PRORROGA = "prorroga", "Prorroga"
        RATIFICA = "ratifica", "Ratifica"

    norma = models.ForeignKey(Norma, on_delete=models.PROTECT, related_name="efectos")
    efecto = models.CharField(max_length=16, choices=Efecto.choices)
    sobre = models.ForeignKey(Norma, on_delete=models.PROTECT, related_name="afectada_por")
    alcance = models.CharField(max_length=200, blank=True, help_text="Artículos, días, anexos…")
    desde = models.DateField("surte efecto el", null=True, blank=True)

    class Meta:
        verbose_name = "relación entre normas"
        verbose_name_plural = "relaciones entre normas"
        ordering = ["norma", "sobre"]
        constraints = [
            models.UniqueConstraint(
                fields=["norma", "efecto", "sobre", "alcance"], name="norma_relacion_unica"
            ),
            models.CheckConstraint(
                condition=~Q(norma=F("sobre")),
                name="norma_relacion_entre_dos",
                violation_error_message="Una norma no puede relacionarse consigo misma.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.norma} {self.get_efecto_display().lower()} {self.sobre}"
