"""What every view of ours receives."""

from cargos.models import Usuario
from ocisys.base.web import HtmxHttpRequest


class OciRequest(HtmxHttpRequest):
    user: Usuario  # type: ignore[assignment]
