"""Answer whoever asks by telephone, and keep what was answered (MOF 071-03)."""

from datetime import datetime

from django.db import transaction

from cargos.models import Usuario, autoria
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.comun import dia_de
from tramite.models import Llamada
from tramite.respuestas import responder


@transaction.atomic
def contestar(
    consulta: str,
    *,
    por: Usuario,
    ahora: datetime,
    quien: str = "",
    medio: str = Llamada.Medio.TELEFONO,
) -> Llamada:
    """Look up what is asked and log it with the very words to read aloud."""
    respuesta = responder(consulta, por=por, hoy=dia_de(ahora))
    return Llamada.objects.create(
        medio=medio,
        consulta=consulta,
        quien=quien,
        respuesta="\n".join(respuesta.frases),
        numeros=list(respuesta.numeros),
        **autoria(por, ahora),
    )


@transaction.atomic
def decir_quien(llamada: Llamada, *, quien: str) -> None:
    """Write who asked, once. Raises ReglaIncumplida when it is already written."""
    if not Llamada.objects.filter(pk=llamada.pk, quien="").update(quien=quien):
        raise ReglaIncumplida("Ya consta quién preguntó; lo anotado no se cambia.")
