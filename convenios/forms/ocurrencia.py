"""Forms of what is done about a due date: progress, report, review, closing."""

from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms

from cargos.models import Usuario
from convenios.acciones import ocurrencia as acciones
from convenios.estados import EstadoOcurrencia
from convenios.forms.comun import (
    ConDisposicion,
    DireccionField,
    FechaField,
    area,
    fechas,
    fila,
    ya_ocurrio,
)
from convenios.models import Evidencia, Ocurrencia, Seguimiento
from ocisys.base.sellado import validar_archivo


class AvanceForm(ConDisposicion, forms.ModelForm):
    """Progress without asking for a review."""

    avance = forms.IntegerField(label="Avance (%)", min_value=0, max_value=100)
    narrativa = forms.CharField(label="Qué se hizo", max_length=4000, widget=area(3))

    class Meta:
        model = Seguimiento
        fields = ["avance", "narrativa", "dificultad", "riesgo", "proxima_accion", "proxima_el"]
        widgets = {"dificultad": area(2)}
        field_classes = fechas("proxima_el")
        labels = {"proxima_el": "Cuándo toca"}
        help_texts = {"proxima_el": "Se avisará ese día y tres días antes."}

    disposicion = (
        fila("avance", "riesgo"),
        "narrativa",
        "dificultad",
        fila("proxima_accion", "proxima_el"),
    )

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        if datos.get("proxima_el") and not datos.get("proxima_accion"):
            self.add_error("proxima_accion", "Diga qué es lo que toca ese día.")
        return datos


class ReportarForm(ConDisposicion, forms.Form):
    """That it was done, since when, how far, and the proof."""

    cumplida_el = FechaField(label="Se cumplió el")
    avance = forms.IntegerField(
        label="Avance (%)",
        min_value=1,
        max_value=100,
        initial=100,
        help_text="Menos de 100 si se cumplió en parte.",
    )
    narrativa = forms.CharField(label="Qué se hizo", max_length=4000, widget=area(4))
    descripcion = forms.CharField(
        label="Evidencia", max_length=300, help_text="Qué prueba el cumplimiento."
    )
    documento = forms.CharField(
        label="Documento",
        max_length=160,
        required=False,
        help_text="Oficio, acta o informe: su número y fecha.",
    )
    enlace = DireccionField(label="Dirección", max_length=300, required=False)
    archivo = forms.FileField(
        label="Archivo", required=False, validators=[validar_archivo], help_text="PDF, imagen…"
    )
    publica = forms.BooleanField(label="La evidencia puede publicarse", required=False)

    disposicion = (
        fila("cumplida_el", "avance"),
        "narrativa",
        Fieldset(
            "Evidencia",
            "descripcion",
            fila("documento", "enlace"),
            "archivo",
            "publica",
        ),
    )

    def __init__(self, *args: Any, ocurrencia: Ocurrencia, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hoy = hoy
        self.fields["cumplida_el"].initial = hoy
        self.fields["avance"].initial = ocurrencia.avance or 100

    def clean_cumplida_el(self) -> date:
        si_no = "La fecha es posterior a hoy. Escriba cuándo se cumplió."
        return ya_ocurrio(self.cleaned_data["cumplida_el"], self.hoy, si_no)

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        if not any(datos.get(c) for c in ("documento", "enlace", "archivo")):
            self.add_error("documento", "Cite el documento, adjúntelo o escriba su dirección.")
        return datos

    def acto(self) -> dict[str, Any]:
        """Arguments of `acciones.ocurrencia.reportar`."""
        datos = self.cleaned_data
        evidencia = Evidencia(
            **{c: datos[c] for c in ("descripcion", "documento", "enlace", "publica")}
        )
        return {
            "avance": datos["avance"],
            "narrativa": datos["narrativa"],
            "cumplida_el": datos["cumplida_el"],
            "evidencias": [evidencia],
            "archivos": [datos["archivo"]] if datos.get("archivo") else [],
        }


class RevisarForm(ConDisposicion, forms.Form):
    """The review of somebody else's report."""

    VALIDAR, PARCIAL, OBSERVAR = "validar", "parcial", "observar"
    veredicto = forms.ChoiceField(
        label="Veredicto",
        widget=forms.RadioSelect,
        choices=[
            (VALIDAR, "Validar: se cumplió"),
            (PARCIAL, "Validar en parte: se cumplió el avance reportado"),
            (OBSERVAR, "Observar: falta algo, vuelve a quien reportó"),
        ],
    )
    nota = forms.CharField(
        label="Nota u observación", required=False, max_length=4000, widget=area(3)
    )

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        if datos.get("veredicto") == self.OBSERVAR and not datos.get("nota", "").strip():
            self.add_error("nota", "Diga qué falta, para que quien reportó pueda completarlo.")
        return datos

    def revisar(self, ocurrencia: Ocurrencia, *, por: Usuario, hoy: date) -> Seguimiento:
        """Do what was chosen."""
        nota = self.cleaned_data["nota"]
        if self.cleaned_data["veredicto"] == self.OBSERVAR:
            return acciones.observar(ocurrencia, observacion=nota, por=por, hoy=hoy)
        parcial = self.cleaned_data["veredicto"] == self.PARCIAL
        return acciones.validar(ocurrencia, parcial=parcial, nota=nota, por=por, hoy=hoy)


class ProrrogarForm(ConDisposicion, forms.Form):
    """The new date that a norm or an adenda gives."""

    hasta = FechaField(label="Nueva fecha")
    norma = forms.CharField(
        label="Norma o adenda que la mueve",
        max_length=200,
        help_text="Por ejemplo: RDE 026-2026/APCI-DE; Adenda 2, cláusula tercera.",
    )
    motivo = forms.CharField(label="Explicación", required=False, max_length=2000, widget=area(2))

    def __init__(self, *args: Any, ocurrencia: Ocurrencia, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ocurrencia = ocurrencia

    def clean_hasta(self) -> date:
        hasta: date = self.cleaned_data["hasta"]
        if hasta <= self.ocurrencia.fecha_exigible:
            raise forms.ValidationError(
                f"Ya vence el {self.ocurrencia.fecha_exigible:%d/%m/%Y}: escriba una posterior."
            )
        return hasta


class CerrarForm(ConDisposicion, forms.Form):
    """How an obligation ends without being fulfilled."""

    INCUMPLIDA = EstadoOcurrencia.INCUMPLIDO.value
    como = forms.ChoiceField(
        label="Qué ocurrió",
        widget=forms.RadioSelect,
        choices=[
            (INCUMPLIDA, "No se cumplió (sigue contando como vencida)"),
            (EstadoOcurrencia.EXONERADO.value, "Una norma o adenda exoneró de cumplirla"),
            (EstadoOcurrencia.SIN_EFECTO.value, "Una norma o adenda la dejó sin efecto"),
        ],
    )
    sustento = forms.CharField(
        label="Norma o adenda",
        required=False,
        max_length=200,
        help_text="Por ejemplo: Adenda 2, cláusula tercera.",
    )
    motivo = forms.CharField(label="Explicación", max_length=2000, widget=area(3))

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        libera = datos.get("como") in {"exonerado", "dejado_sin_efecto"}
        if libera and not datos.get("sustento", "").strip():
            self.add_error("sustento", "Cite la norma o la adenda que libera de la obligación.")
        return datos

    def cerrar(self, ocurrencia: Ocurrencia, *, por: Usuario, hoy: date) -> Seguimiento:
        """Do what was chosen."""
        datos = self.cleaned_data
        if datos["como"] == self.INCUMPLIDA:
            return acciones.declarar_incumplida(
                ocurrencia, motivo=datos["motivo"], por=por, hoy=hoy
            )
        return acciones.exonerar(
            ocurrencia,
            sustento=datos["sustento"],
            motivo=datos["motivo"],
            sin_efecto=datos["como"] == EstadoOcurrencia.SIN_EFECTO,
            por=por,
            hoy=hoy,
        )
