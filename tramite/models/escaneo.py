"""What the scanner left, or somebody uploaded, before it is known which document it is."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from cargos.permisos import Permiso
from ocisys.base.models import Archivo, Derivado
from ocisys.base.reconocer import seguridad_de
from tramite.asuntos import asunto_en
from tramite.models.anexo import Anexo

if TYPE_CHECKING:
    from cargos.models import Usuario


class Situacion(models.TextChoices):
    """Where a scan stands."""

    POR_LEER = "por_leer", "Se está leyendo"
    POR_ASIGNAR = "por_asignar", "Por asignar"
    RECHAZADO = "rechazado", "No se pudo recibir"
    ASIGNADO = "asignado", "Asignado"
    PARTIDO = "partido", "Partido en varios"
    DESCARTADO = "descartado", "Descartado"


EN_ESPERA: tuple[Situacion, ...] = (
    Situacion.POR_LEER,
    Situacion.POR_ASIGNAR,
    Situacion.RECHAZADO,
)


class EscaneoQuerySet(models.QuerySet["Escaneo"]):
    def visibles_para(self, usuario: "Usuario") -> "EscaneoQuerySet":
        """Nobody knows yet whose it is: only those who register see them."""
        return self if usuario.puede(Permiso.EXPEDIENTE_REGISTRAR) else self.none()

    def en_espera(self) -> "EscaneoQuerySet":
        """Somebody has to decide about them, or the queue to read them; the oldest first."""
        miniatura = Derivado.objects.filter(
            archivo=OuterRef("archivo"), clase=Derivado.Clase.MINIATURA
        )
        return (
            self.filter(situacion__in=EN_ESPERA)
            .select_related("archivo")
            .annotate(tiene_miniatura=Exists(miniatura))
            .order_by("pk")
        )

    def que_espera(self, escrito: str) -> "Escaneo | None":
        """The one of that key, as an address has it, whose bytes still wait; else None."""
        if not escrito.isdecimal() or len(escrito) > 15:
            return None
        return self.en_espera().filter(pk=int(escrito), archivo__isnull=False).first()


class Escaneo(models.Model):
    """A file with its sealed bytes, waiting for its document; a rejected one stays in its folder.

    `marcas` are our labels found in it: `[{"pagina": 1, "numero": "2026-000123-K", "orden": 1}]`,
    pages counted from 1.
    """

    class Origen(models.TextChoices):
        CARPETA = "carpeta", "Carpeta del escáner"
        SUBIDO = "subido", "Subido"
        PARTE = "parte", "Parte de otro"

    archivo = models.OneToOneField(
        Archivo, on_delete=models.PROTECT, null=True, related_name="escaneo"
    )
    nombre = models.CharField(max_length=255)
    origen = models.CharField(max_length=8, choices=Origen.choices)
    en = models.DateTimeField("llegó")
    por = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    situacion = models.CharField(
        "situación", max_length=12, choices=Situacion.choices, default=Situacion.POR_LEER
    )
    problema = models.CharField(max_length=400, blank=True)
    paginas = models.PositiveIntegerField("páginas", null=True)
    marcas = models.JSONField("etiquetas halladas", default=list)
    en_disco = models.CharField(
        max_length=60, blank=True, help_text="Tamaño y fecha del archivo en la carpeta."
    )
    de = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="partes")
    anexo = models.OneToOneField(Anexo, on_delete=models.PROTECT, null=True, related_name="escaneo")
    resuelto_en = models.DateTimeField(null=True)
    resuelto_por = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Vacío: lo hizo el propio sistema por la etiqueta.",
    )

    objects = EscaneoQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                "id", name="escaneo_en_espera", condition=Q(situacion__in=sorted(EN_ESPERA))
            ),
            models.Index("nombre", "en_disco", name="escaneo_en_disco", condition=~Q(en_disco="")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(archivo__isnull=False) | ~Q(problema=""),
                name="escaneo_sin_bytes_dice_por_que",
            ),
            models.CheckConstraint(
                condition=Q(situacion=Situacion.ASIGNADO.value, anexo__isnull=False)
                | (~Q(situacion=Situacion.ASIGNADO.value) & Q(anexo=None)),
                name="escaneo_asignado_a_un_documento",
            ),
            models.CheckConstraint(
                condition=Q(situacion__in=[s.value for s in EN_ESPERA], resuelto_en=None)
                | (~Q(situacion__in=[s.value for s in EN_ESPERA]) & Q(resuelto_en__isnull=False)),
                name="escaneo_resuelto_en_un_momento",
            ),
        ]

    def __str__(self) -> str:
        return self.nombre

    def asunto_leido(self) -> tuple[str, int | None]:
        """The subject that its own text says, once the queue has read it, and how sure the reading
        is when it was recognised in a picture; one query."""
        lecturas = Derivado.objects.filter(archivo=self.archivo, clase=Derivado.Clase.TEXTO)
        texto, hecho_con = lecturas.values_list("texto", "hecho_con").first() or ("", "")
        return asunto_en(texto), seguridad_de(hecho_con)

    @property
    def espera(self) -> bool:
        return self.situacion in EN_ESPERA

    @property
    def se_asigna(self) -> bool:
        """Its bytes are here and nobody decided yet."""
        return self.espera and self.archivo_id is not None

    @property
    def numeros(self) -> list[str]:
        """Numbers of expedientes on its labels, without repeating, in order."""
        marcas: list[dict[str, Any]] = self.marcas
        return list(dict.fromkeys(m["numero"] for m in marcas))
