from django.apps import AppConfig


class ConveniosConfig(AppConfig):
    name = "convenios"
    verbose_name = "Convenios"

    def ready(self) -> None:
        # The registries below need the models, which exist only once the apps are loaded.
        from convenios.cumplimiento import registrar_evidencias
        from convenios.entregas import declarar

        declarar()
        registrar_evidencias()
