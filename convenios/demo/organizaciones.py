"""Organisations of the demonstration: real ones with their source, companies all invented."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from convenios.models import Organizacion, RegistroApci

FICTICIO = "ficticio"


def organizaciones(datos: Mapping[str, Any], hoy: date) -> dict[str, Organizacion]:
    """Create those that are missing; returns the named ones by their key in demo.toml."""
    claves = [o["clave"] for o in datos["organizaciones"]]
    filas = [_organizacion(o, i, hoy) for i, o in enumerate(datos["organizaciones"])]
    empresas = [
        Organizacion(
            nombre=nombre,
            clase=Organizacion.Clase.EMPRESA,
            estado=estado,
            verificada_el=_verificada(i, hoy),
            fuente_dato=FICTICIO,
            es_ficticia=True,
        )
        for estado, nombres in (
            ("activa", datos["empresas"]["activas"]),
            ("potencial", datos["empresas"]["potenciales"]),
        )
        for i, nombre in enumerate(nombres)
    ]
    ya = {o.nombre: o for o in Organizacion.objects.all()}
    Organizacion.objects.bulk_create(f for f in [*filas, *empresas] if f.nombre not in ya)
    por_clave = {c: ya.get(f.nombre, f) for c, f in zip(claves, filas, strict=True)}
    RegistroApci.objects.bulk_create(_registros(por_clave, hoy))
    return por_clave


def _registros(por_clave: Mapping[str, Organizacion], hoy: date) -> Iterator[RegistroApci]:
    """Invented inscriptions of the invented ONGD only: one about to expire."""
    for clave, dias in (("puna", 40),):
        yield RegistroApci(
            organizacion=por_clave[clave],
            registro=RegistroApci.Registro.ONGD,
            numero="000-FICTICIO",
            resolucion="Resolución ficticia",
            estado=RegistroApci.Estado.VIGENTE,
            desde=hoy - timedelta(days=690),
            hasta=hoy + timedelta(days=dias),
            consultado_el=hoy - timedelta(days=20),
        )


def _organizacion(o: Mapping[str, Any], i: int, hoy: date) -> Organizacion:
    return Organizacion(
        nombre=o["nombre"],
        siglas=o.get("siglas", ""),
        clase=o["clase"],
        estado=o.get("estado", "activa"),
        pais=o["pais"],
        nombres_anteriores=o.get("anteriores", []),
        tipo_iati=o.get("tipo_iati", ""),
        iati_org_id=o.get("iati", ""),
        verificada_el=_verificada(i, hoy),
        fuente_dato=o.get("fuente", FICTICIO),
        es_ficticia="fuente" not in o,
    )


def _verificada(i: int, hoy: date) -> date | None:
    """Most fichas fresh, some old, one in nine never verified."""
    return None if i % 9 == 8 else hoy - timedelta(days=(i * 23) % 230)
