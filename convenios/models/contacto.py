"""People behind an organisation, and what was spoken with them."""

from datetime import date
from typing import TYPE_CHECKING

import pgtrigger
from django.db import models
from django.db.models import F, Q

from cargos.models import Acto
from convenios.models.organizacion import Organizacion, OrganizacionQuerySet
from ocisys.base.auditado import auditado
from ocisys.base.busqueda import con_todas, ordena_es

if TYPE_CHECKING:
    from cargos.models import Usuario


class ContactoQuerySet(models.QuerySet["Contacto"]):
    def visibles_para(self, usuario: "Usuario") -> "ContactoQuerySet":
        """Whoever may see agreements; work data only (Ley 29733), never published."""
        return self

    def de(self, organizaciones: "OrganizacionQuerySet") -> "ContactoQuerySet":
        """Those of these organisations, as a directory reads them."""
        orden = (ordena_es("organizacion__nombre"), "organizacion", ordena_es("nombre"), "pk")
        filas = self.filter(organizacion__in=organizaciones.order_by())
        return filas.select_related("organizacion").order_by(*orden)

    def actuales(self, hoy: date) -> "ContactoQuerySet":
        """Those who still answer there on `hoy`."""
        return self.filter(Q(hasta=None) | Q(hasta__gte=hoy))


@auditado(por_momento=True)
class Contacto(models.Model):
    """A person of an organisation, from when until when, and where that was learnt."""

    class Rol(models.TextChoices):
        TITULAR = "titular", "Titular"
        PUNTO_FOCAL = "punto_focal", "Punto focal"
        FIRMANTE = "firmante", "Firmante"
        PRENSA = "prensa", "Prensa"
        OTRO = "otro", "Otro"

    organizacion = models.ForeignKey(
        Organizacion, on_delete=models.PROTECT, related_name="contactos"
    )
    nombre = models.CharField("nombre y apellidos", max_length=160)
    cargo = models.CharField(max_length=160, blank=True)
    rol = models.CharField(max_length=12, choices=Rol.choices, default=Rol.PUNTO_FOCAL)
    correo = models.EmailField(blank=True)
    telefono = models.CharField("teléfono", max_length=40, blank=True)
    idioma = models.CharField(max_length=40, blank=True)
    desde = models.DateField(null=True, blank=True)
    hasta = models.DateField(null=True, blank=True, help_text="Cuándo dejó de serlo.")
    consentimiento = models.BooleanField(
        "consiente que se difundan su correo y su teléfono",
        null=True,
        blank=True,
        help_text="Ley 29733: sin su consentimiento no salen de la ficha al exportar.",
    )
    consentimiento_el = models.DateField("lo dijo el", null=True, blank=True)
    fuente = models.CharField(
        max_length=300, help_text="De dónde consta: tarjeta, carta, su página, llamada del…"
    )
    verificado_el = models.DateField("verificado el")

    objects = ContactoQuerySet.as_manager()

    class Meta:
        ordering = [F("hasta").desc(nulls_first=True), "rol", "nombre", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(hasta=None) | Q(desde=None) | Q(hasta__gte=F("desde")),
                name="contacto_fechas_en_orden",
                violation_error_message="El contacto termina antes de empezar.",
            ),
            models.CheckConstraint(
                condition=Q(consentimiento=None, consentimiento_el=None)
                | Q(consentimiento__isnull=False, consentimiento_el__isnull=False),
                name="contacto_consentimiento_con_fecha",
                violation_error_message="El consentimiento, o su negativa, lleva fecha.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nombre}, {self.cargo}" if self.cargo else self.nombre

    @property
    def correo_difundible(self) -> str:
        """Its e-mail, if the person agreed to have it passed on (Ley 29733)."""
        return self.correo if self.consentimiento else ""

    @property
    def telefono_difundible(self) -> str:
        """Its telephone, on the same condition."""
        return self.telefono if self.consentimiento else ""

    def es_actual(self, hoy: date) -> bool:
        return self.hasta is None or self.hasta >= hoy


class InteraccionQuerySet(models.QuerySet["Interaccion"]):
    def visibles_para(self, usuario: "Usuario") -> "InteraccionQuerySet":
        """Whoever may see agreements."""
        return self

    def rectificables_para(self, usuario: "Usuario") -> "InteraccionQuerySet":
        """One's own, or anyone's for the head; a row already rectified is history."""
        propias = self if usuario.puede("cargos_encargar") else self.filter(por=usuario)
        return propias.filter(rectificada_por=None)

    def buscar(self, texto: str) -> "InteraccionQuerySet":
        """Every word in what was said, agreed, or the name of the organisation."""
        return self.filter(
            con_todas(texto, "resumen", "acuerdos", "organizacion__nombre", "organizacion__siglas")
        )

    def para_lista(self) -> "InteraccionQuerySet":
        """What a row prints."""
        return self.select_related("organizacion__absorbida_por", "contacto", "por__persona")

    def validas(self) -> "InteraccionQuerySet":
        """Without those that a later row rectifies."""
        return self.filter(rectificada_por=None)


class Interaccion(Acto):
    """A call, a meeting, a letter: when, with whom, what was agreed. Append-only: what was wrong
    is said again in a row that rectifies it."""

    class Tipo(models.TextChoices):
        LLAMADA = "llamada", "Llamada"
        REUNION = "reunion", "Reunión"
        VISITA = "visita", "Visita"
        CARTA = "carta", "Carta u oficio"
        CORREO = "correo", "Correo"

    organizacion = models.ForeignKey(
        Organizacion, on_delete=models.PROTECT, related_name="interacciones"
    )
    tipo = models.CharField(max_length=8, choices=Tipo.choices)
    fecha = models.DateField()
    contacto = models.ForeignKey(
        Contacto, on_delete=models.PROTECT, null=True, blank=True, related_name="interacciones"
    )
    con = models.CharField("con quién más", max_length=300, blank=True)
    resumen = models.TextField("de qué se trató", max_length=4000)
    acuerdos = models.TextField("qué se acordó", max_length=4000, blank=True)
    documento = models.CharField(
        max_length=160, blank=True, help_text="Carta, oficio o acta: su número."
    )
    expediente = models.CharField(
        max_length=20,
        blank=True,
        help_text="Su número, si lo hay: 2026-000123.",
    )
    siguiente_paso = models.CharField(max_length=300, blank=True)
    siguiente_el = models.DateField("hasta cuándo", null=True, blank=True)
    rectifica = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="rectificada_por",
    )

    objects = InteraccionQuerySet.as_manager()

    class Meta:
        verbose_name = "interacción"
        verbose_name_plural = "interacciones"
        ordering = ["-fecha", "-pk"]
        indexes = [
            models.Index(fields=["organizacion", "-fecha"], name="interaccion_por_fecha"),
            models.Index(fields=["fecha"], name="interaccion_del_periodo"),
            models.Index(fields=["-en", "-id"], name="interaccion_reciente"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(siguiente_el=None) | ~Q(siguiente_paso=""),
                name="interaccion_fecha_de_un_paso",
                violation_error_message="Diga cuál es el siguiente paso de esa fecha.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="interaccion_intangible", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def get_absolute_url(self) -> str:
        donde = self.organizacion.absorbida_por or self.organizacion
        return f"{donde.get_absolute_url()}#interaccion-{self.pk}"

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} del {self.fecha:%d/%m/%Y}"
