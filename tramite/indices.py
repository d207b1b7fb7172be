"""What an índice digital lists, and what changed in the file since it was sealed."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from tramite.models import Expediente, IndiceSellado


def contenido_al(expediente: Expediente, en: datetime) -> list[dict[str, Any]]:
    """Each document that the file had at that moment, in order, with the hash of its files."""
    return [
        {
            "orden": d.orden,
            "documento": str(d),
            "agregado": timezone.localtime(d.en).isoformat(timespec="seconds"),
            "folios": [d.folio_desde, d.folio_hasta],
            "archivos": [
                {"titulo": a.titulo, "sha256": a.archivo.sha256}
                for a in d.anexos.all()
                if a.en <= en
            ],
        }
        for d in expediente.documentos.para_lista()
        if d.en <= en
    ]


def cambios_desde(indice: IndiceSellado, hoy: list[dict[str, Any]]) -> list[str]:
    """What the file has today that the sealed index does not, or the reverse, in sentences.

    Empty when they agree. Something missing or different is an alarm; something added is not: a
    filed expediente still takes files.
    """
    antes = {d["orden"]: d for d in indice.contenido}
    ahora = {d["orden"]: d for d in hoy}
    frases = [f"Falta el documento {n}: {antes[n]['documento']}." for n in antes if n not in ahora]
    nuevos = [d for n, d in ahora.items() if n not in antes]
    frases += [f"Se agregó el documento {d['orden']}: {d['documento']}." for d in nuevos]
    for n in antes.keys() & ahora.keys():
        frases += _en_documento(n, antes[n], ahora[n])
    return sorted(frases)


def _en_documento(n: int, antes: dict[str, Any], ahora: dict[str, Any]) -> list[str]:
    viejas = {a["sha256"]: a["titulo"] for a in antes["archivos"]}
    nuevas = {a["sha256"]: a["titulo"] for a in ahora["archivos"]}
    frases = [
        f"Falta un archivo del documento {n}: «{titulo}»."
        for huella, titulo in viejas.items()
        if huella not in nuevas
    ]
    frases += [
        f"Se agregó un archivo al documento {n}: «{titulo}»."
        for huella, titulo in nuevas.items()
        if huella not in viejas
    ]
    if antes["folios"] != ahora["folios"]:
        frases.append(f"Cambiaron los folios del documento {n}.")
    return frases
