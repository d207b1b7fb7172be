"""The watcher: sleeps until nobody uses the cluster, waits a little, stops the server.

A process of its own, because a killed application cannot stop anything. Started by
`Cluster.asegurar`; one per cluster; costs no processor time while it waits.
"""

import os
import sys
import time
from pathlib import Path

from ocisys.pgembebido import postmaster
from ocisys.pgembebido.candado import Candado


def vigilar(base: Path, gracia: float, puesto: int) -> None:
    """Stop the server of `base` once no process has held `uso.lock` for `gracia` seconds.

    `puesto` is the descriptor of vigia.lock, held since before this process was born.
    """
    uso = Candado(base / "uso.lock")
    while True:
        uso.tomar()  # granted when the last user is gone
        uso.soltar()
        time.sleep(gracia)
        if uso.intentar():
            break
    # Whoever arrives now waits for uso.lock, and so finds either a server or none, never one
    # that is leaving.
    postmaster.detener(base / "datos")
    # In this order: the next user must find the watcher's place free, or it would start none.
    os.close(puesto)
    uso.cerrar()


if __name__ == "__main__":
    vigilar(Path(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]))
