"""Copying the clauses of an instrument, and who signed it."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max

from cargos.models import Usuario
from convenios.acciones.copia import (
    clausula_corregida,
    clausula_retirada,
    dejar_errata,
    esta_sellada,
)
from convenios.models import Clausula, Convenio, Documento, Firma
from ocisys.base.reglas import ReglaIncumplida


@transaction.atomic
def guardar_clausula(clausula: Clausula) -> Clausula:
    """Copy a clause, after the last one."""
    convenio = Convenio.objects.select_for_update(of=("self",)).get(pk=clausula.convenio_id)
    ultima = convenio.clausulas.aggregate(n=Max("orden"))["n"] or 0
    clausula.orden = ultima + 1
    clausula.save(force_insert=True)
    return clausula


def numeros_copiados(documento: Documento) -> set[str]:
    """In capitals, the clauses already copied of the instrument of that paper."""
    suyas = Clausula.objects.filter(convenio=documento.convenio_id, adenda=documento.adenda_id)
    return {n.upper() for n in suyas.values_list("numero", flat=True)}


@transaction.atomic
def copiar_clausulas(documento: Documento, clausulas: Iterable[Clausula]) -> int:
    """Copy several clauses of a paper, in their order; returns how many. Raises `ReglaIncumplida`
    if one of them was copied meanwhile."""
    convenio = Convenio.objects.select_for_update(of=("self",)).get(pk=documento.convenio_id)
    ya = numeros_copiados(documento)
    copiadas = 0
    for clausula in clausulas:
        if clausula.numero.upper() in ya:
            raise ReglaIncumplida(f"La cláusula {clausula.numero} ya está copiada: corríjala.")
        clausula.convenio, clausula.documento = convenio, documento
        clausula.adenda = documento.adenda
        guardar_clausula(clausula)
        copiadas += 1
    return copiadas


@transaction.atomic
def corregir_clausula(clausula: Clausula, *, por: Usuario, errata: str = "") -> Clausula:
    """Save a clause as the paper says it; every version stays in the audit table.

    Of a sealed paper, words already copied change only by a fe de erratas (`errata` says why):
    raises `ReglaIncumplida` without it.
    """
    convenio = Convenio.objects.select_for_update(of=("self",)).get(pk=clausula.convenio_id)
    guardada = Clausula.objects.select_related("convenio", "adenda").get(pk=clausula.pk)
    dejar_errata(convenio, clausula_corregida(guardada, clausula), errata, por)
    clausula.save()
    return clausula


@transaction.atomic
def retirar_clausula(clausula: Clausula, *, por: Usuario, errata: str = "") -> None:
    """Take out a clause copied by mistake; refused once something cites it. With the paper sealed
    it needs a fe de erratas, as `corregir_clausula`."""
    convenio = Convenio.objects.select_for_update(of=("self",)).get(pk=clausula.convenio_id)
    if citan := citas(clausula):
        raise ReglaIncumplida(f"La {clausula} es citada por {citan}: no puede retirarse.")
    dejar_errata(convenio, clausula_retirada(clausula), errata, por)
    clausula.delete()


def citas(clausula: Clausula) -> str:
    """What cites a clause, in words; "" if nothing does."""
    filas = (
        (clausula.compromisos.count(), "un compromiso", "compromisos"),
        (clausula.aportes.count(), "un aporte", "aportes"),
        (clausula.resultados.count(), "un resultado", "resultados"),
    )
    dichas = [uno if n == 1 else f"{n} {varios}" for n, uno, varios in filas if n]
    return " y ".join(dichas)


@transaction.atomic
def anotar_firma(firma: Firma) -> Firma:
    """Record who signed for a party. Raises `ReglaIncumplida` for an instrument not yet signed."""
    convenio = firma.parte.convenio
    if not convenio.es_firmado:
        raise ReglaIncumplida("Todavía no está suscrito: páselo a «Suscrito» y anote las firmas.")
    firma.save()
    return firma


@transaction.atomic
def retirar_firma(firma: Firma, *, por: Usuario, errata: str = "") -> None:
    """Take out a signature recorded by mistake; it stays in the audit table. Who signed stands in
    the paper: once it is sealed it needs a fe de erratas, as `corregir_clausula`."""
    convenio = Convenio.objects.select_for_update(of=("self",)).get(pk=firma.parte.convenio_id)
    if esta_sellada(convenio, None):
        dejar_errata(convenio, {"firma": [_dicha(firma), ""]}, errata, por)
    firma.delete()


def _dicha(firma: Firma) -> str:
    """A signature in words: who, for whom, in which capacity and when."""
    dia = f"{firma.fecha:%d/%m/%Y}" if firma.fecha else ""
    calidad = firma.get_calidad_display().lower()
    return ", ".join(p for p in (str(firma), firma.cargo, calidad, firma.facultad, dia) if p)
