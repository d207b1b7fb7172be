"""What a person may ask of the rules, of the calendar and of the accounts; GET, it never fails."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from cargos.models import Usuario
from cargos.models.usuario import PERFILES_DE_CUENTA, UsuarioQuerySet
from ocisys.base.busqueda import sin_tildes_contiene
from ocisys.base.formularios import FechaField
from ocisys.base.models import Norma, ReglaPlazo, Sede
from ocisys.base.models.regla import VigenteQuerySet

PRIMER_ANIO, ULTIMO_ANIO = 1992, 2100
"""DLeg 713 rules the holidays since December 1991."""


class FiltroReglas(forms.Form):
    """Which rules: words, who owes, on which day, and whether the repealed ones too."""

    q = forms.CharField(required=False, max_length=100)
    obligado = forms.ChoiceField(
        required=False, choices=[("", "Todos"), *ReglaPlazo.Obligado.choices]
    )
    al = FechaField(required=False)
    historia = forms.BooleanField(required=False)

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.full_clean()
        self.dia: date = self.cleaned_data.get("al") or hoy

    def aplicar(self, filas: VigenteQuerySet) -> VigenteQuerySet:
        """The rules asked for; what cannot be understood is as if it had not been asked."""
        pedido = self.cleaned_data
        if not pedido.get("historia"):
            filas = filas.vigentes(self.dia)
        if pedido.get("obligado"):
            filas = filas.filter(obligado=pedido["obligado"])
        for palabra in pedido.get("q", "").split():
            aqui = sin_tildes_contiene(palabra, "codigo", "nombre", "articulo")
            filas = filas.filter(aqui | Q(norma__in=Norma.objects.buscar(palabra)))
        return filas

    @property
    def en_palabras(self) -> dict[str, str]:
        """The filters in force, by their label."""
        pedido = self.cleaned_data
        dichos = {
            "Rige el": "" if pedido.get("historia") else f"{self.dia:%d/%m/%Y}",
            "Incluye": "las que ya no rigen" if pedido.get("historia") else "",
            "Obligado": dict(ReglaPlazo.Obligado.choices).get(pedido.get("obligado", ""), ""),
            "Búsqueda": pedido.get("q", ""),
        }
        return {rotulo: texto for rotulo, texto in dichos.items() if texto}


class FiltroCalendario(forms.Form):
    """Which year of which sede."""

    anio = forms.IntegerField(required=False, min_value=PRIMER_ANIO, max_value=ULTIMO_ANIO)
    sede = forms.SlugField(required=False)

    def __init__(self, *args: Any, hoy: date, sedes: Iterable[Sede], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.full_clean()
        self.elegido: int = self.cleaned_data.get("anio") or hoy.year
        pedida = self.cleaned_data.get("sede")
        self.elegida = next((s for s in sedes if s.codigo == pedida), None)

    @property
    def codigo(self) -> str | None:
        """Code of the sede asked for, None for the usual one."""
        return self.elegida.codigo if self.elegida else None


class FiltroCuentas(forms.Form):
    """Which accounts: words, whether they are active, and which profile."""

    SITUACIONES = (("", "Activas"), ("inactivas", "Inactivas"), ("todas", "Todas"))
    PERFILES = (("", "Todos"), ("cargo", "Con cargo"), *PERFILES_DE_CUENTA.items())

    q = forms.CharField(required=False, max_length=100)
    situacion = forms.ChoiceField(required=False, choices=SITUACIONES)
    perfil = forms.ChoiceField(required=False, choices=PERFILES)

    def aplicar(self, filas: UsuarioQuerySet, hoy: date) -> UsuarioQuerySet:
        """The accounts asked for; what cannot be understood is as if it had not been asked."""
        self.full_clean()
        pedido = self.cleaned_data
        if pedido.get("situacion") != "todas":
            filas = filas.filter(is_active=pedido.get("situacion") != "inactivas")
        if pedido.get("perfil") == "cargo":
            filas = filas.filter(pk__in=Usuario.objects.con_cargo_en(hoy).order_by().values("pk"))
        elif pedido.get("perfil"):
            filas = filas.filter(**{pedido["perfil"]: True})
        for palabra in pedido.get("q", "").split():
            de_ella = ("nombres", "apellido_paterno", "apellido_materno")
            campos = ("username", *(f"persona__{campo}" for campo in de_ella))
            filas = filas.filter(sin_tildes_contiene(palabra, *campos))
        return filas

    @property
    def en_palabras(self) -> dict[str, str]:
        """The filters in force, by their label; call after `aplicar`."""
        pedido = self.cleaned_data
        dichos = {
            "Cuentas": dict(self.SITUACIONES)[pedido.get("situacion", "")],
            "Perfil": dict(self.PERFILES)[pedido.get("perfil", "")],
            "Búsqueda": pedido.get("q", ""),
        }
        return {rotulo: texto for rotulo, texto in dichos.items() if texto}
