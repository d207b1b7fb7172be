from django.apps import AppConfig


class CargosConfig(AppConfig):
    name = "cargos"
    verbose_name = "Cargos"
