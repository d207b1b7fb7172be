"""What a commitment comes from: an agreement, an international instrument or a meeting.

One engine (commitment → recurrence → due date → evidence) serves them all; a new origin is one word
in ORIGENES, its foreign key in Compromiso, and a model that answers as `Origen` says.
"""

from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any, Protocol

from django.db.models import Q

ORIGENES = ("convenio", "instrumento", "acuerdo")


class Origen(Protocol):
    """What the engine and its pages ask of whatever a commitment comes from."""

    @property
    def pk(self) -> Any: ...

    @property
    def codigo(self) -> Any:
        """How it is called in a list or a calendar."""

    @property
    def denominacion(self) -> Any: ...

    @property
    def coordinador_id(self) -> Any:
        """The post that is told when something of it is reported."""

    @property
    def registrado_en(self) -> datetime: ...

    def get_absolute_url(self) -> str: ...

    def fin_al(self, al: date) -> date | None:
        """Its last day as known on `al`: an endless series has no dates after it."""


def un_solo_origen() -> Q:
    """Condition on commitments: exactly one of ORIGENES is there."""
    return reduce(or_, (Q(**{f"{o}__isnull": o != este for o in ORIGENES}) for este in ORIGENES))
