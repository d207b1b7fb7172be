"""What the ficha of an agreement and of an obligation show, and which acts they offer to whom."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse

from cargos.models import Usuario
from cargos.permisos import Permiso
from convenios.alineamiento import lineas_de
from convenios.cifras import Fila, Merito, cumplimiento, porcentaje
from convenios.estados import (
    TRANSICIONES,
    TRANSICIONES_OCURRENCIA,
    EstadoOcurrencia,
    Etapa,
)
from convenios.models import (
    Clausula,
    Compromiso,
    Convenio,
    Documento,
    Evaluacion,
    Hito,
    Lado,
    Materia,
    Ocurrencia,
    ParametroCumplimiento,
    Recomendacion,
    Requerimiento,
    materias_esperadas,
)
from convenios.perfeccionamiento import Reloj, reloj
from convenios.semaforo import semaforo_convenio
from convenios.simulacion import HORIZONTE, merito_de, si_nada_cambia, si_se_validan
from convenios.situacion import situaciones

SIMULA_HASTA = 90
"""Obligations that fall due within so many days can be chosen in «¿Y si…?»."""

E = EstadoOcurrencia
REQUERIMIENTOS = 8


def ficha_convenio(convenio: Convenio, usuario: Usuario, hoy: date) -> dict[str, Any]:
    """One agreement with all that hangs from it; queries do not grow with its commitments."""
    p = ParametroCumplimiento.objects.en_vigor(hoy)
    siguientes = Ocurrencia.objects.al(hoy).sin_cumplir().siguiente_de_cada_compromiso()
    compromisos = (
        Compromiso.objects.visibles_para(usuario)
        .filter(convenio=convenio)
        .con_todo()
        .annotate(con_fechas=Exists(Ocurrencia.objects.filter(compromiso=OuterRef("pk"))))
        .prefetch_related(Prefetch("ocurrencias", siguientes, to_attr="siguientes"))
    )
    return {
        "convenio": convenio,
        "s": situaciones([convenio], al=hoy, p=p)[0],
        "p": p,
        **_por_lado(list(compromisos), {c.pk for c in compromisos.vigentes(hoy)}),
        "partes": convenio.partes.select_related("organizacion__sucedida_por").prefetch_related(
            "firmas"
        ),
        "sellado": convenio.tiene_documento_firmado,
        "materias": materias_de(convenio, convenio.clausulas.filter(adenda=None)),
        "hitos": convenio.hitos.select_related(
            "parte__organizacion", "registrado_por__persona", "elegido_por__persona"
        ).order_by("tipo", "parte", "-elegido", "fecha", "pk"),
        "evaluaciones": evaluaciones_de(convenio),
        "reloj": reloj_de(convenio, hoy),
        "clasificaciones": convenio.clasificaciones.all(),
        "lineas": lineas_de(convenio, hoy),
        "erratas": convenio.erratas.select_related("por__persona"),
        "documentos": convenio.documentos.select_related(
            "archivo", "subido_por__persona", "adenda"
        ),
        "decisiones": convenio.decisiones.select_related("por__persona"),
        "transiciones": convenio.transiciones.select_related("por__persona"),
        "requerimientos": [
            (r, r.situacion_al(hoy))
            for r in Requerimiento.objects.filter(convenio=convenio)
            .para_lista(hoy)
            .order_by("-responder_hasta", "-pk")[:REQUERIMIENTOS]
        ],
        "instrumentos": convenio.instrumentos.all(),
        "recomendaciones": Recomendacion.objects.visibles_para(usuario)
        .filter(acciones__in=convenio.acciones.filter(anulado_en=None))
        .distinct(),
        "puede_requerir": usuario.puede(Permiso.COMPROMISO_REPORTAR),
        "puede_editar": puede_editar(convenio, usuario),
        "hay_siguiente": bool(TRANSICIONES[Etapa(convenio.etapa)]),
    }


def evaluaciones_de(convenio: Convenio) -> QuerySet[Evaluacion]:
    """Its evaluations with their paper and the results they cite; two queries."""
    return convenio.evaluaciones.select_related("documento").prefetch_related("resultados")


def reloj_de(convenio: Convenio, al: date) -> Reloj | None:
    """Where its perfeccionamiento stands on `al`; None if it does not need one, or the way is not
    known. Reads `hitos`: prefetch them for a list."""
    firma = convenio.fecha_suscripcion
    if not convenio.requiere_perfeccionamiento or firma is None:
        return None
    hechos = {h.tipo: h.fecha for h in convenio.hitos.all() if h.elegido and h.parte_id is None}
    return reloj(convenio.via_perfeccionamiento, firma, hechos, al)


def en_perfeccionamiento(usuario: Usuario, al: date) -> list[tuple[Convenio, Reloj | None]]:
    """What was signed by `al`, needs to be perfected and is not in force, the oldest first."""
    vigor = Hito.objects.filter(convenio=OuterRef("pk"), tipo="vigor", elegido=True, fecha__lte=al)
    filas = (
        Convenio.objects.visibles_para(usuario)
        .en_curso(al)
        .filter(~Exists(vigor), requiere_perfeccionamiento=True)
        .prefetch_related("hitos")
        .order_by("fecha_suscripcion", "pk")
    )
    return [(c, reloj_de(c, al)) for c in filas]


def _por_lado(compromisos: list[Compromiso], vigentes: set[int]) -> dict[str, Any]:
    """Ours and theirs apart, never mixed; what an adenda changed or ended, in a list of its own."""
    rigen = [c for c in compromisos if c.pk in vigentes]
    lados = [
        ("Lo que debe el Sector", [c for c in rigen if c.lado == Lado.SECTOR]),
        ("Lo que debe la contraparte", [c for c in rigen if c.lado == Lado.CONTRAPARTE]),
    ]
    return {
        "lados_compromisos": lados if compromisos else [],
        "sustituidos": [c for c in compromisos if c.pk not in vigentes],
    }


def materias_de(
    convenio: Convenio, clausulas: Iterable[Clausula]
) -> list[tuple[Materia, list[Clausula]]]:
    """What its kind of instrument usually says, each with the clauses that say it (or none)."""
    esperadas = materias_esperadas(convenio.tipo).materias
    por_materia: dict[Materia, list[Clausula]] = {m: [] for m in esperadas}
    for clausula in clausulas:
        por_materia.setdefault(Materia(clausula.materia), []).append(clausula)
    return list(por_materia.items())


def papeles_con_clausulas(convenio: Convenio) -> QuerySet[Documento]:
    """The signed papers of a convenio: its own, and those of an adenda that is said."""
    firmado = Q(clase=Documento.Clase.FIRMADO, adenda=None)
    de_adenda = Q(clase=Documento.Clase.ADENDA, adenda__isnull=False)
    return convenio.documentos.filter(firmado | de_adenda).select_related("archivo", "adenda")


def ficha_clausulas(convenio: Convenio, usuario: Usuario) -> dict[str, Any]:
    """The text of a convenio and its adendas, with the commitments that cite each clause."""
    filas = convenio.clausulas.select_related("adenda", "documento", "convenio")
    clausulas = list(filas.prefetch_related("compromisos"))
    del_convenio = [c for c in clausulas if c.adenda_id is None]
    edita = puede_editar(convenio, usuario)
    return {
        "convenio": convenio,
        "clausulas": clausulas,
        "materias": materias_de(convenio, del_convenio),
        "esperadas": materias_esperadas(convenio.tipo),
        "sellado": convenio.tiene_documento_firmado,
        "papeles": papeles_con_clausulas(convenio) if edita else [],
        "puede_editar": edita,
    }


def ficha_decision(convenio: Convenio, hoy: date) -> dict[str, Any]:
    """What whoever decides on a renewal has to look at (needs `con_fin`)."""
    limite = convenio.decidir_antes_de
    p = ParametroCumplimiento.objects.en_vigor(hoy)
    fila = Convenio.objects.filter(pk=convenio.pk).con_fin(hoy).con_decision(hoy)
    return {
        "convenio": convenio,
        "dias": (limite - hoy).days if limite else None,
        "s": situaciones(fila, al=hoy, p=p)[0],
        "evaluaciones": evaluaciones_de(convenio),
        "evaluacion": convenio.hitos.filter(tipo="evaluacion", elegido=True).last(),
        "decisiones": convenio.decisiones.select_related("por__persona"),
    }


def puede_editar(convenio: Convenio, usuario: Usuario) -> bool:
    """Whether this person corrects that agreement; asks the database."""
    if not usuario.puede(Permiso.CONVENIO_EDITAR):
        return False
    return Convenio.objects.editables_para(usuario).filter(pk=convenio.pk).exists()


def ficha_ocurrencia(o: Ocurrencia, usuario: Usuario, hoy: date) -> dict[str, Any]:
    """One due date with its history and evidence, and the acts open to this person."""
    siguientes = TRANSICIONES_OCURRENCIA[E(o.estado)]
    reporta = usuario.puede(Permiso.COMPROMISO_REPORTAR) and (
        Ocurrencia.objects.reportables_para(usuario).filter(pk=o.pk).exists()
    )
    edita = usuario.puede(Permiso.CONVENIO_EDITAR) and (
        Ocurrencia.objects.editables_para(usuario).filter(pk=o.pk).exists()
    )
    return {
        "o": o,
        "dia": hoy,
        "seguimientos": o.seguimientos.select_related("por__persona"),
        "evidencias": o.evidencias.select_related(
            "presentada_por__persona", "revisada_por__persona"
        ),
        "puede_reportar": reporta and E.REPORTADO in siguientes,
        "puede_anotar": reporta and E.EN_PROCESO in siguientes,
        "puede_revisar": usuario.puede(Permiso.EVIDENCIA_VALIDAR) and E.CUMPLIDO in siguientes,
        "es_propia": o.reportada_por_id == usuario.pk,
        "puede_cerrar": edita and E.EXONERADO in siguientes,
        "pedir_en": _donde_se_pide(o.compromiso)
        if usuario.puede(Permiso.COMPROMISO_REPORTAR) and E.REPORTADO in siguientes
        else "",
        "siguiente": getattr(o, "prorrogada_a", None),
        **_de_fuera(o, usuario),
    }


def _donde_se_pide(compromiso: Compromiso) -> str:
    """Where what that commitment needs is asked of a unit; "" for what a meeting agreed."""
    if compromiso.convenio is not None:
        return reverse("convenios:requerimiento_nuevo", args=[compromiso.convenio.codigo])
    if compromiso.instrumento_id is not None:
        return reverse("convenios:requerimiento_internacional", args=[compromiso.instrumento_id])
    return ""


def _de_fuera(o: Ocurrencia, usuario: Usuario) -> dict[str, Any]:
    """Which date the body confirmed, for what comes from an international instrument."""
    if o.compromiso.instrumento_id is None:
        return {"confirmaciones": [], "puede_confirmar": False}
    abierta = E.SIN_EFECTO in TRANSICIONES_OCURRENCIA[E(o.estado)]
    return {
        "confirmaciones": o.confirmaciones.select_related("por__persona"),
        "puede_confirmar": abierta and usuario.puede(Permiso.INTERNACIONAL_EDITAR),
    }


def ficha_simulacion(convenio: Convenio, elegidas: Iterable[str], hoy: date) -> dict[str, Any]:
    """What the figure and the colour of a convenio would be: three queries besides its own.

    Offers our obligations without a validated fulfilment that are due or fall due soon; `elegidas`
    are their numbers as they came in the address, and what is not a number of one is ignored.
    """
    p = ParametroCumplimiento.objects.en_vigor(hoy)
    nuestras = (
        Ocurrencia.objects.filter(compromiso__convenio=convenio)
        .filter(compromiso__obligado__lado=Lado.SECTOR)
        .al(hoy)
        .con_todo()
    )
    filas = {o.pk: _fila(o) for o in nuestras}
    ofrecidas = [
        o
        for o in nuestras
        if filas[o.pk].merito in (Merito.NINGUNO, Merito.PARCIAL)
        and o.fecha_exigible <= hoy + timedelta(days=SIMULA_HASTA)
    ]
    pedidas = {o.pk for o in ofrecidas if str(o.pk) in set(elegidas)}
    s = situaciones([convenio], al=hoy, p=p)[0]
    sumas = si_se_validan(filas, pedidas, hoy, p)
    return {
        "convenio": convenio,
        "dia": hoy,
        "s": s,
        "ofrecidas": ofrecidas,
        "pedidas": pedidas,
        "cifra": porcentaje(cumplimiento(sumas)),
        "semaforo": semaforo_convenio(replace(s.hechos, sumas=sumas), p),
        "giro": si_nada_cambia(filas.values(), s.hechos, hoy, p),
        "horizonte": hoy + HORIZONTE,
        "exigibles": sumas.exigibles,
    }


def _fila(o: Ocurrencia) -> Fila:
    """An ocurrencia read with `al(…)` as the pure figures want it."""
    return Fila(
        peso=o.compromiso.peso,
        vence_el=o.fecha_exigible,
        merito=merito_de(o.estado_visto),
        avance=getattr(o, "avance_al", o.avance),
        cumplida_el=o.cumplida_vista,
        criticidad=o.compromiso.criticidad,
    )
