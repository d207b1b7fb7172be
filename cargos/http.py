"""What every view of ours receives."""

from cargos.models import Usuario
from ocisys.base.web import HtmxHttpRequest


class OciRequest(HtmxHttpRequest):
    user: Usuario


VISTO_EN = "visto_en"
"""Key of the session: when `cargos.middleware.UltimoUsoMiddleware` last noted it as used."""
