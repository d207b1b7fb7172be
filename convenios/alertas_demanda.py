"""Matters of demand and offer: what closes soon, and what was to be done next."""

from collections.abc import Iterator
from datetime import date, timedelta

from convenios.asunto import Asunto, cuando
from convenios.models import Alerta, Convocatoria, Gestion, ReglasAlerta


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
        )


def pasos_de_gestion(hoy: date, reglas: ReglasAlerta) -> Iterator[Asunto]:
    """Next steps of what is being raised, until another one is written."""
    ventanas = reglas.ventanas["siguiente_paso"]
    lejos = hoy + timedelta(days=max(ventanas))
    filas = Gestion.objects.en_marcha().filter(siguiente_el__lte=lejos).para_lista()
    for g in filas:
        cuando_es = g.siguiente_el or hoy
        dias = (cuando_es - hoy).days
        yield Asunto(
            clase=Alerta.Clase.PASO,
            clave=f"gestion {g.pk} {cuando_es}",
            dias=dias,
            ventanas=ventanas,
            cargo=g.responsable,
            que=f"{g.siguiente_paso} ({g.codigo})",
            frase=f"{cuando(dias)}: {g.siguiente_paso} ({g.codigo})",
            detalle=f"Gestión con {g.organizacion}. Se cierra al anotar el siguiente avance.",
            enlace=g.get_absolute_url(),
        )
