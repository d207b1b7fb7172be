"""An invented strategy: a version that was superseded, the one in force and the next draft."""

from collections.abc import Mapping
from datetime import date, timedelta

from cargos.models import Usuario
from convenios.acciones import estrategia as acciones
from convenios.models import Convenio, ConvenioEnLinea, Estrategia, LineaEstrategica

LINEAS: tuple[tuple[str, str, list[str]], ...] = (
    ("Vida libre de violencia (ficticia)", "Dos proyectos nuevos con financiamiento",
     ["Proyectos financiados en el año", "Monto desembolsado"]),
    ("Cuidado y primera infancia (ficticia)", "Un convenio específico por semestre",
     ["Convenios específicos suscritos"]),
    ("Envejecimiento y discapacidad (ficticia)", "Una fuente nueva que entregue",
     ["Fuentes con primer desembolso"]),
    ("Alianzas con empresas (ficticia)", "Cuatro propuestas aceptadas", []),
)  # fmt: skip
SUELTO_CADA = 4
"""One agreement in course of each so many is linked to nothing; the last line has none."""


def estrategia(hoy: date, personas: Mapping[str, Usuario]) -> None:
    """By the real acts, with the agreements in course among the first three lines."""
    jefa = personas["067"]
    primera = _version("Primera estrategia (ficticia)", LINEAS[:3], hoy, 800, jefa)
    en_curso = Convenio.objects.exclude(nivel_acceso=Convenio.Acceso.RESERVADO).en_curso(hoy)
    lineas = list(primera.lineas.all())
    for i, convenio in enumerate(en_curso.order_by("codigo")):
        if i % SUELTO_CADA:
            linea = lineas[i % len(lineas)]
            acciones.vincular_convenios(linea, [convenio], por=jefa, hoy=hoy - timedelta(days=780))
    _version("Cooperación con resultados (ficticia)", LINEAS[3:], hoy, 420, jefa)
    ultimo = ConvenioEnLinea.objects.filter(retirado_el=None).latest("pk")
    acciones.retirar_vinculo(ultimo, motivo="Cambió su objeto (ficticio).", por=jefa, hoy=hoy)
    acciones.proyectar_estrategia(
        Estrategia(titulo="Cooperación con resultados, ajuste (ficticia)", es_ficticia=True),
        por=jefa,
    )


def _version(
    titulo: str,
    lineas: tuple[tuple[str, str, list[str]], ...],
    hoy: date,
    hace: int,
    por: Usuario,
) -> Estrategia:
    """The next version with those lines besides the ones of the version before, approved."""
    fila = acciones.proyectar_estrategia(
        Estrategia(
            titulo=titulo,
            sintesis="Que cada sol de la cooperación llegue a una meta del Sector (ficticio).",
            es_ficticia=True,
        ),
        por=por,
    )
    for objetivo, meta, indicadores in lineas:
        acciones.guardar_linea(
            LineaEstrategica(
                estrategia=fila, objetivo=objetivo, meta_anual=meta, indicadores=indicadores
            )
        )
    dia = hoy - timedelta(days=hace)
    return acciones.aprobar_estrategia(
        fila,
        norma=None,
        documento="Resolución ficticia 101",
        aprobada_el=dia,
        desde=dia,
        hasta=None,
        por=por,
    )
