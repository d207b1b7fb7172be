"""Money of the demonstration: real figures with their source, the rest invented and marked."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from cargos.models import Usuario
from convenios.acciones.dinero import registrar_aporte, registrar_desembolso
from convenios.demo.organizaciones import FICTICIO
from convenios.models import AporteComprometido, Convenio, Desembolso, Organizacion

MONEDAS = {"ESP": "EUR", "DEU": "EUR", "BEL": "EUR", "PER": "PEN"}
"""Currency of an invented contribution by the country of its party; dollars for the rest."""


def dinero(
    convenio: Convenio,
    d: Mapping[str, Any],
    orgs: Mapping[str, Organizacion],
    hoy: date,
    por: Usuario,
) -> None:
    """The contributions that the source of a real one says; those of both sides of an invented one,
    with half-yearly disbursements of the counterpart."""
    partes = {p.organizacion_id: p for p in convenio.partes.select_related("organizacion")}
    for a in d.get("aportes", []):
        aporte = AporteComprometido(
            convenio=convenio,
            parte=partes[orgs[a["parte"]].pk],
            moneda=a["moneda"],
            monto=Decimal(a["monto"]),
            fuente_dato=d["fuente"],
        )
        registrar_aporte(aporte, por=por)
    if not d.get("real") and convenio.es_firmado:
        _inventar(convenio, hoy, por)


def _inventar(convenio: Convenio, hoy: date, por: Usuario) -> None:
    n = int(convenio.codigo[-4:])
    suya = convenio.partes.filter(lado="contraparte").select_related("organizacion").first()
    nuestra = convenio.partes.filter(lado="sector").first()
    if suya is None or nuestra is None:
        return
    moneda = MONEDAS.get(suya.organizacion.pais, "USD")
    total = Decimal(20_000 * (3 + n * 7 % 23))
    ficticio = {"convenio": convenio, "fuente_dato": FICTICIO, "es_ficticio": True}
    for parte, monto, especie in ((suya, total, False), (nuestra, total / 5, True)):
        aporte = AporteComprometido(
            parte=parte, moneda=moneda, monto=monto, en_especie=especie, **ficticio
        )
        registrar_aporte(aporte, por=por)
    _desembolsos(convenio, hoy, total / 4, {"parte": suya, "moneda": moneda, **ficticio}, por)
    if n % 2:
        convenio.monto_total, convenio.moneda = total * 6 / 5, moneda
        convenio.save(update_fields=["monto_total", "moneda"])


def _desembolsos(
    convenio: Convenio, hoy: date, cuota: Decimal, datos: Mapping[str, Any], por: Usuario
) -> None:
    """Four half-yearly ones from the signature; the last one due is sometimes late."""
    firma = convenio.fecha_suscripcion or hoy
    for i in range(4):
        dia = firma + timedelta(days=60 + 182 * i)
        llego = dia + timedelta(days=5 + 9 * i)
        atrasado = i == 2 and int(convenio.codigo[-4:]) % 3 == 0
        real = {"real_el": llego, "real": cuota, "documento": "Nota de abono ficticia"}
        registrar_desembolso(
            Desembolso(
                programado_el=dia,
                programado=cuota,
                **(real if llego <= hoy and not atrasado else {}),
                **datos,
            ),
            por=por,
            hoy=hoy,
        )
