"""The cargo goes by mail to the party who authorised it (TUO LPAG art. 20.4).

Registering only notes the address, after its transaction; the worker asks the database what is
owed, draws or takes the sealed cargo and mails it. The mail names the number and the moment, and
nothing that the paper says: what it says travels in the cargo itself, which is the party's own.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cargos.models import Usuario, autoria
from cargos.permisos import Permiso
from ocisys.base.avisos import RECLAMO, Adjunto, Enviar, Mensaje, posponer
from ocisys.base.contexto import OFICINA, SIGLAS
from ocisys.base.models import Correo
from tramite.acciones.cargo import asegurar_cargo
from tramite.consulta import clave_de_consulta
from tramite.estados import Estado, TransicionInvalida
from tramite.models import CargoPorCorreo, Expediente


@transaction.atomic
def enviar_cargo(
    expediente: Expediente, *, para: str, consta: str, por: Usuario, ahora: datetime
) -> CargoPorCorreo:
    """Leave the cargo to be mailed; the same address twice while it waits is the same sending.

    Raises TransicionInvalida for an annulled expediente.
    """
    # Two clicks at once: the second one finds the row of the first.
    expediente = Expediente.objects.select_for_update(of=("self",)).get(pk=expediente.pk)
    if expediente.estado == Estado.ANULADO:
        raise TransicionInvalida("El expediente está anulado: su cargo ya no se envía.")
    por = por.actuando_con(Permiso.EXPEDIENTE_REGISTRAR)
    espera = expediente.cargos_por_correo.filter(para__iexact=para, correo=Correo.PENDIENTE)
    return espera.first() or CargoPorCorreo.objects.create(
        expediente=expediente,
        para=para,
        consta=consta,
        intentar_desde=ahora,
        **autoria(por, ahora),
    )


@transaction.atomic
def reenviar_cargo(fila: CargoPorCorreo, *, por: Usuario, ahora: datetime) -> CargoPorCorreo:
    """Mail it again: one that failed goes back to the queue, one that went out is sent anew."""
    fila = CargoPorCorreo.objects.select_for_update(of=("self",)).get(pk=fila.pk)
    if fila.se_envio:
        return enviar_cargo(
            fila.expediente, para=fila.para, consta=fila.consta, por=por, ahora=ahora
        )
    if fila.expediente.estado == Estado.ANULADO:
        raise TransicionInvalida("El expediente está anulado: su cargo ya no se envía.")
    fila.correo, fila.intentos, fila.error, fila.intentar_desde = Correo.PENDIENTE, 0, "", ahora
    fila.save(update_fields=["correo", "intentos", "error", "intentar_desde"])
    return fila


def enviar_cargos(*, limite: int, enviar: Enviar, ahora: datetime) -> int:
    """Mail up to `limite` cargos that are owed; returns how many went out.

    Claimed with SKIP LOCKED and mailed outside of any transaction, so several workers may run.
    """
    return sum(_despachar(fila, enviar, ahora) for fila in _reclamar(limite, ahora))


@transaction.atomic
def _reclamar(limite: int, ahora: datetime) -> list[CargoPorCorreo]:
    debidos = CargoPorCorreo.objects.por_enviar(ahora).select_related("expediente")
    filas = list(debidos.select_for_update(of=("self",), skip_locked=True).order_by("pk")[:limite])
    for fila in filas:
        fila.intentos += 1
        fila.intentar_desde = ahora + RECLAMO
        fila.save(update_fields=["intentos", "intentar_desde"])
    return filas


def _despachar(fila: CargoPorCorreo, enviar: Enviar, ahora: datetime) -> bool:
    try:
        enviar(redactar(fila))
    except Exception as error:  # whatever the mail server raises must not stop the others
        posponer(fila, error, ahora)
        return False
    fila.correo, fila.enviado_en, fila.error = Correo.ENVIADO, ahora, ""
    fila.save(update_fields=["correo", "enviado_en", "error"])
    return True


def redactar(fila: CargoPorCorreo) -> Mensaje:
    """The mail of one sending, with its sealed cargo."""
    e = fila.expediente
    archivo = asegurar_cargo(e.pk).archivo
    with archivo.fichero.open("rb") as abierto:
        contenido = abierto.read()
    local = timezone.localtime(e.presentado_en)
    casa = settings.OCISYS_URL.rstrip("/")
    renglones = [
        f"{OFICINA} recibió su documento el {local:%d/%m/%Y} a las {local:%H:%M} h.",
        f"Expediente N.º {e.numero}. Adjuntamos el cargo.",
    ]
    if not e.esta_restringido:  # the public page answers nothing of a restricted one
        renglones.append(
            f"En qué está: {casa}{reverse('publico:consulta')}, con ese número "
            f"y la clave {clave_de_consulta(e)}."
        )
    renglones.append("Recibe este correo porque autorizó que se le escriba a esta dirección.")
    adjunto = Adjunto(archivo.nombre_original, contenido, archivo.tipo)
    asunto = f"{SIGLAS}: cargo del expediente {e.numero}"
    return Mensaje(fila.para, asunto, "\n\n".join(renglones), (adjunto,))
