"""`manage.py cargar_normas`: takes the legal data of the product to the database.

Run it any number of times: the second run changes nothing. What somebody of the office registered
or corrected (`origen` «oficina») is never touched.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.db import models, transaction

from ocisys.base.datos import filas
from ocisys.base.models import (
    DatoMaestro,
    DiaNoLaborable,
    FeriadoNacional,
    Norma,
    NormaRelacion,
    ReglaComputo,
    ReglaCorte,
    ReglaPlazo,
    Sede,
)

Valor = Callable[[str], Any]


class Command(BaseCommand):
    help = (
        "Carga normas, feriados, días no laborables y reglas de plazo desde los datos del producto."
    )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        self.verbosidad: int = options["verbosity"]
        cambios = 0
        for archivo, modelo, clave in TABLAS:
            normas = {norma.corta: norma for norma in Norma.objects.all()}
            nuevas = [_valores(modelo, fila, normas) for fila in filas(archivo)]
            cambios += self._sincronizar(modelo, clave, nuevas)
        if not cambios:
            self._decir("Normas y calendario: sin cambios.")

    def _decir(self, linea: str) -> None:
        if self.verbosidad:
            self.stdout.write(linea)

    def _sincronizar(
        self, modelo: type[DatoMaestro], clave: tuple[str, ...], nuevas: list[dict[str, Any]]
    ) -> int:
        """Bring the rows of one table up to date; returns how many changed."""
        actuales = {
            tuple(_hashable(getattr(fila, campo)) for campo in clave): fila
            for fila in modelo._default_manager.all()
        }
        crear: list[DatoMaestro] = []
        cambios = 0
        for valores in nuevas:
            fila = actuales.get(tuple(_hashable(valores[campo]) for campo in clave))
            if fila is None:
                crear.append(modelo(origen=DatoMaestro.Origen.DATOS, **valores))
            else:
                cambios += self._actualizar(fila, valores)
        # Created after the updates: an old version must get its last day before the new one enters.
        modelo._default_manager.bulk_create(crear)
        for fila in crear:
            self._decir(f"+ {modelo._meta.verbose_name}: {fila}")
        return cambios + len(crear)

    def _actualizar(self, fila: DatoMaestro, valores: dict[str, Any]) -> int:
        """Change what differs, unless the office owns the row; 1 if it changed."""
        distintos = {c: v for c, v in valores.items() if getattr(fila, c) != v}
        if not distintos:
            return 0
        nombre = f"{fila._meta.verbose_name}: {fila}"
        if fila.origen == DatoMaestro.Origen.OFICINA:
            self._decir(f"= {nombre} (corregido por la oficina, se conserva)")
            return 0
        for campo, valor in distintos.items():
            setattr(fila, campo, valor)
        fila.save(update_fields=[*distintos, "actualizado_en"])
        self._decir(f"~ {nombre}: {', '.join(sorted(distintos))}")
        return 1


TABLAS: tuple[tuple[str, type[DatoMaestro], tuple[str, ...]], ...] = (
    ("normas", Norma, ("tipo", "numero", "siglas", "anio")),
    ("relaciones", NormaRelacion, ("norma_id", "efecto", "sobre_id", "alcance")),
    ("sedes", Sede, ("codigo",)),
    ("feriados", FeriadoNacional, ("codigo",)),
    ("computo", ReglaComputo, ("vigente_desde",)),
    ("cortes", ReglaCorte, ("canal", "materia", "vigente_desde")),
    ("reglas", ReglaPlazo, ("codigo", "vigente_desde")),
    ("dias", DiaNoLaborable, ("fecha", "efecto", "ubigeos")),
)


def _hashable(valor: Any) -> Any:
    return tuple(valor) if isinstance(valor, list) else valor


def _valores(
    modelo: type[DatoMaestro], fila: dict[str, str], normas: dict[str, Norma]
) -> dict[str, Any]:
    """A row of text as the values of the columns of `modelo`."""
    valores: dict[str, Any] = {}
    for columna, texto in fila.items():
        campo = modelo._meta.get_field(columna)
        if isinstance(campo, models.ForeignKey):
            valores[campo.attname] = normas[texto].pk if texto else None
        else:
            valores[columna] = _valor(campo)(texto)
    return valores


def _valor(campo: Any) -> Valor:
    """How the text of a cell becomes a value of that column."""
    if isinstance(campo, models.BooleanField):
        return lambda texto: texto == "si"
    if isinstance(campo, models.DateField):
        return lambda texto: date.fromisoformat(texto) if texto else None
    if isinstance(campo, models.IntegerField):
        return lambda texto: int(texto) if texto else None
    if isinstance(campo, models.CharField):
        return str
    return str.split
