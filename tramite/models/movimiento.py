"""Movimientos: who had the expediente, since when and what for. Append-only.

What was sent is never rewritten (trigger); reception, answer and end are moments written once.
A tray is a query over the open ones: nothing is marked, so nothing stays behind.
"""

from datetime import date
from typing import TYPE_CHECKING, Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.aggregates import StringAgg
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat

from cargos.models import Acto, Designacion, Posicion
from cargos.permisos import Perfil
from tramite.estados import EN_COLA, TITULARES, TRABAJO, Estado, Resultado, TipoMovimiento
from tramite.models.actuacion import Actuacion
from tramite.models.catalogo import Proveido
from tramite.models.expediente import Expediente, lo_visible

if TYPE_CHECKING:
    from cargos.models import Usuario
    from tramite.models.fisico import RecepcionFisica


def reescribe(*campos: str) -> pgtrigger.Q:
    """Trigger condition: one of `campos`, already written, changes."""
    condicion = pgtrigger.Q()
    for campo in campos:
        condicion |= pgtrigger.Q(
            **{f"old__{campo}__isnull": False, f"old__{campo}__df": pgtrigger.F(f"new__{campo}")}
        )
    return condicion


JEFATURA = "067"
COORDINAR = "coordinar"
"""Code of the proveído by which the head orders to coordinate with another area."""

EN_UN_PODER = 50_000
"""More than any post can hold at once."""


A_OTRO = ~Q(para=F("por_posicion"))
"""Sent, not kept: what a post registers and keeps would make the queue of what it sent long."""


class Visibilidad(models.TextChoices):
    """Who reads what was written when it was sent; that it was sent, everybody knows."""

    OFICINA = "oficina", "Toda la oficina"
    NOMBRADOS = "nombrados", "Sólo quien lo envía, quienes lo reciben y la Jefatura"


class MovimientoQuerySet(models.QuerySet["Movimiento"]):
    def visibles_para(self, usuario: "Usuario") -> "MovimientoQuerySet":
        """Movimientos of the expedientes this person may know of."""
        return self.filter(lo_visible(usuario, "expediente__"))

    def legibles_para(self, usuario: "Usuario") -> "MovimientoQuerySet":
        """Those whose proveído this person may read: of all the office, or sent to or by hers."""
        filas = self.visibles_para(usuario)
        if Perfil.JEFATURA in usuario.perfiles:
            return filas
        propias = [d.posicion_id for d in usuario.designaciones_hoy]
        del_lote = Movimiento.objects.filter(
            lote__isnull=False, lote=OuterRef("lote"), para__in=propias
        )
        return filas.filter(
            Q(visibilidad=Visibilidad.OFICINA)
            | Q(para__in=propias)
            | Q(por_posicion__in=propias)
            | Exists(del_lote)
        )

    def abiertos(self) -> "MovimientoQuerySet":
        """Still in somebody's tray."""
        return self.filter(cerrado_en=None)

    def titulares(self) -> "MovimientoQuerySet":
        """Those that give possession of the expediente, not copies."""
        return self.filter(tipo__in=TITULARES)

    def sin_derivar(self) -> "MovimientoQuerySet":
        """Entries still with the desk that registered them, which is not who they are addressed to.

        The same day they are sent on to the unit that decides (TUO LPAG art. 132.1): that of
        entry, or that of the subsanación of what could not be sent on before (art. 125.3).
        """
        return (
            self.abiertos()
            .filter(
                expediente__estado__in=[Estado.REGISTRADO, Estado.SUBSANADO],
                anterior=None,
                para=F("por_posicion"),
            )
            .exclude(para=F("expediente__destinatario"))
        )

    def de_trabajo(self) -> "MovimientoQuerySet":
        """Those that ask something of whoever receives them: originals and parallel parts."""
        return self.filter(tipo__in=TRABAJO)

    def en_paralelo(self) -> "MovimientoQuerySet":
        """Parts of the work that other posts answer while somebody holds the expediente."""
        return self.filter(tipo=TipoMovimiento.PARALELO)

    def en_poder_de(self, nro_orden: str) -> "models.QuerySet[Any, Any]":
        """Keys of the expedientes that a post holds, for `pk__in`.

        The limit is a fence: PostgreSQL finds these few first instead of walking all the dates.
        """
        suyos = self.abiertos().titulares().filter(para__nro_orden=nro_orden)
        return suyos.order_by("-en").values("expediente")[:EN_UN_PODER]

    def dirigidos_a(self, usuario: "Usuario") -> "MovimientoQuerySet":
        """Addressed to a post that this person holds today, encargos included."""
        return self.filter(para__in=[d.posicion_id for d in usuario.designaciones_hoy])

    def enviados_por(self, usuario: "Usuario") -> "MovimientoQuerySet":
        """Sent from a post that this person holds today, to another one."""
        propias = [d.posicion_id for d in usuario.designaciones_hoy]
        return self.filter(A_OTRO, por_posicion__in=propias).exclude(para__in=propias)

    def para_coordinar(
        self, nro_orden: str, desde: date | None, hasta: date | None
    ) -> "MovimientoQuerySet":
        """What the head ordered a post to coordinate with other areas, between two days of Lima.

        The movimiento is the order (MOF 071-06: «previas órdenes impartidas por el Jefe»); "" takes
        every post, None leaves that end of the period open.
        """
        filas = self.filter(por_posicion__nro_orden=JEFATURA, proveido__codigo=COORDINAR)
        filas = filas.filter(para__nro_orden=nro_orden) if nro_orden else filas
        filas = filas.filter(en__date__gte=desde) if desde else filas
        return filas.filter(en__date__lte=hasta) if hasta else filas

    def por_vencer(self, hasta: date) -> "MovimientoQuerySet":
        """Whose nearest date, its own or the legal one, is by `hasta`."""
        return self.filter(vence__lte=hasta)

    def con_ocupante(self, hoy: date) -> "MovimientoQuerySet":
        """Annotate `ocupante`: who holds on `hoy` the post it is addressed to, None if nobody."""
        nombre = Concat("persona__nombres", Value(" "), "persona__apellido_paterno")
        de_ese_puesto = Designacion.objects.vigentes(hoy).filter(posicion=OuterRef("para"))
        nombres = de_ese_puesto.order_by().values("posicion")
        return self.annotate(
            ocupante=Subquery(nombres.annotate(todos=StringAgg(nombre, " / ")).values("todos"))
        )

    def para_bandeja(self) -> "MovimientoQuerySet":
        """Only what a row of the tray shows; one query."""
        return self.select_related("expediente", "proveido", "para", "por__persona").only(
            "tipo",
            "texto",
            "motivo",
            "en",
            "recibido_en",
            "atendido_en",
            "cerrado_en",
            "plazo_interno",
            "vence",
            "proveido__nombre",
            "para__nro_orden",
            "por__username",
            "por__persona__nombres",
            "por__persona__apellido_paterno",
            "por__persona__apellido_materno",
            "expediente__numero",
            "expediente__asunto",
            "expediente__remitente_nombre",
            "expediente__estado",
            "expediente__acceso",
            "expediente__vence_el",
            "expediente__folios",
            "expediente__urgencia",
        )

    def en_cola(self) -> "MovimientoQuerySet":
        """Originals that wait for the office to answer, with the reason if they were passed over.

        Shows what a row of the queue needs; one query.
        """
        explicado = Actuacion.objects.filter(
            expediente=OuterRef("expediente"), clase=Actuacion.Clase.ORDEN
        )
        return (
            self.abiertos()
            .titulares()
            .filter(expediente__estado__in=EN_COLA)
            .annotate(adelanto=Subquery(explicado.order_by("-pk").values("texto")[:1]))
            .select_related("expediente__procedimiento", "para")
        )

    def por_urgencia(self) -> "MovimientoQuerySet":
        """The nearest due date first, those without one last; needs `con_vencimiento`."""
        return self.order_by(F("vence").asc(nulls_last=True), "en", "pk")

    def para_hoja_de_ruta(self) -> "MovimientoQuerySet":
        """What the hoja de ruta shows, in order."""
        return self.select_related(
            "proveido",
            "para",
            "por_posicion",
            "por__persona",
            "recibido_por__persona",
            "recepcion__por__persona",
        ).order_by("en", "pk")


class Movimiento(Acto):
    """An expediente, or a copy of it, sent from one post to another with a proveído."""

    expediente = models.ForeignKey(Expediente, on_delete=models.PROTECT, related_name="movimientos")
    tipo = models.CharField(max_length=10, choices=TipoMovimiento.choices)
    para = models.ForeignKey(Posicion, on_delete=models.PROTECT, related_name="+")
    proveido = models.ForeignKey(
        Proveido, on_delete=models.PROTECT, null=True, blank=True, verbose_name="proveído"
    )
    texto = models.CharField("indicaciones", max_length=1000, blank=True)
    motivo = models.CharField("motivo de la devolución", max_length=1000, blank=True)
    folios = models.PositiveIntegerField("folios entregados", default=1)
    plazo_interno = models.DateField("para el", null=True, blank=True)
    anterior = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="siguientes"
    )
    lote = models.UUIDField(null=True, blank=True, editable=False)
    visibilidad = models.CharField(
        "quién lee las indicaciones",
        max_length=10,
        choices=Visibilidad.choices,
        default=Visibilidad.OFICINA,
        db_default=Visibilidad.OFICINA.value,
    )

    # Whoever it is addressed to opened it: from then on the sender cannot take it back.
    leido_en = models.DateTimeField("leído", null=True, blank=True)
    recibido_en = models.DateTimeField("recibido", null=True, blank=True)
    recibido_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    atendido_en = models.DateTimeField("atendido", null=True, blank=True)
    # What presses on its holder: the nearer of the internal date and the legal one while there is
    # no answer. It follows the acts, so that no tray has to compute it.
    vence = models.DateField(null=True, blank=True, editable=False)
    cerrado_en = models.DateTimeField("cerrado", null=True, blank=True)
    resultado = models.CharField(max_length=10, choices=Resultado.choices, blank=True)

    objects = MovimientoQuerySet.as_manager()

    class Meta:
        ordering = ["en", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["expediente"],
                condition=Q(cerrado_en=None, tipo__in=[t.value for t in TITULARES]),
                name="movimiento_un_solo_original",
                violation_error_message="El expediente ya está en poder de otro cargo.",
            ),
            models.CheckConstraint(
                condition=Q(cerrado_en=None, resultado="")
                | (Q(cerrado_en__isnull=False) & ~Q(resultado="")),
                name="movimiento_cerrado_con_resultado",
            ),
            models.CheckConstraint(
                condition=Q(recibido_en=None, recibido_por=None)
                | Q(recibido_en__isnull=False, recibido_por__isnull=False),
                name="movimiento_recibido_por_alguien",
            ),
            models.CheckConstraint(
                condition=~Q(tipo=TipoMovimiento.DEVOLUCION.value) | ~Q(motivo=""),
                name="movimiento_devuelto_con_motivo",
                violation_error_message="Una devolución dice por qué.",
            ),
        ]
        indexes = [
            models.Index(F("en").desc(), F("id").desc(), name="movimiento_reciente"),
            models.Index(
                "para",
                F("en").desc(),
                F("id").desc(),
                name="movimiento_bandeja",
                condition=Q(cerrado_en=None),
            ),
            models.Index(
                "para",
                F("en").desc(),
                F("id").desc(),
                name="movimiento_por_recibir",
                condition=Q(cerrado_en=None, recibido_en=None),
            ),
            models.Index(
                "para",
                "vence",
                "id",
                name="movimiento_por_vencer",
                condition=Q(cerrado_en=None, vence__isnull=False),
            ),
            models.Index(
                "para",
                "vence",
                "en",
                "id",
                name="movimiento_por_urgencia",
                condition=Q(cerrado_en=None),
            ),
            models.Index(
                "por_posicion",
                F("en").desc(),
                F("id").desc(),
                name="movimiento_enviados",
                condition=Q(cerrado_en=None) & A_OTRO,
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="movimiento_intangible",
                fields=[
                    "expediente",
                    "tipo",
                    "para",
                    "proveido",
                    "texto",
                    "motivo",
                    "folios",
                    "plazo_interno",
                    "anterior",
                    "lote",
                    "visibilidad",
                    "por",
                    "por_posicion",
                    "calidad",
                    "en",
                ],
            ),
            pgtrigger.Protect(
                name="movimiento_una_vez",
                operation=pgtrigger.Update,
                condition=reescribe(
                    "leido_en", "recibido_en", "recibido_por", "atendido_en", "cerrado_en"
                ),
            ),
            pgtrigger.Protect(name="movimiento_no_se_borra", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.expediente_id} → {self.para_id}"

    @property
    def acuse_fisico(self) -> "RecepcionFisica | None":
        """Who signed for the folder when it changed hands; None while nobody has."""
        return getattr(self, "recepcion", None)

    @property
    def esta_abierto(self) -> bool:
        return self.cerrado_en is None

    @property
    def es_titular(self) -> bool:
        return self.tipo in TITULARES

    @property
    def rotulo(self) -> str:
        """What the hoja de ruta calls it; the first is the entry. Needs `expediente` fetched."""
        es_ingreso = self.anterior_id is None and self.en == self.expediente.en
        return "Ingreso" if es_ingreso else self.get_tipo_display()

    @property
    def es_paralelo(self) -> bool:
        return self.tipo == TipoMovimiento.PARALELO

    @property
    def es_copia(self) -> bool:
        return self.tipo == TipoMovimiento.COPIA
