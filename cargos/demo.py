"""The people of the demonstration office: all invented, all marked `es_ficticia`."""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from cargos.acciones.encargo import encargar
from cargos.acciones.solicitud import responder, solicitar
from cargos.models import (
    Designacion,
    Encargo,
    Modalidad,
    MotivoTermino,
    Persona,
    Posicion,
    ReservaConfidencialidad,
    Solicitud,
    UnidadOrganica,
    UnidadVersion,
    Usuario,
    autoria,
)
from cargos.models.unidad import TipoOrgano

DOMINIO = "oci.example"
NOTA_UNIDADES = (
    "Demostración: como en 2008, según el índice del ROF (DS 011-2004-MIMDES); por confirmar."
)
DESPACHO = "despacho-ministerial"
UNIDADES = (
    (DESPACHO, "Despacho Ministerial", "DM", TipoOrgano.ALTA_DIRECCION),
    ("secretaria-general", "Secretaría General", "SG", TipoOrgano.ALTA_DIRECCION),
    (
        "pncvfs",
        "Programa Nacional contra la Violencia Familiar y Sexual",
        "PNCVFS",
        TipoOrgano.PROGRAMA_NACIONAL,
    ),
    ("wawa-wasi", "Programa Nacional Wawa Wasi", "PNWW", TipoOrgano.PROGRAMA_NACIONAL),
    (
        "inabif",
        "Programa Integral Nacional para el Bienestar Familiar",
        "INABIF",
        TipoOrgano.PROGRAMA_NACIONAL,
    ),
)


@dataclass(frozen=True)
class Ficticia:
    """An invented person: account, names and the post she holds (or the profile without one)."""

    cuenta: str
    nombres: str
    paterno: str
    materno: str
    puesto: str
    modalidad: str = Modalidad.NOMBRAMIENTO


GENTE = (
    Ficticia("rhuaman", "Rosa Elena", "Huamán", "Tello", "067", Modalidad.DESIGNACION),
    Ficticia("jnaupari", "Jorge Luis", "Ñaupari", "Cárdenas", "068"),
    Ficticia("mquispe", "Maritza", "Quispe", "Palomino", "069"),
    # Nobody is titular of 070: the organigrama shows a vacancy and who is in charge of it.
    Ficticia("ebejar", "Efraín", "Béjar", "Nuñez", "070", Modalidad.ENCARGO_PUESTO),
    Ficticia("gtineo", "Gladys", "Tineo", "Yupanqui", "071"),
    Ficticia("admin", "Wilber", "Ochoa", "Medina", "administracion"),
    Ficticia("auditora", "Sofía", "Zúñiga", "Álvarez", "auditoria"),
    Ficticia("archivera", "Nélida", "Ccori", "Apaza", "archivo"),
    Ficticia("altadireccion", "Elmer", "Tintaya", "Quiroz", "alta_direccion"),
)
ANTERIOR = Ficticia("", "Óscar", "Gálvez", "Prado", "067", Modalidad.DESIGNACION)

ENCARGOS = (
    ("067", "Ministra", "Preparar la reunión con la mesa de donantes de género", 12),
    ("068", "Jefa de la Oficina", "Consolidar la matriz de cooperación del Sector", -6),
    ("069", "Jefa de la Oficina", "Proponer empresas para la campaña contra la anemia", 20),
    ("070", "Jefa de la Oficina", "Resumir las recomendaciones del último examen CEDAW", 9),
    ("071", "Jefa de la Oficina", "Actualizar el inventario de los archivadores", 30),
)


@transaction.atomic
def poblar(hoy: date) -> list[tuple[str, str, str]]:
    """Create the people who are missing, with a random password each.

    Returns `(account, password, post number or profile)` for everyone in `GENTE`; the password of
    an account that already existed is changed, since only this file ever knew it.
    """
    inicio = date(hoy.year, 1, 6)
    entradas = []
    for f in GENTE:
        usuario = _cuenta(f)
        clave = secrets.token_urlsafe(9)
        usuario.set_password(clave)
        usuario.save(update_fields=["password"])
        entradas.append((f.cuenta, clave, f.puesto))
        if f.puesto.isdigit():
            fin = hoy + timedelta(days=75) if f.modalidad == Modalidad.ENCARGO_PUESTO else None
            _designar(usuario.persona, f, inicio, fin)
    _unidades()
    _jefatura_anterior(inicio)
    _suplencia_de_vacaciones(hoy)
    _encargos(hoy)
    _solicitudes(hoy)
    return entradas


def _unidades() -> None:
    """The ministry around the office, whose own unit the MOF's loading left without a head."""
    unidades = {c: UnidadOrganica.objects.get_or_create(codigo=c)[0] for c, *_ in UNIDADES}
    for codigo, denominacion, siglas, tipo in UNIDADES:
        if unidades[codigo].versiones.exists():
            continue
        UnidadVersion.objects.create(
            unidad=unidades[codigo],
            denominacion=denominacion,
            siglas=siglas,
            tipo=tipo,
            padre=None if codigo == DESPACHO else unidades[DESPACHO],
            nota_fuente=NOTA_UNIDADES,
            vigencia=DateRange(date(2005, 1, 8), None),
        )
    for propia in UnidadVersion.objects.filter(unidad__es_externa=False, padre=None):
        propia.padre, propia.tipo = unidades[DESPACHO], TipoOrgano.ASESORAMIENTO
        propia.nota_fuente = f"{propia.nota_fuente} {NOTA_UNIDADES}".strip()
        propia.save(update_fields=["padre", "tipo", "nota_fuente"])


def _cuenta(f: Ficticia) -> Usuario:
    usuario, _ = Usuario.objects.get_or_create(
        username=f.cuenta,
        defaults={
            "email": f"{f.cuenta}@{DOMINIO}",
            "administra": f.puesto == "administracion",
            "audita": f.puesto == "auditoria",
            "archiva": f.puesto == "archivo",
            "alta_direccion": f.puesto == "alta_direccion",
        },
    )
    Persona.objects.get_or_create(usuario=usuario, defaults=_datos(f))
    return usuario


def _datos(f: Ficticia) -> dict[str, object]:
    return {
        "nombres": f.nombres,
        "apellido_paterno": f.paterno,
        "apellido_materno": f.materno,
        "email_institucional": f"{f.cuenta}@{DOMINIO}" if f.cuenta else "",
        "telefono": "(01) 555 0100" if f.puesto.isdigit() else "",
        "anexo": f"4{f.puesto[1:]}0" if f.puesto.isdigit() else "",
        "es_ficticia": True,
    }


def _designar(persona: Persona, f: Ficticia, desde: date, hasta: date | None) -> None:
    Designacion.objects.get_or_create(
        persona=persona,
        posicion=Posicion.objects.get(nro_orden=f.puesto),
        modalidad=f.modalidad,
        defaults={
            "rango": DateRange(desde, hasta),
            "documento_inicio": f"Resolución ficticia 0{f.puesto}-{desde.year}",
        },
    )


def _jefatura_anterior(inicio: date) -> None:
    """A head who left, so that the history of a post has more than one line."""
    persona, nueva = Persona.objects.get_or_create(
        nombres=ANTERIOR.nombres,
        apellido_paterno=ANTERIOR.paterno,
        defaults=_datos(ANTERIOR) | {"activa": False, "telefono": "", "anexo": ""},
    )
    if nueva:
        Designacion.objects.create(
            persona=persona,
            posicion=Posicion.objects.get(nro_orden="067"),
            modalidad=Modalidad.DESIGNACION,
            rango=DateRange(date(inicio.year - 3, 3, 1), inicio),
            documento_inicio=f"Resolución ficticia 021-{inicio.year - 3}",
            documento_fin=f"Resolución ficticia 002-{inicio.year}",
            motivo_termino=MotivoTermino.REMOCION,
        )


def _suplencia_de_vacaciones(hoy: date) -> None:
    """The specialist of 068 stands in for the one of 069 these days."""
    suplente = Persona.objects.get(usuario__username="jnaupari")
    if suplente.designaciones.filter(modalidad=Modalidad.SUPLENCIA).exists():
        return
    titular = Designacion.objects.get(persona__usuario__username="mquispe")
    Designacion.objects.create(
        persona=suplente,
        posicion=titular.posicion,
        modalidad=Modalidad.SUPLENCIA,
        rango=DateRange(hoy - timedelta(days=3), hoy + timedelta(days=12)),
        documento_inicio="Memorándum ficticio 118",
        suple_a=titular,
    )


def _solicitudes(hoy: date) -> None:
    """One request that waits for the Jefa, one that she already answered."""
    if Solicitud.objects.exists():
        return
    cuentas = {c: Usuario.objects.get(username=c) for c in ("gtineo", "ebejar", "rhuaman")}
    solicitar(
        por=cuentas["gtineo"],
        hoy=hoy,
        clase=Solicitud.Clase.AUSENCIA,
        desde=hoy + timedelta(days=15),
        hasta=hoy + timedelta(days=29),
        texto="Vacaciones programadas (ficticio)",
    )
    pedida = solicitar(
        por=cuentas["ebejar"],
        hoy=hoy,
        clase=Solicitud.Clase.DATOS,
        texto="Mi anexo cambió al mudarnos de piso (ficticio)",
    )
    responder(
        pedida,
        acepta=True,
        respuesta="Corregido en el directorio (ficticio)",
        por=cuentas["rhuaman"],
    )


def _encargos(hoy: date) -> None:
    if Encargo.objects.exists():
        return
    jefa = Usuario.objects.get(username="rhuaman")
    for nro, quien, texto, dias in ENCARGOS:
        encargar(
            posicion=Posicion.objects.get(nro_orden=nro),
            ordenado_por=quien,
            descripcion=f"{texto} (ficticio)",
            plazo=hoy + timedelta(days=dias),
            documento="",
            por=jefa,
            hoy=hoy,
        )
    hecho = Encargo.objects.filter(posicion__nro_orden="071").get()
    hecho.evidencia, hecho.cumplido_en = "Inventario entregado en físico (ficticio)", timezone.now()
    hecho.save(update_fields=["evidencia", "cumplido_en"])
    secretaria = Usuario.objects.get(username="gtineo")
    ReservaConfidencialidad.objects.create(
        **autoria(secretaria),
        persona=secretaria.persona,
        fecha=hoy - timedelta(days=30),
        texto="Declaración ficticia de la oficina de demostración.",
    )
