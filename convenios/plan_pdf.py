"""The plan of international commitments of a year as a PDF."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from convenios.plan_internacional import Cambio, LineaVista, PlanVisto
from ocisys.base.contexto import es_demo
from ocisys.base.pdf import compilar

PLANTILLA = Path(__file__).parent / "documentos" / "plan_internacional.typ"


def en_pdf(v: PlanVisto, cambios: Sequence[Cambio], *, en: datetime) -> bytes:
    """An approved version with how each line stands, as PDF/A-2a."""
    ejecutado = "sin líneas" if v.ejecutado is None else f"{v.ejecutado} %"
    datos: dict[str, Any] = {
        "titulo": f"Plan y cronograma {v.plan.anio}, versión {v.plan.version}",
        "cifras": [
            ("Aprobado", f"{v.plan.aprobado_el:%d/%m/%Y}, por {v.plan.por}, {v.plan.calidad}"),
            ("Motivo", v.plan.motivo),
            ("Ejecutado", f"{ejecutado} ({v.cumplidas} de {v.cuentan}) al {v.al:%d/%m/%Y}"),
        ],
        "lineas": [_linea(fila, v.al) for fila in v.lineas],
        "cambios": [
            (c.que, c.siglas, c.titulo, _fecha(c.antes), _fecha(c.despues)) for c in cambios
        ],
        "pie": f"Emitido el {en:%d/%m/%Y %H:%M}",
        "ficticio": es_demo(),
    }
    return compilar(PLANTILLA, datos, en=en)


def _linea(v: LineaVista, al: date) -> tuple[str, ...]:
    situacion = v.hoy_es.situacion(al)[0] if v.hoy_es else "ya no está en el calendario"
    return (
        f"{v.linea.fecha:%d/%m/%Y}",
        v.linea.siglas,
        v.linea.titulo,
        v.linea.cargo or "–",
        "confirmada" if v.linea.confirmada else "sin confirmar",
        situacion,
    )


def _fecha(dia: date | None) -> str:
    return f"{dia:%d/%m/%Y}" if dia else "–"
