"""Forms of the physical file: folios taken out, loans, series and the central archive."""

from datetime import date
from typing import Any

from django import forms

from cargos.models import Usuario
from ocisys.base.busqueda import sin_tildes_contiene
from tramite.acciones.comun import titular
from tramite.estante import MAXIMO
from tramite.forms.campos import CampoClaves, FechaEscrita, Linea
from tramite.forms.etiquetas import CampoEtiquetas
from tramite.forms.mover import ActoForm
from tramite.models import Documento, Expediente, SerieDocumental
from tramite.models.serie_documental import SerieDocumentalQuerySet


class FiltroSeries(forms.Form):
    """Which series: words, and whether those no longer used; GET, it never fails."""

    SITUACIONES = (("", "En uso"), ("todas", "Todas"))

    q = forms.CharField(required=False, max_length=100)
    situacion = forms.ChoiceField(required=False, choices=SITUACIONES)

    def aplicar(self, filas: SerieDocumentalQuerySet) -> SerieDocumentalQuerySet:
        """The series asked for; what cannot be understood is as if it had not been asked."""
        self.full_clean()
        pedido = self.cleaned_data
        filas = filas if pedido.get("situacion") == "todas" else filas.filter(activo=True)
        for palabra in pedido.get("q", "").split():
            filas = filas.filter(
                sin_tildes_contiene(palabra, "nombre", "codigo", "descripcion", "norma")
            )
        return filas

    @property
    def en_palabras(self) -> dict[str, str]:
        """The filters in force, by their label; call after `aplicar`."""
        pedido = self.cleaned_data
        dichos = {
            "Series": dict(self.SITUACIONES)[pedido.get("situacion", "")],
            "Búsqueda": pedido.get("q", ""),
        }
        return {rotulo: texto for rotulo, texto in dichos.items() if texto}


class DesglosarForm(ActoForm):
    """Which folios of one document are given back, to whom and why."""

    desde = forms.IntegerField(label="Del folio", min_value=1, max_value=10_000_000)
    hasta = forms.IntegerField(label="Al folio", min_value=1, max_value=10_000_000)
    a_quien = Linea(label="Se entregan a", max_length=160)
    motivo = Linea(max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    copia = forms.BooleanField(
        label="La copia autenticada queda en su lugar",
        error_messages={"required": "Sin la copia en su lugar no se desglosa (art. 153)."},
    )

    def __init__(self, *args: Any, documento: Documento, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._documento = documento
        self.fields["desde"].initial = documento.folio_desde
        self.fields["hasta"].initial = documento.folio_hasta

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        d = self._documento
        if "desde" in datos and "hasta" in datos:
            if not d.folio_desde <= datos["desde"] <= d.folio_hasta:
                self.add_error("desde", f"El documento va del {d.folio_desde} al {d.folio_hasta}.")
            elif not datos["desde"] <= datos["hasta"] <= d.folio_hasta:
                self.add_error("hasta", f"Del {datos['desde']} al {d.folio_hasta}.")
        datos.pop("copia", None)
        return datos


class PrestarForm(ActoForm):
    a_quien = Linea(label="Se presta a", max_length=160)
    motivo = Linea(label="Para qué", max_length=400)
    devolver_el = FechaEscrita(label="Lo devuelve el", ejemplo="15/12")

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["devolver_el"].hoy = hoy  # type: ignore[attr-defined]
        self._hoy = hoy

    def clean_devolver_el(self) -> date:
        fecha: date = self.cleaned_data["devolver_el"]
        if fecha < self._hoy:
            raise forms.ValidationError("La fecha ya pasó; escríbala con su mes: 15/12.")
        return fecha


class DevueltoForm(ActoForm):
    nota = Linea(
        label="Observaciones", required=False, max_length=400, help_text="Si algo falta o cambió."
    )


class RecepcionForm(ActoForm):
    """How many folios came, and what was noticed if they are not those that were sent."""

    folios = forms.IntegerField(label="Folios que recibe", min_value=0, max_value=10_000_000)
    nota = Linea(
        label="Observaciones",
        required=False,
        max_length=400,
        help_text="Obligatorias si los folios no son los que se enviaron.",
    )

    def __init__(self, *args: Any, expediente: Expediente, **kwargs: Any) -> None:
        super().__init__(*args, expediente=expediente, **kwargs)
        enviado = titular(expediente)
        self.enviados = enviado.folios if enviado else expediente.folios
        self.fields["folios"].initial = self.enviados

    def clean(self) -> dict[str, Any]:
        limpio = super().clean() or self.cleaned_data
        otros = "folios" in limpio and limpio["folios"] != self.enviados
        if otros and "nota" in limpio and not limpio["nota"]:
            self.add_error("nota", f"Se enviaron {self.enviados} folios: diga qué falta o sobra.")
        return limpio


class ExtravioForm(ActoForm):
    que = Linea(
        label="Qué se extravió", max_length=400, help_text="Todo el físico, o qué folios o tomo."
    )
    como = Linea(
        label="Cómo se supo y dónde se buscó",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReconstruirForm(ActoForm):
    con_que = Linea(
        label="Con qué se reconstruyó, o dónde apareció",
        max_length=600,
        help_text="Las copias de las partes, los archivos digitales, los cargos.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ClasificarForm(ActoForm):
    serie = forms.ModelChoiceField(
        SerieDocumental.objects.filter(activo=True), label="Serie documental", empty_label=None
    )
    ubicacion = Linea(
        label="Ubicación",
        max_length=160,
        help_text="Dónde está: ambiente, estante, caja, archivador.",
    )


class EstanteForm(forms.Form):
    """Which place is being looked at and the codes of the folders on it."""

    ubicacion = Linea(
        label="Estante, caja o archivador",
        max_length=160,
        help_text="Como se escribe al ubicar: basta el comienzo.",
        widget=forms.TextInput(attrs={"autofocus": True}),
    )
    codigos = CampoEtiquetas(
        label="Códigos leídos",
        maximo=MAXIMO,
        help_text="Pase el lector por la carátula de cada carpeta: queda uno por línea.",
    )


class MarcadosForm(forms.Form):
    """Base: some of the expedientes shown; only those that this person may know of."""

    expedientes = CampoClaves(maximo=200)

    def __init__(self, *args: Any, usuario: Usuario, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._usuario = usuario

    def clean_expedientes(self) -> list[Expediente]:
        """The rows marked that this person may know of."""
        filas = Expediente.objects.visibles_para(self._usuario)
        elegidos = list(filas.filter(pk__in=self.cleaned_data["expedientes"]))
        if not elegidos:
            raise forms.ValidationError("Marque al menos un expediente.")
        return elegidos


class TransferirForm(MarcadosForm):
    """Which of the filed expedientes leave; only those shown may be marked."""

    destino = Linea(label="Se entregan a", max_length=160, initial="Archivo central")
    nota = Linea(label="Observaciones", required=False, max_length=400)
