"""Sealed bytes: what came in stays as it came in; what is made from it lives apart."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q

from ocisys.base.auditado import auditado
from ocisys.base.busqueda import CONFIGURACION

# Shown by the browser itself; everything else is downloaded.
SE_VEN_EN_EL_NAVEGADOR = frozenset({"application/pdf", "image/jpeg", "image/png", "text/plain"})


def almacen_sellado() -> Storage:
    """The storage of sealed bytes (settings.STORAGES["sellados"])."""
    return storages["sellados"]


def ruta_de_sello(archivo: "Archivo", nombre: str) -> str:
    """`aa/bb/<sha256>`: the content decides the place, so a name can never be a path."""
    return f"{archivo.sha256[:2]}/{archivo.sha256[2:4]}/{archivo.sha256}"


@auditado("insert", excepto=("fichero",))
class Archivo(models.Model):
    """The act of sealing some bytes: who, when, under which name. Never updated or deleted.

    The same bytes sealed twice are two rows (two provenances) over one stored file. Who may read
    it is decided by the row that points here: the owner's view asks `visibles_para` and then
    answers with `ocisys.base.sellado.servir`.
    """

    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    tamanio = models.PositiveBigIntegerField("tamaño en bytes", editable=False)
    tipo_mime = models.CharField(
        "tipo", max_length=100, editable=False, help_text="Según su contenido, no según su nombre."
    )
    nombre_original = models.CharField("nombre", max_length=255, editable=False)
    fichero = models.FileField(
        storage=almacen_sellado, upload_to=ruta_de_sello, max_length=100, editable=False
    )
    sellado_por = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        help_text="Vacío: lo selló el propio sistema.",
    )
    sellado_en = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "archivo sellado"
        verbose_name_plural = "archivos sellados"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["sha256"], name="archivo_sha256")]
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="archivo_sha256_es_una_huella"
            ),
            models.CheckConstraint(condition=Q(tamanio__gt=0), name="archivo_no_esta_vacio"),
        ]
        triggers = [
            pgtrigger.Protect(name="sellado", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return self.nombre_original

    @property
    def tipo(self) -> str:
        """The type without its parameters: `text/plain` of `text/plain; charset=utf-8`."""
        return self.tipo_mime.partition(";")[0]

    @property
    def se_ve_en_el_navegador(self) -> bool:
        return self.tipo in SE_VEN_EN_EL_NAVEGADOR


class Derivado(models.Model):
    """Something made from an Archivo: its text, a thumbnail. Can always be made again."""

    class Clase(models.TextChoices):
        TEXTO = "texto", "Texto"
        MINIATURA = "miniatura", "Miniatura"

    archivo = models.ForeignKey(Archivo, on_delete=models.PROTECT, related_name="derivados")
    clase = models.CharField(max_length=12, choices=Clase.choices)
    texto = models.TextField(blank=True)
    imagen = models.BinaryField(null=True, editable=False, help_text="PNG de pocos KiB.")
    hecho_con = models.CharField("hecho con", max_length=60, help_text="Programa y versión.")
    hecho_en = models.DateTimeField(auto_now=True)
    busqueda = models.GeneratedField(
        expression=SearchVector("texto", config=CONFIGURACION),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = "derivado"
        verbose_name_plural = "derivados"
        indexes = [GinIndex(fields=["busqueda"], name="derivado_busqueda")]
        constraints = [
            models.UniqueConstraint(fields=["archivo", "clase"], name="derivado_uno_por_clase"),
            models.CheckConstraint(
                condition=(Q(clase="texto", imagen=None) | Q(clase="miniatura", texto="")),
                name="derivado_es_texto_o_imagen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_clase_display()} de {self.archivo_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """NUL cannot be stored in PostgreSQL and some PDFs carry it in their text."""
        self.texto = self.texto.replace("\x00", "")
        super().save(*args, **kwargs)
