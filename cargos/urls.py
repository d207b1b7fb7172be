"""Routes of cargos; `/cargos/<clave>/` goes last so that no word is read as a post."""

from django.urls import path, register_converter

from cargos.views import (
    calendario,
    cap,
    cuentas,
    directorio,
    encargo,
    entrega,
    funcion,
    mof,
    normas,
    organigrama,
    puesto,
    rastro,
    solicitud,
)
from cargos.views import designacion as designaciones
from ocisys.base.convertidores import TalCual


class ClaveCargo(TalCual):
    """A post number of the CAP: three digits."""

    regex = r"\d{3}"


class ClaveFuncion(TalCual):
    """A stable key of a duty: post and number, `067-06`."""

    regex = r"\d{3}-\d{2}"


register_converter(ClaveCargo, "cargo")
register_converter(ClaveFuncion, "funcion")

app_name = "cargos"
urlpatterns = [
    path("", cap.cap, name="cap"),
    path("organigrama/", organigrama.organigrama, name="organigrama"),
    path("organigrama.<str:formato>", organigrama.archivo, name="organigrama_archivo"),
    path("directorio/", directorio.directorio, name="directorio"),
    path("directorio/<int:pk>.vcf", directorio.vcard, name="vcard"),
    path("directorio/todos.vcf", directorio.vcards, name="vcards"),
    path("funciones/", funcion.funciones, name="funciones"),
    path("funciones/cumplimiento.pdf", funcion.cumplimiento, name="cumplimiento"),
    path("funciones/<funcion:clave>/", funcion.funcion, name="funcion"),
    path("mof/", mof.versiones, name="mof"),
    path("mof/<int:version>/", mof.version, name="mof_version"),
    path("mof/vigente.pdf", mof.en_pdf, name="mof_pdf"),
    path("mof/<int:version>.pdf", mof.en_pdf, name="mof_pdf"),
    path("mof/vigente.docx", mof.en_docx, name="mof_docx"),
    path("mof/<int:version>.docx", mof.en_docx, name="mof_docx"),
    path("mi-puesto/", puesto.mi_puesto, name="mi_puesto"),
    path("mi-puesto/reserva/", puesto.reserva, name="reserva"),
    path("mi-puesto/calendario/", calendario.renovar, name="calendario_renovar"),
    path("mi-puesto/calendario/retirar/", calendario.retirar, name="calendario_retirar"),
    path("solicitudes/", solicitud.solicitudes, name="solicitudes"),
    path("solicitudes/nueva/", solicitud.solicitar, name="solicitar"),
    path("solicitudes/<int:pk>/responder/", solicitud.responder, name="solicitud_responder"),
    path("solicitudes/<int:pk>/retirar/", solicitud.retirar, name="solicitud_retirar"),
    path("designaciones/", designaciones.designaciones, name="designaciones"),
    path("designaciones/nueva/", designaciones.designar, name="designar"),
    path("designaciones/<int:pk>/anular/", designaciones.anular, name="designacion_anular"),
    path("designaciones/<int:pk>/acta.pdf", designaciones.acta, name="designacion_acta"),
    path("designaciones/<int:pk>/entrega/", entrega.preparar, name="entrega_preparar"),
    path("entregas/<int:pk>/", entrega.entrega, name="entrega"),
    path("entregas/<int:pk>/asignar/", entrega.asignar, name="entrega_asignar"),
    path("entregas/<int:pk>/aceptar/", entrega.aceptar, name="entrega_aceptar"),
    path("entregas/<int:pk>/cerrar/", entrega.cerrar, name="entrega_cerrar"),
    path("entregas/<int:pk>/acta.pdf", entrega.acta, name="entrega_acta"),
    path("encargos/", encargo.encargos, name="encargos"),
    path("encargos/nuevo/", encargo.encargar, name="encargar"),
    path("encargos/<int:pk>/cumplir/", encargo.cumplir, name="encargo_cumplir"),
    path("encargos/<int:pk>/retirar/", encargo.retirar, name="encargo_retirar"),
    path("<cargo:clave>/cumplimiento.pdf", funcion.cumplimiento, name="cumplimiento"),
    path("reglas/", normas.reglas, name="reglas"),
    path("reglas.<lista:formato>", normas.reglas_exportar, name="reglas_exportar"),
    path("reglas/calendario/", normas.calendario, name="calendario_laboral"),
    path(
        "reglas/calendario.<lista:formato>",
        normas.calendario_exportar,
        name="calendario_laboral_exportar",
    ),
    path("rastro/", rastro.rastro, name="rastro"),
    path("rastro.<lista:formato>", rastro.rastro_exportar, name="rastro_exportar"),
    path("rastro/cuentas/", cuentas.cuentas, name="cuentas"),
    path("rastro/cuentas.<lista:formato>", cuentas.cuentas_exportar, name="cuentas_exportar"),
    path("<cargo:clave>/", cap.ficha, name="ficha"),
]
