"""Master data of what the office issues: templates, numbering series, procedures and requisites."""

from django.contrib import admin

from ocisys.base.admin import DatoMaestroAdmin
from tramite.models import Plantilla, Procedimiento, RequisitoProcedimiento, Serie


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


@admin.register(Procedimiento)
class ProcedimientoAdmin(DatoMaestroAdmin):
    """A procedure is put in use only once its source was read."""

    list_display = ["nombre", "regla_plazo", "vigente_hasta", "verificado", "activo"]
    clave = ("codigo",)


@admin.register(RequisitoProcedimiento)
class RequisitoProcedimientoAdmin(DatoMaestroAdmin):
    """What a procedure asks for, with its article and the days between which it was in force."""

    list_display = ["texto", "procedimiento", "base", "vigente_hasta", "verificado"]
    list_select_related = ["procedimiento"]
    list_filter = ["procedimiento"]
    clave = ("codigo",)
