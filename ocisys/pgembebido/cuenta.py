"""The account that runs PostgreSQL's programs: ours, or a powerless one when we are root."""

import os
import pwd
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ocisys.pgembebido.errores import ErrorDeCluster

# Accounts that a system already has; none is ever created.
_SIN_PODER = ("postgres", "nobody")


@dataclass(frozen=True)
class Cuenta:
    """An account of the machine, and how to run a program as it."""

    nombre: str
    uid: int
    gid: int

    @property
    def es_ajena(self) -> bool:
        """Whether running as it means to step down from root."""
        return self.uid != os.geteuid()

    def opciones(self) -> dict[str, Any]:
        """Arguments of `subprocess` for a PostgreSQL program run as this account."""
        # PG* would reach another server; LD_LIBRARY_PATH, other libraries; TZ, initdb's default.
        ambiente = {
            k: v for k, v in os.environ.items() if not k.startswith(("PG", "LD_", "LC_", "LANG"))
        }
        opciones: dict[str, Any] = {
            "env": ambiente | {"LC_ALL": "C", "TZ": "UTC"},
            "cwd": "/",  # ours may be one that the account cannot enter
            "umask": 0o077,
        }
        if self.es_ajena:
            opciones |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return opciones

    def ejecutar(
        self, *orden: str | Path, entrada: str = "", plazo: float = 300
    ) -> subprocess.CompletedProcess[str]:
        """Run a program as this account and return its status and what it printed."""
        return subprocess.run(
            [str(parte) for parte in orden],
            input=entrada,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=plazo,
            check=False,
            start_new_session=True,  # Ctrl+C in the terminal is for the application
            **self.opciones(),
        )

    def alcanza(self, ruta: Path) -> bool:
        """Whether the account can enter that folder, or run that program."""
        return not self.es_ajena or self.ejecutar("test", "-x", ruta).returncode == 0


def cuenta_para(base: Path) -> Cuenta:
    """The account for the cluster in `base`: ours; for root, its owner or a powerless one.

    Raises ErrorDeCluster when this user has no name (PostgreSQL needs one) or root finds no
    account to step down to.
    """
    if os.geteuid():
        return _buscar(pwd.getpwuid, os.geteuid()) or _rechazar(
            f"El usuario {os.geteuid()} no tiene nombre en este equipo y PostgreSQL lo necesita"
        )
    if base.exists() and base.stat().st_uid:
        return _buscar(pwd.getpwuid, base.stat().st_uid) or _rechazar(
            f"La carpeta «{base}» pertenece a una cuenta que ya no existe"
        )
    elegida = os.environ.get("OCISYS_PG_CUENTA")
    for nombre in (elegida,) if elegida else _SIN_PODER:
        if cuenta := _buscar(pwd.getpwnam, nombre):
            return cuenta
    return _rechazar("No hay en este equipo una cuenta sin privilegios para PostgreSQL")


def _buscar(consulta: Callable[[Any], pwd.struct_passwd], clave: object) -> Cuenta | None:
    try:
        fila = consulta(clave)
    except KeyError:
        return None
    return Cuenta(fila.pw_name, fila.pw_uid, fila.pw_gid)


def _rechazar(motivo: str) -> Cuenta:
    raise ErrorDeCluster(f"{motivo}: use otra cuenta, o defina DATABASE_URL.")
