"""Pages by key: a page starts after a row, not after a count of rows.

The thousandth page costs what the first costs, nobody's row is skipped or seen twice because a
colleague registered another one meanwhile, and nothing is counted. The links are
`{% querystring tras=pagina.siguiente ante=None %}` and `{% querystring ante=pagina.anterior
tras=None %}` (componentes/_paginacion.html).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.core import signing
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Aggregate, Expression, F, Func, Model, OrderBy, Q, QuerySet, Value
from django.db.models.functions import NullIf

M = TypeVar("M", bound=Model)

POR_PAGINA = 25
NINGUNA = Q(pk__in=[])


@dataclass(frozen=True)
class Pagina(Generic[M]):
    """Rows of a page and the cursors of its neighbours ("" when there is none)."""

    filas: list[M] = field(default_factory=list)
    anterior: str = ""
    siguiente: str = ""

    def __iter__(self) -> Iterator[M]:
        return iter(self.filas)

    def __len__(self) -> int:
        return len(self.filas)


@dataclass(frozen=True)
class _Clave:
    """One key of the order, under the alias that holds its value in each row."""

    alias: str
    expresion: Any
    desciende: bool
    admite_nulos: bool
    nulos_primero: bool = False

    def al_reves(self) -> "_Clave":
        return replace(self, desciende=not self.desciende, nulos_primero=not self.nulos_primero)

    def orden(self) -> OrderBy:
        # A NULLS clause on a column that has none would keep PostgreSQL from using its index.
        nulos = {} if not self.admite_nulos else self._nulos()
        return OrderBy(F(self.alias), descending=self.desciende, **nulos)

    def _nulos(self) -> dict[str, bool]:
        return {"nulls_first": True} if self.nulos_primero else {"nulls_last": True}

    def igual(self, valor: Any) -> Q:
        return Q(**{f"{self.alias}__isnull": True} if valor is None else {self.alias: valor})

    def despues(self, valor: Any) -> Q:
        """Rows that come after `valor` in the direction of this key."""
        return self._comparar(valor, "lt" if self.desciende else "gt")

    def no_antes(self, valor: Any) -> Q:
        """Rows equal to `valor` or after it, as one comparison: a range of an index."""
        if valor is None:
            return Q() if self.nulos_primero else self.igual(None)
        return self._comparar(valor, "lte" if self.desciende else "gte")

    def _comparar(self, valor: Any, operador: str) -> Q:
        if valor is None:
            return Q(**{f"{self.alias}__isnull": False}) if self.nulos_primero else NINGUNA
        condicion = Q(**{f"{self.alias}__{operador}": valor})
        if self.admite_nulos and not self.nulos_primero:
            condicion |= Q(**{f"{self.alias}__isnull": True})
        return condicion


def paginar(
    queryset: QuerySet[M],
    parametros: Mapping[str, Any],
    *,
    orden: Sequence[str | Expression | F | OrderBy],
    por: int = POR_PAGINA,
) -> Pagina[M]:
    """The page of `queryset` that `parametros` (`request.GET`) asks for; one query, no COUNT.

    `orden` is a sequence of field paths ("-registrado_en", "organizacion__nombre") and expressions
    (`ordena_es("nombre")`, `F("x").desc()`); the primary key is added at the end unless it is
    there, so that equal rows keep an order. Empty values always come last. `?tras=` takes the
    rows after a cursor, `?ante=` those before it. A cursor that is not ours, or of another order
    of the same list, gives the first page. Raises FieldError for a field that does not exist.
    """
    claves = _claves(queryset, orden)
    base = _con_claves(queryset, claves)
    sal = _sal(queryset.model, orden)
    for nombre, adelante in (("tras", True), ("ante", False)):
        valores = _leer(base, claves, parametros.get(nombre), sal)
        if valores and (pagina := _hacia(base, claves, valores, por, sal, adelante=adelante)):
            return pagina
    return _primera(list(_las_primeras(base, claves, por)), claves, por, sal)


def las_primeras(
    queryset: QuerySet[M], *, orden: Sequence[str], por: int = POR_PAGINA
) -> QuerySet[M]:
    """What `paginar` asks for a first page, to be prepared once (ocisys/base/preparada)."""
    claves = _claves(queryset, orden)
    return _las_primeras(_con_claves(queryset, claves), claves, por)


def primera_pagina(
    filas: list[M], modelo: type[M], *, orden: Sequence[str], por: int = POR_PAGINA
) -> Pagina[M]:
    """The page that `paginar` makes, of the rows of `las_primeras` with the same order."""
    claves = _claves(modelo._default_manager.none(), orden)
    return _primera(filas, claves, por, _sal(modelo, orden))


def _con_claves(queryset: QuerySet[M], claves: list[_Clave]) -> QuerySet[M]:
    return queryset.annotate(**{c.alias: c.expresion for c in claves})


def _las_primeras(base: QuerySet[M], claves: list[_Clave], por: int) -> QuerySet[M]:
    return base.order_by(*[c.orden() for c in claves])[: por + 1]


def _primera(filas: list[M], claves: list[_Clave], por: int, sal: str) -> Pagina[M]:
    hay_mas = len(filas) > por
    return Pagina(filas[:por], siguiente=_cursor(filas[por - 1], claves, sal) if hay_mas else "")


def _sal(modelo: type[Model], orden: Sequence[Any]) -> str:
    return f"paginacion:{modelo._meta.label_lower}:{orden!r}"


def _hacia(
    base: QuerySet[M],
    claves: list[_Clave],
    valores: list[Any],
    por: int,
    sal: str,
    *,
    adelante: bool,
) -> Pagina[M] | None:
    """The page on one side of a cursor; None when nothing is left there."""
    marcha = claves if adelante else [c.al_reves() for c in claves]
    consulta = base.filter(_despues_de(marcha, valores)).order_by(*[c.orden() for c in marcha])
    filas = list(consulta[: por + 1])
    if not filas:
        return None
    hay_mas, filas = len(filas) > por, filas[:por]
    if not adelante:
        filas.reverse()
    return Pagina(
        filas,
        anterior=_cursor(filas[0], claves, sal) if adelante or hay_mas else "",
        siguiente=_cursor(filas[-1], claves, sal) if not adelante or hay_mas else "",
    )


def _claves(queryset: QuerySet[M], orden: Sequence[Any]) -> list[_Clave]:
    partes = list(orden)
    if partes[-1:] not in (["pk"], ["-pk"], ["id"], ["-id"]):
        partes.append("pk")
    return [_clave(queryset, i, parte) for i, parte in enumerate(partes)]


def _clave(queryset: QuerySet[M], i: int, parte: Any) -> _Clave:
    expresion: Any
    if isinstance(parte, str):
        expresion, desciende = F(parte.removeprefix("-")), parte.startswith("-")
    elif isinstance(parte, OrderBy):
        expresion, desciende = parte.expression, parte.descending
    else:
        expresion, desciende = parte, False
    return _Clave(f"_clave{i}", expresion, desciende, _admite_nulos(queryset, expresion))


def _admite_nulos(queryset: QuerySet[M], expresion: Any) -> bool:
    """Whether an expression can be NULL; yes when in doubt, which is only slower."""
    if isinstance(expresion, F):
        return _campo_admite_nulos(queryset, str(expresion.name))  # type: ignore[attr-defined]
    if isinstance(expresion, Value):
        return expresion.value is None
    if isinstance(expresion, Func) and not isinstance(expresion, Aggregate | NullIf):
        return any(_admite_nulos(queryset, e) for e in expresion.get_source_expressions())
    return True


def _campo_admite_nulos(queryset: QuerySet[M], camino: str) -> bool:
    if camino in queryset.query.annotations:
        return True
    opciones: Any = queryset.model._meta
    for nombre in camino.split("__"):
        try:
            campo = opciones.pk if nombre == "pk" else opciones.get_field(nombre)
        except FieldDoesNotExist:
            return True  # a transform; if it is a mistake, annotate() says so
        if campo is None or getattr(campo, "null", True):
            return True
        opciones = campo.related_model._meta if campo.is_relation else opciones
    return False


def _despues_de(claves: list[_Clave], valores: list[Any]) -> Q:
    """`(a, b) > (x, y)` for mixed directions and NULLs.

    The first factor repeats what the others imply: it is the range that an index can use.
    """
    pares = list(zip(claves, valores, strict=True))
    alguna, iguales = NINGUNA, Q()
    for clave, valor in pares:
        alguna |= iguales & clave.despues(valor)
        iguales &= clave.igual(valor)
    primera, valor = pares[0]
    return primera.no_antes(valor) & alguna


def _cursor(fila: Model, claves: list[_Clave], sal: str) -> str:
    valores = [_a_texto(getattr(fila, c.alias)) for c in claves]
    return signing.Signer(salt=sal).sign_object(valores)


def _a_texto(valor: Any) -> str | None:
    if valor is None:
        return None
    # Not Django's JSON encoder: it cuts microseconds, and rows of one millisecond would be lost.
    return valor.isoformat() if isinstance(valor, date | datetime) else str(valor)


def _leer(
    base: QuerySet[M], claves: list[_Clave], cursor: str | None, sal: str
) -> list[Any] | None:
    """The values of a cursor of ours, in the types of their keys; None for anything else."""
    if not cursor:
        return None
    try:
        textos = signing.Signer(salt=sal).unsign_object(cursor)
        campos = [base.query.annotations[c.alias].output_field for c in claves]
        return [campo.to_python(t) for campo, t in zip(campos, textos, strict=True)]
    except (signing.BadSignature, ValidationError, ValueError, TypeError):
        return None
