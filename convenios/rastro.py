"""The trail of agreements and organisations; of reserved ones, only for who may see them."""

from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Model, Q, QuerySet

from cargos.permisos import Permiso
from convenios.models import (
    Adenda,
    AporteComprometido,
    Clasificacion,
    Clausula,
    Compromiso,
    Contacto,
    Convenio,
    CriteriosPrioridad,
    DecisionRenovacion,
    Desembolso,
    Donacion,
    Evaluacion,
    Firma,
    Hito,
    Indicador,
    Interaccion,
    MaterialInformativo,
    ModeloClausula,
    Organizacion,
    ParametroAlertas,
    ParametroCumplimiento,
    ParametroEmparejamiento,
    Parte,
    PasoRequerimiento,
    PropuestaEmpresa,
    RegistroApci,
    Requerimiento,
    Resultado,
    Seguimiento,
    TransicionEtapa,
)
from convenios.models.requerimiento import DE_DONDE
from ocisys.base import rastro
from ocisys.base.rastro import Clase, Dicho, FuenteDeActos
from ocisys.base.rastro_versiones import FuenteDeVersiones

Visibles = Callable[[Any], QuerySet[Any, Any]]


def _propios(modelo: Any) -> Visibles:
    """Rows of a model that already knows who may see them."""

    def visibles(usuario: Any) -> QuerySet[Any, Any]:
        if not usuario.puede(Permiso.CONVENIO_VER):
            return modelo._default_manager.none()
        return modelo._default_manager.visibles_para(usuario)

    return visibles


def _de(modelo: type[Model], camino: str) -> Visibles:
    """Rows of a model that hangs from an agreement by `camino`."""

    def visibles(usuario: Any) -> QuerySet[Any, Any]:
        if not usuario.puede(Permiso.CONVENIO_VER):
            return modelo._default_manager.none()
        convenios = Convenio.objects.visibles_para(usuario).order_by().values("pk")
        return modelo._default_manager.filter(**{f"{camino}__in": convenios})

    return visibles


def _version(
    modelo: Any, rotulo: tuple[str, ...], camino: str = "", **mas: Any
) -> FuenteDeVersiones:
    """The versions of a model of an agreement (`camino` to it), or of one that stands alone."""
    if camino:
        mas |= {"visibles": _de(modelo, camino), "objeto": f"{camino}__codigo"}
    return FuenteDeVersiones(modelo, Clase.ACTOS, rotulo, **{"visibles": _propios(modelo)} | mas)


def _actos(
    modelo: type[Model], camino: str, decir: Callable[[Any], tuple[str, str]]
) -> FuenteDeActos:
    """Acts of an agreement: `decir` gives what was done and its text."""

    def dicho(fila: Any) -> Dicho:
        convenio = fila
        for paso in camino.split("__"):
            convenio = getattr(convenio, paso)
        que, texto = decir(fila)
        return que, f"Convenio {convenio.codigo}", convenio.get_absolute_url(), texto, ()

    def visibles(usuario: Any) -> QuerySet[Any, Any]:
        return _de(modelo, camino)(usuario).select_related(camino)

    def objeto(codigo: str) -> Q:
        return Q(**{f"{camino}__codigo__iexact": codigo})

    return FuenteDeActos(Clase.ACTOS, visibles, dicho, objeto)


def _cuanto(fila: Desembolso) -> str:
    """What arrived, or else what is planned."""
    monto = fila.real if fila.real is not None else fila.programado
    return f"{fila.moneda} {monto:,.2f}" if monto is not None else ""


def _interaccion(fila: Interaccion) -> Dicho:
    que = f"Interacción: {fila.get_tipo_display().lower()}"
    return que, str(fila.organizacion), fila.organizacion.get_absolute_url(), fila.resumen, ()


def _interacciones(usuario: Any) -> QuerySet[Any, Any]:
    return _propios(Interaccion)(usuario).select_related("organizacion")


def _de_ajustes(modelo: type[Model]) -> FuenteDeActos:
    """Sets that the office fixes with its reason: each one is a whole row."""

    def decir(fila: Any) -> Dicho:
        return f"Se fijó: {modelo._meta.verbose_name}", str(fila), "", fila.motivo, ()

    return FuenteDeActos(Clase.SISTEMA, lambda usuario: modelo._default_manager.all(), decir, _nada)


def _de_requerimientos(usuario: Any) -> QuerySet[Any, Any]:
    suyos = _propios(Requerimiento)(usuario).order_by().values("pk")
    relacionados = (f"requerimiento__{de}" for de in DE_DONDE)
    return PasoRequerimiento.objects.filter(requerimiento__in=suyos).select_related(*relacionados)


def _requerimiento(paso: PasoRequerimiento) -> Dicho:
    que, fila = f"Requerimiento: {paso.get_tipo_display().lower()}", paso.requerimiento
    return que, f"{fila.codigo}, {fila.origen.codigo}", fila.get_absolute_url(), paso.texto, ()


def _de_ese_requerimiento(codigo: str) -> Q:
    nombres = ("codigo", "convenio__codigo", "instrumento__siglas")
    return reduce(or_, (Q(**{f"requerimiento__{n}__iexact": codigo}) for n in nombres))


AJUSTES: tuple[type[Model], ...] = (
    ParametroCumplimiento,
    ParametroAlertas,
    ParametroEmparejamiento,
    CriteriosPrioridad,
    ModeloClausula,
)


def _nada(texto: str) -> None:
    """Not found by the code of an agreement."""


def declarar() -> None:
    """Called once by `ConveniosConfig.ready`."""
    rastro.registrar(
        _version(Convenio, ("codigo", "denominacion"), objeto="codigo", con_pagina=True),
        _version(Compromiso, ("convenio", "titulo"), "convenio", con_pagina=True),
        _version(Clausula, ("convenio", "numero"), "convenio"),
        _version(Parte, ("convenio", "organizacion"), "convenio"),
        _version(Hito, ("convenio",), "convenio"),
        _version(Clasificacion, ("convenio",), "convenio"),
        _version(Evaluacion, ("convenio",), "convenio"),
        _version(Resultado, ("convenio",), "convenio"),
        _version(Indicador, ("resultado",), "resultado__convenio"),
        _version(Firma, ("parte",), "parte__convenio"),
        _version(Organizacion, ("nombre",), con_pagina=True),
        _version(Contacto, ("organizacion",)),
        _version(RegistroApci, ("organizacion",)),
        _version(PropuestaEmpresa, ("empresa",)),
        _version(Donacion, ("organizacion",)),
        _version(MaterialInformativo, ("titulo",)),
        _actos(TransicionEtapa, "convenio", lambda t: (f"Pasó a «{t.get_a_display()}»", t.motivo)),
        _actos(DecisionRenovacion, "convenio", lambda d: ("Se decidió la renovación", d.motivo)),
        _actos(Adenda, "convenio", lambda a: (f"Adenda {a.numero}", a.objeto)),
        _actos(
            AporteComprometido,
            "convenio",
            lambda a: ("Aporte comprometido", f"{a.anio}: {a.moneda} {a.monto:,.2f}"),
        ),
        _actos(Desembolso, "convenio", lambda d: ("Desembolso", _cuanto(d))),
        _actos(
            Seguimiento,
            "ocurrencia__compromiso__convenio",
            lambda s: (f"Seguimiento: {s.get_tipo_display().lower()}", s.narrativa),
        ),
        FuenteDeActos(Clase.ACTOS, _de_requerimientos, _requerimiento, _de_ese_requerimiento),
        FuenteDeActos(Clase.ACTOS, _interacciones, _interaccion, _nada),
        *map(_de_ajustes, AJUSTES),
    )
