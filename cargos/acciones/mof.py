"""A new version of the MOF enters, and the one before stops ruling."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from cargos.manual import columnas_de, columnas_de_cargo, manual_de
from cargos.models import (
    Cargo,
    CargoVersion,
    DocumentoGestion,
    Funcion,
    LineaCap,
    Posicion,
    Requisito,
    UnidadOrganica,
    UnidadVersion,
)
from cargos.mof.diferencias import Cambio, asignar_claves, comparar
from cargos.mof.documento import FichaCargo, Manual
from cargos.mof.escritor import huella
from ocisys.base.models import Norma
from ocisys.base.reglas import ReglaIncumplida

SIN_NORMA = "La fuente no indica la norma que aprueba este texto."

_MENORES = frozenset({"de", "del", "la", "las", "los", "el", "e", "y", "a", "para", "en"})


@dataclass(frozen=True)
class Carga:
    """What loading did: the version in force of that text, and what changed (nothing, if equal)."""

    documento: DocumentoGestion
    cambios: list[Cambio]


@transaction.atomic
def cargar_mof(
    manual: Manual,
    *,
    hoy: date,
    desde: date | None = None,
    norma: Norma | None = None,
    origen: str = "",
) -> Carga:
    """Make `manual` the last version of the MOF, unless its text is already that.

    The version before stops ruling the day the new one begins: `desde`, or `hoy`. The first one
    of all has no beginning unless `desde` says it: the source does not state it. `origen` names
    the file for the note of source. Raises ReglaIncumplida if the new version would not begin
    after the one it replaces.
    """
    with connection.cursor() as cursor:
        # Two loads at once (two servers starting) would both see no version and both write it.
        cursor.execute("LOCK TABLE cargos_documentogestion IN SHARE ROW EXCLUSIVE MODE")
    anterior = DocumentoGestion.objects.filter(tipo="MOF").order_by("-version").first()
    if anterior and anterior.huella == huella(manual):
        return Carga(anterior, [])
    cambios = comparar(manual_de(anterior) if anterior else None, manual)
    if anterior:
        desde = desde or hoy
        _cerrar(anterior, desde)
    documento = DocumentoGestion.objects.create(
        tipo=DocumentoGestion.Tipo.MOF,
        version=anterior.version + 1 if anterior else 1,
        norma=norma,
        nota_fuente=_nota_fuente(origen, norma),
        vigencia=DateRange(desde, None),
        huella=huella(manual),
        **columnas_de(manual),
    )
    _guardar_unidad(manual, documento)
    _guardar_cargos(manual, documento, anterior)
    return Carga(documento, cambios)


def _cerrar(anterior: DocumentoGestion, desde: date) -> None:
    if anterior.vigencia.lower and desde <= anterior.vigencia.lower:
        raise ReglaIncumplida(
            f"La versión {anterior.version} rige desde el {anterior.vigencia.lower:%d/%m/%Y}: la "
            "nueva tiene que empezar después (--desde)."
        )
    anterior.vigencia = DateRange(anterior.vigencia.lower, desde)
    anterior.save(update_fields=["vigencia"])


def _nota_fuente(origen: str, norma: Norma | None) -> str:
    partes = [f"Texto de «{origen[:120]}»." if origen else "", "" if norma else SIN_NORMA]
    return " ".join(p for p in partes if p)


def _guardar_unidad(manual: Manual, documento: DocumentoGestion) -> None:
    """The office as a unit: a new version of it when the MOF calls it by another name."""
    unidad, _ = UnidadOrganica.objects.get_or_create(
        es_externa=False, defaults={"codigo": siglas(manual.organo).lower()}
    )
    nombre = en_minusculas(manual.organo)
    ultima = unidad.versiones.order_by("vigencia").last()
    if ultima and ultima.denominacion == nombre:
        return
    desde = documento.vigencia.lower
    if ultima and desde and (ultima.vigencia.lower is None or ultima.vigencia.lower < desde):
        ultima.vigencia = DateRange(ultima.vigencia.lower, desde)
        ultima.save(update_fields=["vigencia"])
    elif ultima:
        return  # the office wrote its own history by hand; the MOF does not rewrite it
    UnidadVersion.objects.create(
        unidad=unidad,
        denominacion=nombre,
        siglas=siglas(manual.organo),
        norma=documento.norma,
        nota_fuente=f"Nombre según la versión {documento.version} del MOF.",
        vigencia=DateRange(desde, None),
    )


def _guardar_cargos(
    manual: Manual, documento: DocumentoGestion, anterior: DocumentoGestion | None
) -> None:
    lineas = LineaCap.objects.bulk_create(
        LineaCap(documento=documento, orden=orden, **_sin_lugar(asdict(fila)))
        for orden, fila in enumerate(manual.filas, start=1)
    )
    por_fila = {linea.nro_literal: linea for linea in lineas}
    superiores = manual.superiores()
    guardados: dict[str, CargoVersion] = {}
    for ficha in _de_arriba_abajo(manual, superiores):
        cargo, _ = Cargo.objects.get_or_create(clave=ficha.nro_cap)
        Posicion.objects.get_or_create(nro_orden=ficha.nro_cap, defaults={"cargo": cargo})
        fila = manual.fila_de(ficha.nro_cap)
        assert fila is not None  # `revision.revisar` refuses a post without its line
        guardados[ficha.nro_cap] = CargoVersion.objects.create(
            documento=documento,
            cargo=cargo,
            linea_cap=por_fila[fila.nro_literal],
            orden=manual.cargos.index(ficha) + 1,
            libre_designacion=manual.es_de_libre_designacion(ficha),
            depende_de=guardados.get(superiores.get(ficha.nro_cap, "")),
            **columnas_de_cargo(ficha),
        )
        _guardar_listas(ficha, guardados[ficha.nro_cap], anterior)


def _de_arriba_abajo(manual: Manual, superiores: Mapping[str, str]) -> list[FichaCargo]:
    """Every post after the one it depends on."""

    def altura(ficha: FichaCargo) -> int:
        nivel, jefe = 0, superiores.get(ficha.nro_cap)
        while jefe is not None:
            nivel, jefe = nivel + 1, superiores.get(jefe)
        return nivel

    return sorted(manual.cargos, key=altura)


def _guardar_listas(
    ficha: FichaCargo, cargo: CargoVersion, anterior: DocumentoGestion | None
) -> None:
    """Duties with the keys they already had, and requirements."""
    de_este_cargo = Funcion.objects.filter(cargo_version__cargo=cargo.cargo_id)
    antes = de_este_cargo.filter(cargo_version__documento=anterior).order_by("numero")
    claves = asignar_claves(
        ficha.nro_cap,
        list(antes.values_list("clave", "texto")) if anterior else [],
        set(de_este_cargo.values_list("clave", flat=True)),
        [f.texto for f in ficha.funciones],
    )
    Funcion.objects.bulk_create(
        Funcion(
            cargo_version=cargo,
            numero=f.numero,
            texto=f.texto,
            clase=Funcion.Clase.RESIDUAL if f.es_residual else Funcion.Clase.ESPECIFICA,
            clave=clave,
        )
        for f, clave in zip(ficha.funciones, claves, strict=True)
    )
    Requisito.objects.bulk_create(
        Requisito(cargo_version=cargo, orden=n, encabezado_literal=r.encabezado, texto=r.texto)
        for n, r in enumerate(ficha.requisitos, start=1)
    )


def _sin_lugar(campos: dict[str, object]) -> dict[str, object]:
    return {nombre: valor for nombre, valor in campos.items() if nombre != "lugar"}


def en_minusculas(nombre: str) -> str:
    """`"OFICINA DE COOPERACIÓN INTERNACIONAL"` → `"Oficina de Cooperación Internacional"`."""
    palabras = nombre.lower().split()
    return " ".join(p if i and p in _MENORES else p.capitalize() for i, p in enumerate(palabras))


def siglas(nombre: str) -> str:
    """Initials of the words that count: «Oficina de Cooperación Internacional» → OCI."""
    return "".join(p[0] for p in nombre.upper().split() if p.lower() not in _MENORES)[:20]
