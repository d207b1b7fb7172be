"""The rows of a version of the MOF as the document they transcribe.

Pages, PDF, DOCX and the comparison all take a `Manual`, so what is exported is what is stored.
"""

from dataclasses import asdict

from cargos.models import CargoVersion, DocumentoGestion, LineaCap
from cargos.mof.documento import (
    FichaCargo,
    FilaCap,
    Manual,
    RotulosCargo,
    RotulosMof,
    TextoFuncion,
    TextoRequisito,
)


def manual_de(documento: DocumentoGestion) -> Manual:
    """The whole text of that version: four queries, however many posts it has."""
    cargos = CargoVersion.objects.order_by("orden").prefetch_related("funciones", "requisitos")
    filas = tuple(_fila(linea) for linea in documento.lineas_cap.order_by("orden"))
    rotulos = documento.rotulos | {"columnas": tuple(documento.rotulos["columnas"])}
    return Manual(
        titulo=documento.titulo,
        subtitulo=documento.subtitulo,
        rotulos=RotulosMof(**rotulos),
        organo=documento.organo,
        unidad_organica=documento.unidad_organica,
        filas=filas,
        total=sum(fila.total for fila in filas),
        nota=documento.nota,
        cargos=tuple(_ficha(cargo) for cargo in cargos.filter(documento=documento)),
    )


def columnas_de(manual: Manual) -> dict[str, object]:
    """The texts of the document as a whole, as fields of a `DocumentoGestion`."""
    return {
        "titulo": manual.titulo,
        "subtitulo": manual.subtitulo,
        "organo": manual.organo,
        "unidad_organica": manual.unidad_organica,
        "nota": manual.nota,
        "rotulos": asdict(manual.rotulos),
    }


def columnas_de_cargo(ficha: FichaCargo) -> dict[str, object]:
    """The texts of a post, as fields of a `CargoVersion`."""
    return {
        "encabezado_literal": ficha.rotulos.identificacion,
        "unidad_literal": ficha.unidad,
        "nro_cap_literal": ficha.nro_cap,
        "clasificado_literal": ficha.clasificado,
        "estructurado_literal": ficha.estructurado,
        "denominacion": ficha.denominacion,
        "clasificacion": ficha.clasificado,
        "funcion_basica": ficha.funcion_basica,
        "depende_de_literal": ficha.depende_de,
        "ejerce_mando_literal": ficha.ejerce_mando,
        "rotulos": asdict(ficha.rotulos),
    }


def _fila(linea: LineaCap) -> FilaCap:
    return FilaCap(
        nro_literal=linea.nro_literal,
        nro_desde=linea.nro_desde,
        nro_hasta=linea.nro_hasta,
        cargo_estructural=linea.cargo_estructural,
        codigo=linea.codigo,
        clasificacion=linea.clasificacion,
        total=linea.total,
    )


def _ficha(cargo: CargoVersion) -> FichaCargo:
    return FichaCargo(
        rotulos=RotulosCargo(**cargo.rotulos),
        unidad=cargo.unidad_literal,
        nro_cap=cargo.nro_cap_literal,
        clasificado=cargo.clasificado_literal,
        estructurado=cargo.estructurado_literal,
        funcion_basica=cargo.funcion_basica,
        funciones=tuple(TextoFuncion(f.numero, f.texto) for f in cargo.funciones.all()),
        depende_de=cargo.depende_de_literal,
        ejerce_mando=cargo.ejerce_mando_literal,
        requisitos=tuple(
            TextoRequisito(r.encabezado_literal, r.texto) for r in cargo.requisitos.all()
        ),
    )
