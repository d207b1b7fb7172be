"""What every template knows: the office's name, today, and whether this is the demo office."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from ocisys.base.avisos import sin_leer

OFICINA = "Oficina de Cooperación Internacional"
# «OCI» is also the usual acronym of an Órgano de Control Institucional, hence one place for it.
SIGLAS = "OCI"

_LLENANDO: ContextVar[bool] = ContextVar("llenando_la_demo", default=False)


def oficina(request: HttpRequest) -> dict[str, Any]:
    """Context processor; makes no query unless the page shows how many notices are unread."""
    return {
        "OFICINA": OFICINA,
        "SIGLAS": SIGLAS,
        "hoy": timezone.localdate(),
        "es_demo": es_demo(),
        "avisos_sin_leer": SimpleLazyObject(lambda: _avisos_sin_leer(request)),
    }


def es_demo() -> bool:
    """Whether this is the demonstration office: `poblar_demo` left its accounts in var/."""
    return _LLENANDO.get() or _con_cuentas(settings.VAR)


@cache
def _con_cuentas(var: Path) -> bool:
    return (var / "demo.txt").exists()


@contextmanager
def llenando_la_demo() -> Iterator[None]:
    """What is drawn and sealed here says that it is invented: the accounts are written last."""
    antes = _LLENANDO.set(True)
    try:
        yield
    finally:
        _LLENANDO.reset(antes)


def _avisos_sin_leer(request: HttpRequest) -> int:
    """What came with the account of this request, or a query of its own when it did not."""
    if not request.user.is_authenticated:
        return 0
    contados: int | None = getattr(request.user, "avisos_sin_leer", None)
    return sin_leer(request.user) if contados is None else contados
