"""A commitment and its recurrence."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms

from cargos.models import UnidadOrganica
from convenios.acciones.copia import compromiso_corregido, esta_sellada
from convenios.forms.comun import (
    ConDisposicion,
    FechaField,
    UnidadesField,
    area,
    con_denominacion,
    errata,
    fila,
    posicion,
    solo_si,
)
from convenios.models import (
    Compromiso,
    Convenio,
    Exigibilidad,
    ParametroAlertas,
    ReglaRecurrencia,
)
from convenios.plazos import Ajuste

AJUSTES = [
    (Ajuste.HABIL_SIGUIENTE.value, "Pasa al día hábil siguiente"),
    (Ajuste.HABIL_ANTERIOR.value, "Se adelanta al día hábil anterior"),
    (Ajuste.NINGUNO.value, "Se queda en ese día"),
]
PASOS = [
    ("", "Elija…"),
    (1, "Cada mes"),
    (2, "Cada dos meses"),
    (3, "Cada trimestre"),
    (4, "Cada cuatro meses"),
    (6, "Cada semestre"),
    (12, "Cada año"),
    (24, "Cada dos años"),
    (36, "Cada tres años"),
    (48, "Cada cuatro años"),
    (60, "Cada cinco años"),
]


CUANDO = Fieldset(
    "Cuándo",
    "exigibilidad",
    solo_si("exigibilidad", "fecha_fija recurrente", fila("base", "ajuste")),
    solo_si("exigibilidad", "recurrente", fila("cada_meses", "cantidad", "fin")),
    solo_si("exigibilidad", "condicionado", "condicion"),
)


class ConFechasForm(ConDisposicion, forms.ModelForm):
    """Base: a commitment of any origin and, when it has dates, its recurrence."""

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

    # An adenda's line is a portrait of one row: it keeps the units of the commitment as they are.
    LLEVA_UNIDADES = True
    disposicion: tuple[Any, ...]

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hoy = hoy
        self.fields["responsable"] = posicion("Cargo responsable", required=True)
        if self.LLEVA_UNIDADES:
            self._pedir_unidades()
        if self.instance.pk:
            self.fields["peso"].initial = self.instance.peso
            self._iniciar_regla()

    def _pedir_unidades(self) -> None:
        filas = con_denominacion(UnidadOrganica.objects.all())
        ya = self.instance.unidades.values_list("pk", flat=True) if self.instance.pk else []
        self.fields["unidades"] = UnidadesField(
            filas,
            label="Unidades que aportan",
            required=False,
            initial=list(ya),
            help_text="Además del cargo responsable. Ctrl y clic marca varias.",
        )
        self.disposicion = (*self.disposicion, Fieldset("Con quién se cumple", "unidades"))

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
            datos["peso"] = ParametroAlertas.objects.en_vigor(self.hoy).pesos[datos["clase"]]
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

    @property
    def unidades(self) -> Iterable[UnidadOrganica]:
        """Units chosen; only when valid."""
        return self.cleaned_data.get("unidades") or ()

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


class CompromisoForm(ConFechasForm):
    """A commitment of an agreement; one form, as the clause is read."""

    disposicion: tuple[Any, ...] = (
        Fieldset(
            "Qué se debe",
            "titulo",
            "texto_literal",
            fila("clausula", "obligado"),
        ),
        CUANDO,
        Fieldset(
            "Cuánto pesa y quién responde",
            fila("clase", "peso", "criticidad"),
            "responsable",
            "entregable",
            "medio_verificacion",
        ),
    )

    vacios = {"clausula": "No se ha copiado"}

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

    def __init__(self, *args: Any, convenio: Convenio, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, hoy=hoy, **kwargs)
        self.instance.convenio = convenio
        self.fields["obligado"].required = True
        self.fields["obligado"].queryset = (  # type: ignore[attr-defined]
            convenio.partes.select_related("organizacion")
        )
        clausulas = convenio.clausulas.select_related("adenda")
        self.fields["clausula"].queryset = clausulas  # type: ignore[attr-defined]
        if self.instance.pk and esta_sellada(convenio, self.instance.adenda):
            dice = "qué se debe, quién y cuándo"
            self.fields["errata"] = errata(required=False, dice=dice)
            self.disposicion = (*self.disposicion, "errata")

    def _post_clean(self) -> None:
        """Once the instance holds what was typed, ask why the copy of the paper is corrected."""
        super()._post_clean()  # type: ignore[misc]
        if "errata" not in self.fields or self.errors or self.cleaned_data.get("errata"):
            return
        relacionados = ("convenio", "adenda", "obligado__organizacion")
        guardado = Compromiso.objects.select_related(*relacionados).get(pk=self.instance.pk)
        if cambios := compromiso_corregido(guardado, self.instance, self.regla()):
            self.add_error("errata", f"Diga por qué se corrige: {'; '.join(cambios)}.")
