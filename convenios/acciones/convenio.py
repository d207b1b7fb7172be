"""Recording an agreement, its parties, its milestones and the decision to renew it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet

from cargos.models import Usuario, autoria
from convenios.acciones import hito as hitos
from convenios.acciones.copia import dejar_errata
from convenios.estados import INICIALES, VIVOS, Etapa, TransicionInvalida
from convenios.models import (
    Convenio,
    DecisionRenovacion,
    Documento,
    Evaluacion,
    Hito,
    Organizacion,
    Parte,
    Plazo,
    Resultado,
    TipoHito,
    TransicionEtapa,
)
from ocisys.base.numeros import tomar_numero
from ocisys.base.reglas import ReglaIncumplida
from ocisys.base.sellado import sellar

SERIE = "convenio"


@transaction.atomic
def registrar_convenio(
    convenio: Convenio, *, por: Usuario, etapa: str = Etapa.IDEA, hoy: date
) -> Convenio:
    """Give the next code of the year to a new convenio, in one of the initial stages.

    Raises `TransicionInvalida` for another stage: a convenio is not born in execution.
    """
    if Etapa(etapa) not in INICIALES:
        raise TransicionInvalida(f"Un convenio no se registra ya en «{Etapa(etapa).label}».")
    convenio.etapa = etapa
    convenio.verificado_el = hoy
    convenio.codigo = codigo_de(hoy.year, tomar_numero(SERIE, hoy.year))
    convenio.save()
    TransicionEtapa.objects.create(
        convenio=convenio,
        a=etapa,
        fecha=(convenio.fecha_suscripcion if etapa == Etapa.SUSCRITO else None) or hoy,
        motivo="Registro",
        **autoria(por),
    )
    return convenio


def codigo_de(anio: int, numero: int) -> str:
    """`(2026, 7)` → `OCI-2026-0007`."""
    return f"OCI-{anio}-{numero:04d}"


@transaction.atomic
def actualizar_convenio(
    convenio: Convenio, *, por: Usuario, hoy: date, errata: str = ""
) -> Convenio:
    """Save corrected data; every version stays in the audit table.

    Once the signed document is sealed, what was copied from it is corrected only by a fe de erratas
    (`errata` says why). Raises `ReglaIncumplida` without it.
    """
    guardado = Convenio.objects.select_for_update(of=("self",)).get(pk=convenio.pk)
    cambios = corregidos(guardado, convenio)
    dejar_errata(convenio, cambios, errata, por)
    convenio.verificado_el = hoy
    convenio.save()
    return convenio


def corregidos(guardado: Convenio, nuevo: Convenio) -> dict[str, list[str]]:
    """What `nuevo` says differently from the sealed paper's copy: label → [before, after].

    Empty while no signed document is sealed; filling a blank is not a correction.
    """
    if not guardado.tiene_documento_firmado:
        return {}
    del_papel: tuple[str, ...] = Convenio.DEL_PAPEL
    if guardado.regla_inicio == Convenio.ReglaInicio.FECHA_FIJA:
        del_papel = (*del_papel, "inicio_vigencia")  # then the paper itself gives it
    pares = {c: (getattr(guardado, c), getattr(nuevo, c)) for c in del_papel}
    etiquetas = {c.name: str(c.verbose_name) for c in Convenio._meta.concrete_fields}
    return {
        etiquetas[c]: [str(antes), "" if despues is None else str(despues)]
        for c, (antes, despues) in pares.items()
        if antes != despues and antes not in (None, "", Plazo.NO_CONSTA)
    }


@transaction.atomic
def agregar_parte(
    convenio: Convenio, *, organizacion: Organizacion, lado: str, roles: list[int], **datos: str
) -> Parte:
    """Add an organisation to one side. Raises `ReglaIncumplida` if it is already a party."""
    Convenio.objects.select_for_update(of=("self",)).get(pk=convenio.pk)
    if convenio.partes.filter(organizacion=organizacion).exists():
        raise ReglaIncumplida(f"{organizacion} ya es parte de este convenio.")
    orden = convenio.partes.filter(lado=lado).count()
    return Parte.objects.create(
        convenio=convenio, organizacion=organizacion, lado=lado, roles=roles, orden=orden, **datos
    )


@transaction.atomic
def corregir_parte(parte: Parte, *, por: Usuario, errata: str = "") -> Parte:
    """Save the roles and the name of a party as the paper says them; every version stays in the
    audit table. With the paper sealed it needs a fe de erratas, as `actualizar_convenio`."""
    convenio = Convenio.objects.select_for_update(of=("self",)).get(pk=parte.convenio_id)
    guardada = Parte.objects.select_related("organizacion").get(pk=parte.pk)
    if parte_corregida(guardada, parte):
        _dejar_errata(convenio, [_dicha(guardada), _dicha(parte)], errata, por)
    parte.save()
    return parte


def parte_corregida(guardada: Parte, nueva: Parte) -> bool:
    """Whether `nueva` says otherwise what was said; filling a blank is not a correction."""
    pares = [(getattr(guardada, c), getattr(nueva, c)) for c in ("roles", "denominacion_al_firmar")]
    return any(antes and antes != despues for antes, despues in pares)


@transaction.atomic
def retirar_parte(parte: Parte, *, por: Usuario, errata: str = "") -> None:
    """Take out a party recorded by mistake; refused once it owes something. With the paper sealed
    it needs a fe de erratas, as `actualizar_convenio`."""
    if parte.compromisos.exists():
        raise ReglaIncumplida(f"{parte} tiene compromisos registrados: no puede retirarse.")
    if parte.firmas.exists():
        raise ReglaIncumplida(f"{parte} figura firmando: retire antes sus firmas.")
    convenio = Convenio.objects.select_for_update(of=("self",)).get(pk=parte.convenio_id)
    _dejar_errata(convenio, [_dicha(parte), ""], errata, por)
    parte.hitos.update(parte=None)
    parte.delete()


def _dicha(parte: Parte) -> str:
    """A party in words: side, name and roles."""
    roles = f" ({parte.roles_texto})" if parte.roles else ""
    return f"{parte.get_lado_display()}: {parte}{roles}"


def _dejar_errata(convenio: Convenio, cambio: list[str], errata: str, por: Usuario) -> None:
    """Who the parties are is written in the paper: once it is sealed, only a fe de erratas."""
    if convenio.tiene_documento_firmado:
        dejar_errata(convenio, {"parte": cambio}, errata, por)


@transaction.atomic
def anotar_hito(hito: Hito, *, por: Usuario) -> Hito:
    """Record a dated fact with its source (`hito.anotar`)."""
    convenio = Convenio.objects.select_for_update(of=("self",)).get(pk=hito.convenio_id)
    hitos.anotar(hito, _rivales(hito), por=por)
    _empezar_a_regir(convenio, hito)
    return hito


@transaction.atomic
def elegir_hito(hito: Hito, *, motivo: str, por: Usuario, hoy: date) -> Hito:
    """Prefer this date over those of other sources (`hito.elegir`)."""
    convenio = Convenio.objects.select_for_update(of=("self",)).get(pk=hito.convenio_id)
    hitos.elegir(hito, _rivales(hito), motivo=motivo, por=por, hoy=hoy)
    _empezar_a_regir(convenio, hito)
    return hito


def _empezar_a_regir(convenio: Convenio, hito: Hito) -> None:
    """What rules «al perfeccionarse» starts on the chosen date of its entry into force."""
    por_vigor = convenio.regla_inicio == Convenio.ReglaInicio.PERFECCIONAMIENTO
    if por_vigor and hito.elegido and hito.tipo == TipoHito.VIGOR:
        convenio.inicio_vigencia = hito.fecha
        convenio.save(update_fields=["inicio_vigencia", "modificado_en"])


def _rivales(hito: Hito) -> QuerySet[Hito]:
    return Hito.objects.filter(
        convenio=hito.convenio_id, tipo=hito.tipo, parte=hito.parte_id
    ).exclude(pk=hito.pk)


@transaction.atomic
def guardar_evaluacion(
    evaluacion: Evaluacion, *, por: Usuario, cita: Iterable[Resultado] = ()
) -> Evaluacion:
    """Record an evaluation and the results it cites, or correct it: every version of it stays in
    the audit table."""
    evaluacion.registrada_por = por
    evaluacion.save()
    evaluacion.resultados.set(cita)
    return evaluacion


@transaction.atomic
def decidir_renovacion(
    convenio: Convenio, *, sentido: str, motivo: str, fecha: date, por: Usuario
) -> DecisionRenovacion:
    """Leave the decision on the end in force on `fecha`. Raises `ReglaIncumplida` if it has no end
    or is no longer alive."""
    convenio = Convenio.objects.select_for_update(of=("self",)).get(pk=convenio.pk)
    fin = convenio.fin_al(fecha)
    if Etapa(convenio.etapa) not in VIVOS:
        raise ReglaIncumplida(f"El convenio está {convenio.get_etapa_display().lower()}.")
    if fin is None:
        raise ReglaIncumplida("El convenio no tiene una fecha de fin sobre la cual decidir.")
    return DecisionRenovacion.objects.create(
        convenio=convenio,
        sentido=sentido,
        motivo=motivo,
        fecha=fecha,
        sobre_fin=fin,
        **autoria(por),
    )


@transaction.atomic
def agregar_documento(
    convenio: Convenio, *, archivo: UploadedFile | File, por: Usuario, **datos: Any
) -> Documento:
    """Seal a file of the agreement. Raises `ArchivoRechazado` if it cannot be received."""
    return Documento.objects.create(
        convenio=convenio, archivo=sellar(archivo, por=por), subido_por=por, **datos
    )
