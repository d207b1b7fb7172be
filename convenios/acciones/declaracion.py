"""What is recorded of the yearly declaration: a norm that moves its date, its receipt."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from cargos.models import Usuario, atribuir
from convenios.models import ActoDeclaracion
from ocisys.base.reglas import ReglaIncumplida
from ocisys.base.sellado import sellar

T = ActoDeclaracion.Tipo


@transaction.atomic
def anotar_declaracion(
    acto: ActoDeclaracion, *, por: Usuario, hoy: date, archivo: UploadedFile | None = None
) -> ActoDeclaracion:
    """Record it, with its paper sealed.

    Raises `ReglaIncumplida` if that year was already presented, or on a day to come.
    """
    if acto.tipo == T.PRESENTADA and acto.fecha > hoy:
        raise ReglaIncumplida("No puede haberse presentado en una fecha futura.")
    atribuir(acto, por)
    acto.archivo = sellar(archivo, por=por) if archivo else None
    try:
        with transaction.atomic():
            acto.save()
    except IntegrityError as error:  # a colleague recorded it a moment ago
        frase = f"La declaración de {acto.anio} ya figura presentada."
        raise ReglaIncumplida(frase) from error
    return acto
