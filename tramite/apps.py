from django.apps import AppConfig


class TramiteConfig(AppConfig):
    name = "tramite"
    verbose_name = "Trámite"
