from datetime import timedelta

from django.apps import AppConfig
from django.urls import register_converter
from pghistory import runtime

from ocisys.base import periodicas
from ocisys.base.convertidores import FormatoDeHoja, FormatoDeLista
from ocisys.base.preparada import PREFIJO


class BaseConfig(AppConfig):
    name = "ocisys.base"
    label = "base"
    verbose_name = "Normas y calendario"

    def ready(self) -> None:
        """What addresses may hold, what workers repeat and what the audit need not look at."""
        # A prepared query only reads: saying who asks would cost more than asking.
        ignorados: tuple[str, ...] = runtime.IGNORED_SQL_PREFIXES
        runtime.IGNORED_SQL_PREFIXES = (*ignorados, f"execute {PREFIJO}")  # type: ignore[assignment]
        register_converter(FormatoDeLista, "lista")
        register_converter(FormatoDeHoja, "hoja")
        periodicas.registrar("enviar_avisos", cada=timedelta(minutes=1))
        periodicas.registrar("sellar_dias", cada=timedelta(hours=1))
