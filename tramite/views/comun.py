"""What the views of an expediente share: finding it, and doing an act with a form."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse
from django.utils import timezone

from cargos.http import OciRequest
from cargos.permisos import Permiso
from ocisys.base.preparada import Preparada
from ocisys.base.web import estado_de, ir_a, pagina
from tramite import acciones
from tramite.estados import Estado
from tramite.forma import Forma, forma_de
from tramite.forms.mover import ActoForm
from tramite.models import Documento, Expediente
from tramite.models.cargo_por_correo import con_cargo_por_correo
from tramite.models.expediente import nombre_de_la_sede
from tramite.models.marcador import marcadores_puestos
from tramite.models.opinion import con_opinion
from tramite.models.papel import con_cargo_sustituido
from tramite.models.relacion import enlazado
from tramite.models.responsable import puesto_responsable
from tramite.models.salida import con_salidas
from tramite.models.vinculo import con_convenios


def expediente_de(request: OciRequest, numero: str) -> Expediente:
    """The expediente with that number if this person may know of it; 404 otherwise.

    It says whether it has relations, outgoing documents and agreements, so that nothing is asked
    of the many that have none. Opening a restricted one is written down.
    """
    forma, posiciones = forma_de(request.user, con_puestos=False)
    fila = next(iter(_visible(forma)(numero, *posiciones)), None)
    if fila is None and request.user.puede(Permiso.RESERVA_MOTIVAR):
        fila = _de_cerca(request.user).filter(numero=numero).first()  # what a reason has opened
    if fila is None:
        raise Http404("No hay un expediente con ese número.")
    anotar_lectura(request, fila)
    return fila


@cache
def _visible(forma: Forma) -> Preparada[Expediente]:
    quien: Any = forma

    def hacer(numero: str, *posiciones: int) -> QuerySet[Expediente]:
        return _de_cerca(quien).filter(numero=numero)

    return Preparada(hacer, "0000-000000-0", *forma.muestras)


def _de_cerca(quien: Any) -> QuerySet[Expediente]:
    """Those that `quien` may know of, with what the sheet asks of each."""
    tiene: dict[str, Any] = {
        "tiene_relaciones": enlazado(),
        "tiene_salidas": con_salidas(),
        "tiene_convenios": con_convenios(),
        "tiene_opinion": con_opinion(),
        "tiene_correos": con_cargo_por_correo(),
        "tiene_cargos": con_cargo_sustituido(),
        "marcas": marcadores_puestos(),
        "responde": puesto_responsable(),
        "nombre_de_sede": Coalesce("sede__nombre", nombre_de_la_sede()),
    }
    return Expediente.objects.visibles_para(quien).para_detalle().annotate(**tiene)


def anotar_lectura(
    request: OciRequest, expediente: Expediente, documento: Documento | None = None
) -> None:
    """Log that something of a restricted expediente was opened; an act leaves its own row."""
    if request.method == "GET":
        _anotar(request, expediente, documento)


def anotar_vuelta(request: OciRequest, expediente: Expediente) -> None:
    """Log that the page of an act came back with its errors: it shows the expediente and no act
    was done that would tell so."""
    if request.method == "POST":
        _anotar(request, expediente, None)


def _anotar(request: OciRequest, expediente: Expediente, documento: Documento | None) -> None:
    if not expediente.esta_restringido:
        return
    resuelta = request.resolver_match
    acciones.anotar_lectura(
        expediente,
        documento=documento,
        que=(resuelta.url_name or "").replace("_", " ") if resuelta else "",
        por=request.user,
        ahora=timezone.now(),
    )


@dataclass(frozen=True)
class Rotulo:
    """What the page of an act says: title, button, what will happen, what has happened."""

    titulo: str
    boton: str
    hecho: str
    explica: str = ""
    norma: str = ""
    plantilla: str = "tramite/acto.html"
    a_la_bandeja: bool = False
    vuelve: str = ""

    @property
    def clave(self) -> str:
        """Key of its draft in the browser."""
        return self.titulo.lower().replace(" ", "-")


def actuar(
    request: OciRequest,
    expediente: Expediente,
    form: ActoForm,
    accion: Callable[..., Any],
    rotulo: Rotulo,
) -> HttpResponse:
    """Do the act if its form is right, say so and go on; otherwise its page.

    `accion` takes the expediente, `por`, `ahora` and what the form cleaned.
    """
    if form.is_valid():
        accion(expediente, por=request.user, ahora=timezone.now(), **form.cleaned_data)
        borrador = f"borrador:{rotulo.clave}-{expediente.numero}"
        hecho = f"Expediente {expediente.numero} {rotulo.hecho}."
        messages.success(request, hecho, extra_tags=borrador)
        destino = rotulo.vuelve or ("tramite:bandeja" if rotulo.a_la_bandeja else expediente)
        return ir_a(request, destino)
    anotar_vuelta(request, expediente)
    contexto = {"e": expediente, "form": form, "rotulo": rotulo}
    return pagina(request, rotulo.plantilla, contexto, status=estado_de(form))


def decir_como_queda(request: OciRequest, expediente: Expediente) -> None:
    """After an act that moves a term: what is still asked for, or until when there is to answer."""
    expediente.refresh_from_db(fields=["estado", "vence_el", "version"])
    if expediente.estado == Estado.OBSERVADO:
        faltan = expediente.observacion.requisitos.filter(subsanado_en=None)
        messages.info(request, f"Sigue pedido: {'; '.join(r.texto for r in faltan)}.")
    elif expediente.vence_el:
        messages.info(request, f"El plazo corre: vence el {expediente.vence_el:%d/%m/%Y}.")


def archivos_dichos(cuantos: int) -> str:
    """How many files were received, in words."""
    return "Un archivo recibido" if cuantos == 1 else f"{cuantos} archivos recibidos"
