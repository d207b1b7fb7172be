"""The period of a report."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms

from cargos.evidencias import Periodo
from tramite.forms.campos import FechaEscrita

LO_USUAL = timedelta(days=83)
"""Twelve weeks with today's."""
LO_MAS = timedelta(days=5 * 366)


class InformeForm(forms.Form):
    """GET form; without dates, the last twelve weeks."""

    desde = FechaEscrita(required=False)
    hasta = FechaEscrita(required=False)

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hoy = hoy
        for nombre in ("desde", "hasta"):
            self.fields[nombre].hoy = hoy  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        limpio = super().clean() or self.cleaned_data
        desde, hasta = limpio.get("desde"), limpio.get("hasta")
        if desde and hasta and desde > hasta:
            self.add_error("hasta", "El periodo termina antes de empezar.")
        elif desde and (hasta or self.hoy) - desde > LO_MAS:
            self.add_error("desde", "Pida como mucho cinco años a la vez.")
        return limpio

    @property
    def atajos(self) -> list[tuple[str, str]]:
        """`(name, query)` of the periods that are asked for again and again."""
        lunes = self.hoy - timedelta(days=self.hoy.weekday())
        dia = timedelta(days=1)
        mes = self.hoy.replace(day=1)
        periodos = (
            ("Esta semana", lunes, self.hoy),
            ("La semana pasada", lunes - 7 * dia, lunes - dia),
            ("Este mes", mes, self.hoy),
            ("El mes pasado", (mes - dia).replace(day=1), mes - dia),
            ("Este año", mes.replace(month=1), self.hoy),
        )
        return [
            (nombre, urlencode({"desde": f"{desde:%d/%m/%Y}", "hasta": f"{hasta:%d/%m/%Y}"}))
            for nombre, desde, hasta in periodos
        ]

    @property
    def periodo(self) -> Periodo:
        """The period asked for; the usual one when what was written is wrong."""
        self.full_clean()
        d = self.cleaned_data if self.is_valid() else {}
        hasta = d.get("hasta") or max(self.hoy, d.get("desde") or self.hoy)
        return Periodo(d.get("desde") or hasta - LO_USUAL, hasta)
