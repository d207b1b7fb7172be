"""manage.py iniciar: everything, in one terminal."""

import signal
from argparse import ArgumentParser
from functools import partial
from io import StringIO
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.core.servers.basehttp import get_internal_wsgi_application
from django.db import OperationalError, connections
from gunicorn.app.base import BaseApplication

from ocisys.arranque.local import PUERTO, SOLO_PREPARAR
from ocisys.arranque.paso import Paso
from ocisys.arranque.problema import Problema
from ocisys.base import preparacion
from ocisys.base.procesos import Familia
from ocisys.pgembebido.candado import Candado
from ocisys.pgembebido.cluster import cluster_de


class Web(BaseApplication):
    """gunicorn on this machine only; production runs it as docs/servicios/ shows."""

    def __init__(self, puerto: int) -> None:
        self._puerto = puerto
        super().__init__()

    def load_config(self) -> None:
        """Three processes with the application loaded once, before they are born."""
        ajustes = {"bind": f"127.0.0.1:{self._puerto}", "workers": 3, "preload_app": True}
        for nombre, valor in (ajustes | {"loglevel": "warning", "graceful_timeout": 10}).items():
            self.cfg.set(nombre, valor)

    def load(self) -> Any:
        """The WSGI application of the settings: the one that production serves."""
        return get_internal_wsgi_application()


class Command(BaseCommand):
    help = "Prepara la oficina y la atiende en este equipo; Ctrl+C la detiene."
    # They take half a second at each start, and .ci/run makes them.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--demo", action="store_true", help="Carga también la oficina de demostración."
        )
        parser.add_argument("--puerto", type=int, default=PUERTO, help="8000 si no se indica.")
        parser.add_argument(
            SOLO_PREPARAR, action="store_true", help="Prepara y termina, sin atender (producción)."
        )

    def handle(self, *, demo: bool, puerto: int, solo_preparar: bool, **opciones: Any) -> None:
        """Prepare, serve, and stop everything together. Raises Problema."""
        for numero in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(numero, _como_ctrl_c)
        try:
            self._preparar(demo=demo)
            if solo_preparar:
                return
            bienvenida = self._bienvenida(f"http://127.0.0.1:{puerto}", demo=demo)
            connections.close_all()  # the children open their own
            self._atender(puerto, bienvenida)
        except OperationalError as error:  # a full disk, a server that goes away
            raise Problema(preparacion.explicar_corte(error)) from error
        finally:
            if not settings.DATABASE_URL:
                connections.close_all()
                cluster_de(settings.VAR / "pg").soltar()

    def _preparar(self, *, demo: bool) -> None:
        settings.VAR.mkdir(parents=True, exist_ok=True)
        with Candado(settings.VAR / "iniciar.lock"):  # two starts at once take turns
            with Paso("Preparando PostgreSQL"):
                preparacion.conectar()
            preparacion.migrar()
            preparacion.cargar()
            if demo:
                preparacion.poblar_demo()
            preparacion.juntar_estaticos()

    def _bienvenida(self, direccion: str, *, demo: bool) -> str:
        """How to enter: the demonstration's people, or the first administrator's link."""
        lineas = [f"\nocisys atiende en {direccion}/ (Ctrl+C lo detiene)"]
        if ruta := call_command("primer_administrador", stdout=StringIO(), stderr=StringIO()):
            lineas += [
                "Todavía no hay administrador. Créelo en este enlace, válido una hora y una vez:",
                f"  {direccion}{ruta}",
            ]
        personas = settings.VAR / "demo.txt"
        if demo and personas.exists():
            lineas.append("Personas de la demostración (usuario, contraseña, puesto):")
            lineas += [f"  {fila}" for fila in personas.read_text().splitlines()]
        return "\n".join(lineas)

    def _atender(self, puerto: int, bienvenida: str) -> None:
        familia = Familia()
        try:
            familia.lanzar("web", Web(puerto).run)
            trabajar = partial(call_command, "trabajar", verbosity=0)
            familia.lanzar("trabajador", trabajar, renace=True)
            frase = familia.esperar_puerto(puerto)
            if frase is None:
                self.stdout.write(bienvenida)
                self.stdout.flush()
                frase = familia.cuidar()
            raise Problema(frase)
        except KeyboardInterrupt:
            self.stdout.write("\nDeteniendo …")
        finally:
            familia.detener()


def _como_ctrl_c(numero: int, marco: FrameType | None) -> None:
    raise KeyboardInterrupt
