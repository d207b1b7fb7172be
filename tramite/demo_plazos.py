"""Deadlines beside the one of the procedure, and the folder as a thing: invented, real acts.

A complaint with its transfer to whoever is complained of, a request of public information, a pass
that only those named may read with its folder signed for, and a folder lost and to be rebuilt.
"""

from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from cargos.models import Posicion, Usuario
from ocisys.base.terminos import Canal
from tramite.acciones import (
    Ingreso,
    abrir_plazo,
    declarar_extravio,
    derivar,
    firmar_recepcion,
    registrar,
)
from tramite.models import (
    Expediente,
    Extravio,
    Procedimiento,
    Proveido,
    Remitente,
    TipoDocumento,
    Visibilidad,
)

SECRETARIA, JEFATURA, ESPECIALISTA = "071", "067", "068"


def poblar(hoy: date, personas: dict[str, Usuario]) -> None:
    """Only once, and only over the papers of the demonstration."""
    if Extravio.objects.exists() or not Expediente.objects.exists():
        return
    _queja(hoy, personas)
    _ingresar(2, "transparencia", "Pide copia de los convenios firmados este año", personas)
    _solo_para_los_nombrados(personas)
    _extraviado(personas)


def _ingresar(n: int, codigo: str, asunto: str, personas: dict[str, Usuario]) -> Expediente:
    ahora = timezone.now()
    jefatura = Posicion.objects.get(nro_orden=JEFATURA)
    ingreso = Ingreso(
        clave=UUID(int=15_800_000 + n),
        remitente=Remitente.objects.order_by("pk")[n % 5],
        destinatario=jefatura,
        pase_a=jefatura,
        tipo=TipoDocumento.objects.get(codigo="carta"),
        asunto=f"{asunto} (ficticio)",
        presentado_en=ahora,
        canal=Canal.FISICO,
        folios=3 + n,
        documento_numero=f"P{n:03d}-{ahora.year} (ficticio)",
        procedimiento=Procedimiento.objects.get(codigo=codigo),
    )
    return registrar(ingreso, por=personas[SECRETARIA], ahora=ahora)[0]


def _queja(hoy: date, personas: dict[str, Usuario]) -> None:
    abrir_plazo(
        _ingresar(1, "queja", "Se queja de la demora de su opinión", personas),
        regla="QUEJA_INF",
        desde=hoy,
        a_quien="Especialista en cooperación (ficticio)",
        por=personas[JEFATURA],
        ahora=timezone.now(),
    )


def _solo_para_los_nombrados(personas: dict[str, Usuario]) -> None:
    expediente = _ingresar(3, "informe", "Pide opinión sobre una oferta en negociación", personas)
    ahora = timezone.now()
    derivar(
        expediente,
        para=Posicion.objects.get(nro_orden=ESPECIALISTA),
        proveido=Proveido.objects.get(codigo="opinion"),
        texto="Converse antes conmigo: el despacho aún no decide (ficticio).",
        visibilidad=Visibilidad.NOMBRADOS,
        por=personas[JEFATURA],
        ahora=ahora,
    )
    firmar_recepcion(
        expediente,
        folios=expediente.folios,
        por=personas[ESPECIALISTA],
        ahora=ahora + timedelta(minutes=5),
    )


def _extraviado(personas: dict[str, Usuario]) -> None:
    declarar_extravio(
        _ingresar(4, "conocimiento", "Remite el acta de una reunión", personas),
        que="Todo el físico",
        como="No está en su archivador; se buscó en las dos mesas (ficticio).",
        por=personas[SECRETARIA],
        ahora=timezone.now(),
    )
