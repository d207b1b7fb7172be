"""The correspondence of the demonstration office: invented papers, done by the real acciones."""

import random
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from cargos.models import Posicion, Usuario
from convenios.models import Organizacion
from ocisys.base.computo import calendario_de
from ocisys.base.models import HorarioSede, Sede
from ocisys.base.terminos import Canal
from tramite.acciones import (
    anular,
    archivar,
    atender,
    derivar,
    devolver,
    fijar_reparto,
    recibir,
)
from tramite.acciones.registrar import Ingreso, registrar
from tramite.acciones.remitentes import de_organizacion
from tramite.models import Acceso, Expediente, Procedimiento, Proveido, Remitente, TipoDocumento

CUANTOS = 72
DIAS_HABILES = 85
SEMILLA = 20050701

ASUNTOS = {
    "informe": (
        "Solicita opinión técnica sobre el proyecto de empoderamiento económico de mujeres rurales",
        "Requiere informe sobre la propuesta de cooperación en prevención de la violencia",
        "Pide opinión sobre el plan de operaciones del proyecto de desarrollo infantil temprano",
    ),
    "documentos-entidad": (
        "Solicita el listado de proyectos de cooperación internacional en ejecución",
        "Pide información para la declaración anual de intervenciones",
    ),
    "documentos-unidad": (
        "Solicita ficha de seguimiento de los convenios con Programas Nacionales",
        "Remite y pide actualizar la matriz de demanda de cooperación",
    ),
    "invitacion": (
        "Invita a la mesa de donantes en género y desarrollo social",
        "Convoca a la reunión preparatoria de la conferencia regional sobre la mujer",
    ),
    "oferta-cooperacion": (
        "Comunica convocatoria de becas de capacitación en políticas sociales",
        "Ofrece asistencia técnica para el fortalecimiento de refugios temporales",
    ),
    "convenio": (
        "Remite propuesta de adenda al convenio de cooperación interinstitucional",
        "Remite informe semestral de actividades del convenio",
        "Comunica cambio de coordinador del convenio",
    ),
    "conocimiento": (
        "Hace llegar la memoria anual de la institución",
        "Comunica el cambio de domicilio y de representante legal",
    ),
    "transparencia": ("Solicita copia de los convenios suscritos en los dos últimos años",),
}
A_QUIEN = {
    "informe": ("068", "opinion"),
    "documentos-entidad": ("068", "proyectar"),
    "documentos-unidad": ("068", "coordinar"),
    "invitacion": ("070", "agendar"),
    "oferta-cooperacion": ("068", "atencion"),
    "convenio": ("068", "atencion"),
    "conocimiento": ("069", "conocimiento"),
    "transparencia": ("068", "proyectar"),
}
PERSONAS = (("Zósimo Pariona Lapa", "40000001"), ("Yésica Cconislla Ayala", "40000002"))
TIPOS = ("oficio", "carta", "oficio-multiple", "memorandum", "informe", "solicitud")


def poblar(hoy: date, personas: dict[str, Usuario]) -> None:
    """Register and move `CUANTOS` papers over the last months up to `hoy`; only once.

    Deterministic: the same day gives the same office. The oldest ones end in the archive, the
    newest still wait, and in between there are late ones, returned ones, restricted ones.
    """
    if Expediente.objects.exists():
        return
    _horario(hoy)
    _reparto(hoy, personas["067"])
    azar = random.Random(SEMILLA)
    remitentes = _remitentes(azar)
    dias = _dias_habiles(hoy)
    for i in range(CUANTOS):
        dia = dias[len(dias) * i // CUANTOS]
        momento = _a_las(dia, azar.randint(9, 15), azar.randint(0, 59))
        expediente = _ingresar(i, momento, azar, remitentes, personas)
        _mover(expediente, i, momento, azar, personas, dias)


def _horario(hoy: date) -> None:
    """Eight hours in a row (TUO LPAG art. 138); the hours themselves are invented."""
    HorarioSede.objects.get_or_create(
        sede=Sede.objects.get(codigo=settings.OCISYS_SEDE),
        desde=date(hoy.year - 1, 1, 1),
        defaults={"abre": time(8, 30), "cierra": time(16, 30), "sustento": "Directiva ficticia"},
    )


def _reparto(hoy: date, jefatura: Usuario) -> None:
    """The standing rules of the head, by which most papers find their specialist."""
    for codigo, (nro, proveido) in A_QUIEN.items():
        fijar_reparto(
            procedimiento=Procedimiento.objects.get(codigo=codigo),
            posicion=Posicion.objects.get(nro_orden=nro),
            proveido=Proveido.objects.get(codigo=proveido),
            por=jefatura,
            ahora=_a_las(hoy - timedelta(days=2 * DIAS_HABILES), 9, 0),
        )


def _dias_habiles(hoy: date) -> list[date]:
    desde = hoy - timedelta(days=2 * DIAS_HABILES)
    calendario = calendario_de(settings.OCISYS_SEDE, desde, hoy)
    todos = (desde + timedelta(days=n) for n in range((hoy - desde).days + 1))
    return [d for d in todos if calendario.es_habil(d)][-DIAS_HABILES:]


def _a_las(dia: date, hora: int, minuto: int) -> datetime:
    return timezone.make_aware(datetime.combine(dia, time(hora, minuto)))


def _remitentes(azar: random.Random) -> list[Remitente]:
    organizaciones = list(Organizacion.objects.order_by("pk")[:24])
    azar.shuffle(organizaciones)
    naturales = [
        Remitente.objects.create(
            clase=Remitente.Clase.PERSONA,
            nombre=f"{nombre} (ficticio)",
            nombre_busqueda=nombre.lower(),
            dni=dni,
        )
        for nombre, dni in PERSONAS
    ]
    return [de_organizacion(o) for o in organizaciones] + naturales


def _ingresar(
    i: int,
    momento: datetime,
    azar: random.Random,
    remitentes: list[Remitente],
    personas: dict[str, Usuario],
) -> Expediente:
    codigo = azar.choice(list(ASUNTOS))
    asunto = azar.choice(ASUNTOS[codigo])
    ingreso = Ingreso(
        clave=UUID(int=azar.getrandbits(128)),
        remitente=azar.choice(remitentes),
        destinatario=Posicion.objects.get(nro_orden="067"),
        tipo=TipoDocumento.objects.get(codigo=azar.choice(TIPOS)),
        asunto=f"{asunto} (ficticio)",
        presentado_en=momento,
        canal=azar.choice([Canal.FISICO, Canal.FISICO, Canal.MESA_DIGITAL, Canal.CORREO]),
        folios=azar.randint(1, 40),
        documento_numero=f"D{azar.randint(100, 2400):06d}-{momento.year}",
        documento_fecha=timezone.localdate(momento) - timedelta(days=azar.randint(0, 4)),
        procedimiento=Procedimiento.objects.get(codigo=codigo),
        acceso=Acceso.GRUPO if i % 24 == 11 else Acceso.OFICINA,
    )
    # A few were written down the day after they came in: the figure of duty 071-01 shows it.
    tarde = timedelta(days=1) if i % 17 == 5 else timedelta(minutes=4)
    expediente, _ = registrar(ingreso, por=personas["071"], ahora=momento + tarde)
    return expediente


def _mover(
    expediente: Expediente,
    i: int,
    momento: datetime,
    azar: random.Random,
    personas: dict[str, Usuario],
    dias: list[date],
) -> None:
    """Take it as far as its age says; the last dozen are still on the first desk."""
    if i >= CUANTOS - 4:
        return
    if i == 20:
        anular(
            expediente,
            motivo="Ingresado dos veces (ficticio)",
            por=personas["067"],
            ahora=momento + timedelta(hours=2),
        )
        return
    nro, proveido = _destino(expediente, i)
    quien, ahora = personas[nro], momento + timedelta(hours=1)
    copias = [Posicion.objects.get(nro_orden="069")] if i % 6 == 0 and nro != "069" else []
    derivar(
        expediente,
        por=personas["071"],
        ahora=ahora,
        para=Posicion.objects.get(nro_orden=nro),
        copias=copias,
        proveido=Proveido.objects.get(codigo=proveido),
        texto="Para atención según el proveído de la Jefatura." if i % 3 else "",
    )
    if i >= CUANTOS - 12:
        return
    ahora = _luego(ahora, azar.randint(0, 1), azar, dias)
    recibir(expediente, por=quien, ahora=ahora)
    reciente = i > CUANTOS // 2
    if reciente and i % 13 == 7:
        devolver(
            expediente,
            motivo="Corresponde a otra unidad; falta el anexo 2 (ficticio)",
            por=quien,
            ahora=ahora + timedelta(minutes=20),
        )
        return
    if i >= CUANTOS - 24 or (reciente and i % 10 == 3):
        return  # in the hands of the specialist, some of them past their date
    ahora = _luego(ahora, azar.choice([1, 1, 2, 3, 4, 6, 9]), azar, dias)
    atender(
        expediente,
        orden_motivo="Vencía antes (ficticio)",
        texto="Se remitió respuesta al remitente (ficticio).",
        por=quien,
        ahora=ahora,
        tipo=TipoDocumento.objects.get(codigo="oficio"),
        numero=f"D{400 + i:06d}-{ahora.year}-OCI",
        fecha=timezone.localdate(ahora),
        folios=azar.randint(1, 6),
    )
    if not reciente:
        archivar(
            expediente,
            texto=f"Archivador {1 + i // 12}, correspondencia {ahora.year} (ficticio)",
            por=personas["071"],
            ahora=_luego(ahora, 2, azar, dias),
        )


def _destino(expediente: Expediente, i: int) -> tuple[str, str]:
    """Post and proveído of the first step."""
    if i >= CUANTOS - 16 and i % 2 == 0:
        return "067", "despacho"  # the Jefe's morning: what she provides on herself
    procedimiento = expediente.procedimiento
    nro, proveido = A_QUIEN[procedimiento.codigo] if procedimiento else ("068", "atencion")
    return ("070" if i % 9 == 4 else nro), proveido


def _luego(momento: datetime, habiles: int, azar: random.Random, dias: list[date]) -> datetime:
    """Some office hour `habiles` working days later, never before `momento` nor after the last."""
    dia = timezone.localdate(momento)
    siguientes = [d for d in dias if d >= dia]
    if habiles == 0 or len(siguientes) < 2:
        return momento + timedelta(minutes=azar.randint(5, 50))
    return _a_las(siguientes[min(habiles, len(siguientes) - 1)], azar.randint(9, 15), 10)
