"""Processes that outlive us."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def lanzar_suelto(orden: Sequence[str | Path], **opciones: Any) -> None:
    """Start a program as nobody's child, in its own session, and return once it runs.

    Ctrl+C does not reach it. Its parent is init, which buries it: as our child a killed server
    would stay a zombie, and PostgreSQL takes a zombie's number for a server at work.
    """
    salidas: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.Popen(
        orden,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_separarse,
        **salidas | opciones,
    ).wait()


def _separarse() -> None:
    """Fork once more before exec; Popen only sees the half that leaves at once."""
    if os.fork():
        os._exit(0)
