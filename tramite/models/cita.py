"""Appointments: with whom, when, where and who of the office attends. Append-only."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from cargos.models import Acto, Posicion
from cargos.permisos import Perfil, Permiso
from convenios.models import Convenio
from convenios.models.convenios import Acceso as AccesoConvenio
from convenios.models.convenios import acceso
from tramite.estados_cita import CAIDAS, TERMINADAS, VIVAS, EstadoCita
from tramite.models.documento import INTANGIBLE
from tramite.models.expediente import Acceso, Expediente, lo_visible
from tramite.models.remitente import Remitente

if TYPE_CHECKING:
    from cargos.models import Usuario

LLEVAN_LA_DE_TODOS = frozenset({Perfil.JEFATURA, Perfil.SECRETARIA})
"""MOF 067 (conducir) and 071-03 (concertar citas); the others keep their own."""


class CitaQuerySet(models.QuerySet["Cita"]):
    def visibles_para(self, usuario: "Usuario") -> "CitaQuerySet":
        """Those whose content this person may read.

        The secretary and the head read everybody's, and so do the auditors; the others read those
        they attend or made. None of them what treats of an expediente or an agreement that they
        may not know of.
        """
        if not usuario.puede(Permiso.EXPEDIENTE_VER):
            return self.none()
        filas = self.filter(
            _si_lo_hay("expediente", lo_visible(usuario, "expediente__")),
            _si_lo_hay("convenio", acceso(usuario, "convenio__")),
        )
        if usuario.perfiles & LLEVAN_LA_DE_TODOS or usuario.puede(Permiso.AUDITORIA_VER):
            return filas
        return filas.filter(Exists(_asiste(usuario)) | Q(por=usuario.pk))

    def editables_para(self, usuario: "Usuario") -> "CitaQuerySet":
        """Those that this person may confirm, move or cancel: one's own, or everybody's."""
        if not usuario.puede(Permiso.AGENDA_LLEVAR):
            return self.none()
        filas = self.visibles_para(usuario)
        if usuario.perfiles & LLEVAN_LA_DE_TODOS:
            return filas
        return filas.filter(Exists(_asiste(usuario)))

    def ocupaciones_para(self, usuario: "Usuario") -> "CitaQuerySet":
        """Every row, with `se_ve`: whether this person may read more of it than its hours."""
        if not usuario.puede(Permiso.EXPEDIENTE_VER):
            return self.none()
        legibles = Cita.objects.visibles_para(usuario).filter(pk=OuterRef("pk"))
        return self.annotate(se_ve=Exists(legibles))

    def de_puestos(self, posiciones: Iterable[Any]) -> "CitaQuerySet":
        """Those that some of these posts attend."""
        quienes = AsistenteCita.objects.filter(cita=OuterRef("pk"), posicion__in=list(posiciones))
        return self.filter(Exists(quienes))

    def del_puesto(self, nro_orden: str) -> "CitaQuerySet":
        """Those that post attends."""
        quienes = AsistenteCita.objects.filter(cita=OuterRef("pk"), posicion__nro_orden=nro_orden)
        return self.filter(Exists(quienes))

    def concertadas_desde(self, nro_orden: str) -> "CitaQuerySet":
        """Those written down by whoever held that post."""
        return self.filter(por_posicion__nro_orden=nro_orden)

    def vivas(self) -> "CitaQuerySet":
        """Still to be held."""
        return self.filter(estado__in=sorted(VIVAS))

    def en_pie(self) -> "CitaQuerySet":
        """Neither cancelled nor moved to another hour."""
        return self.exclude(estado__in=sorted(CAIDAS))

    def del_periodo(self, desde: date | None, hasta: date | None) -> "CitaQuerySet":
        """That begin between two days of Lima, both included; None leaves that end open."""
        filas = self.filter(inicia__date__gte=desde) if desde else self
        return filas.filter(inicia__date__lte=hasta) if hasta else filas

    def sin_resultado(self, ahora: datetime) -> "CitaQuerySet":
        """Their hour has passed and nobody has said what came of them."""
        return self.vivas().filter(termina__lt=ahora)

    def que_chocan(self, inicia: datetime, termina: datetime) -> "CitaQuerySet":
        """Those still to be held that take some of that time."""
        return self.vivas().filter(inicia__lt=termina, termina__gt=inicia)

    def que_cuentan(self) -> "CitaQuerySet":
        """Those of a figure that anyone may read: of nothing restricted, a moved one only at its
        last hour."""
        abiertas = Q(expediente=None) | Q(expediente__acceso=Acceso.OFICINA)
        publicos = Q(convenio=None) | ~Q(convenio__nivel_acceso=AccesoConvenio.RESERVADO)
        return self.filter(abiertas, publicos).exclude(estado=EstadoCita.REPROGRAMADA)

    def restringidos(self) -> "models.QuerySet[Any, int]":
        """Keys of the restricted expedientes that they treat of, each once."""
        filas = self.exclude(expediente=None).exclude(expediente__acceso=Acceso.OFICINA)
        return filas.order_by("expediente").values_list("expediente", flat=True).distinct()

    def con_confirmacion(self) -> "CitaQuerySet":
        """Annotate `fue_confirmada`: somebody confirmed it at some moment."""
        paso = PasoCita.objects.filter(cita=OuterRef("pk"), a=EstadoCita.CONFIRMADA)
        return self.annotate(fue_confirmada=Exists(paso))

    def para_lista(self) -> "CitaQuerySet":
        """What a row of the agenda shows; two queries."""
        return self.select_related("expediente", "convenio", "por__persona").prefetch_related(
            "asistentes__posicion"
        )


def _si_lo_hay(campo: str, condicion: Q) -> Q:
    """`condicion` for the rows that have `campo`; an empty condition already takes them all."""
    return Q(**{campo: None}) | condicion if condicion else condicion


def _asiste(usuario: "Usuario") -> "models.QuerySet[AsistenteCita]":
    propias = [d.posicion_id for d in usuario.designaciones_hoy]
    return AsistenteCita.objects.filter(cita=OuterRef("pk"), posicion__in=propias)


class Cita(Acto):
    """One appointment at one hour; moving it to another makes a new row that replaces it."""

    class Lugar(models.TextChoices):
        OFICINA = "oficina", "En la oficina"
        VIRTUAL = "virtual", "Virtual"
        FUERA = "fuera", "Fuera de la oficina"

    con = models.CharField("con quién", max_length=200)
    remitente = models.ForeignKey(
        Remitente, on_delete=models.PROTECT, null=True, blank=True, related_name="citas"
    )
    asunto = models.CharField(max_length=200)
    inicia = models.DateTimeField()
    termina = models.DateTimeField()
    lugar = models.CharField(max_length=8, choices=Lugar.choices, default=Lugar.OFICINA)
    donde = models.CharField("sala, enlace o dirección", max_length=300, blank=True)
    expediente = models.ForeignKey(
        Expediente, on_delete=models.PROTECT, null=True, blank=True, related_name="citas"
    )
    convenio = models.ForeignKey(
        Convenio, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reemplaza = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="reemplazo"
    )
    estado = models.CharField(
        max_length=12, choices=EstadoCita.choices, default=EstadoCita.PEDIDA, editable=False
    )
    resultado = models.CharField(max_length=300, blank=True, editable=False)
    recordada_en = models.DateTimeField(null=True, editable=False)

    objects = CitaQuerySet.as_manager()

    class Meta:
        ordering = ["inicia", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(termina__gt=F("inicia")),
                name="cita_en_orden",
                violation_error_message="La cita termina antes de empezar.",
            ),
            models.CheckConstraint(condition=~Q(con="") & ~Q(asunto=""), name="cita_con_alguien"),
        ]
        indexes = [models.Index("inicia", "id", name="cita_por_hora")]
        triggers = [
            pgtrigger.ReadOnly(
                name="cita_intangible", exclude=["estado", "resultado", "recordada_en"]
            ),
            pgtrigger.Protect(
                name="cita_termina_una_vez",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__estado__in=sorted(TERMINADAS)),
            ),
            pgtrigger.Protect(name="cita_no_se_borra", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.con}: {self.asunto}"

    def get_absolute_url(self) -> str:
        return reverse("tramite:cita", args=[self.pk])

    @property
    def esta_viva(self) -> bool:
        return self.estado in VIVAS

    @property
    def esta_caida(self) -> bool:
        return self.estado in CAIDAS

    @property
    def esta_reservada(self) -> bool:
        """Whether it treats of an expediente or an agreement that not all the office may see."""
        expediente, convenio = self.expediente, self.convenio
        return (expediente is not None and expediente.esta_restringido) or (
            convenio is not None and convenio.nivel_acceso == AccesoConvenio.RESERVADO
        )

    @property
    def enlace(self) -> str:
        """The address of the virtual room when `donde` is one, to be opened with a click."""
        return self.donde if self.donde.startswith(("https://", "http://")) else ""

    @property
    def puestos(self) -> list[Posicion]:
        """The posts that attend, in the order of the CAP."""
        return sorted((a.posicion for a in self.asistentes.all()), key=lambda p: p.nro_orden)


class AsistenteCita(models.Model):
    """A post that attends; whoever holds it that day does."""

    cita = models.ForeignKey(Cita, on_delete=models.PROTECT, related_name="asistentes")
    posicion = models.ForeignKey(Posicion, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["posicion__nro_orden"]
        constraints = [
            models.UniqueConstraint(fields=["cita", "posicion"], name="asistente_una_vez")
        ]
        triggers = [pgtrigger.Protect(name="asistente_intangible", operation=INTANGIBLE)]

    def __str__(self) -> str:
        return f"{self.cita_id} · {self.posicion}"


class PasoCita(Acto):
    """What became of an appointment, who said so and when."""

    cita = models.ForeignKey(Cita, on_delete=models.PROTECT, related_name="pasos")
    a = models.CharField("pasa a", max_length=12, choices=EstadoCita.choices)
    texto = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="paso_cita_intangible", operation=INTANGIBLE)]

    def __str__(self) -> str:
        return self.get_a_display()
