"""The home page: what waits for me. The only view that may read from the three apps."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from cargos.http import OciRequest
from cargos.permisos import CUALQUIERA, requiere
from ocisys.base.web import pagina


@requiere(CUALQUIERA)
@require_GET
def panel(request: OciRequest) -> HttpResponse:
    return pagina(request, "panel.html", {})
