"""Copying the clauses of an instrument, and who signed it."""

from django.db import transaction
from django.db.models import Max

from convenios.models import Clausula, Convenio, Firma
from ocisys.base.reglas import ReglaIncumplida


@transaction.atomic
def guardar_clausula(clausula: Clausula) -> Clausula:
    """Save a clause; a new one goes after the last. Every version stays in the audit table."""
    convenio = Convenio.objects.select_for_update(of=("self",)).get(pk=clausula.convenio_id)
    if clausula.pk is None:
        ultima = convenio.clausulas.aggregate(n=Max("orden"))["n"] or 0
        clausula.orden = ultima + 1
    clausula.save()
    return clausula


@transaction.atomic
def retirar_clausula(clausula: Clausula) -> None:
    """Take out a clause copied by mistake; refused once a commitment cites it."""
    citan = clausula.compromisos.count()
    if citan:
        cuantos = "un compromiso" if citan == 1 else f"{citan} compromisos"
        raise ReglaIncumplida(f"La {clausula} es citada por {cuantos}: no puede retirarse.")
    clausula.delete()


@transaction.atomic
def anotar_firma(firma: Firma) -> Firma:
    """Record who signed for a party. Raises `ReglaIncumplida` for an instrument not yet signed."""
    convenio = firma.parte.convenio
    if not convenio.es_firmado:
        raise ReglaIncumplida("Todavía no está suscrito: páselo a «Suscrito» y anote las firmas.")
    firma.save()
    return firma


@transaction.atomic
def retirar_firma(firma: Firma) -> None:
    """Take out a signature recorded by mistake; it stays in the audit table."""
    firma.delete()
