"""Invented recommendations and proposals of agreements of the demonstration, in every state."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import product
from typing import Any

from cargos.models import Usuario
from convenios.acciones import propuesta_acuerdo as propuestas_acciones
from convenios.acciones.recomendacion import (
    agregar_accion,
    cambiar_nivel,
    registrar_recomendacion,
)
from convenios.models import (
    AccionImplementacion,
    Convenio,
    EstadoAcuerdo,
    InstrumentoInternacional,
    PropuestaAcuerdo,
    Recomendacion,
)

FICTICIO = "dato ficticio de la demostración"
NOMBRES = {
    "norma": "Ley ficticia 99999",
    "plan": "Plan nacional ficticio",
    "proyecto": "Proyecto ficticio de fortalecimiento",
}
Instrumentos = Mapping[str, InstrumentoInternacional]


def recomendaciones(
    d: Mapping[str, Any], por_siglas: Instrumentos, hoy: date, personas: Mapping[str, Usuario]
) -> None:
    """Each matter before each instrument, with its level and what implements it in turn."""
    convenios = Convenio.objects.filter(es_ficticio=True).exclude(
        nivel_acceso=Convenio.Acceso.RESERVADO
    )
    vinculables = list(convenios.order_by("-pk")[:4])
    for n, (siglas, materia) in enumerate(product(d["instrumentos"], d["materias"])):
        fila = registrar_recomendacion(
            Recomendacion(
                instrumento=por_siglas[siglas],
                documento=f"FICT/{siglas.upper().replace(' ', '-')}/{hoy.year - 4}",
                parrafo=str(12 + 2 * (n % len(d["materias"]))),
                emitida_el=hoy - timedelta(days=4 * 365),
                texto=f"Texto ficticio: {materia['texto']}",
                tema=materia["tema"],
                ods=materia["ods"],
                prioridad=1 + n % 3,
                plazo=hoy + timedelta(days=60 * (n % 9 - 2)) if n % 4 == 0 else None,
                unidad=por_siglas[siglas].unidad,
                es_ficticia=True,
                fuente_dato=FICTICIO,
            ),
            por=personas["070"],
            hoy=hoy,
        )
        _implementar(fila, d["acciones"][n % len(d["acciones"])], vinculables, n, personas)
        nivel = d["niveles"][n % len(d["niveles"])]
        if nivel != fila.nivel:
            cambiar_nivel(
                fila,
                a=nivel,
                fecha=hoy - timedelta(days=10),
                justificacion="Según el último informe de la unidad líder (ficticio).",
                por=personas["070"],
            )


def _implementar(
    fila: Recomendacion,
    tipo: str,
    vinculables: Sequence[Convenio],
    n: int,
    personas: Mapping[str, Usuario],
) -> None:
    if not tipo:
        return
    convenio = vinculables[n % len(vinculables)] if tipo == "convenio" else None
    agregar_accion(
        AccionImplementacion(
            recomendacion=fila,
            tipo=tipo,
            convenio=convenio,
            nombre=NOMBRES.get(tipo, ""),
            aporte="Atiende parte de lo recomendado (ficticio).",
        ),
        por=personas["070"],
    )


CAMINO = (EstadoAcuerdo.SUSTENTADA, EstadoAcuerdo.ELEVADA, EstadoAcuerdo.ACEPTADA)


def propuestas(
    filas: Sequence[Mapping[str, Any]],
    por_siglas: Instrumentos,
    hoy: date,
    personas: Mapping[str, Usuario],
) -> None:
    """One proposal in each state, through the acts."""
    for d in filas:
        propuesta = propuestas_acciones.registrar_propuesta(
            PropuestaAcuerdo(
                materia=d["materia"],
                contraparte=d["contraparte"],
                eje=d["eje"],
                justificacion="Texto ficticio: el Sector aprendería de lo que ya se hizo allí.",
                compatibilidad=""
                if d["hasta"] == "idea"
                else "Texto ficticio: no se opone a ningún acuerdo que ya rige.",
                es_ficticia=True,
            ),
            por=personas["070"],
            hoy=hoy,
        )
        _llevar(propuesta, d, por_siglas, hoy, personas)


def _llevar(
    propuesta: PropuestaAcuerdo,
    d: Mapping[str, Any],
    por_siglas: Instrumentos,
    hoy: date,
    personas: Mapping[str, Usuario],
) -> None:
    """Along its way up to the state in which it is left."""
    if d["hasta"] == EstadoAcuerdo.ARCHIVADA:
        nota = "La contraparte ya no tiene ese programa (ficticio)."
        propuestas_acciones.mover_propuesta(
            propuesta, a=d["hasta"], fecha=hoy, nota=nota, por=personas["070"]
        )
        return
    for estado in CAMINO[: 1 + list(CAMINO).index(d["hasta"]) if d["hasta"] in CAMINO else 0]:
        propuestas_acciones.mover_propuesta(
            propuesta,
            a=estado,
            fecha=hoy,
            documento="Informe ficticio 9-OCI",
            instrumento=por_siglas.get(d.get("resultado", "")),
            por=personas["067"],
        )
