"""Master data of the desk: its catalogues, and what the office issues with (templates, series)."""

from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from ocisys.base.admin import DatoMaestroAdmin
from tramite.forms.catalogo import ProcedimientoForm, ProveidoForm
from tramite.models import (
    FormatoEtiqueta,
    Plantilla,
    Procedimiento,
    Proveido,
    RequisitoProcedimiento,
    Serie,
    SerieDocumental,
    TerminoDistancia,
    TipoDocumento,
)


class CatalogoAdmin(DatoMaestroAdmin):
    """A list from which the desk chooses. What papers already cite is switched off, not deleted."""

    clave = ("codigo",)
    list_filter = ["activo"]
    search_fields = ("nombre", "codigo")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(TipoDocumento)
class TipoDocumentoAdmin(CatalogoAdmin):
    list_display = ("nombre", "codigo", "orden", "activo")


@admin.register(Procedimiento)
class ProcedimientoAdmin(CatalogoAdmin):
    """What may be asked of the office. One whose source was not read cannot be switched on."""

    list_display = (
        "nombre",
        "regla_plazo",
        "vigente_desde",
        "vigente_hasta",
        "verificado",
        "activo",
    )
    list_filter = ["activo", "verificado"]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        return super().get_form(request, obj, change, form=ProcedimientoForm, **kwargs)


@admin.register(Proveido)
class ProveidoAdmin(CatalogoAdmin):
    list_display = ("nombre", "tecla", "orden", "activo")

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        return super().get_form(request, obj, change, form=ProveidoForm, **kwargs)


@admin.register(SerieDocumental)
class SerieDocumentalAdmin(CatalogoAdmin):
    """How long a kind of file is kept, once a norm of the AGN says so."""

    list_display = ("nombre", "anios_gestion", "anios_central", "disposicion", "activo")


@admin.register(Plantilla)
class PlantillaAdmin(DatoMaestroAdmin):
    list_display = ("nombre", "tipo", "diseno", "se_numera", "activo")
    list_select_related = ("tipo",)
    clave = ("codigo",)


@admin.register(Serie)
class SerieAdmin(DatoMaestroAdmin):
    """A kind in force here is numbered by ocisys; any other carries the ministry's own number."""

    list_display = ("tipo", "unidad", "entidad", "prefijo", "vigencia", "decision")
    list_select_related = ("tipo",)
    clave = ("tipo", "unidad")


@admin.register(RequisitoProcedimiento)
class RequisitoProcedimientoAdmin(DatoMaestroAdmin):
    """What a procedure asks for, with its article and the days between which it was in force."""

    list_display = ("texto", "procedimiento", "base", "vigente_hasta", "verificado")
    list_select_related = ("procedimiento",)
    list_filter = ("procedimiento",)
    clave = ("codigo",)


@admin.register(TerminoDistancia)
class TerminoDistanciaAdmin(DatoMaestroAdmin):
    """Days that the distance adds to what a party must do (TUO LPAG art. 135)."""

    list_display = ("lugar", "dias", "norma", "vigente_desde", "vigente_hasta")
    clave = ("lugar", "vigente_desde")


@admin.register(FormatoEtiqueta)
class FormatoEtiquetaAdmin(DatoMaestroAdmin):
    """The three stickers, adjusted to the rolls of the office; none is added or deleted."""

    list_display = ("codigo", "ancho", "alto", "margen", "con_remitente", "con_asunto")
    clave = ("codigo",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
