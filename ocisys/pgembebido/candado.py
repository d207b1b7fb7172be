"""Locks between processes that the kernel frees when their holder dies, however it dies."""

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Self


class Candado:
    """An flock on a file of ours; a lock file never needs cleaning after a crash.

    The lock belongs to the open file, so a forked child shares its parent's: closing one copy
    does not free it while the other lives.
    """

    def __init__(self, ruta: Path) -> None:
        # O_NOFOLLOW: as root we open files in a folder that another account owns.
        self._fd = os.open(ruta, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)

    def fileno(self) -> int:
        """Its descriptor; a program started with it in pass_fds holds the lock too."""
        return self._fd

    def compartir(self) -> None:
        """Hold it together with others that share it; waits for an exclusive holder."""
        fcntl.flock(self._fd, fcntl.LOCK_SH)

    def tomar(self) -> None:
        """Hold it alone; sleeps in the kernel until everyone else has gone."""
        fcntl.flock(self._fd, fcntl.LOCK_EX)

    def intentar(self) -> bool:
        """Hold it alone if that is possible at once."""
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def soltar(self) -> None:
        """Free it and keep the file open."""
        fcntl.flock(self._fd, fcntl.LOCK_UN)

    def cerrar(self) -> None:
        """Close this process's copy."""
        os.close(self._fd)

    def __enter__(self) -> Self:
        self.tomar()
        return self

    def __exit__(
        self,
        tipo: type[BaseException] | None,
        error: BaseException | None,
        traza: TracebackType | None,
    ) -> None:
        self.cerrar()
