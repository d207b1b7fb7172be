"""What the demonstration office is writing: drafts at each step, invented, by the real acciones."""

from datetime import date
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from cargos.models import Posicion, Usuario
from tramite.acciones import Texto, enviar, observar_salida, redactar, visar
from tramite.combinacion import cuerpo_de
from tramite.models import Expediente, Plantilla, Salida, Serie, TipoDocumento

REDACTA, REVISA, FIRMA = "068", "070", "067"


def poblar(hoy: date, personas: dict[str, Usuario]) -> None:
    """A series of oficios of its own, and a draft at each step from BORRADOR to VISADO."""
    if Salida.objects.exists() or not Plantilla.objects.exists():
        return
    Serie.objects.get_or_create(
        tipo=TipoDocumento.objects.get(codigo="oficio"),
        unidad="OCI",
        defaults={
            "entidad": "MIMP",
            "prefijo": "D",
            "vigencia": DateRange(date(hoy.year, 1, 1), None),
            "decision": "Decisión ficticia de la oficina de demostración",
        },
    )
    filas = Expediente.objects.por_atender().filter(acceso="oficina").order_by("-pk")[:4]
    for n, expediente in enumerate(filas):
        _hasta(n, _redactar(n, expediente, hoy, personas), personas)


def _redactar(n: int, e: Expediente, hoy: date, personas: dict[str, Usuario]) -> Salida:
    plantilla = Plantilla.objects.get(codigo="informe-tecnico" if n == 1 else "oficio-respuesta")
    return redactar(
        e,
        clave=UUID(int=20050701 + n),
        plantilla=plantilla,
        texto=Texto(e.remitente_nombre, e.asunto[:400], _cuerpo(plantilla, e, hoy)),
        firmante=Posicion.objects.get(nro_orden=FIRMA),
        visadores=[Posicion.objects.get(nro_orden=REVISA)],
        por=personas[REDACTA],
        ahora=timezone.now(),
    )


def _cuerpo(plantilla: Plantilla, e: Expediente, hoy: date) -> str:
    """The text of the template with its gaps filled, as whoever drafts has to."""
    return cuerpo_de(plantilla, e, hoy).replace("…", "se atiende lo pedido (ficticio)")


def _hasta(n: int, salida: Salida, personas: dict[str, Usuario]) -> None:
    """0 stays a draft, 1 waits for its V.º B.º, 2 was remarked, 3 waits for the signature."""
    ahora = timezone.now()
    if n >= 1:
        enviar(salida, por=personas[REDACTA], ahora=ahora)
    if n == 2:
        reparos = [(2, "Diga qué se resolvió y con qué informe.")]
        observar_salida(salida, reparos=reparos, por=personas[REVISA], ahora=ahora)
    if n == 3:
        visar(salida, por=personas[REVISA], ahora=ahora)
