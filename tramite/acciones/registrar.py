"""Registration: what comes in is written with its five legal fields and nobody can refuse it.

TUO LPAG arts. 117.2 (número de ingreso, naturaleza, fecha, remitente, destinatario), 124.1 (the
desk neither qualifies nor rejects) and 150 (one file per case). The number is the last thing taken,
so that its lock lasts a few inserts.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from cargos.models import Posicion, Usuario, autoria
from cargos.permisos import Permiso
from ocisys.base.escritura import (
    Sentencia,
    alta,
    altas_si_no_estan,
    cambio,
    ejecutar,
    encargo,
)
from ocisys.base.numeros import numero_con_control, tomar_numero_y_claves
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.cargo import sellar_cargo
from tramite.acciones.comun import actuar, avisar_a, dia_de, nombrar_lectores
from tramite.acciones.escaneo import asignar
from tramite.acciones.observar import observar
from tramite.acciones.plazos import calcular
from tramite.acciones.remitentes import asegurar
from tramite.estados import Estado, TipoMovimiento
from tramite.models import (
    Acceso,
    Actuacion,
    DecisionDuplicado,
    Documento,
    Escaneo,
    Expediente,
    Movimiento,
    Palabra,
    Procedimiento,
    Proveido,
    Remitente,
    Reserva,
    TipoDocumento,
)
from tramite.models.palabra import palabras_de

SERIE = "expediente"
RECIEN = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class Ingreso:
    """What the desk writes down of a paper that comes in.

    A `remitente` not saved yet is created with the expediente. `clave` belongs to the form, not to
    the paper: the same one twice is the same click twice.
    `parecidos` are look-alikes that the person saw and declared different. `escaneo` is the scan
    from which it is registered, and becomes its first file. Of the requisites of its procedure,
    `faltan` are observed in the same act (TUO LPAG art. 125.1); `conforme`: all were there.
    """

    clave: UUID
    remitente: Remitente
    destinatario: Posicion
    tipo: TipoDocumento
    asunto: str
    presentado_en: datetime
    canal: str
    folios: int = 1
    documento_numero: str = ""
    documento_fecha: date | None = None
    acompanan: str = ""
    procedimiento: Procedimiento | None = None
    pase_a: Posicion | None = None
    proveido: Proveido | None = None
    indicaciones: str = ""
    acceso: str = Acceso.OFICINA
    lectores: tuple[Posicion, ...] = ()
    parecidos: tuple[Documento, ...] = field(default=())
    escaneo: Escaneo | None = None
    conforme: bool = False
    faltan: tuple[str, ...] = ()
    representante: str = ""
    urgencia: str = ""

    @property
    def pasa_a(self) -> Posicion | None:
        """Where it goes at once; while something is missing it is not forwarded (art. 125.3)."""
        return None if self.faltan else self.pase_a


def registrar(ingreso: Ingreso, *, por: Usuario, ahora: datetime) -> tuple[Expediente, bool]:
    """Register and return `(expediente, True)`; for a repeated `clave`, `(the first one, False)`.

    The first movimiento goes to `pase_a`, or stays with the post that registers; it is the entry
    of the hoja de ruta. Two clicks at once: the second one waits for the number, finds the first
    one's row and gives its number back.

    Raises ReglaIncumplida when who does not keep the desk registers what is not her own.
    """
    _exigir_lo_suyo(ingreso, por)
    por = por.actuando_con(Permiso.EXPEDIENTE_REGISTRAR)
    try:
        with transaction.atomic():
            expediente = _registrar(ingreso, por=por, ahora=ahora)
        return expediente, True
    except IntegrityError:
        primero = Expediente.objects.filter(clave_registro=ingreso.clave).first()
        if primero is None:
            raise
        return primero, False


def _exigir_lo_suyo(ingreso: Ingreso, por: Usuario) -> None:
    """Who does not keep the desk registers what came to her own post, and keeps it in hand."""
    if por.puede(Permiso.EXPEDIENTE_REGISTRAR):
        return
    suyos = {d.posicion_id for d in por.designaciones_hoy}
    if ingreso.destinatario.pk not in suyos or ingreso.pase_a is not None:
        raise ReglaIncumplida(
            "Desde su cargo se registra lo que llegó a él, y queda en su poder; lo demás se "
            "entrega a la secretaría.",
            norma="MOF 071-01",
        )


def _registrar(ingreso: Ingreso, *, por: Usuario, ahora: datetime) -> Expediente:
    plazo = calcular(
        ingreso.procedimiento,
        presentado_en=ingreso.presentado_en,
        canal=ingreso.canal,
        por=por,
        ahora=ahora,
    )
    remitente = asegurar(ingreso.remitente)
    anio = dia_de(ahora).year
    numero, *claves = tomar_numero_y_claves(SERIE, anio, Expediente, Documento, Movimiento)
    expediente = Expediente(
        pk=claves[0],
        **_cabecera(ingreso, remitente, anio, numero),
        vence_el=plazo.vence_el if plazo else None,
        **autoria(por, ahora),
    )
    documento = _documento(claves[1], expediente, ingreso, por=por, ahora=ahora)
    movimiento = _primer_movimiento(claves[2], expediente, ingreso, por=por, ahora=ahora)
    ejecutar(
        [
            *_uso(remitente, ahora),
            *altas_si_no_estan(_palabras(expediente)),
            *(alta(fila) for fila in (expediente, documento, movimiento)),
            encargo(sellar_cargo, expediente=expediente.pk),
        ]
    )
    if plazo is not None:
        plazo.expediente = expediente
        plazo.save(force_insert=True)
    _anotar_parecidos(documento, ingreso.parecidos, por=por, ahora=ahora)
    if ingreso.escaneo:
        asignar(ingreso.escaneo, documento, por=por, ahora=ahora)
    _restringir(expediente, ingreso, movimiento, por=por, ahora=ahora)
    if ingreso.pasa_a:
        asunto = f"Expediente {expediente.numero}: se le ha pasado."
        avisar_a([ingreso.pasa_a], expediente, asunto, por=por, ahora=ahora)
    _revisar_requisitos(expediente, ingreso, por=por, ahora=ahora)
    return expediente


def _cabecera(
    ingreso: Ingreso, remitente: Remitente, anio: int, correlativo: int
) -> dict[str, Any]:
    """Fields of the register for the row of the expediente."""
    procedimiento = ingreso.procedimiento
    return {
        "numero": numero_con_control(anio, correlativo),
        "anio": anio,
        "correlativo": correlativo,
        "presentado_en": ingreso.presentado_en,
        "canal": ingreso.canal,
        "remitente": remitente,
        "remitente_nombre": remitente.nombre,
        "destinatario": ingreso.destinatario,
        "tipo_documento": ingreso.tipo,
        "documento_numero": ingreso.documento_numero,
        "asunto": ingreso.asunto,
        "folios": ingreso.folios,
        "acompanan": ingreso.acompanan,
        "clave_registro": ingreso.clave,
        "procedimiento": procedimiento,
        "funciones_mof": list(procedimiento.funciones_mof) if procedimiento else [],
        "acceso": ingreso.acceso,
        "estado": Estado.EN_TRAMITE if ingreso.pasa_a else Estado.REGISTRADO,
        "representante": ingreso.representante,
        "urgencia": ingreso.urgencia,
        "referencias": ingreso.documento_numero,
    }


def _uso(remitente: Remitente, ahora: datetime) -> list[Sentencia]:
    """Note when the sender wrote last; suggestions are ordered by it and need no seconds."""
    if remitente.usado_en and ahora - remitente.usado_en < RECIEN:
        return []
    return [cambio(Remitente.objects.filter(pk=remitente.pk), usado_en=ahora)]


def _palabras(expediente: Expediente) -> list[Palabra]:
    """What the search learns from it; nothing from one that not everybody may read."""
    if expediente.acceso != Acceso.OFICINA:
        return []
    return palabras_de(expediente.asunto, expediente.remitente_nombre)


def _documento(
    clave: int, expediente: Expediente, ingreso: Ingreso, *, por: Usuario, ahora: datetime
) -> Documento:
    return Documento(
        pk=clave,
        expediente=expediente,
        orden=1,
        sentido=Documento.Sentido.RECIBIDO,
        tipo=ingreso.tipo,
        numero=ingreso.documento_numero,
        fecha=ingreso.documento_fecha,
        asunto=ingreso.asunto,
        folios=ingreso.folios,
        acompanan=ingreso.acompanan,
        **autoria(por, ahora),
    )


def _primer_movimiento(
    clave: int, expediente: Expediente, ingreso: Ingreso, *, por: Usuario, ahora: datetime
) -> Movimiento:
    quien = autoria(por, ahora)
    propia = quien["por_posicion"] or ingreso.destinatario
    para = ingreso.pasa_a or propia
    se_queda = para == propia
    return Movimiento(
        pk=clave,
        expediente=expediente,
        tipo=TipoMovimiento.ORIGINAL,
        para=para,
        proveido=None if ingreso.faltan else ingreso.proveido,
        texto=ingreso.indicaciones,
        vence=expediente.vence_el,
        folios=ingreso.folios,
        recibido_en=ahora if se_queda else None,
        recibido_por=por if se_queda else None,
        **quien,
    )


def _anotar_parecidos(
    documento: Documento, parecidos: Iterable[Documento], *, por: Usuario, ahora: datetime
) -> None:
    """Keep that somebody saw the look-alikes and said that this is another document."""
    DecisionDuplicado.objects.bulk_create(
        DecisionDuplicado(
            documento=documento,
            parecido_a=parecido,
            decision=DecisionDuplicado.Decision.DISTINTO,
            **autoria(por, ahora),
        )
        for parecido in parecidos
    )


def _revisar_requisitos(
    expediente: Expediente, ingreso: Ingreso, *, por: Usuario, ahora: datetime
) -> None:
    """Observe what is missing, or leave written that somebody saw that nothing is."""
    if ingreso.faltan:
        observar(expediente, requisitos=ingreso.faltan, por=por, ahora=ahora)
        expediente.refresh_from_db(fields=["estado", "vence_el", "version"])
    elif ingreso.conforme:
        estado = Estado(expediente.estado)
        texto = f"Revisados al recibirlo, todos conformes: {ingreso.procedimiento}."
        actuar(expediente, Actuacion.Clase.REQUISITOS, a=estado, texto=texto, por=por, ahora=ahora)


def _restringir(
    expediente: Expediente,
    ingreso: Ingreso,
    movimiento: Movimiento,
    *,
    por: Usuario,
    ahora: datetime,
) -> None:
    """Name who may read a restricted one: those chosen, who registers and who receives it."""
    if ingreso.acceso == Acceso.OFICINA:
        return
    quien = autoria(por, ahora)["por_posicion"]
    nombrados = {*ingreso.lectores, movimiento.para, ingreso.destinatario}
    nombrar_lectores(expediente, nombrados | ({quien} if quien else set()), por=por, ahora=ahora)
    Reserva.objects.create(
        expediente=expediente,
        clase=ingreso.acceso,
        fundamento="Restringido al registrarlo",
        **autoria(por, ahora),
    )
