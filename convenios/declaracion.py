"""The yearly declaration to APCI: which years are watched, until when, and what was done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from convenios.acciones.compromiso import dias_habiles
from convenios.models import ActoDeclaracion, RondaAlertas, declaracion_anual, vence_por_ley
from convenios.plazos import Ajuste, ajustar

T = ActoDeclaracion.Tipo


@dataclass(frozen=True)
class Declaracion:
    """The declaration of a year. `por_ley`: the working day on which it was due without more."""

    anio: int
    por_ley: date
    vence_el: date
    norma: str
    presentada: ActoDeclaracion | None
    actos: Sequence[ActoDeclaracion]

    @property
    def fue_movida(self) -> bool:
        return self.vence_el != self.por_ley

    def situacion(self, hoy: date) -> tuple[str, str]:
        """Word and tono of its chip on `hoy`."""
        if self.presentada is not None:
            tarde = self.presentada.fecha > self.vence_el
            return ("Presentada tarde", "hecho") if tarde else ("Presentada", "bien")
        dias = (self.vence_el - hoy).days
        if dias < 0:
            return f"Vencida hace {-dias} {'día' if dias == -1 else 'días'}", "peligro"
        cuando = f"en {dias} {'día' if dias == 1 else 'días'}" if dias else "hoy"
        return f"Vence {cuando}", "atencion" if dias <= 90 else "info"


def declaraciones(hoy: date) -> list[Declaracion]:
    """The years with something recorded, and those due this year and the next, as known on `hoy`.

    Newest first. The one due this year before the office worked here is not asked for.
    """
    actos: dict[int, list[ActoDeclaracion]] = {}
    conocidos = ActoDeclaracion.objects.para_lista().filter(en__date__lte=hoy)
    for acto in conocidos.order_by("pk"):
        actos.setdefault(acto.anio, []).append(acto)
    anios = {*actos, hoy.year}
    if vence_por_ley(hoy.year - 1) >= _desde(hoy):
        anios.add(hoy.year - 1)
    return [_declaracion(anio, actos.get(anio, [])) for anio in sorted(anios, reverse=True)]


def por_presentar(hoy: date) -> list[Declaracion]:
    """Those that nobody presented yet, the next one to fall due first."""
    return [d for d in reversed(declaraciones(hoy)) if d.presentada is None]


def _desde(hoy: date) -> date:
    """Since when the office looks at what falls due here."""
    primera = RondaAlertas.objects.order_by("dia").first()
    return primera.dia if primera else hoy


def _declaracion(anio: int, actos: Sequence[ActoDeclaracion]) -> Declaracion:
    legal = vence_por_ley(anio)
    # TUO LPAG art. 134.2: what ends on a non-working day goes on to the next working one.
    por_ley = ajustar(legal, Ajuste.HABIL_SIGUIENTE, dias_habiles(legal, legal))
    prorrogas = [a for a in actos if a.tipo == T.PRORROGA]
    ultima = prorrogas[-1] if prorrogas else None
    return Declaracion(
        anio=anio,
        por_ley=por_ley,
        vence_el=ultima.fecha if ultima else por_ley,
        norma=ultima.sustento if ultima else str(declaracion_anual()["norma"]),
        presentada=next((a for a in actos if a.tipo == T.PRESENTADA), None),
        actos=actos,
    )
