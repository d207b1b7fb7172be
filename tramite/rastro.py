"""Trámite's lines of the trail. Of what is reserved an auditor sees that it happened, not what."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from cargos.permisos import Permiso
from ocisys.base import rastro
from ocisys.base.numeros import leer_numero
from ocisys.base.rastro import Clase, FuenteDeActos, Huella, Pregunta
from ocisys.base.rastro_versiones import FuenteDeVersiones
from tramite.models import (
    Actuacion,
    Expediente,
    FormatoEtiqueta,
    Lectura,
    LecturaMotivada,
    Llamada,
    Movimiento,
    PasoOpinion,
    PasoSalida,
    Plantilla,
    Procedimiento,
    Proveido,
    RequisitoProcedimiento,
    ResultadoDespacho,
    Serie,
    SerieDocumental,
    TerminoDistancia,
    TipoDocumento,
)
from tramite.models.expediente import lo_visible

Dicho = tuple[str, str, tuple[tuple[str, str, str], ...]]
"""What was done, its text, what changed."""


@dataclass(frozen=True)
class FuenteDeTramite:
    """Acts on expedientes: `camino` goes from the row to its expediente, `con` is what to fetch,
    `salvo` what another table tells better."""

    modelo: type[Model]
    decir: Callable[[Any], Dicho]
    camino: str = "expediente"
    con: tuple[str, ...] = ()
    clase: Clase = Clase.ACTOS
    salvo: Q = Q()
    momento: str = "en"
    clave: str = "pk"

    def filas(self, usuario: Any, pregunta: Pregunta) -> QuerySet[Any, Any] | None:
        filas = self.modelo._default_manager.select_related(self.camino, *self.con)
        if self.salvo:
            filas = filas.exclude(self.salvo)
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


def _resultado(fila: ResultadoDespacho) -> Dicho:
    despacho = fila.despacho
    partes = (str(despacho.salida), str(despacho), str(fila), fila.quien, fila.texto)
    que = f"Resultado del despacho: {fila.get_entrega_display().lower()}"
    return que, ". ".join(p for p in partes if p), ()


@dataclass(frozen=True)
class FuenteDeLlamadas(FuenteDeActos):
    """What was answered to whoever called; of what was reserved since, only that it was."""

    def huellas(self, filas: Sequence[Any], usuario: Any) -> list[Huella]:
        dichos = {numero for fila in filas for numero in fila.numeros}
        visibles = Expediente.objects.visibles_para(usuario).filter(numero__in=dichos)
        ocultos = dichos - set(visibles.values_list("numero", flat=True)) if dichos else set()
        return [
            replace(h, objeto="", texto=RESERVADO_DESPUES) if ocultos & set(fila.numeros) else h
            for fila, h in zip(filas, super().huellas(filas, usuario), strict=True)
        ]


RESERVADO_DESPUES = "Trataba de un expediente que se reservó después."


def _llamadas(usuario: Any) -> QuerySet[Any, Any]:
    return Llamada.objects.visibles_para(usuario)


def _llamada(fila: Llamada) -> rastro.Dicho:
    quien = f"A {fila.quien}: " if fila.quien else ""
    objeto = f"Expediente {fila.numeros[0]}" if len(fila.numeros) == 1 else "Una consulta"
    que = f"Contestó {fila.get_medio_display().lower()}"
    return que, objeto, fila.get_absolute_url(), f"{quien}{' '.join(fila.frases)}", ()


def _de_ese_numero(texto: str) -> Q | None:
    try:
        return Q(numeros__contains=[leer_numero(texto, anio=timezone.localdate().year)])
    except ValueError:
        return None


def _catalogos() -> list[FuenteDeVersiones]:
    """What the administration edits and the desk chooses from."""
    con_nombre = (TipoDocumento, Procedimiento, Proveido, SerieDocumental, Plantilla)
    return [
        FuenteDeVersiones(Serie, Clase.SISTEMA, ("tipo",)),
        *(FuenteDeVersiones(modelo, Clase.SISTEMA, ("nombre",)) for modelo in con_nombre),
        FuenteDeVersiones(RequisitoProcedimiento, Clase.SISTEMA, ("procedimiento", "texto")),
        FuenteDeVersiones(TerminoDistancia, Clase.SISTEMA, ("lugar",)),
        FuenteDeVersiones(FormatoEtiqueta, Clase.SISTEMA, ("codigo",)),
    ]


def declarar() -> None:
    """Called once by `TramiteConfig.ready`."""
    rastro.registrar(
        FuenteDeTramite(Movimiento, _movimiento, con=("proveido", "para")),
        FuenteDeTramite(Actuacion, _acto),
        FuenteDeTramite(
            PasoSalida, _salida, "salida__expediente", salvo=Q(clase=PasoSalida.Clase.ENTREGA)
        ),
        FuenteDeTramite(
            ResultadoDespacho,
            _resultado,
            "despacho__salida__expediente",
            con=("despacho__salida__tipo",),
        ),
        FuenteDeTramite(PasoOpinion, _opinion, "opinion__expediente"),
        FuenteDeTramite(Lectura, _lectura, clase=Clase.LECTURAS),
        FuenteDeTramite(LecturaMotivada, _motivo, clase=Clase.LECTURAS),
        FuenteDeLlamadas(Clase.ACTOS, _llamadas, _llamada, _de_ese_numero),
        *_catalogos(),
    )
