"""The trail of agreements and organisations; of reserved ones, only for who may see them."""

from collections.abc import Callable
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
    DecisionRenovacion,
    Desembolso,
    Donacion,
    Evaluacion,
    Firma,
    Hito,
    Indicador,
    Interaccion,
    MaterialInformativo,
    Organizacion,
    ParametroCumplimiento,
    Parte,
    PasoRequerimiento,
    PropuestaEmpresa,
    RegistroApci,
    Resultado,
    Seguimiento,
    TransicionEtapa,
)
from ocisys.base import rastro
from ocisys.base.rastro import Clase, FuenteDeActos
from ocisys.base.rastro_versiones import FuenteDeVersiones

Visibles = Callable[[Any], QuerySet[Any, Any]]
Cambios = tuple[tuple[str, str, str], ...]
Dicho = tuple[str, str, str, str, Cambios]


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


def _parametros(usuario: Any) -> QuerySet[Any, Any]:
    return ParametroCumplimiento.objects.all()


def _parametro(fila: ParametroCumplimiento) -> Dicho:
    return "Pesos y umbrales: se fijaron", "", "", "", ()


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
        _actos(
            PasoRequerimiento,
            "requerimiento__convenio",
            lambda p: (f"Requerimiento: {p.get_tipo_display().lower()}", p.texto),
        ),
        FuenteDeActos(Clase.ACTOS, _interacciones, _interaccion, _nada),
        FuenteDeActos(Clase.SISTEMA, _parametros, _parametro, _nada),
    )
