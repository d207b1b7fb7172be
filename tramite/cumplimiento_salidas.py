"""How the duties that end in a document are being fulfilled, for the living MOF."""

from urllib.parse import urlencode

from django.db.models import DurationField, Exists, F, OuterRef
from django.urls import reverse

from cargos.evidencias import Cifra, Periodo, registrar
from tramite.bandeja_salidas import PestanaSalida
from tramite.informes import Mediana
from tramite.models import Acceso, PasoSalida, Salida

INFORME, AYUDA = "informe", "ayuda-memoria"


def asesoria_a_la_alta_direccion(puesto: str, periodo: Periodo) -> Cifra:
    """067-02: reports and ayudas memoria signed in the period, and how long each one took from
    what asked for it."""
    return _emitidos(
        "informes y ayudas memoria firmados", periodo, tipo=(INFORME, AYUDA), demora=True
    )


def informes_del_puesto(puesto: str, periodo: Periodo) -> Cifra:
    """068-04: reports drafted by that post and signed in the period."""
    return _emitidos("informes firmados", periodo, tipo=(INFORME,), cargo=puesto)


def preparados_para_firma(puesto: str, periodo: Periodo) -> Cifra:
    """071-02: documents that the post prepared and were signed; says how many were sent back."""
    return _emitidos("documentos preparados y firmados", periodo, cargo=puesto, devueltos=True)


def _emitidos(
    unidad: str,
    periodo: Periodo,
    *,
    tipo: tuple[str, ...] = (),
    cargo: str = "",
    devueltos: bool = False,
    demora: bool = False,
) -> Cifra:
    """Signed documents of unrestricted expedientes, and the list that shows exactly those rows."""
    filas = Salida.objects.filter(expediente__acceso=Acceso.OFICINA).emitidas(
        desde=periodo.desde, hasta=periodo.hasta, tipos=tipo, cargo=cargo
    )
    filtros = {
        "ver": PestanaSalida.EMITIDOS.value,
        "desde": f"{periodo.desde:%d/%m/%Y}",
        "hasta": f"{periodo.hasta:%d/%m/%Y}",
        "tipo": tipo,
        "cargo": cargo,
        "acceso": Acceso.OFICINA.value,
    }
    enlace = f"{reverse('tramite:salidas')}?{urlencode(filtros, doseq=True)}"
    cuantos = filas.count()
    if not cuantos:
        return Cifra(None, unidad, enlace, "ninguno en el periodo")
    nota = ""
    if devueltos:
        reparo = PasoSalida.objects.filter(salida=OuterRef("pk"), clase=PasoSalida.Clase.REPARO)
        nota = f"{filas.filter(Exists(reparo)).count()} volvieron con reparos antes de firmarse"
    if demora:
        tardo = F("firmado_en") - F("expediente__presentado_en")
        mediana = filas.aggregate(m=Mediana(tardo, output_field=DurationField()))["m"]
        dias = max(mediana.days, 0)
        nota = f"mediana de {dias} día{'' if dias == 1 else 's'} desde que ingresó lo pedido"
    return Cifra(cuantos, unidad, enlace, nota)


def registrar_salidas() -> None:
    """Declare the duties that outgoing documents serve; called once by `TramiteConfig.ready`."""
    for clave, rotulo, consulta in (
        ("067-02", "Informes y ayudas memoria", asesoria_a_la_alta_direccion),
        ("068-04", "Informes técnicos", informes_del_puesto),
        ("071-02", "Documentos para la firma", preparados_para_firma),
    ):
        registrar(clave, pantalla="tramite:salidas", rotulo=rotulo, consulta=consulta)
