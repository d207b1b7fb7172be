"""Says which admin site the house uses; read before there are models."""

from django.contrib.admin.apps import AdminConfig


class AdministracionConfig(AdminConfig):
    """Django's admin with our door (`cargos.sitio.SitioOci`)."""

    default_site = "cargos.sitio.SitioOci"
    verbose_name = "Datos maestros"
