"""The organigrama, drawn from «depende de» of the MOF in force: page, SVG, PNG and PDF."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from cargos.forms.consulta import OrganigramaForm
from cargos.http import OciRequest
from cargos.models import CargoVersion, UnidadVersion
from cargos.ocupacion import Ocupacion, ocupacion_en
from cargos.organigrama import Dibujo, Nodo, dibujar
from cargos.permisos import Permiso, requiere
from ocisys.base import pdf
from ocisys.base.web import pagina

PLANTILLA = Path(__file__).resolve().parent.parent / "documentos" / "organigrama.typ"
Fila = tuple[CargoVersion, Ocupacion]
TITULOS = {
    "ocupantes": "Organigrama de cargos y ocupantes",
    "cargos": "Organigrama de cargos",
    "unidades": "Organigrama de unidades orgánicas",
}
TIPOS = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}


@requiere(Permiso.CARGOS_VER)
@require_GET
def organigrama(request: OciRequest) -> HttpResponse:
    form = OrganigramaForm(request.GET)
    dia, modo = form.fecha(timezone.localdate()), form.modo()
    filas = _filas(request, dia)
    dibujados = _nodos(filas, dia, modo)
    contexto = {
        "form": form,
        "dia": dia,
        "modo": modo,
        "formatos": list(TIPOS),
        "filas": filas,
        "unidades": _con_su_jefe(dibujados, dia) if modo == "unidades" else [],
        "titulo": TITULOS[modo],
        "dibujo": _dibujo(dibujados),
    }
    return pagina(request, "cargos/organigrama.html", contexto, parcial="organigrama")


@requiere(Permiso.CARGOS_VER)
@require_GET
def archivo(request: OciRequest, formato: str) -> HttpResponse:
    if formato not in TIPOS:
        raise Http404
    form = OrganigramaForm(request.GET)
    dia, modo = form.fecha(timezone.localdate()), form.modo()
    dibujo = _dibujo(_nodos(_filas(request, dia), dia, modo))
    if dibujo is None:
        raise Http404
    contenido = _bytes(dibujo, dia, formato, modo)
    respuesta = HttpResponse(contenido, content_type=TIPOS[formato])
    respuesta["Content-Disposition"] = (
        f'attachment; filename="organigrama-{modo}-{dia:%Y-%m-%d}.{formato}"'
    )
    return respuesta


def _nodos(filas: list[Fila], dia: date, modo: str) -> list[Nodo]:
    if modo == "unidades":
        unidades = UnidadVersion.objects.vigentes(dia).para_organigrama()
        return nodos_de_unidades(unidades, filas)
    return nodos(filas, modo)


def _dibujo(dibujados: list[Nodo]) -> Dibujo | None:
    """The drawing, or None when an administrator left units depending on each other in a circle."""
    try:
        return dibujar(dibujados)
    except ValueError:
        return None


def _con_su_jefe(dibujados: list[Nodo], dia: date) -> list[tuple[UnidadVersion, str]]:
    """Rows of the table: each unit, and the name drawn above it."""
    nombres = {nodo.clave: nodo.titulo for nodo in dibujados}
    jefes = {nodo.clave: nombres.get(nodo.jefe or "", "") for nodo in dibujados}
    unidades = UnidadVersion.objects.vigentes(dia).para_organigrama()
    return [(u, jefes[u.unidad.codigo]) for u in unidades.select_related("norma")]


def nodos_de_unidades(unidades: Iterable[UnidadVersion], filas: list[Fila]) -> list[Nodo]:
    """The units in force, each under the one it depends on.

    The office itself says how many of its posts are held and leads to the CAP. While nobody has
    registered its head unit, above it stands whom the MOF puts above its first post.
    """
    dibujados: list[Nodo] = []
    for version in unidades:
        jefe = version.padre.codigo if version.padre else None
        lineas = [version.siglas] if version.siglas else []
        if version.unidad.es_externa:
            lineas.append(version.get_tipo_display())
        else:
            ocupados = sum(not asiento.es_vacante for _, asiento in filas)
            lineas.append(f"{ocupados} de {len(filas)} cargos con titular")
            if jefe is None and (autoridad := _autoridad(filas)):
                jefe = autoridad.clave
                dibujados.append(autoridad)
        dibujados.append(
            Nodo(
                version.unidad.codigo,
                jefe,
                version.denominacion,
                tuple(lineas),
                clase="autoridad" if version.unidad.es_externa else "unidad",
                enlace="" if version.unidad.es_externa else reverse("cargos:cap"),
            )
        )
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


def _filas(request: OciRequest, dia: date) -> list[Fila]:
    asientos = ocupacion_en(dia)
    cargos = CargoVersion.objects.visibles_para(request.user).vigentes(dia).para_ficha()
    return [(c, asientos.get(c.cargo.clave, Ocupacion())) for c in cargos]


def _bytes(dibujo: Dibujo, dia: date, formato: str, modo: str) -> bytes:
    titulo = TITULOS[modo]
    contexto = {"dibujo": dibujo, "suelto": True, "titulo": titulo}
    svg = render_to_string("cargos/organigrama.svg", contexto).encode()
    if formato == "svg":
        return svg
    datos = {
        "titulo": titulo,
        "de_unidades": modo == "unidades",
        "fecha": f"{dia:%d/%m/%Y}",
        "ancho": dibujo.ancho,
        "alto": dibujo.alto,
    }
    if formato == "pdf":
        return pdf.compilar(PLANTILLA, datos, imagenes={"organigrama.svg": svg})
    return pdf.imagen(PLANTILLA, datos, imagenes={"organigrama.svg": svg})
