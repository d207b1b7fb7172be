"""Forms of the acts that happen to an expediente while it is being worked on."""

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from cargos.models import Usuario
from cargos.permisos import Permiso
from tramite.acciones import Fin
from tramite.acciones.plazos import TOPE, TOPE_COLABORACION, maximo_de_prorroga
from tramite.forms.campos import CampoExpediente, CampoFicheros, CampoFotos, FechaEscrita, Linea
from tramite.forms.mover import ActoForm
from tramite.models import (
    Plazo,
    Relacion,
    RequisitoObservado,
    TerminoDistancia,
)

MAXIMO_DE_REQUISITOS = 30
LARGO_DE_REQUISITO = 400


class ObservarForm(ActoForm):
    """All that is missing, one a line: it can be said only once."""

    faltan = forms.MultipleChoiceField(
        label="De los requisitos del procedimiento, faltan",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    requisitos = forms.CharField(
        label="Qué falta, un requisito por línea",
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    distancia = forms.ModelChoiceField(
        TerminoDistancia.objects.none(),
        label="Término de la distancia",
        required=False,
        empty_label="Ninguno: presenta desde aquí",
        help_text="Se agrega al plazo para subsanar (TUO LPAG art. 135).",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fila = self.expediente
        procedimiento = fila.procedimiento if fila else None
        if fila and procedimiento and (pedidos := procedimiento.exigibles(fila.presentado_el)):
            self.fields["faltan"].choices = [(r.texto, r.texto) for r in pedidos]  # type: ignore[attr-defined]
            self.fields["requisitos"].label = "Qué más falta, un requisito por línea"
        else:
            del self.fields["faltan"]
        lugares = TerminoDistancia.objects.vigentes(timezone.localdate())
        self.fields["distancia"].queryset = lugares  # type: ignore[attr-defined]
        if not lugares.exists():
            del self.fields["distancia"]

    def clean(self) -> dict[str, Any]:
        """What is missing, in one list: the boxes first."""
        limpio = super().clean() or self.cleaned_data
        marcados = limpio.pop("faltan", [])
        if "requisitos" in limpio:
            limpio["requisitos"] = self._todos([*marcados, *limpio["requisitos"]])
        return limpio

    def clean_requisitos(self) -> list[str]:
        lineas = [" ".join(linea.split()) for linea in self.cleaned_data["requisitos"].splitlines()]
        return [linea.lstrip("-•· ") for linea in lineas if linea.strip("-•· ")]

    def _todos(self, requisitos: list[str]) -> list[str]:
        queja = ""
        if not requisitos:
            queja = "Diga al menos un requisito que falta."
        elif len(requisitos) > MAXIMO_DE_REQUISITOS:
            queja = f"Son más de {MAXIMO_DE_REQUISITOS}: agrúpelos."
        elif any(len(r) > LARGO_DE_REQUISITO for r in requisitos):
            queja = f"Cada requisito cabe en {LARGO_DE_REQUISITO} caracteres."
        if queja:
            self.add_error("requisitos", queja)
        return requisitos


class SubsanarForm(ActoForm):
    """Which of the pending requisites are cured now."""

    cumplidos = forms.ModelMultipleChoiceField(
        RequisitoObservado.objects.none(),
        label="Qué se subsana",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Marque al menos un requisito de los que se piden."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cumplidos"].queryset = RequisitoObservado.objects.filter(  # type: ignore[attr-defined]
            observacion__expediente=self.expediente, subsanado_en=None
        )


class EsperarForm(ActoForm):
    """Who is waited for, and whether the law stops our clock, which the jefatura decides."""

    a_quien = Linea(label="A quién se espera", max_length=120)
    texto = Linea(label="Qué debe hacer", max_length=800, widget=forms.Textarea(attrs={"rows": 2}))
    suspende = forms.TypedChoiceField(
        label="Nuestro plazo mientras tanto",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[
            ("", "Sigue corriendo"),
            (
                TOPE,
                f"Suspendido, {TOPE} días hábiles como máximo: gestión del administrado "
                "(TUO LPAG art. 136.4)",
            ),
            (
                TOPE_COLABORACION,
                f"Suspendido, {TOPE_COLABORACION} días hábiles como máximo: "
                "colaboración de otra entidad (art. 76.3)",
            ),
        ],
        help_text="Mientras está suspendido no vence; si el máximo se agota, vuelve a correr.",
    )

    def __init__(self, *args: Any, usuario: Usuario, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not usuario.puede(Permiso.EXPEDIENTE_ANULAR):
            del self.fields["suspende"]

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        tope = datos.get("suspende") or 0
        return datos | {"suspende": bool(tope), "tope_habiles": tope or TOPE}


class TerminarForm(ActoForm):
    """How it ends without an answer."""

    fin = forms.ChoiceField(
        label="Cómo termina",
        widget=forms.RadioSelect,
        choices=[
            (Fin.REENCAUCE.value, "Le toca a otra entidad y se le envía (TUO LPAG art. 130.1)"),
            (Fin.DESISTIMIENTO.value, "El remitente desistió por escrito"),
            (Fin.ABANDONO.value, "El administrado lo dejó paralizado (TUO LPAG art. 191)"),
        ],
    )
    texto = Linea(
        label="Con qué documento y por qué",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_fin(self) -> Fin:
        return Fin(self.cleaned_data["fin"])


class TextoForm(ActoForm):
    """An act that only says what happened."""

    texto = Linea(label="Qué pasó", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class ProrrogarForm(ActoForm):
    """How much more, and that it was asked for in time: `plazo` is the one that runs."""

    dias = forms.IntegerField(label="Días que se agregan", min_value=1, max_value=60)
    solicitada_el = FechaEscrita(
        label="Se pidió el", help_text="Antes de que venciera (TUO LPAG art. 136.2)."
    )
    motivo = Linea(max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, plazo: Plazo, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._plazo = plazo
        self.maximo = maximo_de_prorroga(plazo)
        vence = f"{plazo.vence_el:%d/%m/%Y}"
        self.fields["dias"].help_text = f"Vence el {vence}; se agregan {self.maximo} como máximo."
        self.fields["solicitada_el"].hoy = hoy  # type: ignore[attr-defined]

    def clean_dias(self) -> int:
        dias: int = self.cleaned_data["dias"]
        if dias > self.maximo:
            raise forms.ValidationError(f"La ley admite {self.maximo} como máximo.")
        return dias

    def clean_solicitada_el(self) -> date:
        fecha: date = self.cleaned_data["solicitada_el"]
        if fecha > self.fields["solicitada_el"].hoy:  # type: ignore[attr-defined]
            raise forms.ValidationError("La fecha es posterior a hoy.")
        if fecha > self._plazo.vence_el:
            raise forms.ValidationError(
                f"El plazo venció el {self._plazo.vence_el:%d/%m/%Y}: la prórroga se pide antes "
                "(TUO LPAG art. 136.2)."
            )
        return fecha


class ConOtroForm(ActoForm):
    """Base: an act with another expediente, named by its number."""

    con = CampoExpediente(label="Expediente")

    def __init__(self, *args: Any, usuario: Usuario, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["con"].usuario, self.fields["con"].hoy = usuario, hoy  # type: ignore[attr-defined]


class AcumularForm(ConOtroForm):
    resolucion = Linea(
        label="Documento que dispone la acumulación",
        max_length=300,
        help_text="Es inimpugnable (TUO LPAG art. 149).",
    )


class RelacionarForm(ConOtroForm):
    tipo = forms.ChoiceField(
        label="Este expediente",
        choices=[(t.value, t.label) for t in Relacion.Tipo if t != Relacion.Tipo.ACUMULADO],
    )
    nota = Linea(required=False, max_length=400)
    field_order = ("tipo", "con", "nota")


class AdjuntarForm(forms.Form):
    """Files of a document, photographs taken now, or both."""

    ficheros = CampoFicheros(
        label="Archivos",
        required=False,
        help_text="PDF, imágenes, Office o texto. Se guardan tal como llegan.",
    )
    fotos = CampoFotos(label="Fotografiar", help_text="Las fotos forman un solo PDF.")

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        if not self.errors and not (datos["ficheros"] or datos["fotos"]):
            self.add_error("ficheros", "Elija al menos un archivo o tome una foto.")
        return datos

    @property
    def todos(self) -> list[UploadedFile]:
        """What was chosen and what was photographed, in that order."""
        return [*self.cleaned_data["ficheros"], *self.cleaned_data["fotos"]]
