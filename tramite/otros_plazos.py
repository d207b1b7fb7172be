"""Deadlines beside the one of the procedure: which may be opened, and the one of forwarding.

Which ones a procedure brings is data of its row (`Procedimiento.otros_plazos`); how long each one
is, and what happens when it ends, is the rule's. Those that an act of its own opens (an
observation, a dispatch, a wait) are not offered: they are born with that act.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db.models import Q

from cargos.models import Usuario
from ocisys.base.computo import calcular_plazo, regla_vigente
from ocisys.base.models import ReglaPlazo
from ocisys.base.plazos import PlazoInvalido
from tramite.acciones.comun import dia_de
from tramite.acciones.esperar import REQUERIDO
from tramite.acciones.observar import REGLA_ELECTRONICA, REGLA_FISICA, REGLA_OBSERVAR
from tramite.acciones.opiniones import DEVOLVER
from tramite.acciones.plazos import campos_de
from tramite.acciones.terminar import ABANDONO
from tramite.estados import Estado
from tramite.models import Expediente, Plantilla, Plazo, Procedimiento, Relacion
from tramite.models.movimiento import A_OTRO
from tramite.models.observacion import RequisitoObservado
from tramite.models.plazo import DE_DESPACHO, RECURRIR

DE_SU_ACTO = (
    *DE_DESPACHO,
    REGLA_FISICA,
    REGLA_ELECTRONICA,
    REGLA_OBSERVAR,
    REQUERIDO,
    DEVOLVER,
    ABANDONO,
)
"""Rules whose deadline is born with an act of its own."""


def reglas_que_se_anotan(
    expediente: Expediente, hoy: date
) -> tuple[list[ReglaPlazo], list[ReglaPlazo]]:
    """Rules of `hoy` that may be opened by hand: those of its procedure, and the rest.

    Two queries. The term of a procedure is not among them: it is given by classifying.
    """
    de_procedimientos: set[str] = set()
    filas = Procedimiento.objects.values_list("regla_plazo", "regla_derivar", "regla_encauzar")
    for codigos in filas:
        de_procedimientos.update(codigos)
    suyas = list(expediente.procedimiento.otros_plazos) if expediente.procedimiento else []
    vigentes = ReglaPlazo.objects.vigentes(hoy).select_related("norma").order_by("nombre")
    propias = [r for r in vigentes if r.codigo in suyas]
    de_otros = de_procedimientos.union(DE_SU_ACTO, suyas)
    return propias, [r for r in vigentes if r.codigo not in de_otros]


def por_abrir(expediente: Expediente, plazos: Iterable[Plazo], hoy: date) -> list[ReglaPlazo]:
    """Rules that its procedure brings and that were not opened yet; at most one query."""
    procedimiento = expediente.procedimiento
    abiertas = {p.regla for p in plazos if p.sin_efecto_en is None}
    faltan = set(procedimiento.otros_plazos) - abiertas if procedimiento else set()
    if not faltan or not expediente.esta_abierto:
        return []
    return list(ReglaPlazo.objects.vigentes(hoy).filter(codigo__in=faltan).order_by("nombre"))


def plazo_de_derivar(expediente: Expediente) -> Plazo | None:
    """The deadline of sending it to whoever decides, never saved: the register itself tells it.

    Its rule is that of the procedure (TUO LPAG art. 132.1; DS 007-2024-JUS art. 19.1). What is
    addressed to the post that registers it is there from the start. None while it is observed,
    when it may not be sent on (art. 125.3), and then it counts from the subsanación; or without a
    rule in force that day.
    """
    salio = (
        expediente.movimientos.filter(A_OTRO).order_by("en").values_list("en", flat=True).first()
    )
    if salio is None and expediente.estado in (Estado.OBSERVADO, Estado.NO_PRESENTADO):
        return None
    procedimiento = expediente.procedimiento
    codigo = procedimiento.regla_derivar if procedimiento else DERIVAR
    curado = RequisitoObservado.objects.subsanado_en(expediente)
    espero = curado is not None and (salio is None or salio >= curado)
    desde = curado if curado and espero else expediente.presentado_en
    try:
        cuenta = calcular_plazo(
            codigo,
            desde,
            canal=expediente.canal,
            materia=procedimiento.materia if procedimiento else "general",
            sede=expediente.sede,
        )
        obligado = regla_vigente(codigo, dia_de(desde)).obligado
    except PlazoInvalido:
        return None
    en_su_sitio = expediente.destinatario_id == expediente.por_posicion_id
    return Plazo(
        expediente=expediente,
        obligado=obligado,
        accesorio=True,
        cumplido_en=expediente.en if en_su_sitio else salio,
        prueba="Lo registró el propio cargo" if en_su_sitio else "Hoja de ruta" if salio else "",
        **campos_de(cuenta, desde),
    )


def desde_que_hecho(plazo: Plazo, hecho: str, curado: datetime | None) -> str:
    """From what a deadline counts, in words; `hecho` is what its rule says.

    `curado`: when all that was missing came, if something was.
    """
    if curado is None or plazo.hecho_en != curado:
        return hecho
    return (
        f"la subsanación, el {dia_de(curado):%d/%m/%Y} (TUO LPAG art. 131.1); la fecha de "
        f"presentación sigue siendo el {plazo.expediente.presentado_el:%d/%m/%Y} (art. 126.1)"
    )


DERIVAR = "DERIVAR"
"""Rule of forwarding what has no procedure yet."""


def lo_que_pide_la_ley(expediente: Expediente, plantilla: Plantilla) -> tuple[str, str] | None:
    """What the text must say, and the article; None when the law asks nothing of that kind.

    A report cites by folio and does not tell the file again; what decides a request that may be
    challenged says how, before whom and until when.
    """
    if plantilla.diseno == Plantilla.Diseno.INFORME:
        return (
            "Fundamente en forma sucinta, concluya sobre cada cuestión y cite por su folio: no "
            "repita lo que ya obra en el expediente.",
            "TUO LPAG art. 173",
        )
    procedimiento = expediente.procedimiento
    if plantilla.se_notifica and procedimiento and RECURRIR in procedimiento.otros_plazos:
        return (
            "Si resuelve lo pedido, diga qué recursos caben, ante quién y en qué plazo.",
            "TUO LPAG arts. 24.1.6 y 207.2",
        )
    return None


def efectos_de(plazos: Iterable[Plazo]) -> dict[str, tuple[str, str]]:
    """Of the code of each deadline, from what fact it counts and what happens when it ends.

    One query: the rule in force at the fact of each one, which is what the deadline was made of.
    """
    condicion = Q(pk__in=[])
    for p in plazos:
        dia = dia_de(p.hecho_en)
        condicion |= Q(codigo=p.regla, vigente_desde__lte=dia) & (
            Q(vigente_hasta=None) | Q(vigente_hasta__gte=dia)
        )
    filas = ReglaPlazo.objects.filter(condicion, activa=True)
    return {codigo: (h, e) for codigo, h, e in filas.values_list("codigo", "hecho", "efecto")}


def con_su_hecho(expediente: Expediente, plazos: Collection[Plazo]) -> list[tuple[Plazo, str, str]]:
    """Each deadline, from what fact it counts and what happens when it ends; two queries."""
    efectos = efectos_de(plazos)
    curado = RequisitoObservado.objects.subsanado_en(expediente)
    dichos = ((p, *efectos.get(p.regla, ("", ""))) for p in plazos)
    return [(p, desde_que_hecho(p, hecho, curado), efecto) for p, hecho, efecto in dichos]


def quien_lo_tenia(expediente: Expediente, plazos: Iterable[Plazo], hoy: date) -> dict[int, str]:
    """Of the key of each deadline of ours that ended unmet, the post that had the expediente then.

    The delay is of whoever held it (TUO LPAG art. 143). One query, and none when nothing ended.
    """
    tarde = {
        p.pk: p.vence_el
        for p in plazos
        if p.es_nuestro and not p.sin_efecto_en and (p.cumplido_el or hoy) > p.vence_el
    }
    if not tarde:
        return {}
    pases = list(
        expediente.movimientos.titulares().order_by("en", "pk").values_list("en", "para__nro_orden")
    )
    return {
        clave: [nro for en, nro in pases if dia_de(en) <= vence][-1]
        for clave, vence in tarde.items()
        if dia_de(pases[0][0]) <= vence
    }


def recurso_a_tiempo(expediente: Expediente, usuario: Usuario) -> tuple[bool, Plazo] | None:
    """Of one that challenges what another resolved: whether it was filed in time, and the term.

    None when it challenges nothing that `usuario` may know of, or nobody knows when that was
    notified.
    """
    suyas = Relacion.objects.visibles_para(usuario).filter(expediente=expediente)
    impugnados = suyas.filter(tipo=Relacion.Tipo.IMPUGNA).values("con")
    plazos = Plazo.objects.filter(regla=RECURRIR, expediente__in=impugnados, sin_efecto_en=None)
    plazo = plazos.select_related("expediente").order_by("-pk").first()
    return (expediente.presentado_el <= plazo.vence_el, plazo) if plazo else None
