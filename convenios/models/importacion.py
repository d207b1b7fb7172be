"""A spreadsheet that somebody brought: what was found in each row, and what became of it."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from cargos.models import Acto
from convenios.models.convenio import Convenio
from convenios.models.organizacion import Organizacion
from ocisys.base.models import Archivo

if TYPE_CHECKING:
    from cargos.models import Usuario

SIN_SENALES = timedelta(minutes=2)
"""After this long without a sign of life, another worker takes the work from its beginning."""


class ImportacionQuerySet(models.QuerySet["Importacion"]):
    def visibles_para(self, usuario: "Usuario") -> "ImportacionQuerySet":
        """One's own; the head and the auditors, everyone's."""
        if usuario.puede("cargos_encargar") or usuario.puede("auditoria_ver"):
            return self
        return self.filter(por=usuario)

    def por_trabajar(self, ahora: datetime) -> "ImportacionQuerySet":
        """Work that nobody has in hand at `ahora`."""
        libres = Q(latido=None) | Q(latido__lt=ahora - SIN_SENALES)
        return self.filter(libres, estado__in=EN_CURSO)


class Importacion(Acto):
    """One file on its way in. Nothing of it enters the register until a person agrees, and then
    all the rows that can enter do, in one transaction."""

    class Clase(models.TextChoices):
        ORGANIZACIONES = "organizaciones", "Organizaciones"
        CONVENIOS = "convenios", "Convenios"

    class Estado(models.TextChoices):
        EN_COLA = "en_cola", "En cola"
        REVISANDO = "revisando", "Revisando"
        RECHAZADA = "rechazada", "No se puede leer"
        REVISADA = "revisada", "Revisada, por decidir"
        POR_INCORPORAR = "por_incorporar", "Incorporando"
        TERMINADA = "terminada", "Incorporada"
        DESCARTADA = "descartada", "Descartada"

    clase = models.CharField("qué trae", max_length=14, choices=Clase.choices)
    archivo = models.ForeignKey(Archivo, on_delete=models.PROTECT, related_name="+")
    estado = models.CharField(max_length=14, choices=Estado.choices, default=Estado.EN_COLA)
    total = models.PositiveIntegerField("filas", default=0)
    hechas = models.PositiveIntegerField("filas revisadas", default=0)
    titulos = models.JSONField("cómo titula sus columnas", default=dict)
    criticos = models.JSONField("por qué no se puede leer", default=list)
    desconocidas = models.JSONField("columnas que no se leen", default=list)
    con_advertencias = models.BooleanField(default=True)
    latido = models.DateTimeField("última señal de quien la trabaja", null=True)
    intentos = models.PositiveSmallIntegerField(default=0)
    decidida_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    terminada_en = models.DateTimeField(null=True)

    objects = ImportacionQuerySet.as_manager()

    class Meta:
        verbose_name = "importación"
        verbose_name_plural = "importaciones"
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["latido"],
                condition=Q(estado__in=["en_cola", "revisando", "por_incorporar"]),
                name="importacion_en_curso",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_clase_display()}: {self.archivo}"

    @property
    def esta_en_curso(self) -> bool:
        return self.estado in EN_CURSO

    @property
    def por_ciento(self) -> int:
        """How much of it was looked at, from 0 to 100."""
        return self.hechas * 100 // self.total if self.total else 0


EN_CURSO = ("en_cola", "revisando", "por_incorporar")


class FilaImportacionQuerySet(models.QuerySet["FilaImportacion"]):
    def visibles_para(self, usuario: "Usuario") -> "FilaImportacionQuerySet":
        """Rows of the files that this person may see."""
        return self.filter(importacion__in=Importacion.objects.visibles_para(usuario))

    def incorporables(self, *, con_advertencias: bool) -> "FilaImportacionQuerySet":
        """Rows that may enter."""
        niveles = [Nivel.CORRECTA, *([Nivel.ADVERTENCIA] if con_advertencias else [])]
        return self.filter(nivel__in=niveles)


class Nivel(models.TextChoices):
    """What can be done with a row; the worst thing found in it."""

    CORRECTA = "correcta", "Correcta"
    ADVERTENCIA = "advertencia", "Con advertencias"
    ERROR = "error", "Con errores"
    REPETIDA = "repetida", "Ya registrada"
    INCORPORADA = "incorporada", "Incorporada"


class FilaImportacion(models.Model):
    """A row of the spreadsheet. `valores`: clave → cell as it came; `hallazgos`: what was found,
    each with nivel, columna and frase."""

    importacion = models.ForeignKey(Importacion, on_delete=models.CASCADE, related_name="filas")
    nro = models.PositiveIntegerField("fila")
    nivel = models.CharField(max_length=12, choices=Nivel.choices)
    valores = models.JSONField(default=dict)
    hallazgos = models.JSONField(default=list)
    convenio = models.ForeignKey(Convenio, on_delete=models.PROTECT, null=True, related_name="+")
    organizacion = models.ForeignKey(
        Organizacion, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = FilaImportacionQuerySet.as_manager()

    class Meta:
        verbose_name = "fila importada"
        verbose_name_plural = "filas importadas"
        ordering = ["importacion", "nro"]
        constraints = [
            models.UniqueConstraint(fields=["importacion", "nro"], name="fila_importada_una_vez")
        ]
        indexes = [
            models.Index(fields=["importacion", "nivel", "nro"], name="fila_importada_por_nivel")
        ]

    def __str__(self) -> str:
        return f"Fila {self.nro}"

    @property
    def resultado(self) -> Convenio | Organizacion | None:
        """What it became in the register."""
        return self.convenio or self.organizacion
