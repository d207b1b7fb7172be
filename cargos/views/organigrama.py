"""The organigrama, drawn from «depende de» of the MOF in force: page, SVG, PNG and PDF."""

from datetime import date
from pathlib import Path

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_GET

from cargos.forms.consulta import OrganigramaForm
from cargos.http import OciRequest
from cargos.models import CargoVersion
from cargos.ocupacion import Ocupacion, ocupacion_en
from cargos.organigrama import Dibujo, Nodo, dibujar
from cargos.permisos import Permiso, requiere
from ocisys.base import pdf
from ocisys.base.web import pagina

PLANTILLA = Path(__file__).resolve().parent.parent / "documentos" / "organigrama.typ"
TIPOS = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}


@requiere(Permiso.CARGOS_VER)
@require_GET
def organigrama(request: OciRequest) -> HttpResponse:
    form = OrganigramaForm(request.GET)
    dia, modo = form.fecha(timezone.localdate()), form.modo()
    filas = _filas(request, dia)
    contexto = {
        "form": form,
        "dia": dia,
        "modo": modo,
        "formatos": list(TIPOS),
        "filas": filas,
        "dibujo": dibujar(nodos(filas, modo)),
    }
    return pagina(request, "cargos/organigrama.html", contexto, parcial="organigrama")


@requiere(Permiso.CARGOS_VER)
@require_GET
def archivo(request: OciRequest, formato: str) -> HttpResponse:
    if formato not in TIPOS:
        raise Http404
    form = OrganigramaForm(request.GET)
    dia = form.fecha(timezone.localdate())
    dibujo = dibujar(nodos(_filas(request, dia), form.modo()))
    respuesta = HttpResponse(_bytes(dibujo, dia, formato), content_type=TIPOS[formato])
    respuesta["Content-Disposition"] = (
        f'attachment; filename="organigrama-{dia:%Y-%m-%d}.{formato}"'
    )
    return respuesta


def nodos(filas: list[tuple[CargoVersion, Ocupacion]], modo: str) -> list[Nodo]:
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


def _filas(request: OciRequest, dia: date) -> list[tuple[CargoVersion, Ocupacion]]:
    asientos = ocupacion_en(dia)
    cargos = CargoVersion.objects.visibles_para(request.user).vigentes(dia).para_ficha()
    return [(c, asientos.get(c.cargo.clave, Ocupacion())) for c in cargos]


def _bytes(dibujo: Dibujo, dia: date, formato: str) -> bytes:
    svg = render_to_string("cargos/organigrama.svg", {"dibujo": dibujo, "suelto": True}).encode()
    if formato == "svg":
        return svg
    datos = {"fecha": f"{dia:%d/%m/%Y}", "ancho": dibujo.ancho, "alto": dibujo.alto}
    if formato == "pdf":
        return pdf.compilar(PLANTILLA, datos, imagenes={"organigrama.svg": svg})
    return pdf.imagen(PLANTILLA, datos, imagenes={"organigrama.svg": svg})
