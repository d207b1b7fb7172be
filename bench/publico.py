"""The three pages that anyone may open against the least Django there can be: `medir publico`.

The floor is bench/piso without a session: the seven usual middlewares and a bare page with the same
form (for /transparencia/, a page of the same size). They take turns, so the goals are ratios.
"""

from collections.abc import Mapping
from contextlib import ExitStack

from django.db import connection

from bench.comun import (
    CLIENTES,
    Contendiente,
    Escribir,
    Metas,
    Peticion,
    alternar,
    carpeta_de_trabajo,
    get,
    servidor,
    tabla,
)

ESCALA = 10_000
PISO, NUESTRO = "piso", "nuestro"
PAGINAS = {"consulta": "/consulta/", "verificar": "/verificar/", "transparencia": "/transparencia/"}
META = 1.3
VUELTAS, SEGUNDOS = 6, 1.5


def volumen(escala: int) -> Mapping[str, int]:
    """What the database of this bench is filled with."""
    return {"expedientes": escala}


def medir(escribir: Escribir, escala: int) -> None:
    """Print the tables and the goals of the public pages on this database."""
    metas = Metas(escribir)
    base = str(connection.settings_dict["NAME"])
    with ExitStack() as pila:
        var = pila.enter_context(carpeta_de_trabajo())
        piso = pila.enter_context(servidor("bench.piso.wsgi", base, var=var))
        nuestro = pila.enter_context(servidor("ocisys.wsgi", base, var=var))
        for nombre, ruta in PAGINAS.items():
            contendientes = {
                PISO: Contendiente(piso.puerto, _siempre(get("/publica/"))),
                NUESTRO: Contendiente(nuestro.puerto, _siempre(get(ruta))),
            }
            una = alternar(contendientes, clientes=1, vueltas=VUELTAS, segundos=SEGUNDOS)
            ocho = alternar(contendientes, clientes=CLIENTES, vueltas=VUELTAS, segundos=SEGUNDOS)
            cabezas = ["", "p50", "p95", "p99", "1", "p50", "p95", "p99", str(CLIENTES)]
            filas = [[quien, *una[quien].celdas(), *ocho[quien].celdas()] for quien in una]
            tabla(escribir, f"{nombre} (ms)", cabezas, filas)
            razon = una[NUESTRO].p(50) / una[PISO].p(50)
            metas.a_lo_mas(f"publico.{nombre}.p50_piso", razon, META)
    escribir(f"\n{len(metas.cortas)} metas cortas")


def _siempre(datos: bytes) -> Peticion:
    return lambda n: datos
