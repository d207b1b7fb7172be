"""What the list and the page of a training abroad read; queries do not grow with their rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery

from cargos.models import UnidadOrganica, UnidadVersion, Usuario
from convenios.capacitaciones import DeUnidad, Situacion, por_unidad, situacion
from convenios.models import Capacitacion


@dataclass(frozen=True)
class FilaCapacitacion:
    """A training with what its acts add up to."""

    fila: Capacitacion
    situacion: Situacion
    difundida_a: int
    postulantes: int
    seleccionados: int
    deben: int


def con_situacion(filas: Iterable[Capacitacion], hoy: date) -> list[FilaCapacitacion]:
    """Each with its counts and where it stands; needs `para_lista`."""
    return [_con_cuentas(f, hoy) for f in filas]


def _con_cuentas(fila: Capacitacion, hoy: date) -> FilaCapacitacion:
    unidades = list(por_unidad(fila.pasos.all()).values())
    abierta = fila.convocatoria.esta_viva(hoy)
    return FilaCapacitacion(
        fila,
        situacion(unidades, abierta=abierta, hoy=hoy),
        difundida_a=sum(u.difundida_el is not None for u in unidades),
        postulantes=sum(u.postulantes or 0 for u in unidades),
        seleccionados=sum(u.seleccionados or 0 for u in unidades),
        deben=sum(u.debe_informe for u in unidades),
    )


def ficha_capacitacion(fila: Capacitacion, usuario: Usuario, hoy: date) -> dict[str, Any]:
    """The training with each unit by its name, and its acts."""
    unidades = por_unidad(fila.pasos.all())
    nombres = _nombres(unidades)
    lleva = Capacitacion.objects.editables_para(usuario).filter(pk=fila.pk).exists()
    return {
        "k": fila,
        "cuentas": _con_cuentas(fila, hoy),
        "abierta": fila.convocatoria.esta_viva(hoy),
        "unidades": [(pk, nombres[pk], u, u.esta_tarde(hoy)) for pk, u in unidades.items()],
        "pasos": [
            (p, nombres[p.unidad_id])
            for p in fila.pasos.select_related("por__persona").order_by("-pk")
        ],
        "puede_editar": lleva,
    }


def _nombres(unidades: dict[int, DeUnidad]) -> dict[int, str]:
    """What each unit is called, by its latest name."""
    versiones = UnidadVersion.objects.filter(unidad=OuterRef("pk")).order_by("-vigencia")
    filas = UnidadOrganica.objects.filter(pk__in=unidades)
    con_nombre = filas.annotate(nombre=Subquery(versiones.values("denominacion")[:1]))
    return {u.pk: u.nombre or str(u) for u in con_nombre}
