"""Accounts: the first administrator, invitations, closing and unlocking. Nobody signs up alone.

An account is never deleted (the acts it did cite it) and nobody but its owner knows its password.
"""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.models import Session
from django.core import signing
from django.db import connection, transaction
from django.db.models import QuerySet
from django.urls import reverse

from cargos.models import Persona, Usuario
from ocisys.base.avisos import avisar
from ocisys.base.models import Nivel
from ocisys.base.reglas import ReglaIncumplida

VIGENCIA_PRIMER_ENLACE = timedelta(hours=1)
MEMORIA_DE_INGRESOS = timedelta(days=365)
_SAL = "cargos.primer-administrador"
_TURNO = 8_105_001  # of the advisory lock; any number, the same for all who count administrators


def hay_administrador() -> bool:
    """Whether someone can administer the system today."""
    return _administradores().exists()


def enlace_primer_administrador(*, ahora: datetime) -> str | None:
    """Path of the page that makes the first administrator, valid one hour; None when there is one.

    The token is signed, not stored: every link dies the moment an active administrator exists.
    """
    if hay_administrador():
        return None
    vence = int((ahora + VIGENCIA_PRIMER_ENLACE).timestamp())
    return reverse("primer_administrador", args=[signing.dumps({"vence": vence}, salt=_SAL)])


def enlace_vigente(token: str, *, ahora: datetime) -> bool:
    """Whether that token still opens the page of the first administrator."""
    try:
        vence = signing.loads(token, salt=_SAL)["vence"]
    except signing.BadSignature:
        return False
    return ahora.timestamp() < vence and not hay_administrador()


@transaction.atomic
def crear_primer_administrador(
    *,
    username: str,
    email: str,
    clave: str,
    nombres: str,
    apellido_paterno: str,
    apellido_materno: str = "",
) -> Usuario:
    """Make the account and the person of the first administrator.

    Raises ReglaIncumplida when there is one already: of two forms sent at once, one wins.
    """
    _esperar_turno()
    if hay_administrador():
        raise ReglaIncumplida("El sistema ya tiene una persona que lo administra.")
    usuario = Usuario.objects.create_superuser(username, email, clave)
    Persona.objects.create(
        nombres=nombres,
        apellido_paterno=apellido_paterno,
        apellido_materno=apellido_materno,
        email_institucional=email,
        usuario=usuario,
    )
    return usuario


@transaction.atomic
def abrir_cuenta(usuario: Usuario, *, persona: Persona | None) -> Usuario:
    """Save a new account without a password; its owner sets one with `enlace_de_clave`."""
    usuario.set_unusable_password()
    usuario.save()
    if persona is not None:
        persona.usuario = usuario
        persona.save(update_fields=["usuario"])
    return usuario


def enlace_de_clave(usuario: Usuario) -> str:
    """Path where `usuario` sets a password; it dies when used and after PASSWORD_RESET_TIMEOUT."""
    argumentos = {
        "uidb36": user_pk_to_url_str(usuario),
        "key": default_token_generator.make_token(usuario),
    }
    return reverse("account_reset_password_from_key", kwargs=argumentos)


def es_ultimo_administrador(usuario: Usuario) -> bool:
    """Whether `usuario` administers the system and nobody else does."""
    return list(_administradores().values_list("pk", flat=True)) == [usuario.pk]


@transaction.atomic
def guardar_cuenta(usuario: Usuario) -> None:
    """Save the changed account; deactivating it closes its sessions at once.

    Raises ReglaIncumplida when nobody would be left to administer the system.
    """
    _esperar_turno()
    sigue = usuario.administra and usuario.is_active
    if not sigue and es_ultimo_administrador(usuario):
        raise ReglaIncumplida("Nadie más administra el sistema: esta cuenta no puede dejarlo.")
    usuario.save()
    if not usuario.is_active:
        cerrar_sesiones(usuario)


def cerrar_sesiones(usuario: Usuario) -> int:
    """End every session of `usuario` on every machine; returns how many there were."""
    sesiones = list(UserSession.objects.filter(user=usuario))
    for sesion in sesiones:
        sesion.end()
    return len(sesiones)


@transaction.atomic
def quitar_segundo_factor(usuario: Usuario) -> bool:
    """For who lost the telephone and the codes: password only, and to enter again everywhere.

    The owner is told at once; returns whether there was a second factor.
    """
    quitados, _ = Authenticator.objects.filter(user=usuario).delete()
    cerrar_sesiones(usuario)
    if quitados:
        avisar(
            usuario,
            asunto="Se quitó la verificación en dos pasos de su cuenta",
            cuerpo="Lo hizo quien administra el sistema. Vuelva a activarla cuanto antes.",
            enlace=reverse("mfa_index"),
            nivel=Nivel.ROJO,
        )
    return bool(quitados)


def desbloquear(usuario: Usuario) -> bool:
    """Forget the failed logins of `usuario`, from every address; True if there were any."""
    olvidados, _ = AccessAttempt.objects.filter(username=usuario.username.lower()).delete()
    return bool(olvidados)


@transaction.atomic
def limpiar(*, ahora: datetime) -> int:
    """Delete what no longer says anything: dead sessions, old tries, logins of over a year ago."""
    vivas = Session.objects.filter(expire_date__gt=ahora).values("session_key")
    sobran: tuple[QuerySet[Any], ...] = (
        UserSession.objects.exclude(session_key__in=vivas),
        Session.objects.filter(expire_date__lte=ahora),
        AccessAttempt.objects.filter(attempt_time__lt=ahora - settings.AXES_COOLOFF_TIME),
        AccessLog.objects.filter(attempt_time__lt=ahora - MEMORIA_DE_INGRESOS),
    )
    return sum(filas.delete()[0] for filas in sobran)


def _administradores() -> QuerySet[Usuario]:
    return Usuario.objects.filter(administra=True, is_active=True)


def _esperar_turno() -> None:
    """Wait until no other transaction is making or unmaking administrators."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURNO])
