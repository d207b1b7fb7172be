"""Invented proposals to companies, donations and material of the demonstration."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from django.core.files.base import ContentFile

from cargos.models import Usuario
from convenios.acciones.donacion import prometer_donacion, recibir_donacion
from convenios.acciones.material import aprobar_material, distribuir, registrar_material
from convenios.acciones.propuesta import mover_propuesta, registrar_propuesta
from convenios.models import (
    Distribucion,
    Donacion,
    MaterialInformativo,
    Organizacion,
    PropuestaEmpresa,
)

PROPUESTAS = (
    # registered days ago, what, kind of help, what and how much, states it goes through
    (75, "Abrigo para 300 niñas y niños (ficticio)", "bienes", "300 frazadas",
     ("revisada", "enviada", "aceptada")),
    (50, "Reparación de dos cunas (ficticio)", "servicios", "Mano de obra y pintura",
     ("revisada", "enviada", "negociacion", "rechazada")),
    (28, "Jornada de lectura con voluntarios (ficticio)", "voluntariado", "40 horas",
     ("revisada", "enviada")),
    (6, "Cocinas para comedores (ficticio)", "bienes", "12 cocinas", ()),
)  # fmt: skip
NOTAS = {
    "aceptada": "Coincide con su campaña de invierno (ficticio).",
    "rechazada": "Su presupuesto del año ya está asignado (ficticio).",
}


def empresas(hoy: date, personas: Mapping[str, Usuario]) -> None:
    """Something in every state, by the real acts."""
    filas = Organizacion.objects.filter(
        clase=Organizacion.Clase.EMPRESA,
        es_ficticia=True,
        perfil_empresa__es_proveedora__isnull=False,
    ).order_by("pk")[: len(PROPUESTAS)]
    for empresa, datos in zip(filas, PROPUESTAS, strict=False):
        propuesta = _propuesta(empresa, datos, hoy, personas)
        if datos[4][-1:] == ("aceptada",):
            _donaciones(propuesta, hoy, personas["069"])
    _material(hoy, personas["069"], filas[0] if filas else None)


def _propuesta(
    empresa: Organizacion,
    datos: tuple[int, str, str, str, tuple[str, ...]],
    hoy: date,
    personas: Mapping[str, Usuario],
) -> PropuestaEmpresa:
    hace, titulo, apoyo, especie, pasos = datos
    dia = hoy - timedelta(days=hace)
    propuesta = registrar_propuesta(
        PropuestaEmpresa(
            empresa=empresa,
            titulo=titulo,
            necesidad="Centros de atención de zonas altas (ficticio).",
            apoyo=apoyo,
            especie=especie,
            imagen="Mención en la entrega",
        ),
        por=personas["069"],
        hoy=dia,
    )
    for paso in pasos:
        dia = min(dia + timedelta(days=7), hoy)
        por = personas["067" if paso == "revisada" else "069"]
        mover_propuesta(propuesta, a=paso, fecha=dia, por=por, nota=NOTAS.get(paso, ""))
    return propuesta


def _donaciones(propuesta: PropuestaEmpresa, hoy: date, por: Usuario) -> None:
    for cantidad, hace in ((Decimal(200), 40), (Decimal(100), 20)):
        donacion = Donacion(
            organizacion=propuesta.empresa,
            propuesta=propuesta,
            apoyo="bienes",
            descripcion="Frazadas polares (ficticio)",
            cantidad=cantidad,
            medida="frazadas",
            moneda="PEN",
            valor=cantidad * 35,
            lugares=["12"],
            destino="Almacén ficticio de Huancayo",
            prometido_el=hoy - timedelta(days=hace),
            es_ficticia=True,
        )
        prometer_donacion(donacion, por=por)
        if hace > 30:
            recibido = hoy - timedelta(days=hace - 15)
            recibir_donacion(donacion, recibido_el=recibido, acta="Acta ficticia 1", por=por)


def _material(hoy: date, por: Usuario, empresa: Organizacion | None) -> None:
    texto = "Material ficticio de la demostración: por qué sumarse a los programas del Sector.\n"
    material = registrar_material(
        MaterialInformativo(
            titulo="Por qué sumarse (ficticio)", publico="Empresas de consumo masivo"
        ),
        archivo=ContentFile(texto.encode(), name="por-que-sumarse.txt"),
        por=por,
        hoy=hoy - timedelta(days=60),
    )
    aprobar_material(
        material,
        aprobado_el=hoy - timedelta(days=52),
        aprobado_por="Oficina de Comunicación (ficticio)",
        aprobacion="Memorando ficticio 4",
    )
    if empresa:
        entrega = Distribucion(
            material=material, organizacion=empresa, fecha=hoy - timedelta(days=45), cantidad=25
        )
        distribuir(entrega, por=por)
