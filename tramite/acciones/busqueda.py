"""Keep a search under a name."""

from datetime import datetime

from cargos.models import Usuario
from tramite.models import Busqueda


def guardar_busqueda(
    *,
    nombre: str,
    filtros: str,
    en_palabras: str,
    compartida: bool,
    por: Usuario,
    ahora: datetime,
) -> Busqueda:
    """Keep the filters; what each one finds is decided when it is opened, by who opens it."""
    return Busqueda.objects.create(
        usuario=por,
        nombre=nombre,
        filtros=filtros,
        en_palabras=en_palabras,
        compartida=compartida,
        creada_en=ahora,
    )
