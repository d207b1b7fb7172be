"""Login, logout and the pages of one's own account: allauth's views, named one by one.

What is not here does not exist: no sign-up, no change of address by oneself, no security keys.
The names are those that allauth looks up.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codigos
from allauth.mfa.totp import views as totp
from allauth.usersessions import views as sesiones
from django.contrib.auth.decorators import login_not_required
from django.urls import path, re_path

from cargos.views import avisos, calendario, cuenta
from cargos.views.cuenta import con_estado

urlpatterns = [
    path("entrar/", con_estado(account.login), name="account_login"),
    # Without a session it answers like login, not like a page that asks to log in first.
    path("salir/", login_not_required(con_estado(account.logout)), name="account_logout"),
    path("avisos/", avisos.avisos, name="avisos"),
    path("avisos/leidos/", avisos.leidos, name="avisos_leidos"),
    path("avisos/<int:pk>/abrir/", avisos.abrir, name="aviso_abrir"),
    path("calendario/<str:ficha>.ics", calendario.calendario, name="calendario"),
    path("cuenta/inactiva/", account.account_inactive, name="account_inactive"),
    path("cuenta/confirmar/", con_estado(account.reauthenticate), name="account_reauthenticate"),
    path(
        "cuenta/primer-administrador/<token>/",
        cuenta.primer_administrador,
        name="primer_administrador",
    ),
    # Password
    path("cuenta/clave/", con_estado(account.password_change), name="account_change_password"),
    path(
        "cuenta/clave/olvidada/", con_estado(account.password_reset), name="account_reset_password"
    ),
    path(
        "cuenta/clave/olvidada/enviado/",
        account.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^cuenta/clave/nueva/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        con_estado(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "cuenta/clave/lista/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    # Second factor
    path("cuenta/dos-pasos/", mfa.index, name="mfa_index"),
    path("cuenta/dos-pasos/entrar/", con_estado(mfa.authenticate), name="mfa_authenticate"),
    path("cuenta/dos-pasos/confirmar/", con_estado(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("cuenta/dos-pasos/activar/", con_estado(totp.activate_totp), name="mfa_activate_totp"),
    path(
        "cuenta/dos-pasos/desactivar/", con_estado(totp.deactivate_totp), name="mfa_deactivate_totp"
    ),
    path("cuenta/dos-pasos/codigos/", codigos.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "cuenta/dos-pasos/codigos/nuevos/",
        con_estado(codigos.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "cuenta/dos-pasos/codigos/descargar/",
        codigos.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    # Devices
    path("cuenta/sesiones/", sesiones.list_usersessions, name="usersessions_list"),
]
