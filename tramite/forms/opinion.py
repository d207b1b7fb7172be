"""Forms of a sectoral opinion. Each carries the version that the person had on screen."""

from datetime import date
from typing import Any

from django import forms

from convenios.models import Organizacion
from tramite.acciones.opiniones import procedimiento_de
from tramite.estados_opinion import Cumple, EstadoOpinion, SentidoOpinion, TipoOpinion
from tramite.forms.campos import FechaEscrita, Linea
from tramite.models import Expediente, Opinion
from tramite.models.opinion import OpinionQuerySet
from tramite.opiniones import Gemela

LARGO_DE_LINEA, MAXIMO_DE_LINEAS = 400, 40


class Lineas(forms.CharField):
    """One thing a line; cleans to a list without blanks nor repeats."""

    def __init__(self, *, filas: int = 4, **opciones: Any) -> None:
        opciones.setdefault("widget", forms.Textarea(attrs={"rows": filas}))
        super().__init__(max_length=12_000, **opciones)

    def clean(self, value: Any) -> Any:
        texto = super().clean(value)
        lineas = [" ".join(x.lstrip("-•· \t").split()) for x in texto.splitlines()]
        limpias = list(dict.fromkeys(x for x in lineas if x))
        if self.required and not limpias:
            raise forms.ValidationError("Escriba al menos una línea.")
        if len(limpias) > MAXIMO_DE_LINEAS:
            raise forms.ValidationError(f"Son más de {MAXIMO_DE_LINEAS}: agrúpelas.")
        if any(len(x) > LARGO_DE_LINEA for x in limpias):
            raise forms.ValidationError(f"Cada línea cabe en {LARGO_DE_LINEA} caracteres.")
        return limpias


def ficha_de(nombre: str) -> Organizacion | None:
    """The record of the organisation with exactly that name, if there is one."""
    return Organizacion.objects.en_uso().filter(nombre__iexact=nombre).first()


class AbrirOpinionForm(forms.Form):
    """What is asked, by whom and about which organisation; the requisites of the catalogue."""

    solicitante = Linea(label="Organización sobre la que se opina", max_length=200)
    pide = forms.ChoiceField(label="Quién la pide", choices=Opinion.Pide.choices)
    cuestiones = Lineas(
        label="Sobre qué se opina, una cuestión por línea",
        help_text="Tal como las precisa el pedido (TUO LPAG art. 172.1).",
    )
    requisitos = Lineas(label="Qué se revisa, un requisito por línea", filas=6, required=False)
    obligatoria = forms.BooleanField(label="La norma obliga a pedirla", required=False)
    vinculante = forms.BooleanField(
        label="Obliga a quien la pide",
        required=False,
        help_text="Si la norma no lo dice, no obliga (TUO LPAG art. 171.2).",
    )

    def __init__(self, *args: Any, expediente: Expediente, tipo: str, **kwargs: Any) -> None:
        organizacion = expediente.remitente.organizacion
        self.procedimiento = procedimiento_de(tipo, expediente.presentado_el)
        filas = self.procedimiento.requisitos.all() if self.procedimiento else []
        inicial = {
            "solicitante": organizacion.nombre if organizacion else expediente.remitente_nombre,
            "cuestiones": expediente.asunto[:LARGO_DE_LINEA],
            "requisitos": "\n".join(r.texto for r in filas if r.rige(expediente.presentado_el)),
        }
        super().__init__(*args, **(kwargs | {"initial": inicial}))
        self.tipo = TipoOpinion(tipo)

    def campos(self) -> dict[str, Any]:
        """What the acción takes."""
        organizacion = ficha_de(self.cleaned_data["solicitante"])
        return self.cleaned_data | {"tipo": self.tipo, "organizacion": organizacion}


class OpinionForm(forms.Form):
    """Base: hidden version of the opinion that the person had on screen."""

    version = forms.IntegerField(widget=forms.HiddenInput(attrs={"data-no-guardar": ""}))

    def __init__(self, *args: Any, opinion: Opinion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opinion = opinion
        self.fields["version"].initial = opinion.version

    def campos(self) -> dict[str, Any]:
        """What the acción takes."""
        return self.cleaned_data


class DatosOpinionForm(OpinionForm):
    """The organisation and its intervention."""

    solicitante = Linea(label="Organización sobre la que se opina", max_length=200)
    intervencion = Linea(label="Nombre de la intervención", required=False, max_length=300)
    ambito = Linea(
        label="Ámbito", required=False, max_length=200, help_text="Departamentos o distritos."
    )
    poblacion = Linea(label="Población", required=False, max_length=200)
    fuente = Linea(label="Fuente cooperante", required=False, max_length=200)
    monto = forms.DecimalField(required=False, min_value=0, max_digits=15, decimal_places=2)
    moneda = forms.ChoiceField(required=False, choices=[("", "Sin monto"), *Opinion.Moneda.choices])
    desde = FechaEscrita(label="Inicio", required=False)
    hasta = FechaEscrita(label="Fin", required=False)
    registro_apci = Linea(label="Registro en APCI", required=False, max_length=60)
    registro_hasta = FechaEscrita(label="Registro vigente hasta", required=False)
    comprada_el = FechaEscrita(
        label="Fecha de la compra",
        required=False,
        help_text="De ella corren los meses para pedir la devolución (DS 036-94-EF, art. 6).",
    )
    alineamiento = Linea(label="Política, eje u ODS", required=False, max_length=300)

    FECHAS = ("desde", "hasta", "registro_hasta", "comprada_el")

    def __init__(self, *args: Any, opinion: Opinion, hoy: date, **kwargs: Any) -> None:
        inicial = {c: getattr(opinion, c) for c in self.base_fields if hasattr(opinion, c)}
        for campo in self.FECHAS:
            inicial[campo] = f"{inicial[campo]:%d/%m/%Y}" if inicial[campo] else ""
        super().__init__(*args, opinion=opinion, initial=inicial, **kwargs)
        for campo in self.FECHAS:
            self.fields[campo].hoy = hoy  # type: ignore[attr-defined]
            self.fields[campo].anios_adelante = 15  # type: ignore[attr-defined]
        if opinion.tipo != TipoOpinion.IGV:
            del self.fields["comprada_el"]

    def clean_comprada_el(self) -> date | None:
        fecha: date | None = self.cleaned_data["comprada_el"]
        if fecha and fecha > self.fields["comprada_el"].hoy:  # type: ignore[attr-defined]
            raise forms.ValidationError("La compra no puede ser posterior a hoy.")
        return fecha

    def clean(self) -> dict[str, Any]:
        limpio = super().clean() or self.cleaned_data
        if limpio.get("monto") is not None and not limpio.get("moneda"):
            self.add_error("moneda", "Diga en qué moneda está el monto.")
        desde, hasta = limpio.get("desde"), limpio.get("hasta")
        if desde and hasta and hasta < desde:
            self.add_error("hasta", "La intervención termina antes de empezar.")
        return limpio

    def campos(self) -> dict[str, Any]:
        return self.cleaned_data | {"organizacion": ficha_de(self.cleaned_data["solicitante"])}


class RequisitosForm(OpinionForm):
    """Each requisite beside what was found."""

    def __init__(self, *args: Any, opinion: Opinion, **kwargs: Any) -> None:
        super().__init__(*args, opinion=opinion, **kwargs)
        self.filas = list(opinion.requisitos.all())
        for r in self.filas:
            self.fields[f"cumple_{r.pk}"] = forms.ChoiceField(
                label=f"{r.orden}. ¿Cumple?", choices=Cumple.choices, initial=r.cumple
            )
            self.fields[f"folio_{r.pk}"] = Linea(
                label="Folio", required=False, max_length=20, initial=r.folio
            )
            self.fields[f"observacion_{r.pk}"] = Linea(
                label="Observación", required=False, max_length=400, initial=r.observacion
            )

    def por_requisito(self) -> list[tuple[Any, ...]]:
        """Each requisite with its three boxes."""
        partes = ("cumple", "folio", "observacion")
        return [(r, *(self[f"{p}_{r.pk}"] for p in partes)) for r in self.filas]

    def campos(self) -> dict[str, Any]:
        limpio = self.cleaned_data
        partes = ("cumple", "folio", "observacion")
        revision = {r.pk: tuple(limpio[f"{p}_{r.pk}"] for p in partes) for r in self.filas}
        return {"version": limpio["version"], "revision": revision}


class ConsultarForm(OpinionForm):
    unidad = Linea(label="A qué unidad o entidad", max_length=200)
    otra_entidad = forms.BooleanField(
        label="Es de otra entidad",
        required=False,
        help_text="Su plazo es otro, y al administrado se le avisa que se le pidió colaboración "
        "(TUO LPAG arts. 168.1 y 76.4).",
    )
    pregunta = Linea(
        label="Qué se pregunta", max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ConFechaForm(OpinionForm):
    """Base: something that happened on a day."""

    el = FechaEscrita(label="Fecha")

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["el"].hoy = hoy  # type: ignore[attr-defined]


class RespuestaForm(ConFechaForm):
    respuesta = Linea(
        label="Qué respondió", max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    documento = Linea(label="Con qué documento", required=False, max_length=120)
    field_order = ("respuesta", "documento", "el")


class PrescindirForm(OpinionForm):
    """Go on without what was not answered in time, or call whoever owes it to a session."""

    por_que = Linea(
        label="Por qué se sigue, o para qué se cita",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    citada_para = FechaEscrita(
        label="Se cita a sesión para el",
        required=False,
        help_text="Fecha única, con acta. Vacío: se sigue sin su informe.",
    )

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["citada_para"].hoy = hoy  # type: ignore[attr-defined]

    def clean_citada_para(self) -> date | None:
        fecha: date | None = self.cleaned_data["citada_para"]
        if fecha and fecha < self.fields["citada_para"].hoy:  # type: ignore[attr-defined]
            raise forms.ValidationError("La sesión es para un día que ya pasó.")
        return fecha


class ResultadoForm(ConFechaForm):
    resultado = Linea(label="Qué resolvió la APCI", max_length=400)
    field_order = ("resultado", "el")


class ConcluirForm(OpinionForm):
    """The sense, and one box of grounds for each question."""

    sentido = forms.ChoiceField(choices=[("", "Elija"), *SentidoOpinion.choices])
    vigencia = Linea(
        label="Vigencia de la opinión", required=False, max_length=200, help_text="Si la tiene."
    )

    def __init__(self, *args: Any, opinion: Opinion, gemela: Gemela | None, **kwargs: Any) -> None:
        inicial = {"sentido": opinion.sentido, "vigencia": opinion.vigencia}
        super().__init__(*args, opinion=opinion, initial=inicial, **kwargs)
        self.gemela = gemela
        self.filas = list(opinion.cuestiones.all())
        for c in self.filas:
            self.fields[f"fundamento_{c.pk}"] = forms.CharField(
                label=f"{c.orden}. {c.texto}",
                max_length=6000,
                initial=c.fundamento,
                widget=forms.Textarea(attrs={"rows": 5}),
            )

    def campos(self) -> dict[str, Any]:
        limpio = self.cleaned_data
        fundamentos = {c.pk: limpio[f"fundamento_{c.pk}"] for c in self.filas}
        return {c: limpio[c] for c in ("version", "sentido", "vigencia")} | {
            "fundamentos": fundamentos
        }


class DevolverOpinionForm(OpinionForm):
    motivo = Linea(
        label="Por qué se devuelve", max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class FiltroOpiniones(forms.Form):
    """Kind, state and sense; the days, of the request or of the issue, come from the figures."""

    tipo = forms.ChoiceField(choices=[("", "Todos"), *TipoOpinion.choices], required=False)
    estado = forms.ChoiceField(choices=[("", "Todos"), *EstadoOpinion.choices], required=False)
    sentido = forms.ChoiceField(choices=[("", "Todos"), *SentidoOpinion.choices], required=False)
    desde = FechaEscrita(label="Pedida desde", required=False, ejemplo="1/11")
    hasta = FechaEscrita(label="Hasta", required=False, ejemplo="30/11")
    emitidas = forms.BooleanField(label="Por fecha de firma", required=False)
    acceso = forms.ChoiceField(
        choices=[("", ""), ("oficina", "")], required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nombre in ("desde", "hasta"):
            self.fields[nombre].hoy = hoy  # type: ignore[attr-defined]

    def filtrar(self, filas: OpinionQuerySet) -> OpinionQuerySet:
        """Those rows within the filters; a filter written wrongly does not filter."""
        self.is_valid()
        limpio = self.cleaned_data
        for campo in ("tipo", "estado", "sentido"):
            if limpio.get(campo):
                filas = filas.filter(**{campo: limpio[campo]})
        if limpio.get("acceso"):
            filas = filas.filter(expediente__acceso=limpio["acceso"])
        de_a = filas.emitidas if limpio.get("emitidas") else filas.pedidas
        return de_a(limpio.get("desde"), limpio.get("hasta"))
