from datetime import timedelta

from django.apps import AppConfig

from ocisys.base import periodicas


class CargosConfig(AppConfig):
    name = "cargos"
    verbose_name = "Cargos"

    def ready(self) -> None:
        # The registry needs the models, which exist only once the apps are loaded.
        from cargos.cifras_encargos import registrar_evidencias

        registrar_evidencias()
        periodicas.registrar("limpiar_accesos", cada=timedelta(days=1))
