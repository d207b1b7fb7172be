"""Forms of the tray of scans."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from cargos.models import Usuario
from tramite.forms.campos import CampoExpediente, CampoFotos, Linea, VariosFicheros
from tramite.models import Documento, Expediente


class SubirForm(forms.Form):
    """Scans of papers still without a document; each is judged by itself when it is sealed."""

    ficheros = forms.Field(
        label="Escaneos", required=False, widget=VariosFicheros(attrs={"accept": ".pdf,image/*"})
    )
    fotos = CampoFotos(label="Fotografiar", help_text="Las fotos forman un solo PDF.")

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        datos["todos"] = [*(datos.get("ficheros") or []), *datos.get("fotos", [])]
        if not self.errors and not datos["todos"]:
            self.add_error("ficheros", "Elija al menos un archivo o tome una foto.")
        return datos


class AsignarForm(forms.Form):
    """Which document a scan is: one of those that wait for theirs, or any by its number."""

    documento = forms.ChoiceField(
        label="Esperan su archivo", required=False, widget=forms.RadioSelect
    )
    expediente = CampoExpediente(label="Otro expediente, por su número", required=False)
    orden = forms.IntegerField(
        label="Documento N.º",
        required=False,
        min_value=1,
        max_value=9999,
        help_text="Si no es el 1.",
    )

    def __init__(
        self,
        *args: Any,
        candidatos: Sequence[Documento],
        usuario: Usuario,
        hoy: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._candidatos = {str(d.pk): d for d in candidatos}
        self.fields["documento"].choices = [  # type: ignore[attr-defined]
            (
                pk,
                f"{d.expediente.numero} · {d} · {d.expediente.remitente_nombre} · {d.folios} fojas",
            )
            for pk, d in self._candidatos.items()
        ]
        self.fields["expediente"].usuario = usuario  # type: ignore[attr-defined]
        self.fields["expediente"].hoy = hoy  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        if self.errors:
            return datos
        escrito: Expediente | None = datos.get("expediente")
        if escrito is None and not datos.get("documento"):
            self.add_error("expediente", "Elija un documento de la lista o escriba un número.")
        elif escrito is None:
            datos["destino"] = self._candidatos[datos["documento"]]
        else:
            datos["destino"] = self._del_numero(escrito, datos.get("orden") or 1)
        return datos

    def _del_numero(self, expediente: Expediente, orden: int) -> Documento | None:
        """What was written wins over what was marked: it was done later."""
        documento = expediente.documentos.select_related("expediente").filter(orden=orden).first()
        if documento is None:
            self.add_error("orden", f"El {expediente.numero} no tiene un documento {orden}.")
        return documento


def _rotulo(documento: Documento) -> str:
    e = documento.expediente
    return f"{e.numero} · {documento} · {e.remitente_nombre} · {documento.folios} fojas"


class DescartarForm(forms.Form):
    motivo = Linea(
        label="Por qué se descarta", max_length=400, help_text="El archivo sellado se conserva."
    )
