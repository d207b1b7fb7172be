"""Why an expediente is not for everybody, until when, who asked to lift it and who has read it.

Three classes are of the law (TUO of Ley 27806 arts. 15–17) and need its formalities: the ground
and a date of review, and, for what is secret or reserved, a resolution and a code in the public
register (DS 007-2024-JUS arts. 38–40). The fourth is the working discretion of the office and
claims nothing before third parties. All rows are append-only: a change is a new reserva.
"""

from datetime import date
from typing import TYPE_CHECKING

import pgtrigger
from django.db import models
from django.db.models import Q

from cargos.models import Acto
from tramite.models.documento import INTANGIBLE, Documento
from tramite.models.expediente import Acceso, Expediente, lo_visible

if TYPE_CHECKING:
    from cargos.models import Usuario

CON_RESOLUCION = (Acceso.SECRETA, Acceso.RESERVADA)
"""Classes that only a resolution can give (DS 007-2024-JUS art. 38)."""

DEL_REGISTRO = ("resolucion_el", "denominacion", "designacion", "prorroga", "sustento")
"""What the public register says besides resolution and code (DS 007-2024-JUS art. 39.2)."""

CLASES = [(a.value, a.label) for a in Acceso if a is not Acceso.OFICINA]


class ReservaQuerySet(models.QuerySet["Reserva"]):
    def visibles_para(self, usuario: "Usuario") -> "ReservaQuerySet":
        """Reserves of the expedientes this person may know of."""
        return self.filter(lo_visible(usuario, "expediente__"))

    def vigentes(self) -> "ReservaQuerySet":
        """Neither lifted nor replaced."""
        return self.filter(cerrada_en=None)

    def por_revisar(self, hoy: date) -> "ReservaQuerySet":
        """In force and with their date of review reached."""
        return self.vigentes().filter(revision_el__lte=hoy)

    def del_registro_publico(self) -> "ReservaQuerySet":
        """What is or was secret or reserved by a resolution: the last row of each code.

        A change of readers or of review is a new row of the same code, not another entry.
        """
        clasificadas = self.filter(clase__in=CON_RESOLUCION)
        ultimas = clasificadas.order_by("expediente_id", "codigo", "-pk")
        return self.filter(pk__in=ultimas.distinct("expediente_id", "codigo").values("pk"))

    def con_pedido(self) -> "ReservaQuerySet":
        """With the request to lift it, if there is one, and their authors."""
        return self.select_related("por__persona", "pedido__por__persona")

    def para_lista(self) -> "ReservaQuerySet":
        """What a row of the list of reserves shows; one query."""
        return self.select_related("expediente", "por__persona")


class Reserva(Acto):
    """The reserve of an expediente: class, ground, resolution and date of review."""

    expediente = models.ForeignKey(Expediente, on_delete=models.PROTECT, related_name="reservas")
    clase = models.CharField(max_length=12, choices=CLASES)
    causal = models.CharField("artículo y literal", max_length=200, blank=True)
    fundamento = models.CharField(max_length=1000)
    resolucion = models.CharField("resolución", max_length=120, blank=True)
    codigo = models.CharField("código de la clasificación", max_length=60, blank=True)
    # What the public register says besides (DS 007-2024-JUS art. 39.2): written to be published.
    resolucion_el = models.DateField("fecha de la resolución", null=True, blank=True)
    denominacion = models.CharField(
        "denominación en el registro público", max_length=200, blank=True, db_default=""
    )
    designacion = models.CharField(
        "resolución que designó a quien clasifica", max_length=160, blank=True, db_default=""
    )
    prorroga = models.CharField(
        "resolución que la prorroga", max_length=160, blank=True, db_default=""
    )
    sustento = models.CharField(
        "documento de sustento ante el Consejo de Ministros",
        max_length=160,
        blank=True,
        db_default="",
    )
    desclasificacion = models.CharField(
        "resolución que la desclasifica", max_length=160, blank=True, db_default=""
    )
    desclasificada_el = models.DateField("desclasificada el", null=True, blank=True)
    revision_el = models.DateField("se revisa el", null=True, blank=True)
    avisada_en = models.DateTimeField("se avisó la revisión", null=True, blank=True)
    cerrada_en = models.DateTimeField("dejó de regir", null=True, blank=True)

    objects = ReservaQuerySet.as_manager()

    class Meta:
        ordering = ["-en", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["expediente"],
                condition=Q(cerrada_en=None),
                name="reserva_una_vigente",
                violation_error_message="El expediente ya tiene una reserva vigente.",
            ),
            models.CheckConstraint(condition=~Q(fundamento=""), name="reserva_con_fundamento"),
            models.CheckConstraint(
                condition=Q(clase=Acceso.GRUPO.value)
                | (~Q(causal="") & Q(revision_el__isnull=False)),
                name="reserva_legal_con_causal_y_revision",
            ),
            models.CheckConstraint(
                condition=~Q(clase__in=[c.value for c in CON_RESOLUCION])
                | (~Q(resolucion="") & ~Q(codigo="")),
                name="reserva_con_resolucion_y_codigo",
            ),
            models.CheckConstraint(
                condition=Q(desclasificacion="", desclasificada_el=None)
                | (
                    ~Q(desclasificacion="")
                    & Q(desclasificada_el__isnull=False, cerrada_en__isnull=False)
                ),
                name="reserva_desclasificada_por_resolucion",
            ),
        ]
        indexes = [
            models.Index(
                "revision_el", "id", name="reserva_por_revisar", condition=Q(cerrada_en=None)
            )
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="reserva_fija",
                exclude=["avisada_en", "cerrada_en", "desclasificacion", "desclasificada_el"],
            ),
            pgtrigger.Protect(
                name="reserva_se_cierra_una_vez",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__cerrada_en__isnull=False),
            ),
            pgtrigger.Protect(name="reserva_no_se_borra", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.expediente}: {self.get_clase_display()}"

    @property
    def pedido_de(self) -> "Usuario | None":
        """Who asked to lift it, None if nobody; needs `con_pedido`."""
        pedido: PedidoLevantamiento | None = getattr(self, "pedido", None)
        return pedido.por if pedido else None


class PedidoLevantamiento(Acto):
    """Somebody asked to lift a reserve; another person decides (four eyes)."""

    reserva = models.OneToOneField(Reserva, on_delete=models.PROTECT, related_name="pedido")
    motivo = models.CharField(max_length=1000)

    class Meta:
        verbose_name = "pedido de levantamiento"
        verbose_name_plural = "pedidos de levantamiento"
        constraints = [
            models.CheckConstraint(condition=~Q(motivo=""), name="pedido_levantamiento_con_motivo")
        ]
        triggers = [pgtrigger.Protect(name="pedido_levantamiento_intangible", operation=INTANGIBLE)]

    def __str__(self) -> str:
        return f"Pedido de levantar {self.reserva_id}"


class LecturaQuerySet(models.QuerySet["Lectura"]):
    def visibles_para(self, usuario: "Usuario") -> "LecturaQuerySet":
        """Every reading: whoever opens the log is the jefatura or audits, and sees no content."""
        return self

    def para_lista(self) -> "LecturaQuerySet":
        """Number, who and what; nothing of what was read."""
        return self.select_related("expediente", "documento", "por__persona").only(
            "en",
            "calidad",
            "que",
            "expediente__numero",
            "expediente__acceso",
            "documento__orden",
            "por__username",
            "por__persona__nombres",
            "por__persona__apellido_paterno",
            "por__persona__apellido_materno",
        )


class Lectura(Acto):
    """Somebody opened something of a restricted expediente."""

    expediente = models.ForeignKey(Expediente, on_delete=models.PROTECT, related_name="lecturas")
    documento = models.ForeignKey(
        Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    que = models.CharField("qué se abrió", max_length=60)

    objects = LecturaQuerySet.as_manager()

    class Meta:
        ordering = ["-en", "-pk"]
        indexes = [models.Index(models.F("en").desc(), models.F("id").desc(), name="lectura_en")]
        triggers = [pgtrigger.Protect(name="lectura_intangible", operation=INTANGIBLE)]

    def __str__(self) -> str:
        return f"{self.expediente_id}: {self.que}"


class LecturaMotivadaQuerySet(models.QuerySet["LecturaMotivada"]):
    def visibles_para(self, usuario: "Usuario") -> "LecturaMotivadaQuerySet":
        """All of them: whoever opens the log is the jefatura or audits."""
        return self

    def para_lista(self) -> "LecturaMotivadaQuerySet":
        """Who, of which number and why; one query."""
        return self.select_related("expediente", "por__persona")


class LecturaMotivada(Acto):
    """Whoever audits said why a restricted expediente has to be read; it opens until `hasta`.

    What was written here opens nothing by itself for anybody else, and each opening is a `Lectura`.
    """

    expediente = models.ForeignKey(
        Expediente, on_delete=models.PROTECT, related_name="lecturas_motivadas"
    )
    motivo = models.CharField(max_length=1000)
    hasta = models.DateTimeField("se abre hasta")

    objects = LecturaMotivadaQuerySet.as_manager()

    class Meta:
        verbose_name = "lectura motivada"
        verbose_name_plural = "lecturas motivadas"
        ordering = ["-en", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(motivo=""), name="lectura_motivada_con_motivo")
        ]
        indexes = [
            models.Index("por", "hasta", "expediente", name="lectura_motivada_de_quien"),
            models.Index(models.F("en").desc(), models.F("id").desc(), name="lectura_motivada_en"),
        ]
        triggers = [pgtrigger.Protect(name="lectura_motivada_intangible", operation=INTANGIBLE)]

    def __str__(self) -> str:
        return f"{self.expediente_id}: {self.motivo}"
