"""How the duties of the secretariat are being fulfilled, for the living MOF (cargos/evidencias)."""

from decimal import Decimal
from urllib.parse import urlencode

from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone

from cargos.evidencias import Cifra, Periodo, registrar
from tramite.informes_opiniones import lista_de_opiniones
from tramite.models import Acceso, Expediente, Movimiento, Opinion
from tramite.models.expediente import ExpedienteQuerySet


def registrados_el_mismo_dia(puesto: str, periodo: Periodo) -> Cifra:
    """071-01: share of what came in that was registered that same day (TUO LPAG art. 117.2)."""
    filas = _contables().presentados(periodo.desde, periodo.hasta)
    dias = filas.annotate(dia=TruncDate("presentado_en"), dia_registro=TruncDate("en"))
    cuenta = dias.aggregate(
        todos=Count("pk"), mismo=Count("pk", filter=Q(**{"dia": F("dia_registro")}))
    )
    enlace = _lista(desde=f"{periodo.desde:%d/%m/%Y}", hasta=f"{periodo.hasta:%d/%m/%Y}")
    unidad = "% registrado el mismo día"
    if not cuenta["todos"]:
        return Cifra(None, unidad, enlace, "nada ingresó en el periodo")
    porcentaje = Decimal(100 * cuenta["mismo"]) / cuenta["todos"]
    nota = f"{cuenta['mismo']} de {cuenta['todos']} expedientes"
    return Cifra(porcentaje.quantize(Decimal("0.1")), unidad, enlace, nota)


def vencidos_en_seguimiento(puesto: str, periodo: Periodo) -> Cifra:
    """071-05: expedientes without answer past their due date, out of those still to answer."""
    hoy = timezone.localdate()
    cuenta = (
        _contables()
        .por_atender()
        .aggregate(abiertos=Count("pk"), vencidos=Count("pk", filter=Q(vence_el__lt=hoy)))
    )
    nota = f"de {cuenta['abiertos']} por atender, al {hoy:%d/%m/%Y}"
    enlace = _lista(situacion="vencidos")
    una = "expediente vencido"
    return Cifra(cuenta["vencidos"], "expedientes vencidos", enlace, nota, una)


def opiniones_emitidas(puesto: str, periodo: Periodo) -> Cifra:
    """067-09: sectoral opinions signed in the period, and how many were asked for in it."""
    filas = Opinion.objects.filter(expediente__acceso=Acceso.OFICINA)
    firmadas = filas.emitidas(periodo.desde, periodo.hasta).count()
    pedidas = filas.pedidas(periodo.desde, periodo.hasta).count()
    enlace = lista_de_opiniones(periodo)
    nota = f"{pedidas} pedidas en el periodo" if pedidas else "ninguna pedida en el periodo"
    valor = firmadas if firmadas or pedidas else None
    return Cifra(valor, "opiniones sectoriales firmadas", enlace, nota)


def coordinaciones_atendidas(puesto: str, periodo: Periodo) -> Cifra:
    """071-06: what the head sent to that post in order to coordinate, and how much is done."""
    filas = Movimiento.objects.para_coordinar(puesto, periodo.desde, periodo.hasta)
    filas = filas.filter(expediente__acceso=Acceso.OFICINA)
    cuenta = filas.aggregate(todas=Count("pk"), hechas=Count("pk", filter=_TERMINADA))
    fechas = {"desde": f"{periodo.desde:%d/%m/%Y}", "hasta": f"{periodo.hasta:%d/%m/%Y}"}
    enlace = f"{reverse('tramite:coordinaciones')}?{urlencode(fechas | {'cargo': puesto})}"
    hechas = "1 terminada" if cuenta["hechas"] == 1 else f"{cuenta['hechas']} terminadas"
    nota = hechas if cuenta["todas"] else "ninguna orden en el periodo"
    una = "coordinación ordenada"
    return Cifra(cuenta["todas"] or None, "coordinaciones ordenadas", enlace, nota, una)


_TERMINADA = Q(atendido_en__isnull=False) | Q(cerrado_en__isnull=False)


def _contables() -> ExpedienteQuerySet:
    """A restricted expediente is not even counted where anyone may read the figure."""
    return Expediente.objects.filter(acceso=Acceso.OFICINA)


def _lista(**filtros: str) -> str:
    return f"{reverse('tramite:expedientes')}?{urlencode(filtros | {'acceso': Acceso.OFICINA})}"


def registrar_evidencias() -> None:
    """Declare the duties that trámite serves; called once by `TramiteConfig.ready`."""
    registrar(
        "071-01",
        pantalla="tramite:registrar",
        rotulo="Registrar lo que ingresa",
        consulta=registrados_el_mismo_dia,
    )
    registrar(
        "071-05",
        pantalla="tramite:expedientes",
        rotulo="Seguimiento de expedientes",
        consulta=vencidos_en_seguimiento,
    )
    registrar(
        "071-06",
        pantalla="tramite:coordinaciones",
        rotulo="Coordinaciones ordenadas",
        consulta=coordinaciones_atendidas,
    )
    registrar(
        "067-09",
        pantalla="tramite:opiniones",
        rotulo="Opiniones sectoriales",
        consulta=opiniones_emitidas,
    )
