"""Does the office still hold what it sealed? Each check yields a sentence for each difference."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import pgtrigger
from django.core.files.storage import Storage
from django.db import connection
from django.db.models import Count

from ocisys.base import auditoria
from ocisys.base.almacen import AlmacenSellado
from ocisys.base.models import Archivo, SelloDiario
from ocisys.base.models.archivo import almacen_sellado
from ocisys.base.sellado import huella_de

Control = Callable[[], Iterable[str]]
"""A check: no arguments, a sentence in Spanish for each difference, nothing when all is well."""

_de_las_apps: dict[str, Control] = {}


def registrar(titulo: str, control: Control) -> None:
    """Add a check of an app above ("Números de expediente sin saltos") to the report.

    Called in `AppConfig.ready`; a second one with the same title replaces the first.
    """
    _de_las_apps[titulo] = control


@dataclass
class Capitulo:
    """A check of the report with what it looked at and the differences it found."""

    titulo: str
    resumen: str = ""
    diferencias: list[str] = field(default_factory=list)


def revisar() -> Iterator[Capitulo]:
    """Every chapter of the report, one by one as it is finished (files may take minutes)."""
    yield Capitulo("Protecciones de la base de datos", diferencias=list(protecciones()))
    yield Capitulo("Cadena de auditoría", _cadena(), list(auditoria.verificar_cadena()))
    yield Capitulo("Registro de archivos", diferencias=list(registro_de_archivos()))
    yield Capitulo(
        "Archivos sellados", f"{Archivo.objects.count():,} registros", list(contenido_sellado())
    )
    for titulo, control in _de_las_apps.items():
        yield Capitulo(titulo, diferencias=list(control()))


def protecciones() -> Iterator[str]:
    """Triggers that keep history unchangeable and are missing, changed or switched off."""
    with connection.cursor() as cursor:
        cursor.execute("select tgname, tgrelid::regclass::text, tgenabled from pg_trigger")
        puestos = {(nombre, tabla.strip('"')): activo for nombre, tabla, activo in cursor}
    for modelo, disparador in pgtrigger.registered():
        tabla = modelo._meta.db_table
        estado = puestos.get((disparador.get_pgid(modelo), tabla))
        if estado is None:
            yield f"{tabla}: falta la protección «{disparador.name}»."
        elif estado == "D":
            yield f"{tabla}: la protección «{disparador.name}» está desactivada."


def registro_de_archivos() -> Iterator[str]:
    """Rows of Archivo against the audited act of sealing them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select coalesce(a.id, e.id), a.id is null, e.id is null from base_archivo a "
            "full join base_archivoevent e on e.id = a.id "
            "where (a.sha256, a.tamanio, a.nombre_original, a.tipo_mime) is distinct from "
            "(e.sha256, e.tamanio, e.nombre_original, e.tipo_mime) order by 1"
        )
        for pk, sin_fila, sin_evento in cursor.fetchall():
            if sin_fila:
                yield f"Archivo {pk}: fue sellado y su registro ya no está."
            elif sin_evento:
                yield f"Archivo {pk}: tiene registro y nadie lo selló."
            else:
                yield f"Archivo {pk}: su registro no es el que se selló."


def contenido_sellado() -> Iterator[str]:
    """Every sealed file read and hashed again, once however many rows it has."""
    almacen = almacen_sellado()
    filas = Archivo.objects.order_by("sha256").values("sha256", "tamanio", "fichero")
    for fila in filas.annotate(n=Count("pk")).iterator():
        try:
            with almacen.open(fila["fichero"], "rb") as abierto:
                igual = huella_de(abierto) == fila["sha256"]
        except OSError as error:
            yield f"{fila['sha256']}: no se puede leer ({type(error).__name__})."
            continue
        if not igual:
            yield f"{fila['sha256']}: los bytes no son los que se sellaron."


def sueltos() -> Iterator[str]:
    """Stored files that no row names: rests of a transaction that failed; harmless."""
    almacen = almacen_sellado()
    conocidos = set(Archivo.objects.values_list("fichero", flat=True).distinct())
    for ruta in _recorrer(almacen, ""):
        if ruta not in conocidos:
            clase = "a medio escribir" if ruta.endswith(AlmacenSellado.PARTE) else "sin registro"
            yield f"{ruta} ({clase})"


def _recorrer(almacen: Storage, carpeta: str) -> Iterator[str]:
    try:
        carpetas, ficheros = almacen.listdir(carpeta)
    except FileNotFoundError:
        return
    yield from (f"{carpeta}{f}" for f in sorted(ficheros))
    for c in sorted(carpetas):
        yield from _recorrer(almacen, f"{carpeta}{c}/")


def _cadena() -> str:
    sellos = SelloDiario.objects.all()
    ultimo = sellos.last()
    if ultimo is None:
        return f"sin sellos todavía; {auditoria.sin_sellar():,} eventos por sellar"
    return (
        f"{len(sellos):,} sellos hasta el {ultimo.fecha:%d/%m/%Y}; "
        f"{auditoria.sin_sellar():,} eventos por sellar; última huella {ultimo.huella}"
    )
