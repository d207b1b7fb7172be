"""Trusted time: a TSA (RFC 3161) says when a signature was already there.

Without `OCISYS_TSA` nothing is asked of the network and the time is only what the signer declares.
"""

import asyncio
import urllib.request
from functools import lru_cache
from http.client import HTTPException

from asn1crypto import tsp
from django.conf import settings
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError, set_tsp_headers

ESPERA = 10
"""Seconds: the counter of numbers is held while the TSA answers."""

LIMITE = 64 * 1024
"""Bytes: an answer with its whole chain is far smaller."""


class SelladorHttp(TimeStamper):
    """Asks the TSA by HTTP; any failure is a TimestampRequestError."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        return await asyncio.to_thread(self._pedir, req.dump())

    def _pedir(self, pedido: bytes) -> tsp.TimeStampResp:
        try:
            # Of the administrator's own settings, never of a person.
            peticion = urllib.request.Request(self.url, pedido, set_tsp_headers({}))  # noqa: S310
            with urllib.request.urlopen(peticion, timeout=ESPERA) as respuesta:  # noqa: S310
                leido = tsp.TimeStampResp.load(respuesta.read(LIMITE))
                # Lazily parsed: what is not an answer shows here and not in the middle of signing.
                leido.native  # noqa: B018
                return leido
        except (OSError, HTTPException, ValueError, TypeError) as error:
            raise TimestampRequestError("La autoridad de sellado de tiempo no responde.") from error


def sellador() -> TimeStamper | None:
    """The TSA of the office, None if it has none."""
    return _sellador(settings.OCISYS_TSA) if settings.OCISYS_TSA else None


@lru_cache(maxsize=1)
def _sellador(url: str) -> SelladorHttp:
    # Kept: it learns once how much room an answer takes, which costs one more request.
    return SelladorHttp(url)
