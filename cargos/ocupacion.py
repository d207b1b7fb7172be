"""Who sits where on a day: one query for the whole office."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, Q

from cargos.models import Designacion
from cargos.models.persona import PersonaQuerySet
from ocisys.base.busqueda import PALABRAS, sin_tildes_contiene


@dataclass
class Ocupacion:
    """A seat on a day: its titular, if any, and whoever stands in."""

    titular: Designacion | None = None
    encargados: list[Designacion] = field(default_factory=list)

    @property
    def es_vacante(self) -> bool:
        """No titular; someone may still be in charge («encargado/a»)."""
        return self.titular is None

    @property
    def responde(self) -> Designacion | None:
        """Who answers for the post: the stand-in first, because a suplencia means an absence."""
        return self.encargados[0] if self.encargados else self.titular


def ocupacion_en(dia: date) -> dict[str, Ocupacion]:
    """`{"067": Ocupacion, …}` for every seat someone holds on `dia`; empty seats are missing."""
    asientos: dict[str, Ocupacion] = defaultdict(Ocupacion)
    for designacion in Designacion.objects.vigentes(dia).para_lista():
        asiento = asientos[designacion.posicion.nro_orden]
        if designacion.es_titular:
            asiento.titular = designacion
        else:
            asiento.encargados.append(designacion)
    return asientos


def buscar(personas: PersonaQuerySet, texto: str, dia: date) -> PersonaQuerySet:
    """Every word of `texto` in the person's own data or in a post she holds on `dia`."""
    puestos = Designacion.objects.vigentes(dia).con_denominacion(dia)
    for palabra in texto.split()[:PALABRAS]:
        en_el_puesto = puestos.filter(
            sin_tildes_contiene(palabra, "denominacion", "posicion__nro_orden")
        )
        de_la_persona = personas.model.objects.buscar(palabra)
        personas = personas.filter(
            Q(pk__in=de_la_persona.values("pk")) | Q(pk__in=en_el_puesto.values("persona"))
        )
    return personas


def con_cargos(personas: PersonaQuerySet, dia: date) -> PersonaQuerySet:
    """Each Persona with `.designaciones_vigentes`, and each of those with its `.suplentes`.

    What she holds on `dia` and who stands in for her there, in two more queries.
    """
    suplentes = Designacion.objects.vigentes(dia).select_related("persona").order_by("pk")
    vigentes = Designacion.objects.vigentes(dia).para_lista().con_denominacion(dia)
    vigentes = vigentes.prefetch_related(Prefetch("suplencias", suplentes, to_attr="suplentes"))
    return personas.prefetch_related(
        Prefetch("designaciones", queryset=vigentes, to_attr="designaciones_vigentes")
    )
