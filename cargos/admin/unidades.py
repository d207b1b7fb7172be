"""Units of the ministry with the versions of their names, each with the norm that says so."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from cargos.forms.unidad import UnidadVersionForm
from cargos.models import UnidadOrganica, UnidadVersion


class UnidadVersionInline(admin.StackedInline):
    model = UnidadVersion
    form = UnidadVersionForm
    fk_name = "unidad"
    extra = 0

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A name that was in force stays; the next version ends it."""
        return False


@admin.register(UnidadOrganica)
class UnidadOrganicaAdmin(admin.ModelAdmin):
    list_display = ("codigo", "es_externa")
    list_filter = ("es_externa",)
    search_fields = ("codigo", "versiones__denominacion", "versiones__siglas")
    inlines = (UnidadVersionInline,)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
