"""Master data of cargos. Posts come from the MOF (`cargar_mof`), designaciones have their pages."""

from cargos.admin.cuentas import CuentaAdmin
from cargos.admin.personas import PersonaAdmin
from cargos.admin.unidades import UnidadOrganicaAdmin

__all__ = ["CuentaAdmin", "PersonaAdmin", "UnidadOrganicaAdmin"]
