"""What the office publishes by itself: posts and duties, and the agreements in force.

A list written here, column by column: a new field of a model is not published until somebody adds
it. No person is named, and only agreements marked «público» appear.
"""

from collections.abc import Iterator
from datetime import date

from django.db.models import Prefetch

from cargos.models import CargoVersion
from cargos.organigrama import Dibujo, Nodo, dibujar
from convenios.captacion import FilaCaptacion, captacion
from convenios.models import Convenio, Documento, Parte
from convenios.models.convenios import ConvenioQuerySet
from convenios.models.tipos import Acceso
from ocisys.base.exportar import Columna

CONVENIOS = [
    Columna("codigo", "codigo"),
    Columna("denominacion", "denominacion", 60),
    Columna("tipo", "get_tipo_display", 30),
    Columna("partes", lambda c: "; ".join(str(p) for p in c.partes_publicas), 60),
    Columna("suscrito_el", "fecha_suscripcion"),
    Columna("rige_desde", "inicio_vigencia"),
    Columna("rige_hasta", "termina_el"),
    Columna("resumen", "resumen_publico", 60),
    Columna("identificador_iati", "iati_id", 30),
    Columna("documentos", lambda c: "; ".join(_dicho(d) for d in c.documentos_publicos), 60),
    Columna("ficticio", lambda c: "sí" if c.es_ficticio else "no"),
]
CAPTACION = [
    Columna("anio_de_suscripcion", "anio"),
    Columna("fuente", "nombre", 50),
    Columna("moneda", "moneda"),
    Columna("instrumentos", "instrumentos"),
    Columna("comprometido", "comprometido", 18),
    Columna("desembolsado", "desembolsado", 18),
]
FUNCIONES = [
    Columna("cargo", lambda f: f[0].nro_cap_literal),
    Columna("denominacion", lambda f: f[0].denominacion, 40),
    Columna("clasificacion", lambda f: f[0].clasificacion),
    Columna("numero", lambda f: f[1].numero),
    Columna("funcion", lambda f: f[1].texto, 80),
]


def convenios_publicos(hoy: date) -> ConvenioQuerySet:
    """Agreements signed, in force on `hoy` and marked public, with their parties and the papers
    that may be published; four queries."""
    filas = Convenio.objects.filter(nivel_acceso=Acceso.PUBLICO).en_curso(hoy).con_fin(hoy)
    vigentes = filas.exclude(fin__lt=hoy).exclude(inicio_vigencia__gt=hoy)
    partes = Parte.objects.select_related("organizacion")
    papeles = Documento.objects.filter(publico=True).select_related("archivo", "convenio")
    return vigentes.prefetch_related(
        Prefetch("partes", queryset=partes, to_attr="partes_publicas"),
        Prefetch("documentos", queryset=papeles, to_attr="documentos_publicos"),
    ).order_by("codigo")


def captacion_publica(hoy: date) -> list[FilaCaptacion]:
    """What the sources committed and disbursed by `hoy` in the agreements marked public, ended ones
    included; a marco with específicos adds nothing of its own and currencies are not added."""
    return captacion(Convenio.objects.filter(nivel_acceso=Acceso.PUBLICO), hoy)


def _dicho(documento: Documento) -> str:
    """A paper that may be published: what it is, its IATI category if it has one, and its SHA-256,
    by which anyone knows that the copy in hand is this one."""
    categoria = f" (IATI {documento.categoria.value})" if documento.categoria else ""
    return f"{documento.get_clase_display()}{categoria}, SHA-256 {documento.archivo.sha256}"


def cargos_publicos(hoy: date) -> list[CargoVersion]:
    """The posts of the MOF in force on `hoy` with their duties."""
    return list(CargoVersion.objects.vigentes(hoy).para_ficha())


def funciones_publicas(hoy: date) -> Iterator[tuple[CargoVersion, object]]:
    """One row a duty: the post and the duty."""
    for cargo in cargos_publicos(hoy):
        for funcion in cargo.funciones.all():
            yield cargo, funcion


def organigrama_publico(cargos: list[CargoVersion]) -> Dibujo:
    """The chart of posts, without who holds them."""
    nodos: dict[str, Nodo] = {}
    for cargo in cargos:
        jefe = cargo.depende_de.cargo.clave if cargo.depende_de else cargo.depende_de_literal
        if cargo.depende_de is None:
            nodos[jefe] = Nodo(jefe, None, jefe, clase="autoridad")
        lineas = (f"{cargo.nro_cap_literal} · {cargo.clasificacion}",)
        nodos[cargo.cargo.clave] = Nodo(cargo.cargo.clave, jefe, cargo.denominacion, lineas)
    return dibujar(list(nodos.values()))
