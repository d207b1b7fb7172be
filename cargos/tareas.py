"""Mails of the account, sent by the worker: a page never waits for a mail server."""

from django.conf import settings
from django.template.loader import render_to_string
from django_tasks import task

from cargos.acciones.acceso import enlace_de_clave
from cargos.models import Usuario
from ocisys.base.avisos import Mensaje, por_correo

ASUNTO_CLAVE = "Enlace para fijar su contraseña de ocisys"
ASUNTO_INVITACION = "Su cuenta en ocisys"


@task()
def enviar_enlace_de_clave(usuario: int | None, invitacion: bool = False) -> None:
    """Mail the link that sets the password of account `usuario`, made here and stored nowhere.

    `None` is the request for an address that has no account: nobody receives anything. An account
    that was closed, or lost its address, while the mail waited receives nothing either.
    """
    cuenta = Usuario.objects.filter(pk=usuario, is_active=True).exclude(email="").first()
    if cuenta is None:
        return
    contexto = {
        "usuario": cuenta,
        "enlace": settings.OCISYS_URL.rstrip("/") + enlace_de_clave(cuenta),
        "horas": settings.PASSWORD_RESET_TIMEOUT // 3600,
    }
    plantilla = "invitacion" if invitacion else "clave"
    cuerpo = render_to_string(f"account/email/{plantilla}.txt", contexto)
    por_correo(Mensaje(cuenta.email, ASUNTO_INVITACION if invitacion else ASUNTO_CLAVE, cuerpo))
