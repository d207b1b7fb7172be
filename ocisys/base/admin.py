"""Master data of time and law. What the office saves here survives every `cargar_normas`.

The key of a row cannot change once it exists, so a reload always finds it; a rule is not rewritten,
it gets its last day and a new version is added.
"""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.messages import get_messages
from django.db import transaction
from django.db.models import DateField, Field, TimeField, URLField
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from ocisys.base import efectos
from ocisys.base.formularios import FechaField
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


# Plain fields: the admin's calendar writes inline styles, which our policy stops.
CAMPOS: dict[type[Field], dict[str, Any]] = {
    DateField: {"form_class": FechaField, "widget": FechaField.widget},
    TimeField: {"widget": forms.TimeInput(format="%H:%M", attrs={"placeholder": "08:30"})},
    URLField: {"assume_scheme": "https"},
}


class DatoMaestroAdmin(admin.ModelAdmin):
    """Rows become the office's when it saves them; those of the product are never deleted."""

    clave: Iterable[str] = ()
    formfield_overrides = CAMPOS

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


CONFIRMADO = "_confirmado"


class MuevePlazosAdmin(DatoMaestroAdmin):
    """Data on which due dates depend: what a change would move is shown before it is kept.

    The change is written, what moves is asked, and unless it was confirmed all of it is undone.
    """

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        def guardar() -> HttpResponse:
            return super(MuevePlazosAdmin, self).changeform_view(
                request, object_id, form_url, extra_context
            )

        return self._mostrando_lo_que_mueve(request, guardar)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        def borrar() -> HttpResponse:
            return super(MuevePlazosAdmin, self).delete_view(request, object_id, extra_context)

        return self._mostrando_lo_que_mueve(request, borrar)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        request.cambiado = obj  # type: ignore[attr-defined]

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        request.cambiado = obj  # type: ignore[attr-defined]
        super().delete_model(request, obj)

    def _mostrando_lo_que_mueve(
        self, request: HttpRequest, hacer: Callable[[], HttpResponse]
    ) -> HttpResponse:
        with transaction.atomic():
            respuesta = hacer()
            cambiado = getattr(request, "cambiado", None)
            if cambiado is None or respuesta.status_code != HTTPStatus.FOUND:
                return respuesta
            dia = getattr(cambiado, "fecha", None)
            movidos = [] if CONFIRMADO in request.POST else efectos.movidos(dia)
            if movidos:
                transaction.set_rollback(True)
        if movidos:
            return self._confirmar(request, movidos, str(cambiado))
        motivo = f"{self.opts.verbose_name.capitalize()}: {cambiado}"  # type: ignore[union-attr]
        for hecho in efectos.aplicar(dia, por=request.user, motivo=motivo):
            self.message_user(request, hecho)
        return respuesta

    def _confirmar(
        self, request: HttpRequest, movidos: list[efectos.Movido], cambiado: str
    ) -> HttpResponse:
        list(get_messages(request))  # «se guardó» is not true yet
        contexto = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Plazos que se mueven",
            "cambiado": cambiado,
            "movidos": movidos[:FILAS_A_LA_VISTA],
            "cuantos": len(movidos),
            "confirmado": CONFIRMADO,
            "campos": [
                (campo, valor)
                for campo, valores in request.POST.lists()
                if campo != "csrfmiddlewaretoken"
                for valor in valores
            ],
        }
        return TemplateResponse(request, "admin/plazos_movidos.html", contexto)


FILAS_A_LA_VISTA = 200


class EnFila(admin.StackedInline):
    extra = 0
    formfield_overrides = CAMPOS

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class NormaRelacionEnFila(EnFila):
    model = NormaRelacion
    fk_name = "norma"


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
class SedeAdmin(MuevePlazosAdmin):
    clave = ("codigo",)
    list_display = ("nombre", "codigo", "ubigeo")
    search_fields = ("nombre", "codigo")
    inlines = (HorarioSedeEnFila, DiaSinAtencionEnFila)


@admin.register(FeriadoNacional)
class FeriadoNacionalAdmin(MuevePlazosAdmin):
    clave = ("codigo",)
    list_display = ("nombre", "dia", "mes", "dias_de_pascua", "norma", "vigente_desde")
    list_select_related = ("norma",)
    search_fields = ("nombre",)


@admin.register(DiaNoLaborable)
class DiaNoLaborableAdmin(MuevePlazosAdmin):
    clave = ("fecha", "efecto", "ubigeos")
    list_display = ("fecha", "motivo", "efecto", "norma", "estado")
    list_filter = ("estado", "efecto")
    list_select_related = ("norma",)
    date_hierarchy = "fecha"
    search_fields = ("motivo", "norma__numero")


class VigenteAdmin(MuevePlazosAdmin):
    """A rule already loaded: its text is history; its end and its use may change."""

    editables = ("vigente_hasta", "verificada", "activa", "nota")
    list_select_related = ("norma",)
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
