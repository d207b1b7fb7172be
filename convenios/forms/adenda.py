"""An adenda and what it does to each obligation."""

from datetime import date
from typing import Any

from django import forms

from convenios.acciones.adenda import fuera_de_vigencia, retrato
from convenios.acciones.errata import CON_LINEAS, mueve_lo_aceptado
from convenios.forms.compromiso import CompromisoForm
from convenios.forms.comun import ConDisposicion, FechaField, area, fechas, fila, ya_ocurrio
from convenios.models import Adenda, Compromiso, Convenio, EfectoAdenda


def _cita() -> forms.CharField:
    return forms.CharField(
        label="Dónde lo dice la adenda",
        required=False,
        max_length=160,
        help_text="Por ejemplo: cláusula tercera, página 2.",
    )


class AdendaForm(ConDisposicion, forms.ModelForm):
    """A signed adenda; to correct what was copied of it, also why."""

    efectos = forms.MultipleChoiceField(
        label="Qué cambia", choices=EfectoAdenda.choices, widget=forms.CheckboxSelectMultiple
    )
    disposicion: tuple[Any, ...] = (
        fila("fecha", "norma_aprobatoria"),
        "efectos",
        "nueva_fecha_fin",
        fila("delta_monto", "delta_moneda"),
        "objeto",
        "extemporanea_razon",
        "fuente_dato",
    )
    vacios = {"delta_moneda": "No lo cambia"}

    class Meta:
        model = Adenda
        fields = [*Adenda.DEL_PAPEL, "fuente_dato"]
        field_classes = fechas("fecha", "nueva_fecha_fin")
        widgets = {"objeto": area(3), "extemporanea_razon": area(2)}

    def __init__(self, *args: Any, convenio: Convenio, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.convenio = convenio
        self.hoy = hoy
        if self.instance.pk:
            self.fields["errata"] = forms.CharField(
                label="Fe de erratas: por qué se corrige", max_length=2000, widget=area(2)
            )
            self.disposicion = (*self.disposicion, "errata")

    def clean_fecha(self) -> date:
        si_no = "Una adenda se registra ya firmada: su fecha no es futura."
        return ya_ocurrio(self.cleaned_data["fecha"], self.hoy, si_no)

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        if "plazo" in datos.get("efectos", []) and not datos.get("nueva_fecha_fin"):
            self.add_error("nueva_fecha_fin", "Una adenda de plazo dice la nueva fecha de fin.")
        if datos.get("nueva_fecha_fin") and "plazo" not in datos.get("efectos", []):
            self.add_error("efectos", "Si cambia la fecha de fin, marque también «Plazo».")
        self._limpiar_monto(datos)
        if fecha := datos.get("fecha"):
            razon = datos.get("extemporanea_razon", "")
            sin = self.instance if self.instance.pk else None
            if reparo := fuera_de_vigencia(self.instance.convenio, fecha, razon, sin=sin):
                self.add_error("fecha" if razon else "extemporanea_razon", reparo)
        return datos

    def _post_clean(self) -> None:
        """Once the instance holds what was typed: what was accepted of it does not move."""
        super()._post_clean()  # type: ignore[misc]
        if self.instance.pk and not self.errors:
            guardada = Adenda.objects.get(pk=self.instance.pk)
            if mueve_lo_aceptado(guardada, self.instance):
                otra = guardada.fecha != self.instance.fecha
                self.add_error("fecha" if otra else "nueva_fecha_fin", CON_LINEAS)

    def _limpiar_monto(self, datos: dict[str, Any]) -> None:
        """An adenda of amount says how much, in the currency of the agreement if it has one."""
        delta, moneda = datos.get("delta_monto"), datos.get("delta_moneda")
        suya = self.instance.convenio.moneda
        if delta == 0:
            self.add_error("delta_monto", "Escriba en cuánto lo aumenta o lo reduce.")
        if (delta is None) != (not moneda) and not {"delta_monto", "delta_moneda"} & {*self.errors}:
            campo = "delta_monto" if delta is None else "delta_moneda"
            self.add_error(campo, "El monto y su moneda van juntos.")
        if moneda and suya and moneda != suya:
            self.add_error("delta_moneda", f"El monto del convenio está en {suya}.")
        if delta and "monto" not in datos.get("efectos", []):
            self.add_error("efectos", "Si cambia el monto, marque también «Monto».")


class CitaForm(ConDisposicion, forms.Form):
    """Where the adenda says that it ends."""

    cita = _cita()

    def despues(self) -> dict[str, Any]:
        """Nothing is left of the commitment."""
        return {}


class ImpactoForm(CompromisoForm):
    """The commitment as the adenda leaves it; nothing is saved but the portrait of it."""

    cita = _cita()
    LLEVA_UNIDADES = False
    disposicion = ("cita", *CompromisoForm.disposicion)

    def __init__(self, *args: Any, anterior: Compromiso | None = None, **kwargs: Any) -> None:
        if anterior is not None:
            antes = retrato(anterior)
            kwargs["initial"] = {c.removesuffix("_id"): v for c, v in antes.items()}
        super().__init__(*args, **kwargs)

    def despues(self) -> dict[str, Any]:
        """Portrait of the commitment as typed."""
        return retrato(self.save(commit=False), self.regla())


class ExtenderForm(ConDisposicion, forms.Form):
    """Until when a series goes on."""

    fin = FechaField(label="La serie sigue hasta el")
    cita = _cita()

    def __init__(self, *args: Any, compromiso: Compromiso, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.compromiso = compromiso
        self.ultima = compromiso.ocurrencias.order_by("-fecha_legal").first()

    def clean_fin(self) -> date:
        fin: date = self.cleaned_data["fin"]
        if self.ultima is not None and fin <= self.ultima.fecha_legal:
            raise forms.ValidationError(
                f"La serie ya llega al {self.ultima.fecha_legal:%d/%m/%Y}: escriba otra posterior."
            )
        return fin

    def despues(self) -> dict[str, Any]:
        """Portrait of the commitment with its series extended."""
        fin = self.cleaned_data["fin"].isoformat()
        return retrato(self.compromiso) | {"cantidad": None, "fin": fin}
