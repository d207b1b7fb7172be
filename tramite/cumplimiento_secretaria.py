"""How duties 071-03 and 071-04 are being fulfilled, for the living MOF (cargos/evidencias)."""

from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.db.models import Count, F, Q
from django.urls import reverse

from cargos.evidencias import Cifra, Periodo, registrar
from tramite.models import Atencion, Cita, Llamada, MovimientoUtil, Util


@dataclass(frozen=True)
class Atenciones:
    """What a post attended in a period, by kind, with the address of the rows of each."""

    llamadas: int
    atenciones: int
    citas: int
    confirmadas: int
    enlaces: dict[str, str]

    @property
    def total(self) -> int:
        return self.llamadas + self.atenciones + self.citas

    @property
    def nota(self) -> str:
        """Which share of the appointments was confirmed."""
        if not self.citas:
            return "ninguna cita en el periodo"
        parte = (Decimal(100 * self.confirmadas) / self.citas).quantize(Decimal(1))
        return f"{parte} % de las {self.citas} citas, confirmadas"


def atencion_del_periodo(puesto: str, periodo: Periodo) -> Atenciones:
    """Questions answered, attentions and appointments of a post; nothing restricted is counted."""
    desde, hasta = periodo.desde, periodo.hasta
    llamadas = Llamada.objects.del_periodo(desde, hasta).desde_el_cargo(puesto)
    atenciones = Atencion.objects.que_cuentan().del_periodo(desde, hasta)
    citas = Cita.objects.que_cuentan().del_periodo(desde, hasta).concertadas_desde(puesto)
    cuenta = citas.con_confirmacion().aggregate(
        n=Count("pk"), si=Count("pk", filter=Q(fue_confirmada=True))
    )
    filtros = {"desde": f"{desde:%d/%m/%Y}", "hasta": f"{hasta:%d/%m/%Y}", "cargo": puesto}
    return Atenciones(
        llamadas=llamadas.count(),
        atenciones=atenciones.desde_el_cargo(puesto).count(),
        citas=cuenta["n"],
        confirmadas=cuenta["si"],
        enlaces={
            "llamadas": f"{reverse('tramite:llamadas')}?{urlencode(filtros)}",
            "citas": f"{reverse('tramite:citas')}?{urlencode(filtros | {'cuentan': '1'})}",
            "todo": f"{reverse('tramite:atenciones')}?{urlencode(filtros | {'cuentan': '1'})}",
        },
    )


def administrados_atendidos(puesto: str, periodo: Periodo) -> Cifra:
    """071-03: calls answered and made, attentions and appointments of that post."""
    cuenta = atencion_del_periodo(puesto, periodo)
    unidad = "llamadas, citas y atenciones"
    nota = cuenta.nota if cuenta.total else "nada atendido en el periodo"
    return Cifra(cuenta.total or None, unidad, cuenta.enlaces["todo"], nota, "atención")


def utiles_con_existencia(puesto: str, periodo: Periodo) -> Cifra:
    """071-04: supplies of which there is enough; how deliveries and inventories went besides."""
    filas = Util.objects.activos().con_stock()
    cuenta = filas.aggregate(n=Count("pk"), hay=Count("pk", filter=Q(stock__gte=F("minimo"))))
    enlace = f"{reverse('tramite:utiles')}?ver=con-existencia"
    unidad, una = "útiles con existencia suficiente", "útil con existencia suficiente"
    if not cuenta["n"]:
        return Cifra(None, unidad, enlace, "ningún útil dado de alta")
    partes = (f"de {cuenta['n']}, hoy", *_entregas(periodo), _diferencias(periodo))
    return Cifra(cuenta["hay"], unidad, enlace, "; ".join(p for p in partes if p), una)


def _entregas(periodo: Periodo) -> list[str]:
    entregas = MovimientoUtil.objects.entregas().del_periodo(periodo.desde, periodo.hasta)
    cuenta = entregas.aggregate(n=Count("pk"), si=Count("pk", filter=Q(conformidad__conforme=True)))
    if not cuenta["n"]:
        return []
    parte = (Decimal(100 * cuenta["si"]) / cuenta["n"]).quantize(Decimal(1))
    return [f"entregas conformes: {parte} % ({cuenta['si']} de {cuenta['n']})"]


def _diferencias(periodo: Periodo) -> str:
    ajustes = MovimientoUtil.objects.filter(clase=MovimientoUtil.Clase.AJUSTE)
    n = ajustes.del_periodo(periodo.desde, periodo.hasta).count()
    return f"{n} diferencia{'' if n == 1 else 's'} de inventario"


def registrar_secretaria() -> None:
    """Declare the duties of the secretariat; called once by `TramiteConfig.ready`."""
    registrar(
        "071-03",
        pantalla="tramite:agenda",
        rotulo="Agenda, llamadas y atenciones",
        consulta=administrados_atendidos,
    )
    registrar(
        "071-04",
        pantalla="tramite:utiles",
        rotulo="Útiles",
        consulta=utiles_con_existencia,
    )
