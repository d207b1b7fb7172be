"""Says which admin site the house uses; apart from `cargos.admin`, which needs the models."""

from django.contrib.admin.apps import AdminConfig


class AdministracionConfig(AdminConfig):
    """Django's admin with our door (`cargos.admin.sitio.SitioOci`)."""

    default_site = "cargos.admin.sitio.SitioOci"
    verbose_name = "Datos maestros"
