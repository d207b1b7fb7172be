"""What entered, left and was late in a period; by person, procedure and duty; time in each desk.

Restricted expedientes are in no figure, so that everyone reads the same ones and nobody learns of
what may not be known. Each table is one query, whatever the rows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Aggregate, Count, DateTimeField, DurationField, F, Func, Q, QuerySet
from django.db.models.expressions import Value
from django.db.models.functions import Coalesce, Least, TruncDate, TruncWeek
from django.urls import reverse
from django.utils import timezone

from cargos.evidencias import Periodo
from cargos.models import Funcion, Usuario
from tramite.estados import TITULARES
from tramite.models import Acceso, Actuacion, Expediente, Movimiento, Plazo

UN_DIA = timedelta(days=1)


@dataclass(frozen=True)
class Tabla:
    """One table of the report: `filas` are tuples as long as `columnas`; `enlaces`, one a row."""

    clave: str
    titulo: str
    columnas: tuple[str, ...]
    filas: list[tuple[Any, ...]]
    enlaces: list[str]
    nota: str = ""

    @property
    def con_enlaces(self) -> list[tuple[tuple[Any, ...], str]]:
        """Each row with the page of what it counts ("" when there is none)."""
        return list(zip(self.filas, self.enlaces, strict=True))


@dataclass(frozen=True)
class Resumen:
    """The period in five figures; `tarde` of what left, the last two as of today.

    `ingresos`, `respuestas` and `tardias`: where the rows of the first three are.
    """

    entraron: int
    salieron: int
    tarde: int
    abiertos: int
    vencidos: int
    ingresos: str
    respuestas: str
    tardias: str


class Mediana(Aggregate):
    """`PERCENTILE_CONT(0.5)` of an expression; None without rows."""

    function = "PERCENTILE_CONT"
    name = "Mediana"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


def resumen(periodo: Periodo, hoy: date) -> Resumen:
    """The five figures; three queries."""
    vivos = _expedientes().por_atender()
    cuenta = vivos.aggregate(n=Count("pk"), tarde=Count("pk", filter=Q(vence_el__lt=hoy)))
    salidas = _salidas(periodo).aggregate(n=Count("expediente", distinct=True), tarde=_TARDE)
    del_periodo = {
        "atendido_desde": _dia(periodo.desde),
        "atendido_hasta": _dia(periodo.hasta),
    }
    return Resumen(
        entraron=_entradas(periodo).count(),
        salieron=salidas["n"],
        tarde=salidas["tarde"],
        abiertos=cuenta["n"],
        vencidos=cuenta["tarde"],
        ingresos=_lista(desde=_dia(periodo.desde), hasta=_dia(periodo.hasta)),
        respuestas=_lista(**del_periodo),
        tardias=_lista(**del_periodo, atendido="tarde"),
    )


def por_semana(periodo: Periodo, hoy: date) -> Tabla:
    """What entered and left in each week; the Mondays in between are there too."""
    entraron = dict(
        _entradas(periodo)
        .order_by()
        .annotate(semana=TruncDate(TruncWeek("presentado_en")))
        .values_list("semana")
        .annotate(n=Count("pk"))
    )
    salieron = dict(
        _salidas(periodo)
        .order_by()
        .annotate(semana=TruncDate(TruncWeek("en")))
        .values_list("semana")
        .annotate(n=Count("expediente", distinct=True))
    )
    lunes = periodo.desde - timedelta(days=periodo.desde.weekday())
    semanas = [lunes + timedelta(weeks=i) for i in range(((periodo.hasta - lunes).days // 7) + 1)]
    return Tabla(
        "semana",
        "Entradas y salidas por semana",
        ("Semana del", "Entraron", "Salieron"),
        [(s, entraron.get(s, 0), salieron.get(s, 0)) for s in semanas],
        [_lista(desde=_dia(s), hasta=_dia(s + 6 * UN_DIA)) for s in semanas],
    )


def por_cargo(periodo: Periodo, hoy: date) -> Tabla:
    """What each post received, answered and answered late in the period, and holds today."""
    recibio = _por(_movimientos(periodo), "para__nro_orden")
    de_cada_uno = _salidas(periodo).order_by().values_list("por_posicion__nro_orden")
    atendio = dict(de_cada_uno.annotate(n=Count("expediente", distinct=True)))
    tarde = dict(de_cada_uno.annotate(n=_TARDE))
    tiene = _por(_titulares().abiertos(), "para__nro_orden")
    cargos = sorted({c for d in (recibio, atendio, tiene) for c in d if c})
    return Tabla(
        "cargo",
        "Por cargo",
        ("Cargo", "Recibió", "Atendió", "Fuera de plazo", "Tiene hoy"),
        [
            (c, recibio.get(c, 0), atendio.get(c, 0), tarde.get(c, 0), tiene.get(c, 0))
            for c in cargos
        ],
        [_lista(situacion="abiertos", poder=c) for c in cargos],
        nota="El enlace abre lo que cada cargo tiene hoy.",
    )


def por_persona(periodo: Periodo, hoy: date) -> Tabla:
    """What each person registered, answered and answered late, whatever post it was done from."""
    registro = _por(_expedientes().filter(**_en(periodo)), "por")
    de_cada_una = _salidas(periodo).order_by().values_list("por")
    atendio = dict(de_cada_una.annotate(n=Count("expediente", distinct=True)))
    tarde = dict(de_cada_una.annotate(n=_TARDE))
    derivo = _por(_movimientos(periodo).exclude(anterior=None), "por")
    claves = registro.keys() | atendio.keys() | derivo.keys()
    personas = Usuario.objects.filter(pk__in=claves).select_related("persona")
    filas = [
        (str(u), *(d.get(u.pk, 0) for d in (registro, derivo, atendio, tarde))) for u in personas
    ]
    return Tabla(
        "persona",
        "Por persona",
        ("Persona", "Registró", "Derivó", "Atendió", "Fuera de plazo"),
        sorted(filas),
        ["" for _ in filas],
        nota="Lo hecho por encargo cuenta aquí a la persona y, en «Por cargo», al cargo.",
    )


def por_procedimiento(periodo: Periodo, hoy: date) -> Tabla:
    """What entered in the period by procedure, and what became of it."""
    filas = list(
        _entradas(periodo)
        .order_by()
        .values_list("procedimiento", "procedimiento__nombre")
        .annotate(
            n=Count("pk"),
            hechos=Count("pk", filter=Q(pk__in=_con_atencion())),
            tarde=Count("pk", filter=Q(vence_el__lt=hoy) & ~Q(pk__in=_con_atencion())),
        )
        .order_by("-n", "procedimiento__nombre")
    )
    return Tabla(
        "procedimiento",
        "Por procedimiento",
        ("Procedimiento", "Entraron", "De ellos, atendidos", "De ellos, vencidos sin atender"),
        [(nombre or "Sin clasificar", *cuentas) for _, nombre, *cuentas in filas],
        [
            _lista(desde=_dia(periodo.desde), hasta=_dia(periodo.hasta), procedimiento=str(clave))
            if clave
            else ""
            for clave, *_ in filas
        ],
    )


def por_funcion(periodo: Periodo, hoy: date) -> Tabla:
    """What entered in the period by the MOF duty that it serves; one may serve several."""
    filas = list(
        _entradas(periodo)
        .order_by()
        .annotate(clave=Func(F("funciones_mof"), function="unnest"))
        .values_list("clave")
        .annotate(
            n=Count("pk"),
            hechos=Count("pk", filter=Q(pk__in=_con_atencion())),
            tarde=Count("pk", filter=_fuera_de_plazo(hoy)),
        )
        .order_by("clave")
    )
    textos = dict(
        Funcion.objects.filter(clave__in=[f[0] for f in filas]).values_list("clave", "texto")
    )
    return Tabla(
        "funcion",
        "Por función del MOF",
        ("Función", "Qué dice", "Entraron", "De ellos, atendidos", "Fuera de plazo"),
        [(clave, textos.get(clave, ""), n, hechos, tarde) for clave, n, hechos, tarde in filas],
        [
            _lista(desde=_dia(periodo.desde), hasta=_dia(periodo.hasta), funcion=clave)
            for clave, *_ in filas
        ],
        nota="Un expediente puede servir a varias funciones y entonces cuenta en cada una. Fuera "
        "de plazo: atendidos tarde o vencidos sin atender.",
    )


def tiempo_en_cada_mesa(periodo: Periodo, hoy: date) -> Tabla:
    """How long each post held what it received in the period, in days with their nights."""
    hasta = Least(Coalesce("cerrado_en", Value(timezone.now())), Value(_fin(periodo.hasta)))
    espera = Coalesce("recibido_en", hasta, output_field=DateTimeField()) - F("en")
    filas = list(
        _movimientos(periodo)
        .order_by()
        .values_list("para__nro_orden")
        .annotate(
            n=Count("pk"),
            mediana=Mediana(hasta - F("en"), output_field=DurationField()),
            recibir=Mediana(espera, output_field=DurationField()),
        )
        .order_by("para__nro_orden")
    )
    return Tabla(
        "tiempo",
        "Tiempo en cada mesa",
        ("Cargo", "Pases", "Mediana en su poder (días)", "Mediana hasta recibir (días)"),
        [(cargo, n, _dias(poder), _dias(recibir)) for cargo, n, poder, recibir in filas],
        ["" for _ in filas],
        nota="Lo que sigue abierto cuenta hasta hoy o hasta el fin del periodo.",
    )


TABLAS: dict[str, Callable[[Periodo, date], Tabla]] = {
    "semana": por_semana,
    "cargo": por_cargo,
    "persona": por_persona,
    "procedimiento": por_procedimiento,
    "funcion": por_funcion,
    "tiempo": tiempo_en_cada_mesa,
}


def _expedientes() -> Any:
    return Expediente.objects.filter(acceso=Acceso.OFICINA)


def _entradas(periodo: Periodo) -> Any:
    return _expedientes().presentados(periodo.desde, periodo.hasta)


def _salidas(periodo: Periodo) -> QuerySet[Actuacion]:
    """Answers given within the period."""
    return Actuacion.objects.filter(
        clase=Actuacion.Clase.ATENCION, expediente__acceso=Acceso.OFICINA, **_en(periodo)
    )


def _titulares() -> Any:
    return Movimiento.objects.filter(tipo__in=TITULARES, expediente__acceso=Acceso.OFICINA)


def _movimientos(periodo: Periodo) -> Any:
    """Changes of hands within the period."""
    return _titulares().filter(**_en(periodo))


def _en(periodo: Periodo) -> dict[str, datetime]:
    """The acts done within the period."""
    return {"en__gte": _inicio(periodo.desde), "en__lte": _fin(periodo.hasta)}


def _con_atencion() -> Any:
    return Actuacion.objects.filter(clase=Actuacion.Clase.ATENCION).values("expediente")


def _tardios() -> Any:
    return Plazo.objects.respondidos_tarde().values("expediente")


def _fuera_de_plazo(hoy: date) -> Q:
    """Answered late, or past its date without an answer."""
    sin_atender = Q(vence_el__lt=hoy) & ~Q(pk__in=_con_atencion())
    return Q(pk__in=_tardios()) | sin_atender


_TARDE = Count("expediente", distinct=True, filter=Q(expediente__in=_tardios()))


def _por(filas: Any, campo: str) -> dict[str, int]:
    return dict(filas.order_by().values_list(campo).annotate(n=Count("pk")))


def _inicio(dia: date) -> datetime:
    return timezone.make_aware(datetime.combine(dia, time.min))


def _fin(dia: date) -> datetime:
    return timezone.make_aware(datetime.combine(dia, time.max))


def _dias(lapso: timedelta | None) -> Decimal | None:
    if lapso is None:
        return None
    return (Decimal(lapso.total_seconds()) / 86_400).quantize(Decimal("0.1"))


def _dia(dia: date) -> str:
    return f"{dia:%d/%m/%Y}"


def _lista(**filtros: str) -> str:
    return f"{reverse('tramite:expedientes')}?{urlencode(filtros | {'acceso': Acceso.OFICINA})}"
