from django.apps import AppConfig


class ConveniosConfig(AppConfig):
    name = "convenios"
    verbose_name = "Convenios"

    def ready(self) -> None:
        # The registries below need the models, which exist only once the apps are loaded.
        from convenios.entregas import declarar
        from convenios.evidencias import registrar_evidencias

        declarar()
        registrar_evidencias()
