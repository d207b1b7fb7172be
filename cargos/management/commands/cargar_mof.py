"""`manage.py cargar_mof [FILE] [--simular] [--norma …] [--desde AAAA-MM-DD]`: load the MOF."""

import re
from argparse import ArgumentTypeError
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from cargos.acciones.mof import Carga, cargar_mof
from cargos.models import DocumentoGestion
from cargos.mof.diferencias import Cambio
from cargos.mof.documento import Manual
from cargos.mof.escritor import huella
from cargos.mof.lector import leer
from ocisys.base.busqueda import plano
from ocisys.base.models import Norma
from ocisys.base.reglas import ReglaIncumplida

MOF_DEL_PROYECTO = Path(__file__).resolve().parents[2] / "datos" / "mof-oci.md"


class Command(BaseCommand):
    help = "Carga el MOF oficial (.md, .txt o .docx). Repetir la carga no cambia nada."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "archivo",
            nargs="?",
            type=Path,
            help="sin él, el incluido, que sólo se carga en una oficina todavía sin MOF",
        )
        parser.add_argument(
            "--simular", action="store_true", help="dice qué cambiaría y no guarda nada"
        )
        parser.add_argument(
            "--norma", default="", help="norma que lo aprueba, ya registrada: «RM 452-2005-MIMDES»"
        )
        parser.add_argument("--desde", type=_fecha, help="primer día en que rige, AAAA-MM-DD")

    def handle(self, *args: Any, **opciones: Any) -> None:
        archivo: Path = opciones["archivo"] or MOF_DEL_PROYECTO
        try:
            with transaction.atomic():
                manual = leer(archivo)
                if not opciones["archivo"] and (otra := _otra_que_rige(manual)):
                    return self._decir_que_ya_hay(otra, opciones["verbosity"])
                carga = cargar_mof(
                    manual,
                    hoy=timezone.localdate(),
                    desde=opciones["desde"],
                    norma=_norma(opciones["norma"]),
                    origen=archivo.name,
                )
                transaction.set_rollback(opciones["simular"])
        except ReglaIncumplida as rechazo:
            frase = str(rechazo).removesuffix(".")
            raise CommandError(f"{archivo.name}: {frase}; no se ha guardado nada.") from rechazo
        if opciones["verbosity"]:
            self._contar(carga, simulacion=opciones["simular"])

    def _decir_que_ya_hay(self, otra: DocumentoGestion, verbosidad: int) -> None:
        if verbosidad:
            self.stdout.write(
                f"La última versión del MOF es la {otra.version} y no es la incluida, que no se "
                "carga encima sin que se indique su archivo."
            )

    def _contar(self, carga: Carga, *, simulacion: bool) -> None:
        documento = carga.documento
        if not carga.cambios:
            self.stdout.write(f"MOF: sin cambios; rige la versión {documento.version}.")
            return
        if simulacion:
            self.stdout.write("\n".join(_detalle(carga.cambios)))
        inicio = documento.vigencia.lower
        vigencia = f"desde el {inicio:%d/%m/%Y}" if inicio else "sin fecha de inicio conocida"
        hecho = "Simulación, no se ha guardado nada:" if simulacion else "MOF cargado:"
        cuantos = f"{len(carga.cambios)} cambio{'s' * (len(carga.cambios) > 1)}"
        self.stdout.write(f"{hecho} versión {documento.version}, {vigencia}, {cuantos}.")


def _otra_que_rige(manual: Manual) -> DocumentoGestion | None:
    """The last version, if the office loaded one that is not `manual`.

    Every start loads what the product ships, and must not undo that.
    """
    ultima = DocumentoGestion.objects.filter(tipo="MOF").order_by("-version").first()
    return ultima if ultima and ultima.huella != huella(manual) else None


def _detalle(cambios: Iterable[Cambio]) -> Iterable[str]:
    """The changes, duty by duty: what goes with «-», what comes with «+»."""
    for seccion, grupo in groupby(cambios, key=lambda cambio: cambio.seccion):
        yield seccion
        for cambio in grupo:
            yield f"  {cambio.parte}: {cambio.tipo}"
            if cambio.antes != cambio.despues:
                yield from (f"    - {t}" for t in [cambio.antes] if t)
                yield from (f"    + {t}" for t in [cambio.despues] if t)


def _fecha(texto: str) -> date:
    try:
        return date.fromisoformat(texto)
    except ValueError as error:
        raise ArgumentTypeError(f"«{texto}» no es una fecha AAAA-MM-DD.") from error


def _norma(cita: str) -> Norma | None:
    """The registered norm that is cited that way; a norm is never invented by loading a file."""
    if not cita:
        return None
    numero = next(iter(re.findall(r"\d+", cita)), "")
    for norma in Norma.objects.filter(numero=numero):
        if plano(norma.corta) == plano(cita):
            return norma
    raise ReglaIncumplida(
        f"la norma «{cita}» no está registrada; regístrela en los datos maestros y repita la carga."
    )
