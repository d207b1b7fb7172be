"""What can go wrong with the embedded server, said to a person."""

import errno


class ErrorDeCluster(Exception):
    """The embedded server cannot be made or started; its text is one Spanish sentence."""


def explicar(texto: str, *, si_no: str) -> str:
    """The sentence for a failure whose output is `texto`; `si_no` when it is none of the usual."""
    if "No space left on device" in texto:
        return "No queda espacio en el disco para PostgreSQL: libere espacio y repita la orden."
    if "Read-only file system" in texto:
        return "La carpeta de PostgreSQL está en un disco de sólo lectura."
    if "Permission denied" in texto:
        return f"Falta permiso para usar la carpeta de PostgreSQL. {si_no}"
    return si_no


def de_sistema(error: OSError, lugar: object) -> ErrorDeCluster:
    """The sentence for a refusal of the operating system at `lugar`."""
    if error.errno == errno.ENOSPC:
        return ErrorDeCluster(explicar("No space left on device", si_no=""))
    if error.errno == errno.EROFS:
        return ErrorDeCluster(explicar("Read-only file system", si_no=""))
    if error.errno in (errno.EACCES, errno.EPERM):
        return ErrorDeCluster(
            f"La base de datos de «{lugar}» pertenece a otra cuenta de este equipo: "
            "arranque con la misma cuenta que la creó."
        )
    return ErrorDeCluster(f"No se pudo usar «{lugar}»: {error.strerror or error}.")
