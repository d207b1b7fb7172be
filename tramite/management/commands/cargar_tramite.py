"""`manage.py cargar_tramite`: takes the catalogues of the desk to the database.

Run it any number of times: the second run changes nothing, and a row saved by the office is kept.
"""

import tomllib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from ocisys.base.models import DatoMaestro
from tramite.models import (
    FormatoEtiqueta,
    Plantilla,
    Procedimiento,
    Proveido,
    RequisitoProcedimiento,
    SerieDocumental,
    TipoDocumento,
)

ARCHIVO = Path(__file__).resolve().parents[2] / "datos" / "catalogos.toml"

TABLAS: dict[str, type[DatoMaestro]] = {
    "tipo": TipoDocumento,
    "procedimiento": Procedimiento,
    "requisito": RequisitoProcedimiento,
    "proveido": Proveido,
    "plantilla": Plantilla,
    "serie_documental": SerieDocumental,
    "etiqueta": FormatoEtiqueta,
}


class Command(BaseCommand):
    help = "Carga tipos de documento, procedimientos, proveídos y series de los datos."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        catalogos = tomllib.loads(ARCHIVO.read_text(encoding="utf-8"))
        cambios = sum(
            self._fila(modelo, fila)
            for tabla, modelo in TABLAS.items()
            for fila in catalogos[tabla]
        )
        if not cambios:
            self.stdout.write("Catálogos de trámite: sin cambios.")

    def _fila(self, modelo: type[DatoMaestro], valores: dict[str, Any]) -> int:
        """Create or update one row by its code; 1 if something changed."""
        valores = self._con_padre(modelo, valores)
        actual = modelo._default_manager.filter(**{"codigo": valores["codigo"]}).first()
        if actual is None:
            modelo._default_manager.create(origen=DatoMaestro.Origen.DATOS, **valores)
            self.stdout.write(f"+ {modelo._meta.verbose_name}: {valores['codigo']}")
            return 1
        distintos = {c: v for c, v in valores.items() if getattr(actual, c) != v}
        if not distintos or actual.origen == DatoMaestro.Origen.OFICINA:
            return 0
        for campo, valor in distintos.items():
            setattr(actual, campo, valor)
        actual.save(update_fields=[*distintos, "actualizado_en"])
        self.stdout.write(f"~ {modelo._meta.verbose_name}: {actual}")
        return 1

    @staticmethod
    def _con_padre(modelo: type[DatoMaestro], valores: dict[str, Any]) -> dict[str, Any]:
        """A template names its kind of document by code; a requisite, its procedure."""
        if modelo is RequisitoProcedimiento:
            padre = Procedimiento.objects.get(codigo=valores["procedimiento"])
            return valores | {"procedimiento": padre}
        if modelo is not Plantilla:
            return valores
        tipo = TipoDocumento.objects.get(codigo=valores["tipo"])
        return valores | {"tipo": tipo, "cuerpo": valores["cuerpo"].strip()}
