"""Fields of the desk: dates as people type them, one-line texts, and choices among posts."""

import re
from collections.abc import Callable, Iterable
from datetime import date, time
from functools import cache
from pathlib import PurePosixPath
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db.models import QuerySet
from django.forms.models import ModelChoiceIterator

from cargos.models import Posicion, Usuario
from ocisys.base.imagenes import unir_en_pdf
from ocisys.base.lectura import Ilegible
from ocisys.base.numeros import leer_numero
from ocisys.base.preparada import Preparada
from ocisys.base.sellado import validar_archivo
from tramite.destinos import Destino
from tramite.fechas import leer_fecha
from tramite.models import Expediente

LARGO_DE_CLAVE = 15
"""Digits that a key may have; a longer number would not fit in the column."""
_HORA = re.compile(r"(\d{1,2})[:.h ]?(\d{2})", re.ASCII)


class FechaEscrita(forms.CharField):
    """A date as typed (`h`, `-2`, `15`, `15/11/26`); `hoy` is set by the form that owns it."""

    hoy: date
    # A paper may carry a wrong date and must be received; what no paper can carry is a slip.
    anio_minimo = 1900
    anios_adelante = 1
    leer = staticmethod(leer_fecha)

    def __init__(self, *, ejemplo: str = "h · -2 · 15 · 15/11", **opciones: Any) -> None:
        opciones.setdefault("max_length", 20)
        super().__init__(**opciones)
        self.widget.attrs |= {"autocomplete": "off", "data-fecha": "", "placeholder": ejemplo}

    def clean(self, value: Any) -> Any:
        """`date`, or None when it is empty and not required."""
        texto = super().clean(value)
        if not texto:
            return None
        try:
            fecha = self.leer(texto, self.hoy)
        except (ValueError, OverflowError) as error:
            raise ValidationError(_frase(error)) from error
        anio_maximo = self.hoy.year + self.anios_adelante
        if not self.anio_minimo <= fecha.year <= anio_maximo:
            raise ValidationError(f"El año debe estar entre {self.anio_minimo} y {anio_maximo}.")
        return fecha


def _frase(error: Exception) -> str:
    return str(error) if isinstance(error, ValueError) else "Esa fecha no existe en el calendario."


class HoraEscrita(forms.CharField):
    """An hour as typed: `1620`, `16:20`, `9.05`."""

    def __init__(self, **opciones: Any) -> None:
        opciones.setdefault("max_length", 8)
        super().__init__(**opciones)
        self.widget.attrs |= {"autocomplete": "off", "placeholder": "ahora"}

    def clean(self, value: Any) -> Any:
        """`time`, or None when it is empty and not required."""
        texto = super().clean(value)
        if not texto:
            return None
        partes = _HORA.fullmatch(texto.strip())
        if partes is None or int(partes[1]) > 23 or int(partes[2]) > 59:
            raise ValidationError("Escriba la hora como 16:20.")
        return time(int(partes[1]), int(partes[2]))


class Linea(forms.CharField):
    """Text that is one line in the register: runs of blanks and line breaks become one space."""

    def to_python(self, value: Any) -> Any:
        return " ".join((super().to_python(value) or "").split())


class CampoDeCatalogo(forms.ModelChoiceField):
    """A choice among rows that are the same for everybody; finding one costs a prepared query."""

    def __init__(self, queryset: QuerySet[Any], **opciones: Any) -> None:
        super().__init__(queryset, **opciones)
        self._por_clave = Preparada(lambda clave: queryset.filter(pk=clave), -1)

    def to_python(self, value: Any) -> Any:
        """The row, or None. Raises ValidationError on one that is not offered."""
        if value in self.empty_values:
            return None
        texto = str(value)
        es_clave = texto.isascii() and texto.isdecimal() and len(texto) <= LARGO_DE_CLAVE
        filas = self._por_clave(int(texto)) if es_clave else []
        if not filas:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return filas[0]


class _AlMirarlas(ModelChoiceIterator):
    """Choices that ask the field for its query when they are walked, not before."""

    def __init__(self, field: "CampoAplazado") -> None:
        self.field = field

    @property
    def queryset(self) -> QuerySet[Any]:  # type: ignore[override]
        return cast(CampoAplazado, self.field)._filas()


class CampoAplazado(forms.ModelChoiceField):
    """A choice that most people leave empty: its query is made when it is shown or compared."""

    iterator = _AlMirarlas
    _hacer: Callable[[], QuerySet[Any]] | None = None

    def ofrecer(self, hacer: Callable[[], QuerySet[Any]]) -> None:
        """Offer the rows of `hacer()`."""
        self._hacer = hacer

    def _filas(self) -> QuerySet[Any]:
        if self._hacer is not None:
            self._queryset, self._hacer = self._hacer(), None
        return self._queryset

    def _poner(self, filas: Any) -> None:
        self._set_queryset(filas)  # type: ignore[attr-defined]

    queryset = property(_filas, _poner)


class CampoPuesto(forms.ModelChoiceField):
    """One post among those somebody holds; the form gives them with `ofrecer`."""

    def __init__(self, **opciones: Any) -> None:
        super().__init__(queryset=Posicion.objects.none(), **opciones)

    def ofrecer(
        self, destinos: Iterable[Destino], frases: Callable[[], dict[int, str]] = dict
    ) -> None:
        """Offer these posts with the names of who holds them; makes no query.

        `frases` are what is said beside each one by its key, asked for when the list is shown.
        """
        puestos = {d.posicion.pk: d for d in destinos}
        self._puestos = puestos
        vacia = [] if self.empty_label is None else [("", str(self.empty_label))]

        @cache
        def opciones() -> list[tuple[Any, str]]:
            dichas = frases()
            rotulos = ((pk, (d.rotulo, dichas.get(pk, ""))) for pk, d in puestos.items())
            return [*vacia, *((pk, " · ".join(filter(None, partes))) for pk, partes in rotulos)]

        self.choices = opciones

    def to_python(self, value: Any) -> Any:
        """The Posicion offered, or None. Raises ValidationError on one that was not offered."""
        if value in self.empty_values:
            return None
        if str(value).isdecimal() and (destino := self._puestos.get(int(value))):
            return destino.posicion
        raise ValidationError("Elija un cargo de la lista.")

    def validate(self, value: Any) -> None:
        forms.Field.validate(self, value)


class CampoPuestos(forms.MultipleChoiceField):
    """Several posts among those somebody holds; cleans to a list of Posicion."""

    widget = forms.CheckboxSelectMultiple
    _puestos: dict[int, Destino]

    def ofrecer(self, destinos: Iterable[Destino]) -> None:
        """Offer these posts with the names of who holds them; makes no query."""
        self._puestos = {d.posicion.pk: d for d in destinos}
        self.choices = [(pk, d.rotulo) for pk, d in self._puestos.items()]

    def clean(self, value: Any) -> Any:
        """The list of Posicion. Raises ValidationError on one that was not offered."""
        return [self._puestos[int(pk)].posicion for pk in super().clean(value)]


class CampoClaves(forms.Field):
    """Keys of rows marked in a fragment of the page; whoever uses them looks the rows up."""

    widget = forms.MultipleHiddenInput

    def __init__(self, *, maximo: int = 10, **opciones: Any) -> None:
        super().__init__(**opciones)
        self.maximo = maximo

    def clean(self, value: Any) -> Any:
        """The list of keys, without those that are no key."""
        claves = [v for v in value or () if str(v).isascii() and str(v).isdecimal()]
        return [int(v) for v in claves[: self.maximo] if len(v) <= LARGO_DE_CLAVE]


class CampoExpediente(forms.CharField):
    """The number of another expediente, written in any way; the form sets `usuario` and `hoy`."""

    usuario: Usuario
    hoy: date

    def __init__(self, **opciones: Any) -> None:
        opciones.setdefault("max_length", 40)
        super().__init__(**opciones)
        self.widget.attrs |= {"autocomplete": "off", "placeholder": "2026-123 o 123"}

    def clean(self, value: Any) -> Any:
        """The Expediente, or None when it is empty and not required.

        One that this person may not know of is answered like one that does not exist.
        """
        texto = super().clean(value)
        if not texto:
            return None
        try:
            numero = leer_numero(texto, anio=self.hoy.year)
        except ValueError as error:
            raise ValidationError(str(error)) from error
        fila = Expediente.objects.visibles_para(self.usuario).filter(numero=numero).first()
        if fila is None:
            raise ValidationError(f"No hay un expediente {numero}.")
        return fila


class ConTecla(forms.RadioSelect):
    """Radio buttons whose rows have a `tecla`, which the template turns into a key."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        opcion = super().create_option(name, value, *args, **kwargs)
        tecla = getattr(getattr(value, "instance", None), "tecla", "")
        return opcion | {"tecla": tecla}


class VariosFicheros(forms.ClearableFileInput):
    """`<input type=file multiple>`: on a telephone it offers the camera too."""

    allow_multiple_selected = True


class CampoFicheros(forms.FileField):
    """One or more files, each of them of a type that can be sealed."""

    def __init__(self, **opciones: Any) -> None:
        opciones.setdefault("widget", VariosFicheros(attrs={"accept": ACEPTA}))
        super().__init__(max_length=None, allow_empty_file=True, **opciones)

    def clean(self, value: Any, initial: Any = None) -> Any:
        """The list of uploaded files. Raises ValidationError with one sentence a bad file."""
        if not value and not self.required:
            return []
        ficheros = value if isinstance(value, list | tuple) and value else [value or None]
        limpios = [super(CampoFicheros, self).clean(f, initial) for f in ficheros]
        errores: list[ValidationError] = []
        bien = []
        for fichero in limpios:
            try:
                validar_archivo(fichero)
                bien.append(f"«{fichero.name}»")
            except ValidationError as error:
                errores.append(error)
        if errores:
            if bien:  # a browser does not keep what was chosen
                queja = f"No se guardó ninguno: vuelva a elegir lo que sí se recibe, {_y(bien)}."
                errores.append(ValidationError(queja))
            raise ValidationError(errores)
        return limpios


def _y(nombres: list[str]) -> str:
    """«a», «b» y «c»; the first five, and how many more."""
    dichos = nombres[:5]
    if len(nombres) > 5:
        return f"{', '.join(dichos)} y {len(nombres) - 5} más"
    return " y ".join([", ".join(dichos[:-1]), dichos[-1]] if len(dichos) > 1 else dichos)


class CampoFotos(CampoFicheros):
    """Pictures taken now: on a telephone the button opens the camera."""

    def __init__(self, **opciones: Any) -> None:
        camara = VariosFicheros(attrs={"accept": "image/*", "capture": "environment"})
        super().__init__(required=False, widget=camara, **opciones)

    def clean(self, value: Any, initial: Any = None) -> Any:
        """One PDF with a page for each picture, as a list of one upload; empty without any."""
        if not value:
            return []
        fotos = super().clean(value, initial)
        try:
            return [SimpleUploadedFile(_nombre_de(fotos), unir_en_pdf(fotos), "application/pdf")]
        except Ilegible as error:
            raise ValidationError(f"Una de las fotos no se puede usar: {error}.") from error


def _nombre_de(fotos: list[UploadedFile]) -> str:
    base = PurePosixPath(fotos[0].name or "foto").stem[:200]
    return f"{base}.pdf" if len(fotos) == 1 else f"{base} y {len(fotos) - 1} más.pdf"


ACEPTA = ".pdf,image/*,.docx,.xlsx,.pptx,.odt,.ods,.odp,.doc,.xls,.ppt,.txt,.csv"
"""What the file dialog offers first; what is received is decided by the bytes."""
