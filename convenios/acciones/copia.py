"""What our copy of a signed paper says: corrected only with a fe de erratas that keeps the rest."""

from collections.abc import Iterable, Mapping

from django.db import models

from cargos.models import Usuario, autoria
from convenios.models import Adenda, Clausula, Compromiso, Convenio, FeErratas, ReglaRecurrencia
from ocisys.base.reglas import ReglaIncumplida

SOLO_CON_ERRATA = (
    "El documento firmado está sellado: lo que dice se cambia con una adenda, y si aquí se copió "
    "mal, con una fe de erratas que diga por qué."
)
DE_LA_CLAUSULA = ("numero", "titulo", "texto", "adenda")
"""Its words and where they stand; what it is about and its page are ours."""
DEL_COMPROMISO = ("texto_literal", "obligado", "exigibilidad", "condicion")
"""The rest of a commitment (its title, weight, who answers) is how the office reads it."""

Cambios = dict[str, list[str]]
"""Label → [what it said, what the paper says], as `FeErratas.cambios` keeps it."""


def dejar_errata(convenio: Convenio, cambios: Cambios, errata: str, por: Usuario) -> None:
    """Leave why our copy is corrected, if anything is. Raises `ReglaIncumplida` if it is not said.

    Whether the paper is sealed is asked before: with `cambios` empty nothing is left.
    """
    if not cambios:
        return
    if not errata.strip():
        raise ReglaIncumplida(SOLO_CON_ERRATA)
    FeErratas.objects.create(
        convenio=convenio, motivo=errata.strip(), cambios=cambios, **autoria(por)
    )


def esta_sellada(convenio: Convenio | None, adenda: Adenda | None) -> bool:
    """Whether the paper is signed and out of our hands: an adenda is recorded already signed, the
    agreement once its signed document is sealed here. Of other origins no paper is sealed here."""
    return adenda is not None or (convenio is not None and convenio.tiene_documento_firmado)


def clausula_corregida(guardada: Clausula, nueva: Clausula) -> Cambios:
    """What `nueva` says differently from the sealed paper's copy; filling a blank is not that."""
    if not esta_sellada(guardada.convenio, guardada.adenda):
        return {}
    return _otros(guardada, nueva, DE_LA_CLAUSULA)


def clausula_retirada(clausula: Clausula) -> Cambios:
    """The words that are lost with a clause of a sealed paper."""
    if not esta_sellada(clausula.convenio, clausula.adenda):
        return {}
    dicho = " ".join(p for p in (clausula.titulo, clausula.texto) if p)
    return {str(clausula): [dicho or "sólo su número", ""]}


def compromiso_corregido(
    guardado: Compromiso, nuevo: Compromiso, regla: ReglaRecurrencia | None
) -> Cambios:
    """What a commitment would say differently from its sealed paper, when it falls due included."""
    if not esta_sellada(guardado.convenio, guardado.adenda):
        return {}
    cambios = _otros(guardado, nuevo, DEL_COMPROMISO)
    previa = ReglaRecurrencia.objects.filter(compromiso=guardado).first()
    if previa is not None and regla is not None and previa.en_palabras != regla.en_palabras:
        rotulo = f"compromiso {guardado.numero}, cuándo vence"
        cambios[rotulo] = [previa.en_palabras, regla.en_palabras]
    return cambios


def _otros(guardada: models.Model, nueva: models.Model, campos: Iterable[str]) -> Cambios:
    """The fields that said something and now say another thing, by their label."""
    quien = f"compromiso {guardada.numero}" if isinstance(guardada, Compromiso) else str(guardada)
    etiquetas: Mapping[str, str] = {
        c.name: f"{quien}, {c.verbose_name}" for c in guardada._meta.concrete_fields
    }
    return {
        etiquetas[c]: [_dicho(guardada, c), _dicho(nueva, c)]
        for c in campos
        if getattr(guardada, c) not in (None, "") and getattr(guardada, c) != getattr(nueva, c)
    }


def _dicho(fila: models.Model, campo: str) -> str:
    """A value in words: the label of a choice, the name of a row."""
    visto = getattr(fila, f"get_{campo}_display", None)
    valor = visto() if visto else getattr(fila, campo)
    return "" if valor is None else str(valor)
