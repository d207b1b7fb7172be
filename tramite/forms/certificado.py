"""With what one signs: a PKCS#12 lent for the request, or the card connected to the server."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.views.decorators.debug import sensitive_variables

from ocisys.base.firma.certificado import LIMITE, Certificado, CertificadoRechazado, abrir
from ocisys.base.firma.confianza import confianza


class CertificadoForm(forms.Form):
    """The PKCS#12 or the PIN of whoever signs: used in memory, never stored nor logged.

    The card is offered only where the server has one (`OCISYS_PKCS11`).
    """

    exigido = True

    pkcs12 = forms.FileField(
        label="Certificado (.p12 o .pfx)",
        widget=forms.FileInput(attrs={"accept": ".p12,.pfx"}),
        help_text="Se usa sólo para esta firma y se olvida: no se guarda.",
        error_messages={
            "required": "Elija el archivo de su certificado.",
            "empty": "Ese archivo está vacío: elija otra vez su certificado.",
        },
    )
    clave_pkcs12 = forms.CharField(
        label="Contraseña del certificado",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    pin = forms.CharField(
        label="Tarjeta o token: PIN",
        max_length=64,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text="Firma la tarjeta o el token conectado al servidor, en vez del archivo. El PIN "
        "se usa sólo para esta firma y se olvida.",
    )

    def __init__(self, *args: Any, ahora: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ahora = ahora
        if not settings.OCISYS_PKCS11:
            del self.fields["pin"]
        if settings.OCISYS_PKCS11 or not self.exigido:
            self.fields["pkcs12"].required = self.fields["clave_pkcs12"].required = False

    def clean_pkcs12(self) -> bytes | None:
        fichero = self.cleaned_data["pkcs12"]
        if not fichero:
            return None
        if fichero.size > LIMITE:
            raise forms.ValidationError("Eso no es un certificado: pesa demasiado.")
        return bytes(fichero.read())

    @sensitive_variables()
    def clean(self) -> dict[str, Any]:
        limpio = super().clean() or self.cleaned_data
        pkcs12, clave = limpio.pop("pkcs12", None), limpio.pop("clave_pkcs12", None)
        pin = limpio.pop("pin", None)
        if pin and pkcs12 is not None:
            self.add_error("pin", "Elija con qué firma: el archivo o la tarjeta, no los dos.")
        elif pin:
            limpio["certificado"] = self._de_tarjeta(pin)
        elif pkcs12 is not None and clave is not None:
            limpio["certificado"] = self._abrir(pkcs12, clave)
        elif self.exigido and not self.errors:
            self.add_error("pkcs12", "Suba su certificado o escriba el PIN de su tarjeta o token.")
        return limpio

    @sensitive_variables()
    def _abrir(self, pkcs12: bytes, clave: str) -> Certificado | None:
        try:
            return abrir(pkcs12, clave, confianza=confianza(), en=self.ahora)
        except CertificadoRechazado as error:
            self.add_error("pkcs12", str(error))
            return None

    @sensitive_variables()
    def _de_tarjeta(self, pin: str) -> Certificado | None:
        from ocisys.base.firma.tarjeta import abrir_tarjeta  # heavy

        try:
            return abrir_tarjeta(pin, confianza=confianza(), en=self.ahora)
        except CertificadoRechazado as error:
            self.add_error("pin", str(error))
            return None
