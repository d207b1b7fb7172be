"""Forms of what is done about an agreement: parties, milestones, stage, renewal."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from convenios.acciones.convenio import parte_corregida
from convenios.estados import CON_MOTIVO, TRANSICIONES, Etapa
from convenios.forms.comun import (
    ConDisposicion,
    DireccionField,
    FechaField,
    area,
    errata,
    fechas,
    fila,
    ya_ocurrio,
)
from convenios.models import (
    Convenio,
    DecisionRenovacion,
    Documento,
    Evaluacion,
    Hito,
    Organizacion,
    Parte,
    Rol,
)
from convenios.validaciones import Falla, Nivel
from ocisys.base.sellado import validar_archivo


class ErrataForm(ConDisposicion, forms.Form):
    """Why what is withdrawn was recorded; it has to be said once the paper is sealed."""

    errata = errata(required=True, dice="lo que aquí se copió de él")

    def __init__(self, *args: Any, sellado: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["errata"].required = sellado


class ParteForm(ConDisposicion, forms.ModelForm):
    """A party with its side and roles; with the paper sealed, why it is corrected."""

    roles = forms.TypedMultipleChoiceField(
        label="Roles",
        choices=Rol.choices,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Parte
        fields = ["organizacion", "lado", "denominacion_al_firmar"]

    def __init__(self, *args: Any, convenio: Convenio, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ya_estan = convenio.partes.values("organizacion")
        disponibles = Organizacion.objects.en_uso().exclude(pk__in=ya_estan).en_orden()
        self.fields["organizacion"].queryset = disponibles  # type: ignore[attr-defined]
        if self.instance.pk:  # whoever it is and its side do not change: it is taken out
            del self.fields["organizacion"], self.fields["lado"]
            self.fields["roles"].initial = self.instance.roles
            if convenio.tiene_documento_firmado:
                self.fields["errata"] = errata(required=False, dice="quiénes son las partes")

    @property
    def disposicion(self) -> tuple[str, ...]:  # type: ignore[override]
        orden = ("organizacion", "lado", "roles", "denominacion_al_firmar", "errata")
        return tuple(c for c in orden if c in self.fields)

    def _post_clean(self) -> None:
        """The roles are not a field of the model's form: they go in here."""
        super()._post_clean()  # type: ignore[misc]
        if "roles" in self.cleaned_data:
            self.instance.roles = self.cleaned_data["roles"]
        if "errata" not in self.fields or self.errors or self.cleaned_data.get("errata"):
            return
        guardada = Parte.objects.select_related("organizacion").get(pk=self.instance.pk)
        if parte_corregida(guardada, self.instance):
            self.add_error("errata", "El documento firmado está sellado: diga por qué se corrige.")


class HitoForm(ConDisposicion, forms.ModelForm):
    """A dated fact of an agreement and where it was read."""

    disposicion = (
        fila("tipo", "parte"),
        fila("fecha", "precision"),
        "fuente",
        fila("url", "confianza"),
    )

    class Meta:
        model = Hito
        fields = ["tipo", "parte", "fecha", "precision", "fuente", "url", "confianza"]
        field_classes = fechas("fecha") | {"url": DireccionField}

    def __init__(self, *args: Any, convenio: Convenio, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.convenio = convenio
        self.hoy = hoy
        partes = convenio.partes.select_related("organizacion")
        self.fields["parte"].queryset = partes  # type: ignore[attr-defined]

    def clean_fecha(self) -> date:
        si_no = "Un hito es un hecho: su fecha no puede ser futura."
        return ya_ocurrio(self.cleaned_data["fecha"], self.hoy, si_no)

    def _get_validation_exclusions(self) -> set[str]:
        """Which date is chosen is decided by the act, so its constraint is not asked here."""
        return super()._get_validation_exclusions() | {"elegido"}  # type: ignore[misc]


class MotivoForm(ConDisposicion, forms.Form):
    """A reason in one's own words."""

    motivo = forms.CharField(label="Por qué", max_length=300, widget=area(3))


class EtapaForm(ConDisposicion, forms.Form):
    """The next stage; what it waives is typed once the rules have spoken."""

    ETAPAS = frozenset(Etapa.values)

    a = forms.ChoiceField(label="Pasa a")
    fecha = FechaField(label="Fecha del hecho")
    motivo = forms.CharField(label="Motivo o nota", required=False, max_length=2000, widget=area(3))

    def __init__(
        self,
        *args: Any,
        convenio: Convenio,
        hoy: date,
        fallas: tuple[Falla, ...] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        siguientes = [e for e in Etapa if e in TRANSICIONES[Etapa(convenio.etapa)]]
        self.fields["a"].choices = [(e.value, e.label) for e in siguientes]  # type: ignore[attr-defined]
        self.fields["fecha"].initial = hoy
        self.hoy = hoy
        for falla in fallas:
            if falla.nivel == Nivel.DISPENSA:
                self.fields[f"dispensa_{falla.codigo}"] = forms.CharField(
                    label=f"Dispensa: {falla.frase}",
                    required=False,
                    max_length=500,
                    help_text="Diga por qué se dispensa; quedará en la historia del convenio.",
                )

    def clean_fecha(self) -> date:
        return ya_ocurrio(self.cleaned_data["fecha"], self.hoy, "La fecha es posterior a hoy.")

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        if datos.get("a") in CON_MOTIVO and not datos.get("motivo"):
            self.add_error("motivo", "Diga por qué: es lo que se leerá dentro de diez años.")
        return datos

    def decir(self, pendientes: tuple[Falla, ...]) -> None:
        """Put each requirement that still refuses the act where it can be waived, or on top."""
        for falla in pendientes:
            campo = f"dispensa_{falla.codigo}"
            if campo in self.fields:  # its label already says what is missing
                self.add_error(campo, "Resuélvalo, o diga por qué se dispensa.")
            else:
                norma = f" ({falla.norma})" if falla.norma else ""
                self.add_error(None, f"{falla.frase}{norma}")

    def acto(self) -> dict[str, Any]:
        """Arguments of `acciones.etapa.cambiar_etapa`."""
        datos = self.cleaned_data
        return {c: datos[c] for c in ("a", "fecha", "motivo")} | {"dispensas": self.dispensas}

    @property
    def dispensas(self) -> dict[str, str]:
        """Waivers typed: code of the rule → reason."""
        prefijo = "dispensa_"
        return {
            k.removeprefix(prefijo): v
            for k, v in self.cleaned_data.items()
            if k.startswith(prefijo) and v
        }


class DecisionForm(ConDisposicion, forms.ModelForm):
    """What is decided about the end of an agreement."""

    class Meta:
        model = DecisionRenovacion
        fields = ["sentido", "motivo"]
        widgets = {"sentido": forms.RadioSelect, "motivo": area(3)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sentido"].choices = DecisionRenovacion.Sentido.choices  # type: ignore[attr-defined]
        self.fields["motivo"].max_length = 2000  # type: ignore[attr-defined]


class EvaluacionForm(ConDisposicion, forms.ModelForm):
    """An evaluation, what it advises and where it is written."""

    disposicion: tuple[Any, ...] = (
        fila("tipo", "fecha"),
        "recomendacion",
        "fuente",
        "documento",
        "resultados",
    )

    class Meta:
        model = Evaluacion
        fields = ["tipo", "fecha", "recomendacion", "fuente", "documento", "resultados"]
        field_classes = fechas("fecha")
        widgets = {"resultados": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, convenio: Convenio, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.convenio = convenio
        self.hoy = hoy
        papeles = convenio.documentos.select_related("archivo")
        self.fields["documento"].queryset = papeles  # type: ignore[attr-defined]
        # One that it already cites stays, though it was annulled later.
        citables = Q(anulado_en=None)
        if self.instance.pk:
            citables |= Q(evaluaciones=self.instance)
        resultados = convenio.resultados.filter(citables).distinct()
        self.fields["resultados"].queryset = resultados  # type: ignore[attr-defined]
        if not resultados:
            del self.fields["resultados"]
            self.disposicion = self.disposicion[:-1]

    def clean_fecha(self) -> date:
        si_no = "Lo que todavía no se evalúa no se anota: es futura."
        return ya_ocurrio(self.cleaned_data["fecha"], self.hoy, si_no)


class DocumentoForm(ConDisposicion, forms.ModelForm):
    """A paper of the agreement, with the file as it came."""

    archivo = forms.FileField(
        label="Archivo",
        validators=[validar_archivo],
        help_text="Se guarda tal como llega y no se reemplaza: una copia mejor es otro documento.",
    )

    class Meta:
        model = Documento
        fields = ["clase", "descripcion", "adenda", "publico"]

    def __init__(self, *args: Any, convenio: Convenio, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        adendas = convenio.adendas.all()
        self.fields["adenda"].queryset = adendas  # type: ignore[attr-defined]
        if not adendas:
            del self.fields["adenda"]

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        if datos.get("clase") != Documento.Clase.ADENDA or self.errors:
            return datos
        if "adenda" not in self.fields:
            self.add_error("clase", "El convenio no tiene adendas: registre antes la adenda.")
        elif not datos.get("adenda"):
            self.add_error("adenda", "Diga de cuál adenda es.")
        return datos
