"""The processes of one `iniciar`: born together, watched, stopped together."""

import ctypes
import os
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from ocisys.arranque.problema import Problema

PLAZO = 15  # seconds to finish what is at hand before being killed
_RENACE_TRAS = 10  # seconds; what dies sooner would only die again
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


@dataclass(frozen=True)
class Hijo:
    """A running process: what it does, and whether it is started again when it dies."""

    nombre: str
    tarea: Callable[[], object]
    renace: bool
    nacido: float


class Familia:
    """Our child processes."""

    def __init__(self) -> None:
        self._hijos: dict[int, Hijo] = {}

    def lanzar(self, nombre: str, tarea: Callable[[], object], *, renace: bool = False) -> None:
        """Run `tarea` in a child: everything is already loaded, so it starts at once."""
        sys.stdout.flush()
        pid = os.fork()
        if not pid:
            _vivir(tarea)
        self._hijos[pid] = Hijo(nombre, tarea, renace, time.monotonic())

    def cuidar(self) -> str:
        """Wait until one ends for good; returns the sentence that tells it."""
        while True:
            pid, estado = os.wait()
            if (frase := self._enterrar(pid, estado)) is not None:
                return frase

    def esperar_puerto(self, puerto: int) -> str | None:
        """Wait until a child listens there; the sentence if one ends instead."""
        while not _escucha(puerto):
            pid, estado = os.waitpid(-1, os.WNOHANG)
            if pid and (frase := self._enterrar(pid, estado)) is not None:
                return frase
            time.sleep(0.05)
        return None

    def detener(self) -> None:
        """Ask all to end, wait, and kill who has not; a second Ctrl+C kills at once."""
        try:
            self._senalar(signal.SIGTERM)
            limite = time.monotonic() + PLAZO
            while self._hijos and time.monotonic() < limite:
                pid, _ = os.waitpid(-1, os.WNOHANG)
                self._hijos.pop(pid, None)
                time.sleep(0 if pid else 0.05)
        except KeyboardInterrupt:
            pass
        self._senalar(signal.SIGKILL)
        while self._hijos:
            self._hijos.pop(os.wait()[0], None)

    def _enterrar(self, pid: int, estado: int) -> str | None:
        """Start it again if that makes sense; otherwise the sentence about its end."""
        hijo = self._hijos.pop(pid, None)
        if hijo is None:
            return None
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)  # its own children would keep the port for a while
        final = os.waitstatus_to_exitcode(estado)
        frase = f"El proceso «{hijo.nombre}» terminó ({_motivo(final)})"
        if hijo.renace and time.monotonic() - hijo.nacido > _RENACE_TRAS:
            print(f"{frase}; se inicia otra vez.", file=sys.stderr, flush=True)
            self.lanzar(hijo.nombre, hijo.tarea, renace=True)
            return None
        return f"{frase} y se detuvo todo."

    def _senalar(self, numero: int) -> None:
        for pid in self._hijos:
            os.kill(pid, numero)


def aparte(tarea: Callable[[], object]) -> None:
    """Run `tarea` in a child of its own and wait. A Problema of the child is raised here too.

    For what must leave no trace in this process. Libraries that work with threads of their own
    (Typst is one) keep believing in them after a fork, where they are no more, and wait for them
    for ever: whoever is going to fork must not have used them.
    """
    leer, escribir = os.pipe()
    sys.stdout.flush()
    pid = os.fork()
    if not pid:
        os.close(leer)
        _vivir(lambda: _contar(tarea, escribir))
    os.close(escribir)
    try:
        with os.fdopen(leer, encoding="utf-8") as tubo:
            problema = tubo.read()
    except BaseException:
        os.kill(pid, signal.SIGTERM)
        raise
    finally:
        final = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if problema:
        raise Problema(problema)
    if final:  # what it was stands above, in the traceback that the child left
        raise Problema(f"La preparación se cortó ({_motivo(final)}). Repita la orden.")


def _contar(tarea: Callable[[], object], escribir: int) -> None:
    """The life of that child: a Problema is told to who waits."""
    try:
        tarea()
    except Problema as problema:
        os.write(escribir, str(problema).encode())


def _motivo(final: int) -> str:
    return f"señal {signal.Signals(-final).name}" if final < 0 else f"estado {final}"


def _escucha(puerto: int) -> bool:
    with socket.socket() as enchufe:
        return enchufe.connect_ex(("127.0.0.1", puerto)) == 0


def _vivir(tarea: Callable[[], object]) -> None:
    """A child's whole life; never returns."""
    estado = 1
    try:
        os.setsid()  # Ctrl+C is for the parent, which then asks each child
        _morir_con(os.getppid())
        for numero in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(numero, signal.SIG_DFL)
        tarea()
        estado = 0
    except SystemExit as salida:
        estado = salida.code if isinstance(salida.code, int) else int(salida.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(estado)


def _morir_con(padre: int) -> None:
    """Have Linux end us when our parent is killed: no orphan keeps the port busy."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != padre:  # it died before we asked
            sys.exit(1)
