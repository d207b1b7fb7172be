"""Fields of what is still to come: days and hours as people type them to arrange something."""

import re
from typing import Any

from tramite.fechas import leer_fecha_por_venir
from tramite.forms.campos import FechaEscrita, HoraEscrita

_EN_PUNTO = re.compile(r"\d{1,2}", re.ASCII)


class FechaPorVenir(FechaEscrita):
    """A date to come as typed (`mañana`, `lun`, `15`, `15/12`)."""

    leer = staticmethod(leer_fecha_por_venir)

    def __init__(self, **opciones: Any) -> None:
        super().__init__(ejemplo="h · m · lun · 15 · 15/12", **opciones)


class HoraEnPunto(HoraEscrita):
    """An hour as typed, minutes or not: `930`, `9:30`, `15`."""

    def __init__(self, *, ejemplo: str = "930 · 15", **opciones: Any) -> None:
        super().__init__(**opciones)
        self.widget.attrs["placeholder"] = ejemplo

    def to_python(self, value: Any) -> Any:
        texto = (super().to_python(value) or "").strip()
        return f"{texto}:00" if _EN_PUNTO.fullmatch(texto) else texto
