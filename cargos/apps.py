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
        from cargos.rastro import declarar as declarar_rastro

        registrar_evidencias()
        declarar_fechas()
        declarar_rastro()
        periodicas.registrar("limpiar_accesos", cada=timedelta(days=1))
        periodicas.registrar("sellar_actas", cada=timedelta(hours=1))
