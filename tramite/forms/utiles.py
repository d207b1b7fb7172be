"""Forms of the kárdex of supplies."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from cargos.models import Usuario
from cargos.permisos import Permiso
from tramite.acciones.utiles import Contado
from tramite.forms.campos import Linea
from tramite.models import PedidoUtil, Util

MAXIMO = 100_000
"""More of a supply than any office keeps: a slip of the hand."""


class UtilForm(forms.ModelForm):
    class Meta:
        model = Util
        fields = ("nombre", "unidad", "minimo", "ubicacion", "activo")

    minimo = forms.IntegerField(
        label="Mínimo", min_value=0, max_value=MAXIMO, help_text="Con menos se pide reposición."
    )
    nombre = Linea(max_length=120)
    unidad = Linea(max_length=30, help_text="Como se cuenta: unidad, caja, millar.")
    ubicacion = Linea(label="Dónde se guarda", max_length=120, required=False)


def _cantidad(**opciones: Any) -> forms.IntegerField:
    return forms.IntegerField(label="Cuántos", min_value=1, max_value=MAXIMO, **opciones)


class _UtilConUnidad(forms.ModelChoiceField):
    """A supply with the unit in which it is counted."""

    def label_from_instance(self, obj: Util) -> str:
        return f"{obj.nombre} ({obj.unidad})"


def _activos() -> Any:
    return Util.objects.activos().en_orden()


class IngresarForm(forms.Form):
    """What came in, with the paper that says so."""

    util = _UtilConUnidad(_activos(), label="Útil", empty_label=None)
    cantidad = _cantidad()
    documento = Linea(max_length=120, help_text="Pecosa, guía o comprobante, con su número.")
    proveedor = Linea(label="De quién viene", max_length=160, required=False)


class _Persona(forms.ModelChoiceField):
    def label_from_instance(self, obj: Usuario) -> str:
        return str(obj)


class PedirForm(forms.Form):
    """What and how many; who keeps the supplies may write it for whoever asks in person."""

    util = _UtilConUnidad(_activos(), label="Útil", empty_label=None)
    cantidad = _cantidad(initial=1)
    motivo = Linea(label="Para qué", max_length=200, required=False)
    para = _Persona(
        Usuario.objects.none(), label="Para quién", required=False, empty_label="Para mí"
    )

    def __init__(self, *args: Any, usuario: Usuario, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if usuario.puede(Permiso.UTILES_LLEVAR):
            personas = Usuario.objects.con_cargo_en(hoy).exclude(pk=usuario.pk)
            self.fields["para"].queryset = personas  # type: ignore[attr-defined]
        else:
            del self.fields["para"]


class EntregarForm(forms.Form):
    """How much of a pedido is delivered now."""

    cantidad = _cantidad()

    def __init__(self, *args: Any, pedido: PedidoUtil, hay: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cantidad"].initial = min(pedido.falta, hay) or None
        self.fields["cantidad"].widget.attrs["autofocus"] = True
        self._pedido, self._hay = pedido, hay

    def clean_cantidad(self) -> int:
        cantidad: int = self.cleaned_data["cantidad"]
        if cantidad > self._pedido.falta:
            raise forms.ValidationError(f"De ese pedido sólo falta entregar {self._pedido.falta}.")
        if cantidad > self._hay:
            raise forms.ValidationError(f"Hay {self._hay}: no alcanza.")
        return cantidad


class MotivoForm(forms.Form):
    motivo = Linea(label="Por qué", max_length=200)


class ReparoForm(forms.Form):
    nota = Linea(label="Qué no está conforme", max_length=200)


@dataclass(frozen=True)
class Renglon:
    """A line of the table to be counted, with its two fields."""

    util: Util
    contado: forms.BoundField
    motivo: forms.BoundField


class InventarioForm(forms.Form):
    """One line a supply: what was counted, and why it differs if it does. Empty: not counted."""

    corte = forms.IntegerField(
        min_value=0,
        max_value=2**62,
        widget=forms.HiddenInput(attrs={"data-no-guardar": ""}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            "Vuelva a abrir la página del inventario.",
        ),
    )
    nota = Linea(label="Quiénes contaron, o lo que convenga anotar", max_length=300, required=False)

    def __init__(self, *args: Any, utiles: Iterable[Util], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.utiles = list(utiles)
        for util in self.utiles:
            contado = forms.IntegerField(required=False, min_value=0, max_value=MAXIMO)
            contado.widget.attrs |= {"class": "form-control", "aria-label": f"Contado: {util}"}
            motivo = Linea(required=False, max_length=200)
            motivo.widget.attrs |= {"class": "form-control", "aria-label": f"Por qué: {util}"}
            self.fields[f"n-{util.pk}"] = contado
            self.fields[f"m-{util.pk}"] = motivo

    def renglones(self) -> Iterator[Renglon]:
        for util in self.utiles:
            yield Renglon(util, self[f"n-{util.pk}"], self[f"m-{util.pk}"])

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        for util in self.utiles:
            contado, motivo = datos.get(f"n-{util.pk}"), datos.get(f"m-{util.pk}")
            hay = int(getattr(util, "stock", 0))
            if contado is not None and contado != hay and not motivo:
                self.add_error(f"m-{util.pk}", f"El kárdex dice {hay}: escriba por qué difiere.")
        if not self.errors and not self.contados():
            self.add_error(None, "Escriba cuánto hay de al menos un útil.")
        return datos

    def contados(self) -> dict[Util, Contado]:
        """What was counted of each supply that was."""
        return {
            u: Contado(n, self.cleaned_data.get(f"m-{u.pk}") or "")
            for u in self.utiles
            if (n := self.cleaned_data.get(f"n-{u.pk}")) is not None
        }
