"""Storage of sealed bytes on a disk: whole or absent, never half, never overwritten by others."""

import os
import tempfile
from pathlib import Path

from django.core.files import File
from django.core.files.storage import FileSystemStorage


class AlmacenSellado(FileSystemStorage):
    """Files whose name is the hash of their content.

    Writing goes to a temporary file of the same folder, is flushed to the disk and then renamed: a
    crash leaves at most a `.parte` file. Writing the same name again replaces it by the same
    bytes, which also mends a damaged copy. Nothing is ever deleted through it. A storage on the
    network needs the same two properties: atomic writes and `file_overwrite`.
    """

    PARTE = ".parte"

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The name is the content: the same name is the same file."""
        return name

    def delete(self, name: str) -> None:
        """Raises PermissionError always: sealed bytes are not deleted by the application."""
        raise PermissionError("Los archivos sellados no se borran.")

    def _save(self, name: str, content: File) -> str:
        destino = Path(self.path(name))
        destino.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor, temporal = tempfile.mkstemp(dir=destino.parent, suffix=self.PARTE)
        try:
            with os.fdopen(descriptor, "wb") as salida:
                for trozo in content.chunks():
                    salida.write(trozo)
                salida.flush()
                os.fsync(salida.fileno())
            os.replace(temporal, destino)
        except BaseException:
            Path(temporal).unlink(missing_ok=True)
            raise
        _fijar_carpeta(destino.parent)
        return name


def _fijar_carpeta(carpeta: Path) -> None:
    """The rename itself must survive a power cut, not only the bytes."""
    descriptor = os.open(carpeta, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
