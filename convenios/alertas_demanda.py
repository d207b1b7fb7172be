"""Matters of demand and offer: what closes soon."""

from collections.abc import Iterator
from datetime import date, timedelta

from convenios.asunto import Asunto, cuando
from convenios.models import Alerta, Convocatoria, ReglasAlerta


def cierres(hoy: date, reglas: ReglasAlerta) -> Iterator[Asunto]:
    """Offers about to close; once closed there is nothing left to do."""
    ventanas = reglas.ventanas["convocatoria"]
    lejos = hoy + timedelta(days=max(ventanas))
    filas = Convocatoria.objects.vivas(hoy).filter(cierra_el__lte=lejos)
    for c in filas.select_related("organizacion", "responsable"):
        cierra = c.cierra_el or hoy
        dias = (cierra - hoy).days
        yield Asunto(
            clase=Alerta.Clase.CONVOCATORIA,
            clave=f"{c.pk} {cierra}",
            dias=dias,
            ventanas=ventanas,
            cargo=c.responsable,
            que=f"Cierre de {c.codigo}: {c.titulo}",
            frase=f"{cuando(dias)} {c.codigo}: {c.titulo}",
            detalle=f"De {c.organizacion}. Cierra el {cierra:%d/%m/%Y}.",
            enlace=c.get_absolute_url(),
            grave=False,
        )
