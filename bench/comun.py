"""Common ground of the benches: servers, clients, percentiles, raw SQL, goals.

A bench never reports a time alone. The machine's speed wanders and other work shares it, so ours
and what it is compared with take turns in one run (`alternar`) and goals are ratios between them.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from importlib import import_module
from itertools import count
from pathlib import Path
from unittest.mock import patch
from urllib.parse import urlencode

import psycopg2
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone

from cargos.models import Usuario
from ocisys.base import sintetica

Escribir = Callable[[str], object]
Peticion = Callable[[int], bytes]
"""The bytes of the n-th request of a series."""

TRABAJADORES = 2
CLIENTES = 8


# --- Figures ----------------------------------------------------------------------------------


@dataclass
class Serie:
    """Latencies in milliseconds of one contender, and how long it was asked for."""

    ms: list[float] = field(default_factory=list)
    segundos: float = 0.0

    def p(self, centil: float) -> float:
        """The percentile `centil` (0–100), in milliseconds; 0 when nothing was measured."""
        if not self.ms:
            return 0.0
        orden = sorted(self.ms)
        return orden[min(len(orden) - 1, int(len(orden) * centil / 100))]

    @property
    def por_segundo(self) -> float:
        return len(self.ms) / self.segundos if self.segundos else 0.0

    def celdas(self) -> list[str]:
        """p50, p95, p99 in ms and requests a second, as a row of `tabla` shows them."""
        return [*(f"{self.p(c):.1f}" for c in (50, 95, 99)), f"{self.por_segundo:.0f}/s"]


@dataclass
class Metas:
    """Prints `meta NAME VALUE <= GOAL ok` or `… corta`, and remembers whether all were met."""

    escribir: Escribir
    cortas: list[str] = field(default_factory=list)

    def a_lo_mas(self, nombre: str, valor: float, meta: float) -> None:
        self._decir(nombre, valor, "<=", meta, cumple=valor <= meta)

    def al_menos(self, nombre: str, valor: float, meta: float) -> None:
        self._decir(nombre, valor, ">=", meta, cumple=valor >= meta)

    def _decir(self, nombre: str, valor: float, signo: str, meta: float, *, cumple: bool) -> None:
        if not cumple:
            self.cortas.append(nombre)
        fin = "ok" if cumple else "corta"
        self.escribir(f"meta {nombre} {valor:.4g} {signo} {meta:.4g} {fin}")


def tabla(
    escribir: Escribir, titulo: str, cabezas: Sequence[str], filas: Iterable[Sequence[str]]
) -> None:
    """A table of text: the first column to the left, figures to the right."""
    todas = [list(cabezas), *(list(f) for f in filas)]
    anchos = [max(len(f[i]) for f in todas) for i in range(len(cabezas))]
    escribir(f"\n{titulo}")
    for f in todas:
        celdas = [
            f[0].ljust(anchos[0]),
            *(c.rjust(a) for c, a in zip(f[1:], anchos[1:], strict=True)),
        ]
        escribir("  ".join(celdas).rstrip())


# --- Servers ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Servidor:
    """A gunicorn of `TRABAJADORES` workers on a port of this machine."""

    puerto: int
    pid: int

    def pss_mib(self) -> float:
        """Memory of master and workers, shared pages divided among those who share them."""
        total = 0
        for pid in (self.pid, *self.trabajadores()):
            lineas = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            total += next(int(x.split()[1]) for x in lineas if x.startswith("Pss:"))
        return total / 1024

    def matar(self) -> None:
        """`kill -9` of the master and of every worker: the plug pulled."""
        for pid in (self.pid, *self.trabajadores()):
            os.kill(pid, signal.SIGKILL)

    def trabajadores(self) -> list[int]:
        """Process numbers of the workers."""
        hijos = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return [int(pid) for pid in hijos.split()]


@contextmanager
def servidor(
    aplicacion: str, base: str, *, var: Path, puerto: int = 0, depurar: bool = False
) -> Iterator[Servidor]:
    """Serve `aplicacion` ("ocisys.wsgi") on the database `base` until the block ends.

    `var` is its work folder, with the static files collected unless `depurar`. Raises RuntimeError
    when it does not answer within a minute.
    """
    puerto = puerto or _puerto_libre()
    entorno = os.environ | {
        "DATABASE_URL": sintetica.direccion(base),
        "SECRET_KEY": settings.SECRET_KEY,
        "DEBUG": "1" if depurar else "0",
        "OCISYS_VAR": str(var),
    }
    orden = [sys.executable, "-m", "gunicorn", aplicacion, "--bind", f"127.0.0.1:{puerto}"]
    orden += ["--workers", str(TRABAJADORES), "--preload", "--log-level", "warning"]
    proceso = subprocess.Popen(orden, cwd=settings.RAIZ, env=entorno)
    try:
        _esperar(puerto, proceso)
        yield Servidor(puerto, proceso.pid)
    finally:
        proceso.terminate()
        proceso.wait(30)


def _puerto_libre() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def _esperar(puerto: int, proceso: subprocess.Popen[bytes]) -> None:
    limite = time.monotonic() + 60
    while time.monotonic() < limite and proceso.poll() is None:
        with socket.socket() as s:
            if s.connect_ex(("127.0.0.1", puerto)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"El servidor del puerto {puerto} no llegó a atender.")


@contextmanager
def carpeta_de_trabajo() -> Iterator[Path]:
    """A var/ of its own for the servers of a bench, with the static files collected.

    Pages rendered in this very process find them too: the checkout may never have been served.
    """
    with tempfile.TemporaryDirectory(prefix="medir-") as carpeta:
        entorno = os.environ | {"OCISYS_VAR": carpeta, "DEBUG": "0"}
        entorno |= {"SECRET_KEY": settings.SECRET_KEY}
        orden = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"]
        subprocess.run(orden, cwd=settings.RAIZ, env=entorno, check=True)
        with override_settings(STATIC_ROOT=Path(carpeta) / "static"):
            yield Path(carpeta)


# --- Clients ----------------------------------------------------------------------------------


def entrar(usuario: Usuario, *, base: str = "default", autenticacion: str = "") -> str:
    """The Cookie header of a session of `usuario`, open in the database of that alias.

    `autenticacion` is the backend that the session names; ours when it is not said.
    """
    motor = import_module(settings.SESSION_ENGINE).SessionStore()
    clave = motor._get_new_session_key()
    datos = {
        "_auth_user_id": str(usuario.pk),
        "_auth_user_backend": autenticacion or settings.AUTHENTICATION_BACKENDS[-1],
        "_auth_user_hash": usuario.get_session_auth_hash(),
    }
    Session.objects.using(base).create(
        session_key=clave,
        session_data=motor.encode(datos),
        expire_date=timezone.now() + timedelta(days=1),
    )
    return f"{settings.SESSION_COOKIE_NAME}={clave}; {settings.CSRF_COOKIE_NAME}={CSRF}"


CSRF = "c" * 32
"""A token of ours: cookie and form must be equal, and nobody attacks a bench."""


def get(ruta: str, cookie: str = "") -> bytes:
    """The bytes of a GET."""
    return _peticion("GET", ruta, cookie)


def post(ruta: str, cookie: str, campos: Mapping[str, str]) -> bytes:
    """The bytes of the POST of a form, CSRF token included."""
    cuerpo = urlencode({**campos, "csrfmiddlewaretoken": CSRF})
    return _peticion("POST", ruta, cookie, cuerpo)


def _peticion(metodo: str, ruta: str, cookie: str, cuerpo: str = "") -> bytes:
    cabeceras = [f"{metodo} {ruta} HTTP/1.1", "Host: 127.0.0.1", "Connection: close"]
    cabeceras += [f"Cookie: {cookie}"] if cookie else []
    if metodo == "POST":
        cabeceras += ["Content-Type: application/x-www-form-urlencoded"]
        cabeceras += [f"Content-Length: {len(cuerpo.encode())}"]
    return ("\r\n".join(cabeceras) + "\r\n\r\n" + cuerpo).encode()


def pedir(puerto: int, datos: bytes) -> tuple[int, bytes]:
    """Status and whole answer of one request on a connection of its own. Raises OSError."""
    with socket.create_connection(("127.0.0.1", puerto), timeout=60) as s:
        s.sendall(datos)
        trozos = []
        while trozo := s.recv(262_144):
            trozos.append(trozo)
    respuesta = b"".join(trozos)
    if not respuesta.startswith(b"HTTP/1.1 "):
        raise ConnectionError("El servidor cerró sin responder.")
    return int(respuesta[9:12]), respuesta


def comprobar(puerto: int, datos: bytes) -> bytes:
    """The answer of a request that must be understood; raises RuntimeError when it is not.

    A page of refusal is quick to make: without this a bench would measure errors.
    """
    estado, respuesta = pedir(puerto, datos)
    if estado not in (200, 302):
        raise RuntimeError(f"Respuesta {estado} a {datos[:120]!r}")
    return respuesta


@dataclass(frozen=True)
class Contendiente:
    """Who is asked what: a port and the request number n."""

    puerto: int
    peticion: Peticion

    def durante(self, segundos: float, clientes: int, turnos: Iterator[int]) -> Serie:
        """Ask in closed loop from `clientes` threads for that long. Raises RuntimeError."""
        fin = time.perf_counter() + segundos

        def bucle(_: int) -> list[float]:
            ms = []
            while (antes := time.perf_counter()) < fin:
                comprobar(self.puerto, self.peticion(next(turnos)))
                ms.append((time.perf_counter() - antes) * 1000)
            return ms

        inicio = time.perf_counter()
        with ThreadPoolExecutor(clientes) as hilos:
            todas = [ms for lista in hilos.map(bucle, range(clientes)) for ms in lista]
        return Serie(todas, time.perf_counter() - inicio)


def alternar(
    contendientes: Mapping[str, Contendiente], *, clientes: int, vueltas: int, segundos: float
) -> dict[str, Serie]:
    """Everybody in turns, `vueltas` times, `segundos` each: what slows one slows the others."""
    series = {nombre: Serie() for nombre in contendientes}
    turnos = {nombre: count() for nombre in contendientes}
    for nombre, quien in contendientes.items():
        comprobar(quien.puerto, quien.peticion(next(turnos[nombre])))  # warm
    for _ in range(vueltas):
        for nombre, quien in contendientes.items():
            tramo = quien.durante(segundos, clientes, turnos[nombre])
            series[nombre].ms += tramo.ms
            series[nombre].segundos += tramo.segundos
    return series


# --- SQL --------------------------------------------------------------------------------------


def sentencias(url: str, usuario: Usuario) -> tuple[list[str], int]:
    """SQL of one warm GET of a page, session and account included, and the bytes of its HTML.

    With its text whole, as a pooler would get it: `EXECUTE` says nothing on another connection.
    """
    cliente = Client(headers={"host": "127.0.0.1"})
    cliente.force_login(usuario, backend=settings.AUTHENTICATION_BACKENDS[-1])
    cliente.get(url)
    con_texto = {"DISABLE_SERVER_SIDE_CURSORS": True}
    with (
        patch.dict(connection.settings_dict, con_texto),
        CaptureQueriesContext(connection) as capturadas,
    ):
        respuesta = cliente.get(url)
        textos = [q["sql"] for q in capturadas.captured_queries]
    if respuesta.status_code != 200 or not textos:
        raise RuntimeError(f"{url}: {respuesta.status_code}")
    return textos, len(respuesta.content)


@contextmanager
def cruda(base: str) -> Iterator[Callable[[str], float]]:
    """`ejecutar(sql)` through psycopg2 alone: milliseconds to send it and fetch every row."""
    conexion = psycopg2.connect(sintetica.direccion(base).replace("postgres://", "postgresql://"))
    conexion.autocommit = True
    with conexion.cursor() as cursor:

        def ejecutar(sql: str) -> float:
            antes = time.perf_counter()
            cursor.execute(sql)
            cursor.fetchall()
            return (time.perf_counter() - antes) * 1000

        try:
            yield ejecutar
        finally:
            conexion.close()


def alternar_sql(
    ejecutar: Callable[[str], float], consultas: Mapping[str, str], *, vueltas: int
) -> dict[str, Serie]:
    """Each statement in turns, `vueltas` times."""
    series = {nombre: Serie() for nombre in consultas}
    for _ in range(vueltas):
        for nombre, sql in consultas.items():
            series[nombre].ms.append(ejecutar(sql))
    return series


def otra_base(alias: str, nombre: str) -> None:
    """Let the ORM reach another database of the same server as `using(alias)`."""
    connections.databases[alias] = connections.databases["default"] | {"NAME": nombre}
