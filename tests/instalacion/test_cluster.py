"""One server for many processes, whatever dies and in whatever order."""

import os
import shutil
import signal
import socket
import stat
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg2
import pytest

from ocisys.pgembebido import postmaster
from ocisys.pgembebido.cluster import Cluster
from ocisys.pgembebido.cuenta import cuenta_para

pytestmark = pytest.mark.lento

INICIO = "select pg_postmaster_start_time()"
ANOTAR = "create table if not exists nota (n int); insert into nota values (1)"
CONTAR = "select count(*) from nota"

solo_root = pytest.mark.skipif(os.geteuid() != 0, reason="sólo root cambia de cuenta")


def procesos_de(carpeta: Path) -> list[int]:
    """Processes whose command line names that folder."""
    hallados = []
    for linea in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if os.fsencode(carpeta) in linea.read_bytes():
                hallados.append(int(linea.parent.name))
        except OSError:
            continue
    return [pid for pid in hallados if pid != os.getpid()]


def vigias_de(base: Path) -> list[int]:
    return [p for p in procesos_de(base) if b"vigia" in Path(f"/proc/{p}/cmdline").read_bytes()]


def test_ocho_procesos_a_la_vez_hacen_un_solo_servidor(base, proceso):
    ocho = [proceso(base) for _ in range(8)]
    for uno in ocho:
        uno.pedir(INICIO)

    respuestas = [uno.respuesta() for uno in ocho]

    assert len({str(r) for r in respuestas}) == 1
    assert "error" not in respuestas[0]
    assert len(vigias_de(base)) == 1


def test_se_detiene_solo_cuando_el_ultimo_se_va(base, proceso, esperar):
    uno, otro = proceso(base), proceso(base)
    uno.preguntar(INICIO)
    otro.preguntar(INICIO)
    datos = Cluster(base).datos

    uno.cerrar()
    assert otro.preguntar("select 1 from pg_sleep(1)") == [[1]]  # twice the grace
    assert postmaster.pid(datos)
    otro.cerrar()

    esperar(lambda: postmaster.pid(datos) is None)
    esperar(lambda: not procesos_de(base))


def test_quien_suelta_el_ultimo_no_espera_al_vigia(base):
    cluster = Cluster(base)
    cluster.asegurar()
    cluster.soltar()
    assert postmaster.pid(cluster.datos) is None


def test_sobrevive_a_la_muerte_del_servidor(base, proceso):
    aplicacion = proceso(base)
    aplicacion.preguntar(ANOTAR)
    antes = aplicacion.preguntar(INICIO)

    os.kill(postmaster.pid(Cluster(base).datos), signal.SIGKILL)

    assert aplicacion.preguntar(CONTAR) == [[1]]
    assert aplicacion.preguntar(INICIO) != antes


def test_si_la_aplicacion_muere_el_servidor_no_queda_suelto(base, proceso, esperar):
    aplicacion = proceso(base)
    aplicacion.preguntar(ANOTAR)

    aplicacion.matar()

    esperar(lambda: postmaster.pid(Cluster(base).datos) is None)
    assert proceso(base).preguntar(CONTAR) == [[1]]


def test_si_muere_todo_a_la_vez_los_datos_siguen(base, proceso):
    aplicacion = proceso(base)
    aplicacion.preguntar(ANOTAR)

    for pid in procesos_de(base):  # server, its children, watcher and application
        os.kill(pid, signal.SIGKILL)

    assert proceso(base).preguntar(CONTAR) == [[1]]


def test_un_numero_de_proceso_reusado_no_impide_arrancar(base, proceso):
    aplicacion = proceso(base)
    aplicacion.preguntar(ANOTAR)
    archivo = Cluster(base).datos / postmaster.ARCHIVO
    antiguo = str(postmaster.pid(archivo.parent))
    aplicacion.matar()
    for pid in procesos_de(base):
        os.kill(pid, signal.SIGKILL)
    # As after a restart of the machine: the number is now a process that has nothing to do with it.
    # Of the same account, for PostgreSQL looks no further at those of another.
    otro = subprocess.Popen(["sleep", "60"], **cuenta_para(base).opciones())
    try:
        for rastro in (archivo, Cluster(base).sockets / ".s.PGSQL.5432.lock"):
            rastro.write_text(rastro.read_text().replace(antiguo, str(otro.pid), 1))

        assert proceso(base).preguntar(CONTAR) == [[1]]
    finally:
        otro.kill()
        otro.wait()


def test_un_servidor_que_se_esta_yendo_no_deja_a_nadie_esperando(base, proceso):
    cluster = Cluster(base)
    quien_no_se_va = psycopg2.connect(host=cluster.asegurar(), user="ocisys", dbname="ocisys")
    os.kill(postmaster.pid(cluster.datos), signal.SIGTERM)  # "smart": waits for its clients
    try:
        assert "error" not in proceso(base).preguntar(INICIO)
    finally:
        quien_no_se_va.close()
        cluster.soltar()


def test_un_servidor_atascado_al_detenerse_se_detiene_igual(base, esperar):
    cluster = Cluster(base)
    cluster.asegurar()
    servidor = postmaster.pid(cluster.datos)
    hijos = Path(f"/proc/{servidor}/task/{servidor}/children").read_text().split()
    for hijo in hijos:
        os.kill(int(hijo), signal.SIGSTOP)

    with ThreadPoolExecutor() as hilos:
        deteniendo = hilos.submit(postmaster.detener, cluster.datos, plazo=0.2)
        esperar(lambda: "immediate shutdown request" in cluster.registro.read_text())
        for hijo in hijos:  # else PostgreSQL waits five seconds before it kills them
            os.kill(int(hijo), signal.SIGKILL)
        deteniendo.result()

    assert postmaster.pid(cluster.datos) is None
    cluster.soltar()


def test_un_initdb_interrumpido_no_estorba(base, proceso, esperar):
    aplicacion = proceso(base)
    aplicacion.pedir(INICIO)
    esperar(lambda: list(base.glob("datos.nueva-*/base")))

    aplicacion.matar()  # its initdb goes on by itself, as after a real kill -9
    assert not (base / "datos").exists()

    assert "error" not in proceso(base).preguntar(INICIO)
    assert not list(base.glob("datos.nueva-*"))


def test_nadie_mas_llega_al_servidor(base, proceso):
    """Neither from the network nor from another account's folder; and it is not root's."""
    uno = proceso(base)
    assert uno.preguntar("show listen_addresses") == [[""]]
    cluster = Cluster(base)
    for ruta in (cluster.base, cluster.datos, cluster.sockets):
        assert stat.S_IMODE(ruta.stat().st_mode) == 0o700
    if os.geteuid() == 0:
        assert Path(f"/proc/{postmaster.pid(cluster.datos)}").stat().st_uid != 0
        assert intento_de_otra_cuenta(cluster) == "rechazada"


def intento_de_otra_cuenta(cluster: Cluster) -> str:
    """What an account of this machine that is nobody's gets at the socket."""
    ajena = 54321
    intento = (
        "import socket, sys\n"
        "try: socket.socket(socket.AF_UNIX).connect(sys.argv[1])\n"
        "except PermissionError: print('rechazada')"
    )
    return subprocess.run(
        ["/usr/bin/python3", "-c", intento, cluster.sockets / ".s.PGSQL.5432"],
        user=ajena, group=ajena, extra_groups=[], cwd="/", env={},
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip


@solo_root
def test_root_en_una_carpeta_cerrada_no_abre_nada(carpeta, proceso, esperar):
    cerrada = carpeta / "casa de root"
    cerrada.mkdir(mode=0o700)
    base = cerrada / "pg"

    uno = proceso(base)
    assert "error" not in uno.preguntar(INICIO)
    uno.cerrar()

    assert stat.S_IMODE(cerrada.stat().st_mode) == 0o700
    assert base.is_symlink()
    aparte = base.resolve().parent
    postmaster.detener(base / "datos")
    # The server's watcher may be tidying up at the same moment.
    esperar(lambda: shutil.rmtree(aparte, ignore_errors=True) or not aparte.exists())


@solo_root
def test_un_enlace_a_datos_perdidos_se_dice_y_no_se_tapa(base, proceso):
    base.symlink_to(base.parent / "ya-no-esta")
    respuesta = proceso(base).preguntar(INICIO)
    assert "que ya no existe" in respuesta["error"]


@pytest.mark.parametrize(
    "nombre", ["año nuevo", "coma, y 'comillas\"", "dólar $HOME `id`", "larga-" * 30]
)
def test_arranca_en_cualquier_ruta(carpeta, proceso, nombre):
    uno = proceso(carpeta / nombre / "pg")
    assert uno.preguntar("select upper('cooperación ñ')") == [["COOPERACIÓN Ñ"]]


def test_la_carpeta_corta_del_enchufe_no_se_comparte_con_nadie(carpeta, proceso):
    base = carpeta / ("larga-" * 30) / "pg"
    impostora = Cluster(base).sockets
    impostora.symlink_to("/tmp")
    try:
        assert "error" in proceso(base).preguntar(INICIO)
    finally:
        impostora.unlink()


def test_los_programas_de_debian_tambien_sirven(base, proceso):
    instaladas = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not instaladas:
        pytest.skip("esta máquina no tiene PostgreSQL de Debian")
    uno = proceso(base, OCISYS_PG_BIN=str(instaladas[-1].parent))
    assert uno.preguntar("select lower('ÑANDÚ')") == [["ñandú"]]


def test_datos_de_otra_version_se_rechazan_con_una_frase(base, proceso, tmp_path):
    proceso(base).preguntar(INICIO)
    Cluster(base).soltar()
    postmaster.detener(base / "datos")
    falsos = tmp_path / "bin"
    falsos.mkdir()
    (falsos / "postgres").write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 16.2'\n")
    (falsos / "postgres").chmod(0o755)

    respuesta = proceso(base, OCISYS_PG_BIN=str(falsos)).preguntar(INICIO)

    assert "Los datos son de PostgreSQL" in respuesta["error"]
    assert "aquí hay 16" in respuesta["error"]


def test_sin_programas_lo_dice(base, proceso, carpeta):
    respuesta = proceso(base, OCISYS_PG_BIN=str(carpeta)).preguntar(INICIO)
    assert "No se encontraron los programas de PostgreSQL" in respuesta["error"]


@solo_root
def test_el_disco_lleno_se_dice_y_despues_arranca(carpeta, proceso):
    lleno = carpeta / "lleno"
    lleno.mkdir()
    montar = ["mount", "-t", "tmpfs", "-o", "size=12m,mode=755", "tmpfs", lleno]
    if subprocess.run(montar, check=False, capture_output=True).returncode:
        pytest.skip("esta máquina no deja montar un disco de prueba")
    try:
        uno = proceso(lleno / "pg")
        assert "No queda espacio en el disco" in uno.preguntar(INICIO)["error"]
        subprocess.run(["mount", "-o", "remount,size=200m", lleno], check=True)
        assert "error" not in uno.preguntar(INICIO)
        uno.cerrar()
        postmaster.detener(lleno / "pg" / "datos")
    finally:
        subprocess.run(["umount", "-l", lleno], check=True)


def test_la_conexion_de_nadie_se_confunde_con_el_servidor(base):
    """A socket left by a dead server refuses; the folder alone is no server."""
    cluster = Cluster(base)
    cluster.asegurar()
    cluster.soltar()
    muerto = socket.socket(socket.AF_UNIX)
    muerto.bind(str(cluster.sockets / ".s.PGSQL.5432"))
    muerto.close()

    cluster.asegurar()

    assert postmaster.pid(cluster.datos)
    cluster.soltar()


def test_el_vigia_no_gasta_procesador_mientras_espera(base, proceso, esperar):
    uno = proceso(base)
    uno.preguntar(INICIO)
    esperar(lambda: vigias_de(base))
    (vigia,) = vigias_de(base)
    uno.preguntar("select 1 from pg_sleep(1)")
    campos = Path(f"/proc/{vigia}/stat").read_text().rpartition(")")[2].split()
    ticks = int(campos[11]) + int(campos[12])  # utime, stime
    assert ticks / os.sysconf("SC_CLK_TCK") < 0.5
