"""`manage.py plazo REGLA --desde AAAA-MM-DD[THH:MM]`: when a legal term ends, and why.

Prints the account day by day; the last line is the due date in ISO form. `--dias N` takes the place
of a rule; `--lote FILE.csv` (columns desde, dias) prints desde, dias, vence.
"""

import csv
import re
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ocisys.base.calendario import DIAS
from ocisys.base.computo import calcular_plazo, contar_dias, contar_lote, dia_posible
from ocisys.base.models import Sede
from ocisys.base.plazos import Canal, Cuenta, Dia, Materia, PlazoInvalido, Regimen, Unidad, partir

FECHA = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2})?", re.ASCII)
ENTERO = re.compile(r"\d{1,5}", re.ASCII)
UNIDADES = [u.value for u in Unidad if u is not Unidad.MISMO_DIA]


class Error(CommandError):
    """Bad input; Django prints the name of the class before the sentence."""


class Command(BaseCommand):
    help = "Calcula cuándo vence un plazo legal y explica cada día."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        # argparse speaks English and prints its usage; a person needs one sentence.
        parser.error = _no_se_entiende  # type: ignore[method-assign, assignment]
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("regla", nargs="?", help="código de la regla: INFORME, MERO, PROC…")
        parser.add_argument("--desde", metavar="AAAA-MM-DD[THH:MM]", help="fecha del hecho")
        parser.add_argument("--dias", metavar="N", help="cuenta N en lugar de una regla")
        parser.add_argument("--unidad", default="habiles", help=f"de --dias: {', '.join(UNIDADES)}")
        parser.add_argument("--canal", help=", ".join(Canal))
        parser.add_argument("--materia", default=Materia.GENERAL.value, help=", ".join(Materia))
        parser.add_argument("--sede", help="código de la sede; sin él, la de la instalación")
        parser.add_argument("--tributario", action="store_true", help="calendario tributario")
        parser.add_argument("--lote", metavar="ARCHIVO.csv", help="columnas desde, dias")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            lineas = _lote(options) if options["lote"] else _cuenta(options)
            self.stdout.write("\n".join(lineas))
        except PlazoInvalido as error:
            raise Error(str(error)) from error


def _no_se_entiende(mensaje: str) -> NoReturn:
    """Called while the arguments are read, before Django would print an exception for us."""
    sys.stderr.write("Error: No se entiende la orden; vea «manage.py plazo --help».\n")
    raise SystemExit(2)


def _cuenta(options: dict[str, Any]) -> list[str]:
    """The account of one term, as lines of text."""
    regla, dias = options["regla"], options["dias"]
    if bool(regla) == (dias is not None):
        raise Error("Indique el código de una regla o --dias N, uno de los dos.")
    if not options["desde"]:
        raise Error("Falta --desde AAAA-MM-DD[THH:MM], la fecha del hecho.")
    hecho = _hecho(options["desde"])
    comun = _opciones_comunes(options)
    if regla:
        if options["tributario"] or options["unidad"] != "habiles":
            raise Error("--tributario y --unidad sólo acompañan a --dias: la regla ya los fija.")
        return list(_texto(calcular_plazo(regla.strip().upper(), hecho, **comun), comun["canal"]))
    unidad = Unidad(_una_de("--unidad", options["unidad"], UNIDADES))
    cuenta = contar_dias(_entero(dias), hecho, unidad=unidad, regimen=_regimen(options), **comun)
    return list(_texto(cuenta, comun["canal"]))


def _lote(options: dict[str, Any]) -> list[str]:
    """The due dates of a file, as the lines of a CSV; nothing is printed if one row is wrong."""
    if options["regla"] or options["dias"] is not None or options["desde"]:
        raise Error("--lote trae sus propias fechas y días: no lleva regla, --dias ni --desde.")
    comun = _opciones_comunes(options)
    filas = _leer(Path(options["lote"]))
    pares = [_par(*fila) for fila in filas]
    salida = ["desde,dias,vence"]
    try:
        for vence in contar_lote(pares, regimen=_regimen(options), **comun):
            _, desde, dias = filas[len(salida) - 1]
            salida.append(f"{desde},{dias},{vence.isoformat()}")
    except PlazoInvalido as error:
        raise Error(f"Línea {filas[len(salida) - 1][0]}: {error}") from error
    return salida


def _leer(archivo: Path) -> list[tuple[int, str, str]]:
    """Line number, desde and dias of every row of the file."""
    try:
        lineas = archivo.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise Error(f"{archivo} no es un texto UTF-8: guárdelo como CSV UTF-8.") from None
    except FileNotFoundError:
        raise Error(f"No existe el archivo {archivo}.") from None
    except (OSError, ValueError):
        raise Error(f"No se pudo leer {archivo}.") from None
    if not lineas:
        raise Error(f"{archivo} está vacío.")
    # A spreadsheet in Spanish separates with semicolons.
    lector = csv.DictReader(lineas, delimiter=";" if ";" in lineas[0] else ",")
    lector.fieldnames = [c.strip().lower() for c in lector.fieldnames or []]
    if not {"desde", "dias"} <= set(lector.fieldnames):
        raise Error(f"{archivo} debe tener las columnas desde y dias en la primera línea.")
    filas = [
        (lector.line_num, (fila["desde"] or "").strip(), (fila["dias"] or "").strip())
        for fila in lector
    ]
    if not filas:
        raise Error(f"{archivo} no tiene ninguna fila bajo los títulos.")
    return filas


def _par(linea: int, desde: str, dias: str) -> tuple[date | datetime, int]:
    """A row as (fact, days); its error names the line."""
    try:
        hecho = _hecho(desde)
        dia_posible(hecho)
        return hecho, _entero(dias)
    except (Error, PlazoInvalido) as error:
        raise Error(f"Línea {linea}: {error}") from error


def _opciones_comunes(options: dict[str, Any]) -> dict[str, Any]:
    canal, materia, sede = options["canal"], options["materia"], options["sede"]
    if sede and not Sede.objects.filter(codigo=sede).exists():
        raise Error(f"No hay una sede con el código «{sede}».")
    return {
        "canal": Canal(_una_de("--canal", canal, list(Canal))) if canal else None,
        "materia": Materia(_una_de("--materia", materia, list(Materia))),
        "sede": sede,
    }


def _regimen(options: dict[str, Any]) -> Regimen:
    return Regimen.TRIBUTARIO if options["tributario"] else Regimen.LPAG


def _una_de(opcion: str, valor: str, posibles: list[str]) -> str:
    if valor not in posibles:
        raise Error(f"«{valor}» no es un valor de {opcion}: use {', '.join(posibles)}.")
    return valor


def _hecho(texto: str) -> date | datetime:
    """Date or local date and hour of what a person typed."""
    try:
        if not FECHA.fullmatch(texto):
            raise ValueError(texto)
        momento = datetime.fromisoformat(texto)  # noqa: DTZ007 - the hour of the wall in Lima
    except ValueError:
        raise Error(f"«{texto}» no es una fecha AAAA-MM-DD o AAAA-MM-DDTHH:MM.") from None
    return momento if len(texto) > 10 else momento.date()


def _entero(texto: str) -> int:
    if not ENTERO.fullmatch(texto) or not int(texto):
        raise Error(f"«{texto}» no es un número de días: escriba un entero mayor que cero.")
    return int(texto)


def _fecha(dia: date) -> str:
    return f"{DIAS[dia.weekday()]} {dia:%d/%m/%Y}"


def _texto(cuenta: Cuenta, canal: Canal | None) -> Iterator[str]:
    dia, hora = partir(cuenta.hecho)
    yield str(cuenta.regla)
    yield (
        f"Hecho: {_fecha(dia)}"
        + (f" {hora:%H:%M}" if hora else "")
        + (f", {canal.etiqueta}" if canal else "")
    )
    yield f"Presentado: {_fecha(cuenta.presentado_el)}"
    yield ""
    filas = [("día", "n.º", "cuenta", "por qué", "norma"), *(_columnas(d) for d in cuenta.dias)]
    anchos = [max(len(fila[i]) for fila in filas) for i in range(4)]
    for fila in filas:
        celdas = (celda.ljust(ancho) for celda, ancho in zip(fila, anchos, strict=False))
        yield "  ".join((*celdas, fila[4])).rstrip()
    yield ""
    yield from (f"Aviso: {aviso}" for aviso in cuenta.avisos)
    yield f"Vence: {_fecha(cuenta.vence_el)}"
    yield cuenta.vence_el.isoformat()


def _columnas(dia: Dia) -> tuple[str, str, str, str, str]:
    return (
        f"{DIAS[dia.fecha.weekday()][:3]} {dia.fecha:%d/%m/%Y}",
        str(dia.numero or "–"),
        "sí" if dia.cuenta else "no",
        dia.por_que,
        str(dia.cita or ""),
    )
