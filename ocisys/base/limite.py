"""How often one address may ask the public pages; counted in the shared cache, for every worker."""

from math import ceil

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone


def espera_de(request: HttpRequest, nombre: str, *, veces: int, segundos: int) -> int:
    """Count this request and return 0, or how many seconds to wait when it is one too many.

    A window of `segundos` per address and `nombre`; right and wrong questions count the same, so
    that the limit says nothing about the answer. Two requests at the very same moment may count as
    one: it is a brake, not a lock.
    """
    ahora = timezone.now().timestamp()
    ventana, transcurrido = divmod(ahora, segundos)
    clave = f"limite:{nombre}:{request.META.get('REMOTE_ADDR', '')}:{int(ventana)}"
    if cache.add(clave, 1, timeout=segundos):
        return 0
    try:
        llevan = cache.incr(clave)
    except ValueError:  # it expired in between
        return 0
    return 0 if llevan <= veces else ceil(segundos - transcurrido)
