"""Acts on the physical file: taking folios out, lending it, getting it back."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from cargos.models import Usuario, autoria
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.comun import anotar, bloquear, dia_de
from tramite.estados import FUERA, Estado, TransicionInvalida
from tramite.models import Actuacion, Desglose, Documento, Expediente, Prestamo


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
    if expediente.estado == Estado.ANULADO:
        raise TransicionInvalida("El expediente está anulado y no admite más actos.")
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
    if expediente.estado in FUERA:
        raise TransicionInvalida(f"El expediente está «{expediente.get_estado_display()}».")
    if devolver_el < dia_de(ahora):
        raise ReglaIncumplida("La fecha de devolución ya pasó.")
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
