"""What allauth and axes ask the house: who signs up, how mails leave, who is locked out."""

from hashlib import sha256
from time import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import reverse

from cargos.http import VISTO_EN
from cargos.models import Usuario
from cargos.tareas import enviar_enlace_de_clave
from ocisys.base.avisos import avisar
from ocisys.base.models import Nivel

_NO_COINCIDEN = "El usuario o la contraseña no son correctos. Revise la tecla Bloq Mayús."

# Allauth names each change of an account by the template of its mail.
_CAMBIOS = {
    "account/email/password_changed": "Su contraseña fue cambiada",
    "account/email/password_reset": "Su contraseña fue cambiada con un enlace enviado a su correo",
    "mfa/email/totp_activated": "Se activó la verificación en dos pasos de su cuenta",
    "mfa/email/totp_deactivated": "Se desactivó la verificación en dos pasos de su cuenta",
    "mfa/email/recovery_codes_generated": "Se generaron nuevos códigos de recuperación",
}


class AdaptadorCuenta(DefaultAccountAdapter):
    """Closed office: no sign-up, mails through the queue, Spanish of Peru with «usted»."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _NO_COINCIDEN,
        "username_password_mismatch": _NO_COINCIDEN,
        "enter_current_password": "No es su contraseña actual. Escríbala otra vez.",
        "incorrect_password": "No es su contraseña. Escríbala otra vez.",
        "invalid_password_reset": "El enlace ya no sirve. Pida otro.",
        "too_many_login_attempts": "Demasiados intentos. Espere cinco minutos y vuelva a intentar.",
        "rate_limited": "Demasiados intentos seguidos. Espere un momento y vuelva a intentar.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: Usuario) -> None:
        super().login(request, user)
        request.session[VISTO_EN] = int(time())

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def pedir_enlace(self, cuentas: list[Usuario]) -> None:
        """Queue the mail with the link for each of `cuentas`; with none, work for nobody.

        Both answers do the same, so that the time they take does not tell which addresses have an
        account. The worker makes the token: none is stored.
        """
        for cuenta in cuentas:
            enviar_enlace_de_clave.enqueue(usuario=cuenta.pk)
        if not cuentas:
            enviar_enlace_de_clave.enqueue(usuario=None)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Usuario,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the owner, on screen and by mail, that the security of the account changed."""
        avisar(
            user,
            asunto=_CAMBIOS[template_prefix],
            cuerpo=f"El cambio se hizo desde la dirección {self.get_client_ip(self.request)}. "
            "Si no fue usted, avise hoy mismo a quien administra el sistema.",
            enlace=reverse("usersessions_list"),
            nivel=Nivel.ROJO,
        )


def clave_de_bloqueo(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Whom a failed login counts against: the same account however it was written.

    What is not an account becomes a digest: it may be a password typed in the wrong field, and it
    may be ten thousand characters long.
    """
    escrito = (credentials or {}).get("username") or request.POST.get("login", "")
    escrito = escrito.replace("\x00", "").strip().lower()
    cuentas = Usuario.objects.filter(Q(username__iexact=escrito) | Q(email=escrito))
    nombre = cuentas.values_list("username", flat=True).first()
    return nombre.lower() if nombre else "?" + sha256(escrito.encode()).hexdigest()
