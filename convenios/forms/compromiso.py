"""Forms of a commitment and of what is done about its due dates."""

from datetime import date
from typing import Any

from crispy_forms.layout import Div, Fieldset
from django import forms

from cargos.models import Usuario
from convenios.acciones import ocurrencia as acciones
from convenios.estados import EstadoOcurrencia
from convenios.forms.comun import ConDisposicion, DireccionField, FechaField, area, posicion
from convenios.models import (
    Compromiso,
    Convenio,
    Evidencia,
    Exigibilidad,
    Ocurrencia,
    ReglaRecurrencia,
    Seguimiento,
    peso_por_clase,
)
from convenios.plazos import Ajuste

AJUSTES = [
    (Ajuste.HABIL_SIGUIENTE.value, "Pasa al día hábil siguiente"),
    (Ajuste.HABIL_ANTERIOR.value, "Se adelanta al día hábil anterior"),
    (Ajuste.NINGUNO.value, "Se queda en ese día"),
]
PASOS = [
    (1, "Cada mes"),
    (2, "Cada dos meses"),
    (3, "Cada trimestre"),
    (4, "Cada cuatro meses"),
    (6, "Cada semestre"),
    (12, "Cada año"),
    (24, "Cada dos años"),
]


class CompromisoForm(ConDisposicion, forms.ModelForm):
    """A commitment and, when it has dates, its recurrence; one form, as the clause is read."""

    base = FechaField(label="Vence el (o primera vez)", required=False)
    cada_meses = forms.TypedChoiceField(
        label="Se repite", choices=PASOS, coerce=int, required=False
    )
    cantidad = forms.IntegerField(label="Cuántas veces", required=False, min_value=1, max_value=600)
    fin = FechaField(label="o hasta el", required=False)
    ajuste = forms.ChoiceField(
        label="Si cae en día inhábil",
        required=False,
        choices=AJUSTES,
        initial=Ajuste.HABIL_SIGUIENTE,
        help_text="TUO LPAG, art. 134.2: el plazo se prorroga al día hábil siguiente.",
    )
    peso = forms.IntegerField(
        label="Peso",
        required=False,
        min_value=1,
        max_value=10,
        help_text="De 1 a 10. En blanco: el de su clase.",
    )

    disposicion = (
        Fieldset(
            "Qué se debe",
            "titulo",
            "texto_literal",
            Div(
                Div("clausula", css_class="col-sm-4"),
                Div("obligado", css_class="col-sm-8"),
                css_class="row",
            ),
        ),
        Fieldset(
            "Cuándo",
            "exigibilidad",
            Div(
                Div("base", css_class="col-sm-4"),
                Div("cada_meses", css_class="col-sm-4"),
                Div("ajuste", css_class="col-sm-4"),
                css_class="row",
            ),
            Div(
                Div("cantidad", css_class="col-sm-4"),
                Div("fin", css_class="col-sm-4"),
                css_class="row",
            ),
            "condicion",
        ),
        Fieldset(
            "Cuánto pesa y quién responde",
            Div(
                Div("clase", css_class="col-sm-4"),
                Div("peso", css_class="col-sm-4"),
                Div("criticidad", css_class="col-sm-4"),
                css_class="row",
            ),
            "responsable",
            "entregable",
            "medio_verificacion",
        ),
    )

    class Meta:
        model = Compromiso
        fields = [
            "titulo",
            "texto_literal",
            "clausula",
            "obligado",
            "exigibilidad",
            "condicion",
            "clase",
            "criticidad",
            "responsable",
            "entregable",
            "medio_verificacion",
        ]
        widgets = {"texto_literal": area(3)}

    def __init__(self, *args: Any, convenio: Convenio, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.convenio = convenio
        partes = convenio.partes.select_related("organizacion")
        self.fields["obligado"].queryset = partes  # type: ignore[attr-defined]
        self.fields["responsable"] = posicion("Cargo responsable", required=True)
        if self.instance.pk:
            self.fields["peso"].initial = self.instance.peso
            self._iniciar_regla()

    def _iniciar_regla(self) -> None:
        regla = getattr(self.instance, "regla", None)
        for campo in ("base", "cada_meses", "cantidad", "fin", "ajuste"):
            if regla is not None:
                self.fields[campo].initial = getattr(regla, campo)

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        cuando = datos.get("exigibilidad")
        if cuando in (Exigibilidad.FECHA_FIJA, Exigibilidad.RECURRENTE):
            self._pedir_fechas(datos, cuando)
        if cuando == Exigibilidad.CONDICIONADO and not datos.get("condicion"):
            self.add_error("condicion", "Diga qué condición lo activa.")
        if datos.get("peso") is None and datos.get("clase"):
            datos["peso"] = peso_por_clase(datos["clase"])
        self.instance.peso = datos.get("peso") or 1
        return datos

    def _pedir_fechas(self, datos: dict[str, Any], cuando: str) -> None:
        base, fin = datos.get("base"), datos.get("fin")
        if not base and "base" not in self.errors:
            self.add_error("base", "Escriba la fecha en que vence.")
        if cuando == Exigibilidad.RECURRENTE and not datos.get("cada_meses"):
            self.add_error("cada_meses", "Diga cada cuánto se repite.")
        if datos.get("cantidad") and fin:
            self.add_error("fin", "Indique cuántas veces o hasta cuándo, no las dos.")
        if base and fin and fin < base:
            self.add_error("fin", "La serie termina antes de empezar.")

    def regla(self) -> ReglaRecurrencia | None:
        """The recurrence typed, over the one already recorded; None for one without dates."""
        datos = self.cleaned_data
        if datos["exigibilidad"] not in (Exigibilidad.FECHA_FIJA, Exigibilidad.RECURRENTE):
            return None
        repite = datos["exigibilidad"] == Exigibilidad.RECURRENTE
        regla = getattr(self.instance, "regla", None) or ReglaRecurrencia()
        regla.base = datos["base"]
        regla.cada_meses = int(datos["cada_meses"] or 0) if repite else 0
        regla.cantidad = datos["cantidad"] if repite else 1
        regla.fin = datos["fin"] if repite else None
        regla.ajuste = datos["ajuste"] or Ajuste.HABIL_SIGUIENTE
        return regla


class AvanceForm(ConDisposicion, forms.ModelForm):
    """Progress without asking for a review."""

    avance = forms.IntegerField(label="Avance (%)", min_value=0, max_value=100)
    narrativa = forms.CharField(label="Qué se hizo", max_length=4000, widget=area(3))

    class Meta:
        model = Seguimiento
        fields = ["avance", "narrativa", "dificultad", "riesgo", "proxima_accion"]
        widgets = {"dificultad": area(2)}


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
    publica = forms.BooleanField(label="La evidencia puede publicarse", required=False)

    disposicion = (
        Div(
            Div("cumplida_el", css_class="col-sm-6"),
            Div("avance", css_class="col-sm-6"),
            css_class="row",
        ),
        "narrativa",
        Fieldset(
            "Evidencia",
            "descripcion",
            Div(
                Div("documento", css_class="col-sm-6"),
                Div("enlace", css_class="col-sm-6"),
                css_class="row",
            ),
            "publica",
        ),
    )

    def __init__(self, *args: Any, ocurrencia: Ocurrencia, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hoy = hoy
        self.fields["cumplida_el"].initial = hoy
        self.fields["avance"].initial = ocurrencia.avance or 100

    def clean_cumplida_el(self) -> date:
        dia: date = self.cleaned_data["cumplida_el"]
        if dia > self.hoy:
            raise forms.ValidationError("La fecha es posterior a hoy. Escriba cuándo se cumplió.")
        return dia

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        if not datos.get("documento") and not datos.get("enlace"):
            self.add_error("documento", "Cite el documento o escriba una dirección.")
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
