"""What is to be hidden, as a person writes it: one line a rectangle or a whole page.

`2: 10, 20.5, 50, 5` hides of page 2 what is at 10 % from the left and 20.5 % from the top, 50 %
wide and 5 % high. `3` or `4-6` hide whole pages.
"""

import re
from typing import Any

MAXIMO = 2000
"""Rectangles in one copy."""

_NUMERO = r"\s*(\d{1,3}(?:\.\d{1,3})?)\s*"
_ZONA = re.compile(rf"(\d{{1,4}})\s*:{_NUMERO},{_NUMERO},{_NUMERO},{_NUMERO}", re.ASCII)
_PAGINAS = re.compile(r"(\d{1,4})(?:\s*-\s*(\d{1,4}))?", re.ASCII)


def leer_zonas(texto: str, paginas: int) -> list[dict[str, Any]]:
    """The zonas of a text for a file with that many pages. Raises ValueError with a sentence."""
    zonas: list[dict[str, Any]] = []
    for renglon in texto.splitlines():
        if limpio := renglon.strip():
            zonas += _leer(limpio)
    if len(zonas) > MAXIMO:
        raise ValueError(f"Son más de {MAXIMO} rectángulos: oculte páginas enteras.")
    for zona in zonas:
        if not 1 <= zona["pagina"] <= paginas:
            raise ValueError(f"No hay página {zona['pagina']}: el archivo tiene {paginas}.")
    return zonas


def _leer(renglon: str) -> list[dict[str, Any]]:
    if partes := _ZONA.fullmatch(renglon):
        x, y, ancho, alto = (float(v) / 100 for v in partes.groups()[1:])
        if not ancho or not alto or x + ancho > 1.005 or y + alto > 1.005:
            raise ValueError(f"El rectángulo «{renglon}» no cabe en la página.")
        return [{"pagina": int(partes[1]), "x": x, "y": y, "ancho": ancho, "alto": alto}]
    if partes := _PAGINAS.fullmatch(renglon):
        desde, hasta = int(partes[1]), int(partes[2] or partes[1])
        if not desde <= hasta <= desde + 500:
            raise ValueError(f"«{renglon}» no es una serie de páginas: escríbala como 4-6.")
        return [pagina_entera(n) for n in range(desde, hasta + 1)]
    raise ValueError(
        f"No se entiende «{renglon}». Escriba «2: 10, 20, 50, 5» para un rectángulo o «3» para una "
        "página entera."
    )


def pagina_entera(numero: int) -> dict[str, Any]:
    """The zona that hides all of a page."""
    return {"pagina": numero, "x": 0.0, "y": 0.0, "ancho": 1.0, "alto": 1.0}
