"""What is done about agreements without anybody asking: warn in time, write the next due dates."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from cargos.models import Posicion, Usuario
from convenios import fotos
from convenios.acciones.compromiso import regenerar
from convenios.acciones.personas import de_la_posicion
from convenios.alertas import asuntos, lo_oye_la_jefatura
from convenios.asunto import Asunto
from convenios.estados import VIVOS
from convenios.models import (
    Alerta,
    Compromiso,
    ParametroAlertas,
    ParametroCumplimiento,
    RondaAlertas,
)
from convenios.plazos import ventana_de_aviso
from ocisys.base.avisos import avisar

JEFATURA = "067"


def extender_series(hoy: date) -> int:
    """Write the due dates that endless commitments gained since last time; returns how many."""
    sin_final = Compromiso.objects.filter(
        Q(convenio__etapa__in=sorted(VIVOS))
        | Q(instrumento__isnull=False, instrumento__termino_el=None),
        regla__cantidad=None,
        regla__fin=None,
    ).exclude(regla=None)
    sin_final = sin_final.vigentes(hoy)
    return sum(regenerar(compromiso, hoy=hoy)[0] for compromiso in sin_final)


def preparar_tablero(hoy: date) -> int:
    """Have the fotos of today and tomorrow taken before anybody asks; returns how many."""
    return fotos.preparar(hoy, ParametroCumplimiento.objects.en_vigor(hoy))


def dar_alertas(hoy: date) -> int:
    """Tell whoever answers what falls due, what is overdue and what must be decided.

    Each window warns once (`Alerta`); after the date, again every week until the fact closes it,
    unless somebody put it off with a reason. The head is told as well when it presses, and of what
    no post answers for. Returns how many matters were told.
    """
    reglas = ParametroAlertas.objects.en_vigor(hoy)
    dadas = set(Alerta.objects.values_list("clase", "clave", "ventana"))
    pospuestas = Alerta.objects.abiertas().filter(pospuesta_hasta__gt=hoy)
    calladas = set(pospuestas.values_list("clase", "clave"))
    vivos: set[tuple[str, str]] = set()
    n = 0
    for asunto in asuntos(hoy, reglas):
        vivos.add((asunto.clase, asunto.clave))
        ventana = ventana_de_aviso(asunto.dias, asunto.ventanas, repetir_cada=reglas.repetir_cada)
        if ventana is None or (asunto.clase, asunto.clave, ventana) in dadas:
            continue
        if (asunto.clase, asunto.clave) not in calladas:
            urge = lo_oye_la_jefatura(asunto, ventana, reglas)
            n += _dar(asunto, ventana, _destinatarios(asunto.cargo, urge, hoy), hoy)
    _cerrar_las_resueltas(vivos, hoy)
    ronda, _ = RondaAlertas.objects.get_or_create(dia=hoy)
    ronda.dadas += n
    ronda.save()
    return n


@transaction.atomic
def _dar(asunto: Asunto, ventana: int, personas: list[Usuario], hoy: date) -> bool:
    """Write the warning and its notices together; False if another worker was first."""
    campos = {
        "dada_el": hoy,
        "asunto": asunto.que[:200],
        "vence_el": asunto.vence_el(hoy),
        "enlace": asunto.enlace,
        "es_grave": asunto.grave,
        "cargo": asunto.cargo,
    }
    alerta, nueva = Alerta.objects.get_or_create(
        clase=asunto.clase, clave=asunto.clave, ventana=ventana, defaults=campos
    )
    if nueva:
        anteriores = Alerta.objects.abiertas().filter(clase=asunto.clase, clave=asunto.clave)
        anteriores.exclude(pk=alerta.pk).update(cerrada_el=hoy)
        nivel = "rojo" if asunto.grave else "atencion"
        alerta.avisos.set(
            avisar(
                persona,
                asunto=asunto.frase,
                cuerpo=asunto.detalle,
                enlace=asunto.enlace,
                nivel=nivel,
            )
            for persona in personas
        )
    return nueva


def _cerrar_las_resueltas(vivos: set[tuple[str, str]], hoy: date) -> None:
    """What is no longer a matter was settled by the fact itself."""
    abiertas = Alerta.objects.abiertas().values_list("pk", "clase", "clave")
    resueltas = [pk for pk, clase, clave in abiertas if (clase, clave) not in vivos]
    Alerta.objects.filter(pk__in=resueltas).update(cerrada_el=hoy, cerrada_por_hecho=True)


def _destinatarios(cargo: Posicion | None, urge: bool, hoy: date) -> list[Usuario]:
    """Whoever holds the post; the head too when it urges, and when nobody holds it."""
    personas = list(de_la_posicion(cargo.pk, hoy)) if cargo else []
    if urge or not personas:
        jefatura = Posicion.objects.filter(nro_orden=JEFATURA).values_list("pk", flat=True).first()
        personas += [j for j in de_la_posicion(jefatura, hoy) if j not in personas]
    return personas
