"""The steps of a preparation, told while they are taken."""

import os
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from ocisys.arranque.problema import Problema, causa


class Paso:
    """Says what is being done while it is done, and how long it took."""

    def __init__(self, que: str) -> None:
        self._que = que

    def __enter__(self) -> Self:
        self._inicio = time.monotonic()
        print(f"{self._que} …", end="", flush=True)
        return self

    def __exit__(
        self,
        tipo: type[BaseException] | None,
        error: BaseException | None,
        traza: TracebackType | None,
    ) -> None:
        final = "" if error else f" {time.monotonic() - self._inicio:.1f} s".replace(".", ",")
        print(f"\r{self._que} …{final}" if sys.stdout.isatty() else final, flush=True)

    def correr(self, orden: list[str | Path]) -> None:
        """Run a program, counting the seconds; raises Problema with the cause when it fails."""
        quitar = ("PYTHONPATH", "PYTHONHOME", "PIP_USER", "PIP_TARGET", "PIP_PREFIX")
        proceso = subprocess.Popen(
            [str(parte) for parte in orden],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env={k: v for k, v in os.environ.items() if k not in quitar},
        )
        while True:
            try:
                salida, _ = proceso.communicate(timeout=1)
                break
            except subprocess.TimeoutExpired:
                if sys.stdout.isatty():
                    segundos = time.monotonic() - self._inicio
                    print(f"\r{self._que} … {segundos:.0f} s", end="", flush=True)
        if proceso.returncode:
            raise Problema(causa(salida))
