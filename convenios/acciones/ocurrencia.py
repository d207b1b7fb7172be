"""What is done about a due date: progress, report, review by somebody else, release by a norm."""

from collections.abc import Sequence
from datetime import date
from itertools import zip_longest
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from cargos.models import Usuario, autoria
from convenios.acciones.personas import de_la_posicion
from convenios.estados import EstadoOcurrencia, verificar_ocurrencia
from convenios.models import ORIGENES, Evidencia, Ocurrencia, Seguimiento
from ocisys.base.avisos import avisar
from ocisys.base.reglas import ReglaIncumplida
from ocisys.base.sellado import sellar

E = EstadoOcurrencia
T = Seguimiento.Tipo


@transaction.atomic
def anotar_avance(
    ocurrencia: Ocurrencia,
    *,
    avance: int,
    narrativa: str,
    por: Usuario,
    hoy: date,
    dificultad: str = "",
    riesgo: str = "",
    proxima_accion: str = "",
    proxima_el: date | None = None,
) -> Seguimiento:
    """Note how far the work goes, without asking for a review."""
    ocurrencia = _tomar(ocurrencia, E.EN_PROCESO)
    return _dejar(
        ocurrencia,
        E.EN_PROCESO,
        T.AVANCE,
        por=por,
        hoy=hoy,
        avance=avance,
        narrativa=narrativa,
        dificultad=dificultad,
        riesgo=riesgo,
        proxima_accion=proxima_accion,
        proxima_el=proxima_el,
    )


@transaction.atomic
def reportar(
    ocurrencia: Ocurrencia,
    *,
    avance: int,
    narrativa: str,
    evidencias: Sequence[Evidencia],
    por: Usuario,
    hoy: date,
    cumplida_el: date | None = None,
    archivos: Sequence[UploadedFile] = (),
) -> Seguimiento:
    """Say that it was done (or how much of it), with the proof, and ask somebody else to review.

    `cumplida_el` is the day of the fulfilment, today by default; `archivos` are sealed, one for
    each evidence in order. Raises `ReglaIncumplida` without
    evidence or with a future day, `TransicionInvalida` if it is already closed.
    """
    ocurrencia = _tomar(ocurrencia, E.REPORTADO)
    if not evidencias:
        raise ReglaIncumplida("Un reporte lleva al menos una evidencia.")
    if cumplida_el is not None and cumplida_el > hoy:
        raise ReglaIncumplida("No puede haberse cumplido en una fecha futura.")
    for evidencia, archivo in zip_longest(evidencias, archivos):
        evidencia.ocurrencia, evidencia.presentada_por = ocurrencia, por
        evidencia.archivo = sellar(archivo, por=por) if archivo else evidencia.archivo
        evidencia.save()
    ocurrencia.reportada_por = por
    seguimiento = _dejar(
        ocurrencia,
        E.REPORTADO,
        T.REPORTE,
        por=por,
        hoy=hoy,
        avance=avance,
        narrativa=narrativa,
        cumplida_el=cumplida_el or hoy,
    )
    _avisar_a_quien_coordina(ocurrencia, por, hoy)
    return seguimiento


@transaction.atomic
def observar(ocurrencia: Ocurrencia, *, observacion: str, por: Usuario, hoy: date) -> Seguimiento:
    """Return a report saying what is missing; its evidence waits for a better one."""
    ocurrencia = _tomar_para_revisar(ocurrencia, E.OBSERVADO, por)
    _revisar_evidencias(ocurrencia, Evidencia.Estado.OBSERVADA, por, observacion)
    seguimiento = _dejar(
        ocurrencia, E.OBSERVADO, T.OBSERVACION, por=por, hoy=hoy, narrativa=observacion
    )
    _avisar_a_quien_reporto(ocurrencia, "observado", observacion)
    return seguimiento


@transaction.atomic
def validar(
    ocurrencia: Ocurrencia, *, por: Usuario, hoy: date, parcial: bool = False, nota: str = ""
) -> Seguimiento:
    """Accept a report: fulfilled, or in part with the advance that was reported.

    Raises `ReglaIncumplida` if `por` reported it or presented its evidence.
    """
    estado = E.CUMPLIDO_PARCIAL if parcial else E.CUMPLIDO
    ocurrencia = _tomar_para_revisar(ocurrencia, estado, por)
    _revisar_evidencias(ocurrencia, Evidencia.Estado.VALIDADA, por, nota)
    ocurrencia.validada_por = por
    seguimiento = _dejar(
        ocurrencia,
        estado,
        T.VALIDACION,
        por=por,
        hoy=hoy,
        avance=ocurrencia.avance if parcial else 100,
        narrativa=nota,
        cumplida_el=ocurrencia.cumplida_el,
    )
    _avisar_a_quien_reporto(ocurrencia, "validado", nota)
    return seguimiento


@transaction.atomic
def declarar_incumplida(
    ocurrencia: Ocurrencia, *, motivo: str, por: Usuario, hoy: date
) -> Seguimiento:
    """State that it was not done. It stays overdue: only doing it or a norm closes it."""
    ocurrencia = _tomar(ocurrencia, E.INCUMPLIDO)
    if ocurrencia.fecha_exigible >= hoy:
        raise ReglaIncumplida("Todavía no vence: no puede declararse incumplida.")
    return _dejar(ocurrencia, E.INCUMPLIDO, T.INCUMPLIMIENTO, por=por, hoy=hoy, narrativa=motivo)


@transaction.atomic
def exonerar(
    ocurrencia: Ocurrencia,
    *,
    sustento: str,
    por: Usuario,
    hoy: date,
    motivo: str = "",
    sin_efecto: bool = False,
) -> Seguimiento:
    """Release from an obligation by a norm or adenda (`sustento` names it); it stops counting."""
    estado = E.SIN_EFECTO if sin_efecto else E.EXONERADO
    ocurrencia = _tomar(ocurrencia, estado)
    if not sustento.strip():
        raise ReglaIncumplida("Sólo una norma o una adenda exonera de una obligación: cítela.")
    ocurrencia.sustento = sustento.strip()
    return _dejar(ocurrencia, estado, T.EXONERACION, por=por, hoy=hoy, narrativa=motivo)


@transaction.atomic
def prorrogar(
    ocurrencia: Ocurrencia, *, hasta: date, norma: str, por: Usuario, hoy: date, motivo: str = ""
) -> Ocurrencia:
    """A norm or adenda gives until `hasta`: another row takes the place of this one from today.

    The old date stays as it was for whoever looks at an earlier day, and can be reached from the
    new one, which goes on from the same advance. Raises `ReglaIncumplida` without a norm or
    if `hasta` is not later; `TransicionInvalida` if it is closed or waits for a review.
    """
    if not norma.strip():
        raise ReglaIncumplida("Sólo una norma o una adenda mueve la fecha: cítela.")
    if hasta <= ocurrencia.fecha_exigible:
        vence = ocurrencia.fecha_exigible
        raise ReglaIncumplida(f"Ya vence el {vence:%d/%m/%Y}: escriba otra después.")
    return mover_fecha(
        ocurrencia, a=hasta, sustento=norma, motivo=motivo, tipo=T.PRORROGA, por=por, hoy=hoy
    )


@transaction.atomic
def mover_fecha(
    ocurrencia: Ocurrencia,
    *,
    a: date,
    sustento: str,
    motivo: str,
    por: Usuario,
    hoy: date,
    tipo: str = T.FECHA,
) -> Ocurrencia:
    """Another row takes the place of this one from today, for the reason that `sustento` cites.

    Raises `TransicionInvalida` if it is closed or waits for a review.
    """
    vieja = _tomar(ocurrencia, E.SIN_EFECTO)
    vieja.sustento = sustento.strip()
    _dejar(vieja, E.SIN_EFECTO, tipo, por=por, hoy=hoy, narrativa=motivo)
    ultimo = vieja.compromiso.ocurrencias.aggregate(n=Max("nro"))["n"]
    nueva = Ocurrencia(
        compromiso=vieja.compromiso,
        nro=ultimo + 1,
        fecha_legal=vieja.fecha_legal,
        fecha_exigible=a,
        norma_prorroga=sustento.strip(),
        desde=hoy,
        prorroga_de=vieja,
    )
    sigue = E.EN_PROCESO if vieja.avance else E.PENDIENTE
    _dejar(nueva, sigue, tipo, por=por, hoy=hoy, avance=vieja.avance, narrativa=motivo)
    return nueva


def _tomar(ocurrencia: Ocurrencia, a: EstadoOcurrencia) -> Ocurrencia:
    """Lock the row and check that it may still pass to `a`: the form was drawn minutes ago."""
    fila = (
        Ocurrencia.objects.select_for_update(of=("self",))
        .select_related(*(f"compromiso__{o}" for o in ORIGENES), "reportada_por")
        .get(pk=ocurrencia.pk)
    )
    verificar_ocurrencia(fila.estado, a)
    return fila


def _tomar_para_revisar(ocurrencia: Ocurrencia, a: EstadoOcurrencia, por: Usuario) -> Ocurrencia:
    fila = _tomar(ocurrencia, a)
    propias = fila.evidencias.filter(
        presentada_por=por, estado=Evidencia.Estado.PRESENTADA
    ).exists()
    if propias or fila.reportada_por_id == por.pk:
        raise ReglaIncumplida("Nadie valida ni observa su propio reporte: lo revisa otra persona.")
    return fila


def _revisar_evidencias(ocurrencia: Ocurrencia, estado: str, por: Usuario, texto: str) -> None:
    ocurrencia.evidencias.filter(estado=Evidencia.Estado.PRESENTADA).update(
        estado=estado, revisada_por=por, revisada_en=timezone.now(), observacion=texto
    )


def _dejar(
    ocurrencia: Ocurrencia,
    estado: EstadoOcurrencia,
    tipo: str,
    *,
    por: Usuario,
    hoy: date,
    avance: int | None = None,
    cumplida_el: date | None = None,
    narrativa: str = "",
    **detalle: Any,
) -> Seguimiento:
    """Leave the ocurrencia in `estado` and its Seguimiento saying the same."""
    ocurrencia.estado = estado
    ocurrencia.avance = ocurrencia.avance if avance is None else avance
    ocurrencia.cumplida_el = cumplida_el
    ocurrencia.cambiada_el = hoy
    ocurrencia.save()
    return Seguimiento.objects.create(
        ocurrencia=ocurrencia,
        tipo=tipo,
        fecha=hoy,
        estado=estado,
        avance=ocurrencia.avance,
        cumplida_el=cumplida_el,
        narrativa=narrativa,
        **detalle,
        **autoria(por),
    )


def _avisar_a_quien_coordina(ocurrencia: Ocurrencia, por: Usuario, hoy: date) -> None:
    compromiso = ocurrencia.compromiso
    personas = de_la_posicion(compromiso.origen.coordinador_id, hoy).exclude(pk=por.pk)
    for persona in personas:
        avisar(
            persona,
            asunto=f"Por validar: {compromiso.titulo}",
            cuerpo=f"{por} la reportó. Vence el {ocurrencia.fecha_exigible:%d/%m/%Y}.",
            enlace=ocurrencia.get_absolute_url(),
        )


def _avisar_a_quien_reporto(ocurrencia: Ocurrencia, como: str, texto: str) -> None:
    if ocurrencia.reportada_por is not None:
        avisar(
            ocurrencia.reportada_por,
            asunto=f"Reporte {como}: {ocurrencia.compromiso.titulo}",
            cuerpo=texto,
            enlace=ocurrencia.get_absolute_url(),
            nivel="atencion" if como == "observado" else "info",
        )
