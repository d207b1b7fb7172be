"""Matters of whoever is dealt with: registers, answers, next steps, fichas and designaciones."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from cargos.models import Designacion, Posicion
from convenios.asunto import Asunto, cuando
from convenios.cifras import Parametros
from convenios.models import (
    Alerta,
    Convenio,
    Interaccion,
    Organizacion,
    ParametroCumplimiento,
    PerfilOng,
    RegistroApci,
    ReglasAlerta,
    Requerimiento,
)
from convenios.models.organizacion import POTENCIALES
from convenios.models.requerimiento import Situacion

LUNES = date(2000, 1, 3)
"""A Monday long ago: what has no date of its own is told once a week, counted from here."""

OLVIDO = timedelta(days=60)
"""A next step that nobody took for longer than this is not insisted upon."""


def dias_desde_un_lunes(hoy: date) -> int:
    """Days «after its date» of what has none: with no windows it is told once a week."""
    return -((hoy - LUNES).days + 1)


def registros(hoy: date, reglas: ReglasAlerta) -> Iterator[Asunto]:
    """Inscriptions in APCI of the parties of agreements in course."""
    ventanas = reglas.ventanas["registro"]
    vivos = Convenio.objects.en_curso(hoy).values("pk")
    filas = RegistroApci.objects.filter(organizacion__partes__convenio__in=vivos)
    cargo = posicion_de(reglas.cargo_fuentes)
    for r in filas.ultimo_por_organizacion().select_related("organizacion"):
        dias = r.dias_al(hoy)
        if dias is None or r.hasta is None or dias > max(ventanas):
            continue
        yield Asunto(
            clase=Alerta.Clase.REGISTRO,
            clave=f"{r.organizacion_id} {r.registro} {r.hasta}",
            dias=dias,
            ventanas=ventanas,
            cargo=cargo,
            que=f"Registro {r} de {r.organizacion}",
            frase=f"{cuando(dias)} el registro {r} de {r.organizacion}",
            detalle=f"Es parte de convenios en curso. Rige hasta el {r.hasta:%d/%m/%Y}.",
            enlace=r.organizacion.get_absolute_url(),
        )


def calificaciones(hoy: date, reglas: ReglasAlerta) -> Iterator[Asunto]:
    """Qualifications of SUNAT to receive donations."""
    ventanas = reglas.ventanas["calificacion"]
    cargo = posicion_de(reglas.cargo_fuentes)
    lejos = hoy + timedelta(days=max(ventanas))
    filas = PerfilOng.objects.filter(
        perceptora_hasta__lte=lejos,
        organizacion__absorbida_por=None,
        organizacion__estado=Organizacion.Estado.ACTIVA,
    )
    for perfil in filas.select_related("organizacion"):
        hasta = perfil.perceptora_hasta or hoy
        dias = (hasta - hoy).days
        yield Asunto(
            clase=Alerta.Clase.CALIFICACION,
            clave=f"{perfil.pk} {hasta}",
            dias=dias,
            ventanas=ventanas,
            cargo=cargo,
            que=f"Calificación de SUNAT de {perfil.organizacion}",
            frase=f"{cuando(dias)} la calificación de SUNAT de {perfil.organizacion}",
            detalle="Sin ella, quien le dona no puede deducirlo (LIR, art. 37 incisos x, x.1).",
            enlace=perfil.organizacion.get_absolute_url(),
        )


def requerimientos(hoy: date, reglas: ReglasAlerta) -> Iterator[Asunto]:
    """What was asked of other units and is not answered yet; the reminder is ours to send."""
    ventanas = reglas.ventanas["requerimiento"]
    filas = Requerimiento.objects.para_lista(hoy).select_related("por_posicion")
    abiertos = filas.en_situacion(Situacion.POR_RESPONDER, hoy) | filas.en_situacion(
        Situacion.VENCIDO, hoy
    )
    for r in abiertos.filter(responder_hasta__lte=hoy + timedelta(days=max(ventanas))):
        dias = (r.responder_hasta - hoy).days
        yield Asunto(
            clase=Alerta.Clase.REQUERIMIENTO,
            clave=str(r.pk),
            dias=dias,
            ventanas=ventanas,
            cargo=r.por_posicion,
            que=f"Respuesta a {r.codigo}: {r.asunto}",
            frase=f"{cuando(dias)} la respuesta a {r.codigo}: {r.asunto}",
            detalle=f"Se pidió el {r.enviado_el:%d/%m/%Y}; {r.origen.codigo}. Recuérdelo.",
            enlace=r.get_absolute_url(),
        )


def pasos(hoy: date, reglas: ReglasAlerta) -> Iterator[Asunto]:
    """Next steps agreed in a conversation, until somebody speaks with them again."""
    ventanas = reglas.ventanas["siguiente_paso"]
    despues = Interaccion.objects.filter(
        organizacion=OuterRef("organizacion"), pk__gt=OuterRef("pk"), rectifica=None
    )
    filas = Interaccion.objects.validas().filter(
        ~Exists(despues),
        siguiente_el__gte=hoy - OLVIDO,
        siguiente_el__lte=hoy + timedelta(days=max(ventanas)),
    )
    for i in filas.para_lista().select_related("por_posicion"):
        dias = ((i.siguiente_el or hoy) - hoy).days
        yield Asunto(
            clase=Alerta.Clase.PASO,
            clave=str(i.pk),
            dias=dias,
            ventanas=ventanas,
            cargo=i.por_posicion,
            que=f"{i.organizacion}: {i.siguiente_paso}",
            frase=f"{cuando(dias)} con {i.organizacion}: {i.siguiente_paso}",
            detalle=f"Se acordó en: {i}. Se cierra al anotar la siguiente conversación.",
            enlace=i.get_absolute_url(),
        )


def por_actualizar(hoy: date, reglas: ReglasAlerta) -> Iterator[Asunto]:
    """What nobody verified lately: one matter for each who keeps it, told every Monday.

    What will be too old within the month is told as well, thirty days before.
    """
    p = ParametroCumplimiento.objects.en_vigor(hoy)
    en_uso = Organizacion.objects.en_uso().filter(
        estado__in=[Organizacion.Estado.ACTIVA, *POTENCIALES]
    )
    empresa = Organizacion.Clase.EMPRESA
    lista = f"{reverse('convenios:organizaciones')}?ficha=por_actualizar&clase="
    for cargo, filas, clave in (
        (reglas.cargo_fuentes, en_uso.exclude(clase=empresa), "no_empresa"),
        (reglas.cargo_empresas, en_uso.filter(clase=empresa), "empresa"),
    ):
        viejas = filas.por_frescura(False, hoy, p).count()
        pronto = _envejecen(filas, "verificada_el", hoy, p)
        yield from _sin_verificar(cargo, clave, viejas, pronto, "ficha", f"{lista}{clave}", hoy, p)
    convenios = Convenio.objects.en_curso(hoy)
    viejos = convenios.a_los_que_falta("verificar", hoy, p).count()
    pronto = _envejecen(convenios, "verificado_el", hoy, p)
    enlace = f"{reverse('convenios:lista')}?etapa=en_curso&falta=verificar"
    cargo = reglas.cargo_fuentes
    yield from _sin_verificar(cargo, "convenios", viejos, pronto, "convenio", enlace, hoy, p)


def _sin_verificar(
    cargo: str,
    clave: str,
    viejas: int,
    pronto: int,
    cosa: str,
    enlace: str,
    hoy: date,
    p: Parametros,
) -> Iterator[Asunto]:
    if not viejas and not pronto:
        return
    que = f"{viejas} {cosa}{'' if viejas == 1 else 's'} por actualizar"
    if not viejas:
        que = f"{pronto} {cosa}{'' if pronto == 1 else 's'} por actualizar este mes"
    yield Asunto(
        clase=Alerta.Clase.VERIFICACION,
        clave=clave,
        dias=dias_desde_un_lunes(hoy),
        ventanas=(),
        cargo=posicion_de(cargo),
        que=que,
        frase=que,
        detalle=f"Sin verificar en {p.dias_frescura} días; {pronto} más en los próximos 30.",
        enlace=enlace,
        sin_fecha=True,
    )


def _envejecen(filas: QuerySet[Any], campo: str, hoy: date, p: Parametros) -> int:
    """How many are still fresh but will not be in thirty days."""
    limite = hoy - timedelta(days=p.dias_frescura)
    return filas.filter(**{f"{campo}__range": (limite, limite + timedelta(days=30))}).count()


def designaciones(hoy: date, reglas: ReglasAlerta) -> Iterator[Asunto]:
    """Designaciones with an end in sight: what they leave open must be handed over before."""
    ventanas = reglas.ventanas["designacion"]
    lejos = hoy + timedelta(days=max(ventanas) + 1)
    filas = Designacion.objects.filter(
        anulada_en=None, rango__endswith__gt=hoy, rango__endswith__lte=lejos
    )
    for d in filas.select_related("persona", "posicion"):
        ultimo = d.rango.upper - timedelta(days=1)
        dias = (ultimo - hoy).days
        yield Asunto(
            clase=Alerta.Clase.DESIGNACION,
            clave=f"{d.pk} {ultimo}",
            dias=dias,
            ventanas=ventanas,
            cargo=d.posicion,
            que=f"Designación de {d.persona}, cargo {d.posicion.nro_orden}",
            frase=f"{cuando(dias)} la designación de {d.persona}, cargo {d.posicion.nro_orden}",
            detalle=f"Último día: {ultimo:%d/%m/%Y}. Prepare la entrega de cargo.",
            enlace=reverse("cargos:designaciones"),
        )


def posicion_de(nro: str) -> Posicion | None:
    """The seat of the CAP with that number."""
    return Posicion.objects.filter(nro_orden=nro).first()
