"""What the office already has of what is being typed: the same paper, a similar one, an open case.

Nothing here tells of an expediente that the person may not see.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import F, QuerySet
from django.db.models.functions import Upper

from cargos.models import Usuario
from ocisys.base.busqueda import SinTildes, plano
from ocisys.base.numeros import leer_numero
from ocisys.base.preparada import Preparada
from tramite.estados import ABIERTOS
from tramite.forma import Forma, forma_de
from tramite.models import Documento, Expediente, Remitente, TipoDocumento
from tramite.sugerencias import REF_REMITENTE

RECIENTES = 200
"""Expedientes of a sender among which a similar subject is looked for: a bounded cost."""

PARECIDO = 0.45
EL_MISMO_ASUNTO = 0.3
_CITA = re.compile(r"\b\d{4}-\d{1,9}-[A-Z0-9]\b", re.ASCII | re.IGNORECASE)
# `D000123-2026-MIMP-OCI`: how an official document is cited by whoever answers it.
_DOCUMENTO = re.compile(r"\b[A-Z]{0,3}\d{1,9}-\d{4}(?:[-/][A-ZÑ]+)*", re.IGNORECASE)


@dataclass(frozen=True)
class Antecedentes:
    """`iguales` and `parecidos` are documents that may be this one; `abiertos`, cases it may
    continue."""

    iguales: list[Documento] = field(default_factory=list)
    parecidos: list[Documento] = field(default_factory=list)
    abiertos: list[Expediente] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.iguales or self.parecidos or self.abiertos)


def remitente_elegido(ref: str, texto: str, *, usuario: Usuario) -> Remitente | None:
    """The sender of the suggestion taken, if its name was not changed afterwards."""
    letra, pk = ref[:1], ref[1:]
    if letra != REF_REMITENTE or not pk.isdecimal() or len(pk) > 15:
        return None
    forma, _ = forma_de(usuario)
    fila = next(iter(_remitente(forma)(int(pk))), None)
    return fila if fila and fila.nombre == texto else None


@cache
def _remitente(forma: Forma) -> Preparada[Remitente]:
    quien: Any = forma
    return Preparada(lambda pk: Remitente.objects.visibles_para(quien).filter(pk=pk), -1)


def remitente_escrito(ref: str, texto: str, *, usuario: Usuario) -> Remitente | None:
    """The known sender of a form half filled: the suggestion taken, or the one of that name."""
    if elegido := remitente_elegido(ref, texto, usuario=usuario):
        return elegido
    limpio = texto.replace("\x00", "")
    if not limpio:
        return None
    return Remitente.objects.visibles_para(usuario).de_nombre(limpio).por_uso().first()


def antecedentes(
    *,
    usuario: Usuario,
    remitente: Remitente | None,
    tipo: TipoDocumento | None = None,
    numero: str = "",
    fecha: date | None = None,
    asunto: str = "",
) -> Antecedentes:
    """What is known of a paper with those data; at most six queries whatever there is."""
    citados = _citados(f"{asunto} {numero}", usuario)
    if remitente is None:
        return Antecedentes(abiertos=citados)
    filas = Documento.objects.visibles_para(usuario).select_related("expediente", "tipo")
    iguales: list[Documento] = []
    if tipo is not None:
        iguales = los_iguales(remitente, tipo, numero, fecha, usuario=usuario)
    cercanos = _del_mismo_asunto(remitente, asunto, usuario)
    ya = {d.expediente_id for d in iguales}
    parejos = [e.pk for e in cercanos if e.pk not in ya and getattr(e, "cerca", 0) >= PARECIDO]
    parecidos = list(filas.filter(expediente__in=parejos[:3], orden=1)) if parejos else []
    abiertos = [e for e in cercanos if e.estado in ABIERTOS and e.pk not in ya]
    return Antecedentes(iguales, parecidos, _sin_repetir([*citados, *abiertos])[:4])


def los_iguales(
    remitente: Remitente,
    tipo: TipoDocumento,
    numero: str,
    fecha: date | None,
    *,
    usuario: Usuario,
) -> list[Documento]:
    """The last five documents that may be this one, of those that the person may know of.

    Asked at each registration: its SQL is written once (ocisys/base/preparada).
    """
    if not numero.strip():
        return []
    forma, posiciones = forma_de(usuario, con_puestos=False)
    valores = [remitente.pk, tipo.pk, numero.strip(), *([fecha] if fecha else [])]
    return _iguales(forma, con_fecha=bool(fecha))(*valores, *posiciones)


@cache
def _iguales(forma: Forma, *, con_fecha: bool) -> Preparada[Documento]:
    """For the keys of sender and kind, the number, the date if it is said and the posts held."""
    quien: Any = forma

    def hacer(remitente: int, tipo: int, numero: str, *resto: Any) -> QuerySet[Documento]:
        iguales = Documento.objects.visibles_para(quien).iguales_a(
            remitente=Remitente(pk=remitente),
            tipo=TipoDocumento(pk=tipo),
            numero=numero,
            fecha=resto[0] if con_fecha else None,
        )
        return iguales.select_related("expediente", "tipo").order_by("-pk")[:5]

    fecha = (date.min,) if con_fecha else ()
    return Preparada(hacer, -1, -2, "un número", *fecha, *forma.muestras)


def _citados(texto: str, usuario: Usuario) -> list[Expediente]:
    """Open expedientes cited in the subject or beside the document's own number.

    By their number, or by that of a document with which the office wrote about them: it is the one
    that an answer brings.
    """
    numeros = []
    for cita in _CITA.findall(texto)[:5]:
        try:
            numeros.append(leer_numero(cita))
        except ValueError:
            continue
    nuestros = [n.upper() for n in _DOCUMENTO.findall(texto)[:5]]
    abiertos = Expediente.objects.visibles_para(usuario).abiertos()
    hallados = list(abiertos.filter(numero__in=numeros)) if numeros else []
    if nuestros:
        emitidos = Documento.objects.filter(sentido=Documento.Sentido.EMITIDO)
        suyos = emitidos.annotate(mayusculas=Upper("numero")).filter(mayusculas__in=nuestros)
        hallados += abiertos.filter(pk__in=suyos.values("expediente"))[:5]
    return hallados


def _del_mismo_asunto(remitente: Remitente, asunto: str, usuario: Usuario) -> list[Expediente]:
    """The last expedientes of that sender whose subject is like what was typed, closest first."""
    buscado = plano(asunto.replace("\x00", ""))[:400]
    if len(buscado) < 8:
        return []
    suyos = Expediente.objects.visibles_para(usuario).filter(remitente=remitente)
    recientes = list(suyos.order_by("-pk").values_list("pk", flat=True)[:RECIENTES])
    cerca = TrigramSimilarity(SinTildes(F("asunto")), buscado)
    filas = Expediente.objects.visibles_para(usuario).filter(pk__in=recientes)
    return list(
        filas.annotate(cerca=cerca).filter(cerca__gte=EL_MISMO_ASUNTO).order_by("-cerca", "-pk")[:8]
    )


def _sin_repetir(filas: Collection[Expediente]) -> list[Expediente]:
    return list({e.pk: e for e in filas}.values())
