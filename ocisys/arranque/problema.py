"""Reasons not to go on, said to the person at the terminal."""

import errno
import re

SIN_ESPACIO = "No queda espacio en el disco: libere espacio y repita la orden."
SIN_RED = (
    "No se pudo llegar al índice de paquetes: revise la conexión a internet o el proxy y repita "
    "la orden."
)
_CAUSAS = (
    (r"No space left on device|os error 28|Errno 28", SIN_ESPACIO),
    (
        r"Read-only file system|Permission denied",
        "No se puede escribir en la carpeta del proyecto: revise sus permisos o copie el "
        "proyecto a una carpeta suya.",
    ),
    (
        r"DO NOT MATCH THE HASHES|[Hh]ash mismatch",
        "Un paquete descargado no es el esperado (su huella no coincide) y no se instaló: "
        "repita la orden y, si persiste, avise a quien administra la red.",
    ),
    (
        r"(?i)connection|resol|timed? ?out|unreachable|error sending|ssl|proxy|no matching"
        r"|could not find a version|failed to fetch",
        SIN_RED,
    ),
)


class Problema(Exception):
    """A reason not to go on; its text is one Spanish sentence."""


def causa(salida: str) -> str:
    """The sentence for what a failed installation said."""
    for patron, sentencia in _CAUSAS:
        if re.search(patron, salida):
            return sentencia
    ultima = salida.strip().rpartition("\n")[2]
    return f"No se pudo preparar el entorno: {ultima}"


def de_sistema(error: OSError) -> str | None:
    """The sentence for a refusal of the operating system; None when it is not one of these."""
    if error.errno == errno.ENOSPC:
        return SIN_ESPACIO
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS) and error.filename:
        return f"No hay permiso para usar «{error.filename}»: revise de quién es la carpeta."
    return None
