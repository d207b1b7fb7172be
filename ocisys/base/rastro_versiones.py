"""Audited versions of a model as lines of the trail: what it was, what it became, in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone

from ocisys.base.auditado import eventos_de
from ocisys.base.rastro import Clase, Huella, Pregunta, entre

HECHO = {"insert": "se registró", "update": "se cambió", "delete": "se eliminó"}
CALLADOS = frozenset({"actualizado_en", "origen", "version", "date_joined", "last_login"})
"""Fields that change by themselves and tell nothing."""


@dataclass(frozen=True)
class FuenteDeVersiones:
    """The versions of an `@auditado` model: what it was and what it became.

    `visibles` gives the rows of the model whose versions a person may read (None: all, for what is
    of the system); `rotulo` are the fields that name one, `objeto` the path by which it is asked
    for, `con_pagina` whether the row has a page of its own.
    """

    modelo: type[Model]
    clase: Clase
    rotulo: tuple[str, ...]
    visibles: Callable[[Any], QuerySet[Any, Any]] | None = None
    objeto: str = ""
    con_pagina: bool = False
    momento: str = "pgh_created_at"
    clave: str = "pgh_id"

    def filas(self, usuario: Any, pregunta: Pregunta) -> QuerySet[Any, Any] | None:
        filas = eventos_de(self.modelo).objects.all()
        if self.visibles is not None:
            filas = filas.filter(pgh_obj__in=self.visibles(usuario).order_by().values("pk"))
        if pregunta.objeto:
            if not self.objeto:
                return None
            nombrados = {f"{self.objeto}__iexact": pregunta.objeto}
            pedidos = self.modelo._default_manager.filter(**nombrados)
            filas = filas.filter(pgh_obj__in=pedidos.order_by().values("pk"))
        if pregunta.persona is not None:
            filas = filas.filter(pgh_context__usuario=pregunta.persona)
        return entre(filas, self.momento, pregunta)

    def huellas(self, filas: Sequence[Any], usuario: Any) -> list[Huella]:
        antes = self._anteriores(filas)
        quien = None if self.visibles is None else usuario
        nombres = _Nombres(self._campos(), [*filas, *antes.values()], quien)
        return [self._huella(fila, antes.get(fila.pgh_id), nombres) for fila in filas]

    def _anteriores(self, filas: Sequence[Any]) -> dict[int, Any]:
        """The version before each one, if it was kept; one query."""
        objetos = {f.pgh_obj_id for f in filas}
        hasta = max((f.pgh_id for f in filas), default=0)
        todas = eventos_de(self.modelo).objects.filter(pgh_obj__in=objetos, pgh_id__lte=hasta)
        antes: dict[int, Any] = {}
        ultima: dict[int, Any] = {}
        pedidas = {f.pgh_id for f in filas}
        for version in todas.order_by("pgh_id"):
            if version.pgh_id in pedidas and version.pgh_obj_id in ultima:
                antes[version.pgh_id] = ultima[version.pgh_obj_id]
            ultima[version.pgh_obj_id] = version
        return antes

    def _campos(self) -> list[Any]:
        kept = {f.name for f in eventos_de(self.modelo)._meta.concrete_fields}
        propios = (f for f in self.modelo._meta.concrete_fields if f.name in kept)
        return [f for f in propios if not f.primary_key and f.name not in CALLADOS]

    def _huella(self, fila: Any, antes: Any, nombres: "_Nombres") -> Huella:
        contexto = fila.pgh_context or {}
        nombre = str(self.modelo._meta.verbose_name)
        return Huella(
            en=fila.pgh_created_at,
            por=contexto.get("usuario"),
            calidad=contexto.get("calidad", ""),
            que=f"{nombre[:1].upper()}{nombre[1:]}: {HECHO.get(fila.pgh_label, fila.pgh_label)}",
            objeto=" ".join(str(v) for c in self.rotulo if (v := nombres.valor(fila, c))),
            enlace=self._enlace(fila),
            cambios=nombres.cambios(antes, fila) if antes is not None else (),
        )

    def _enlace(self, fila: Any) -> str:
        if not self.con_pagina or fila.pgh_label == "delete":
            return ""
        suyos = {f.attname: getattr(fila, f.attname, None) for f in self._campos()}
        copia = self.modelo(pk=fila.pgh_obj_id, **suyos)
        return str(copia.get_absolute_url())  # type: ignore[attr-defined]


class _Nombres:
    """Values of fields in words; what they point to is named with one query a table.

    What the reader may not know of is not named; without a reader everything is.
    """

    def __init__(self, campos: Sequence[Any], filas: Sequence[Any], usuario: Any) -> None:
        self._campos = {c.name: c for c in campos}
        self._dichos = {
            c.name: _nombrados(c.related_model, {getattr(f, c.attname) for f in filas}, usuario)
            for c in campos
            if c.is_relation
        }

    def cambios(self, antes: Any, despues: Any) -> tuple[tuple[str, str, str], ...]:
        """Each field that differs: its name, the whole value before and after."""
        return tuple(
            (_titulo(c), self.valor(antes, nombre), self.valor(despues, nombre))
            for nombre, c in self._campos.items()
            if getattr(antes, c.attname) != getattr(despues, c.attname)
        )

    def valor(self, fila: Any, nombre: str) -> str:
        campo = self._campos[nombre]
        valor = getattr(fila, campo.attname)
        if valor is None or valor == "":
            return ""
        if campo.is_relation:
            return self._dichos[nombre].get(valor, "(no lo puede ver)")
        if campo.choices:
            return str(dict(campo.flatchoices).get(valor, valor))
        return en_letras(valor)


def _nombrados(modelo: Any, claves: set[Any], usuario: Any) -> Mapping[Any, str]:
    claves.discard(None)
    if not claves:
        return {}
    filas = modelo._default_manager.all()
    ver = getattr(filas, "visibles_para", None) if usuario is not None else None
    filas = ver(usuario) if ver else filas
    return {f.pk: str(f) for f in filas.filter(pk__in=claves)}


def _titulo(campo: Any) -> str:
    nombre = str(campo.verbose_name)
    return nombre[:1].upper() + nombre[1:]


def en_letras(valor: Any) -> str:
    """A value as the office writes it."""
    if isinstance(valor, bool):
        return "Sí" if valor else "No"
    if isinstance(valor, list | tuple):
        return ", ".join(map(en_letras, valor))
    if hasattr(valor, "lower") and hasattr(valor, "upper") and not isinstance(valor, str):
        return f"del {en_letras(valor.lower)} al {en_letras(valor.upper)}"
    if valor is None:
        return "—"
    return _en_fecha(valor)


def _en_fecha(valor: Any) -> str:
    if isinstance(valor, datetime):
        return f"{timezone.localtime(valor):%d/%m/%Y %H:%M}"
    return f"{valor:%d/%m/%Y}" if isinstance(valor, date) else str(valor)
