"""Who the sender may be, and what comes with the sender: the desk writes the same things daily."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import JSONObject

from cargos.models import Usuario
from convenios.models import Organizacion
from tramite.models import Expediente, Remitente
from tramite.patrones import Patron, patron_de

REF_REMITENTE, REF_ORGANIZACION = "r", "o"
CUANTAS = 7
_NADA = dict.fromkeys(("tipo", "numero", "asunto", "destinatario", "procedimiento"), "")


@dataclass(frozen=True)
class Sugerencia:
    """A sender offered while typing; `ultimo` is what its last visible expediente brought."""

    ref: str
    nombre: str
    detalle: str
    ultimo: dict[str, str]
    patron: Patron | None


def sugerir(texto: str, *, usuario: Usuario, hoy: date) -> list[Sugerencia]:
    """Up to seven senders for what was typed, last used first; then organisations never met.

    Two queries. What each one brings is taken only from expedientes that `usuario` may see, and a
    person who has only written in restricted ones is not offered: the name alone would tell.
    """
    texto = texto.strip()
    filas = Remitente.objects.visibles_para(usuario).buscar(texto).select_related("organizacion")
    suyos = Expediente.objects.filter(remitente=OuterRef("pk"))
    a_la_vista = suyos.visibles_para(usuario)
    filas = filas.filter(Exists(a_la_vista) | ~Exists(suyos.restringidos()))
    ultimo = a_la_vista.order_by("-pk").values(
        datos=JSONObject(
            tipo="tipo_documento_id",
            numero="documento_numero",
            asunto="asunto",
            destinatario="destinatario_id",
            procedimiento="procedimiento_id",
        )
    )[:1]
    remitentes = [
        _de_remitente(r, hoy) for r in filas.por_uso().annotate(ultimo=Subquery(ultimo))[:CUANTAS]
    ]
    faltan = CUANTAS - len(remitentes)
    if not texto or not faltan:
        return remitentes
    nuevas = Organizacion.objects.visibles_para(usuario).buscar(texto).filter(remitente=None)
    return remitentes + [
        Sugerencia(f"{REF_ORGANIZACION}{o.pk}", str(o)[:200], o.get_clase_display(), _NADA, None)
        for o in nuevas.en_orden()[:faltan]
    ]


def _de_remitente(remitente: Remitente, hoy: date) -> Sugerencia:
    brutos = getattr(remitente, "ultimo", None) or _NADA
    # As text: a template would print a key of four digits with its thousands separator.
    ultimo = {campo: "" if v is None else str(v) for campo, v in brutos.items()}
    return Sugerencia(
        ref=f"{REF_REMITENTE}{remitente.pk}",
        nombre=remitente.nombre,
        detalle=remitente.get_clase_display(),
        ultimo=ultimo,
        patron=patron_de(ultimo.get("numero", ""), anio=hoy.year),
    )
