"""Whether a document was issued by this office: by its code, or by the file itself.

Only what identifies the document is told: kind, number, day, post that signs, pages and hash. Not
its subject, nor its addressee, nor the expediente. A document of a restricted expediente is
answered like one that does not exist.
"""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.utils import timezone

from cargos.models import CargoVersion
from ocisys.base.firma.confianza import confianza
from ocisys.base.firma.respuestas import EXPLICA, Firma, PdfIlegible, Veredicto
from tramite.consulta import leer_codigo
from tramite.estados_salida import FIRMADOS, EstadoSalida
from tramite.models import IndiceSellado, Salida
from tramite.models.salida import SalidaQuerySet

LARGO_CVD = 16


@dataclass(frozen=True)
class Emitido:
    """What the public page tells of a document that this office issued."""

    tipo: str
    numero: str
    emitido_el: date
    cargo: str
    paginas: int
    sha256: str
    anulado: bool
    firma: str


@dataclass(frozen=True)
class Indice:
    """What the public page tells of an índice digital that somebody brings."""

    expediente: str
    abierto_el: date
    cerrado_el: date
    documentos: int
    firmado_por: str


@dataclass(frozen=True)
class Examen:
    """What the public page tells of a file that somebody brings."""

    emitido: Emitido | None
    firmas: list[Firma]
    legible: bool = True
    indice: "Indice | None" = None

    @property
    def alterado(self) -> bool:
        return any(not f.es_integra for f in self.firmas)


def por_codigo(cvd: str) -> Emitido | None:
    """The document issued with that code, typed in any way; None if there is none to tell of."""
    codigo = leer_codigo(cvd[:64])
    if len(codigo) != LARGO_CVD:
        return None
    return _de(Salida.objects.publicas().filter(cvd=codigo))


def por_fichero(contenido: bytes, *, en: datetime) -> Examen:
    """Whether those are the very bytes that this office issued, and what their signatures say.

    The signatures of our own document are judged on the day it was sealed: they were checked then.
    """
    from ocisys.base.firma.verificar import verificar  # heavy

    huella = sha256(contenido).hexdigest()
    emitido = _de(Salida.objects.publicas().filter(anexo__archivo__sha256=huella))
    indice = None if emitido else _indice(huella)
    try:
        return Examen(emitido, verificar(contenido, confianza=confianza(), en=en), indice=indice)
    except PdfIlegible:
        return Examen(emitido, [], legible=False)


def _indice(huella: str) -> Indice | None:
    """The sealed index with those bytes, unless its expediente is restricted."""
    fila = IndiceSellado.objects.publicos().filter(archivo__sha256=huella)
    sellado = fila.select_related("expediente").first()
    if sellado is None:
        return None
    return Indice(
        sellado.expediente.numero,
        timezone.localdate(sellado.abierto_en),
        timezone.localdate(sellado.cerrado_en),
        len(sellado.contenido),
        sellado.firmado_por,
    )


def _de(filas: SalidaQuerySet) -> Emitido | None:
    salida = (
        filas.filter(estado__in=[*sorted(FIRMADOS), EstadoSalida.ANULADO], anexo__isnull=False)
        .select_related("tipo", "firmante__cargo", "documento", "anexo__archivo")
        .first()
    )
    if salida is None or salida.documento is None or salida.anexo is None:
        return None
    emitido_el = timezone.localdate(salida.emitido_en)
    version = CargoVersion.objects.vigentes(emitido_el).filter(cargo=salida.firmante.cargo).first()
    return Emitido(
        salida.tipo.nombre,
        salida.numero,
        emitido_el,
        version.denominacion if version else f"Cargo {salida.firmante}",
        salida.documento.folios,
        salida.anexo.archivo.sha256,
        salida.estado == EstadoSalida.ANULADO,
        EXPLICA[Veredicto(salida.firma["veredicto"])],
    )
