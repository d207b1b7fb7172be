"""The order of entry: like cases are answered as they came in, or it is said why not.

TUO LPAG art. 148.1. «Like» is of the same procedure and in the hands of the same post. The reason
is written once, in the hoja de ruta of each case that was passed over, which is where its party
will ask.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef

from cargos.models import Usuario, autoria
from ocisys.base.reglas import ReglaIncumplida
from tramite.estados import EN_COLA
from tramite.models import Actuacion, Expediente, Movimiento

NORMA = "TUO LPAG art. 148.1"
SE_NOMBRAN = 5


def adelantados(expediente: Expediente, actual: Movimiento | None) -> list[Expediente]:
    """Like cases that came in before this one, still wait, and nobody has said why; one query."""
    if actual is None or expediente.procedimiento_id is None:
        return []
    en_esas_manos = Movimiento.objects.abiertos().titulares().filter(para=actual.para_id)
    explicado = Actuacion.objects.filter(expediente=OuterRef("pk"), clase=Actuacion.Clase.ORDEN)
    filas = Expediente.objects.filter(
        ~Exists(explicado),
        Exists(en_esas_manos.filter(expediente=OuterRef("pk"))),
        procedimiento=expediente.procedimiento_id,
        estado__in=EN_COLA,
        presentado_en__lt=expediente.presentado_en,
    )
    return list(filas.de_la_mas_antigua())


def explicar(
    expediente: Expediente,
    anteriores: Sequence[Expediente],
    *,
    motivo: str,
    por: Usuario,
    ahora: datetime,
) -> None:
    """Write in each case passed over why this one goes first.

    Raises ReglaIncumplida when there are some and no reason is given.
    """
    if not anteriores:
        return
    if not motivo:
        raise ReglaIncumplida(frase(anteriores), norma=NORMA)
    quien = "otro" if expediente.esta_restringido else f"el {expediente.numero}"
    Actuacion.objects.bulk_create(
        Actuacion(
            expediente=anterior,
            clase=Actuacion.Clase.ORDEN,
            texto=f"Se atendió antes {quien}: {motivo}"[:1000],
            estado_antes=anterior.estado,
            estado_despues=anterior.estado,
            **autoria(por, ahora),
        )
        for anterior in anteriores
    )


def frase(anteriores: Sequence[Expediente]) -> str:
    """Which ones came in before, in words."""
    numeros = ", ".join(e.numero for e in anteriores[:SE_NOMBRAN])
    resto = len(anteriores) - SE_NOMBRAN
    y_mas = f" y {resto} más" if resto > 0 else ""
    return f"Del mismo procedimiento ingresaron antes y esperan: {numeros}{y_mas}."
