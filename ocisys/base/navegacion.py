"""The map of the house: one table from which the bar, the local row and the palette are drawn.

URL names are strings, so the ground floor may name pages of the floors above without importing
them. A page whose URL does not exist, or that the person may not open, is not offered.
"""

import json
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Enlace:
    """One page: URL name, what it is called, the permission it asks for ("" = anyone) and the
    letter that opens it after `g`."""

    nombre: str
    texto: str
    permiso: str = ""
    tecla: str = ""
    url: str = ""
    actual: bool = False


@dataclass(frozen=True)
class Seccion:
    """A word of the main bar with its pages; clicking it opens the first page allowed."""

    texto: str
    icono: str
    enlaces: tuple[Enlace, ...]

    @property
    def url(self) -> str:
        return self.enlaces[0].url

    @property
    def actual(self) -> bool:
        return any(enlace.actual for enlace in self.enlaces)

    @property
    def tiene_varias(self) -> bool:
        """Whether the section has pages to choose from."""
        return len(self.enlaces) > 1


SECCIONES = (
    Seccion("Panel", "home", (Enlace("panel", "Panel", tecla="p"),)),
    Seccion(
        "Trámite",
        "inbox-stack",
        (
            Enlace("tramite:bandeja", "Bandeja", "expediente_ver", "b"),
            Enlace("tramite:manana", "Mi mañana", "expediente_ver", "h"),
            Enlace("tramite:registrar", "Registrar", "expediente_ingresar", "r"),
            Enlace("tramite:expedientes", "Expedientes", "expediente_ver", "e"),
            Enlace("tramite:llamadas", "Teléfono", "expediente_derivar", "l"),
            Enlace("tramite:agenda", "Agenda", "expediente_ver", "g"),
            Enlace("tramite:informes", "Informe", "informe_ver", "i"),
            Enlace("tramite:reservas", "Reservas", "expediente_ver"),
            Enlace("tramite:salidas", "Salidas", "expediente_ver", "s"),
            Enlace("tramite:opiniones", "Opiniones", "expediente_ver", "n"),
            Enlace("tramite:transferencias", "Archivo", "expediente_ver"),
            Enlace("tramite:utiles", "Útiles", "expediente_ver", "u"),
        ),
    ),
    Seccion(
        "Convenios",
        "document-text",
        (
            Enlace("convenios:lista", "Convenios", "convenio_ver", "c"),
            Enlace("convenios:compromisos", "Compromisos", "convenio_ver", "k"),
            Enlace("convenios:alertas", "Alertas", "convenio_ver"),
            Enlace("convenios:requerimientos", "Requerimientos", "convenio_ver", "q"),
            Enlace("convenios:organizaciones", "Organizaciones", "convenio_ver", "o"),
            Enlace("convenios:interacciones", "Interacciones", "convenio_ver"),
            Enlace("convenios:importaciones", "Importar", "organizacion_tratar"),
            Enlace("convenios:perfeccionamiento", "Perfeccionamiento", "convenio_ver"),
        ),
    ),
    Seccion(
        "Captación",
        "banknotes",
        (
            Enlace("convenios:captacion", "Captación", "convenio_ver"),
            Enlace("convenios:demandas", "Demanda", "convenio_ver", "j"),
            Enlace("convenios:convocatorias", "Convocatorias", "convenio_ver"),
            Enlace("convenios:emparejamientos", "Oferta y demanda", "convenio_ver"),
            Enlace("convenios:gestiones", "Gestiones", "convenio_ver"),
            Enlace("convenios:capacitaciones", "Capacitación", "convenio_ver"),
            Enlace("convenios:propuestas", "Empresas", "convenio_ver"),
        ),
    ),
    Seccion(
        "Internacional",
        "globe-americas",
        (
            Enlace("convenios:instrumentos", "Instrumentos", "convenio_ver", "v"),
            Enlace("convenios:recomendaciones", "Recomendaciones", "convenio_ver"),
            Enlace("convenios:plan_internacional", "Plan", "convenio_ver"),
            Enlace("convenios:calendario_internacional", "Calendario", "convenio_ver"),
            Enlace("convenios:propuestas_acuerdo", "Propuestas de acuerdo", "convenio_ver"),
            Enlace("convenios:espacios", "Espacios", "convenio_ver"),
            Enlace("convenios:reuniones", "Reuniones", "convenio_ver", "w"),
            Enlace("convenios:representaciones", "Representaciones", "convenio_ver"),
            Enlace("convenios:estrategia", "Estrategia", "convenio_ver", "z"),
        ),
    ),
    Seccion(
        "Cargos",
        "identification",
        (
            Enlace("cargos:cap", "CAP", "cargos_ver", "a"),
            Enlace("cargos:organigrama", "Organigrama", "cargos_ver"),
            Enlace("cargos:directorio", "Directorio", "cargos_ver", "d"),
            Enlace("cargos:funciones", "Funciones", "cargos_ver", "f"),
            Enlace("cargos:mof", "MOF", "cargos_ver", "m"),
            Enlace("cargos:mi_puesto", "Mi puesto", "", "y"),
            Enlace("cargos:reglas", "Reglas", "normas_ver"),
            Enlace("cargos:rastro", "Rastro"),
        ),
    ),
    Seccion(
        "Tablero",
        "chart-bar",
        (
            Enlace("convenios:tablero", "Tablero", "tablero_ver", "t"),
            Enlace("convenios:parametros", "Pesos y umbrales", "parametros_fijar"),
        ),
    ),
    Seccion(
        "Datos maestros",
        "cog-6-tooth",
        (Enlace("admin:index", "Datos maestros", "maestros_editar", "x"),),
    ),
)

CUENTA = (
    Enlace("account_change_password", "Cambiar contraseña"),
    Enlace("mfa_index", "Verificación en dos pasos"),
    Enlace("usersessions_list", "Sesiones y equipos"),
)


@cache
def resolver(nombre: str) -> str:
    """The path of a URL name without arguments, or "" when no page has that name.

    Remembered: the bar asks for thirty of them on every page, and they never change.
    """
    try:
        return reverse(nombre)
    except NoReverseMatch:
        return ""


@cache
def visibles(
    enlaces: tuple[Enlace, ...], permisos: frozenset[str], ruta: str
) -> tuple[Enlace, ...]:
    """Those of `enlaces` that exist and are allowed, with their path; the one being read marked.

    `ruta` is the path of the longest link that contains the page on screen ("" for none). It is
    remembered: there are as many answers as pages in the bar times sets of permissions.
    """
    puestos = (
        replace(e, url=url, actual=url == ruta)
        for e in enlaces
        if (not e.permiso or e.permiso in permisos) and (url := resolver(e.nombre))
    )
    return tuple(puestos)


def ruta_actual(path: str) -> str:
    """The longest path of the table that `path` hangs from; "/" only contains itself."""
    rutas = (resolver(e.nombre) for s in SECCIONES for e in s.enlaces)
    candidatas = [r for r in rutas if r and (path == r or (r != "/" and path.startswith(r)))]
    return max(candidatas, key=len, default="")


@cache
def secciones(permisos: frozenset[str], ruta: str) -> list[Seccion]:
    """The main bar for someone with `permisos` who is reading the page of the bar `ruta`.

    A section of which only one page is left takes the name of that page: «Tablero» over the weights
    alone would promise figures that this person may not see.
    """
    completas = (replace(s, enlaces=visibles(s.enlaces, permisos, ruta)) for s in SECCIONES)
    return [
        s if s.tiene_varias else replace(s, texto=s.enlaces[0].texto)
        for s in completas
        if s.enlaces
    ]


REGISTROS = {
    "tramite:expedientes": "expedientes",
    "convenios:lista": "convenios",
    "cargos:directorio": "el directorio",
}
"""Where the palette searches the words written, and how it calls each one."""


@cache
def guion(permisos: frozenset[str]) -> str:
    """The pages of each section of the bar, as the script that fills the menu and the palette.

    A page carries only the words of the bar: forty links in every page are four kilobytes that
    the browser can keep.
    """
    mapa = secciones(permisos, "")
    paginas = {
        s.url: [{"texto": e.texto, "url": e.url, "tecla": e.tecla} for e in s.enlaces] for s in mapa
    }
    registros = {
        e.nombre: {"nombre": REGISTROS[e.nombre], "url": e.url}
        for s in mapa
        for e in s.enlaces
        if e.nombre in REGISTROS
    }
    dichos = {"ociPaginas": paginas, "ociRegistros": registros}
    return "".join(f"window.{k} = {json.dumps(v, ensure_ascii=False)};" for k, v in dichos.items())


@cache
def version(permisos: frozenset[str]) -> str:
    """Changes whenever `guion` does, so that the browser may keep it for ever."""
    return sha256(guion(permisos).encode()).hexdigest()[:12]
