"""The party asks to see the file: it is shown at once, and what was shown is written down."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from cargos.models import Usuario
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.comun import actuar, bloquear
from tramite.estados import Estado, exigir_no_anulado
from tramite.models import Acceso, Actuacion, CopiaTachada, Expediente


@transaction.atomic
def dar_vista(
    expediente: Expediente,
    *,
    a_quien: str,
    calidad: str,
    copias: int,
    tachado: str,
    por: Usuario,
    ahora: datetime,
    entregadas: Collection[CopiaTachada] = (),
    pago: str = "",
    version: int | None = None,
) -> Actuacion:
    """Write that somebody saw the file, with the hour, the copies taken and what was struck out.

    It is asked for by word, at any time, and not put off (TUO LPAG art. 160); copies are given once
    their cost is paid (160.1), of which `pago` is the receipt. Of what is secret, reserved or
    confidential only the rest is given (TUO Ley 27806 art. 19), best by `entregadas`, copies made
    here with parts hidden: raises ReglaIncumplida when nothing was struck out, or the expediente
    is annulled.
    """
    expediente = bloquear(expediente, version=version)
    exigir_no_anulado(expediente.estado)
    if expediente.acceso not in (Acceso.OFICINA, Acceso.GRUPO) and not (tachado or entregadas):
        raise ReglaIncumplida(
            f"El expediente está clasificado ({expediente.get_acceso_display().lower()}): sólo se "
            "muestra el resto. Haga una copia con partes ocultas o diga qué se tachó y por qué.",
            norma="TUO de la Ley 27806, art. 19",
        )
    partes = [f"A {a_quien}, {calidad}", f"copias entregadas: {copias}" if copias else "sin copias"]
    partes += [f"comprobante de pago {pago}"] if pago else []
    partes += [f"se tachó: {tachado}"] if tachado else []
    partes += [f"se entregó: {', '.join(str(c) for c in entregadas)}"] if entregadas else []
    return actuar(
        expediente,
        Actuacion.Clase.VISTA,
        a=Estado(expediente.estado),
        texto="; ".join(partes)[:1000],
        por=por,
        ahora=ahora,
        copias=copias,
        pago=pago,
        entregadas=[c.pk for c in entregadas],
    )
