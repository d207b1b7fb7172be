from datetime import timedelta

from django.apps import AppConfig

from ocisys.base import periodicas


class CargosConfig(AppConfig):
    name = "cargos"
    verbose_name = "Cargos"

    def ready(self) -> None:
        # The registries need the models, which exist only once the apps are loaded.
        from cargos.cifras_encargos import registrar_evidencias
        from cargos.plazos_encargos import declarar_fechas

        registrar_evidencias()
        declarar_fechas()
        periodicas.registrar("limpiar_accesos", cada=timedelta(days=1))
