from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "ocisys.base"
    label = "base"
    verbose_name = "Normas y calendario"
