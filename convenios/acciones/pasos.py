"""What every record that passes from state to state does the same way; each noun keeps its rules.

The steps (`fila.pasos`) are append-only rows: `de`, `a`, `fecha`, who, and why.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from django.db.models import Model, TextChoices

from cargos.models import Usuario, atribuir, autoria
from convenios.estados import TransicionInvalida
from convenios.models import Demanda, Gestion, PropuestaAcuerdo, PropuestaEmpresa, Reunion
from ocisys.base.numeros import tomar_codigo
from ocisys.base.reglas import ReglaIncumplida

Fila = TypeVar("Fila", bound=Model)
Numerada = TypeVar("Numerada", Demanda, PropuestaAcuerdo, PropuestaEmpresa)


def bloquear(fila: Fila) -> Fila:
    """The same row as it is stored now, locked until the transaction ends."""
    return type(fila)._default_manager.select_for_update(of=("self",)).get(pk=fila.pk)


def registrar(fila: Numerada, *, siglas: str, serie: str, por: Usuario, hoy: date) -> Numerada:
    """Give it the next code of the year; its first step says where it begins."""
    atribuir(fila, por)
    fila.registrada_el = hoy
    fila.codigo = tomar_codigo(siglas, serie, hoy.year)
    fila.save(force_insert=True)
    fila.pasos.create(a=fila.estado, fecha=hoy, **autoria(por))
    return fila


def corregir(fila: Numerada, *, mientras: str, si_no: str) -> Numerada:
    """Save another text of it. Raises `ReglaIncumplida(si_no)` unless it still is in `mientras`."""
    if bloquear(fila).estado != mientras:
        raise ReglaIncumplida(si_no)
    fila.save()
    return fila


def verificar(siguientes: Mapping[Any, Iterable[Any]], de: TextChoices, a: TextChoices) -> None:
    """Raise `TransicionInvalida` unless `a` may follow `de`."""
    if a not in siguientes[de]:
        raise TransicionInvalida(_no_se_pasa(de, a))


def no_sigue(
    de: TextChoices, a: TextChoices, siguientes: Iterable[TextChoices], *, si_termina: str
) -> TransicionInvalida:
    """The refusal that says where it may go instead, or that it ended there."""
    sigue = ", ".join(f"«{e.label}»" for e in siguientes)
    que = f"Desde ahí pasa a {sigue}." if sigue else si_termina
    return TransicionInvalida(f"{_no_se_pasa(de, a)} {que}")


def _no_se_pasa(de: TextChoices, a: TextChoices) -> str:
    return f"De «{de.label}» no se pasa a «{a.label}»."


def verificar_fecha(fila: Demanda | Gestion, fecha: date) -> None:
    """Raise `ReglaIncumplida` for a step dated before the last one."""
    ultimo = fila.pasos.order_by("-pk").first()
    if ultimo and fecha < ultimo.fecha:
        raise ReglaIncumplida(f"El paso anterior es del {ultimo.fecha:%d/%m/%Y}.")


def pasar(
    fila: Demanda | PropuestaAcuerdo | PropuestaEmpresa | Reunion,
    a: str,
    *,
    fecha: date,
    por: Usuario,
    nota: str = "",
    documento: str = "",
    cambia: Iterable[str] = (),
    **mas: Any,
) -> Any:
    """Leave a locked row in the state `a` and return the step that tells it.

    `cambia` are the other fields of the row that this step wrote; `mas`, those of the step that
    only this noun has.
    """
    de, fila.estado = fila.estado, a
    fila.save(update_fields=["estado", *cambia])
    return fila.pasos.create(
        de=de,
        a=a,
        fecha=fecha,
        nota=nota.strip(),
        documento=documento.strip(),
        **mas,
        **autoria(por),
    )
