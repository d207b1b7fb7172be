"""The official MOF as data: what the reader returns, the pages show and the differ compares.

Every text is the document's own, word for word. `lugar` says where it was read («línea 12»,
«tabla 2, fila 3») for error messages; it takes no part in comparisons.
"""

from dataclasses import dataclass, field

from ocisys.base.busqueda import plano
from ocisys.base.reglas import ReglaIncumplida

MARCA_LIBRE_DESIGNACION = "(**)"


class MofRechazado(ReglaIncumplida):
    """The text is not an official MOF in its layout; `str()` says where and why, in Spanish."""

    def __init__(self, motivo: str, *, lugar: str = "") -> None:
        super().__init__(f"{lugar}: {motivo}" if lugar else motivo)


@dataclass(frozen=True)
class FilaCap:
    """A line of the table «Estructura de cargos»: `nro_literal` 068 / 070 covers both ends."""

    nro_literal: str
    nro_desde: str
    nro_hasta: str
    cargo_estructural: str
    codigo: str
    clasificacion: str
    total: int
    lugar: str = field(default="", compare=False)

    def incluye(self, nro_cap: str) -> bool:
        """Whether that post number falls inside this line."""
        return self.nro_desde <= nro_cap <= self.nro_hasta


@dataclass(frozen=True)
class TextoFuncion:
    """A numbered duty of section III; `texto` comes without its number."""

    numero: int
    texto: str
    lugar: str = field(default="", compare=False)

    @property
    def es_residual(self) -> bool:
        """«Las demás funciones que le asigne…»: served by whatever is ordered."""
        return plano(self.texto).startswith("las demas funciones")


@dataclass(frozen=True)
class TextoRequisito:
    """A row of section V; `encabezado` is empty in the rows that continue the one above."""

    encabezado: str
    texto: str
    lugar: str = field(default="", compare=False)


@dataclass(frozen=True)
class RotulosCargo:
    """Headings and row labels of the five sections of a post, as the document writes them."""

    identificacion: str
    unidad: str
    nro_cap: str
    clasificado: str
    estructurado: str
    funcion_basica: str
    funciones: str
    autoridad: str
    depende_de: str
    ejerce_mando: str
    requisitos: str


@dataclass(frozen=True)
class RotulosMof:
    """Headings, row labels and the five columns of the first part of the document."""

    estructura: str
    organo_numero: str
    organo: str
    unidad_numero: str
    unidad: str
    columnas: tuple[str, ...]
    total: str
    organigrama: str


@dataclass(frozen=True)
class FichaCargo:
    """A post: sections I to V of the document."""

    rotulos: RotulosCargo
    unidad: str
    nro_cap: str
    clasificado: str
    estructurado: str
    funcion_basica: str
    funciones: tuple[TextoFuncion, ...]
    depende_de: str
    ejerce_mando: str
    requisitos: tuple[TextoRequisito, ...]
    lugar: str = field(default="", compare=False)
    lugar_depende_de: str = field(default="", compare=False)

    @property
    def denominacion(self) -> str:
        """The short name: what stands in parentheses, or the structural post without its mark."""
        sin_marca = self.estructurado.replace(MARCA_LIBRE_DESIGNACION, "").strip()
        _, parentesis, interno = sin_marca.partition("(")
        return interno.removesuffix(")").strip() if parentesis else sin_marca


@dataclass(frozen=True)
class Manual:
    """The whole document, in its order."""

    titulo: str
    subtitulo: str
    rotulos: RotulosMof
    organo: str
    unidad_organica: str
    filas: tuple[FilaCap, ...]
    total: int
    nota: str
    cargos: tuple[FichaCargo, ...]

    def fila_de(self, nro_cap: str) -> FilaCap | None:
        """The line of the table in which a post number falls."""
        return next((fila for fila in self.filas if fila.incluye(nro_cap)), None)

    def superiores(self) -> dict[str, str]:
        """Post number → number of the post of this document it depends on.

        A post that depends on something else, or on a name that two posts share, is left out.
        """
        por_nombre: dict[str, list[str]] = {}
        for ficha in self.cargos:
            for nombre in self._nombres(ficha):
                por_nombre.setdefault(nombre, []).append(ficha.nro_cap)
        hallados = {c.nro_cap: por_nombre.get(plano(c.depende_de), []) for c in self.cargos}
        return {nro: jefes[0] for nro, jefes in hallados.items() if len(jefes) == 1}

    def es_de_libre_designacion(self, ficha: FichaCargo) -> bool:
        """Whether the post, or its line of the table, carries the mark of the note (**)."""
        fila = self.fila_de(ficha.nro_cap)
        marcados = (ficha.estructurado, fila.cargo_estructural if fila else "")
        return any(MARCA_LIBRE_DESIGNACION in texto for texto in marcados)

    def _nombres(self, ficha: FichaCargo) -> set[str]:
        """The ways in which another post may name this one, without accents or capitals."""
        solos = {ficha.denominacion, ficha.estructurado, ficha.nro_cap}
        organos = {ficha.unidad, self.organo, self.subtitulo}
        con_organo = {f"{s} {de} {o}" for s in solos for de in ("de la", "del") for o in organos}
        return {plano(nombre) for nombre in solos | con_organo}
