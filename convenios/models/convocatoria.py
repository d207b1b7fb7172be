"""What fuentes and companies offer, and until when (067-05, 068-01)."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from cargos.models import Posicion
from convenios.models.anulable import Anulable
from convenios.models.clasificacion import decir_clasificacion
from convenios.models.demanda import lleva_toda
from convenios.models.organizacion import Organizacion
from convenios.models.perfil import Modalidad
from convenios.models.tipos import Idioma, Moneda
from convenios.oferta import VIVAS, EstadoOferta, dias_cierra_pronto, estado_de_oferta
from convenios.territorio import decir_ambito, validar_lugar
from ocisys.base.auditado import auditado
from ocisys.base.busqueda import con_todas

if TYPE_CHECKING:
    from cargos.models import Usuario


class TipoOferta(models.TextChoices):
    CONVOCATORIA = "convocatoria", "Convocatoria"
    VENTANA = "ventana", "Ventana de la fuente"
    BECA = "beca", "Beca o curso en el exterior"
    ASISTENCIA = "asistencia", "Asistencia técnica"
    DONACION = "donacion", "Donación"


class ConvocatoriaQuerySet(models.QuerySet["Convocatoria"]):
    def visibles_para(self, usuario: "Usuario") -> "ConvocatoriaQuerySet":
        """Whoever may see agreements."""
        return self

    def editables_para(self, usuario: "Usuario") -> "ConvocatoriaQuerySet":
        """067 and 068 all of them; 069 those of companies."""
        if not usuario.puede("demanda_editar"):
            return self.none()
        if lleva_toda(usuario):
            return self
        return self.filter(organizacion__clase=Organizacion.Clase.EMPRESA)

    def en_estado(self, cual: str, hoy: date) -> "ConvocatoriaQuerySet":
        """Those that stand there on `hoy`; twin of `oferta.estado_de_oferta`."""
        vale = Q(anulado_en=None)
        no_cerro = vale & (Q(cierra_el=None) | Q(cierra_el__gte=hoy))
        abrio = Q(abre_el=None) | Q(abre_el__lte=hoy)
        pronto = Q(cierra_el__lte=hoy + timedelta(days=dias_cierra_pronto(hoy)))
        condiciones = {
            EstadoOferta.ANULADA: ~vale,
            EstadoOferta.CERRADA: vale & Q(cierra_el__lt=hoy),
            EstadoOferta.POR_ABRIR: no_cerro & Q(abre_el__gt=hoy),
            EstadoOferta.CIERRA_PRONTO: no_cerro & abrio & pronto,
            EstadoOferta.ABIERTA: no_cerro & abrio & (Q(cierra_el=None) | ~pronto),
        }
        return self.filter(condiciones[EstadoOferta(cual)])

    def vivas(self, hoy: date) -> "ConvocatoriaQuerySet":
        """Those that can still be answered on `hoy`, not yet open ones included."""
        return self.filter(Q(cierra_el=None) | Q(cierra_el__gte=hoy), anulado_en=None)

    def buscar(self, texto: str) -> "ConvocatoriaQuerySet":
        """Every word in the code, the title, what it asks for or who offers it."""
        campos = (
            "codigo",
            "titulo",
            "elegibilidad",
            "organizacion__nombre",
            "organizacion__siglas",
        )
        return self.filter(con_todas(texto, *campos))

    def para_lista(self) -> "ConvocatoriaQuerySet":
        """What a row prints."""
        return self.select_related("organizacion", "responsable", "por__persona")


@auditado()
class Convocatoria(Anulable):
    """An offer as its source published it. It is put right as the source changes it, and every
    version stays in the audit table."""

    codigo = models.CharField("código", max_length=16, unique=True, editable=False)
    organizacion = models.ForeignKey(
        Organizacion,
        on_delete=models.PROTECT,
        related_name="convocatorias",
        verbose_name="quién ofrece",
    )
    titulo = models.CharField("qué se ofrece", max_length=160)
    tipo = models.CharField("qué es", max_length=12, choices=TipoOferta.choices)
    modalidad = models.CharField(
        max_length=16, choices=Modalidad.choices, blank=True, help_text="DS 015-92-PCM, art. 6."
    )
    abre_el = models.DateField("abre el", null=True, blank=True)
    cierra_el = models.DateField(
        "cierra el", null=True, blank=True, help_text="En blanco si recibe todo el año."
    )
    moneda = models.CharField(max_length=3, choices=Moneda.choices, blank=True)
    monto_min = models.DecimalField(
        "monto desde", max_digits=16, decimal_places=2, null=True, blank=True
    )
    monto_max = models.DecimalField(
        "monto hasta", max_digits=16, decimal_places=2, null=True, blank=True
    )
    elegibilidad = models.TextField("quién puede y qué piden", max_length=4000, blank=True)
    areas_crs = ArrayField(
        models.CharField(max_length=5), verbose_name="sectores CRS", default=list, blank=True
    )
    ods = ArrayField(
        models.CharField(max_length=6), verbose_name="metas de los ODS", default=list, blank=True
    )
    pncti = ArrayField(
        models.CharField(max_length=2), verbose_name="temas de la PNCTI", default=list, blank=True
    )
    lugares = ArrayField(
        models.CharField(max_length=6, validators=[validar_lugar]),
        verbose_name="ámbito",
        default=list,
        blank=True,
    )
    url = models.URLField("dirección", max_length=300, blank=True)
    idioma = models.CharField(max_length=2, choices=Idioma.choices, blank=True)
    responsable = models.ForeignKey(
        Posicion, on_delete=models.PROTECT, related_name="+", verbose_name="cargo que la sigue"
    )
    registrada_el = models.DateField("registrada el", editable=False)
    es_ficticia = models.BooleanField("ficticia", default=False, editable=False)

    objects = ConvocatoriaQuerySet.as_manager()

    class Meta:
        ordering = ["cierra_el", "pk"]
        indexes = [models.Index(fields=["cierra_el", "id"], name="convocatoria_por_cierre")]
        constraints = [
            models.CheckConstraint(
                condition=Q(abre_el=None) | Q(cierra_el=None) | Q(cierra_el__gte=F("abre_el")),
                name="convocatoria_fechas_en_orden",
                violation_error_message="Cierra antes de abrir.",
            ),
            models.CheckConstraint(
                condition=Q(monto_min=None) | Q(monto_max=None) | Q(monto_max__gte=F("monto_min")),
                name="convocatoria_montos_en_orden",
                violation_error_message="El monto máximo es menor que el mínimo.",
            ),
            models.CheckConstraint(
                condition=Q(monto_min=None, monto_max=None) | ~Q(moneda=""),
                name="convocatoria_monto_con_moneda",
                violation_error_message="Diga en qué moneda está el monto.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="convocatoria_no_se_borra", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.codigo} {self.titulo}"

    def get_absolute_url(self) -> str:
        return reverse("convenios:convocatoria", args=[self.pk])

    def estado_al(self, hoy: date) -> EstadoOferta:
        """Where it stands on `hoy`."""
        return estado_de_oferta(
            self.abre_el,
            self.cierra_el,
            anulada=self.anulado_en is not None,
            hoy=hoy,
            pronto=dias_cierra_pronto(hoy),
        )

    def esta_viva(self, hoy: date) -> bool:
        """Whether it can still be answered on `hoy`."""
        return self.estado_al(hoy) in VIVAS

    @property
    def donde(self) -> str:
        return decir_ambito(self.lugares)

    @property
    def clasificacion(self) -> list[str]:
        """Its codes with their names, as a person reads them."""
        return decir_clasificacion(self.areas_crs, self.ods, self.pncti)

    @property
    def montos(self) -> str:
        """«De USD 10,000.00 a USD 50,000.00», or what of it is known."""
        desde, hasta = self.monto_min, self.monto_max
        if desde and hasta:
            return f"De {self.moneda} {desde:,.2f} a {self.moneda} {hasta:,.2f}"
        if desde:
            return f"Desde {self.moneda} {desde:,.2f}"
        return f"Hasta {self.moneda} {hasta:,.2f}" if hasta else ""
