"""Invented results of some agreements, what was measured, and the evaluations that cite them."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from cargos.models import Usuario
from convenios.acciones import resultado as acciones
from convenios.acciones.convenio import guardar_evaluacion
from convenios.models import Convenio, Evaluacion, Indicador, Medicion, Resultado

FUENTE = "Informe de avance ficticio"


def resultados(
    datos: Mapping[str, Any],
    por_nombre: Mapping[str, Convenio],
    hoy: date,
    personas: Mapping[str, Usuario],
) -> None:
    """What datos/demo.toml says, through the acts that a person would do."""
    for d in datos["instrumentos"]:
        convenio = por_nombre[d["denominacion"]]
        citables = [
            _resultado(convenio, datos["resultados"][clave], hoy, personas)
            for clave in d.get("resultados", [])
        ]
        for e in d.get("evaluaciones", []):
            evaluacion = Evaluacion(
                convenio=convenio,
                tipo=e["tipo"],
                recomendacion=e["recomendacion"],
                fecha=hoy - timedelta(days=e["hace"]),
                fuente="Informe de evaluación ficticio",
            )
            guardar_evaluacion(evaluacion, por=personas["068"], cita=citables)


def _resultado(
    convenio: Convenio, d: Mapping[str, Any], hoy: date, personas: Mapping[str, Usuario]
) -> Resultado:
    resultado = acciones.guardar_resultado(
        Resultado(convenio=convenio, nivel=d["nivel"], titulo=d["titulo"], es_ficticio=True),
        por=personas["068"],
    )
    for i in d["indicadores"]:
        _indicador(resultado, i, hoy, personas)
    return resultado


def _indicador(
    resultado: Resultado, d: Mapping[str, Any], hoy: date, personas: Mapping[str, Usuario]
) -> None:
    """Half-yearly measurements, the last one still without the agreement of somebody else."""
    convenio = resultado.convenio
    firma = convenio.fecha_suscripcion or hoy
    base = d.get("base")
    indicador = acciones.guardar_indicador(
        Indicador(
            resultado=resultado,
            nombre=d["nombre"],
            medida="unidad" if "unidad" in d else "porcentaje",
            unidad=d.get("unidad", ""),
            decimales=d.get("decimales", 0),
            linea_base=None if base is None else Decimal(base),
            linea_base_el=None if base is None else firma,
            meta=Decimal(d["meta"]),
            meta_al=convenio.termina_el or hoy + timedelta(days=365),
            medio="Registro administrativo (ficticio)",
        ),
        por=personas["068"],
    )
    mediciones: list[Medicion] = []
    for n, real in enumerate(d.get("real", [])):
        desde = firma + timedelta(days=1 + 182 * n)
        medicion = _medida(indicador, desde, real)
        if medicion.hasta <= hoy:
            mediciones.append(acciones.medir(medicion, por=personas["068"]))
    for medicion in mediciones[:-1]:
        acciones.dar_conformidad(medicion, por=personas["067"])
    if mediciones and d.get("corrige"):
        ultima = mediciones[-1]
        nueva = _medida(indicador, ultima.desde, d["corrige"])
        motivo = "Se contó dos veces una región (ficticio)."
        acciones.corregir(ultima, nueva, motivo=motivo, por=personas["068"])


def _medida(indicador: Indicador, desde: date, real: int | float | str) -> Medicion:
    return Medicion(
        indicador=indicador,
        desde=desde,
        hasta=desde + timedelta(days=181),
        real=Decimal(str(real)),
        fuente=FUENTE,
    )
