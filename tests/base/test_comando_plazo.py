"""`manage.py plazo`: what a person reads, what a script takes, and how it refuses bad input."""

import time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from ocisys.base.management.commands.plazo import Command


@pytest.fixture
def plazo(db):
    call_command("cargar_normas", verbosity=0)

    def correr(*args):
        salida = StringIO()
        call_command("plazo", *args, stdout=salida)
        return salida.getvalue().splitlines()

    return correr


@pytest.fixture
def lote(tmp_path):
    def escribir(texto, *, codificacion="utf-8"):
        archivo = tmp_path / "lote.csv"
        archivo.write_bytes(texto.encode(codificacion))
        return f"--lote={archivo}"

    return escribir


EJEMPLO = """\
INFORME · Dictamen, informe o similar: 7 días hábiles (DS 006-2026-JUS, art. 132.3)
Hecho: viernes 27/11/2026 17:50, Mesa Digital Perú
Presentado: viernes 27/11/2026

vie 27/11/2026  –    no  llegó a las 17:50 por Mesa Digital Perú: vale presentado este día
sáb 28/11/2026  –    no  sábado
dom 29/11/2026  –    no  domingo
lun 30/11/2026  1    sí  día 1: el hábil siguiente
mar 01/12/2026  2    sí  día hábil
mié 02/12/2026  3    sí  día hábil
jue 03/12/2026  4    sí  día hábil
vie 04/12/2026  5    sí  día hábil
sáb 05/12/2026  –    no  sábado
dom 06/12/2026  –    no  domingo
lun 07/12/2026  6    sí  día hábil
mar 08/12/2026  –    no  feriado: Inmaculada Concepción
mié 09/12/2026  –    no  feriado: Batalla de Ayacucho
jue 10/12/2026  7    sí  día hábil; último día del plazo

Vence: jueves 10/12/2026
2026-12-10
"""


def _sin_norma(lineas):
    """The account without its header and last column, spaces between columns as in EJEMPLO."""
    salida = []
    for linea in lineas:
        if linea.startswith("día "):
            continue
        celdas = [c.strip() for c in linea.split("  ") if c.strip()]
        if len(celdas) == 5:
            dia, numero, cuenta, por_que, _ = celdas
            linea = f"{dia}  {numero:<4} {cuenta}  {por_que}"
        salida.append(linea)
    return salida


def test_imprime_el_ejemplo_dia_por_dia(plazo):
    lineas = plazo("INFORME", "--desde=2026-11-27T17:50", "--canal=mesa_digital")
    assert _sin_norma(lineas) == EJEMPLO.splitlines()
    assert next(linea for linea in lineas if linea.startswith("mié 09")).endswith(
        "Ley 31381, art. 3 (DLeg 713, art. 6)"
    )


VENCEN = [
    (["MERO", "--desde=2026-11-27T17:50", "--canal=mesa_digital"], "2026-12-02"),
    (["ADMIN", "--desde=2026-11-27T17:50", "--canal=mesa_digital"], "2026-12-15"),
    (["PROC", "--desde=2026-11-27T17:50", "--canal=mesa_digital"], "2027-01-14"),
    (["proc", "--desde=2026-11-27"], "2027-01-14"),
    (["--dias=10", "--desde=2026-11-27"], "2026-12-15"),
    (["--dias=1", "--desde=2026-07-24"], "2026-07-30"),
    (["--dias=1", "--desde=2026-07-24", "--tributario"], "2026-07-27"),
    (["--dias=1", "--unidad=meses", "--desde=2026-10-31"], "2026-12-01"),
    (
        ["--dias=1", "--desde=2026-11-28T10:00", "--canal=correo", "--materia=transparencia"],
        "2026-12-01",
    ),
]


def test_la_ultima_linea_es_la_fecha_en_iso(plazo, subtests):
    for argumentos, vence in VENCEN:
        with subtests.test(" ".join(argumentos)):
            assert plazo(*argumentos)[-1] == vence


def test_los_avisos_salen_antes_del_vencimiento(plazo):
    lineas = plazo("--dias=3", "--desde=2026-04-10")
    assert lineas[-3].startswith("Aviso: 13/04/2026: sin confirmar")
    assert lineas[-1] == "2026-04-15"


def test_el_lote_responde_en_el_mismo_orden(plazo, lote):
    archivo = lote("desde,dias\n2026-11-27,7\n2026-11-27,30\n2015-12-31,1\n")
    assert plazo(archivo) == [
        "desde,dias,vence",
        "2026-11-27,7,2026-12-10",
        "2026-11-27,30,2027-01-14",
        "2015-12-31,1,2016-01-04",
    ]


@pytest.mark.parametrize(
    ("texto", "codificacion"),
    [
        ("desde;dias\r\n2026-11-27;7\r\n", "utf-8"),
        ("desde,dias\n2026-11-27,7\n", "utf-8-sig"),
        ("id, Desde , DIAS\na, 2026-11-27 , 7 \n", "utf-8"),
    ],
)
def test_el_lote_entiende_lo_que_guarda_una_hoja_de_calculo(plazo, lote, texto, codificacion):
    assert plazo(lote(texto, codificacion=codificacion))[-1] == "2026-11-27,7,2026-12-10"


MAL_ESCRITO = [
    ([], "una regla o --dias"),
    (["INFORME", "--dias=3", "--desde=2026-11-27"], "uno de los dos"),
    (["INFORME"], "Falta --desde"),
    (["NADA", "--desde=2026-11-27"], "No existe la regla de plazo «NADA»"),
    (["INFORME", "--desde=2010-11-27"], "no tiene versión aplicable al 27/11/2010"),
    (["INFORME", "--desde=27/11/2026"], "no es una fecha AAAA-MM-DD"),
    (["INFORME", "--desde=2026-02-30"], "«2026-02-30» no es una fecha"),
    (["INFORME", "--desde=2026-11-27T25:00"], "no es una fecha"),
    (["INFORME", "--desde=2026-11-27T17"], "no es una fecha"),
    (["INFORME", "--desde=20261127"], "no es una fecha"),
    (["INFORME", "--desde=0000-01-01"], "no es una fecha"),
    (["INFORME", "--desde=9999-12-31"], "fuera del calendario"),
    (["INFORME", "--desde=0001-01-01"], "La fecha 01/01/0001 está fuera del calendario"),
    (["INFORME", "--desde=２０２６-11-27"], "no es una fecha"),
    (["--dias=0", "--desde=2026-11-27"], "mayor que cero"),
    (["--dias=-3", "--desde=2026-11-27"], "mayor que cero"),
    (["--dias=siete", "--desde=2026-11-27"], "«siete» no es un número de días"),
    (["--dias=7.5", "--desde=2026-11-27"], "no es un número de días"),
    (["--dias=99999", "--desde=2026-11-27"], "entre 1 y 3660"),
    (["--dias=7", "--desde=2026-11-27", "--unidad=siglos"], "use habiles, calendario"),
    (["INFORME", "--desde=2026-11-27", "--tributario"], "la regla ya los fija"),
    (["INFORME", "--desde=2026-11-27", "--canal=paloma"], "«paloma» no es un valor de --canal"),
    (["INFORME", "--desde=2026-11-27", "--materia=otra"], "no es un valor de --materia"),
    (["INFORME", "--desde=2026-11-27", "--sede=cusco"], "No hay una sede"),
    (["INFORME", "--lote=x.csv"], "--lote trae sus propias fechas"),
    (["--lote=/no/existe.csv"], "No existe el archivo /no/existe.csv"),
    (["--lote=/"], "No se pudo leer /"),
]


def test_lo_mal_escrito_se_rechaza_con_una_frase(plazo, subtests):
    for argumentos, frase in MAL_ESCRITO:
        with subtests.test(" ".join(argumentos)), pytest.raises(CommandError) as error:
            plazo(*argumentos)
        assert frase in str(error.value)
        assert "\n" not in str(error.value)
        assert type(error.value).__name__ == "Error"


LOTES_MALOS = [
    ("", "está vacío"),
    ("desde,dias\n", "no tiene ninguna fila"),
    ("fecha,plazo\n2026-11-27,7\n", "las columnas desde y dias"),
    ("desde,dias\n2026-11-27,7\nayer,7\n", "Línea 3: «ayer» no es una fecha"),
    ("desde,dias\n2026-11-27,siete\n", "Línea 2: «siete» no es un número"),
    ("desde,dias\n2026-11-27\n", "Línea 2: «» no es un número"),
    ("desde,dias\n2026-11-27,7\n1800-01-01,7\n", "Línea 3: La fecha 01/01/1800 está fuera"),
    ("desde,dias\n2026-11-27,7\n2026-11-27,4000\n", "Línea 3: El plazo debe tener entre"),
    ("desde,dias\n1995-01-02,7\n", "Línea 2: No hay reglas de cómputo"),
    ("desde,dias\n2026-11-27\x00,7\n", "no es una fecha"),
]


def test_un_lote_con_una_fila_mala_no_imprime_nada(plazo, lote, subtests):
    for texto, frase in LOTES_MALOS:
        salida = StringIO()
        with subtests.test(texto), pytest.raises(CommandError, match=frase):
            call_command("plazo", lote(texto), stdout=salida)
        assert salida.getvalue() == ""


def test_un_lote_que_no_es_texto_se_rechaza_con_una_frase(plazo, lote):
    with pytest.raises(CommandError, match="UTF-8"):
        plazo(lote("desde,dias\nañ,7\n", codificacion="latin-1"))


@pytest.mark.parametrize(
    "argumentos", [["INFORME", "--cuando", "mañana"], ["INFORME", "--desde"], ["A", "B"]]
)
def test_una_opcion_desconocida_tambien_se_rechaza_con_una_frase(argumentos, capsys):
    with pytest.raises(SystemExit) as salida:
        Command().run_from_argv(["manage.py", "plazo", *argumentos])
    assert salida.value.code == 2
    assert capsys.readouterr().err == (
        "Error: No se entiende la orden; vea «manage.py plazo --help».\n"
    )


@pytest.mark.lento
def test_diez_mil_plazos_se_calculan_en_menos_de_dos_segundos(plazo, lote):
    filas = "".join(
        f"{2015 + i % 20}-{i % 12 + 1:02}-{i % 28 + 1:02},{i % 60 + 1}\n" for i in range(10_000)
    )
    archivo = lote("desde,dias\n" + filas)
    # Of the process, not of the clock: the machine may be busy with something else.
    antes = time.process_time()
    assert len(plazo(archivo)) == 10_001
    assert time.process_time() - antes < 2
