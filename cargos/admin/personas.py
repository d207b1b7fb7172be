"""People: who they are. What posts they hold is a designación, made on its own page."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from cargos.models import Persona


@admin.register(Persona)
class PersonaAdmin(admin.ModelAdmin):
    list_display = ("nombre_de_lista", "email_institucional", "anexo", "usuario", "activa")
    list_display_links = ("nombre_de_lista",)
    list_filter = ("activa",)
    list_select_related = ("usuario",)
    search_fields = ("nombres", "apellido_paterno", "apellido_materno", "email_institucional")
    fields = (
        ("nombres", "apellido_paterno", "apellido_materno"),
        "dni",
        "email_institucional",
        ("telefono", "anexo"),
        "usuario",
        "activa",
    )
    autocomplete_fields = ("usuario",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Persona]:
        return Persona.objects.en_orden()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Her designaciones name her for ever: she is marked inactive."""
        return False
