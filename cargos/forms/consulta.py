"""What a person may ask of the pages about posts: a day, a mode, some words, a period."""

from datetime import date

from django import forms

from cargos.cobertura import trimestre_de
from cargos.evidencias import Periodo
from cargos.models.encargo import EncargoQuerySet
from ocisys.base.formularios import FechaField


class CorteForm(forms.Form):
    """As-of date of a page (`?al=22/11/2026`); without it, today."""

    al = FechaField(label="A la fecha", required=False)

    def fecha(self, hoy: date) -> date:
        """The day asked for, or `hoy` when none or a mistaken one was typed."""
        self.full_clean()
        return self.cleaned_data.get("al") or hoy


class OrganigramaForm(CorteForm):
    """As-of date and what the boxes show."""

    MODOS = (
        ("ocupantes", "Cargos y ocupantes"),
        ("cargos", "Sólo cargos"),
        ("unidades", "Unidades orgánicas"),
    )
    ver = forms.ChoiceField(label="Mostrar", choices=MODOS, required=False)
    ver.widget.attrs["class"] = "form-select"

    def modo(self) -> str:
        """The mode asked for, "ocupantes" by default; call after `fecha`."""
        return self.cleaned_data.get("ver") or "ocupantes"


class BuscarPersonaForm(forms.Form):
    """Words of the directory's search box."""

    q = forms.CharField(label="Buscar", required=False, max_length=100)

    def texto(self) -> str:
        """The words typed, or nothing when they cannot be searched."""
        return self.cleaned_data["q"] if self.is_valid() else ""


class PeriodoForm(forms.Form):
    """Days that a figure covers; without them, the last 90 days."""

    desde = FechaField(required=False)
    hasta = FechaField(required=False)

    def clean(self) -> dict[str, date]:
        datos = super().clean() or {}
        if datos.get("desde") and datos.get("hasta") and datos["desde"] > datos["hasta"]:
            self.add_error("hasta", "El periodo termina antes de empezar.")
        return datos

    def periodo(self, hoy: date) -> Periodo:
        """What was asked for; the missing or mistaken ends are those of the last 90 days."""
        usual = trimestre_de(hoy)
        if not self.is_valid():
            return usual
        hasta = self.cleaned_data.get("hasta") or usual.hasta
        return Periodo(self.cleaned_data.get("desde") or min(usual.desde, hasta), hasta)


class EncargosForm(forms.Form):
    """Which encargos to list: open, fulfilled or all; and of which post."""

    ESTADOS = (("abiertos", "Abiertos"), ("cumplidos", "Cumplidos"), ("todos", "Todos"))
    estado = forms.ChoiceField(choices=ESTADOS, required=False)
    cargo = forms.RegexField(r"^\d{3}$", required=False)
    desde = FechaField(required=False)
    hasta = FechaField(required=False)

    def filtrar(self, filas: EncargoQuerySet) -> EncargoQuerySet:
        """The rows asked for; what cannot be understood is as if it had not been asked."""
        self.full_clean()
        pedido = self.cleaned_data
        if pedido.get("cargo"):
            filas = filas.filter(posicion__nro_orden=pedido["cargo"])
        if pedido.get("desde") and pedido.get("hasta"):
            filas = filas.del_periodo(Periodo(pedido["desde"], pedido["hasta"]))
        match pedido.get("estado"):
            case "cumplidos":
                return filas.exclude(cumplido_en=None)
            case "todos":
                return filas
        return filas.abiertos()
