"""Observation and subsanación (TUO LPAG arts. 125, 126, 131.1).

All that is missing is said in one act, once. Meanwhile the expediente does not move and our clock
does not run. When the last requisite is cured the clock starts, from that day; the filing keeps
its date.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from cargos.models import Usuario, autoria
from ocisys.base.computo import calcular_plazo
from ocisys.base.plazos import Canal, PlazoInvalido
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.comun import actuar, bloquear, en_calidad, en_poder, fijar_vencimiento
from tramite.acciones.plazos import calcular_de, cumplir, dejar_sin_efecto, recalcular
from tramite.acciones.seguir_opinion import seguir
from tramite.estados import Estado, verificar
from tramite.models import (
    Actuacion,
    Expediente,
    Observacion,
    Plazo,
    RequisitoObservado,
    TerminoDistancia,
)

# At the counter and by electronic means the term is the same; the article is not.
REGLA_FISICA, REGLA_ELECTRONICA = "SUBS_FIS", "SUBS_ELEC"
REGLA_OBSERVAR = "OBS_ELEC"


@transaction.atomic
def observar(
    expediente: Expediente,
    *,
    requisitos: Sequence[str],
    por: Usuario,
    ahora: datetime,
    distancia: TerminoDistancia | None = None,
    version: int | None = None,
) -> Observacion:
    """Ask, once and all together, for what the filing lacks; our deadlines stop.

    `distancia` adds its days to the term of a party that is far (TUO LPAG art. 135).

    Raises ReglaIncumplida when it was observed before (art. 126.2), its state does not admit it,
    it is in other hands, or nothing is asked for.
    """
    expediente = bloquear(expediente, version=version)
    if not requisitos:
        raise ReglaIncumplida("Diga qué falta: una observación sin requisitos no obliga a nada.")
    comprobar_observar(expediente)
    por = en_calidad(por, en_poder(expediente, por=por))
    por_que = "Observado: el plazo no corre hasta que se subsane (TUO LPAG art. 125.3)"
    dejar_sin_efecto(expediente, por_que=por_que, ahora=ahora, todos=False)
    regla = REGLA_FISICA if expediente.canal == Canal.FISICO else REGLA_ELECTRONICA
    plazo = calcular_de(
        regla,
        expediente,
        desde=ahora,
        por=por,
        ahora=ahora,
        distancia=distancia.dias if distancia else 0,
    )
    observacion = Observacion.objects.create(
        expediente=expediente, plazo=plazo, **autoria(por, ahora)
    )
    RequisitoObservado.objects.bulk_create(
        RequisitoObservado(observacion=observacion, orden=n, texto=texto)
        for n, texto in enumerate(requisitos, start=1)
    )
    actuar(
        expediente,
        Actuacion.Clase.OBSERVACION,
        a=Estado.OBSERVADO,
        texto="Falta: " + "; ".join(requisitos)[:980],
        por=por,
        ahora=ahora,
        distancia=f"{distancia}. {distancia.norma}" if distancia else "",
    )
    fijar_vencimiento(expediente, None)
    seguir(expediente, "Se pidió lo que faltaba", por=por, ahora=ahora)
    return observacion


def fuera_de_plazo_para_observar(expediente: Expediente, hoy: date) -> str:
    """That the two days for observing what came by electronic means have passed, as a sentence.

    "" while they run, or for what came on paper. It warns and does not forbid: a defect that could
    not be seen then is observed all the same (TUO LPAG art. 125.5).
    """
    if expediente.canal == Canal.FISICO:
        return ""
    try:
        cuenta = calcular_plazo(REGLA_OBSERVAR, expediente.presentado_en, canal=expediente.canal)
    except PlazoInvalido:
        return ""
    if hoy <= cuenta.vence_el:
        return ""
    return (
        f"Los dos días hábiles para observar lo que llegó por medio electrónico vencieron el "
        f"{cuenta.vence_el:%d/%m/%Y} (TUO LPAG art. 125.6): sólo cabe lo que entonces no podía "
        "advertirse (art. 125.5)."
    )


def comprobar_observar(expediente: Expediente) -> None:
    """Raise ReglaIncumplida if it was observed before, or its state does not admit it.

    What was not cured of the first one is still asked for.
    """
    if not Observacion.objects.filter(expediente=expediente).exists():
        return verificar(expediente.estado, Estado.OBSERVADO)
    faltan = expediente.observacion.requisitos.filter(subsanado_en=None)
    siguen = "; ".join(faltan.values_list("texto", flat=True))
    raise ReglaIncumplida(
        "Este expediente ya fue observado una vez: no cabe otra ronda de observaciones."
        + (f" De la primera sigue pedido: {siguen}." if siguen else ""),
        norma="TUO LPAG arts. 126.2 y 126.3",
    )


def comprobar_subsanar(expediente: Expediente) -> None:
    """Raise ReglaIncumplida when nothing is asked for, or all of it came already."""
    if expediente.estado != Estado.OBSERVADO:
        raise ReglaIncumplida(
            f"No hay nada que subsanar: el expediente está «{expediente.get_estado_display()}»."
        )


@transaction.atomic
def subsanar(
    expediente: Expediente,
    *,
    cumplidos: Collection[RequisitoObservado],
    por: Usuario,
    ahora: datetime,
    version: int | None = None,
) -> Actuacion:
    """Receive what cures some of the requisites; with the last one our clock starts (131.1).

    The others stay asked for in the same observation. Raises ReglaIncumplida when it is not
    observed, or a requisite is not one of the pending ones.
    """
    expediente = bloquear(expediente, version=version)
    comprobar_subsanar(expediente)
    pendientes = {r.pk: r for r in expediente.observacion.requisitos.filter(subsanado_en=None)}
    elegidos = [pendientes[r.pk] for r in cumplidos if r.pk in pendientes]
    if not elegidos:
        raise ReglaIncumplida("Marque qué requisito se subsana: ninguno de ésos está pendiente.")
    for requisito in elegidos:
        requisito.subsanado_en, requisito.subsanado_por = ahora, por
        requisito.save(update_fields=["subsanado_en", "subsanado_por"])
    completo = len(elegidos) == len(pendientes)
    texto = "Subsana: " + "; ".join(r.texto for r in elegidos)[:980]
    destino = Estado.SUBSANADO if completo else Estado.OBSERVADO
    acto = actuar(
        expediente, Actuacion.Clase.SUBSANACION, a=destino, texto=texto, por=por, ahora=ahora
    )
    if completo:
        cumplir(expediente, ahora=ahora)
        recalcular(expediente, desde=ahora, por=por, ahora=ahora)
    seguir(expediente, "Se recibió lo que faltaba", por=por, ahora=ahora)
    return acto


@transaction.atomic
def tener_por_no_presentado(
    expediente: Expediente,
    *,
    texto: str,
    por: Usuario,
    ahora: datetime,
    version: int | None = None,
) -> Actuacion:
    """The term passed without the cure: it counts as never filed and its papers go back (125.4).

    Raises ReglaIncumplida before the term ends.
    """
    expediente = bloquear(expediente, version=version)
    verificar(expediente.estado, Estado.NO_PRESENTADO)
    por = en_calidad(por, en_poder(expediente, por=por))
    vence = vence_la_subsanacion(expediente)
    if vence is not None and timezone.localdate(ahora) <= vence:
        raise ReglaIncumplida(
            f"El plazo para subsanar corre hasta el {vence:%d/%m/%Y}.",
            norma="TUO LPAG arts. 125.1 y 125.4",
        )
    dejar_sin_efecto(expediente, por_que="Tenido por no presentado", ahora=ahora)
    return actuar(
        expediente,
        Actuacion.Clase.NO_PRESENTADO,
        a=Estado.NO_PRESENTADO,
        texto=texto,
        por=por,
        ahora=ahora,
    )


def vence_la_subsanacion(expediente: Expediente) -> date | None:
    """Last day to cure, None if no rule gave one."""
    plazo = expediente.observacion.plazo
    while plazo is not None and (nuevo := Plazo.objects.filter(reemplaza=plazo).first()):
        plazo = nuevo  # the calendar moved it
    return plazo.vence_el if plazo else None
