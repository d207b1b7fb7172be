"""People: who they are. What posts they hold is a designación, made on its own page."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from cargos.models import Persona, Usuario


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

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField | None:
        """Offer only accounts that are nobody else's.

        A plain list: the admin's search box has no name that a screen reader can say.
        """
        if db_field.name == "usuario":
            propia = request.resolver_match.kwargs.get("object_id") if request.resolver_match else 0
            kwargs["queryset"] = Usuario.objects.filter(
                Q(persona=None) | Q(persona=propia)
            ).select_related("persona")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Persona]:
        return Persona.objects.en_orden()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Her designaciones name her for ever: she is marked inactive."""
        return False
