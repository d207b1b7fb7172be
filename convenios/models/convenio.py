"""A convenio: what was agreed, with whom, for how long; and where its paperwork stands."""

from datetime import date

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse

from cargos.models import Posicion, UnidadOrganica
from convenios.cifras import Parametros
from convenios.estados import ANTES_DE_FIRMA, Etapa
from convenios.iati import identificador, validar_identificador
from convenios.models.caducidad import caduca_foto
from convenios.models.convenios import ConvenioQuerySet
from convenios.models.tipos import Acceso, Idioma, Moneda, Plazo, TipoInstrumento
from convenios.perfeccionamiento import vias
from convenios.plazos import (
    Vigencia,
    consecuencia,
    fecha_preaviso,
    limite_de_decision,
    situacion_vigencia,
)
from convenios.territorio import decir_ambito, validar_lugar
from ocisys.base.auditado import auditado


class FinInicial(Func):
    """Last day that the instrument itself gives; function of migration 0002, twin of
    `plazos.fin_por_duracion`."""

    function = "convenio_fin_inicial"
    output_field = models.DateField()


@auditado(excepto=("fin_inicial",), por_momento=True)
class Convenio(models.Model):
    """An agreement of any kind. Three axes, never merged: `etapa` (stored, changed only by
    `acciones.etapa`), vigencia (from the dates) and cumplimiento (from the evidence)."""

    Acceso = Acceso
    DEL_PAPEL = (
        "denominacion",
        "tipo",
        "padre",
        "objeto",
        "fecha_suscripcion",
        "lugar_suscripcion",
        "regla_inicio",
        "plazo",
        "fecha_fin",
        "duracion",
        "duracion_unidad",
        "evento_fin",
        "renovacion",
        "preaviso_dias",
        "clausula_separacion",
        "monto_total",
        "moneda",
    )
    """Fields copied from the signed paper: see `acciones.convenio.actualizar_convenio`."""

    class ReglaInicio(models.TextChoices):
        SUSCRIPCION = "suscripcion", "Desde la suscripción"
        PUBLICACION = "publicacion", "Desde la publicación"
        ULTIMA_NOTA = "ultima_nota", "Desde la última nota"
        PERFECCIONAMIENTO = "perfeccionamiento", "Al perfeccionarse"
        FECHA_FIJA = "fecha_fija", "Desde una fecha fija"

    class Renovacion(models.TextChoices):
        POR_ADENDA = "expresa_por_adenda", "Expresa, por adenda"
        AUTOMATICA = "automatica", "Automática"
        NO_RENOVABLE = "no_renovable", "No renovable"
        HASTA_EVENTO = "hasta_evento", "Hasta un evento"
        NOVACION = "novacion", "Por novación"

    codigo = models.CharField("código", max_length=16, unique=True, editable=False)
    denominacion = models.CharField(
        "denominación", max_length=400, help_text="Tal como figura en el documento."
    )
    tipo = models.CharField(max_length=20, choices=TipoInstrumento.choices)
    padre = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="especificos",
        verbose_name="convenio marco",
    )
    objeto = models.TextField(blank=True)
    resumen_publico = models.TextField("resumen público", blank=True)
    ambito = ArrayField(
        models.CharField(max_length=6, validators=[validar_lugar]),
        verbose_name="ámbito",
        default=list,
        blank=True,
    )
    idiomas = ArrayField(
        models.CharField(max_length=2, choices=Idioma.choices), default=list, blank=True
    )
    iati_id = models.CharField(
        "identificador IATI",
        max_length=120,
        blank=True,
        validators=[validar_identificador],
    )
    tema = models.CharField("tema", max_length=120, blank=True)
    unidad = models.ForeignKey(
        UnidadOrganica,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="convenios",
        verbose_name="unidad que lo ejecuta",
    )
    coordinador = models.ForeignKey(
        Posicion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="convenios",
        verbose_name="cargo que lo coordina",
    )
    importancia = models.PositiveSmallIntegerField(
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
        help_text="De 1 a 5; pesa en la cifra del Sector.",
    )
    nivel_acceso = models.CharField(
        "acceso", max_length=10, choices=Acceso.choices, default=Acceso.INTERNO
    )
    etapa = models.CharField(
        max_length=24, choices=Etapa.choices, default=Etapa.IDEA, editable=False
    )

    fecha_suscripcion = models.DateField("suscrito el", null=True, blank=True)
    lugar_suscripcion = models.CharField("lugar de suscripción", max_length=120, blank=True)
    regla_inicio = models.CharField(
        "rige", max_length=20, choices=ReglaInicio.choices, default=ReglaInicio.SUSCRIPCION
    )
    inicio_vigencia = models.DateField("inicio de vigencia", null=True, blank=True)
    nota_fechas = models.CharField(
        "por qué las fechas son así",
        max_length=300,
        blank=True,
        help_text="Si rige antes de firmarse, o termina antes de regir: dónde lo dice el papel.",
    )
    plazo = models.CharField(max_length=14, choices=Plazo.choices, default=Plazo.NO_CONSTA)
    fecha_fin = models.DateField("fecha de fin", null=True, blank=True)
    duracion = models.PositiveSmallIntegerField(
        "duración", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(999)]
    )
    duracion_unidad = models.CharField(
        "unidad",
        max_length=6,
        blank=True,
        choices=[("dias", "días"), ("meses", "meses"), ("anios", "años")],
    )
    evento_fin = models.CharField("evento que le pone fin", max_length=200, blank=True)
    fin_inicial = models.GeneratedField(
        expression=FinInicial(
            "plazo", "fecha_fin", "inicio_vigencia", "duracion", "duracion_unidad"
        ),
        output_field=models.DateField(null=True),
        db_persist=True,
    )
    renovacion = models.CharField(
        "renovación", max_length=20, choices=Renovacion.choices, default=Renovacion.POR_ADENDA
    )
    preaviso_dias = models.PositiveSmallIntegerField(
        "preaviso (días calendario)",
        null=True,
        blank=True,
        validators=[MaxValueValidator(730)],
        help_text="Con cuántos días debe comunicarse que no se renueva.",
    )
    clausula_separacion = models.BooleanField(
        "cláusula de libre adhesión y separación",
        null=True,
        blank=True,
        help_text="TUO LPAG, art. 77: los convenios entre entidades la llevan.",
    )
    requiere_perfeccionamiento = models.BooleanField(
        "requiere perfeccionamiento interno", default=False
    )
    via_perfeccionamiento = models.CharField(
        "vía de perfeccionamiento",
        max_length=8,
        choices=vias(),
        blank=True,
        help_text="Si lo requiere: la decide Relaciones Exteriores, no esta aplicación.",
    )
    requiere_conformidad_apci = models.BooleanField("requiere conformidad de APCI", default=False)
    requiere_plan_operaciones = models.BooleanField("requiere plan de operaciones", default=False)
    sin_compromisos = models.BooleanField(
        "sin compromisos exigibles", default=False, help_text="Se leyó y no obliga a nada fechado."
    )

    monto_total = models.DecimalField(
        "monto total que dice el documento",
        max_digits=16,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0.01)],
    )
    moneda = models.CharField(max_length=3, choices=Moneda.choices, blank=True)

    verificado_el = models.DateField("datos verificados el", null=True, blank=True)
    es_ficticio = models.BooleanField("ficticio", default=False)
    fuente_dato = models.CharField("fuente del dato", max_length=300, blank=True)
    registrado_en = models.DateTimeField(auto_now_add=True)
    modificado_en = models.DateTimeField(auto_now=True)

    objects = ConvenioQuerySet.as_manager()

    class Meta:
        ordering = ["-codigo"]
        triggers = [caduca_foto("NEW.id", operation=pgtrigger.Update)]
        indexes = [
            models.Index(fields=["etapa"], name="convenio_etapa"),
            models.Index(fields=["inicio_vigencia", "fin_inicial"], name="convenio_vigencia"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["iati_id"],
                condition=~Q(iati_id=""),
                name="convenio_iati_unico",
                violation_error_message="Ya hay un convenio con ese identificador IATI.",
            ),
            models.CheckConstraint(
                condition=(
                    Q(plazo=Plazo.FECHA, fecha_fin__isnull=False, duracion=None, evento_fin="")
                    | Q(plazo=Plazo.DURACION, duracion__gte=1, fecha_fin=None, evento_fin="")
                    & ~Q(duracion_unidad="")
                    | Q(plazo=Plazo.EVENTO, fecha_fin=None, duracion=None) & ~Q(evento_fin="")
                    | Q(
                        plazo__in=[Plazo.INDETERMINADO, Plazo.NO_CONSTA],
                        fecha_fin=None,
                        duracion=None,
                        evento_fin="",
                    )
                ),
                name="convenio_un_solo_plazo",
                violation_error_message=(
                    "El plazo se dice de una sola manera: una fecha, un tiempo, indeterminado o "
                    "hasta un evento."
                ),
            ),
            models.CheckConstraint(
                condition=Q(monto_total=None, moneda="") | Q(monto_total__gt=0) & ~Q(moneda=""),
                name="convenio_monto_con_moneda",
                violation_error_message="El monto total lleva su moneda.",
            ),
            models.CheckConstraint(
                condition=Q(importancia__range=(1, 5)), name="convenio_importancia_1_a_5"
            ),
            models.CheckConstraint(
                condition=Q(padre=None) | ~Q(padre=F("id")), name="convenio_no_es_su_marco"
            ),
            models.CheckConstraint(
                condition=Q(etapa__in=sorted([*ANTES_DE_FIRMA, Etapa.DESESTIMADO]))
                | Q(fecha_suscripcion__isnull=False),
                name="convenio_suscrito_con_fecha",
                violation_error_message="Un convenio suscrito lleva su fecha de suscripción.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.codigo} {self.denominacion}"

    def get_absolute_url(self) -> str:
        return reverse("convenios:convenio", args=[self.codigo])

    @property
    def ambito_escrito(self) -> str:
        return decir_ambito(self.ambito)

    @property
    def idiomas_escritos(self) -> str:
        return ", ".join(Idioma(i).label for i in self.idiomas)

    @property
    def publicador(self) -> str:
        """IATI identifier of the first party of the Sector that has one; reads `partes`."""
        propias = (p.organizacion.iati_org_id for p in self.partes.all() if p.lado == "sector")
        return next((i for i in propias if i), "")

    @property
    def iati_propuesto(self) -> str:
        """What its IATI identifier should be, by that of whoever publishes it."""
        return identificador(self.publicador, self.codigo)

    @property
    def sin_fin(self) -> bool:
        """Whether it lasts without a date: indeterminate, or until an event."""
        return self.plazo in (Plazo.INDETERMINADO, Plazo.EVENTO)

    @property
    def es_firmado(self) -> bool:
        return Etapa(self.etapa) not in ANTES_DE_FIRMA and self.etapa != Etapa.DESESTIMADO

    @property
    def tiene_documento_firmado(self) -> bool:
        """Whether its signed document is sealed here; asks the database."""
        return self.es_firmado and self.documentos.filter(clase="firmado").exists()

    @property
    def preaviso_el(self) -> date | None:
        """Last day to give notice for the end in force (needs `con_fin`)."""
        return fecha_preaviso(self.termina_el, self.preaviso_dias)

    @property
    def decidir_antes_de(self) -> date | None:
        """The day by which the renewal must be decided (needs `con_fin`)."""
        return limite_de_decision(self.termina_el, self.preaviso_dias)

    @property
    def si_nadie_decide(self) -> str:
        """What happens on its end if nobody decides before, by what it agreed (needs `con_fin`)."""
        return consecuencia(self.renovacion, self.termina_el, self.preaviso_el)

    @property
    def termina_el(self) -> date | None:
        """Last day in force: with its adendas after `con_fin`, else the instrument's own."""
        fin: date | None = getattr(self, "fin", self.fin_inicial)
        return fin

    def fin_al(self, dia: date) -> date | None:
        """The last day in force known on `dia`, adendas included; asks the database."""
        fila = Convenio.objects.con_fin(dia).get(pk=self.pk)
        return fila.termina_el

    def vigencia(self, al: date, p: Parametros) -> Vigencia:
        """Situation by dates on `al` (needs `con_fin` when it may have adendas)."""
        return situacion_vigencia(
            firmado=self.fecha_suscripcion is not None,
            inicio=self.inicio_vigencia,
            fin=self.termina_el,
            sin_fin=self.sin_fin,
            al=al,
            ventana_dias=p.ventana(self.requiere_perfeccionamiento),
        )
