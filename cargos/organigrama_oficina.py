"""What the organigrama of this office draws: its posts with who sits there, or its units."""

from collections.abc import Iterable

from django.urls import reverse

from cargos.models import CargoVersion, UnidadVersion
from cargos.ocupacion import Ocupacion
from cargos.organigrama import Nodo

Fila = tuple[CargoVersion, Ocupacion]
"""A post of the MOF in force and who holds it that day."""


def nodos_de_unidades(unidades: Iterable[UnidadVersion], filas: list[Fila]) -> list[Nodo]:
    """The units in force, each under the one it depends on.

    The office itself says how many of its posts are held and leads to the CAP. While nobody has
    registered its head unit, above it stands whom the MOF puts above its first post.
    """
    dibujados: list[Nodo] = []
    for version in unidades:
        jefe = version.padre.codigo if version.padre else None
        if version.unidad.es_externa:
            lineas = (version.siglas, version.get_tipo_display())
            clase, enlace = "autoridad", ""
        else:
            ocupados = sum(not asiento.es_vacante for _, asiento in filas)
            lineas = (version.siglas, f"{ocupados} de {len(filas)} cargos con titular")
            clase, enlace = "unidad", reverse("cargos:cap")
            if jefe is None and (autoridad := _autoridad(filas)):
                jefe = autoridad.clave
                dibujados.append(autoridad)
        dichas = tuple(filter(None, lineas))
        nodo = Nodo(version.unidad.codigo, jefe, version.denominacion, dichas, clase, enlace=enlace)
        dibujados.append(nodo)
    return dibujados


def _autoridad(filas: list[Fila]) -> Nodo | None:
    """Whom the MOF puts above its first post; None if it names nobody."""
    arriba = (cargo.depende_de_literal for cargo, _ in filas if cargo.depende_de is None)
    clave = next(filter(None, arriba), "")
    return Nodo(clave, None, clave, clase="autoridad") if clave else None


def nodos(filas: list[Fila], modo: str) -> list[Nodo]:
    """What is drawn: the authority above the first post, then every post.

    `modo` "cargos" leaves the names out; "ocupantes" shows who sits there, vacancies dashed.
    """
    dibujados = []
    for cargo, asiento in filas:
        jefe = cargo.depende_de.cargo.clave if cargo.depende_de else cargo.depende_de_literal
        if cargo.depende_de is None:
            dibujados.append(Nodo(jefe, None, jefe, clase="autoridad"))
        lineas = [f"{cargo.nro_cap_literal} · {cargo.clasificacion}"]
        if modo == "ocupantes":
            lineas.append(_quien(asiento))
        dibujados.append(
            Nodo(
                cargo.cargo.clave,
                jefe,
                cargo.denominacion,
                tuple(lineas),
                vacante=modo == "ocupantes" and asiento.es_vacante,
                enlace=cargo.get_absolute_url(),
            )
        )
    return list({n.clave: n for n in dibujados}.values())


def _quien(asiento: Ocupacion) -> str:
    quien = asiento.responde
    if quien is None:
        return "Vacante"
    sufijo = "" if quien.es_titular else " (e)"
    return f"{quien.persona.nombre_completo}{sufijo}"
