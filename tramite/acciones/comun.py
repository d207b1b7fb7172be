"""Steps that acts repeat: lock, check that nobody came first, who holds it, tell the people."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import F
from django.utils import timezone

from cargos.models import Designacion, Posicion, Usuario, autoria
from cargos.permisos import Perfil, Permiso
from ocisys.base.avisos import avisar
from ocisys.base.reglas import ReglaIncumplida
from tramite.estados import POR_ATENDER, Estado, Resultado
from tramite.models import Actuacion, Documento, Expediente, Lector, Movimiento


def bloquear(expediente: Expediente, *, version: int | None = None) -> Expediente:
    """The same expediente, locked until the transaction ends and as it is now.

    `version` is the one the person had on screen. Raises ReglaIncumplida if it is no longer so.
    """
    actual = Expediente.objects.select_for_update(of=("self",)).get(pk=expediente.pk)
    if version is not None and actual.version != version:
        raise ReglaIncumplida(
            "Este expediente cambió después de que usted abrió la página: otra persona actuó, o lo "
            "que usted envió ya se guardó. Vuelva a abrirlo y decida con lo que hay ahora."
        )
    return actual


def guardar(expediente: Expediente, **cambios: object) -> None:
    """Write `cambios` and advance the version; the row must be locked by `bloquear`."""
    for campo, valor in cambios.items():
        setattr(expediente, campo, valor)
    expediente.version = F("version") + 1
    expediente.save(update_fields=[*cambios, "version"])
    expediente.refresh_from_db(fields=["version"])


def vencimiento(
    expediente: Expediente, para: int, plazo_interno: date | None = None
) -> date | None:
    """What presses on the post (its key) that has it: the nearer date.

    The legal one only until it is answered; that of the superior who resolves a complaint, on no
    other post than the one to which it was addressed (TUO LPAG art. 158.2).
    """
    legal = expediente.vence_el if expediente.estado in POR_ATENDER else None
    if legal and para != expediente.destinatario_id and _es_del_superior(expediente):
        legal = None
    return min((d for d in (legal, plazo_interno) if d), default=None)


def _es_del_superior(expediente: Expediente) -> bool:
    return expediente.plazos.abiertos().de_fondo().del_superior().exists()


def fijar_vencimiento(expediente: Expediente, vence_el: date | None) -> None:
    """Give a locked expediente its current due date, and the tray of its holder too."""
    guardar(expediente, vence_el=vence_el)
    for movimiento in expediente.movimientos.abiertos().titulares():
        movimiento.vence = vencimiento(expediente, movimiento.para_id, movimiento.plazo_interno)
        movimiento.save(update_fields=["vence"])


def titular(expediente: Expediente) -> Movimiento | None:
    """The open movimiento that gives possession of it, None when nobody has it."""
    abiertos = expediente.movimientos.abiertos().titulares()
    return abiertos.select_related("para__cargo", "por_posicion__cargo").first()


def en_poder(expediente: Expediente, *, por: Usuario) -> Movimiento:
    """The open movimiento that gives possession; `por` must hold its post, or be the jefatura.

    Raises ReglaIncumplida when somebody else has it.
    """
    return exigir_poder(titular(expediente), por=por)


def exigir_poder(actual: Movimiento | None, *, por: Usuario) -> Movimiento:
    """`actual` itself if `por` may act on what it gives; makes no query.

    Raises ReglaIncumplida when nobody has the expediente or somebody else does.
    """
    if actual is None:
        raise ReglaIncumplida(
            "El expediente no está en poder de nadie: si hay que seguir con él, reábralo."
        )
    if not es_suyo(actual, por) and Perfil.JEFATURA not in por.perfiles:
        raise ReglaIncumplida(
            f"El expediente está en poder del cargo {actual.para}, no en el suyo: "
            "pídale que se lo derive."
        )
    return actual


def en_calidad(por: Usuario, actual: Movimiento) -> Usuario:
    """`por` in the capacity in which it acts on what `actual` gives.

    That of the post that has it, by encargo if it is held so; or of the jefatura, which moves what
    another one has.
    """
    if es_suyo(actual, por):
        return por.actuando_desde(actual.para_id)
    return por.actuando_con(Permiso.EXPEDIENTE_ANULAR)


def es_suyo(movimiento: Movimiento, usuario: Usuario) -> bool:
    """Whether it is addressed to a post that the person holds today."""
    return movimiento.para_id in {d.posicion_id for d in usuario.designaciones_hoy}


def cerrar(movimiento: Movimiento, resultado: Resultado, *, por: Usuario, ahora: datetime) -> None:
    """End a movimiento; whoever sends on what was not received yet is taken to have received it."""
    if movimiento.recibido_en is None and es_suyo(movimiento, por):
        movimiento.recibido_en, movimiento.recibido_por = ahora, por
    movimiento.cerrado_en, movimiento.resultado = ahora, resultado
    movimiento.save(update_fields=["recibido_en", "recibido_por", "cerrado_en", "resultado"])


def actuar(
    expediente: Expediente,
    clase: Actuacion.Clase,
    *,
    a: Estado,
    texto: str,
    por: Usuario,
    ahora: datetime,
    documento: Documento | None = None,
    **datos: object,
) -> Actuacion:
    """Leave the row of an act and take the expediente to state `a`."""
    antes = expediente.estado
    guardar(expediente, estado=a)
    return Actuacion.objects.create(
        expediente=expediente,
        clase=clase,
        texto=texto,
        estado_antes=antes,
        estado_despues=a,
        documento=documento,
        datos=datos,
        **autoria(por, ahora),
    )


def anotar(
    expediente: Expediente,
    clase: Actuacion.Clase,
    texto: str,
    *,
    por: Usuario,
    ahora: datetime,
    documento: Documento | None = None,
    **datos: object,
) -> None:
    """A line in the hoja de ruta that does not change the state."""
    actuar(
        expediente,
        clase,
        a=Estado(expediente.estado),
        texto=texto[:1000],
        documento=documento,
        por=por,
        ahora=ahora,
        **datos,
    )


def nombrar_lectores(
    expediente: Expediente, posiciones: Collection[Posicion], *, por: Usuario, ahora: datetime
) -> None:
    """Name posts among the readers of a restricted expediente; those already named stay."""
    Lector.objects.bulk_create(
        [Lector(expediente=expediente, posicion=p, **autoria(por, ahora)) for p in posiciones],
        ignore_conflicts=True,
    )


def avisar_a(
    posiciones: Collection[Posicion],
    expediente: Expediente,
    asunto: str,
    *,
    por: Usuario,
    ahora: datetime,
) -> None:
    """Tell whoever holds those posts of an expediente, except the one who acts.

    A notice may end in a mail: it names the expediente, never its content.
    """
    enlace = expediente.get_absolute_url()
    avisar_a_puestos([p.pk for p in posiciones], asunto, enlace=enlace, por=por, ahora=ahora)


def avisar_a_puestos(
    posiciones: Collection[int], asunto: str, *, enlace: str, por: Usuario, ahora: datetime
) -> None:
    """Tell whoever holds those posts today (by key), except the one who acts."""
    vigentes = Designacion.objects.vigentes(dia_de(ahora)).filter(posicion__in=posiciones)
    personas = Usuario.objects.filter(is_active=True, persona__designaciones__in=vigentes)
    for usuario in personas.exclude(pk=por.pk).distinct():
        avisar(usuario, asunto=asunto, enlace=enlace, ahora=ahora)


def dia_de(ahora: datetime) -> date:
    """The day in Lima of a moment."""
    return timezone.localdate(ahora)
