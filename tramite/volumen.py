"""Synthetic volume: a register as large as wanted, written with COPY, for measuring only.

Deterministic: the same size gives the same rows. Nothing goes through the acciones, so nothing is
told to anybody; the rows keep every constraint. Indexes are dropped first and built again at the
end, which is what makes a million expedientes take minutes.
"""

import csv
import io
import random
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection

from cargos.models import Posicion, Usuario
from ocisys.base.numeros import numero_con_control
from ocisys.base.plazos import Canal
from tramite.acciones.registrar import SERIE
from tramite.estados import Estado
from tramite.models import Procedimiento, Proveido, TipoDocumento

LOTE = 20_000
REMITENTES = 2_000
MINUTOS_ENTRE_DOS = 4
"""Working pace of the synthetic desk: it decides how many years a volume spans."""
UNO_ABIERTO_DE_CADA = 40
SEMILLA = 20261122

ABREN = (
    "Solicita", "Remite información sobre", "Informa acerca de", "Reitera el pedido de",
    "Eleva propuesta de", "Invita a coordinar", "Requiere opinión sobre", "Absuelve consulta sobre",
)  # fmt: skip
TEMAS = (
    "cooperación técnica", "opinión sectorial", "donación de equipos", "convenio marco",
    "empoderamiento económico", "prevención de la violencia", "refugios temporales",
    "adultos mayores", "desarrollo infantil temprano", "becas de capacitación",
    "mesa de donantes", "rendición de cuentas", "ayuda humanitaria", "plan de operaciones",
    "señalización accesible", "registro de organizaciones", "voluntariado internacional",
    "diplomacia social", "responsabilidad social", "igualdad de género",
)  # fmt: skip
LUGARES = (
    "Áncash", "Ayacucho", "Cusco", "Huánuco", "Junín", "Loreto", "Madre de Dios", "Ñahuimpuquio",
    "Piura", "Puno", "San Martín", "Ucayali", "Apurímac", "Cajamarca", "Tacna", "Tumbes",
)  # fmt: skip
CLASES = ("Municipalidad de", "Asociación", "Programa Nacional", "Embajada de", "Fundación")


def sembrar(cuantos: int, *, hasta: datetime) -> None:
    """Write `cuantos` expedientes, four movimientos and one document each, up to `hasta`.

    Needs the MOF, the catalogues and one account with a post; raises ValueError without them.
    """
    with connection.cursor() as cursor, _sin_comprobar(cursor), _sin_indices(cursor):
        _remitentes(cursor, hasta)
        _copiar(cursor, "tramite_expediente", _EXPEDIENTE, _expedientes(cuantos, hasta))
        _copiar(cursor, "tramite_documento", _DOCUMENTO, _documentos(cuantos, hasta))
        _copiar(cursor, "tramite_movimiento", _MOVIMIENTO, _movimientos(cuantos, hasta))
        _contadores(cursor)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


_QUIEN = ["por_id", "por_posicion_id", "calidad", "en"]
_EXPEDIENTE = [
    "id", *_QUIEN, "numero", "anio", "correlativo", "presentado_en", "canal", "remitente_id",
    "remitente_nombre", "destinatario_id", "tipo_documento_id", "documento_numero", "asunto",
    "folios", "acompanan", "clave_registro", "procedimiento_id", "funciones_mof", "acceso",
    "estado", "vence_el", "referencias", "version",
]  # fmt: skip
_DOCUMENTO = [
    "id", *_QUIEN, "expediente_id", "orden", "sentido", "tipo_id", "numero", "fecha", "asunto",
    "folios", "folio_desde", "acompanan",
]  # fmt: skip
_MOVIMIENTO = [
    "id", *_QUIEN, "expediente_id", "tipo", "para_id", "proveido_id", "texto", "motivo", "folios",
    "anterior_id", "recibido_en", "recibido_por_id", "vence", "cerrado_en", "resultado",
]  # fmt: skip


class _Mesa:
    """The people and catalogues every row points to."""

    def __init__(self) -> None:
        self.posiciones = dict(Posicion.objects.values_list("nro_orden", "pk"))
        self.usuarios = {
            nro: Usuario.objects.filter(persona__designaciones__posicion=pk).order_by("pk").first()
            for nro, pk in self.posiciones.items()
        }
        alguien = next((u for u in self.usuarios.values() if u), None)
        if alguien is None:
            raise ValueError("Falta gente con cargo: ejecute antes «manage.py poblar_demo».")
        self.cuentas = {nro: (u or alguien).pk for nro, u in self.usuarios.items()}
        self.tipos = list(TipoDocumento.objects.values_list("pk", flat=True))
        self.procedimientos = list(
            Procedimiento.objects.filter(activo=True).values_list("pk", flat=True)
        )
        self.proveidos = list(Proveido.objects.values_list("pk", flat=True))

    def quien(self, nro: str, en: datetime) -> list[Any]:
        return [self.cuentas[nro], self.posiciones[nro], f"cargo {nro}", en]


def _azar(i: int) -> random.Random:
    """The same luck for the same row, whichever table asks."""
    return random.Random(SEMILLA * 10_000_019 + i)


def _momento(i: int, cuantos: int, hasta: datetime) -> datetime:
    return hasta - timedelta(minutes=MINUTOS_ENTRE_DOS * (cuantos - i))


def _esta_abierto(i: int) -> bool:
    return i % UNO_ABIERTO_DE_CADA == 0


def _asunto(azar: random.Random, i: int) -> str:
    raro = f" según el expediente técnico {azar.randrange(10**6):06d}" if i % 7 == 0 else ""
    return (
        f"{azar.choice(ABREN)} {azar.choice(TEMAS)} y {azar.choice(TEMAS)} "
        f"en {azar.choice(LUGARES)}{raro}"
    )


def _nombre_remitente(n: int) -> str:
    azar = _azar(-n - 1)
    return f"{azar.choice(CLASES)} {azar.choice(LUGARES)} {n:04d}"


def _remitentes(cursor: Any, hasta: datetime) -> None:
    columnas = [
        "id", "clase", "nombre", "nombre_busqueda", "dni", "ruc", "domicilio", "correo",
        "telefono", "creado_en", "usado_en",
    ]  # fmt: skip
    filas = (
        [n + 1, "entidad", nombre, nombre.lower(), "", "", "", "", "", hasta, hasta]
        for n in range(REMITENTES)
        if (nombre := _nombre_remitente(n))
    )
    _copiar(cursor, "tramite_remitente", columnas, filas)


def _documento_numero(i: int, en: datetime) -> str:
    return f"D{i % 1_000_000:06d}-{en.year}"


def _expedientes(cuantos: int, hasta: datetime) -> Iterator[list[Any]]:
    mesa = _Mesa()
    correlativos: dict[int, int] = {}
    for i in range(cuantos):
        azar, en = _azar(i), _momento(i, cuantos, hasta)
        n = correlativos[en.year] = correlativos.get(en.year, 0) + 1
        remitente = azar.randrange(REMITENTES)
        abierto = _esta_abierto(i)
        numero = _documento_numero(i, en)
        yield [
            i + 1, *mesa.quien("071", en), numero_con_control(en.year, n), en.year, n, en,
            Canal.FISICO.value, remitente + 1, _nombre_remitente(remitente),
            mesa.posiciones["067"], azar.choice(mesa.tipos), numero, _asunto(azar, i),
            azar.randint(1, 60), "", UUID(int=i + 1), azar.choice(mesa.procedimientos), "{}",
            "grupo" if i % 500 == 3 else "oficina",
            Estado.EN_TRAMITE.value if abierto else Estado.ARCHIVADO.value,
            (en + timedelta(days=10)).date() if azar.random() < 0.5 else "", numero, 4,
        ]  # fmt: skip


def _documentos(cuantos: int, hasta: datetime) -> Iterator[list[Any]]:
    mesa = _Mesa()
    for i in range(cuantos):
        en = _momento(i, cuantos, hasta)
        yield [
            i + 1, *mesa.quien("071", en), i + 1, 1, "recibido", mesa.tipos[i % len(mesa.tipos)],
            _documento_numero(i, en), en.date(), "Documento de volumen", 1 + i % 60, 1, "",
        ]  # fmt: skip


def _movimientos(cuantos: int, hasta: datetime) -> Iterator[list[Any]]:
    """071 enters it, 067 provides it, a specialist works on it, 071 files it."""
    mesa = _Mesa()
    for i in range(cuantos):
        azar, en = _azar(i), _momento(i, cuantos, hasta)
        especialista = azar.choice(("068", "069", "070"))
        destino = azar.choice(("067", especialista, "071")) if _esta_abierto(i) else "071"
        camino = [("071", "071"), ("071", "067"), ("067", especialista), (especialista, destino)]
        for paso, (de, para) in enumerate(camino):
            ultimo = paso == len(camino) - 1
            sale, llega = en + timedelta(hours=paso), en + timedelta(hours=paso + 0.5)
            abierto = ultimo and _esta_abierto(i)
            vence = (en + timedelta(days=10)).date() if abierto and i % 3 == 0 else ""
            fin = ["", ""] if abierto else [llega, "cerrado" if ultimo else "derivado"]
            yield [
                4 * i + paso + 1, *mesa.quien(de, sale), i + 1, "original", mesa.posiciones[para],
                azar.choice(mesa.proveidos), "", "", 1, 4 * i + paso if paso else "",
                llega, mesa.cuentas[para], vence, *fin,
            ]  # fmt: skip


def _contadores(cursor: Any) -> None:
    """The counter of each year, and the sequences, go on from where the volume stops."""
    cursor.execute(
        "INSERT INTO base_correlativo (serie, anio, ultimo) "
        "SELECT %s, anio, max(correlativo) FROM tramite_expediente GROUP BY anio",
        [SERIE],
    )
    for tabla in ("remitente", "expediente", "documento", "movimiento"):
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('tramite_{tabla}', 'id'), max(id)) "
            f"FROM tramite_{tabla}"
        )


def _copiar(cursor: Any, tabla: str, columnas: list[str], filas: Iterable[list[Any]]) -> None:
    """COPY in pieces; an empty value is NULL only where the column allows it."""
    textos = {"acompanan", "referencias", "texto", "motivo", "resultado", "dni", "ruc",
              "domicilio", "correo", "telefono"} & set(columnas)  # fmt: skip
    no_nulos = f", FORCE_NOT_NULL ({', '.join(sorted(textos))})" if textos else ""
    orden = f"COPY {tabla} ({', '.join(columnas)}) FROM STDIN WITH (FORMAT csv{no_nulos})"
    restantes = iter(filas)
    while lote := list(islice(restantes, LOTE)):
        trozo = io.StringIO()
        csv.writer(trozo).writerows(lote)
        trozo.seek(0)
        cursor.copy_expert(orden, trozo)


@contextmanager
def _sin_comprobar(cursor: Any) -> Iterator[None]:
    """Leave the foreign keys unchecked where the account may: the rows are right by making."""
    cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    puede = cursor.fetchone()[0]
    if puede:
        cursor.execute("SET session_replication_role = replica")
    yield
    if puede:
        cursor.execute("SET session_replication_role = origin")


@contextmanager
def _sin_indices(cursor: Any) -> Iterator[None]:
    """Drop the plain indexes of the big tables and build them again; constraints stay."""
    cursor.execute(
        """
        SELECT indexname, indexdef FROM pg_indexes
        WHERE schemaname = current_schema()
          AND tablename IN ('tramite_expediente', 'tramite_documento', 'tramite_movimiento')
          AND indexname NOT IN (SELECT conname FROM pg_constraint)
        """
    )
    indices = cursor.fetchall()
    for nombre, _ in indices:
        cursor.execute(f'DROP INDEX "{nombre}"')
    yield
    cursor.execute("SET maintenance_work_mem = '512MB'")
    for _, definicion in indices:
        cursor.execute(definicion)
