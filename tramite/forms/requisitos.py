"""What the desk looks at beyond the five legal fields: requisites, who signs, what is urgent.

Nothing here stops a registration (TUO LPAG art. 124.1): what is missing is observed in the same
act, once and all together (art. 125.1).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from tramite.forms.campos import CampoClaves, Linea
from tramite.models import Procedimiento, RequisitoProcedimiento


@dataclass(frozen=True)
class Revision:
    """The requisites of a procedure as they stand on screen: each one, and if it is missing."""

    procedimiento: Procedimiento
    renglones: list[tuple[RequisitoProcedimiento, bool]]
    conforme: bool


class ConOtrosDatos(forms.Form):
    """What is seldom filled: who signs for the sender and why it is urgent."""

    representante = Linea(required=False, max_length=200, help_text="Quien firma por el remitente.")
    urgencia = Linea(label="Urgente porque", required=False, max_length=200)
    OTROS = ("representante", "urgencia")

    @property
    def con_otros_datos(self) -> bool:
        """Whether one of these fields is filled or wrong: then they are shown unfolded."""
        return any(self[c].value() or self[c].errors for c in self.OTROS)


class ConRequisitos(ConOtrosDatos):
    """Part of the registration form that needs its field `procedimiento` and its `hoy`."""

    hoy: date
    conforme = CampoClaves(required=False)
    faltan = CampoClaves(required=False, maximo=40)

    def requisitos_vistos(self) -> dict[str, Any]:
        """`faltan` and `conforme` for the registration; what is missing wins over «all there»."""
        procedimiento: Procedimiento | None = self.cleaned_data["procedimiento"]
        marcados, conformes = self.cleaned_data["faltan"], self.cleaned_data["conforme"]
        if procedimiento is None or not (marcados or conformes):
            return {}
        exigibles = procedimiento.exigibles(self.hoy)
        faltan = tuple(r.texto for r in exigibles if r.pk in marcados)
        conforme = bool(exigibles) and procedimiento.pk in conformes
        return {"faltan": faltan, "conforme": conforme and not faltan}

    @property
    def procedimientos_restringidos(self) -> list[str]:
        """Keys of those whose papers are proposed as not for all the office; one query."""
        filas = self.fields["procedimiento"].queryset.filter(restringido=True)  # type: ignore[attr-defined]
        return [str(pk) for pk in filas.values_list("pk", flat=True)]

    @property
    def revisiones(self) -> list[Revision]:
        """What is asked today in each procedure that can be chosen; two queries."""
        filas = self.fields["procedimiento"].queryset.prefetch_related("requisitos")  # type: ignore[attr-defined]
        datos: Any = self.data
        faltan = set(datos.getlist("faltan")) if self.is_bound else set()
        conformes = set(datos.getlist("conforme")) if self.is_bound else set()
        return [
            Revision(fila, [(r, str(r.pk) in faltan) for r in pedidos], str(fila.pk) in conformes)
            for fila in filas
            if (pedidos := fila.exigibles(self.hoy))
        ]
