"""What the office remembers of a sender: what it owes, what it said, what it signed and agreed.

Each list is short and asked for only once the sender is known. Nothing is told of an expediente
that the person may not see, nor of agreements to who may not see them.
"""

from dataclasses import dataclass, field, fields

from django.db.models import Q

from cargos.models import Usuario
from cargos.permisos import Permiso
from convenios.models import Convenio, Interaccion, Organizacion
from tramite.antecedentes import remitente_escrito
from tramite.models import Expediente, Opinion, Promesa, Remitente
from tramite.sugerencias import REF_ORGANIZACION

CUANTOS = 3


@dataclass(frozen=True)
class Memoria:
    """The latest few of each kind; `sin_responder`, the oldest first."""

    sin_responder: list[Expediente] = field(default_factory=list)
    opiniones: list[Opinion] = field(default_factory=list)
    promesas: list[Promesa] = field(default_factory=list)
    convenios: list[Convenio] = field(default_factory=list)
    conversado: list[Interaccion] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any(getattr(self, campo.name) for campo in fields(self))


def memoria_de(ref: str, nombre: str, *, usuario: Usuario) -> Memoria:
    """Of the suggestion taken or the name written; at most seven queries, whatever there is.

    An organisation that never wrote is remembered too, by its agreements and what was talked.
    """
    remitente = remitente_escrito(ref, nombre, usuario=usuario)
    ficha = remitente.organizacion if remitente else _ficha(ref, usuario)
    de_ella = ficha if ficha and usuario.puede(Permiso.CONVENIO_VER) else None
    return Memoria(
        sin_responder=_sin_responder(remitente, usuario) if remitente else [],
        opiniones=opiniones_sobre(ficha, remitente, usuario=usuario),
        promesas=_promesas(remitente, usuario) if remitente else [],
        convenios=_convenios(de_ella, usuario) if de_ella else [],
        conversado=_conversado(de_ella, usuario) if de_ella else [],
    )


def _ficha(ref: str, usuario: Usuario) -> Organizacion | None:
    """The organisation of a suggestion that is not a sender yet."""
    letra, pk = ref[:1], ref[1:]
    if letra != REF_ORGANIZACION or not (pk.isascii() and pk.isdecimal()) or len(pk) > 15:
        return None
    return Organizacion.objects.visibles_para(usuario).filter(pk=int(pk)).first()


def _sin_responder(remitente: Remitente, usuario: Usuario) -> list[Expediente]:
    filas = Expediente.objects.visibles_para(usuario).filter(remitente=remitente)
    return list(filas.por_atender().de_la_mas_antigua().para_lista()[:CUANTOS])


def _promesas(remitente: Remitente, usuario: Usuario) -> list[Promesa]:
    filas = Promesa.objects.visibles_para(usuario).pendientes()
    return list(filas.filter(salida__expediente__remitente=remitente).para_lista()[:CUANTOS])


def opiniones_sobre(
    ficha: Organizacion | None, remitente: Remitente | None = None, *, usuario: Usuario
) -> list[Opinion]:
    """The last opinions that the office issued on it or at its request, newest first."""
    if ficha is None and remitente is None:
        return []
    de_quien = Q(expediente__remitente=remitente) if remitente else Q(organizacion=ficha)
    if ficha is not None:
        de_quien |= Q(organizacion=ficha)
    filas = Opinion.objects.visibles_para(usuario).emitidas().filter(de_quien)
    return list(filas.para_lista().order_by("-salida__firmado_en", "-pk")[:CUANTOS])


def _convenios(ficha: Organizacion, usuario: Usuario) -> list[Convenio]:
    filas = Convenio.objects.visibles_para(usuario).filter(partes__organizacion=ficha)
    return list(filas.order_by("-pk")[:CUANTOS])


def _conversado(ficha: Organizacion, usuario: Usuario) -> list[Interaccion]:
    filas = Interaccion.objects.visibles_para(usuario).validas().filter(organizacion=ficha)
    return list(filas.order_by("-fecha", "-pk")[:CUANTOS])
