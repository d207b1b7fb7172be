"""The rows of the two long tables, written at once: the tray and the list of expedientes.

Twenty-five rows of conditions and variables cost the template engine more than the rest of the
page with its queries; Django's own `format_html` a third of that. Everything else of those tables
is in their templates. Whatever a person wrote goes through `escape` here: a test tries each cell.
"""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache, lru_cache
from html import escape

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from ocisys.base.templatetags.oci import chip
from tramite.bandeja import Pestana
from tramite.estados import Estado
from tramite.models import Expediente, Movimiento
from tramite.tonos import TONO_DE_ESTADO, luz

NUMERO = "0000-000000"
"""Stands for the number in the pattern of a path."""

_ESTADOS = dict(Estado.choices)
_DETENIDOS = (Estado.OBSERVADO, Estado.EN_ESPERA)
"""Without a date of ours because somebody else has to act."""


def de_expedientes(filas: Iterable[Expediente], hoy: date, *, se_marcan: bool) -> SafeString:
    """The body of the list; `se_marcan`: each row may be chosen for a bulk act."""
    return mark_safe("".join(_de_expediente(e, hoy, se_marcan) for e in filas))


def _de_expediente(e: Expediente, hoy: date, se_marcan: bool) -> str:
    documento = f"<br><small>{escape(e.documento_numero)}</small>" if e.documento_numero else ""
    return (
        f'<tr><th scope="row">{_casilla(e) if se_marcan else ""}{_enlace(e)}{_reserva(e)}</th>'
        f"<td>{_momento(e.presentado_en)}</td><td><span>{escape(e.remitente_nombre)}</span></td>"
        f"<td>{escape(e.tipo_documento.nombre)}{documento}</td>"
        f'<td class="asunto"><span>{escape(e.asunto)}</span></td><td>{_estado(e)}</td>'
        f"<td>{_luz(e.vence_el if e.esta_por_atender else None, hoy, '—')}</td></tr>"
    )


def de_bandeja(filas: Iterable[Movimiento], pestana: Pestana, hoy: date) -> SafeString:
    """The body of a tab of the tray."""
    return mark_safe("".join(_de_bandeja(m, pestana, hoy) for m in filas))


def _de_bandeja(m: Movimiento, pestana: Pestana, hoy: date) -> str:
    e, enviados = m.expediente, pestana is Pestana.ENVIADOS
    tipo = "" if m.tipo == "original" else "<br>" + _otro_tipo(m)
    quien = (getattr(m, "ocupante", None) or "Vacante") if enviados else str(m.por)
    falta = " · sin recibir" if enviados and not m.recibido_en else ""
    # Of what was sent, only an original that nobody has received can still be taken back.
    se_marca = not enviados or (m.es_titular and not m.recibido_en)
    dicho = m.motivo or m.texto
    indicaciones = f'<br><small class="dos-lineas">{escape(dicho)}</small>' if dicho else ""
    return (
        f'<tr><th scope="row">{_casilla(e) if se_marca else ""}{_enlace(e)}{tipo}'
        f"{_urgencia(e)}{_reserva(e)}</th>"
        f'<td class="asunto"><span>{escape(e.asunto)}</span><small>{escape(e.remitente_nombre)} · '
        f"{e.folios} folio{'' if e.folios == 1 else 's'}</small></td>"
        f"<td>{escape(quien)}<br><small>{_momento(m.en)}{falta}</small></td>"
        f"<td>{escape(m.proveido.nombre) if m.proveido else '—'}{indicaciones}</td>"
        f"<td>{_vence(m, hoy)}</td><td>{_acto(m, pestana)}</td></tr>"
    )


def _vence(m: Movimiento, hoy: date) -> str:
    detenido = m.vence is None and m.expediente.estado in _DETENIDOS
    if detenido or m.atendido_en or not m.expediente.esta_por_atender:
        return _estado(m.expediente)
    return _luz(m.vence, hoy, "Sin plazo")


def _acto(m: Movimiento, pestana: Pestana) -> str:
    """What is done with one row of that tab without opening it."""
    if pestana is Pestana.ENVIADOS:
        return ""
    if pestana is Pestana.POR_RECIBIR:
        verbo = "Leído" if m.es_copia else "Recibir"
        ruta = _ruta("recibir", m.expediente)
        return f'<button form="recibir" formaction="{ruta}">{verbo}</button>'
    if m.expediente.estado == Estado.OBSERVADO:
        return f'<a href="{_ruta("subsanar", m.expediente)}">Subsanar</a>'
    if m.es_paralelo:
        return f'<a href="{_ruta("responder_parte", m.expediente)}">Responder</a>'
    return f'<a href="{_ruta("derivar", m.expediente)}">Derivar</a>'


def _ruta(acto: str, e: Expediente) -> str:
    return _molde_de_ruta(acto).replace(NUMERO, e.numero)


@cache
def _molde_de_ruta(acto: str) -> str:
    return reverse(f"tramite:{acto}", args=[NUMERO])


def _casilla(e: Expediente) -> str:
    n = e.numero
    return f'<input type=checkbox name=e value="{n}" form=lote aria-label="{n}">'


def _enlace(e: Expediente) -> str:
    return f'<a href="{e.get_absolute_url()}">{e.numero}</a>'


def _reserva(e: Expediente) -> str:
    return "<br>" + chip("Restringido", "reserva") if e.esta_restringido else ""


def _urgencia(e: Expediente) -> str:
    return "<br>" + _chip("Urgente", "atencion", "bolt") if e.urgencia else ""


def _otro_tipo(m: Movimiento) -> str:
    return _chip(m.get_tipo_display(), "neutro", "document-duplicate")


def _estado(e: Expediente) -> str:
    return _chip(_ESTADOS[e.estado], TONO_DE_ESTADO.get(e.estado, "neutro"))


def _luz(vence: date | None, hoy: date, sin: str) -> str:
    if vence is None:
        return f"<small>{sin}</small>"
    plazo = luz(vence, hoy)
    return _chip(plazo.frase, plazo.tono, plazo.icono)


@lru_cache(maxsize=2_000)
def _chip(texto: str, tono: str, icono: str = "") -> str:
    """A list says the same few states and terms again and again."""
    return chip(texto, tono, icono=icono)


def _momento(cuando: datetime) -> str:
    return f"{timezone.localtime(cuando):%d/%m/%Y %H:%M}"
