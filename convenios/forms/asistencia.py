"""Who a meeting calls and who attended, typed one a line; and its papers."""

from typing import Any

from django import forms

from cargos.models import Posicion
from convenios.forms.comun import ConDisposicion, SelectLargo, area, fechas, fila, posicion
from convenios.models import (
    AcuerdoReunion,
    DocumentoReunion,
    EstadoReunion,
    Organizacion,
    ParticipanteReunion,
    Reunion,
)
from ocisys.base.busqueda import plano
from ocisys.base.sellado import validar_archivo

PERSONAS = 200


class RenglonesField(forms.CharField):
    """Items typed one a line; blank lines do not count."""

    def __init__(self, *, maximo: int, largo: int, **kwargs: Any) -> None:
        self.maximo, self.largo = maximo, largo
        super().__init__(max_length=maximo * (largo + 2), widget=area(5), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        """The list of lines; raises ValidationError for too many, or one too long."""
        renglones = [r.strip() for r in super().clean(value).splitlines() if r.strip()]
        if len(renglones) > self.maximo:
            raise forms.ValidationError(f"Son más de {self.maximo} renglones.")
        for i, renglon in enumerate(renglones, start=1):
            if len(renglon) > self.largo:
                raise forms.ValidationError(f"El renglón {i} pasa de {self.largo} caracteres.")
        return renglones


class ParticipantesForm(ConDisposicion, forms.Form):
    """Whom a meeting calls: posts of ours marked, the others one a line."""

    nuestros = forms.ModelMultipleChoiceField(
        Posicion.objects.none(),
        label="De la oficina",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    otros = RenglonesField(
        maximo=PERSONAS,
        largo=340,
        label="De otras instituciones",
        required=False,
        help_text="Una persona en cada renglón: nombre; institución; papel en la reunión.",
    )
    disposicion = ("nuestros", "otros")

    def __init__(self, *args: Any, reunion: Reunion, **kwargs: Any) -> None:
        estan = list(reunion.participantes.select_related("organizacion", "posicion"))
        kwargs["initial"] = {
            "nuestros": [p.posicion_id for p in estan if p.posicion_id],
            "otros": [p.renglon for p in estan if not p.posicion_id],
        }
        super().__init__(*args, **kwargs)
        nuestros = posicion("De la oficina").queryset
        self.fields["nuestros"].queryset = nuestros  # type: ignore[attr-defined]
        self.fields["nuestros"].label_from_instance = posicion("").label_from_instance  # type: ignore[attr-defined]

    def clean_otros(self) -> list[ParticipanteReunion]:
        return leer_renglones(self.cleaned_data["otros"])

    @property
    def participantes(self) -> list[ParticipanteReunion]:
        """Both lists as rows still to be saved."""
        nuestros = [
            ParticipanteReunion(posicion=p, nombre=self.fields["nuestros"].label_from_instance(p))  # type: ignore[attr-defined]
            for p in self.cleaned_data["nuestros"]
        ]
        return [*nuestros, *self.cleaned_data["otros"]]


def leer_renglones(renglones: list[str]) -> list[ParticipanteReunion]:
    """`["Rosa Díaz; APCI; preside"]` as people; a house with the name or the siglas of a registered
    organisation is that organisation. Raises ValidationError for a line that cannot be read."""
    personas = [leer_renglon(i, r) for i, r in enumerate(renglones, start=1)]
    if any(p.entidad for p in personas):
        conocidas = {
            plano(nombre): o
            for o in Organizacion.objects.en_uso()
            for nombre in (o.nombre, o.siglas)
            if nombre
        }
        for persona in personas:
            if organizacion := conocidas.get(plano(persona.entidad)):
                persona.organizacion, persona.entidad = organizacion, ""
    return personas


def leer_renglon(i: int, renglon: str) -> ParticipanteReunion:
    """One line: name, house and part in the meeting, the last two optional."""
    partes = [p.strip() for p in renglon.split(";")]
    if len(partes) > 3 or not partes[0]:
        raise forms.ValidationError(f"El renglón {i} no es «nombre; institución; papel».")
    nombre, entidad, rol = (*partes, "", "")[:3]
    for texto, largo, que in (
        (nombre, 120, "nombre"),
        (entidad, 160, "institución"),
        (rol, 60, "papel"),
    ):
        if len(texto) > largo:
            raise forms.ValidationError(f"En el renglón {i}, {que} pasa de {largo} caracteres.")
    return ParticipanteReunion(nombre=nombre, entidad=entidad, rol=rol)


class AsistenciaForm(ConDisposicion, forms.Form):
    """Who attended: Tab goes from one to the next and the space bar marks."""

    llegaron = RenglonesField(
        maximo=PERSONAS,
        largo=340,
        label="Llegaron sin estar en la lista",
        required=False,
        help_text="Una persona en cada renglón: nombre; institución; papel en la reunión.",
    )
    intervencion = forms.CharField(
        label="Intervención del Sector",
        required=False,
        max_length=8000,
        widget=area(6),
        help_text="Qué dijo o sostuvo el Sector.",
    )

    def __init__(self, *args: Any, reunion: Reunion, **kwargs: Any) -> None:
        kwargs["initial"] = {"intervencion": reunion.intervencion}
        super().__init__(*args, **kwargs)
        self.personas = list(reunion.participantes.select_related("organizacion", "posicion"))
        for persona in self.personas:
            self.fields[f"p{persona.pk}"] = forms.BooleanField(
                label=f"{persona.nombre} · {persona.de_donde}"
                if persona.de_donde
                else persona.nombre,
                required=False,
                initial=bool(persona.asistio),
            )
        self.order_fields([f"p{p.pk}" for p in self.personas])

    def clean_llegaron(self) -> list[ParticipanteReunion]:
        return leer_renglones(self.cleaned_data["llegaron"])

    @property
    def asistieron(self) -> dict[int, bool]:
        """Key of each of the called → whether she attended."""
        return {p.pk: self.cleaned_data[f"p{p.pk}"] for p in self.personas}


class DocumentoReunionForm(ConDisposicion, forms.ModelForm):
    """A paper of the meeting, to be sealed."""

    archivo = forms.FileField(label="Archivo", validators=[validar_archivo])
    disposicion = (fila("clase", "titulo"), "archivo")

    class Meta:
        model = DocumentoReunion
        fields = ["clase", "titulo"]

    def __init__(self, *args: Any, reunion: Reunion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.reunion = reunion
        if reunion.estado != EstadoReunion.REALIZADA:
            acta = DocumentoReunion.Clase.ACTA
            campo: Any = self.fields["clase"]
            campo.choices = [c for c in campo.choices if c[0] != acta]


class AcuerdoForm(ConDisposicion, forms.ModelForm):
    """What was agreed, who does it and by when."""

    vacios = {"organizacion": "Ninguna"}
    disposicion = (
        "punto",
        "texto",
        fila("posicion", "organizacion", "externo"),
        "plazo",
    )
    punto = forms.TypedChoiceField(label="Punto", required=False, coerce=int, empty_value=None)

    class Meta:
        model = AcuerdoReunion
        fields = ["punto", "texto", "posicion", "organizacion", "externo", "plazo"]
        field_classes = fechas("plazo")
        widgets = {"texto": area(3), "organizacion": SelectLargo}

    def __init__(self, *args: Any, reunion: Reunion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.reunion = reunion
        self.fields["punto"].choices = [  # type: ignore[attr-defined]
            ("", "Ninguno"),
            *((i, f"{i}. {texto}") for i, texto in enumerate(reunion.agenda, start=1)),
        ]
        self.fields["posicion"] = posicion("Responde el cargo")
        self.fields["organizacion"].label = "o la organización"
        self.fields["externo"].label = "u otro"
        self.fields["organizacion"].queryset = Organizacion.objects.en_uso().en_orden()  # type: ignore[attr-defined]
        self.fields["texto"].max_length = 2000  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        quienes = [datos.get(c) for c in ("posicion", "organizacion", "externo")]
        if sum(bool(q) for q in quienes) != 1:
            self.add_error("posicion", "Elija uno: un cargo, una organización u otro.")
        elif datos.get("organizacion"):
            datos["externo"] = str(datos["organizacion"])[:160]
        plazo, fue = datos.get("plazo"), self.instance.reunion.fecha
        if plazo and plazo < fue:
            self.add_error("plazo", f"La reunión fue el {fue:%d/%m/%Y}: el plazo es posterior.")
        return datos
