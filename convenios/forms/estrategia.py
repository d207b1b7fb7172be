"""What is asked of a version of the strategy, of its lines and of what is linked to them."""

from datetime import date
from typing import Any

from django import forms

from cargos.models import Usuario
from convenios.forms.asistencia import RenglonesField
from convenios.forms.comun import ConDisposicion, FechaField, SelectLargo, area, fila, ya_ocurrio
from convenios.forms.filtros import Filtro
from convenios.models import Convenio, Estrategia, LineaEstrategica
from ocisys.base.models import Norma
from ocisys.base.sellado import validar_archivo


class EstrategiaForm(ConDisposicion, forms.ModelForm):
    """A new version, still a draft."""

    class Meta:
        model = Estrategia
        fields = ["titulo", "sintesis"]
        widgets = {"sintesis": area(4)}


class LineaForm(ConDisposicion, forms.ModelForm):
    """One line of a draft."""

    indicadores = RenglonesField(
        maximo=20, largo=200, label="Indicadores", required=False, help_text="Uno en cada renglón."
    )

    class Meta:
        model = LineaEstrategica
        fields = ["objetivo", "meta_anual", "indicadores"]


class AprobarEstrategiaForm(ConDisposicion, forms.Form):
    """Which norm or document approves the draft, and from when it rules."""

    vacios = {"norma": "Otra, que se escribe aparte"}
    norma = forms.ModelChoiceField(
        Norma.objects.all(), label="Norma que la aprueba", required=False, widget=SelectLargo
    )
    documento = forms.CharField(
        label="Documento que la aprueba",
        required=False,
        max_length=160,
        help_text="Si la norma no está en la lista.",
    )
    aprobada_el = FechaField(label="Aprobada el")
    desde = FechaField(label="Rige desde")
    hasta = FechaField(label="Rige hasta", required=False, help_text="Vacío si no lo dice.")
    archivo = forms.FileField(
        label="Documento aprobado", required=False, validators=[validar_archivo]
    )
    disposicion = (
        fila("norma", "documento"),
        fila("aprobada_el", "desde", "hasta"),
        "archivo",
    )

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hoy = hoy
        self.fields["aprobada_el"].initial = self.fields["desde"].initial = hoy

    def clean_aprobada_el(self) -> date:
        return ya_ocurrio(self.cleaned_data["aprobada_el"], self.hoy)

    def clean_desde(self) -> date:
        desde: date = self.cleaned_data["desde"]
        previa = Estrategia.objects.exclude(desde=None).order_by("-version").first()
        if previa is not None and previa.desde is not None and desde <= previa.desde:
            sentencia = f"La {previa} rige desde el {previa.desde:%d/%m/%Y}: elija otro día."
            raise forms.ValidationError(sentencia)
        return desde

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        if not datos.get("norma") and not datos.get("documento", "").strip():
            self.add_error("documento", "Diga qué norma o qué documento la aprueba.")
        desde, hasta = datos.get("desde"), datos.get("hasta")
        if desde and hasta and hasta < desde:
            self.add_error("hasta", "Termina antes de empezar.")
        return datos


class VincularForm(ConDisposicion, forms.Form):
    """Which agreements in course serve a line."""

    CASILLAS = 60
    """So many are offered to be marked; any other is written by its code."""

    convenios = forms.ModelMultipleChoiceField(
        Convenio.objects.none(),
        label="Convenios en curso que aún no están en la línea",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    codigos = RenglonesField(
        maximo=200,
        largo=20,
        label="Otros, por su código",
        required=False,
        help_text="Uno en cada renglón: OCI-2026-0001.",
    )

    def __init__(
        self, *args: Any, linea: LineaEstrategica, usuario: Usuario, hoy: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        ya = linea.vinculos.filter(retirado_el=None).values("convenio")
        self.filas = Convenio.objects.visibles_para(usuario).en_curso(hoy).exclude(pk__in=ya)
        primeros = self.filas.order_by("codigo").values_list("pk", flat=True)[: self.CASILLAS]
        ofrecidos = Convenio.objects.filter(pk__in=list(primeros)).order_by("codigo")
        self.fields["convenios"].queryset = ofrecidos  # type: ignore[attr-defined]

    def clean_codigos(self) -> list[Convenio]:
        codigos = [c.upper() for c in self.cleaned_data["codigos"]]
        filas = {c.codigo: c for c in self.filas.filter(codigo__in=codigos)}
        if ajenos := [c for c in codigos if c not in filas]:
            lista = ", ".join(ajenos[:5])
            raise forms.ValidationError(f"No están en curso o ya están en la línea: {lista}.")
        return list(filas.values())

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        elegidos = [*datos.get("convenios", ()), *datos.get("codigos", ())]
        if not elegidos and not self.errors:
            self.add_error("convenios", "Marque al menos uno o escriba su código.")
        self.elegidos = {c.pk: c for c in elegidos}.values()
        return datos


class FiltroEstrategia(Filtro):
    """As of which day the strategy is read."""

    al = FechaField(label="A la fecha", required=False)

    @property
    def dia(self) -> date:
        """The as-of date asked for, today without one."""
        dia: date = self.pedido("al") or self.hoy
        return dia
