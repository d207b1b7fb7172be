"""A Manual as plain text in the official layout: the canonical form, which is read back equal."""

import hashlib
from collections.abc import Iterator

from cargos.mof.documento import FichaCargo, Manual


def escribir(manual: Manual) -> str:
    """The whole document, cells separated by tabs; `lector` reads it back equal."""
    return "\n".join([*_estructura(manual), *(r for c in manual.cargos for r in _cargo(c))])


def huella(manual: Manual) -> str:
    """SHA-256 of the canonical text, in hexadecimal.

    The same words give the same mark whether they came in .md, .docx or .txt.
    """
    return hashlib.sha256(escribir(manual).encode()).hexdigest()


def _estructura(manual: Manual) -> Iterator[str]:
    rotulos = manual.rotulos
    yield from (manual.titulo, manual.subtitulo, "", rotulos.estructura, "")
    yield f"{rotulos.organo_numero}\t{rotulos.organo} {manual.organo}"
    yield f"{rotulos.unidad_numero}\t{rotulos.unidad} {manual.unidad_organica}"
    yield "\t".join(rotulos.columnas)
    for fila in manual.filas:
        celdas = (fila.nro_literal, fila.cargo_estructural, fila.codigo, fila.clasificacion)
        yield "\t".join([*celdas, str(fila.total)])
    yield f"{rotulos.total}\t\t\t\t{manual.total}"
    yield from ("", *([manual.nota, ""] if manual.nota else []), rotulos.organigrama, "")


def _cargo(ficha: FichaCargo) -> Iterator[str]:
    rotulos = ficha.rotulos
    yield from (rotulos.identificacion, "")
    yield f"{rotulos.unidad}\t{ficha.unidad}"
    yield f"{rotulos.nro_cap}\t{ficha.nro_cap}"
    yield f"{rotulos.clasificado}\t{ficha.clasificado}"
    yield f"{rotulos.estructurado}\t{ficha.estructurado}"
    yield from ("", rotulos.funcion_basica, "", ficha.funcion_basica, "", rotulos.funciones, "")
    yield from (f"{funcion.numero}. {funcion.texto}" for funcion in ficha.funciones)
    yield from ("", rotulos.autoridad, "")
    yield f"{rotulos.depende_de}\t{ficha.depende_de}"
    yield f"{rotulos.ejerce_mando}\t{ficha.ejerce_mando}"
    yield from ("", rotulos.requisitos, "")
    yield from (f"{requisito.encabezado}\t{requisito.texto}" for requisito in ficha.requisitos)
    yield ""
