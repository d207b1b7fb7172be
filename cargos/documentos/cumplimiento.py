"""The report of how the duties of the MOF are being fulfilled: text, figure, who answers."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from cargos.cobertura import FuncionConCifra, funciones_con_cifra
from cargos.evidencias import Periodo
from cargos.models import CargoVersion, Funcion, Usuario
from cargos.ocupacion import Ocupacion, ocupacion_en
from ocisys.base.contexto import es_demo
from ocisys.base.pdf import compilar

PLANTILLA = Path(__file__).parent / "cumplimiento.typ"


def cumplimiento_pdf(
    cargos: Iterable[CargoVersion], periodo: Periodo, *, por: Usuario, en: datetime
) -> bytes:
    """The duties of `cargos`, word for word, with their figure in `periodo` and what it leaves out.

    Who answers for each post is whoever did at the end of the period.
    """
    asientos = ocupacion_en(periodo.hasta)
    datos = {
        "ficticio": es_demo(),
        "pie": "Informe de cumplimiento de funciones",
        "periodo": f"del {periodo.desde:%d/%m/%Y} al {periodo.hasta:%d/%m/%Y}",
        "emitido": f"{timezone.localtime(en):%d/%m/%Y %H:%M} h, por {por}",
        "cargos": [_cargo(c, asientos.get(c.cargo.clave, Ocupacion()), periodo) for c in cargos],
    }
    return compilar(PLANTILLA, datos, en=en)


def estado_por_funcion(funciones: Iterable[Funcion], periodo: Periodo) -> list[dict[str, Any]]:
    """Each duty as a document prints it: key, text, figure, what the figure leaves out, screen."""
    return [_funcion(f) for f in funciones_con_cifra(funciones, periodo)]


def _cargo(cargo: CargoVersion, asiento: Ocupacion, periodo: Periodo) -> dict[str, Any]:
    filas = funciones_con_cifra(cargo.funciones.all(), periodo)
    responde = asiento.responde
    return {
        "titulo": f"{cargo.nro_cap_literal} {cargo.denominacion}",
        "responde": responde.persona.nombre_completo if responde else "Cargo vacante",
        "calidad": responde.get_modalidad_display().lower() if responde else "",
        "norma": str(cargo.documento),
        "basica": cargo.funcion_basica,
        "con_algo": sum(f.hay_algo for f in filas),
        "funciones": [_funcion(f) for f in filas],
    }


def _funcion(fila: FuncionConCifra) -> dict[str, Any]:
    cifra = fila.cifra
    cifras = [{"dicho": f"{c.valor} {c.rotulo}", "nota": c.nota} for c in fila.medidas]
    if not cifras:
        dicho = "Nada que medir" if cifra else "Sin evidencia todavía"
        cifras = [{"dicho": dicho, "nota": cifra.nota if cifra else ""}]
    return {
        "clave": fila.funcion.clave,
        "texto": fila.funcion.texto,
        "cifras": cifras,
        "pantalla": fila.evidencia.rotulo if fila.evidencia else "",
    }
