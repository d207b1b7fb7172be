"""Trámite's lines of the trail. Of what is reserved an auditor sees that it happened, not what."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from cargos.permisos import Permiso
from ocisys.base import rastro
from ocisys.base.numeros import leer_numero
from ocisys.base.rastro import Clase, Huella, Pregunta
from ocisys.base.rastro_versiones import FuenteDeVersiones
from tramite.models import (
    Actuacion,
    Expediente,
    Lectura,
    LecturaMotivada,
    Movimiento,
    PasoOpinion,
    PasoSalida,
    Serie,
)
from tramite.models.expediente import lo_visible

Dicho = tuple[str, str, tuple[tuple[str, str, str], ...]]
"""What was done, its text, what changed."""


@dataclass(frozen=True)
class FuenteDeTramite:
    """Acts on expedientes: `camino` goes from the row to its expediente, `con` is what to fetch."""

    modelo: type[Model]
    decir: Callable[[Any], Dicho]
    camino: str = "expediente"
    con: tuple[str, ...] = ()
    clase: Clase = Clase.ACTOS
    momento: str = "en"
    clave: str = "pk"

    def filas(self, usuario: Any, pregunta: Pregunta) -> QuerySet[Any, Any] | None:
        filas = self.modelo._default_manager.select_related(self.camino, *self.con)
        if not usuario.puede(Permiso.RESERVA_MOTIVAR):
            filas = filas.filter(lo_visible(usuario, f"{self.camino}__"))
        if pregunta.objeto:
            try:
                numero = leer_numero(pregunta.objeto, anio=timezone.localdate().year)
            except ValueError:
                return None
            filas = filas.filter(**{f"{self.camino}__numero": numero})
        if pregunta.persona is not None:
            filas = filas.filter(por=pregunta.persona)
        return rastro.entre(filas, self.momento, pregunta)

    def huellas(self, filas: Sequence[Any], usuario: Any) -> list[Huella]:
        casos = [self._expediente(fila) for fila in filas]
        cerrados = {e.pk for e in casos if e.esta_restringido}
        if cerrados:
            suyos = Expediente.objects.visibles_para(usuario).filter(pk__in=cerrados)
            cerrados -= set(suyos.values_list("pk", flat=True))
        return [
            self._huella(fila, e, reservado=e.pk in cerrados)
            for fila, e in zip(filas, casos, strict=True)
        ]

    def _expediente(self, fila: Any) -> Expediente:
        for paso in self.camino.split("__"):
            fila = getattr(fila, paso)
        expediente: Expediente = fila
        return expediente

    def _huella(self, fila: Any, expediente: Expediente, *, reservado: bool) -> Huella:
        que, texto, cambios = self.decir(fila)
        numero = expediente.numero
        motivar = f"{reverse('tramite:motivar_lectura')}?{urlencode({'numero': numero})}"
        return Huella(
            en=fila.en,
            por=fila.por_id,
            calidad=fila.calidad,
            que=que,
            objeto=f"Expediente {numero}",
            enlace=motivar if reservado else expediente.get_absolute_url(),
            texto="" if reservado else texto,
            cambios=() if reservado else cambios,
            reservado=reservado,
        )


def _acto(acto: Actuacion) -> Dicho:
    return acto.get_clase_display(), acto.texto, tuple(acto.cambios)


def _movimiento(m: Movimiento) -> Dicho:
    proveido = m.proveido.nombre if m.proveido else ""
    texto = ". ".join(t for t in (proveido, m.texto, m.motivo) if t) or m.expediente.asunto
    return f"{m.rotulo} al cargo {m.para.nro_orden}", texto, ()


def _lectura(lectura: Lectura) -> Dicho:
    return f"Leyó lo reservado: {lectura.que}", "", ()


def _motivo(lectura: LecturaMotivada) -> Dicho:
    return "Dijo por qué debe leer lo reservado", lectura.motivo, ()


def _salida(paso: PasoSalida) -> Dicho:
    return (
        f"Documento de salida: {paso.get_clase_display().lower()}",
        paso.texto or paso.salida.asunto,
        (),
    )


def _opinion(paso: PasoOpinion) -> Dicho:
    return f"Opinión: {paso.que[:1].lower()}{paso.que[1:]}", paso.texto, ()


def declarar() -> None:
    """Called once by `TramiteConfig.ready`."""
    rastro.registrar(
        FuenteDeTramite(Movimiento, _movimiento, con=("proveido", "para")),
        FuenteDeTramite(Actuacion, _acto),
        FuenteDeTramite(PasoSalida, _salida, "salida__expediente"),
        FuenteDeTramite(PasoOpinion, _opinion, "opinion__expediente"),
        FuenteDeTramite(Lectura, _lectura, clase=Clase.LECTURAS),
        FuenteDeTramite(LecturaMotivada, _motivo, clase=Clase.LECTURAS),
        FuenteDeVersiones(Serie, Clase.SISTEMA, ("tipo",)),
    )
