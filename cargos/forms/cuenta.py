"""Forms of the account: allauth's with our words, and the one of the first administrator."""

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth import password_validation
from django.http import HttpRequest

from cargos.acciones.acceso import es_ultimo_administrador
from cargos.models import Persona, Usuario


class _ConNuestrasPalabras:
    """Mixin of allauth's forms: our labels (`rotulos`), help (`ayudas`), and no placeholders."""

    rotulos: dict[str, str] = {}
    ayudas: dict[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campos: dict[str, forms.Field] = self.fields  # type: ignore[attr-defined]
        for nombre, campo in campos.items():
            campo.widget.attrs.pop("placeholder", None)
            campo.label = self.rotulos.get(nombre, campo.label)
            campo.help_text = self.ayudas.get(nombre, campo.help_text)


class EntrarForm(_ConNuestrasPalabras, account.LoginForm):
    rotulos = {
        "login": "Usuario o correo",
        "password": "Contraseña",
        "remember": "Mantener abierta la sesión en este equipo (12 horas)",
    }
    ayudas = {"password": ""}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].max_length = 254
        self.fields["login"].widget.attrs |= {
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
            "autofocus": True,
            "maxlength": 254,
        }


_CLAVE_NUEVA = {"password1": "Contraseña nueva", "password2": "Contraseña nueva, otra vez"}


class CambiarClaveForm(_ConNuestrasPalabras, account.ChangePasswordForm):
    rotulos = {"oldpassword": "Contraseña actual"} | _CLAVE_NUEVA
    ayudas = {"oldpassword": ""}


class NuevaClaveForm(_ConNuestrasPalabras, account.ResetPasswordKeyForm):
    rotulos = _CLAVE_NUEVA


class OlvideClaveForm(_ConNuestrasPalabras, account.ResetPasswordForm):
    rotulos = {"email": "Correo de su cuenta"}

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        get_adapter().pedir_enlace(self.users)
        return self.cleaned_data["email"]


class ConfirmarClaveForm(_ConNuestrasPalabras, account.ReauthenticateForm):
    rotulos = {"password": "Su contraseña"}
    ayudas = {"password": ""}


class CodigoForm(_ConNuestrasPalabras, mfa.AuthenticateForm):
    rotulos = {"code": "Código"}


class ConfirmarCodigoForm(_ConNuestrasPalabras, mfa.ReauthenticateForm):
    rotulos = {"code": "Código"}


class ActivarForm(_ConNuestrasPalabras, ActivateTOTPForm):
    rotulos = {"code": "Código de 6 dígitos que muestra la aplicación"}


class PrimerAdministradorForm(forms.ModelForm):
    """Account and person of who starts the system; the password is typed twice."""

    nombres = Persona._meta.get_field("nombres").formfield()
    apellido_paterno = Persona._meta.get_field("apellido_paterno").formfield()
    apellido_materno = Persona._meta.get_field("apellido_materno").formfield(
        label="Apellido materno (si tiene)"
    )
    clave = forms.CharField(
        label="Contraseña",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validation.password_validators_help_text_html(),
    )
    clave_repetida = forms.CharField(
        label="Contraseña, otra vez",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    class Meta:
        model = Usuario
        fields = ["username", "email"]

    field_order = ["nombres", "apellido_paterno", "apellido_materno", "username", "email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True
        self.fields["username"].widget.attrs |= {"autocomplete": "username", "spellcheck": "false"}

    def clean_email(self) -> str:
        correo: str = self.cleaned_data["email"].lower()
        if Persona.objects.filter(email_institucional__iexact=correo).exists():
            raise forms.ValidationError("Otra persona ya tiene ese correo.")
        return correo

    def clean(self) -> dict[str, Any]:
        super().clean()
        clave = self.cleaned_data.get("clave")
        if clave and clave != self.cleaned_data.get("clave_repetida"):
            self.add_error("clave_repetida", "No es igual a la anterior. Escríbala otra vez.")
        return self.cleaned_data

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if clave := self.cleaned_data.get("clave"):
            try:
                password_validation.validate_password(clave, self.instance)
            except forms.ValidationError as error:
                self.add_error("clave", error)

    @property
    def alta(self) -> dict[str, str]:
        """Arguments of `acceso.crear_primer_administrador`."""
        return {k: v for k, v in self.cleaned_data.items() if k != "clave_repetida"}


PERFILES = ("administra", "audita", "archiva", "alta_direccion")
"""Those that an account has without a post."""


class CuentaForm(forms.ModelForm):
    """An account as the administrator sees it: never its password."""

    class Meta:
        model = Usuario
        fields = ["username", "email", "is_active", *PERFILES]

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def clean(self) -> dict[str, Any]:
        super().clean()
        sigue = self.cleaned_data.get("is_active", True) and self.cleaned_data.get("administra")
        if not sigue and es_ultimo_administrador(self.instance):
            raise forms.ValidationError("Nadie más administra el sistema: nombre antes a otra.")
        return self.cleaned_data


class AbrirCuentaForm(CuentaForm):
    """A new account: for a person already registered, or for one without a post in the office."""

    persona = forms.ModelChoiceField(
        Persona.objects.filter(usuario=None, activa=True).en_orden(),
        required=False,
        help_text="Regístrela antes en Personas. Su contraseña la fijará ella, con un enlace.",
    )

    class Meta(CuentaForm.Meta):
        fields = ["username", "email", *PERFILES]
