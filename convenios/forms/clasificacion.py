"""One screen to say what an agreement is about: CRS with its percentages, ODS, PNCTI, markers."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms

from convenios.forms.comun import ConDisposicion, fila
from convenios.models import Clasificacion, Convenio
from convenios.models.clasificacion import (
    MARCADORES,
    META_ODS,
    Significancia,
    Vocabulario,
    crs_retirados,
    temas_pncti,
)
from convenios.territorio import decir_ambito, leer_ambito

CODIGO_CRS = re.compile(r"[0-9]{5}")
SECTORES = range(1, 5)
"""How many CRS sectors the screen takes."""


class ClasificacionForm(ConDisposicion, forms.Form):
    ods = forms.CharField(
        label="Metas",
        required=False,
        max_length=200,
        help_text="Separadas por comas: 5.2, 16.1",
    )
    pncti = forms.CharField(
        label="Temas prioritarios",
        required=False,
        max_length=60,
        help_text="Sus números en el DS 050-2012-RE, separados por comas. "
        "El 3 es «Empoderamiento de la mujer y atención a grupos vulnerables».",
    )

    def __init__(self, *args: Any, convenio: Convenio, **kwargs: Any) -> None:
        super().__init__(*args, initial=_inicial(convenio), **kwargs)
        for marcador in MARCADORES:
            self.fields[marcador.value] = forms.ChoiceField(
                label=marcador.label.removeprefix("Marcador de ").capitalize(),
                required=False,
                choices=[("", "Sin marcar"), *Significancia.choices],
            )
        for n in SECTORES:
            ayuda = "Escriba parte del nombre y elija; 15180 es la violencia contra la mujer."
            self.fields[f"crs_{n}"] = forms.RegexField(
                r"^\d{5}$",
                label=f"Sector {n}",
                required=False,
                help_text=ayuda if n == 1 else "",
                error_messages={"invalid": "El código CRS tiene cinco cifras: 15180."},
                widget=forms.TextInput(attrs={"list": "codigos-crs", "inputmode": "numeric"}),
            )
            self.fields[f"pct_{n}"] = forms.DecimalField(
                label="Porcentaje",
                required=False,
                max_digits=5,
                decimal_places=2,
                min_value=Decimal("0.01"),
                max_value=100,
            )

    @property
    def disposicion(self) -> tuple[Any, ...]:  # type: ignore[override]
        return (
            Fieldset("Sectores CRS", *(fila(f"crs_{n}", f"pct_{n}") for n in SECTORES)),
            Fieldset("Objetivos de Desarrollo Sostenible", "ods"),
            Fieldset("Política Nacional de Cooperación Técnica Internacional", "pncti"),
            Fieldset(
                "Marcadores de política",
                fila(Vocabulario.GENERO.value, Vocabulario.SALUD.value),
                fila(Vocabulario.DISCAPACIDAD.value, Vocabulario.NUTRICION.value),
            ),
        )

    def clean_ods(self) -> list[str]:
        return leer_metas(self.cleaned_data["ods"])

    def clean_pncti(self) -> list[str]:
        return leer_temas(self.cleaned_data["pncti"])

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        vistos: set[str] = set()
        for n in SECTORES:
            codigo, parte = datos.get(f"crs_{n}"), datos.get(f"pct_{n}")
            if codigo in crs_retirados():
                self.add_error(f"crs_{n}", "Ese código fue retirado por el CAD.")
            if codigo and codigo in vistos:
                self.add_error(f"crs_{n}", "Ese sector está repetido.")
            if bool(codigo) != bool(parte) and not {f"crs_{n}", f"pct_{n}"} & set(self.errors):
                campo = f"pct_{n}" if codigo else f"crs_{n}"
                self.add_error(campo, "El sector y su porcentaje van juntos.")
            vistos.add(codigo or "")
        self._sumar(datos)
        return datos

    def _sumar(self, datos: dict[str, Any]) -> None:
        partes = [p for n in SECTORES if (p := datos.get(f"pct_{n}"))]
        if partes and not self.errors and sum(partes) != 100:
            cuenta = " + ".join(str(p) for p in partes)
            self.add_error("pct_1", f"{cuenta} = {sum(partes)} %: deben sumar 100 %.")

    def filas(self) -> list[Clasificacion]:
        """The rows to be saved."""
        datos = self.cleaned_data
        crs = ((datos[f"crs_{n}"], datos[f"pct_{n}"]) for n in SECTORES if datos[f"crs_{n}"])
        v = Vocabulario
        marcados = ((m, datos[m.value]) for m in MARCADORES if datos[m.value])
        return [
            *(Clasificacion(vocabulario=v.CRS, codigo=c, porcentaje=p) for c, p in crs),
            *(Clasificacion(vocabulario=v.ODS, codigo=c) for c in datos["ods"]),
            *(Clasificacion(vocabulario=v.PNCTI, codigo=c) for c in datos["pncti"]),
            *(Clasificacion(vocabulario=m, codigo=c) for m, c in marcados),
        ]


def _inicial(convenio: Convenio) -> dict[str, Any]:
    filas = list(convenio.clasificaciones.all())
    inicial: dict[str, Any] = {
        "ods": ", ".join(_codigos(filas, Vocabulario.ODS)),
        "pncti": ", ".join(_codigos(filas, Vocabulario.PNCTI)),
    }
    inicial |= {m.value: next(iter(_codigos(filas, m)), "") for m in MARCADORES}
    crs = (f for f in filas if f.vocabulario == Vocabulario.CRS)
    for n, f in zip(SECTORES, crs, strict=False):
        inicial |= {f"crs_{n}": f.codigo, f"pct_{n}": f.porcentaje}
    return inicial


def _codigos(filas: list[Clasificacion], vocabulario: str) -> Iterable[str]:
    return (f.codigo for f in filas if f.vocabulario == vocabulario)


def leer_metas(texto: str) -> list[str]:
    """`"5.2, 16.1"` → `["5.2", "16.1"]`; raises ValidationError with the first that is no target of
    the ODS."""
    metas = partes(texto)
    if mala := next((m for m in metas if not META_ODS.match(m)), ""):
        raise forms.ValidationError(f"«{mala}» no es una meta: se escribe como 5.2 o 5.a.")
    return metas


def leer_crs(texto: str) -> list[str]:
    """`"15180, 16015"` → `["15180", "16015"]`; raises ValidationError with the first that is not in
    use."""
    codigos = partes(texto)
    if retirado := next((c for c in codigos if c in crs_retirados()), ""):
        raise forms.ValidationError(f"El código {retirado} fue retirado por el CAD.")
    if malo := next((c for c in codigos if not CODIGO_CRS.fullmatch(c)), ""):
        raise forms.ValidationError(f"«{malo}» no es un código CRS: tiene cinco cifras.")
    return codigos


def leer_temas(texto: str) -> list[str]:
    """`"3, 5"` → `["3", "5"]`; raises ValidationError with the first that is no tema."""
    temas = partes(texto)
    if malos := [t for t in temas if t not in temas_pncti()]:
        cuantos = len(temas_pncti())
        raise forms.ValidationError(f"«{malos[0]}» no es un tema: van del 1 al {cuantos}.")
    return temas


class ConClasificacion:
    """Mixin of a ModelForm whose row says its CRS, ODS, PNCTI and places in lists of codes, which
    are typed between commas."""

    LISTAS = ("areas_crs", "ods", "pncti", "lugares")

    @staticmethod
    def campos(donde: str) -> dict[str, forms.Field]:
        """The four fields; `donde`: how that of the places is asked."""
        return {
            "areas_crs": forms.CharField(
                label="Sectores CRS",
                required=False,
                max_length=200,
                help_text="Códigos de cinco cifras, separados por comas: 15180, 16015.",
            ),
            "ods": forms.CharField(
                label="Metas de los ODS",
                required=False,
                max_length=200,
                help_text="Separadas por comas: 5.2, 16.1.",
            ),
            "pncti": forms.CharField(
                label="Temas de la PNCTI",
                required=False,
                max_length=60,
                help_text="Sus números en el DS 050-2012-RE: 3, 5.",
            ),
            "lugares": forms.CharField(
                label=donde,
                required=False,
                max_length=400,
                help_text="Departamentos o ubigeos, separados por comas; o «nacional».",
            ),
        }

    def poner_campos(self, donde: str) -> None:
        """Put the four fields, filled with what the row says."""
        for nombre, campo in self.campos(donde).items():
            self.fields[nombre] = campo  # type: ignore[attr-defined]
        for nombre in ("areas_crs", "ods", "pncti"):
            self.initial[nombre] = ", ".join(getattr(self.instance, nombre))  # type: ignore[attr-defined]
        self.initial["lugares"] = ", ".join(  # type: ignore[attr-defined]
            decir_ambito([c]) if len(c) == 2 else c
            for c in self.instance.lugares  # type: ignore[attr-defined]
        )

    def clean_areas_crs(self) -> list[str]:
        return leer_crs(self.cleaned_data["areas_crs"])  # type: ignore[attr-defined]

    def clean_ods(self) -> list[str]:
        return leer_metas(self.cleaned_data["ods"])  # type: ignore[attr-defined]

    def clean_pncti(self) -> list[str]:
        return leer_temas(self.cleaned_data["pncti"])  # type: ignore[attr-defined]

    def clean_lugares(self) -> list[str]:
        return leer_ambito(self.cleaned_data["lugares"])  # type: ignore[attr-defined]


def partes(texto: str) -> list[str]:
    """What stands between commas, each once."""
    return list(dict.fromkeys(p.strip().lower() for p in texto.split(",") if p.strip()))
