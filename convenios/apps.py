from datetime import timedelta

from django.apps import AppConfig

from ocisys.base import periodicas


class ConveniosConfig(AppConfig):
    name = "convenios"
    verbose_name = "Convenios"

    def ready(self) -> None:
        # The registries below need the models, which exist only once the apps are loaded.
        from convenios import (
            cumplimiento_internacional,
            cumplimiento_reuniones,
            cumplimiento_trato,
        )
        from convenios.cumplimiento import registrar_evidencias
        from convenios.entregas import declarar
        from convenios.vencimientos import declarar_fechas

        declarar()
        declarar_fechas()
        registrar_evidencias()
        cumplimiento_trato.registrar_evidencias()
        cumplimiento_reuniones.registrar_evidencias()
        cumplimiento_internacional.registrar_evidencias()
        periodicas.registrar("alertar_convenios", cada=timedelta(hours=6))
        periodicas.registrar("retomar_importaciones", cada=timedelta(minutes=2))
