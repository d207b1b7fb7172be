"""Who came to the counter, who telephoned and whom the office called. Append-only."""

from datetime import date
from typing import TYPE_CHECKING

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q

from cargos.models import Acto
from cargos.permisos import Permiso
from ocisys.base.busqueda import sin_tildes_contiene
from tramite.models.expediente import Acceso, Expediente, lo_visible
from tramite.models.remitente import validar_dni

if TYPE_CHECKING:
    from cargos.models import Usuario


class AtencionQuerySet(models.QuerySet["Atencion"]):
    def visibles_para(self, usuario: "Usuario") -> "AtencionQuerySet":
        """One's own; the head and the auditors see the office's, save what treats of an expediente
        that they may not know of."""
        visible = lo_visible(usuario, "expediente__")
        filas = self.filter(Q(expediente=None) | visible) if visible else self
        return filas if usuario.puede(Permiso.AUDITORIA_VER) else filas.filter(por=usuario)

    def del_periodo(self, desde: date | None, hasta: date | None) -> "AtencionQuerySet":
        """Between two days of Lima, both included; None leaves that end open."""
        filas = self.filter(en__date__gte=desde) if desde else self
        return filas.filter(en__date__lte=hasta) if hasta else filas

    def que_cuentan(self) -> "AtencionQuerySet":
        """Those of a figure that anyone may read: of nothing restricted."""
        return self.filter(Q(expediente=None) | Q(expediente__acceso=Acceso.OFICINA))

    def desde_el_cargo(self, nro_orden: str) -> "AtencionQuerySet":
        """By whoever held that post."""
        return self.filter(por_posicion__nro_orden=nro_orden)

    def buscar(self, texto: str) -> "AtencionQuerySet":
        """Every word in who, matter or answer, accents forgiven; or the whole DNI."""
        if len(texto) == 8 and texto.isascii() and texto.isdigit():
            return self.filter(dni=texto)
        resultado = self
        for palabra in texto.split()[:6]:
            resultado = resultado.filter(
                sin_tildes_contiene(palabra, "quien", "asunto", "respuesta")
            )
        return resultado

    def por_volver(self) -> "AtencionQuerySet":
        """Calls to be made again and not made yet, the nearest first."""
        vuelta = Atencion.objects.filter(vuelve_de=OuterRef("pk"))
        filas = self.filter(~Exists(vuelta), volver_en__isnull=False)
        return filas.order_by("volver_en", "pk")

    def para_lista(self) -> "AtencionQuerySet":
        """What a row of the list shows; one query."""
        return self.select_related("expediente", "por__persona")


class Atencion(Acto):
    """One attention: whom, about what, what was answered and how long it took."""

    class Medio(models.TextChoices):
        VENTANILLA = "ventanilla", "En ventanilla"
        TELEFONO = "telefono", "Llamaron"
        SALIENTE = "saliente", "Llamamos"

    medio = models.CharField(max_length=10, choices=Medio.choices)
    quien = models.CharField("quién", max_length=160)
    dni = models.CharField("DNI", max_length=8, blank=True, validators=[validar_dni])
    telefono = models.CharField("teléfono", max_length=30, blank=True)
    asunto = models.CharField(max_length=200)
    respuesta = models.CharField("qué se le dijo", max_length=400, blank=True)
    expediente = models.ForeignKey(
        Expediente, on_delete=models.PROTECT, null=True, blank=True, related_name="atenciones"
    )
    minutos = models.PositiveSmallIntegerField(null=True, blank=True)
    volver_en = models.DateTimeField("volver a llamar", null=True, blank=True)
    vuelve_de = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="vuelta"
    )
    recordada_en = models.DateTimeField(null=True, editable=False)

    objects = AtencionQuerySet.as_manager()

    class Meta:
        verbose_name = "atención"
        verbose_name_plural = "atenciones"
        ordering = ["-pk"]
        indexes = [models.Index("por", models.F("id").desc(), name="atencion_de_quien_atiende")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(quien="") & ~Q(asunto=""), name="atencion_de_alguien"
            ),
            models.CheckConstraint(
                condition=Q(volver_en=None) | Q(medio="saliente"),
                name="atencion_se_vuelve_a_llamar",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="atencion_intangible", exclude=["recordada_en"]),
            pgtrigger.Protect(name="atencion_no_se_borra", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.quien}: {self.asunto}"

    @property
    def por_volver(self) -> bool:
        """Whether the call must still be made again; needs `vuelta` read with it."""
        return self.volver_en is not None and not hasattr(self, "vuelta")
