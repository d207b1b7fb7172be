"""Putting a post in charge of an expediente; it does not change hands."""

from datetime import datetime

from django.db import transaction

from cargos.models import Posicion, Usuario, autoria
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.comun import (
    actuar,
    avisar_a,
    bloquear,
    en_calidad,
    en_poder,
    nombrar_lectores,
)
from tramite.estados import ABIERTOS, Estado, exigir
from tramite.models import Actuacion, Expediente, Responsable


@transaction.atomic
def encargar(
    expediente: Expediente,
    *,
    posicion: Posicion,
    por: Usuario,
    ahora: datetime,
    version: int | None = None,
) -> Responsable:
    """Make a post answer for an open expediente, in place of the one that did.

    Whoever has it, or the jefatura, decides. Raises ReglaIncumplida when somebody else has it, it
    is closed, or that post answers for it already.
    """
    expediente = bloquear(expediente, version=version)
    exigir(expediente.estado, ABIERTOS)
    por = en_calidad(por, en_poder(expediente, por=por))
    actual = expediente.responsables.vigentes().select_related("posicion").first()
    if actual is not None and actual.posicion_id == posicion.pk:
        raise ReglaIncumplida(f"El cargo {posicion} ya es el responsable: elija otro.")
    if actual is not None:
        actual.relevado_en = ahora
        actual.save(update_fields=["relevado_en"])
    nuevo = Responsable.objects.create(
        expediente=expediente, posicion=posicion, **autoria(por, ahora)
    )
    if expediente.esta_restringido:
        nombrar_lectores(expediente, [posicion], por=por, ahora=ahora)
    actuar(
        expediente,
        Actuacion.Clase.RESPONSABLE,
        a=Estado(expediente.estado),
        texto=f"Responde el cargo {posicion}",
        por=por,
        ahora=ahora,
        antes={"responsable": f"Cargo {actual.posicion}" if actual else ""},
        despues={"responsable": f"Cargo {posicion}"},
    )
    asunto = f"Expediente {expediente.numero}: usted responde por él."
    avisar_a([posicion], expediente, asunto, por=por, ahora=ahora)
    return nuevo
