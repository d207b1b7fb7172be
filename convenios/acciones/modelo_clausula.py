"""Rewording a clause model: the one before stays."""

from django.db import transaction

from cargos.models import Usuario, autoria
from convenios.borrador import CAMPOS
from convenios.models import ModeloClausula
from ocisys.base.campos import verificar
from ocisys.base.reglas import ReglaIncumplida


@transaction.atomic
def cambiar_modelo(materia: str, *, texto: str, motivo: str, por: Usuario) -> ModeloClausula:
    """The wording of the clauses about `materia` from now on.

    Raises `CampoDesconocido` for a field that does not exist, `ReglaIncumplida` if nothing changes.
    """
    verificar(texto, CAMPOS, que="El modelo")
    if ModeloClausula.objects.en_uso().get(materia) == texto.strip():
        raise ReglaIncumplida("El texto es el mismo que ya rige.")
    return ModeloClausula.objects.create(
        materia=materia, texto=texto.strip(), motivo=motivo.strip(), **autoria(por)
    )
