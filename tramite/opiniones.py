"""What stands beside an opinion: what is known of the applicant, its twin, and its own words."""

from dataclasses import dataclass, field

from django.db.models import Case, IntegerField, Value, When

from cargos.models import Usuario
from convenios.models import Convenio
from tramite.estados_opinion import EMITIDAS, Cumple
from tramite.models import Acceso, Expediente, Opinion, RequisitoObservado, RequisitoOpinion
from tramite.models.opinion import OpinionQuerySet

CUANTOS = 8


@dataclass(frozen=True)
class AntecedentesDeOpinion:
    """What the office knows of the same applicant."""

    opiniones: list[Opinion] = field(default_factory=list)
    convenios: list[Convenio] = field(default_factory=list)
    observaciones: list[RequisitoObservado] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.opiniones or self.convenios or self.observaciones)


def antecedentes_de(opinion: Opinion, *, usuario: Usuario) -> AntecedentesDeOpinion:
    """Earlier opinions, agreements and observations of the applicant; at most three queries.

    Only what this person may know of.
    """
    otras = _del_mismo(opinion, Opinion.objects.visibles_para(usuario)).para_lista()[:CUANTOS]
    observados = RequisitoObservado.objects.filter(
        observacion__expediente__in=Expediente.objects.visibles_para(usuario).filter(
            remitente=opinion.expediente.remitente_id
        )
    ).exclude(observacion__expediente=opinion.expediente_id)
    convenios: list[Convenio] = []
    if opinion.organizacion_id is not None:
        suyos = Convenio.objects.visibles_para(usuario).filter(
            partes__organizacion=opinion.organizacion_id
        )
        convenios = list(suyos.order_by("-pk")[:CUANTOS])
    return AntecedentesDeOpinion(
        list(otras),
        convenios,
        list(observados.select_related("observacion__expediente").order_by("-pk")[:CUANTOS]),
    )


def _del_mismo(opinion: Opinion, filas: OpinionQuerySet) -> OpinionQuerySet:
    """Other opinions on the same organisation: by its record, or by its name as written."""
    filas = filas.exclude(pk=opinion.pk)
    if opinion.organizacion_id is not None:
        return filas.filter(organizacion=opinion.organizacion_id)
    return filas.filter(solicitante__iexact=opinion.solicitante)


@dataclass(frozen=True)
class Diferencia:
    """One thing in which the opinion and its twin differ."""

    que: str
    antes: str
    ahora: str


@dataclass(frozen=True)
class Gemela:
    """The last reasoned opinion that is most like this one, and in what they differ."""

    opinion: Opinion
    diferencias: list[Diferencia]
    es_del_mismo: bool


def gemela_de(opinion: Opinion, *, usuario: Usuario) -> Gemela | None:
    """Its twin: issued and reasoned, of the same kind; on the same applicant if there is one.

    Six queries at most, whatever there is.
    """
    filas = Opinion.objects.visibles_para(usuario).filter(
        tipo=opinion.tipo, estado__in=sorted(EMITIDAS)
    )
    propias = _del_mismo(opinion, filas).values("pk")
    cercania = Case(
        When(pk__in=propias, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    otra = (
        filas.exclude(pk=opinion.pk)
        .annotate(cercania=cercania)
        .order_by("cercania", "-salida__firmado_en")
        .select_related("expediente", "salida__tipo")
        .first()
    )
    if otra is None:
        return None
    return Gemela(otra, _diferencias(otra, opinion), otra.cercania == 0)


def _diferencias(antes: Opinion, ahora: Opinion) -> list[Diferencia]:
    viejo, nuevo = _en_palabras(antes), _en_palabras(ahora)
    return [
        Diferencia(que, viejo.get(que, ""), nuevo.get(que, ""))
        for que in dict.fromkeys([*nuevo, *viejo])
        if viejo.get(que, "") != nuevo.get(que, "")
    ]


def _en_palabras(o: Opinion) -> dict[str, str]:
    """All that is compared, as it is read."""
    datos = {
        "Organización": o.solicitante,
        "Sentido": o.get_sentido_display() if o.sentido else "",
        "Intervención": o.intervencion,
        "Ámbito": o.ambito,
        "Población": o.poblacion,
        "Fuente": o.fuente,
        "Monto": monto(o),
        "Inicio": f"{o.desde:%d/%m/%Y}" if o.desde else "",
        "Fin": f"{o.hasta:%d/%m/%Y}" if o.hasta else "",
        "Registro en APCI": o.registro_apci,
        "Política, eje u ODS": o.alineamiento,
        "Vigencia": o.vigencia,
    }
    datos |= {f"Requisito: {r.texto}": r.get_cumple_display() for r in o.requisitos.all()}
    return datos | {f"Cuestión: {c.texto}": c.fundamento for c in o.cuestiones.all()}


def monto(o: Opinion) -> str:
    """`USD 120,000.00`, or "" without one."""
    return f"{o.moneda} {o.monto:,.2f}" if o.monto is not None else ""


def valores_de_opinion(expediente: Expediente) -> dict[str, str]:
    """The merge fields of its opinion; empty when it has none."""
    o = Opinion.objects.filter(expediente=expediente).first()
    if o is None:
        return {}
    anteriores = _del_mismo(o, Opinion.objects.emitidas()).filter(expediente__acceso=Acceso.OFICINA)
    return {
        "opinion_tipo": o.get_tipo_display(),
        "opinion_solicitante": o.solicitante,
        "opinion_intervencion": _intervencion(o),
        "opinion_antecedentes": _anteriores(anteriores.para_lista()[:CUANTOS]),
        "opinion_requisitos": _requisitos(o),
        "opinion_analisis": "\n\n".join(
            f"{c.orden}. {c.texto}\n\n{c.fundamento}" for c in o.cuestiones.all()
        ),
        "opinion_sentido": _sentido(o),
    }


def _intervencion(o: Opinion) -> str:
    partes = (
        ("Intervención", o.intervencion),
        ("Ámbito", o.ambito),
        ("Población", o.poblacion),
        ("Fuente cooperante", o.fuente),
        ("Monto", monto(o)),
        ("Alineamiento", o.alineamiento),
    )
    return "\n".join(f"- {que}: {valor}" for que, valor in partes if valor) or (
        "- El pedido no se refiere a una intervención en particular."
    )


def _anteriores(filas: OpinionQuerySet) -> str:
    if not filas:
        return "La oficina no ha emitido antes una opinión sobre la organización."
    lineas = [
        f"- {o.salida}: {o.get_tipo_display()}, {o.get_sentido_display().lower()}"
        f" ({o.salida.firmado_en:%d/%m/%Y})."
        for o in filas
        if o.salida is not None
    ]
    return "Opiniones anteriores sobre la organización:\n\n" + "\n".join(lineas)


def _requisitos(o: Opinion) -> str:
    filas = list(o.requisitos.all())
    if not filas:
        return "El pedido no tiene requisitos que revisar."
    return "\n".join(f"- {r.texto}: {_hallado(r)}." for r in filas)


def _hallado(r: RequisitoOpinion) -> str:
    folio = f" (folio {r.folio})" if r.folio else ""
    nota = f"; {r.observacion}" if r.observacion else ""
    return f"{Cumple(r.cumple).label.lower()}{folio}{nota}"


def _sentido(o: Opinion) -> str:
    if not o.sentido:
        return ""
    frase = f"La oficina emite opinión en sentido {o.get_sentido_display().lower()}."
    if o.sentido == "no_compete":
        frase = "Lo pedido no es competencia de la oficina."
    return f"{frase} Vigencia: {o.vigencia}." if o.vigencia else frase


def lo_que_falta(expediente: Expediente) -> str:
    """The requisites of its opinion that were found missing, one a line; "" without any."""
    filas = RequisitoOpinion.objects.filter(opinion__expediente=expediente, cumple=Cumple.NO)
    return "\n".join(f"{r.texto}: {r.observacion}" if r.observacion else r.texto for r in filas)
