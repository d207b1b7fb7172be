"""Merging two fichas of the same organisation: what would happen, and doing it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.serializers.python import Serializer
from django.db import models, transaction
from django.db.models.fields.reverse_related import ForeignObjectRel
from pghistory.models import Event

from cargos.models import Usuario, autoria
from convenios.models import Fusion, Gestion, Organizacion, Parte
from convenios.models.gestion import DECIDIDAS
from ocisys.base.reglas import ReglaIncumplida

SE_QUEDAN = frozenset({"convenios.Interaccion", "convenios.Fusion", "convenios.Organizacion"})
"""What is never rewritten, or is settled apart: it is read through `Organizacion.fichas`."""

SE_COMPLETAN = ("siglas", "ruc", "tipo_iati", "iati_org_id", "sitio", "fuente_dato")
"""Data that the ficha that stays takes from the other when it has none."""


@dataclass(frozen=True)
class Traslado:
    """Rows of one kind that would pass to the ficha that stays."""

    modelo: type[models.Model]
    campo: str
    claves: tuple[int, ...]

    @property
    def nombre(self) -> str:
        opciones = self.modelo._meta
        return str(opciones.verbose_name_plural if len(self.claves) > 1 else opciones.verbose_name)


@dataclass(frozen=True)
class Propuesta:
    """What a merge would do, shown before it is done."""

    conservada: Organizacion
    absorbida: Organizacion
    traslados: tuple[Traslado, ...]
    completa: dict[str, str]
    nombres: tuple[str, ...]
    impedimentos: tuple[str, ...]


def proponer(conservada: Organizacion, absorbida: Organizacion) -> Propuesta:
    """What merging `absorbida` into `conservada` would move, complete, and what forbids it."""
    completa = {
        c: str(valor)
        for c in SE_COMPLETAN
        if not getattr(conservada, c) and (valor := getattr(absorbida, c))
    }
    nombres = dict.fromkeys(
        n
        for n in (*conservada.nombres_anteriores, absorbida.nombre, *absorbida.nombres_anteriores)
        if n != conservada.nombre
    )
    return Propuesta(
        conservada,
        absorbida,
        tuple(_traslados(conservada, absorbida)),
        completa,
        tuple(nombres),
        tuple(_impedimentos(conservada, absorbida)),
    )


def _impedimentos(conservada: Organizacion, absorbida: Organizacion) -> Iterator[str]:
    if conservada.pk == absorbida.pk:
        yield "Es la misma ficha."
        return
    if conservada.absorbida_por_id or absorbida.absorbida_por_id:
        yield "Una de las dos ya fue absorbida por otra."
    if conservada.ruc and absorbida.ruc and conservada.ruc != absorbida.ruc:
        yield "Tienen RUC distinto: ante la SUNAT son dos, no una."
    iati = {conservada.iati_org_id, absorbida.iati_org_id} - {""}
    if len(iati) > 1:
        yield "Tienen identificador IATI distinto: corrija el que esté mal."
    codigos = Parte.objects.filter(organizacion=conservada).values("convenio")
    comunes = Parte.objects.filter(organizacion=absorbida, convenio__in=codigos)
    for gestion in _gestiones_de_ambas(conservada, absorbida):
        yield f"Con ambas se gestiona {gestion.demanda.codigo}: cierre {gestion.codigo} antes."
    for parte in comunes.select_related("convenio"):
        yield (
            f"Ambas son parte de {parte.convenio.codigo}: pase allí los compromisos de una a la "
            "otra, retírela y vuelva a intentarlo."
        )


def _gestiones_de_ambas(conservada: Organizacion, absorbida: Organizacion) -> Iterator[Gestion]:
    """Open gestiones of the absorbed one for needs that are also raised with the other."""
    abiertas = Gestion.objects.exclude(etapa__in=sorted(DECIDIDAS))
    comunes = abiertas.filter(organizacion=conservada).values("demanda")
    yield from abiertas.filter(organizacion=absorbida, demanda__in=comunes).select_related(
        "demanda"
    )


def _traslados(conservada: Organizacion, absorbida: Organizacion) -> Iterator[Traslado]:
    """Rows of any app that point to the absorbed ficha, except those that history keeps there.

    Where each organisation has at most one row (a profile, its sender at the desk), the one of the
    ficha that stays prevails and the other is left where it is.
    """
    for relacion in _quienes_apuntan():
        modelo = relacion.related_model
        campo = relacion.field.name
        filas = modelo._default_manager.filter(**{campo: absorbida})
        if relacion.one_to_one and modelo._default_manager.filter(**{campo: conservada}).exists():
            continue
        if claves := tuple(filas.order_by("pk").values_list("pk", flat=True)):
            yield Traslado(modelo, campo, claves)


def _quienes_apuntan() -> Iterator[Any]:
    """Relations of every app that lead to an organisation, but those that are history."""
    for relacion in Organizacion._meta.get_fields(include_hidden=True):
        modelo: Any = relacion.related_model
        if not isinstance(relacion, ForeignObjectRel) or issubclass(modelo, Event):
            continue
        if modelo._meta.label not in SE_QUEDAN:
            yield relacion


@transaction.atomic
def fusionar(
    conservada: Organizacion, *, absorbe: Organizacion, motivo: str, por: Usuario
) -> Fusion:
    """Make `absorbe` part of `conservada`: its agreements, registers and contacts pass over, its
    page leads there, and a `Fusion` keeps what it was, who did it and why.

    Raises `ReglaIncumplida` with the first impediment.
    """
    bloqueadas = {
        o.pk: o
        for o in Organizacion.objects.select_for_update(of=("self",))
        .filter(pk__in=[conservada.pk, absorbe.pk])
        .order_by("pk")
    }
    conservada, absorbe = bloqueadas[conservada.pk], bloqueadas[absorbe.pk]
    propuesta = proponer(conservada, absorbe)
    if propuesta.impedimentos:
        raise ReglaIncumplida(propuesta.impedimentos[0])
    ficha = _como_era(absorbe)
    for traslado in propuesta.traslados:
        filas = traslado.modelo._default_manager.filter(pk__in=traslado.claves)
        filas.update(**{traslado.campo: conservada})
    _cerrar(absorbe, conservada)
    _completar(conservada, propuesta)
    return Fusion.objects.create(
        conservada=conservada,
        absorbida=absorbe,
        motivo=motivo,
        ficha=ficha,
        completado=propuesta.completa,
        traslado={t.modelo._meta.label: list(t.claves) for t in propuesta.traslados},
        **autoria(por),
    )


def _cerrar(absorbida: Organizacion, conservada: Organizacion) -> None:
    """The absorbed ficha, and those it had absorbed, lead to the one that stays."""
    Organizacion.objects.filter(absorbida_por=absorbida).update(absorbida_por=conservada)
    sucedidas = Organizacion.objects.filter(sucedida_por=absorbida)
    sucedidas.exclude(pk=conservada.pk).update(sucedida_por=conservada)
    if conservada.sucedida_por_id == absorbida.pk:
        conservada.sucedida_por = None
        conservada.save(update_fields=["sucedida_por"])
    absorbida.absorbida_por, absorbida.ruc, absorbida.iati_org_id = conservada, "", ""
    absorbida.save(update_fields=["absorbida_por", "ruc", "iati_org_id"])


def _completar(conservada: Organizacion, propuesta: Propuesta) -> None:
    for campo, valor in propuesta.completa.items():
        setattr(conservada, campo, valor)
    conservada.nombres_anteriores = list(propuesta.nombres)
    conservada.save(update_fields=[*propuesta.completa, "nombres_anteriores"])


def _como_era(organizacion: Organizacion) -> dict[str, Any]:
    """The fields of the ficha as JSON keeps them."""
    campos = Serializer().serialize([organizacion])[0]["fields"]
    return {c: v if isinstance(v, list | bool | int | None) else str(v) for c, v in campos.items()}
