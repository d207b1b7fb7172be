"""What is asked of the jefatura, one form a kind, and how it is decided."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from cargos.models import Usuario
from cargos.permisos import Permiso
from tramite.acciones.plazos import TOPE, TOPE_COLABORACION
from tramite.estados import ABIERTOS, POR_ATENDER, TRANSICIONES, Estado
from tramite.forms.campos import CampoExpediente, FechaEscrita, HoraEscrita, Linea
from tramite.forms.mover import ActoForm
from tramite.models import Documento, Expediente, Pedido

Clase = Pedido.Clase


class PedirForm(ActoForm):
    """Base: the reason, which the jefatura reads and the hoja de ruta keeps."""

    motivo = Linea(label="Por qué", max_length=800, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, usuario: Usuario, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usuario, self.hoy = usuario, hoy


class PedirProrrogaForm(PedirForm):
    dias = forms.IntegerField(label="Días que se agregan", min_value=1, max_value=60)
    field_order = ("dias", "motivo")


class PedirSuspensionForm(PedirForm):
    """Who is waited for and by which article our clock would stop."""

    a_quien = Linea(label="A quién se espera", max_length=120)
    tope_habiles = forms.TypedChoiceField(
        label="Por qué se suspende",
        coerce=int,
        choices=[
            (TOPE, f"Gestión del administrado, hasta {TOPE} días hábiles (TUO LPAG art. 136.4)"),
            (
                TOPE_COLABORACION,
                f"Colaboración de otra entidad, hasta {TOPE_COLABORACION} días hábiles (art. 76.3)",
            ),
        ],
    )
    field_order = ("a_quien", "tope_habiles", "motivo")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["motivo"].label = "Qué debe hacer y por qué se espera"


class PedirAcumulacionForm(PedirForm):
    con = CampoExpediente(label="Expediente principal")
    resolucion = Linea(
        label="Documento que dispone la acumulación",
        max_length=300,
        help_text="Es inimpugnable (TUO LPAG art. 149).",
    )
    field_order = ("con", "resolucion", "motivo")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["con"].usuario, self.fields["con"].hoy = self.usuario, self.hoy  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        limpio = super().clean() or self.cleaned_data
        con: Expediente | None = limpio.pop("con", None)
        if con is not None and con == self.expediente:
            self.add_error("con", "Es este mismo expediente: escriba el principal.")
        elif con is not None:
            limpio["principal"] = con.numero
        return limpio


class PedirAnulacionForm(PedirForm):
    """Only the reason."""


class PedirPresentacionForm(PedirForm):
    """The right moment of filing and what proves it."""

    fecha = FechaEscrita(label="Se presentó el")
    hora = HoraEscrita(label="A las")
    documento = forms.ModelChoiceField(
        Documento.objects.none(),
        label="Documento que lo prueba",
        empty_label=None,
        help_text="El que lleva el sello o la constancia; si falta, agréguelo antes.",
    )
    field_order = ("fecha", "hora", "documento", "motivo")

    def __init__(self, *args: Any, expediente: Expediente, **kwargs: Any) -> None:
        super().__init__(*args, expediente=expediente, **kwargs)
        self.fields["fecha"].hoy = self.hoy  # type: ignore[attr-defined]
        actual = timezone.localtime(expediente.presentado_en)
        self.fields["fecha"].initial = f"{actual:%d/%m/%Y}"
        self.fields["hora"].initial = f"{actual:%H:%M}"
        self.fields["hora"].widget.attrs["placeholder"] = "16:20"
        suyos = expediente.documentos.select_related("tipo").order_by("orden")
        self.fields["documento"].queryset = suyos  # type: ignore[attr-defined]
        self.fields["motivo"].label = "En qué consistió el error y dónde se ve la fecha correcta"

    def clean(self) -> dict[str, Any]:
        limpio = super().clean() or self.cleaned_data
        fecha, hora = limpio.pop("fecha", None), limpio.pop("hora", None)
        if fecha and hora is not None and self.expediente:
            limpio["presentado_a"] = self._momento(fecha, hora, self.expediente)
        return limpio

    def _momento(self, fecha: date, hora: time, expediente: Expediente) -> datetime:
        """The moment written, said next to its field when it cannot be."""
        momento = timezone.make_aware(datetime.combine(fecha, hora))
        registrado = timezone.localtime(expediente.en)
        if momento > registrado:
            cuando = f"{registrado:%d/%m/%Y} a las {registrado:%H:%M}"
            self.add_error("fecha", f"No pudo presentarse después de registrarse, el {cuando}.")
        elif momento == expediente.presentado_en.replace(second=0, microsecond=0):
            self.add_error("fecha", "Es el momento que ya figura: escriba el correcto.")
        return momento


FORMULARIOS: Mapping[str, type[PedirForm]] = {
    Clase.PRORROGA: PedirProrrogaForm,
    Clase.SUSPENSION: PedirSuspensionForm,
    Clase.ACUMULACION: PedirAcumulacionForm,
    Clase.ANULACION: PedirAnulacionForm,
    Clase.PRESENTACION: PedirPresentacionForm,
}


def clases_pedibles(expediente: Expediente, usuario: Usuario) -> list[Pedido.Clase]:
    """What may be asked of it now. Whoever decides the rest alone asks only for the filing date."""
    estado = Estado(expediente.estado)
    admite = {
        Clase.PRORROGA: expediente.vence_el is not None and estado in POR_ATENDER,
        Clase.SUSPENSION: Estado.EN_ESPERA in TRANSICIONES[estado],
        Clase.ACUMULACION: Estado.ACUMULADO in TRANSICIONES[estado] and estado in ABIERTOS,
        Clase.ANULACION: Estado.ANULADO in TRANSICIONES[estado],
    }
    decide = usuario.puede(Permiso.EXPEDIENTE_ANULAR)
    suyas = [clase for clase, cabe in admite.items() if cabe and not decide]
    return suyas if estado is Estado.ANULADO else [*suyas, Clase.PRESENTACION]


class DecidirForm(forms.Form):
    """Granted or refused; a refusal says why."""

    CONCEDER, DENEGAR = "conceder", "denegar"

    decision = forms.ChoiceField(
        choices=[(CONCEDER, "Conceder"), (DENEGAR, "Denegar")], widget=forms.HiddenInput
    )
    respuesta = Linea(
        label="Qué se le responde",
        required=False,
        max_length=800,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Obligatorio si se deniega.",
    )

    def clean(self) -> dict[str, Any]:
        limpio = super().clean() or self.cleaned_data
        if limpio.get("decision") == self.DENEGAR and not limpio.get("respuesta"):
            self.add_error("respuesta", "Diga por qué se deniega: se le avisa a quien lo pidió.")
        return limpio
