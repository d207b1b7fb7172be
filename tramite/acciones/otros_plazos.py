"""Deadlines beside the one of the procedure: opened by an act, and met by another with its proof.

The report of whoever is complained of, the notice that help was asked of another entity, the cure
of a request of public information… Each is born of a rule (`ocisys/base/datos/reglas.csv`), tied to
the document that asked for it, and an answer to the expediente does not meet it by itself.
"""

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from cargos.models import Usuario
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.comun import anotar, bloquear, dia_de
from tramite.acciones.plazos import calcular_de
from tramite.estados import exigir_no_anulado
from tramite.models import Actuacion, Documento, Expediente, Plazo

AVISAR_COLABORACION = "COLAB_AVISO"
"""Rule: days to tell the party that another entity was asked for help (TUO LPAG art. 76.4)."""


def a_mediodia(dia: date) -> datetime:
    """A moment of that day in Lima, for a fact of which only the day is known."""
    return timezone.make_aware(datetime.combine(dia, time(12)))


@transaction.atomic
def abrir_plazo(
    expediente: Expediente,
    *,
    regla: str,
    desde: date,
    por: Usuario,
    ahora: datetime,
    a_quien: str = "",
    documento: Documento | None = None,
    version: int | None = None,
) -> Plazo:
    """Open the deadline of `regla` on its fact of the day `desde`; it runs beside the others.

    Raises ReglaIncumplida when that same one runs already for the same person, the fact is to
    come, or no rule was in force that day.
    """
    expediente = bloquear(expediente, version=version)
    exigir_no_anulado(expediente.estado)
    if desde > dia_de(ahora):
        raise ReglaIncumplida("El hecho que inicia el plazo no ha ocurrido todavía.")
    if expediente.plazos.abiertos().filter(regla=regla, a_quien=a_quien).exists():
        raise ReglaIncumplida("Ese plazo ya corre en este expediente: dé por cumplido el que hay.")
    movimiento = expediente.movimientos.abiertos().titulares().first()
    plazo = calcular_de(
        regla,
        expediente,
        desde=ahora if desde == dia_de(ahora) else a_mediodia(desde),
        por=por,
        ahora=ahora,
        accesorio=True,
        a_quien=a_quien,
        documento=documento,
        movimiento=movimiento,
    )
    if plazo is None:
        raise ReglaIncumplida(f"Ninguna regla de ese plazo regía el {desde:%d/%m/%Y}.")
    quien = f" Lo debe {a_quien}." if a_quien else ""
    texto = f"{plazo.nombre}: vence el {plazo.vence_el:%d/%m/%Y}.{quien} {plazo.base_legal}"
    anotar(expediente, Actuacion.Clase.PLAZO, texto, documento=documento, por=por, ahora=ahora)
    return plazo


def avisar_colaboracion(expediente: Expediente, *, por: Usuario, ahora: datetime) -> Plazo | None:
    """Open the days to tell the party that help was asked of another entity (TUO LPAG art. 76.4).

    None when they run already.
    """
    if expediente.plazos.abiertos().filter(regla=AVISAR_COLABORACION).exists():
        return None
    return calcular_de(
        AVISAR_COLABORACION,
        expediente,
        desde=ahora,
        por=por,
        ahora=ahora,
        accesorio=True,
    )


@transaction.atomic
def cerrar_plazo(
    plazo: Plazo,
    *,
    cumplido: bool,
    el: date,
    texto: str,
    por: Usuario,
    ahora: datetime,
    version: int | None = None,
) -> Plazo:
    """Say that an accessory deadline was met, with its proof, or that it is of no effect, and why.

    Late is still met (TUO LPAG art. 140.3). Raises ReglaIncumplida when it is closed already, or
    the day is before its fact or to come.
    """
    expediente = bloquear(plazo.expediente, version=version)
    plazo = Plazo.objects.select_for_update().get(pk=plazo.pk)
    if not plazo.esta_abierto or not plazo.accesorio:
        raise ReglaIncumplida("Ese plazo ya no corre.")
    if not dia_de(plazo.hecho_en) <= el <= dia_de(ahora):
        raise ReglaIncumplida(f"La fecha va del {dia_de(plazo.hecho_en):%d/%m/%Y} a hoy.")
    if cumplido:
        plazo.cumplido_en = ahora if el == dia_de(ahora) else a_mediodia(el)
        plazo.prueba = texto
    else:
        plazo.sin_efecto_en, plazo.sin_efecto_por = ahora, texto[:300]
    plazo.save(update_fields=["cumplido_en", "prueba", "sin_efecto_en", "sin_efecto_por"])
    como = f"cumplido el {el:%d/%m/%Y}" if cumplido else "queda sin efecto"
    anotar(
        expediente,
        Actuacion.Clase.PLAZO,
        f"{plazo.nombre}: {como}. {texto}",
        documento=plazo.documento,
        por=por,
        ahora=ahora,
    )
    return plazo
