"""Master data of what the office issues: its templates and in which series it numbers, if any."""

from django.contrib import admin

from ocisys.base.admin import DatoMaestroAdmin
from tramite.models import Plantilla, Serie


@admin.register(Plantilla)
class PlantillaAdmin(DatoMaestroAdmin):
    list_display = ["nombre", "tipo", "diseno", "se_numera", "activo"]
    list_select_related = ["tipo"]
    clave = ("codigo",)


@admin.register(Serie)
class SerieAdmin(DatoMaestroAdmin):
    """A kind in force here is numbered by ocisys; any other carries the ministry's own number."""

    list_display = ["tipo", "unidad", "entidad", "prefijo", "vigencia", "decision"]
    list_select_related = ["tipo"]
    clave = ("tipo", "unidad")
