"""What must be done before the application can serve, each step skipped when it is done."""

import hashlib
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import OperationalError, connection, connections
from django.db.migrations.executor import MigrationExecutor

from ocisys.arranque.paso import Paso
from ocisys.arranque.problema import Problema
from ocisys.base.migraciones import sin_recolector
from ocisys.base.procesos import aparte
from ocisys.pgembebido.cluster import cluster_de
from ocisys.pgembebido.errores import explicar

SERVIDOR_MINIMO = 15
# In the order of the floors. Each may run any number of times and keeps what the office changed.
CARGAS = ("cargar_normas", "cargar_mof", "cargar_tramite")


def conectar() -> None:
    """Reach the database, starting the embedded one if it is ours. Raises Problema."""
    try:
        connection.ensure_connection()
    except OperationalError as error:
        motivo = str(error).strip().partition("\n")[0]
        raise Problema(f"No se pudo conectar con la base de datos: {motivo}") from error
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        mayor = int(cursor.fetchone()[0]) // 10_000
    if mayor < SERVIDOR_MINIMO:
        raise Problema(
            f"La base de datos es PostgreSQL {mayor} y ocisys pide {SERVIDOR_MINIMO} o posterior."
        )


def explicar_corte(error: OperationalError) -> str:
    """The sentence for a database that failed half way."""
    if settings.DATABASE_URL:
        linea = str(error).strip().partition("\n")[0]
        return explicar(str(error), si_no=f"La base de datos dejó de responder: {linea}")
    return cluster_de(settings.VAR / "pg").explicar(str(error))


def migrar() -> None:
    """Apply the migrations that are missing."""
    ejecutor = MigrationExecutor(connection)
    if ejecutor.migration_plan(ejecutor.loader.graph.leaf_nodes()):
        with Paso("Aplicando migraciones"), sin_recolector():
            call_command("migrate", interactive=False, verbosity=0)


def cargar() -> None:
    """Take the product's data to the database: legal rules, MOF, catalogues."""
    with Paso("Cargando normas, MOF y catálogos"):
        for orden in CARGAS:
            call_command(orden, verbosity=0, stdout=StringIO())


def poblar_demo() -> None:
    """Fill the demonstration office, unless the people of var/demo.txt are already in it.

    Filling it again would give everyone a new password. In a process of its own, because the
    demonstration makes PDF files and this process will soon have children that also make them.
    """
    if demo_vigente():
        return
    with Paso("Poblando la oficina de demostración"):
        connections.close_all()  # a connection is not shared with a child
        aparte(_poblar)


def _poblar() -> None:
    try:
        call_command("poblar_demo", verbosity=0, stdout=StringIO())
    except OperationalError as error:
        raise Problema(explicar_corte(error)) from error


def demo_vigente() -> bool:
    """Whether someone of var/demo.txt can enter this database with the password written there."""
    try:
        filas = (settings.VAR / "demo.txt").read_text().splitlines()
    except FileNotFoundError:
        return False
    claves = dict(fila.split("\t")[:2] for fila in filas)
    cuentas = get_user_model()._default_manager.filter(username__in=claves)
    # One is enough: the others may have changed theirs.
    return any(cuenta.check_password(claves[cuenta.get_username()]) for cuenta in cuentas)


def juntar_estaticos() -> None:
    """Collect the static files if any of them changed since the last time."""
    raiz = Path(settings.STATIC_ROOT)
    marca = raiz.with_name(f"{raiz.name}.huella")
    huella = _huella_de_estaticos()
    if raiz.exists() and marca.exists() and marca.read_text() == huella:
        return
    with Paso("Preparando estilos e imágenes"):
        call_command("collectstatic", interactive=False, verbosity=0)
    marca.write_text(huella)


def _huella_de_estaticos() -> str:
    """Changes with any static file, and with how they are stored."""
    resumen = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for buscador in get_finders():
        for nombre, almacen in buscador.list([]):
            datos = Path(almacen.path(nombre)).stat()
            resumen.update(f"{nombre}\0{datos.st_size}\0{datos.st_mtime_ns}\n".encode())
    return resumen.hexdigest()
