from django.apps import AppConfig


class CargosConfig(AppConfig):
    name = "cargos"
    verbose_name = "Cargos"

    def ready(self) -> None:
        # The registry needs the models, which exist only once the apps are loaded.
        from cargos.cifras_encargos import registrar_evidencias

        registrar_evidencias()
