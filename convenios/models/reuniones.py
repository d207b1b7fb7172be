"""Sets of meetings: who carries them, where the Sector was, what it represented, what they lack."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from cargos.permisos import Permiso
from convenios.models.espacio import ambitos_de
from convenios.models.representacion import RepresentacionInstitucional
from ocisys.base.busqueda import con_todas

if TYPE_CHECKING:
    from cargos.models import Usuario

REALIZADA = "realizada"


def _filas(modelo: str, **filtros: Any) -> models.QuerySet[Any]:
    """Rows of a model that itself points to a meeting, and so cannot be imported from here."""
    return apps.get_model("convenios", modelo)._default_manager.filter(**filtros)


class ReunionQuerySet(models.QuerySet[Any]):
    def visibles_para(self, usuario: "Usuario") -> "ReunionQuerySet":
        """Whoever may see agreements."""
        return self

    def editables_para(self, usuario: "Usuario") -> "ReunionQuerySet":
        """067 and 070 carry all; 068 those of donors and 069 those with companies."""
        if usuario.puede(Permiso.ESPACIO_EDITAR):
            return self
        return self.filter(espacio__ambito__in=ambitos_de(usuario))

    def buscar(self, texto: str) -> "ReunionQuerySet":
        """Every word in the code, the matter, the space or the organisation."""
        campos = (
            "codigo",
            "titulo",
            "espacio__nombre",
            "espacio__siglas",
            "organizacion__nombre",
            "organizacion__siglas",
        )
        return self.filter(con_todas(texto, *campos))

    def con_organizaciones(self, organizaciones: Iterable[Any]) -> "ReunionQuerySet":
        """Those held with one of them, or to which somebody of it is called."""
        suyas = list(organizaciones)
        de_ellas = _filas("ParticipanteReunion", reunion=OuterRef("pk"), organizacion__in=suyas)
        return self.filter(Q(organizacion__in=suyas) | Exists(de_ellas))

    def realizadas(self, hasta: date) -> "ReunionQuerySet":
        """Those held by that day."""
        return self.filter(estado=REALIZADA, fecha__lte=hasta)

    def con_presencia(self, hasta: date) -> "ReunionQuerySet":
        """Those held by that day where a post of the office attended."""
        nuestros = _filas("ParticipanteReunion", reunion=OuterRef("pk"), asistio=True)
        return self.realizadas(hasta).filter(Exists(nuestros.exclude(posicion=None)))

    def completas(self) -> "ReunionQuerySet":
        """Those with agenda, attendance and acta; needs `para_lista`."""
        return self.filter(Q(con_asistencia=True), Q(con_acta=True)).exclude(agenda=[])

    def de_representacion(self, cargo: str = "") -> "ReunionQuerySet":
        """Those held where a post attended, or convened, what it represented the Sector before on
        that day; only those of the post `cargo` («067»), if given."""
        ante = Q(espacio=OuterRef("espacio")) | Q(organizacion=OuterRef("organizacion"))
        en_vigor = RepresentacionInstitucional.objects.filter(ante).vigentes(OuterRef("fecha"))
        if cargo:
            en_vigor = en_vigor.filter(posicion__nro_orden=cargo)
        asistio = _filas(
            "ParticipanteReunion",
            reunion=OuterRef(OuterRef("pk")),
            posicion=OuterRef("posicion"),
            asistio=True,
        )
        ejercida = en_vigor.filter(Exists(asistio) | Q(posicion=OuterRef("convoca_posicion")))
        return self.filter(Exists(ejercida), estado=REALIZADA)

    def ejerciendo(self, representacion: RepresentacionInstitucional) -> "ReunionQuerySet":
        """Those held in which that representation was exercised."""
        ante = Q(espacio__isnull=False, espacio=representacion.espacio_id) | Q(
            organizacion__isnull=False, organizacion=representacion.organizacion_id
        )
        asistio = _filas(
            "ParticipanteReunion",
            reunion=OuterRef("pk"),
            posicion=representacion.posicion_id,
            asistio=True,
        )
        fue = Exists(asistio) | Q(convoca_posicion=representacion.posicion_id)
        filas = self.filter(ante, fue, estado=REALIZADA, fecha__gte=representacion.desde)
        return filas.filter(fecha__lte=representacion.hasta) if representacion.hasta else filas

    def propuestas_entre(self, desde: date | None, hasta: date | None) -> "ReunionQuerySet":
        """Those that were proposed between two days, whatever became of them; one that moved to
        another day is counted once, on its last one."""
        filas = self.exclude(estado="reprogramada")
        if desde:
            filas = filas.filter(propuesta_el__gte=desde)
        return filas.filter(propuesta_el__lte=hasta) if hasta else filas

    def para_lista(self) -> "ReunionQuerySet":
        """What a row prints; `con_asistencia` and `con_acta`: whether it has them."""
        asistio = _filas("ParticipanteReunion", reunion=OuterRef("pk"), asistio=True)
        acta = _filas("DocumentoReunion", reunion=OuterRef("pk"), clase="acta")
        relacionados = ("espacio", "organizacion", "convoca_posicion", "por__persona")
        return self.annotate(con_asistencia=Exists(asistio), con_acta=Exists(acta)).select_related(
            *relacionados
        )

    def en_orden(self) -> "ReunionQuerySet":
        """The latest first."""
        return self.order_by(F("fecha").desc(), "-pk")
