"""Master data of time and law. What the office saves here survives every `cargar_normas`.

The key of a row cannot change once it exists, so a reload always finds it; a rule is not rewritten,
it gets its last day and a new version is added.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import URLField
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest

from ocisys.base.models import (
    DatoMaestro,
    DiaNoLaborable,
    DiaSinAtencion,
    FeriadoNacional,
    HorarioSede,
    Norma,
    NormaRelacion,
    ReglaComputo,
    ReglaCorte,
    ReglaPlazo,
    Sede,
)
from ocisys.base.models.regla import Vigente

COMUNES = frozenset(campo.name for campo in Vigente._meta.fields)


class DatoMaestroAdmin(admin.ModelAdmin):
    """Rows become the office's when it saves them; those of the product are never deleted."""

    clave: Iterable[str] = ()
    formfield_overrides = {URLField: {"assume_scheme": "https"}}

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """In the order of the model, the key first; what an abstract base adds goes last."""
        propios = (c for c in self.opts.fields if c.editable and not c.primary_key)
        return [c.name for c in sorted(propios, key=lambda c: c.name in COMUNES)]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return tuple(self.clave) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        propia = obj is not None and obj.origen == DatoMaestro.Origen.OFICINA
        return propia and super().has_delete_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.origen = DatoMaestro.Origen.OFICINA
        super().save_model(request, obj, form, change)

    def save_formset(
        self, request: HttpRequest, form: ModelForm, formset: BaseModelFormSet, change: bool
    ) -> None:
        for hija in formset.save(commit=False):
            hija.origen = DatoMaestro.Origen.OFICINA
        super().save_formset(request, form, formset, change)


class EnFila(admin.TabularInline):
    extra = 0

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class NormaRelacionEnFila(EnFila):
    model = NormaRelacion
    fk_name = "norma"
    autocomplete_fields = ("sobre",)


class HorarioSedeEnFila(EnFila):
    model = HorarioSede


class DiaSinAtencionEnFila(EnFila):
    model = DiaSinAtencion


@admin.register(Norma)
class NormaAdmin(DatoMaestroAdmin):
    clave = ("tipo", "numero", "anio", "siglas")
    list_display = ("corta", "titulo", "publicada_el", "verificada")
    list_filter = ("verificada", "tipo")
    search_fields = ("numero", "siglas", "titulo")
    search_help_text = "Número, siglas o palabras del título"
    inlines = (NormaRelacionEnFila,)


@admin.register(Sede)
class SedeAdmin(DatoMaestroAdmin):
    clave = ("codigo",)
    list_display = ("nombre", "codigo", "ubigeo")
    search_fields = ("nombre", "codigo")
    inlines = (HorarioSedeEnFila, DiaSinAtencionEnFila)


@admin.register(FeriadoNacional)
class FeriadoNacionalAdmin(DatoMaestroAdmin):
    clave = ("codigo",)
    list_display = ("nombre", "dia", "mes", "dias_de_pascua", "norma", "vigente_desde")
    list_select_related = ("norma",)
    search_fields = ("nombre",)
    autocomplete_fields = ("norma",)


@admin.register(DiaNoLaborable)
class DiaNoLaborableAdmin(DatoMaestroAdmin):
    clave = ("fecha", "efecto", "ubigeos")
    list_display = ("fecha", "motivo", "efecto", "norma", "estado")
    list_filter = ("estado", "efecto")
    list_select_related = ("norma",)
    date_hierarchy = "fecha"
    search_fields = ("motivo", "norma__numero")
    autocomplete_fields = ("norma",)


class VigenteAdmin(DatoMaestroAdmin):
    """A rule already loaded: its text is history; its end and its use may change."""

    editables = ("vigente_hasta", "verificada", "activa", "nota")
    list_select_related = ("norma",)
    autocomplete_fields = ("norma",)
    list_filter = ("activa", "verificada")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if obj is None:
            return ()
        return tuple(c for c in self.get_fields(request) if c not in self.editables)


@admin.register(ReglaPlazo)
class ReglaPlazoAdmin(VigenteAdmin):
    list_display = ("codigo", "nombre", "cantidad", "unidad", "norma", "vigente_desde", "activa")
    search_fields = ("codigo", "nombre")


@admin.register(ReglaCorte)
class ReglaCorteAdmin(VigenteAdmin):
    list_display = ("canal", "materia", "norma", "vigente_desde", "vigente_hasta", "activa")


@admin.register(ReglaComputo)
class ReglaComputoAdmin(VigenteAdmin):
    list_display = ("norma", "vigente_desde", "vigente_hasta", "activa")
