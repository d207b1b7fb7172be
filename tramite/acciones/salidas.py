"""Writing, reviewing and approving a document that will leave the office."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from cargos.models import Posicion, Usuario, autoria
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.comun import avisar_a
from tramite.acciones.seguir_expediente import seguir_expediente
from tramite.acciones.seguir_opinion import seguir_documento, tomar_documento
from tramite.estados import ABIERTOS
from tramite.estados import exigir as exigir_expediente
from tramite.estados_salida import EDITABLES, EstadoSalida, exigir, verificar
from tramite.models import Expediente, PasoSalida, Plantilla, Salida, Visto
from tramite.parrafos import huecos, parrafos

Clase = PasoSalida.Clase


@dataclass(frozen=True)
class Texto:
    """What the person writes: to whom, about what, and the body."""

    destinatario: str
    asunto: str
    cuerpo: str
    destinatario_cargo: str = ""
    direccion: str = ""


def redactar(
    expediente: Expediente,
    *,
    clave: UUID,
    plantilla: Plantilla,
    texto: Texto,
    firmante: Posicion,
    visadores: Sequence[Posicion] = (),
    atiende: bool = True,
    por: Usuario,
    ahora: datetime,
) -> Salida:
    """Start a draft; the same form twice (`clave`) gives the first one. Raises ReglaIncumplida
    when the expediente is closed."""
    exigir_expediente(expediente.estado, ABIERTOS)
    try:
        with transaction.atomic():
            salida = Salida.objects.create(
                expediente=expediente,
                clave_formulario=clave,
                plantilla=plantilla,
                tipo=plantilla.tipo,
                firmante=firmante,
                atiende=atiende,
                **vars(texto),
                **autoria(por, ahora),
            )
            _pedir_vistos(salida, visadores)
            tomar_documento(salida)
            anotar(salida, Clase.CREACION, por=por, ahora=ahora)
            return salida
    except IntegrityError:
        primera = Salida.objects.filter(clave_formulario=clave).first()
        if primera is None:
            raise
        return primera


@transaction.atomic
def corregir(
    salida: Salida,
    *,
    texto: Texto,
    firmante: Posicion,
    visadores: Collection[Posicion],
    atiende: bool,
    por: Usuario,
    ahora: datetime,
    version: int | None = None,
) -> Salida:
    """Change a draft; every V.º B.º given on the earlier text is asked for again."""
    salida = bloquear_salida(salida, version=version)
    exigir(salida.estado, EDITABLES)
    cambiar(salida, firmante=firmante, atiende=atiende, **vars(texto))
    salida.vistos.exclude(posicion__in=visadores).delete()
    salida.vistos.update(dado_en=None, dado_por=None)
    _pedir_vistos(salida, visadores)
    anotar(salida, Clase.CAMBIO, por=por, ahora=ahora)
    return salida


@transaction.atomic
def enviar(salida: Salida, *, por: Usuario, ahora: datetime, version: int | None = None) -> Salida:
    """To its reviewers, or straight to the signature when it has none.

    Raises ReglaIncumplida while it has no text, or gaps of its template to be filled.
    """
    salida = bloquear_salida(salida, version=version)
    pendientes = [v.posicion for v in salida.vistos.filter(dado_en=None).select_related("posicion")]
    nuevo = EstadoSalida.EN_REVISION if pendientes else EstadoSalida.VISADO
    verificar(salida.estado, nuevo)
    if not parrafos(salida.cuerpo):
        raise ReglaIncumplida("El documento no tiene texto todavía.")
    if vacios := huecos(salida.cuerpo):
        donde = f"{'párrafo' if len(vacios) == 1 else 'párrafos'} {', '.join(map(str, vacios))}"
        raise ReglaIncumplida(f"Falta llenar lo que la plantilla dejó en «…»: {donde}.")
    cambiar(salida, estado=nuevo)
    anotar(salida, Clase.ENVIO, por=por, ahora=ahora)
    _avisar_turno(salida, pendientes, por=por, ahora=ahora)
    return salida


@transaction.atomic
def visar(salida: Salida, *, por: Usuario, ahora: datetime, version: int | None = None) -> Salida:
    """Give the V.º B.º of one's post; with the last one the document waits for its signature."""
    salida = bloquear_salida(salida, version=version)
    exigir(salida.estado, {EstadoSalida.EN_REVISION})
    _visto_de(salida, por)
    salida.vistos.filter(dado_en=None, posicion__in=posiciones_de(por)).update(
        dado_en=ahora, dado_por=por
    )
    faltan = salida.vistos.filter(dado_en=None).exists()
    cambiar(salida, estado=salida.estado if faltan else EstadoSalida.VISADO)
    anotar(salida, Clase.VISTO, por=por, ahora=ahora)
    if not faltan:
        _avisar_turno(salida, [], por=por, ahora=ahora)
    return salida


@transaction.atomic
def observar_salida(
    salida: Salida,
    *,
    reparos: Sequence[tuple[int | None, str]],
    por: Usuario,
    ahora: datetime,
    version: int | None = None,
) -> Salida:
    """Send it back with remarks, each on a paragraph (or on the whole, None).

    The reviewer may while it is reviewed, the signatory while it waits for the signature. Raises
    ReglaIncumplida for anyone else, or for a paragraph that does not exist.
    """
    salida = bloquear_salida(salida, version=version)
    verificar(salida.estado, EstadoSalida.OBSERVADO)
    if salida.estado == EstadoSalida.EN_REVISION:
        _visto_de(salida, por)
    else:
        exigir_firmante(salida, por)
    if not reparos:
        raise ReglaIncumplida("Diga qué hay que corregir.")
    ultimo = len(parrafos(salida.cuerpo))
    if any(n is not None and not 1 <= n <= ultimo for n, _ in reparos):
        raise ReglaIncumplida("Ese párrafo ya no existe: vuelva a abrir el documento.")
    cambiar(salida, estado=EstadoSalida.OBSERVADO)
    for parrafo, texto in reparos:
        anotar(salida, Clase.REPARO, texto=texto, parrafo=parrafo, por=por, ahora=ahora)
    avisar_a(
        [salida.por_posicion] if salida.por_posicion else [],
        salida.expediente,
        f"Expediente {salida.expediente.numero}: observaron su documento.",
        por=por,
        ahora=ahora,
    )
    return salida


@transaction.atomic
def anular_salida(
    salida: Salida, *, motivo: str, por: Usuario, ahora: datetime, version: int | None = None
) -> Salida:
    """Leave it without effect; a number already issued stays burnt and visible.

    A draft may be annulled by whoever drafted it; from the number on, only by the signatory.
    """
    salida = bloquear_salida(salida, version=version)
    verificar(salida.estado, EstadoSalida.ANULADO)
    if salida.cvd or salida.por_id != por.pk:
        exigir_firmante(salida, por)
    cambiar(salida, estado=EstadoSalida.ANULADO)
    anotar(salida, Clase.ANULACION, texto=motivo, por=por, ahora=ahora)
    return salida


def bloquear_salida(salida: Salida, *, version: int | None = None) -> Salida:
    """The same document, locked and as it is now; raises ReglaIncumplida if it is not `version`."""
    filas = Salida.objects.select_for_update(of=("self",)).select_related(
        "expediente__tipo_documento", "tipo", "plantilla", "firmante__cargo", "por_posicion"
    )
    actual = filas.get(pk=salida.pk)
    if version is not None and actual.version != version:
        raise ReglaIncumplida(
            "Mientras usted decidía, otra persona actuó sobre este documento. "
            "Vuelva a abrirlo y decida con lo que hay ahora."
        )
    return actual


def cambiar(salida: Salida, **cambios: object) -> None:
    """Write `cambios` on a locked row and advance its version."""
    for campo, valor in cambios.items():
        setattr(salida, campo, valor)
    salida.version = F("version") + 1
    salida.save(update_fields=[*cambios, "version"])
    salida.refresh_from_db(fields=["version"])


def anotar(
    salida: Salida,
    clase: PasoSalida.Clase,
    *,
    por: Usuario,
    ahora: datetime,
    texto: str = "",
    parrafo: int | None = None,
) -> PasoSalida:
    """Leave the row of an act on the document; its opinion and its expediente follow it."""
    paso = PasoSalida.objects.create(
        salida=salida,
        clase=clase,
        texto=texto[:1000],
        parrafo=parrafo,
        estado_despues=salida.estado,
        sobre_version=salida.version,
        **autoria(por, ahora),
    )
    que = f"El documento: {paso.get_clase_display().lower()}"
    seguir_documento(salida, que, texto=texto, por=por, ahora=ahora)
    seguir_expediente(salida)
    return paso


def posiciones_de(usuario: Usuario) -> set[int]:
    """Posts that the person holds today."""
    return {d.posicion_id for d in usuario.designaciones_hoy}


def exigir_firmante(salida: Salida, por: Usuario) -> None:
    """Raise ReglaIncumplida unless `por` holds the post that signs it."""
    if salida.firmante_id not in posiciones_de(por):
        raise ReglaIncumplida(f"Lo firma el cargo {salida.firmante}, que usted no ocupa hoy.")


def _visto_de(salida: Salida, por: Usuario) -> None:
    if not salida.vistos.filter(dado_en=None, posicion__in=posiciones_de(por)).exists():
        raise ReglaIncumplida("El V.º B.º de este documento no se pide a su cargo.")


def _pedir_vistos(salida: Salida, visadores: Collection[Posicion]) -> None:
    Visto.objects.bulk_create(
        [Visto(salida=salida, posicion=p, orden=i) for i, p in enumerate(visadores, 1)],
        ignore_conflicts=True,
    )


def _avisar_turno(
    salida: Salida, pendientes: Sequence[Posicion], *, por: Usuario, ahora: datetime
) -> None:
    """Tell whoever must act now: the reviewers, or the signatory."""
    que = "espera su V.º B.º" if pendientes else "espera su firma"
    avisar_a(
        pendientes or [salida.firmante],
        salida.expediente,
        f"Expediente {salida.expediente.numero}: un documento {que}.",
        por=por,
        ahora=ahora,
    )
