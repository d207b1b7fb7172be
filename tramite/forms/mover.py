"""Forms of the acts on an expediente. Each carries the version that the person had on screen."""

from datetime import date
from functools import partial
from typing import Any

from django import forms

from cargos.models import Posicion, Usuario
from cargos.permisos import Permiso
from tramite.acciones.cola import NORMA, adelantados, frase
from tramite.acciones.comun import titular
from tramite.carga import frases_de
from tramite.destinos import destinos, la_suya, para_original
from tramite.folios import descuadre, tomos_de
from tramite.forms.campos import CampoPuesto, CampoPuestos, ConTecla, FechaEscrita, Linea
from tramite.models import Expediente, Proveido, SerieDocumental, TipoDocumento, Visibilidad
from tramite.models.serie_documental import clasificacion_sugerida


class ActoForm(forms.Form):
    """Base: hidden version of the expediente; None when it is on several, each with its own.

    The draft of the browser does not keep it: what was written comes back over the page of today.
    """

    version = forms.IntegerField(
        widget=forms.HiddenInput(attrs={"data-no-guardar": ""}), min_value=1
    )

    def __init__(self, *args: Any, expediente: Expediente | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expediente = expediente
        if expediente is None:
            del self.fields["version"]
        else:
            self.fields["version"].initial = expediente.version


class DerivarForm(ActoForm):
    """Where the original goes, who gets a copy, and what for."""

    para = CampoPuesto(
        label="Pase a (original)", required=False, empty_label="A nadie: sigue donde está"
    )
    proveido = forms.ModelChoiceField(
        Proveido.objects.filter(activo=True),
        label="Proveído",
        required=False,
        empty_label="Sin proveído",
        widget=ConTecla,
    )
    texto = Linea(
        label="Indicaciones",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    plazo_interno = FechaEscrita(
        label="Para el", required=False, ejemplo="15/12", help_text="Fecha interna, si la hay."
    )
    paralelos = CampoPuestos(
        label="En paralelo a",
        required=False,
        help_text="Cada uno responde su parte; el expediente lo tiene quien recibe el original.",
    )
    copias = CampoPuestos(label="Copia informativa a", required=False)
    visibilidad = forms.ChoiceField(
        label="Quién lee el proveído y los borradores",
        required=False,
        choices=Visibilidad.choices,
        help_text="Que pasó de un cargo a otro lo ve siempre toda la oficina.",
    )

    def __init__(self, *args: Any, usuario: Usuario, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plazo_interno"].hoy = hoy  # type: ignore[attr-defined]
        self.hoy = hoy
        todos = destinos(hoy)
        originales = para_original(usuario, todos)
        self.fields["para"].ofrecer(  # type: ignore[attr-defined]
            originales, partial(frases_de, usuario, originales, hoy)
        )
        propias = la_suya(usuario)
        ajenos = [d for d in todos if d.posicion.pk not in propias]
        for nombre in ("paralelos", "copias"):
            self.fields[nombre].ofrecer(ajenos)  # type: ignore[attr-defined]

    def clean_plazo_interno(self) -> date | None:
        fecha: date | None = self.cleaned_data["plazo_interno"]
        if fecha is not None and fecha < self.hoy:
            raise forms.ValidationError("La fecha interna ya pasó; escríbala con su mes: 15/12.")
        return fecha

    def clean_visibilidad(self) -> str:
        return self.cleaned_data["visibilidad"] or Visibilidad.OFICINA.value

    def clean(self) -> dict[str, Any]:
        limpio = super().clean() or self.cleaned_data
        para: Posicion | None = limpio.get("para")
        alguien = para or limpio.get("paralelos") or limpio.get("copias")
        if not alguien and "para" in limpio:
            self.add_error("para", "Elija a quién pasa, en paralelo o al menos una copia.")
        return limpio


class DevolverForm(ActoForm):
    motivo = Linea(max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class AtenderForm(ActoForm):
    """What was answered; the document that answers is optional."""

    texto = Linea(
        label="Qué se respondió o se hizo",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    tipo = forms.ModelChoiceField(
        TipoDocumento.objects.filter(activo=True),
        label="Documento de respuesta",
        required=False,
        empty_label="Sin documento",
    )
    numero = Linea(
        label="Número",
        required=False,
        max_length=80,
        help_text="El que le dio el sistema del ministerio.",
    )
    fecha = FechaEscrita(label="Fecha", required=False)
    folios = forms.IntegerField(required=False, min_value=1, max_value=100_000)
    orden_motivo = Linea(label="Por qué se adelanta", max_length=300)

    def __init__(self, *args: Any, expediente: Expediente, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, expediente=expediente, **kwargs)
        self.fields["fecha"].hoy = hoy  # type: ignore[attr-defined]
        if anteriores := adelantados(expediente, titular(expediente)):
            self.fields["orden_motivo"].help_text = f"{frase(anteriores)} {NORMA}"
        else:
            del self.fields["orden_motivo"]

    def clean(self) -> dict[str, Any]:
        limpio = super().clean() or self.cleaned_data
        if limpio.get("numero") and limpio.get("tipo") is None and "tipo" in limpio:
            self.add_error("tipo", "Diga qué documento lleva ese número.")
        limpio["folios"] = limpio.get("folios") or 1
        return limpio


class ParteForm(ActoForm):
    """The answer of one post to what several answer at once."""

    texto = Linea(label="Qué respondo", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))


class ArchivarForm(ActoForm):
    """Where it is kept and, for whoever keeps the archive, the series it belongs to."""

    texto = Linea(
        label="Dónde queda y por qué se cierra",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    serie = forms.ModelChoiceField(
        SerieDocumental.objects.filter(activo=True),
        label="Serie documental",
        required=False,
        empty_label="Se clasifica después",
    )
    contados = forms.IntegerField(
        label="Folios que contó", required=False, min_value=1, max_value=10_000_000
    )

    def __init__(
        self, *args: Any, expediente: Expediente | None, usuario: Usuario | None = None, **kw: Any
    ) -> None:
        super().__init__(*args, expediente=expediente, **kw)
        if expediente is None or usuario is None or not usuario.puede(Permiso.EXPEDIENTE_ARCHIVAR):
            del self.fields["serie"], self.fields["contados"]
            return
        sugerida = clasificacion_sugerida(expediente)
        self.fields["serie"].initial = sugerida.serie_id if sugerida else None
        self._documentos = list(expediente.documentos.order_by("orden"))
        tomos = len(tomos_de(self._documentos))
        self.fields["contados"].help_text = (
            f"El registro tiene {expediente.folios}, en {tomos} "
            f"{'tomo' if tomos == 1 else 'tomos'}: cuéntelos en el físico."
        )

    def clean_contados(self) -> int | None:
        contados: int | None = self.cleaned_data["contados"]
        if contados is not None and (queja := descuadre(self._documentos, contados)):
            raise forms.ValidationError(queja)
        return contados


class CerrarForm(ActoForm):
    """Why the case ends; the archive says afterwards where its papers are kept."""

    texto = Linea(
        label="Por qué se cierra", max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class MotivoForm(ActoForm):
    """Annul or reopen: an act that always says why."""

    motivo = Linea(max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
