"""From what somebody asks by telephone to a sentence that can be read aloud.

Anyone may be at the other end: it tells the state, the date and the desk, never the subject, and
of what is restricted not even that it exists.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format

from cargos.models import Usuario
from ocisys.base.busqueda import sin_tildes_contiene
from ocisys.base.numeros import leer_numero
from tramite.estados import POR_ATENDER, Estado
from tramite.models import Acceso, Expediente, Movimiento, Remitente
from tramite.models.expediente import ExpedienteQuerySet

CUANTOS = 5
REMITENTES = 5
NO_HAY = "No encuentro nada con ese dato. ¿Tiene a la mano el número del cargo de recepción?"

EN_PALABRAS: dict[str, str] = {
    Estado.REGISTRADO: "está registrado y por distribuirse",
    Estado.OBSERVADO: "está observado: falta que presenten lo que se pidió",
    Estado.SUBSANADO: "ya fue subsanado y sigue su trámite",
    Estado.EN_TRAMITE: "está en trámite",
    Estado.EN_ESPERA: "está en espera de otra entidad o de quien lo presentó",
    Estado.PARA_FIRMA: "está en trámite",
    Estado.ATENDIDO: "ya fue atendido",
    Estado.DESPACHADO: "ya fue atendido y la respuesta está en despacho",
    Estado.CERRADO: "ya fue atendido",
    Estado.ARCHIVADO: "ya fue atendido y está en el archivo",
    Estado.TRANSFERIDO: "ya fue atendido y está en el archivo central",
    Estado.PERMANENTE: "ya fue atendido y está en el archivo central",
    Estado.ELIMINADO: "ya fue atendido; el Archivo General autorizó eliminar sus papeles",
    Estado.REENCAUZADO: "se envió a la entidad a la que le toca",
    Estado.ABANDONADO: "terminó en abandono: quien lo presentó lo dejó paralizado",
    Estado.DESISTIDO: "terminó porque quien lo presentó desistió",
    Estado.ACUMULADO: "se unió a otro expediente y se responde con él",
    Estado.NO_PRESENTADO: "se tuvo por no presentado porque no se subsanó a tiempo",
    Estado.REABIERTO: "se reabrió y está en trámite",
    Estado.ANULADO: "fue anulado por un error de registro",
}


@dataclass(frozen=True)
class Respuesta:
    """What to read aloud, one sentence for each expediente, and which ones they were."""

    frases: tuple[str, ...]
    numeros: tuple[str, ...]


def responder(texto: str, *, por: Usuario, hoy: date) -> Respuesta:
    """Answer for a number of ours, a DNI, a RUC, a name, or the number of the paper itself.

    At most five expedientes, the newest first; four queries at most.
    """
    filas = _buscar(" ".join(texto.split()), por=por, hoy=hoy)
    if not filas:
        return Respuesta((NO_HAY,), ())
    tenedores = {
        m.expediente_id: m
        for m in Movimiento.objects.visibles_para(por)
        .abiertos()
        .titulares()
        .filter(expediente__in=filas)
        .select_related("para")
    }
    frases = tuple(_frase(fila, tenedores.get(fila.pk), hoy) for fila in filas)
    return Respuesta(frases, tuple(fila.numero for fila in filas))


def _buscar(texto: str, *, por: Usuario, hoy: date) -> list[Expediente]:
    filas: ExpedienteQuerySet = Expediente.objects.visibles_para(por).filter(acceso=Acceso.OFICINA)
    filas = filas.select_related("tipo_documento")
    if not texto:
        return []
    es_documento = texto.isdigit() and len(texto) in (8, 11)
    if not es_documento:
        with suppress(ValueError):
            if nuestro := list(filas.filter(numero=leer_numero(texto, anio=hoy.year))):
                return nuestro
    remitentes = list(
        Remitente.objects.visibles_para(por)
        .buscar(texto)
        .por_uso()
        .values_list("pk", flat=True)[:REMITENTES]
    )
    if remitentes:
        return list(filas.filter(remitente__in=remitentes).order_by("-pk")[:CUANTOS])
    if any(c.isdigit() for c in texto) and len(texto) > 2:
        del_papel = filas.filter(sin_tildes_contiene(texto, "referencias"))
        return list(del_papel.order_by("-pk")[:CUANTOS])
    return []


def _frase(fila: Expediente, movimiento: Movimiento | None, hoy: date) -> str:
    papel = fila.tipo_documento.nombre.lower()
    if fila.documento_numero:
        papel += f" {fila.documento_numero}"
    dia = date_format(timezone.localtime(fila.presentado_en), r"j \d\e F \d\e Y")
    estado = EN_PALABRAS[fila.estado]
    frase = f"{fila.numero}: {papel} de {fila.remitente_nombre}, que ingresó el {dia}, {estado}"
    if fila.estado in POR_ATENDER and movimiento is not None:
        frase += f"; lo tiene el cargo {movimiento.para.nro_orden}"
    if fila.estado in POR_ATENDER and fila.vence_el:
        hasta = date_format(fila.vence_el, r"j \d\e F")
        vencido = fila.vence_el < hoy
        frase += f"; el plazo para responder {'venció el' if vencido else 'llega al'} {hasta}"
    return f"{frase}."
