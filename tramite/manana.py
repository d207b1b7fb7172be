"""«Mi mañana»: what a person has to decide today, what is at risk, and how loaded each one is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from cargos.models import Usuario
from cargos.permisos import Perfil, Permiso
from tramite.agenda import citas_de_hoy
from tramite.bandeja import TOPE, Cifra, Pestana, cifras_de, movimientos_de
from tramite.bandeja_salidas import PestanaSalida, salidas_de
from tramite.carga import Carga, cargas
from tramite.destinos import Destino, destinos, para_original
from tramite.estados import DERIVABLES, POR_ATENDER, Estado
from tramite.models import (
    Cita,
    Documento,
    Expediente,
    Movimiento,
    Pedido,
    Plazo,
    Prestamo,
    Proveido,
    ReglaReparto,
    RequisitoObservado,
)
from tramite.models.movimiento import MovimientoQuerySet
from tramite.models.serie_documental import transferibles
from tramite.plazos import MARGEN
from tramite.pronostico import Caso, Pronostico, historia, pronosticar

FILAS = 40
EN_RIESGO = 12
DE_LAS_CITAS = 3
"""Place of the visits among the figures: after what is to be received, held and at risk."""
HORIZONTE = timedelta(days=21)
"""How far beyond «por vencer» one looks for what could end late."""
LA_MITAD = 50


@dataclass(frozen=True)
class PorProveer:
    """An expediente to decide on, with what the standing rule proposes ("" when there is none)."""

    movimiento: Movimiento
    version: int
    pase_a: str
    proveido: str


@dataclass(frozen=True)
class Manana:
    """All that the screen shows."""

    cifras: list[Cifra]
    pedidos: list[Pedido]
    por_proveer: list[PorProveer]
    en_riesgo: list[Movimiento]
    podrian_tardar: list[tuple[Movimiento, Pronostico]]
    carga: list[Carga]
    personas: list[tuple[Destino, str]]
    proveidos: list[Proveido]
    citas: list[Cita]


def manana_de(usuario: Usuario, hoy: date) -> Manana:
    """The morning of that person; a fixed number of queries."""
    todos = destinos(hoy)
    citas = citas_de_hoy(usuario, hoy) if usuario.puede(Permiso.AGENDA_LLEVAR) else []
    carga = cargas(usuario, todos, hoy) if usuario.perfiles & _MIRAN_TODO else []
    frases = {c.destino.posicion.pk: c.frase for c in carga}
    originales = para_original(usuario, todos)
    return Manana(
        cifras=_cifras(usuario, hoy, citas),
        pedidos=_pedidos(usuario) if usuario.puede(Permiso.EXPEDIENTE_ANULAR) else [],
        por_proveer=_por_proveer(usuario, hoy),
        en_riesgo=_en_riesgo(usuario, hoy) if usuario.perfiles & _MIRAN_TODO else [],
        podrian_tardar=_podrian_tardar(usuario, hoy) if usuario.perfiles & _MIRAN_TODO else [],
        carga=carga,
        personas=[(d, frases.get(d.posicion.pk, "")) for d in originales],
        proveidos=list(Proveido.objects.filter(activo=True).exclude(tecla="").order_by("tecla")),
        citas=citas,
    )


_MIRAN_TODO = frozenset({Perfil.JEFATURA, Perfil.SECRETARIA})
"""MOF 067 (controlar) and 071-05 (seguimiento de expedientes)."""


def _cifras(usuario: Usuario, hoy: date, citas: list[Cita]) -> list[Cifra]:
    cifras = cifras_de(usuario, hoy)
    if usuario.puede(Permiso.AGENDA_LLEVAR):
        hora = f"{reverse('tramite:agenda')}?ver=dia"
        nombre = "Visita o cita hoy" if len(citas) == 1 else "Visitas y citas hoy"
        cifras.insert(DE_LAS_CITAS, Cifra(str(len(citas)), nombre, hora))
    if usuario.puede(Permiso.EXPEDIENTE_REGISTRAR):
        cifras.append(_sin_derivar(usuario, hoy))
        sin_escanear = Documento.objects.visibles_para(usuario).sin_digitalizar()
        n = len(sin_escanear.order_by().values_list("pk", flat=True)[: TOPE + 1])
        texto = f"{TOPE}+" if n > TOPE else str(n)
        cifras.append(Cifra(texto, "Sin digitalizar", reverse("tramite:sin_digitalizar")))
    return [*cifras, _otros_plazos(usuario, hoy), *_de_salidas(usuario)]


def _otros_plazos(usuario: Usuario, hoy: date) -> Cifra:
    """What runs beside the deadlines of the procedures and ends soon; red if something is late."""
    cerca = Plazo.objects.visibles_para(usuario).abiertos().accesorios()
    cerca = cerca.filter(vence_el__lte=hoy + MARGEN).order_by("vence_el")
    fechas = list(cerca.values_list("vence_el", flat=True)[: TOPE + 1])
    texto = f"{TOPE}+" if len(fechas) > TOPE else str(len(fechas))
    tono = "peligro" if fechas and fechas[0] < hoy else "atencion" if fechas else ""
    return Cifra(texto, "Otros plazos por vencer", reverse("tramite:plazos"), tono)


def cifras_de_archivo(usuario: Usuario, hoy: date) -> list[Cifra]:
    """What waits for whoever keeps the archive and holds no post."""
    expedientes = Expediente.objects.visibles_para(usuario)
    cerrados = expedientes.filter(estado=Estado.CERRADO).order_by()[: TOPE + 1].count()
    listos = transferibles(expedientes).order_by()[: TOPE + 1].count()
    tarde = Prestamo.objects.visibles_para(usuario).vencidos(hoy).order_by()[: TOPE + 1].count()
    lista = reverse("tramite:expedientes")
    return [
        Cifra(str(cerrados), "Por archivar", f"{lista}?situacion={Estado.CERRADO.value}"),
        Cifra(str(listos), "Por transferir", reverse("tramite:transferir")),
        Cifra(
            str(tarde),
            "Préstamos sin devolver",
            reverse("tramite:prestamos"),
            "peligro" if tarde else "",
        ),
        *_de_salidas(usuario),
    ]


_DE_SALIDAS = (
    (Permiso.SALIDA_FIRMAR, PestanaSalida.POR_FIRMAR, "Por firmar"),
    (Permiso.SALIDA_DESPACHAR, PestanaSalida.POR_DESPACHAR, "Por despachar"),
    (Permiso.SALIDA_DESPACHAR, PestanaSalida.POR_ACUSAR, "Cargos por recoger"),
)


def _de_salidas(usuario: Usuario) -> Iterator[Cifra]:
    """What waits for this person's signature, or to be sent, or whose cargo has not come back."""
    for permiso, pestana, nombre in _DE_SALIDAS:
        if usuario.puede(permiso):
            n = salidas_de(usuario, pestana).order_by()[: TOPE + 1].count()
            enlace = f"{reverse('tramite:salidas')}?{urlencode({'ver': pestana.value})}"
            texto = f"{TOPE}+" if n > TOPE else str(n)
            yield Cifra(texto, nombre, enlace, "atencion" if n else "")


def _sin_derivar(usuario: Usuario, hoy: date) -> Cifra:
    """What the desk registered and must send on today (TUO LPAG art. 132.1); red from yesterday."""
    filas = Movimiento.objects.visibles_para(usuario).dirigidos_a(usuario).sin_derivar()
    curado = RequisitoObservado.objects.filter(observacion__expediente=OuterRef("expediente"))
    llego = Coalesce(Subquery(curado.order_by("-subsanado_en").values("subsanado_en")[:1]), "en")
    fechas = sorted(filas.annotate(llego=llego).values_list("llego", flat=True)[: TOPE + 1])
    texto = f"{TOPE}+" if len(fechas) > TOPE else str(len(fechas))
    puestos = [d.posicion.nro_orden for d in usuario.designaciones_hoy]
    filtros = {"situacion": "sin_derivar"} | ({"poder": puestos[0]} if len(puestos) == 1 else {})
    tarde = bool(fechas) and timezone.localdate(fechas[0]) < hoy
    tono = "peligro" if tarde else "atencion" if fechas else ""
    enlace = f"{reverse('tramite:expedientes')}?{urlencode(filtros)}"
    return Cifra(texto, "Por derivar hoy", enlace, tono)


def _pedidos(usuario: Usuario) -> list[Pedido]:
    """What others ask of whoever decides, the oldest first."""
    filas = Pedido.objects.visibles_para(usuario).por_decidir().exclude(por=usuario)
    return list(filas.para_lista().order_by("en", "pk")[:EN_RIESGO])


def _por_proveer(usuario: Usuario, hoy: date) -> list[PorProveer]:
    """In one's hands and not answered, the most urgent first."""
    filas = (
        movimientos_de(usuario, Pestana.EN_MI_PODER, hoy)
        .titulares()
        .filter(atendido_en=None, expediente__estado__in=DERIVABLES & POR_ATENDER)
    )
    reglas = ReglaReparto.objects.por_procedimiento()
    anotadas: Any = filas.para_bandeja().annotate(
        version=F("expediente__version"), procedimiento=F("expediente__procedimiento")
    )
    return [_fila(m, reglas.get(m.procedimiento)) for m in anotadas.por_urgencia()[:FILAS]]


def _fila(movimiento: Any, regla: ReglaReparto | None) -> PorProveer:
    return PorProveer(
        movimiento,
        movimiento.version,
        str(regla.posicion_id) if regla else "",
        str(regla.proveido_id) if regla and regla.proveido_id else "",
    )


def _titulares(usuario: Usuario) -> MovimientoQuerySet:
    return Movimiento.objects.visibles_para(usuario).abiertos().titulares()


def _en_riesgo(usuario: Usuario, hoy: date) -> list[Movimiento]:
    """What others hold and is overdue or about to be."""
    propias = [d.posicion_id for d in usuario.designaciones_hoy]
    filas = _titulares(usuario).exclude(para__in=propias).por_vencer(hoy + MARGEN)
    return list(filas.con_ocupante(hoy).para_bandeja().order_by("vence", "pk")[:EN_RIESGO])


def _podrian_tardar(usuario: Usuario, hoy: date) -> list[tuple[Movimiento, Pronostico]]:
    """What still has time but, by the history of its kind, ends late half of the times or more."""
    cerca = hoy + MARGEN
    filas = _titulares(usuario).filter(
        vence__gt=cerca, vence__lte=cerca + HORIZONTE, expediente__estado__in=POR_ATENDER
    )
    anotadas: Any = filas.con_ocupante(hoy).para_bandeja()
    anotadas = anotadas.annotate(
        procedimiento=F("expediente__procedimiento"), presentado=F("expediente__presentado_en")
    )
    candidatos = list(anotadas.order_by("vence", "pk")[:FILAS])
    casos = historia({m.procedimiento for m in candidatos if m.procedimiento}, hoy)
    vistos = [(m, _pronostico(m, casos, hoy)) for m in candidatos]
    return [(m, p) for m, p in vistos if p.alcanza and p.porcentaje >= LA_MITAD][:EN_RIESGO]


def _pronostico(movimiento: Any, casos: list[Caso], hoy: date) -> Pronostico:
    van = max((hoy - timezone.localdate(movimiento.presentado)).days, 0)
    return pronosticar(
        casos,
        procedimiento=movimiento.procedimiento,
        puesto=movimiento.para.nro_orden,
        van=van,
    )
