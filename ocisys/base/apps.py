from datetime import timedelta

from django.apps import AppConfig
from pghistory import runtime

from ocisys.base import periodicas
from ocisys.base.preparada import PREFIJO


class BaseConfig(AppConfig):
    name = "ocisys.base"
    label = "base"
    verbose_name = "Normas y calendario"

    def ready(self) -> None:
        """What the workers repeat for this floor, and what the audit need not look at."""
        # A prepared query only reads: saying who asks would cost more than asking.
        ignorados: tuple[str, ...] = runtime.IGNORED_SQL_PREFIXES
        runtime.IGNORED_SQL_PREFIXES = (*ignorados, f"execute {PREFIJO}")  # type: ignore[assignment]
        periodicas.registrar("enviar_avisos", cada=timedelta(minutes=1))
        periodicas.registrar("sellar_dias", cada=timedelta(hours=1))
