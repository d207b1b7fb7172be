"""Acts on the physical file: folios taken out, loans, who signs for it, its loss."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from cargos.models import Usuario, autoria
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.comun import anotar, avisar_a, bloquear, dia_de, es_suyo, titular
from tramite.acciones.reservar import jefaturas
from tramite.estados import exigir_en_la_oficina, exigir_no_anulado
from tramite.models import (
    Actuacion,
    Desglose,
    Documento,
    Expediente,
    Extravio,
    Prestamo,
    RecepcionFisica,
)


@transaction.atomic
def desglosar(
    expediente: Expediente,
    *,
    documento: Documento,
    desde: int,
    hasta: int,
    motivo: str,
    a_quien: str,
    por: Usuario,
    ahora: datetime,
    version: int | None = None,
) -> Desglose:
    """Give folios back, leaving a copy and the reference in their place (TUO LPAG art. 153).

    The numbering does not change. Raises ReglaIncumplida when the folios are not of that document,
    some of them was taken out before, or the expediente is annulled.
    """
    expediente = bloquear(expediente, version=version)
    exigir_no_anulado(expediente.estado)
    if not documento.folio_desde <= desde <= hasta <= documento.folio_hasta:
        raise ReglaIncumplida(
            f"Ese documento ocupa los folios {documento.folio_desde} a {documento.folio_hasta}."
        )
    try:
        with transaction.atomic():
            desglose = Desglose.objects.create(
                documento=documento,
                desde=desde,
                hasta=hasta,
                motivo=motivo,
                a_quien=a_quien,
                **autoria(por, ahora),
            )
    except IntegrityError as error:
        raise ReglaIncumplida("Alguno de esos folios ya fue desglosado.") from error
    anotar(
        expediente,
        Actuacion.Clase.DESGLOSE,
        f"Se entregan a {a_quien} los {desglose}: {motivo}",
        documento=documento,
        por=por,
        ahora=ahora,
    )
    return desglose


@transaction.atomic
def prestar(
    expediente: Expediente,
    *,
    a_quien: str,
    motivo: str,
    devolver_el: date,
    por: Usuario,
    ahora: datetime,
    version: int | None = None,
) -> Prestamo:
    """Lend the physical file until a date. Raises ReglaIncumplida if it is out already."""
    expediente = bloquear(expediente, version=version)
    exigir_en_la_oficina(expediente.estado)
    if devolver_el < dia_de(ahora):
        raise ReglaIncumplida("La fecha de devolución ya pasó.")
    if expediente.extravios.pendientes().exists():
        raise ReglaIncumplida("El físico figura extraviado: no hay qué prestar.")
    actual = expediente.prestamos.pendientes().first()
    if actual is not None:
        raise ReglaIncumplida(
            f"El expediente ya está prestado a {actual.a_quien}: anote primero su devolución."
        )
    prestamo = Prestamo.objects.create(
        expediente=expediente,
        a_quien=a_quien,
        motivo=motivo,
        folios=expediente.folios,
        devolver_el=devolver_el,
        **autoria(por, ahora),
    )
    texto = f"A {a_quien}, hasta el {devolver_el:%d/%m/%Y}: {motivo}"
    anotar(expediente, Actuacion.Clase.PRESTAMO, texto, por=por, ahora=ahora)
    return prestamo


@transaction.atomic
def recibir_devuelto(
    prestamo: Prestamo, *, por: Usuario, ahora: datetime, nota: str = ""
) -> Prestamo:
    """Write that the file came back; raises ReglaIncumplida if it had already."""
    expediente = bloquear(prestamo.expediente)
    prestamo = Prestamo.objects.select_for_update(of=("self",)).get(pk=prestamo.pk)
    if not prestamo.esta_pendiente:
        raise ReglaIncumplida("La devolución ya estaba anotada.")
    prestamo.devuelto_en, prestamo.devuelto_por, prestamo.nota_devolucion = ahora, por, nota
    prestamo.save(update_fields=["devuelto_en", "devuelto_por", "nota_devolucion"])
    texto = f"Devuelto por {prestamo.a_quien}. {nota}".strip()
    anotar(expediente, Actuacion.Clase.DEVUELTO, texto, por=por, ahora=ahora)
    return prestamo


@transaction.atomic
def firmar_recepcion(
    expediente: Expediente,
    *,
    folios: int,
    por: Usuario,
    ahora: datetime,
    nota: str = "",
    version: int | None = None,
) -> RecepcionFisica:
    """Sign that the folder arrived with that many folios; it also receives what waited.

    Raises ReglaIncumplida when the expediente is not in a post of `por`, was signed for already, or
    the folios are not those that were sent and it is not said why.
    """
    expediente = bloquear(expediente, version=version)
    actual = titular(expediente)
    if actual is None or not es_suyo(actual, por):
        raise ReglaIncumplida("El físico lo recibe quien tiene el expediente en su poder.")
    if RecepcionFisica.objects.filter(movimiento=actual).exists():
        raise ReglaIncumplida("La recepción del físico ya está firmada.")
    if folios != actual.folios and not nota:
        raise ReglaIncumplida(
            f"Se enviaron {actual.folios} folios: si recibió otro número, diga qué falta o sobra."
        )
    por = por.actuando_desde(actual.para_id)
    if actual.recibido_en is None:
        actual.recibido_en, actual.recibido_por = ahora, por
        actual.save(update_fields=["recibido_en", "recibido_por"])
    return RecepcionFisica.objects.create(
        movimiento=actual, folios=folios, nota=nota, **autoria(por, ahora)
    )


@transaction.atomic
def declarar_extravio(
    expediente: Expediente,
    *,
    que: str,
    como: str,
    por: Usuario,
    ahora: datetime,
    version: int | None = None,
) -> Extravio:
    """Write that the folder, or part of it, is lost: it must be rebuilt (TUO LPAG art. 153.4).

    Its trámite goes on. Raises ReglaIncumplida when it is lost already, or is no longer here.
    """
    expediente = bloquear(expediente, version=version)
    exigir_en_la_oficina(expediente.estado)
    if expediente.extravios.pendientes().exists():
        raise ReglaIncumplida("El físico ya figura extraviado: anote su reconstrucción.")
    extravio = Extravio.objects.create(
        expediente=expediente, que=que, como=como, **autoria(por, ahora)
    )
    texto = f"{que}. {como} Debe reconstruirse (TUO LPAG art. 153.4)."
    anotar(expediente, Actuacion.Clase.EXTRAVIO, texto, por=por, ahora=ahora)
    asunto = f"Expediente {expediente.numero}: se extravió su físico y debe reconstruirse."
    avisar_a(list(jefaturas()), expediente, asunto, por=por, ahora=ahora)
    return extravio


@transaction.atomic
def reconstruir(
    expediente: Expediente,
    *,
    con_que: str,
    por: Usuario,
    ahora: datetime,
    version: int | None = None,
) -> Extravio:
    """Write with what it was rebuilt, or that it turned up. Raises ReglaIncumplida if not lost."""
    expediente = bloquear(expediente, version=version)
    extravio = expediente.extravios.pendientes().select_for_update().first()
    if extravio is None:
        raise ReglaIncumplida("El físico de este expediente no figura extraviado.")
    extravio.reconstruido_en, extravio.reconstruido_por = ahora, por
    extravio.con_que = con_que
    extravio.save(update_fields=["reconstruido_en", "reconstruido_por", "con_que"])
    anotar(expediente, Actuacion.Clase.RECONSTRUCCION, con_que, por=por, ahora=ahora)
    return extravio
