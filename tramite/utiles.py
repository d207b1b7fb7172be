"""What the kárdex tells: balances line by line, what must be replaced, lists and the acta."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db.models import Sum
from django.utils import timezone

from ocisys.base.contexto import es_demo
from ocisys.base.exportar import Columna
from ocisys.base.pdf import compilar
from tramite.models import ConteoUtil, MovimientoUtil, Util
from tramite.models.util import medida

ACTA = Path(__file__).parent / "documentos" / "inventario_utiles.typ"

COLUMNAS = [
    Columna("Útil", "nombre", 40),
    Columna("Unidad", "unidad", 14),
    Columna("Existencia", "stock", 12),
    Columna("Mínimo", "minimo", 12),
    Columna("Dónde se guarda", "ubicacion", 30),
    Columna("Se usa", "activo", 10),
]

COLUMNAS_KARDEX = [
    Columna("Fecha", "movimiento.en", 18),
    Columna("Movimiento", "movimiento.get_clase_display", 22),
    Columna("Detalle", "movimiento.detalle", 44),
    Columna("Entra", lambda linea: linea.entra, 10),
    Columna("Sale", lambda linea: linea.sale, 10),
    Columna("Saldo", "saldo", 10),
    Columna("Conformidad", lambda linea: str(linea.movimiento.conforme or ""), 24),
    Columna("Anotó", "movimiento.por", 30),
]


@dataclass(frozen=True)
class Linea:
    """A line of the kárdex and how much there was after it."""

    movimiento: MovimientoUtil
    saldo: int

    @property
    def entra(self) -> int | None:
        return self.movimiento.cantidad if self.movimiento.cantidad > 0 else None

    @property
    def sale(self) -> int | None:
        return -self.movimiento.cantidad if self.movimiento.cantidad < 0 else None


def lineas_de(util: Util, movimientos: Iterable[MovimientoUtil]) -> list[Linea]:
    """Consecutive movements of a supply, the newest first, each with its balance; one query."""
    filas = list(movimientos)
    if not filas:
        return []
    hasta = MovimientoUtil.objects.filter(util=util, pk__lte=filas[0].pk)
    saldo = hasta.aggregate(n=Sum("cantidad"))["n"] or 0
    lineas = []
    for fila in filas:
        lineas.append(Linea(fila, saldo))
        saldo -= fila.cantidad
    return lineas


def texto_de_reposicion(utiles: Iterable[Util]) -> str:
    """What is asked for so that nothing is under its minimum, ready to be copied."""
    renglones = [
        f"- {u.nombre}: {medida(u.minimo - getattr(u, 'stock', 0), u.unidad)} "
        f"(hay {getattr(u, 'stock', 0)}; el mínimo es {u.minimo})"
        for u in utiles
    ]
    if not renglones:
        return ""
    return "\n".join(
        [
            "Se solicita la reposición de los siguientes útiles de oficina, cuya existencia está "
            "por debajo del mínimo:",
            "",
            *renglones,
        ]
    )


def acta_de_inventario_pdf(conteo: ConteoUtil, *, en: datetime) -> bytes:
    """The acta of an inventory: what the kárdex said, what there was and why it differs."""
    renglones = list(conteo.renglones.select_related("util"))
    local = timezone.localtime(conteo.en)
    datos = {
        "ficticio": es_demo(),
        "pie": "Acta de inventario de útiles",
        "fecha": f"{local:%d/%m/%Y, %H:%M} h",
        "por": f"{conteo.por}, {conteo.calidad}",
        "nota": conteo.nota,
        "diferencias": sum(1 for r in renglones if r.diferencia),
        "filas": [
            {
                "util": r.util.nombre,
                "unidad": r.util.unidad,
                "kardex": str(r.segun_kardex),
                "contado": str(r.contado),
                "diferencia": f"{r.diferencia:+d}" if r.diferencia else "—",
                "motivo": r.motivo,
            }
            for r in renglones
        ],
    }
    return compilar(ACTA, datos, en=en)
