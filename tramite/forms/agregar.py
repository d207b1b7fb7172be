"""The form of a paper that joins a case that is open."""

from datetime import date
from typing import Any

from django import forms

from cargos.models import Usuario
from tramite.estados import Estado
from tramite.forms.campos import FechaEscrita, Linea
from tramite.forms.mover import ActoForm
from tramite.models import Documento, Escaneo, RequisitoObservado, TipoDocumento


class AgregarForm(ActoForm):
    """A paper that continues an open case, or a second copy of one that is there."""

    DE_LA_DIRECCION = ("tipo", "numero", "fecha", "folios", "asunto", "copia_de", "escaneo")
    copia_de = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    escaneo = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    tipo = forms.ModelChoiceField(
        TipoDocumento.objects.filter(activo=True), label="Tipo de documento", empty_label=None
    )
    numero = Linea(label="Número", required=False, max_length=80)
    fecha = FechaEscrita(label="Fecha del documento", required=False)
    folios = forms.IntegerField(min_value=1, max_value=100_000, initial=1)
    asunto = Linea(max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    es_otro = forms.BooleanField(
        label="Es otro ejemplar: agregarlo también", required=False, widget=forms.HiddenInput
    )
    cumplidos = forms.ModelMultipleChoiceField(
        RequisitoObservado.objects.none(),
        label="Con él subsana",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Con lo último que falta empieza a correr nuestro plazo (TUO LPAG art. 131.1).",
    )

    def __init__(self, *args: Any, usuario: Usuario, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fecha"].hoy = hoy  # type: ignore[attr-defined]
        self._ofrecer_lo_pedido()
        self._usuario = usuario
        self.original = self._original(self._escrito("copia_de"))
        if self.original:
            self.initial["asunto"] = self.initial.get("asunto") or self.original.asunto
            self.initial["folios"] = self.initial.get("folios") or self.original.folios

    def clean(self) -> dict[str, Any]:
        """The same paper sent twice (Back, and send again) is told before it is one more."""
        limpio = super().clean() or self.cleaned_data
        repetido = None if self.errors or limpio.pop("es_otro", False) else self._repetido(limpio)
        if repetido is None:
            return limpio
        self.fields["es_otro"].widget = forms.CheckboxInput()
        raise forms.ValidationError(
            f"Ese mismo papel ya se agregó hoy: es el documento {repetido.orden}. Si llegó otro "
            "ejemplar, márquelo y agréguelo."
        )

    def _repetido(self, limpio: dict[str, Any]) -> Documento | None:
        """What was added today to this expediente with those very data, if something was."""
        assert self.expediente is not None
        datos = {c: limpio[c] for c in ("tipo", "numero", "fecha", "folios", "asunto")}
        agregados = self.expediente.documentos.recibidos().filter(orden__gt=1, **datos)
        return agregados.filter(en__date=self.fields["fecha"].hoy).first()  # type: ignore[attr-defined]

    def _ofrecer_lo_pedido(self) -> None:
        """What was observed and is still asked for; nothing in a case that is not observed."""
        if self.expediente is None or self.expediente.estado != Estado.OBSERVADO:
            del self.fields["cumplidos"]
            return
        pedidos = RequisitoObservado.objects.filter(observacion__expediente=self.expediente)
        self.fields["cumplidos"].queryset = pedidos.filter(subsanado_en=None)  # type: ignore[attr-defined]

    def _escrito(self, campo: str) -> str:
        """What the form was sent with, or else what the address says."""
        return str((self.data if self.is_bound else self.initial).get(campo) or "")

    def clean_copia_de(self) -> Documento | None:
        """The document of this same expediente of which it is another copy."""
        return self.original

    def clean_escaneo(self) -> Escaneo | None:
        """The scan that becomes its first file, if nobody gave it a place meanwhile."""
        filas = Escaneo.objects.visibles_para(self._usuario)
        return filas.que_espera(self.cleaned_data["escaneo"])

    def _original(self, clave: str) -> Documento | None:
        """The document of this expediente with that key; a copy has its subject and its folios."""
        if not clave.isdecimal() or len(clave) > 15:
            return None
        filas = Documento.objects.filter(expediente=self.expediente, pk=int(clave))
        return filas.select_related("tipo", "por__persona").first()

    @property
    def borrador_de_la_mesa(self) -> str:
        """Key of the draft of the registration from which it comes; see RegistrarForm.borrador."""
        escaneo = self._escrito("escaneo")
        return f"borrador:registrar{f'-{escaneo}' if escaneo.isdecimal() else ''}"
