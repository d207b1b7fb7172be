"""Approving the calendar of a year: a copy of it that nobody changes."""

from datetime import date

from django.db import transaction

from cargos.models import Usuario, autoria
from convenios.models import InstrumentoInternacional, LineaPlan, PlanInternacional
from convenios.plan_internacional import (
    calendario,
    comparar,
    renglones_de,
    renglones_del_plan,
)
from ocisys.base.reglas import ReglaIncumplida


@transaction.atomic
def aprobar_plan(
    anio: int, *, aprobado_el: date, motivo: str, por: Usuario, hoy: date
) -> PlanInternacional:
    """Leave the next version of the plan of `anio` as the calendar stands on `hoy`.

    Raises `ReglaIncumplida` for a year without dates, or if nothing changed since the last one.
    """
    # Whoever approves at the same moment, or moves a series, waits for this one.
    list(InstrumentoInternacional.objects.select_for_update().order_by("pk").values_list("pk"))
    ultima = PlanInternacional.objects.filter(anio=anio).first()
    filas = list(calendario(anio, hoy).order_by("fecha_exigible", "pk"))
    if not filas:
        raise ReglaIncumplida(f"No hay obligaciones internacionales con fecha en {anio}.")
    if ultima and not comparar(renglones_del_plan(ultima.lineas.all()), renglones_de(filas)):
        raise ReglaIncumplida(f"El calendario es el de la versión {ultima.version}.")
    plan = PlanInternacional.objects.create(
        anio=anio,
        version=ultima.version + 1 if ultima else 1,
        aprobado_el=aprobado_el,
        motivo=motivo,
        **autoria(por),
    )
    LineaPlan.objects.bulk_create(
        LineaPlan(
            plan=plan,
            compromiso=o.compromiso,
            fecha_legal=o.fecha_legal,
            siglas=o.compromiso.origen.codigo,
            titulo=o.compromiso.titulo,
            fecha=o.fecha_exigible,
            confirmada=getattr(o, "confirmada", False),
            cargo=o.compromiso.responsable.nro_orden if o.compromiso.responsable else "",
        )
        for o in filas
    )
    return plan
