"""Form of a copy with parts hidden: rectangles, whole pages, words of the text."""

from typing import IO, Any

from django import forms

from ocisys.base.lectura import Ilegible
from ocisys.base.tachar import buscar
from tramite.forms.campos import Linea
from tramite.models import Anexo
from tramite.zonas import MAXIMO, leer_zonas

MAXIMO_DE_PALABRAS = 30


class TacharForm(forms.Form):
    """What is hidden and by which article; nothing is hidden by itself."""

    causal = Linea(
        label="Artículo y literal",
        max_length=200,
        help_text="Se imprime sobre lo oculto. Por ejemplo: TUO Ley 27806 art. 17.5.",
    )
    fundamento = Linea(label="Por qué", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    palabras = forms.CharField(
        label="Ocultar estas palabras, una por línea",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Nombres, DNI, teléfonos: se buscan en el texto del PDF. Un escaneo no tiene "
        "texto: márquelo sobre la página.",
    )
    zonas = forms.CharField(
        label="Rectángulos y páginas",
        required=False,
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 4, "data-zonas": ""}),
        help_text="Se llena al marcar sobre las páginas. Una página entera se escribe con su "
        "número («3» o «4-6»); un rectángulo, «2: 10, 20, 50, 5», en porcentajes: izquierda, "
        "arriba, ancho y alto.",
    )

    def __init__(self, *args: Any, anexo: Anexo, paginas: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._anexo, self._paginas = anexo, paginas

    def clean_zonas(self) -> list[dict[str, Any]]:
        """The rectangles; raises ValidationError on a line that is none."""
        try:
            return leer_zonas(self.cleaned_data["zonas"], self._paginas)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean_palabras(self) -> list[str]:
        """The words, without repeats; each has at least three letters or figures."""
        lineas = (" ".join(p.split()) for p in self.cleaned_data["palabras"].splitlines())
        palabras = list(dict.fromkeys(p for p in lineas if p))
        if any(len(p) < 3 for p in palabras):
            raise forms.ValidationError("Escriba al menos tres letras o cifras en cada línea.")
        if len(palabras) > MAXIMO_DE_PALABRAS:
            raise forms.ValidationError(f"A lo sumo {MAXIMO_DE_PALABRAS} líneas.")
        return palabras

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        if self.errors:
            return datos
        zonas = [*datos["zonas"], *self._de_las_palabras(datos.pop("palabras"))]
        if not zonas and not self.errors:
            self.add_error("zonas", "Marque lo que se oculta: el resto se entrega.")
        if len(zonas) > MAXIMO:
            self.add_error("palabras", f"Aparecen más de {MAXIMO} veces: oculte páginas enteras.")
        return datos | {"zonas": zonas}

    def _de_las_palabras(self, palabras: list[str]) -> list[dict[str, Any]]:
        """Where the text says them; a word that is nowhere is an error, not an omission."""
        archivo = self._anexo.archivo
        if not palabras or archivo.tipo != "application/pdf":
            if palabras:
                self.add_error("palabras", "Una imagen no tiene texto: márquela sobre la página.")
            return []
        zonas: list[dict[str, Any]] = []
        with archivo.fichero.open("rb") as abierto:
            for palabra in palabras:
                zonas += self._de_una(abierto, palabra)
        return zonas

    def _de_una(self, abierto: IO[bytes], palabra: str) -> list[dict[str, Any]]:
        try:
            halladas = buscar(abierto, palabra)
        except Ilegible as error:
            self.add_error("palabras", f"El archivo {error}.")
            return []
        if not halladas:
            self.add_error(
                "palabras",
                f"«{palabra}» no está en el texto del archivo: si se lee en la página, márquelo "
                "con un rectángulo.",
            )
        return halladas
