"""What the archive of the demonstration office has, and what it shows rarely: invented, real acts.

A file in parallel and one urgent; one closed and not yet filed; transferred ones of a series with
an invented norm, kept for ever, eliminated by the AGN's way, proposed; one reserved by resolution,
in the public register, and another declassified; a copy with parts hidden; a scan verified.
"""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.core.files.base import ContentFile
from django.utils import timezone

from cargos.models import Posicion, Usuario
from ocisys.base.pdf import compilar
from ocisys.base.terminos import Canal
from tramite.acciones import (
    Ingreso,
    adjuntar,
    archivar,
    atender,
    cerrar_caso,
    clasificar,
    conservar,
    derivar,
    encargar_copia,
    levantar,
    pedir_levantamiento,
    proponer_eliminacion,
    registrar,
    reservar,
    responder_agn,
    responder_parte,
    transferir,
    verificar_digital,
)
from tramite.models import (
    Expediente,
    PropuestaEliminacion,
    PropuestoEliminar,
    Proveido,
    Remitente,
    SerieDocumental,
    TipoDocumento,
)
from tramite.papeles import DOCUMENTOS
from tramite.zonas import pagina_entera

SECRETARIA, JEFATURA, ESPECIALISTA, RS, AI = "071", "067", "068", "069", "070"
PCD = "PCD ficticio 2026 de la oficina de demostración"
# code, name, disposition; the years are none: the demonstration has no file that old.
SERIES = (
    ("demo-invitaciones", "Invitaciones a actos (ficticia)", "eliminacion"),
    ("demo-memorias", "Memorias anuales recibidas (ficticia)", "permanente"),
)
ARCHIVADOS = (
    ("demo-invitaciones", "Invita al aniversario de la institución"),
    ("demo-invitaciones", "Invita a la feria de cooperación"),
    ("demo-invitaciones", "Invita al taller de cierre de proyecto"),
    ("demo-memorias", "Remite su memoria anual"),
)


def poblar(hoy: date, personas: dict[str, Usuario]) -> None:
    """Only once, and only over the papers of the demonstration."""
    if PropuestaEliminacion.objects.exists() or not Expediente.objects.exists():
        return
    _central(hoy, personas)
    _en_paralelo(_ingresar(1, "Pide aportes de tres áreas para el plan anual", personas), personas)
    _ingresar(
        2,
        "Consulta por una misión que llega mañana",
        personas,
        urgencia="La misión llega mañana (ficticio)",
        pase_a=Posicion.objects.get(nro_orden=ESPECIALISTA),
    )
    _cerrado(_ingresar(3, "Agradece la atención prestada", personas), personas)
    _reservados(hoy, personas)
    _con_copia(
        _ingresar(6, "Presenta el padrón de beneficiarias de un refugio", personas), personas
    )


def _ingresar(n: int, asunto: str, personas: dict[str, Usuario], **campos: object) -> Expediente:
    ahora = timezone.now()
    ingreso = Ingreso(
        clave=UUID(int=25323_000 + n),
        remitente=Remitente.objects.order_by("pk")[n % 5],
        destinatario=Posicion.objects.get(nro_orden=JEFATURA),
        tipo=TipoDocumento.objects.get(codigo="carta"),
        asunto=f"{asunto} (ficticio)",
        presentado_en=ahora,
        canal=Canal.FISICO,
        folios=2 + n,
        documento_numero=f"C{n:03d}-{ahora.year} (ficticio)",
        **campos,  # type: ignore[arg-type]
    )
    return registrar(ingreso, por=personas[SECRETARIA], ahora=ahora)[0]


def _en_paralelo(expediente: Expediente, personas: dict[str, Usuario]) -> None:
    """068 has it; 069 has answered its part and 070 owes the other."""
    ahora = timezone.now()
    derivar(
        expediente,
        para=Posicion.objects.get(nro_orden=ESPECIALISTA),
        paralelos=list(Posicion.objects.filter(nro_orden__in=(RS, AI))),
        proveido=Proveido.objects.get(codigo="proyectar"),
        texto="Cada área responde su parte (ficticio).",
        plazo_interno=timezone.localdate(ahora) + timedelta(days=4),
        por=personas[SECRETARIA],
        ahora=ahora,
    )
    responder_parte(
        expediente, texto="Van dos aportes (ficticio).", por=personas[RS], ahora=timezone.now()
    )


def _atender(expediente: Expediente, personas: dict[str, Usuario]) -> None:
    ahora = timezone.now()
    derivar(
        expediente,
        para=Posicion.objects.get(nro_orden=JEFATURA),
        por=personas[SECRETARIA],
        ahora=ahora,
    )
    atender(
        expediente,
        texto="Se tomó conocimiento (ficticio).",
        por=personas[JEFATURA],
        ahora=ahora,
        orden_motivo="No necesita respuesta escrita (ficticio)",
    )


def _cerrado(expediente: Expediente, personas: dict[str, Usuario]) -> None:
    _atender(expediente, personas)
    cerrar_caso(
        expediente,
        texto="No requiere más actos (ficticio).",
        por=personas[JEFATURA],
        ahora=timezone.now(),
    )


def _reservados(hoy: date, personas: dict[str, Usuario]) -> None:
    """One reserved by an invented resolution, another that was and is not any more."""
    for n, asunto in (
        (4, "Posición del Sector en una negociación internacional"),
        (5, "Posición del Sector en una negociación ya concluida"),
    ):
        expediente = _ingresar(n, asunto, personas)
        reservar(
            expediente,
            clase="reservada",
            fundamento="Elementos de una negociación en curso (ficticio).",
            lectores=[],
            causal="TUO Ley 27806 art. 16.2.a",
            resolucion=f"RM {100 + n}-{hoy.year} (ficticia)",
            codigo=f"R-{hoy.year}-{n:02d}",
            revision_el=hoy + timedelta(days=365),
            registro={
                "resolucion_el": hoy - timedelta(days=1),
                "denominacion": f"Negociación internacional {n} (ficticia)",
                "designacion": "",
                "prorroga": "",
                "sustento": "",
            },
            por=personas[JEFATURA],
            ahora=timezone.now(),
        )
    motivo = "Concluyó la negociación (ficticio)."
    pedir_levantamiento(expediente, motivo=motivo, por=personas[SECRETARIA], ahora=timezone.now())
    levantar(
        expediente,
        motivo=motivo,
        desclasificacion=f"RM 120-{hoy.year} (ficticia)",
        desclasificada_el=hoy,
        por=personas[JEFATURA],
        ahora=timezone.now(),
    )


def _con_copia(expediente: Expediente, personas: dict[str, Usuario]) -> None:
    """A scan seen against its paper, and its copy without the names and numbers."""
    texto = "\n".join(
        f"{n}. Beneficiaria {n} (ficticia), DNI 4000000{n}, ingresó al refugio" for n in range(1, 8)
    )
    datos = {
        "ficticio": True,
        "pie": "Padrón ficticio",
        "titulo": "Padrón de beneficiarias (ficticio)",
        "renglones": texto.splitlines(),
    }
    pdf = compilar(DOCUMENTOS / "padron_demo.typ", datos, en=timezone.now())
    [anexo] = adjuntar(
        expediente.documentos.get(),
        ficheros=[ContentFile(pdf, name="padron (ficticio).pdf")],  # type: ignore[list-item]
        por=personas[SECRETARIA],
        ahora=timezone.now(),
    )
    verificar_digital(anexo, por=personas[SECRETARIA], ahora=timezone.now())
    encargar_copia(
        anexo,
        zonas=[pagina_entera(1) | {"x": 0.08, "y": 0.2, "ancho": 0.84, "alto": 0.2}],
        causal="TUO Ley 27806 art. 17.5",
        fundamento="Datos personales de terceros (ficticio).",
        por=personas[JEFATURA],
        ahora=timezone.now(),
    )


def _central(hoy: date, personas: dict[str, Usuario]) -> None:
    """Four transferred: two proposed and one of them authorised, one kept for ever, one waiting."""
    series = {codigo: _serie(codigo, nombre, fin) for codigo, nombre, fin in SERIES}
    antes = timezone.make_aware(datetime.combine(hoy, time(0, 5)))
    filas = []
    for n, (codigo, asunto) in enumerate(ARCHIVADOS, start=10):
        expediente = _ingresar(n, asunto, personas)
        _atender(expediente, personas)
        quien, ahora = personas[SECRETARIA], timezone.now()
        archivar(expediente, texto="Archivador central (ficticio)", por=quien, ahora=ahora)
        clasificar(
            expediente, serie=series[codigo], ubicacion="Caja 7 (ficticia)", por=quien, ahora=ahora
        )
        filas.append(expediente)
    archivo = personas["archivo"]
    transferir(filas, destino="Archivo central (ficticio)", por=archivo, ahora=timezone.now())
    conservar(filas[3:], por=archivo, ahora=timezone.now())
    propuesta = proponer_eliminacion(
        filas[:2], nota="Primera propuesta (ficticia)", por=archivo, ahora=timezone.now()
    )
    acta = compilar(
        DOCUMENTOS / "padron_demo.typ",
        {
            "ficticio": True,
            "pie": "Documento ficticio",
            "titulo": "Autorización de eliminación (ficticia)",
            "renglones": [f"Se autoriza eliminar el expediente {filas[0].numero} (ficticio)."],
        },
        en=antes,
    )
    responder_agn(
        propuesta,
        documento="Oficio 000123 (ficticio)",
        documento_el=hoy,
        fichero=ContentFile(acta, name="autorizacion-agn (ficticia).pdf"),  # type: ignore[arg-type]
        autorizados=list(PropuestoEliminar.objects.filter(propuesta=propuesta, orden=1)),
        por=archivo,
        ahora=timezone.now(),
    )
    proponer_eliminacion(
        filas[2:3], nota="Segunda propuesta (ficticia)", por=archivo, ahora=timezone.now()
    )


def _serie(codigo: str, nombre: str, disposicion: str) -> SerieDocumental:
    return SerieDocumental.objects.get_or_create(
        codigo=codigo,
        defaults={
            "nombre": nombre,
            "descripcion": "De la demostración: su plazo lo fija una norma inventada.",
            "anios_gestion": 0,
            "anios_central": 0,
            "disposicion": disposicion,
            "norma": PCD,
            "orden": 900,
        },
    )[0]
