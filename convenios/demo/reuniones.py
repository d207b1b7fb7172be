"""Spaces, representations and meetings of the demonstration: one space is of the law, the rest
are invented, with something in every state."""

from collections.abc import Mapping
from datetime import date, time, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from cargos.models import Posicion, Usuario
from convenios.acciones import acta
from convenios.acciones import espacio as acciones_espacio
from convenios.acciones import reunion as acciones
from convenios.acta_reunion import acta_pdf
from convenios.models import (
    DocumentoReunion,
    EspacioConcertacion,
    Organizacion,
    ParticipanteReunion,
    RepresentacionInstitucional,
    Reunion,
)
from convenios.models.reunion import Modalidad

FICTICIO = "dato ficticio de la demostración"
LEY_APCI = "Ley 27692, arts. 11 a 13: lo integran las oficinas de cooperación de cada ministerio"

# key, name, scope, how often, priority, days since it ended (0: it exists)
ESPACIOS = (
    ("cuidados", "Foro Regional de Políticas de Cuidado", "regional", "anual", "alta", 0),
    ("igualdad", "Conferencia Interamericana de Igualdad", "internacional", "bienal", "alta", 0),
    ("donantes", "Mesa de Donantes de Género", "donantes", "bimestral", "alta", 0),
    ("empresas", "Mesa de Empresas por la Infancia", "empresa", "trimestral", "media", 0),
    ("andina", "Red Andina de Protección Social", "regional", "semestral", "media", 0),
    ("edades", "Grupo Internacional de Envejecimiento", "internacional", "anual", "alta", 0),
    ("voluntarios", "Comité Nacional de Voluntariado", "nacional", "mensual", "baja", 200),
)  # fmt: skip
LLEVA = {"regional": "070", "internacional": "070", "donantes": "068", "empresa": "069"}
"""Which post proposes the meetings of each scope; the head, those of the rest."""

# space ("" = the head convenes a source), post, kind, from how many days ago, until how many
REPRESENTAN = (
    ("apci", "067", "titular", 700, 0),
    ("apci", "068", "alterno", 700, 0),
    ("cuidados", "070", "titular", 800, 300),
    ("cuidados", "067", "titular", 299, 0),
    ("cuidados", "070", "alterno", 299, 0),
    ("igualdad", "067", "titular", 400, 0),
    ("donantes", "068", "titular", 500, 0),
    ("empresas", "069", "titular", 300, 0),
    ("edades", "067", "titular", 250, 0),
    ("voluntarios", "071", "titular", 500, 200),
    ("", "067", "titular", 350, 0),
)

# space, days from today, matter, state it is left in, posts that attended, with acta
REUNIONES = (
    ("apci", -210, "Prioridades de cooperación del año", "realizada", ("067", "068"), True),
    ("apci", -65, "Calendario de la declaración anual", "realizada", ("067",), True),
    ("apci", 24, "Balance del año", "convocada", ("067", "068"), False),
    ("cuidados", -250, "Sesión preparatoria", "realizada", ("070",), True),
    ("cuidados", -70, "Sesión ordinaria", "realizada", ("067", "070"), True),
    ("cuidados", -33, "Grupo de indicadores", "realizada", ("070",), False),
    ("cuidados", 18, "Grupo de financiamiento", "convocada", ("067", "070"), False),
    ("cuidados", 60, "Sesión de cierre", "propuesta", (), False),
    ("igualdad", -120, "Reunión de puntos focales", "realizada", ("067", "070"), True),
    ("igualdad", -48, "Redacción de la declaración", "realizada", (), False),
    ("igualdad", -12, "Consulta sobre la sede", "cancelada", (), False),
    ("igualdad", 45, "Segunda consulta", "propuesta", (), False),
    ("donantes", -175, "Reparto de temas por fuente", "realizada", ("068",), True),
    ("donantes", -110, "Avance de proyectos", "realizada", ("068", "067"), True),
    ("donantes", -52, "Plan de visitas", "realizada", ("068",), True),
    ("donantes", 8, "Avance del trimestre", "convocada", ("068", "067"), False),
    ("empresas", -155, "Instalación de la mesa", "realizada", ("069", "067"), True),
    ("empresas", -75, "Campaña de abrigo", "realizada", ("069",), True),
    ("empresas", -20, "Voluntariado corporativo", "realizada", ("069",), False),
    ("empresas", 30, "Plan de la mesa", "reprogramada", ("069",), False),
    ("andina", -40, "Encuentro virtual", "cancelada", (), False),
    ("edades", 75, "Reunión anual", "propuesta", (), False),
    ("", -85, "Revisión de la cartera con la fuente", "realizada", ("067", "068"), True),
    ("", 12, "Presentación de prioridades a la fuente", "convocada", ("067",), False),
)
AGENDA = [
    "Aprobación del orden del día",
    "Informe de avances (ficticio)",
    "Acuerdos y próxima fecha",
]
INTERVENCION = "El Sector presentó sus avances y propuso un calendario común (ficticio)."
OTROS = (("Rosa Inventada Huamán", "preside"), ("Luis Ficticio Rojas", "expone"))


def reuniones(hoy: date, personas: Mapping[str, Usuario]) -> None:
    """Eight spaces, who represents the Sector in them, and their meetings, by the real acts."""
    cargos = {p.nro_orden: p for p in Posicion.objects.all()}
    fuente = Organizacion.objects.filter(clase=Organizacion.Clase.FUENTE, es_ficticia=True)[0]
    espacios = _espacios(hoy, personas["070"])
    for clave, cargo, caracter, desde, hasta in REPRESENTAN:
        fila = RepresentacionInstitucional(
            espacio=espacios.get(clave),
            organizacion=None if clave else fuente,
            posicion=cargos[cargo],
            caracter=caracter,
            documento="Oficio ficticio 20",
            desde=hoy - timedelta(days=desde),
            es_ficticia=True,
        )
        acciones_espacio.designar_representante(fila, por=personas["070"])
        if hasta:
            acciones_espacio.terminar_representacion(
                fila,
                hasta=hoy - timedelta(days=hasta),
                motivo="Cambio de representante (ficticio).",
                por=personas["070"],
            )
    for i, (clave, dias, titulo, estado, asisten, con_acta) in enumerate(REUNIONES):
        espacio = espacios.get(clave)
        autor = personas[LLEVA.get(espacio.ambito, "067") if espacio else "067"]
        reunion = _proponer(
            i, espacio, None if espacio else fuente, hoy, dias, titulo, autor, cargos
        )
        _llamar(reunion, asisten or ("070",), cargos, autor)
        _llevar(reunion, estado, hoy, autor, personas["067"])
        if estado == "realizada":
            _cerrar(reunion, asisten, con_acta, hoy, autor)


def _espacios(hoy: date, por: Usuario) -> dict[str, EspacioConcertacion]:
    filas = {
        "apci": EspacioConcertacion(
            nombre="Comité de Coordinación Multisectorial de la APCI",
            ambito="nacional",
            secretaria="Agencia Peruana de Cooperación Internacional",
            periodicidad="a_pedido",
            prioridad="alta",
            fuente_dato=LEY_APCI,
        )
    }
    for clave, nombre, ambito, periodicidad, prioridad, termino in ESPACIOS:
        filas[clave] = EspacioConcertacion(
            nombre=nombre,
            ambito=ambito,
            periodicidad=periodicidad,
            prioridad=prioridad,
            secretaria="Secretaría ficticia",
            objeto="Intercambiar avances y acordar un calendario común (ficticio).",
            desde=hoy - timedelta(days=1200),
            hasta=hoy - timedelta(days=termino) if termino else None,
            fuente_dato=FICTICIO,
            es_ficticio=True,
        )
    return {c: acciones_espacio.registrar_espacio(e, por=por) for c, e in filas.items()}


def _proponer(
    i: int,
    espacio: EspacioConcertacion | None,
    fuente: Organizacion | None,
    hoy: date,
    dias: int,
    titulo: str,
    por: Usuario,
    cargos: Mapping[str, Posicion],
) -> Reunion:
    dia = _dia_de_oficina(hoy + timedelta(days=dias))
    modalidad = list(Modalidad)[i % 3]
    fila = Reunion(
        espacio=espacio,
        organizacion=fuente,
        titulo=titulo,
        fecha=dia,
        desde=time(9 + i % 6),
        hasta=time(11 + i % 6, 30),
        modalidad=modalidad,
        lugar="Sala virtual" if modalidad == Modalidad.VIRTUAL else "Sala ficticia, Lima",
        convoca_posicion=None if espacio else cargos["067"],
        agenda=[] if i % 11 == 9 else AGENDA,
        comision_documento="Resolución ficticia 15" if i == 4 else "",
        es_ficticia=True,
    )
    return acciones.proponer_reunion(fila, por=por, hoy=min(dia, hoy) - timedelta(days=25))


def _dia_de_oficina(dia: date) -> date:
    """That day, or the Friday before it."""
    return dia - timedelta(days=max(dia.weekday() - 4, 0))


def _llamar(
    reunion: Reunion, nuestros: tuple[str, ...], cargos: Mapping[str, Posicion], por: Usuario
) -> None:
    filas = [ParticipanteReunion(posicion=cargos[c], nombre=c) for c in nuestros]
    filas += [
        ParticipanteReunion(nombre=nombre, entidad="Institución ficticia", rol=rol)
        for nombre, rol in OTROS
    ]
    acciones.llamar_participantes(reunion, filas, por=por)


def _llevar(reunion: Reunion, estado: str, hoy: date, autor: Usuario, jefa: Usuario) -> None:
    """Through the states up to that one."""
    convocada = min(reunion.fecha, hoy) - timedelta(days=12)
    if estado == "reprogramada":
        acciones.reprogramar_reunion(
            reunion,
            fecha=reunion.fecha + timedelta(days=14),
            desde=reunion.desde,
            hasta=reunion.hasta,
            nota="La sede no está libre (ficticio).",
            por=autor,
            hoy=hoy,
        )
        return
    if estado in ("convocada", "realizada"):
        acciones.mover_reunion(reunion, a="convocada", fecha=convocada, por=jefa, hoy=convocada)
    if estado == "realizada":
        dia = reunion.fecha
        acciones.mover_reunion(reunion, a="realizada", fecha=dia, por=autor, hoy=dia)
    if estado == "cancelada":
        nota = "No se reunió el quórum (ficticio)."
        acciones.mover_reunion(
            reunion, a="cancelada", fecha=convocada, por=autor, hoy=convocada, nota=nota
        )


def _cerrar(
    reunion: Reunion, asisten: tuple[str, ...], con_acta: bool, hoy: date, por: Usuario
) -> None:
    """Attendance, if anybody took it, and the acta: the newest one sealed, the others uploaded."""
    if asisten:
        presentes = {
            p.pk: p.posicion_id is not None or p.rol == "preside"
            for p in reunion.participantes.all()
        }
        acciones.tomar_asistencia(reunion, asistieron=presentes, intervencion=INTERVENCION, hoy=hoy)
    if not con_acta:
        return
    reunion.refresh_from_db()
    if hoy - reunion.fecha < timedelta(days=60):
        pdf = acta_pdf(reunion, en=timezone.now(), sellada=True)
        contenido = ContentFile(pdf, name=f"acta-{reunion.codigo}.pdf")
        acta.sellar_acta(reunion, contenido=contenido, por=por)
        return
    texto = f"Acta ficticia de la reunión {reunion.codigo}.\n"
    documento = DocumentoReunion(
        reunion=reunion, clase=DocumentoReunion.Clase.ACTA, titulo="Acta firmada (ficticia)"
    )
    archivo = ContentFile(texto.encode(), name=f"acta-{reunion.codigo}.txt")
    acta.adjuntar_documento(documento, archivo=archivo, por=por)
