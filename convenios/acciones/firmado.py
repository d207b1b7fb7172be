"""From a signed PDF to a recorded agreement: read it, then record everything at once."""

from collections.abc import Sequence
from datetime import date

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from cargos.models import Usuario
from convenios.acciones.clausula import guardar_clausula
from convenios.acciones.compromiso import registrar_compromiso
from convenios.acciones.convenio import agregar_parte, registrar_convenio
from convenios.estados import Etapa
from convenios.models import (
    Clausula,
    Compromiso,
    Convenio,
    Documento,
    Lado,
    Lectura,
    Organizacion,
    ReglaRecurrencia,
    Rol,
)
from ocisys.base.derivados import encargar
from ocisys.base.lectura import Ilegible, textos_por_pagina
from ocisys.base.reglas import ReglaIncumplida
from ocisys.base.sellado import sellar

Fila = tuple[Compromiso, ReglaRecurrencia | None, str, str]
"""A commitment with its rule, the side that owes it and the number of the clause that says it."""


@transaction.atomic
def leer_firmado(archivo: UploadedFile | File, *, por: Usuario) -> Lectura:
    """Seal the PDF of a signed instrument and read its pages. Raises `ReglaIncumplida` if it cannot
    be opened, `ArchivoRechazado` if it cannot be received."""
    try:
        paginas = textos_por_pagina(archivo)
    except Ilegible as error:
        raise ReglaIncumplida(f"El PDF {error}: no se puede leer.") from error
    sellado = sellar(archivo, por=por)
    encargar(sellado)
    return Lectura.objects.create(archivo=sellado, paginas=paginas, leida_por=por)


@transaction.atomic
def registrar_firmado(
    lectura: Lectura,
    *,
    convenio: Convenio,
    sector: Organizacion,
    contraparte: Organizacion,
    clausulas: Sequence[Clausula],
    filas: Sequence[Fila],
    por: Usuario,
    hoy: date,
) -> Convenio:
    """Record a signed agreement with its paper, a party on each side, clauses and commitments.

    All or nothing. Raises `ReglaIncumplida` if the reading was already recorded.
    """
    lectura = Lectura.objects.select_for_update(of=("self",)).get(pk=lectura.pk)
    if lectura.convenio_id is not None:
        raise ReglaIncumplida("Ese documento ya se registró como convenio.")
    registrar_convenio(convenio, por=por, etapa=Etapa.SUSCRITO, hoy=hoy)
    partes = {
        Lado.SECTOR.value: agregar_parte(
            convenio, organizacion=sector, lado=Lado.SECTOR, roles=[Rol.SOCIO]
        ),
        Lado.CONTRAPARTE.value: agregar_parte(
            convenio, organizacion=contraparte, lado=Lado.CONTRAPARTE, roles=[Rol.FUENTE]
        ),
    }
    documento = Documento.objects.create(
        convenio=convenio,
        clase=Documento.Clase.FIRMADO,
        archivo=lectura.archivo,
        subido_por=por,
    )
    por_numero = {}
    for clausula in clausulas:
        clausula.convenio, clausula.documento = convenio, documento
        por_numero[clausula.numero.upper()] = guardar_clausula(clausula)
    for compromiso, regla, lado, numero in filas:
        compromiso.convenio, compromiso.obligado = convenio, partes[lado]
        compromiso.clausula = por_numero.get(numero.upper()) or _citada(
            convenio, numero, por_numero
        )
        registrar_compromiso(compromiso, regla, hoy=hoy)
    lectura.convenio = convenio
    lectura.save(update_fields=["convenio"])
    return convenio


def _citada(convenio: Convenio, numero: str, por_numero: dict[str, Clausula]) -> Clausula | None:
    """The clause that a commitment cites; if nobody copied it, its number, and the text to come."""
    if not numero or numero.upper() in por_numero:
        return por_numero.get(numero.upper())
    clausula = Clausula(convenio=convenio, numero=numero, materia="obligaciones")
    por_numero[numero.upper()] = guardar_clausula(clausula)
    return clausula
