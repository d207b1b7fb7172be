"""Keyword builders of test data: valid by default, one line in a test, no fixtures library.

What only one app needs stands in `tests/fabrica_<app>.py`.
"""

from datetime import date
from itertools import count
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from cargos.models import Cargo, Designacion, Modalidad, Persona, Posicion, Usuario

CLAVE = "una clave larga de prueba"
_n = count(1)


def mof() -> None:
    """Load the official MOF that the project ships; cheap when it is already there."""
    if not Cargo.objects.exists():
        call_command("cargar_mof", verbosity=0)


def vaciar() -> None:
    """A database without the product's data, for the tests about loading it."""
    tablas = (
        connection.ops.quote_name(modelo._meta.db_table)
        for modelo in apps.get_models()
        if modelo._meta.app_label in {"base", "cargos", "convenios", "tramite"}
    )
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(tablas)} CASCADE")


def persona(**campos: Any) -> Persona:
    n = next(_n)
    campos = {
        "nombres": f"Persona {n}",
        "apellido_paterno": "Quispe",
        "apellido_materno": "Ñaupari",
        "email_institucional": f"persona{n}@oficina.example",
    } | campos
    return Persona.objects.create(**campos)


def usuario(*, cargo: str = "", modalidad: str = Modalidad.DESIGNACION, **campos: Any) -> Usuario:
    """An account; with `cargo` ("067"…"071") it holds that post since 2020, as titular."""
    n = next(_n)
    datos = {"username": f"usuario{n}", "email": f"usuario{n}@oficina.example"} | campos
    cuenta = Usuario.objects.create_user(password=CLAVE, **datos)
    if cargo:
        designar(persona(usuario=cuenta), cargo, modalidad=modalidad)
    return Usuario.objects.get(pk=cuenta.pk)


def designar(
    quien: Persona,
    cargo: str,
    *,
    modalidad: str = Modalidad.DESIGNACION,
    desde: date = date(2020, 1, 1),
    hasta: date | None = None,
) -> Designacion:
    """`hasta` is the day after the last one."""
    mof()
    return Designacion.objects.create(
        persona=quien,
        posicion=Posicion.objects.get(nro_orden=cargo),
        modalidad=modalidad,
        rango=DateRange(desde, hasta),
    )
