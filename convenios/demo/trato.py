"""What the demonstration knows of its invented organisations: profiles, people, conversations."""

from collections.abc import Mapping
from datetime import date, timedelta

from cargos.models import Usuario
from convenios.acciones.organizacion import anotar_interaccion
from convenios.models import (
    Contacto,
    Interaccion,
    Organizacion,
    PerfilEmpresa,
    PerfilFuente,
    PerfilOng,
)

FICTICIO = "dato ficticio de la demostración"
CUANTAS = 6

# medium, days ago, post that notes it, what it was about, what was agreed, next step
CONVERSACIONES = (
    ("reunion", 12, "067", "Presentación de las prioridades del Sector (ficticio).",
     "Enviarán sus bases de postulación.", "Revisar las bases"),
    ("llamada", 33, "068", "Consulta sobre el calendario de su convocatoria (ficticio).", "", ""),
    ("carta", 61, "069", "Invitación a sumarse a una campaña de abrigo (ficticio).",
     "Responderán tras su directorio.", "Llamar a su punto focal"),
    ("correo", 95, "070", "Intercambio de agendas para el foro regional (ficticio).", "", ""),
)  # fmt: skip
CONSIENTEN = (True, False, None)
"""Some agree to have their address passed on, some do not, some were never asked."""
NOMBRES = ("Rosa Inventada Huamán", "Luis Ficticio Rojas", "Elena Supuesta Díaz")


def trato(hoy: date, personas: Mapping[str, Usuario]) -> None:
    """Fill the fichas of some invented organisations of each class."""
    for clase in (Organizacion.Clase.FUENTE, Organizacion.Clase.EMPRESA, Organizacion.Clase.ONGD):
        filas = Organizacion.objects.filter(clase=clase, es_ficticia=True).order_by("pk")
        for i, organizacion in enumerate(filas[:CUANTAS]):
            _perfil(organizacion, i, hoy)
            contacto = Contacto.objects.create(
                organizacion=organizacion,
                nombre=NOMBRES[i % len(NOMBRES)],
                cargo="Enlace de cooperación",
                rol=Contacto.Rol.PUNTO_FOCAL,
                correo=f"enlace{organizacion.pk}@ficticio.example",
                telefono=f"000-000-{organizacion.pk:03d}",
                idioma="castellano",
                consentimiento=CONSIENTEN[i % len(CONSIENTEN)],
                consentimiento_el=None
                if CONSIENTEN[i % len(CONSIENTEN)] is None
                else hoy - timedelta(days=30 + i),
                desde=hoy - timedelta(days=400),
                fuente=FICTICIO,
                verificado_el=hoy - timedelta(days=20 * i),
            )
            for j in range(1 + i % 2):
                _conversar(contacto, CONVERSACIONES[(i + j) % len(CONVERSACIONES)], hoy, personas)


def _perfil(organizacion: Organizacion, i: int, hoy: date) -> None:
    if organizacion.clase == Organizacion.Clase.FUENTE:
        PerfilFuente.objects.create(
            organizacion=organizacion,
            naturaleza=PerfilFuente.Naturaleza.TECNICA,
            origen=PerfilFuente.Origen.PUBLICA,
            modalidades=["capacitacion", "asesoramiento"][: 1 + i % 2],
            temas="Igualdad, niñez (ficticio)",
            areas_crs=["15180", "16015"][: 1 + i % 2],
            ods=["5.2"],
            idioma="inglés",
            canal="Su embajada (ficticio)",
            meses=[3 + i % 6, 4 + i % 6, 5 + i % 6],
            interes=2 + i % 4,
        )
    elif organizacion.clase == Organizacion.Clase.EMPRESA:
        PerfilEmpresa.objects.create(
            organizacion=organizacion,
            tamanio=PerfilEmpresa.Tamanio.MEDIANA,
            departamentos=["12", "15"] if i % 3 else ["PE"],
            lineas_rse="Nutrición infantil (ficticio)",
            es_proveedora=None if i % 3 == 2 else False,
        )
    else:
        PerfilOng.objects.create(
            organizacion=organizacion,
            temas="Desarrollo rural (ficticio)",
            perceptora_hasta=hoy + timedelta(days=75),
        )


def _conversar(
    contacto: Contacto,
    conversacion: tuple[str, int, str, str, str, str],
    hoy: date,
    personas: Mapping[str, Usuario],
) -> None:
    tipo, hace, cargo, resumen, acuerdos, paso = conversacion
    anotar_interaccion(
        Interaccion(
            organizacion=contacto.organizacion,
            contacto=contacto,
            tipo=tipo,
            fecha=hoy - timedelta(days=hace),
            resumen=resumen,
            acuerdos=acuerdos,
            siguiente_paso=paso,
            siguiente_el=hoy + timedelta(days=5) if paso else None,
        ),
        por=personas[cargo],
    )
