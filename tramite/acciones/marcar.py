"""Free words on an expediente; each change says who put and who took off what."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from cargos.models import Usuario, autoria
from cargos.permisos import Permiso
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.comun import actuar, bloquear
from tramite.estados import Estado, exigir_no_anulado
from tramite.models import Actuacion, Expediente, Marcador


@transaction.atomic
def marcar(
    expediente: Expediente,
    *,
    marcadores: Collection[str],
    por: Usuario,
    ahora: datetime,
    version: int | None = None,
) -> Actuacion:
    """Leave on it exactly those words.

    Raises ReglaIncumplida when nothing changes or the expediente is annulled.
    """
    expediente = bloquear(expediente, version=version)
    exigir_no_anulado(expediente.estado)
    por = por.actuando_con(Permiso.EXPEDIENTE_DERIVAR)
    puestos = expediente.marcadores.puestos()
    antes, despues = set(puestos.values_list("nombre", flat=True)), set(marcadores)
    if antes == despues:
        raise ReglaIncumplida("No cambió nada: ponga o quite algún marcador antes de guardar.")
    puestos.filter(nombre__in=antes - despues).update(retirado_en=ahora, retirado_por=por)
    Marcador.objects.bulk_create(
        Marcador(expediente=expediente, nombre=nombre, **autoria(por, ahora))
        for nombre in sorted(despues - antes)
    )
    dichos = [f"puso {', '.join(sorted(despues - antes))}"] if despues - antes else []
    dichos += [f"quitó {', '.join(sorted(antes - despues))}"] if antes - despues else []
    return actuar(
        expediente,
        Actuacion.Clase.MARCADORES,
        a=Estado(expediente.estado),
        texto=f"Se {' y se '.join(dichos)}"[:1000],
        por=por,
        ahora=ahora,
        antes={"marcadores": ", ".join(sorted(antes))},
        despues={"marcadores": ", ".join(sorted(despues))},
    )
