"""Threads and processes with their own database connection, for the tests of locks."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connection

A = TypeVar("A")
R = TypeVar("R")


def a_la_vez(funcion: Callable[[A], R], entradas: Iterable[A], *, manos: int) -> list[R]:
    """`funcion` on each entry in `manos` threads, each call on a connection of its own."""

    def con_conexion(entrada: A) -> R:
        try:
            return funcion(entrada)
        finally:
            connection.close()

    with ThreadPoolExecutor(manos) as hilos:
        return list(hilos.map(con_conexion, entradas))
