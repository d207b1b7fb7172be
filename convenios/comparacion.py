"""The comparison of an adenda with its convenio, and the tree marco → específico → adenda."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cargos.models import Posicion, Usuario
from convenios.acciones.adenda import DEL_COMPROMISO
from convenios.fichas import puede_editar
from convenios.models import (
    Adenda,
    ClaseCompromiso,
    Compromiso,
    Convenio,
    Exigibilidad,
    ImpactoAdenda,
    ReglaRecurrencia,
)

ROTULOS = {
    c.attname: str(c.verbose_name).capitalize()
    for c in Compromiso._meta.concrete_fields
    if c.attname in DEL_COMPROMISO
}


@dataclass(frozen=True)
class Cambio:
    """One datum of a commitment before and after; "" where it said nothing."""

    rotulo: str
    antes: str
    despues: str


@dataclass(frozen=True)
class Linea:
    """A commitment in the comparison, with what the adenda does to it, if anything."""

    compromiso: Compromiso | None
    impacto: ImpactoAdenda | None = None
    cambios: tuple[Cambio, ...] = ()
    sigue_sola: bool = False


Nombres = Mapping[str, Mapping[Any, str]]


def cambios_de(impacto: ImpactoAdenda, nombres: Nombres) -> tuple[Cambio, ...]:
    """What changes, datum by datum; for one that ends, nothing; for a new one, all it says."""
    antes, despues = impacto.antes, impacto.despues
    if not despues:
        return ()
    cambios = [
        Cambio(ROTULOS[c], _texto(c, antes.get(c), nombres), _texto(c, despues.get(c), nombres))
        for c in DEL_COMPROMISO
        if antes.get(c) != despues.get(c)
    ]
    if any(antes.get(c) != despues.get(c) for c in ("base", "cada_meses", "cantidad", "fin")):
        cambios.append(Cambio("Cuándo", _cuando(antes), _cuando(despues)))
    if antes.get("ajuste") != despues.get("ajuste"):
        cambios.append(Cambio("En día inhábil", _ajuste(antes), _ajuste(despues)))
    return tuple(c for c in cambios if c.antes or c.despues)


def _texto(campo: str, valor: Any, nombres: Nombres) -> str:
    if valor is None or valor == "":
        return ""
    return nombres[campo].get(valor, str(valor)) if campo in nombres else str(valor)


def _cuando(datos: Mapping[str, Any]) -> str:
    """The rule of a portrait in words."""
    if not datos.get("base"):
        return ""
    regla = ReglaRecurrencia(
        base=date.fromisoformat(datos["base"]),
        cada_meses=datos["cada_meses"],
        cantidad=datos["cantidad"],
        fin=datos["fin"] and date.fromisoformat(datos["fin"]),
    )
    return regla.en_palabras


def _ajuste(datos: Mapping[str, Any]) -> str:
    return (
        ReglaRecurrencia(ajuste=datos["ajuste"]).get_ajuste_display() if datos.get("base") else ""
    )


def ficha_adenda(adenda: Adenda, usuario: Usuario) -> dict[str, Any]:
    """One adenda and each commitment in force when it was signed; queries do not grow with them."""
    convenio = adenda.convenio
    impactos = list(adenda.impactos.select_related("nuevo", "decidido_por__persona"))
    vivos = {i.compromiso_id: i for i in impactos if i.estado != ImpactoAdenda.Estado.DESCARTADO}
    nombres = _nombres(convenio)
    regian = Compromiso.objects.filter(convenio=convenio).vigentes_antes(adenda)
    lineas = [_linea(c, vivos.get(c.pk), nombres) for c in regian.con_todo()]
    nuevas = [
        Linea(None, i, cambios_de(i, nombres))
        for i in impactos
        if i.accion == ImpactoAdenda.Accion.CREA and i.estado != ImpactoAdenda.Estado.DESCARTADO
    ]
    return {
        "adenda": adenda,
        "convenio": convenio,
        "lineas": lineas,
        "nuevas": nuevas,
        "descartadas": [i for i in impactos if i.estado == ImpactoAdenda.Estado.DESCARTADO],
        "por_decidir": sum(i.esta_por_decidir for i in impactos),
        "documentos": adenda.documentos.select_related("archivo"),
        "clausulas": adenda.clausulas.select_related("convenio"),
        "puede_editar": puede_editar(convenio, usuario),
    }


def _linea(compromiso: Compromiso, impacto: ImpactoAdenda | None, nombres: Nombres) -> Linea:
    regla: ReglaRecurrencia | None = getattr(compromiso, "regla", None)
    sola = bool(regla and regla.cada_meses and not regla.cantidad and not regla.fin)
    cambios = cambios_de(impacto, nombres) if impacto else ()
    return Linea(compromiso, impacto, cambios, sigue_sola=sola)


def _nombres(convenio: Convenio) -> Nombres:
    return {
        "obligado_id": {p.pk: str(p) for p in convenio.partes.select_related("organizacion")},
        "clausula_id": {c.pk: str(c) for c in convenio.clausulas.select_related("adenda")},
        "responsable_id": {p.pk: f"cargo {p.nro_orden}" for p in Posicion.objects.all()},
        "exigibilidad": dict(Exigibilidad.choices),
        "clase": dict(ClaseCompromiso.choices),
    }


@dataclass
class Rama:
    """A convenio in its tree with its adendas and the ones that hang from it."""

    convenio: Convenio
    es_este: bool
    hijas: list["Rama"] = field(default_factory=list)


MAX_NIVELES = 6
"""Deeper than any real tree; the database only forbids hanging from oneself."""


def arbol(convenio: Convenio, usuario: Usuario) -> Rama | None:
    """The whole family of a convenio, of what this person may know; None when it stands alone.

    One query (and one for the adendas) per level.
    """
    visibles = Convenio.objects.visibles_para(usuario)
    raiz = convenio
    for _ in range(MAX_NIVELES):
        padre = visibles.filter(pk=raiz.padre_id).first() if raiz.padre_id else None
        if padre is None:
            break
        raiz = padre
    nivel = list(visibles.filter(pk=raiz.pk).prefetch_related("adendas"))
    if not nivel:
        return None
    ramas = {c.pk: Rama(c, c.pk == convenio.pk) for c in nivel}
    tronco = ramas[raiz.pk]
    for _ in range(MAX_NIVELES):
        hijos = visibles.filter(padre__in=[c.pk for c in nivel]).exclude(pk__in=list(ramas))
        nivel = list(hijos.order_by("codigo").prefetch_related("adendas"))
        for hijo in nivel:
            ramas[hijo.pk] = Rama(hijo, hijo.pk == convenio.pk)
            ramas[hijo.padre_id].hijas.append(ramas[hijo.pk])
        if not nivel:
            break
    sola = not tronco.hijas and not tronco.convenio.adendas.all()
    return None if sola else tronco
