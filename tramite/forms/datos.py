"""Forms of what is written of an expediente besides its register: annexes, signers, words."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cargos.models import Usuario
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.piezas import comprobar_folios, soporte_probable
from tramite.destinos import destinos
from tramite.forms.campos import CampoFicheros, CampoFotos, CampoPuesto, Linea
from tramite.forms.mover import ActoForm
from tramite.models import DatosDocumento, Documento, Marcador, PiezaAnexa, Soporte

MAXIMO_DE_MARCADORES = 10
LARGO_DE_MARCADOR = 40
PROPUESTOS = 12


class PiezaForm(ActoForm):
    """One annex of a document; a disc or a memory has no folios."""

    titulo = Linea(label="Título", max_length=255, help_text="Como dice el propio anexo.")
    tipo = forms.ChoiceField(choices=PiezaAnexa.Tipo.choices)
    soporte = forms.ChoiceField(choices=Soporte.choices)
    folios = forms.IntegerField(
        min_value=0,
        max_value=100_000,
        initial=1,
        help_text="0 si es un disco u otro objeto.",
        error_messages={"invalid": "Escriba cuántas fojas son, en cifras."},
    )
    folio_desde = forms.IntegerField(
        label="Desde el folio", required=False, min_value=1, max_value=10_000_000
    )
    ficheros = CampoFicheros(label="Archivos", required=False)
    fotos = CampoFotos(label="Fotografiar", help_text="Las fotos forman un solo PDF.")

    def __init__(self, *args: Any, documento: Documento, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        d = documento
        self._documento = d
        self.fields["folio_desde"].help_text = f"Entre el {d.folio_desde} y el {d.folio_hasta}."

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        if datos.get("folio_desde") and datos.get("folios") == 0:
            self.add_error("folio_desde", "Un anexo sin folios no empieza en ninguno.")
        elif "folios" in datos and "folio_desde" in datos:
            try:
                comprobar_folios(self._documento, datos["folios"], datos["folio_desde"])
            except ReglaIncumplida as error:
                self.add_error("folio_desde" if datos["folio_desde"] else "folios", str(error))
        return datos | {"ficheros": [*datos.get("ficheros", []), *datos.pop("fotos", [])]}


class RetirarPiezaForm(ActoForm):
    motivo = Linea(
        label="Por qué se retira", max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class DatosDocumentoForm(ActoForm):
    """What the newest row says, to be completed."""

    soporte = forms.ChoiceField(label="En qué llegó", choices=Soporte.choices)
    firmante = Linea(label="Quién lo firma", required=False, max_length=200)
    firmante_cargo = Linea(label="Cargo de quien firma", required=False, max_length=160)
    destinatarios = Linea(label="A quién va dirigido", required=False, max_length=400)
    copias = Linea(label="Con copia a", required=False, max_length=400)
    referencia = Linea(
        label="Referencia",
        required=False,
        max_length=400,
        help_text="Los documentos que cita. Se encuentran con el buscador.",
    )

    def __init__(self, *args: Any, documento: Documento, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert self.expediente is not None
        ultimo = documento.datos.first()
        self.fields["soporte"].initial = soporte_probable(self.expediente)
        for campo in DatosDocumento.CAMPOS if ultimo else ():
            self.fields[campo].initial = getattr(ultimo, campo)


class EncargarForm(ActoForm):
    """Which post answers for it."""

    posicion = CampoPuesto(label="Responde por él", empty_label="Elija")

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert self.expediente is not None
        actual = self.expediente.responsables.vigentes().first()
        self.fields["posicion"].ofrecer(destinos(hoy))  # type: ignore[attr-defined]
        self.fields["posicion"].initial = actual.posicion_id if actual else None


class MarcarForm(ActoForm):
    """The words on an expediente, separated by commas; cleans to a list."""

    marcadores = forms.CharField(
        required=False,
        max_length=MAXIMO_DE_MARCADORES * (LARGO_DE_MARCADOR + 2),
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, usuario: Usuario, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert self.expediente is not None
        puestos = self.expediente.marcadores.puestos().values_list("nombre", flat=True)
        self.fields["marcadores"].initial = ", ".join(puestos)
        visibles = Marcador.objects.visibles_para(usuario).puestos()
        usados = visibles.order_by("nombre").values_list("nombre", flat=True).distinct()
        dichos = ", ".join(usados[:PROPUESTOS])
        ya = f" Ya se usan: {dichos}." if dichos else ""
        self.fields["marcadores"].help_text = f"Palabras cortas, separadas por comas.{ya}"

    def clean_marcadores(self) -> list[str]:
        partes = [" ".join(p.split()) for p in self.cleaned_data["marcadores"].split(",")]
        nombres = list(dict.fromkeys(n.lstrip("#").strip().lower() for n in partes))
        nombres = [n for n in nombres if n]
        if len(nombres) > MAXIMO_DE_MARCADORES:
            raise ValidationError(f"Son más de {MAXIMO_DE_MARCADORES}: deje los que más sirvan.")
        if any(len(n) > LARGO_DE_MARCADOR for n in nombres):
            raise ValidationError(f"Cada marcador cabe en {LARGO_DE_MARCADOR} caracteres.")
        return nombres
