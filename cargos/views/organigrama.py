"""The organigrama, drawn from «depende de» of the MOF in force: page, SVG, PNG and PDF."""

from datetime import date
from pathlib import Path

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_GET

from cargos.forms.consulta import OrganigramaForm
from cargos.http import OciRequest
from cargos.models import CargoVersion, UnidadVersion
from cargos.models.unidad import UnidadVersionQuerySet
from cargos.ocupacion import Ocupacion, ocupacion_en
from cargos.organigrama import Dibujo, Nodo, dibujar
from cargos.organigrama_oficina import Fila, nodos, nodos_de_unidades
from cargos.permisos import Permiso, requiere
from ocisys.base import pdf
from ocisys.base.web import pagina

PLANTILLA = Path(__file__).resolve().parent.parent / "documentos" / "organigrama.typ"
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
    dibujados = _nodos(request, filas, dia, modo)
    contexto = {
        "form": form,
        "dia": dia,
        "modo": modo,
        "formatos": list(TIPOS),
        "filas": filas,
        "documento": filas[0][0].documento if filas else None,
        "hoy": timezone.localdate(),
        "unidades": _con_su_jefe(request, dibujados, dia) if modo == "unidades" else [],
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
    dibujo = _dibujo(_nodos(request, _filas(request, dia), dia, modo))
    if dibujo is None:
        raise Http404
    contenido = _bytes(dibujo, dia, formato, modo)
    respuesta = HttpResponse(contenido, content_type=TIPOS[formato])
    respuesta["Content-Disposition"] = (
        f'attachment; filename="organigrama-{modo}-{dia:%Y-%m-%d}.{formato}"'
    )
    return respuesta


def _nodos(request: OciRequest, filas: list[Fila], dia: date, modo: str) -> list[Nodo]:
    if modo == "unidades":
        unidades = (
            UnidadVersion.objects.visibles_para(request.user).vigentes(dia).para_organigrama()
        )
        return nodos_de_unidades(unidades, filas)
    return nodos(filas, modo)


def _dibujo(dibujados: list[Nodo]) -> Dibujo | None:
    """The drawing, or None when an administrator left units depending on each other in a circle."""
    try:
        return dibujar(dibujados)
    except ValueError:
        return None


def _con_su_jefe(
    request: OciRequest, dibujados: list[Nodo], dia: date
) -> list[tuple[UnidadVersion, str]]:
    """Rows of the table: each unit, and the name drawn above it."""
    nombres = {nodo.clave: nodo.titulo for nodo in dibujados}
    jefes = {nodo.clave: nombres.get(nodo.jefe or "", "") for nodo in dibujados}
    return [(u, jefes[u.unidad.codigo]) for u in _unidades(request, dia).select_related("norma")]


def _unidades(request: OciRequest, dia: date) -> UnidadVersionQuerySet:
    visibles = UnidadVersion.objects.visibles_para(request.user)
    return visibles.vigentes(dia).para_organigrama()


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
        "con_ocupantes": modo == "ocupantes",
        "fecha": f"{dia:%d/%m/%Y}",
        "ancho": dibujo.ancho,
        "alto": dibujo.alto,
    }
    if formato == "pdf":
        return pdf.compilar(PLANTILLA, datos, imagenes={"organigrama.svg": svg})
    return pdf.imagen(PLANTILLA, datos, imagenes={"organigrama.svg": svg})
