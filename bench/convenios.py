"""The Jefe's dashboard at scale: `manage.py medir convenios`, each convenio with fifty obligations.

Its page is asked in turns with the statements it makes, sent through psycopg2 alone. Then its
figures, today and on a past day, are compared with those of plain Python: every obligation and
every act read once and added row by row, without any of our querysets.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from bench.comun import (
    Escribir,
    Metas,
    Serie,
    carpeta_de_trabajo,
    comprobar,
    cruda,
    entrar,
    get,
    sentencias,
    servidor,
    tabla,
)
from cargos.models import Usuario
from convenios.cifras import Fila, Merito, Parametros, Sumas, cumplimiento, porcentaje, sumar
from convenios.forms.filtros import FiltroTablero
from convenios.models import (
    Convenio,
    FotoConvenio,
    Ocurrencia,
    ParametroCumplimiento,
)
from convenios.models.foto import campos_de
from convenios.simulacion import merito_de
from convenios.tablero import armar

ESCALA = 10_000
CARGO = "067"
URL = "/convenios/tablero/"
VUELTAS = 40
ACTOS = 10
PASADO = timedelta(days=200)
P95_MS, VECES_SQL = 300, 2


def volumen(escala: int) -> Mapping[str, int]:
    """What the database of this bench is filled with."""
    return {"convenios": escala}


def medir(escribir: Escribir, escala: int) -> None:
    """Print the tables and the goals of the dashboard on this database of `escala` convenios."""
    metas = Metas(escribir)
    quien = Usuario.objects.get(persona__designaciones__posicion__nro_orden=CARGO)
    _pagina(escribir, metas, quien)
    _cifras(escribir, metas, quien)
    obligaciones = Ocurrencia.objects.count()
    escribir(
        f"\n{Convenio.objects.count():,} convenios, {obligaciones:,} obligaciones · "
        f"{len(metas.cortas)} metas cortas"
    )


def _pagina(escribir: Escribir, metas: Metas, quien: Usuario) -> None:
    """The page and its statements in turns; and the page right after something changed."""
    consultas = [s for s in sentencias(URL, quien)[0] if s.startswith("SELECT")]
    base = str(connection.settings_dict["NAME"])
    series = {nombre: Serie() for nombre in ("tablero", "sus consultas", "tras un acto")}
    with ExitStack() as pila:
        var = pila.enter_context(carpeta_de_trabajo())
        puerto = pila.enter_context(servidor("ocisys.wsgi", base, var=var)).puerto
        ejecutar = pila.enter_context(cruda(base))
        peticion = get(URL, entrar(quien))
        for _ in range(4):
            comprobar(puerto, peticion)  # both workers warm
        for _ in range(VUELTAS):
            _cronometrar(series["tablero"], lambda: comprobar(puerto, peticion))
            series["sus consultas"].ms.append(sum(map(ejecutar, consultas)))
        for n in range(ACTOS):
            _tocar(n)
            _cronometrar(series["tras un acto"], lambda: comprobar(puerto, peticion))
    filas = [[nombre, *serie.celdas()[:3]] for nombre, serie in series.items()]
    tabla(escribir, "Tablero, un cliente", ["", "p50", "p95", "p99 ms"], filas)
    metas.a_lo_mas("convenios.tablero_p95_ms", series["tablero"].p(95), P95_MS)
    veces = series["tablero"].p(50) / series["sus consultas"].p(50)
    metas.a_lo_mas("convenios.tablero_veces_sql", veces, VECES_SQL)
    metas.a_lo_mas(
        "convenios.tablero_tras_un_acto_p95_ms", series["tras un acto"].p(95), 2 * P95_MS
    )


def _cronometrar(serie: Serie, hacer: Any) -> None:
    antes = time.perf_counter()
    hacer()
    serie.ms.append((time.perf_counter() - antes) * 1000)


def _tocar(n: int) -> None:
    """Write on an obligation, as an act does: the fotos of its convenio are taken again."""
    pk = Ocurrencia.objects.order_by("pk").values_list("pk", flat=True)[n * 53]
    Ocurrencia.objects.filter(pk=pk).update(norma_prorroga="")


def _cifras(escribir: Escribir, metas: Metas, quien: Usuario) -> None:
    """Each foto and the Sector's figure against plain Python, today and on a past day."""
    hoy = timezone.localdate()
    filas, distintos = [], 0
    for dia in (hoy, hoy - PASADO):
        p = ParametroCumplimiento.objects.en_vigor(dia)
        tablero = armar(FiltroTablero({"al": dia.isoformat()}, hoy=hoy), quien)
        esperadas = _en_python(dia, p)
        campos = ["convenio", *campos_de(Sumas())]
        fotos = FotoConvenio.objects.filter(dia=dia).values_list(*campos, "en_curso", named=True)
        del_sector = Sumas()
        importancias = dict(Convenio.objects.values_list("pk", "importancia"))
        for foto in fotos:
            suya = esperadas.get(foto.convenio, Sumas())
            distintos += suya != Sumas(**{c: getattr(foto, c) for c in campos[1:]})
            if foto.en_curso:
                del_sector += suya.ponderadas(importancias[foto.convenio])
        distintos += del_sector != tablero.sector
        filas.append(
            [
                f"{dia:%d/%m/%Y}",
                f"{tablero.cumplimiento} %",
                f"{porcentaje(cumplimiento(del_sector))} %",
                f"{tablero.exigibles:,}",
            ]
        )
    cabezas = ["al", "tablero", "fila por fila", "exigibles"]
    tabla(escribir, "La misma cifra, sumada en Python", cabezas, filas)
    metas.a_lo_mas("convenios.cifras_distintas", distintos, 0)


def _en_python(dia: date, p: Parametros) -> dict[int, Sumas]:
    """The sums of our side of each convenio on `dia`, from plain rows and their histories."""
    historias: dict[int, tuple[str, int, date | None]] = {}
    for ocurrencia, estado, avance, cumplida in _iterar(
        "SELECT ocurrencia_id, estado, avance, cumplida_el FROM convenios_seguimiento "
        "WHERE fecha <= %s ORDER BY fecha, id",
        dia,
    ):
        historias[ocurrencia] = (estado, avance, cumplida)
    filas: dict[int, list[Fila]] = defaultdict(list)
    for pk, convenio, peso, vence, criticidad in _iterar(
        "SELECT o.id, c.convenio_id, c.peso, o.fecha_exigible, c.criticidad "
        "FROM convenios_ocurrencia o JOIN convenios_compromiso c ON c.id = o.compromiso_id "
        "JOIN convenios_parte p ON p.id = c.obligado_id WHERE p.lado = %s",
        "sector",
    ):
        estado, avance, cumplida = historias.get(pk, ("", 0, None))
        merito = merito_de(estado) if estado else Merito.NINGUNO
        filas[convenio].append(Fila(peso, vence, merito, avance, cumplida, criticidad))
    return {convenio: sumar(suyas, dia, p) for convenio, suyas in filas.items()}


def _iterar(sql: str, *parametros: object) -> Iterable[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parametros)
        yield from cursor.fetchall()
