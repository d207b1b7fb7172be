"""What the ficha of an international instrument shows, and which acts it offers to whom."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch

from cargos.models import Usuario
from cargos.permisos import Permiso
from convenios.forms.comun import nombre_de_unidad
from convenios.internacional import cumplimiento_de, de_instrumentos
from convenios.models import (
    Compromiso,
    Convenio,
    InstrumentoInternacional,
    Nivel,
    Ocurrencia,
    ParametroCumplimiento,
    Recomendacion,
    Requerimiento,
)

REQUERIMIENTOS = 8


def ficha_instrumento(
    instrumento: InstrumentoInternacional, usuario: Usuario, hoy: date
) -> dict[str, Any]:
    """One instrument (read `con_faltas`); queries do not grow with what hangs from it."""
    p = ParametroCumplimiento.objects.en_vigor(hoy)
    siguientes = Ocurrencia.objects.al(hoy).sin_cumplir().siguiente_de_cada_compromiso()
    compromisos = (
        Compromiso.objects.visibles_para(usuario)
        .filter(instrumento=instrumento)
        .con_todo()
        .annotate(con_fechas=Exists(Ocurrencia.objects.filter(compromiso=OuterRef("pk"))))
        .prefetch_related(Prefetch("ocurrencias", siguientes, to_attr="siguientes"))
    )
    propias = de_instrumentos(hoy).filter(compromiso__instrumento=instrumento)
    visibles = Convenio.objects.visibles_para(usuario)
    return {
        "i": instrumento,
        "s": {"al": hoy},
        "cifra": cumplimiento_de(propias, hoy, p),
        "unidad": nombre_de_unidad(instrumento.unidad_id),
        "compromisos": compromisos.order_by("numero"),
        "hitos": instrumento.hitos.select_related("elegido_por__persona").order_by(
            "tipo", "-elegido", "fecha", "pk"
        ),
        "convenios": visibles.filter(instrumentos=instrumento).order_by("codigo"),
        "niveles": _niveles(instrumento, usuario),
        "requerimientos": [
            (r, r.situacion_al(hoy))
            for r in Requerimiento.objects.visibles_para(usuario)
            .filter(instrumento=instrumento)
            .para_lista(hoy)
            .order_by("-responder_hasta", "-pk")[:REQUERIMIENTOS]
        ],
        "puede_requerir": usuario.puede(Permiso.COMPROMISO_REPORTAR),
        "puede_editar": usuario.puede(Permiso.INTERNACIONAL_EDITAR),
    }


def _niveles(
    instrumento: InstrumentoInternacional, usuario: Usuario
) -> list[tuple[str, str, str, int]]:
    """Level, its word, its tono and how many recommendations stand there; only those with some."""
    filas = Recomendacion.objects.visibles_para(usuario).filter(instrumento=instrumento)
    cuantas = dict(filas.order_by().values_list("nivel").annotate(n=Count("pk")))
    return [(n.value, n.label, n.tono, cuantas[n.value]) for n in Nivel if n.value in cuantas]
