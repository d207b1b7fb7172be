from datetime import timedelta

from django.apps import AppConfig

from ocisys.base import periodicas


class BaseConfig(AppConfig):
    name = "ocisys.base"
    label = "base"
    verbose_name = "Normas y calendario"

    def ready(self) -> None:
        """What the workers repeat for this floor."""
        periodicas.registrar("enviar_avisos", cada=timedelta(minutes=1))
        periodicas.registrar("sellar_dias", cada=timedelta(hours=1))
