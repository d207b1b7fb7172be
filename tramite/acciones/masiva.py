"""The same letter to many: one draft for each addressee, with the fields filled for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from cargos.models import Posicion, Usuario
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.comun import dia_de
from tramite.acciones.salidas import Texto, redactar
from tramite.campos_combinados import combinar
from tramite.combinacion import valores_de
from tramite.models import Expediente, Plantilla, Salida

MAXIMO = 200
"""Letters of one sending: as many as one batch signs."""


@dataclass(frozen=True)
class Destinatario:
    """One line of the list."""

    nombre: str
    cargo: str = ""
    direccion: str = ""


@transaction.atomic
def redactar_varias(
    expediente: Expediente,
    *,
    clave: UUID,
    plantilla: Plantilla,
    asunto: str,
    cuerpo: str,
    destinatarios: Sequence[Destinatario],
    firmante: Posicion,
    visadores: Sequence[Posicion] = (),
    por: Usuario,
    ahora: datetime,
) -> list[Salida]:
    """All the drafts or none; the same form twice (`clave`) gives the first ones.

    None of them is the answer to the expediente. Raises ReglaIncumplida when it is closed, there
    are none or too many, or the text asks for a field that does not exist.
    """
    if not 1 <= len(destinatarios) <= MAXIMO:
        raise ReglaIncumplida(f"Un envío lleva de 1 a {MAXIMO} destinatarios.")
    comunes = valores_de(expediente, dia_de(ahora))
    salidas = []
    for d in destinatarios:
        valores = comunes | {
            "destinatario": d.nombre,
            "destinatario_cargo": d.cargo,
            "direccion": d.direccion,
        }
        texto = Texto(
            destinatario=d.nombre,
            destinatario_cargo=d.cargo,
            direccion=d.direccion,
            asunto=combinar(asunto, valores)[:400],
            cuerpo=combinar(cuerpo, valores),
        )
        salidas.append(
            redactar(
                expediente,
                clave=uuid5(clave, f"{d.nombre}|{d.cargo}|{d.direccion}"),
                plantilla=plantilla,
                texto=texto,
                firmante=firmante,
                visadores=visadores,
                atiende=False,
                por=por,
                ahora=ahora,
            )
        )
    return salidas
