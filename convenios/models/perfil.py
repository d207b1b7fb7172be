"""Profiles: what an organisation is to the office, each with the data that only it has.

One organisation may have several (an ONGD that executes and also donates), each once.
"""

from collections.abc import Sequence

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from convenios.models.clasificacion import rotulo_crs
from convenios.models.organizacion import Organizacion
from convenios.territorio import decir_ambito, validar_departamento
from ocisys.base.auditado import auditado


class Modalidad(models.TextChoices):
    """The six modalities of international technical cooperation (DS 015-92-PCM art. 6)."""

    ASESORAMIENTO = "asesoramiento", "Asesoramiento"
    CAPACITACION = "capacitacion", "Capacitación"
    VOLUNTARIOS = "voluntarios", "Servicio de voluntarios"
    DONACIONES = "donaciones", "Donaciones"
    CONTRAVALOR = "contravalor", "Fondos de contravalor"
    CTPD = "ctpd", "Cooperación técnica entre países en desarrollo"


class Mes(models.IntegerChoices):
    """The months of the year, as the office writes them."""

    ENERO = 1, "enero"
    FEBRERO = 2, "febrero"
    MARZO = 3, "marzo"
    ABRIL = 4, "abril"
    MAYO = 5, "mayo"
    JUNIO = 6, "junio"
    JULIO = 7, "julio"
    AGOSTO = 8, "agosto"
    SETIEMBRE = 9, "setiembre"
    OCTUBRE = 10, "octubre"
    NOVIEMBRE = 11, "noviembre"
    DICIEMBRE = 12, "diciembre"


def decir_meses(meses: Sequence[int]) -> str:
    """`[3, 4, 5, 11]` → «de marzo a mayo y noviembre»; all of them are «todo el año»."""
    if set(meses) == set(Mes.values):
        return "todo el año"
    tramos: list[list[int]] = []
    for mes in sorted(set(meses)):
        if tramos and mes == tramos[-1][-1] + 1:
            tramos[-1].append(mes)
        else:
            tramos.append([mes])
    dichos = [_decir_tramo(t) for t in tramos]
    return " y ".join([", ".join(dichos[:-1]), dichos[-1]] if len(dichos) > 1 else dichos)


def _decir_tramo(meses: list[int]) -> str:
    primero, ultimo = Mes(meses[0]).label, Mes(meses[-1]).label
    if len(meses) == 1:
        return primero
    return f"{primero} y {ultimo}" if len(meses) == 2 else f"de {primero} a {ultimo}"


@auditado()
class PerfilFuente(models.Model):
    """What a fuente cooperante offers and how one asks for it (classes of DS 050-2012-RE)."""

    class Naturaleza(models.TextChoices):
        TECNICA = "tecnica", "Técnica"
        REEMBOLSABLE = "reembolsable", "Financiera reembolsable"
        NO_REEMBOLSABLE = "no_reembolsable", "Financiera no reembolsable"
        HUMANITARIA = "humanitaria", "Humanitaria"

    class Origen(models.TextChoices):
        PUBLICA = "publica", "Pública"
        PRIVADA = "privada", "Privada"
        MIXTA = "mixta", "Mixta"

    class Nivel(models.TextChoices):
        VERTICAL = "vertical", "Vertical (Norte-Sur)"
        HORIZONTAL = "horizontal", "Horizontal (Sur-Sur)"

    class Numero(models.TextChoices):
        BILATERAL = "bilateral", "Bilateral nacional"
        DESCENTRALIZADA = "descentralizada", "Bilateral descentralizada"
        MULTILATERAL = "multilateral", "Multilateral"
        TRIANGULAR = "triangular", "Triangular"

    organizacion = models.OneToOneField(
        Organizacion, on_delete=models.PROTECT, related_name="perfil_fuente"
    )
    naturaleza = models.CharField(max_length=16, choices=Naturaleza.choices, blank=True)
    origen = models.CharField(max_length=8, choices=Origen.choices, blank=True)
    nivel = models.CharField(max_length=12, choices=Nivel.choices, blank=True)
    numero = models.CharField("número de partes", max_length=16, choices=Numero.choices, blank=True)
    modalidades = ArrayField(
        models.CharField(max_length=16, choices=Modalidad.choices), default=list, blank=True
    )
    temas = models.CharField("temas que financia", max_length=400, blank=True)
    areas_crs = ArrayField(
        models.CharField(max_length=5),
        verbose_name="sectores CRS que financia",
        default=list,
        blank=True,
    )
    ods = ArrayField(
        models.CharField(max_length=6), verbose_name="metas de los ODS", default=list, blank=True
    )
    monto_min = models.DecimalField(
        "monto desde", max_digits=16, decimal_places=2, null=True, blank=True
    )
    monto_max = models.DecimalField(
        "monto hasta", max_digits=16, decimal_places=2, null=True, blank=True
    )
    moneda = models.CharField(max_length=3, blank=True, help_text="Código ISO: USD, EUR, PEN.")
    meses = ArrayField(
        models.PositiveSmallIntegerField(choices=Mes.choices),
        verbose_name="meses en que recibe propuestas",
        default=list,
        blank=True,
    )
    ventana = models.CharField(
        "nota sobre cuándo recibe",
        max_length=120,
        blank=True,
        help_text="Lo que los meses no dicen: «hasta el 15», «año por medio».",
    )
    requisitos = models.TextField("qué pide", blank=True)
    idioma = models.CharField("idioma de trabajo", max_length=40, blank=True)
    canal = models.CharField(
        "por dónde se le pide", max_length=160, blank=True, help_text="APCI, embajada, su web."
    )
    interes = models.PositiveSmallIntegerField(
        "interés para el Sector",
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(5)],
        help_text="De 0 a 5.",
    )

    class Meta:
        verbose_name = "perfil de fuente cooperante"
        verbose_name_plural = "perfiles de fuente cooperante"
        constraints = [
            models.CheckConstraint(
                condition=Q(monto_min=None) | Q(monto_max=None) | Q(monto_max__gte=F("monto_min")),
                name="fuente_montos_en_orden",
                violation_error_message="El monto máximo es menor que el mínimo.",
            ),
            models.CheckConstraint(
                condition=Q(monto_min=None, monto_max=None) | ~Q(moneda=""),
                name="fuente_monto_con_moneda",
                violation_error_message="Diga en qué moneda está el monto.",
            ),
            models.CheckConstraint(
                condition=Q(meses__contained_by=Mes.values), name="fuente_meses_de_1_a_12"
            ),
        ]

    def __str__(self) -> str:
        return f"Fuente: {self.organizacion}"

    @property
    def modalidades_texto(self) -> str:
        return ", ".join(Modalidad(m).label for m in self.modalidades)

    @property
    def areas_texto(self) -> str:
        return "; ".join(rotulo_crs(c) for c in self.areas_crs)

    @property
    def ventana_texto(self) -> str:
        """«de marzo a mayo y noviembre (año por medio)»."""
        meses = decir_meses(self.meses)
        if meses and self.ventana:
            return f"{meses} ({self.ventana})"
        return meses or self.ventana


@auditado()
class PerfilEmpresa(models.Model):
    """A company as a possible ally of the Sector's programmes."""

    class Tamanio(models.TextChoices):
        MICRO = "micro", "Microempresa"
        PEQUENA = "pequena", "Pequeña"
        MEDIANA = "mediana", "Mediana"
        GRANDE = "grande", "Grande"

    organizacion = models.OneToOneField(
        Organizacion, on_delete=models.PROTECT, related_name="perfil_empresa"
    )
    actividad = models.CharField(
        "actividad económica", max_length=160, blank=True, help_text="Como figura en el CIIU."
    )
    tamanio = models.CharField("tamaño", max_length=8, choices=Tamanio.choices, blank=True)
    departamentos = ArrayField(
        models.CharField(max_length=2, validators=[validar_departamento]),
        verbose_name="dónde opera",
        default=list,
        blank=True,
    )
    regiones = models.CharField("nota sobre dónde opera", max_length=300, blank=True)
    lineas_rse = models.TextField("líneas de responsabilidad social", blank=True)
    es_proveedora = models.BooleanField(
        "proveedora del Ministerio",
        null=True,
        help_text="Hay que saberlo antes de negociar: puede haber conflicto de intereses.",
    )

    class Meta:
        verbose_name = "perfil de empresa"
        verbose_name_plural = "perfiles de empresa"

    def __str__(self) -> str:
        return f"Empresa: {self.organizacion}"

    @property
    def opera_en(self) -> str:
        """«Junín, Lima (dos plantas)»."""
        lugares = decir_ambito(self.departamentos)
        if lugares and self.regiones:
            return f"{lugares} ({self.regiones})"
        return lugares or self.regiones


@auditado()
class PerfilOng(models.Model):
    """An ONGD, ENIEX or IPREDA; in which register, and until when, stands in `RegistroApci`."""

    organizacion = models.OneToOneField(
        Organizacion, on_delete=models.PROTECT, related_name="perfil_ong"
    )
    temas = models.CharField("temas en que trabaja", max_length=400, blank=True)
    regiones = models.CharField("dónde interviene", max_length=300, blank=True)
    poblacion = models.CharField("población que atiende", max_length=300, blank=True)
    representante = models.CharField("representante legal", max_length=160, blank=True)
    partida = models.CharField("partida registral", max_length=40, blank=True)
    perceptora_resolucion = models.CharField(
        "resolución como perceptora de donaciones", max_length=120, blank=True
    )
    perceptora_hasta = models.DateField(
        "calificada por SUNAT hasta", null=True, blank=True, help_text="LIR, art. 37 incisos x, x.1"
    )

    class Meta:
        verbose_name = "perfil de ONGD, ENIEX o IPREDA"
        verbose_name_plural = "perfiles de ONGD, ENIEX o IPREDA"

    def __str__(self) -> str:
        return f"ONGD: {self.organizacion}"


@auditado()
class PerfilEntidad(models.Model):
    """A public entity of Peru."""

    class Gobierno(models.TextChoices):
        NACIONAL = "nacional", "Nacional"
        REGIONAL = "regional", "Regional"
        LOCAL = "local", "Local"
        AUTONOMO = "autonomo", "Organismo autónomo"

    organizacion = models.OneToOneField(
        Organizacion, on_delete=models.PROTECT, related_name="perfil_entidad"
    )
    gobierno = models.CharField(
        "nivel de gobierno", max_length=10, choices=Gobierno.choices, blank=True
    )
    sector = models.CharField(max_length=120, blank=True)
    titular = models.CharField(max_length=160, blank=True)
    titular_cargo = models.CharField("cargo del titular", max_length=160, blank=True)
    mesa_partes = models.URLField("mesa de partes virtual", max_length=300, blank=True)

    class Meta:
        verbose_name = "perfil de entidad pública"
        verbose_name_plural = "perfiles de entidad pública"

    def __str__(self) -> str:
        return f"Entidad: {self.organizacion}"


SIN_SABER = (
    "Antes de negociar con una empresa anote en su perfil si es proveedora del Ministerio: "
    "puede haber conflicto de intereses."
)


def negociar_sin_saber(organizacion: Organizacion, clase: str, estado: str) -> bool:
    """Whether a company would enter negotiation without the answer on conflict of interest."""
    if clase != Organizacion.Clase.EMPRESA or estado != Organizacion.Estado.NEGOCIACION:
        return False
    perfil = PerfilEmpresa.objects.filter(organizacion=organizacion.pk).first()
    return perfil is None or perfil.es_proveedora is None
