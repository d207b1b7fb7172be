"""The embedded cluster: one PostgreSQL server for every process that names the same folder.

<base>/datos         the cluster, as initdb made it
<base>/sock          its only way in: a Unix socket (elsewhere when that path is too long)
<base>/servidor.log  what the server says
<base>/uso.lock      held, shared, by each process that uses the server
<base>/arranque.lock held by the process that is making or starting it
<base>/vigia.lock    held by the watcher
"""

import functools
import hashlib
import os
import secrets
import select
import shutil
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

from ocisys.pgembebido import postmaster
from ocisys.pgembebido.archivos import abrir_registro, carpeta_privada, escribir
from ocisys.pgembebido.binarios import Binarios, al_alcance, elegir
from ocisys.pgembebido.candado import Candado
from ocisys.pgembebido.cuenta import Cuenta, cuenta_para
from ocisys.pgembebido.errores import ErrorDeCluster, de_sistema, explicar
from ocisys.pgembebido.initdb import ROL, crear, desechable
from ocisys.pgembebido.procesos import lanzar_suelto

_SOCKET = ".s.PGSQL.5432"
_LARGO_DE_SOCKET = 100  # bytes; Linux takes 107, macOS 103
_PLAZO = 300  # seconds; recovery reads everything written since the last checkpoint
_TRAS_CAIDA = 15  # seconds for the children of a killed server to notice and leave
_PAUSA = 0.02  # seconds between two looks at a server that is starting
_PARA_ROOT = Path("/var/lib/ocisys-embebido")
_CODIGO = Path(__file__).resolve().parents[2]


@functools.cache
def cluster_de(base: Path) -> "Cluster":
    """The cluster of that folder: one object, and so one hold on the server, per process."""
    return Cluster(base)


class Cluster:
    """An embedded cluster as this process uses it. Making the object touches nothing."""

    def __init__(self, base: Path) -> None:
        self._pedida = base.absolute()
        self._uso: Candado | None = None

    @property
    def base(self) -> Path:
        """The folder itself, behind the link that root's clusters may have."""
        return self._pedida.resolve()

    @property
    def datos(self) -> Path:
        """PostgreSQL's data folder."""
        return self.base / "datos"

    @property
    def sockets(self) -> Path:
        """Folder of the socket: the `host` of a connection."""
        dentro = self.base / "sock"
        # To libpq a comma in `host` separates servers.
        if len(os.fsencode(dentro / _SOCKET)) <= _LARGO_DE_SOCKET and "," not in str(dentro):
            return dentro
        # Not $TMPDIR: every process must come to the same folder. carpeta_privada guards it.
        return Path("/tmp") / f"ocisys-{hashlib.sha256(os.fsencode(self.base)).hexdigest()[:16]}"

    @property
    def registro(self) -> Path:
        """The server's log."""
        return self.base / "servidor.log"

    def asegurar(self) -> Path:
        """Have the server up for as long as this process lives; returns the socket's folder.

        Called at each new connection: cheap when it runs, and the cure when it was killed.
        Raises ErrorDeCluster, a sentence for the person, when it cannot be had.
        """
        if self._uso is None or not self._atiende():
            try:
                self._entrar()
            except OSError as error:
                raise de_sistema(error, self._pedida) from error
        return self.sockets

    def explicar(self, error: str) -> str:
        """The sentence for a server that stopped answering: its log knows more than `error`."""
        try:
            dicho = self.registro.read_text(errors="replace")[-4000:]
        except OSError:
            dicho = ""
        linea = error.strip().partition("\n")[0]
        que = f"La base de datos dejó de responder: {linea} (detalle en «{self.registro}»)"
        return explicar(dicho, si_no=que)

    def binarios(self) -> Binarios:
        """The programs of this cluster's version: psql, pg_dump, pg_restore are for us to run."""
        return elegir(self._mayor())

    def soltar(self) -> None:
        """Stop using the server, and stop it now if nobody else uses it."""
        if self._uso is None:
            return
        self._uso.cerrar()
        self._uso = None
        uso = Candado(self.base / "uso.lock")
        if uso.intentar():
            postmaster.detener(self.datos)
        uso.cerrar()

    # --- Coming in ----------------------------------------------------------------------------

    def _entrar(self) -> None:
        """Take our hold on the server first, then have it running: nobody stops it in between."""
        if not self._pedida.exists():
            self._hacer_sitio()
        cuenta = cuenta_para(self.base)
        carpeta_privada(self.base, cuenta)
        carpeta_privada(self.sockets, cuenta)
        anterior, self._uso = self._uso, Candado(self.base / "uso.lock")
        self._uso.compartir()
        if anterior is not None:
            anterior.cerrar()
        with Candado(self.base / "arranque.lock"):
            # A server may already be coming up: whoever started it may have died since.
            if not self._esperar(self._viene):
                self._arrancar(cuenta)
        self._poner_vigia()

    def _hacer_sitio(self) -> None:
        """Choose where a cluster that does not exist yet will live.

        Root's checkout may lie where the server's account cannot go (/root is 0700). Then the
        cluster goes to /var/lib and a link stands in its place; no folder is opened for it.
        """
        if self._pedida.is_symlink():
            raise ErrorDeCluster(
                f"«{self._pedida}» apunta a «{self._pedida.readlink()}», que ya no existe: "
                "devuelva esa carpeta, o borre el enlace para empezar con una base vacía."
            )
        self._pedida.parent.mkdir(parents=True, exist_ok=True)
        cuenta = cuenta_para(self._pedida)
        if cuenta.alcanza(self._pedida.parent):
            self._pedida.mkdir(mode=0o700, exist_ok=True)
            return
        aparte = _PARA_ROOT / secrets.token_hex(6)
        aparte.mkdir(parents=True)
        for carpeta in (_PARA_ROOT, aparte):
            carpeta.chmod(0o755)  # ours, and whatever root's umask is
        (aparte / "pg").mkdir(mode=0o700)
        try:
            self._pedida.symlink_to(aparte / "pg", target_is_directory=True)
        except FileExistsError:  # another process was faster; its link counts
            shutil.rmtree(aparte)

    def _poner_vigia(self) -> None:
        """Start the watcher unless one is at work."""
        puesto = Candado(self.base / "vigia.lock")
        if puesto.intentar():
            gracia = os.environ.get("OCISYS_PG_GRACIA", "15")
            # -S -E: it needs our code and the standard library, and starts in 20 ms. It is born
            # holding the lock, so two are never at work.
            orden = [sys.executable, "-S", "-E", "-m", "ocisys.pgembebido.vigia"]
            fd = puesto.fileno()
            lanzar_suelto([*orden, str(self.base), gracia, str(fd)], cwd=_CODIGO, pass_fds=(fd,))
        puesto.cerrar()

    # --- Starting -----------------------------------------------------------------------------

    def _arrancar(self, cuenta: Cuenta) -> None:
        """Start the server, making the cluster first if there is none. Needs arranque.lock."""
        postmaster.detener(self.datos)  # one that is leaving may need help
        binarios = al_alcance(self.binarios(), cuenta, self.base.parent)
        if self._mayor() is None:
            crear(self.datos, binarios, cuenta)
        self._dejar_entrar(cuenta)
        hubo_caida = (self.datos / postmaster.ARCHIVO).exists()
        limite = time.monotonic() + (_TRAS_CAIDA if hubo_caida else 0)
        while (dicho := self._lanzar(binarios, cuenta)) is not None:
            if time.monotonic() > limite:
                ultima = dicho.strip().rpartition("\n")[2]
                que = f"PostgreSQL no pudo arrancar: {ultima} (detalle en «{self.registro}»)"
                raise ErrorDeCluster(explicar(dicho, si_no=que))
            time.sleep(0.25)

    def _dejar_entrar(self, cuenta: Cuenta) -> None:
        """Write who may connect: the account that runs the server, and root; nobody else.

        "peer" asks the kernel who is at the other end of the socket: there is no password to
        keep. Written at each start, because a checkout may change hands.
        """
        quienes = dict.fromkeys((cuenta.nombre, "root"))
        mapa = "".join(f'ocisys "{quien}" {ROL}\n' for quien in quienes)
        escribir(self.datos / "pg_ident.conf", mapa, cuenta)
        escribir(self.datos / "pg_hba.conf", "local all all peer map=ocisys\n", cuenta)

    def _lanzar(self, binarios: Binarios, cuenta: Cuenta) -> str | None:
        """Start the server and wait until it takes queries; what it said if it gave up instead.

        Started directly: pg_ctl hands its paths to a shell between double quotes.
        """
        if postmaster.pid(self.datos) is None:
            # Left by a crash; their number may be anyone's by now and would stop PostgreSQL.
            (self.datos / postmaster.ARCHIVO).unlink(missing_ok=True)
            (self.sockets / f"{_SOCKET}.lock").unlink(missing_ok=True)
        ajustes = {
            "listen_addresses": "",
            # A list: quoted, a folder may have commas and spaces in its name.
            "unix_socket_directories": '"{}"'.format(str(self.sockets).replace('"', '""')),
            "unix_socket_permissions": "0700",
            "timezone": "America/Lima",
            "log_timezone": "America/Lima",
            # A restore replaces every table and index in one transaction, each with its lock.
            "max_locks_per_transaction": "512",
        }
        if desechable():
            ajustes |= dict.fromkeys(("fsync", "full_page_writes"), "off")
        orden: list[str | Path] = [binarios.programa("postgres"), "-D", self.datos]
        for nombre, valor in ajustes.items():
            orden += ["-c", f"{nombre}={valor}"]
        # The server holds the writing end for life: reading ends the moment it dies.
        latido, extremo = os.pipe()
        with os.fdopen(latido, "rb"):
            with os.fdopen(extremo, "wb"), abrir_registro(self.registro) as registro:
                desde = registro.seek(0, os.SEEK_END)
                salidas = {"stdout": registro, "stderr": registro}
                lanzar_suelto(orden, pass_fds=(extremo,), **salidas, **cuenta.opciones())
            if self._esperar(lambda: not select.select([latido], [], [], 0)[0]):
                return None
        with self.registro.open(errors="replace") as registro_leido:
            registro_leido.seek(desde)
            return registro_leido.read()

    def _esperar(self, sigue: Callable[[], bool]) -> bool:
        """Wait until the server takes queries; False when it is no longer there to wait for."""
        limite = time.monotonic() + _PLAZO
        while not self._atiende():
            if not sigue():
                return False
            if time.monotonic() > limite:
                raise ErrorDeCluster(
                    f"PostgreSQL sigue recuperándose después de {_PLAZO} segundos: espere y "
                    f"repita la orden (detalle en «{self.registro}»)."
                )
            time.sleep(_PAUSA)
        return True

    # --- Looking ------------------------------------------------------------------------------

    def _acepta(self) -> bool:
        """Whether someone answers at the socket; it may still be recovering."""
        with socket.socket(socket.AF_UNIX) as enchufe:
            try:
                enchufe.connect(os.fsencode(self.sockets / _SOCKET))
            except OSError:
                return False
        return True

    def _atiende(self) -> bool:
        """Whether the server is there and takes queries."""
        return self._acepta() and postmaster.estado(self.datos) == "ready"

    def _viene(self) -> bool:
        """Whether there is a server that will take queries without our help."""
        return self._acepta() and postmaster.estado(self.datos) != "stopping"

    def _mayor(self) -> int | None:
        """Major version of the cluster; None while there is none."""
        try:
            return int((self.datos / "PG_VERSION").read_text())
        except FileNotFoundError:
            return None
