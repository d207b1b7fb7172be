"""What every template knows: the office's name, today, and whether this is the demo office."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

OFICINA = "Oficina de Cooperación Internacional"
# «OCI» is also the usual acronym of an Órgano de Control Institucional, hence one place for it.
SIGLAS = "OCI"


def oficina(request: HttpRequest) -> dict[str, Any]:
    """Context processor; makes no query."""
    return {"OFICINA": OFICINA, "SIGLAS": SIGLAS, "hoy": timezone.localdate()}
