"""Synthetic volume: a register as large as wanted, for measuring only.

Deterministic: the same size gives the same rows. Nothing goes through the acciones, so nothing is
told to anybody; the rows keep every constraint. What makes a million expedientes take minutes: the
expedientes travel by COPY, their documents and movimientos are written from them by PostgreSQL
itself, and the indexes are dropped first and built again at the end.
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
from ocisys.base.sintetica import sin_comprobar
from tramite.acciones.registrar import SERIE
from tramite.estados import Estado
from tramite.models import Palabra, Procedimiento, Proveido, TipoDocumento

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
ESPECIALISTAS = ("068", "069", "070")
CLASES = ("Municipalidad de", "Asociación", "Programa Nacional", "Embajada de", "Fundación")


def sembrar(cuantos: int, *, hasta: datetime) -> None:
    """Write `cuantos` expedientes, four movimientos and one document each, up to `hasta`.

    Needs the MOF, the catalogues and one account with a post; raises ValueError without them.
    """
    mesa = _Mesa()
    with connection.cursor() as cursor, sin_comprobar(cursor), _sin_indices(cursor):
        _remitentes(cursor, hasta)
        _copiar(cursor, "tramite_expediente", _EXPEDIENTE, _expedientes(cuantos, hasta, mesa))
        cursor.execute(_DOCUMENTOS, {"tipos": mesa.tipos})
        cursor.execute(_MOVIMIENTOS, mesa.para_movimientos())
        _contadores(cursor)
        Palabra.objects.aprender(*ABREN, *TEMAS, *LUGARES, *CLASES)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


_QUIEN = ["por_id", "por_posicion_id", "calidad", "en"]
_EXPEDIENTE = [
    "id", *_QUIEN, "numero", "anio", "correlativo", "presentado_en", "canal", "remitente_id",
    "remitente_nombre", "destinatario_id", "tipo_documento_id", "documento_numero", "asunto",
    "folios", "acompanan", "clave_registro", "procedimiento_id", "funciones_mof", "acceso",
    "estado", "vence_el", "referencias", "version",
]  # fmt: skip

_DOCUMENTOS = """
INSERT INTO tramite_documento (id, por_id, por_posicion_id, calidad, en, expediente_id, orden,
    sentido, tipo_id, numero, fecha, asunto, folios, folio_desde, acompanan)
SELECT id, por_id, por_posicion_id, calidad, en, id, 1, 'recibido',
    tipo_documento_id, documento_numero, presentado_en::date, 'Documento de volumen', folios, 1, ''
FROM tramite_expediente ORDER BY id
"""

# 071 enters it, 067 provides it, a specialist works on it, and it ends with 071; an open one may
# also be with 067 or with the specialist. `azar` is the same number for the same row, always.
_MOVIMIENTOS = """
WITH base AS (
    SELECT id, en, estado, hashint8(id) & 2147483647 AS azar, id %% 3 AS tercio
    FROM tramite_expediente
), camino AS (
    SELECT *, estado = %(abierto)s AS abierto, (%(especialistas)s)[1 + azar %% 3] AS especialista
    FROM base
), pasos AS (
    SELECT c.*, paso,
        (ARRAY['071', '071', '067', especialista])[paso + 1] AS de,
        (ARRAY['071', '067', especialista,
            CASE WHEN abierto THEN (ARRAY['067', especialista, '071'])[1 + azar / 7 %% 3]
            ELSE '071' END])[paso + 1] AS para
    FROM camino c CROSS JOIN generate_series(0, 3) AS paso
)
INSERT INTO tramite_movimiento (id, por_id, por_posicion_id, calidad, en, expediente_id, tipo,
    para_id, proveido_id, texto, motivo, folios, anterior_id, recibido_en, recibido_por_id, vence,
    cerrado_en, resultado)
SELECT 4 * p.id + paso - 3, de.cuenta, de.posicion, 'cargo ' || p.de,
    p.en + paso * interval '1 hour', p.id, 'original', para.posicion,
    (%(proveidos)s)[1 + (azar / 31 + paso) %% %(cuantos_proveidos)s], '', '', 1,
    CASE WHEN paso > 0 THEN 4 * p.id + paso - 4 END,
    p.en + paso * interval '1 hour' + interval '30 minutes', para.cuenta,
    CASE WHEN abierto AND paso = 3 AND tercio = 0 THEN (p.en + interval '10 days')::date END,
    CASE WHEN NOT (abierto AND paso = 3)
        THEN p.en + paso * interval '1 hour' + interval '30 minutes' END,
    CASE WHEN abierto AND paso = 3 THEN '' WHEN paso = 3 THEN 'cerrado' ELSE 'derivado' END
FROM pasos p
JOIN unnest(%(nros)s, %(posiciones)s, %(cuentas)s) AS de(nro, posicion, cuenta) ON de.nro = p.de
JOIN unnest(%(nros)s, %(posiciones)s, %(cuentas)s) AS para(nro, posicion, cuenta)
    ON para.nro = p.para
"""


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

    def para_movimientos(self) -> dict[str, Any]:
        """Parameters of `_MOVIMIENTOS`."""
        nros = list(self.posiciones)
        return {
            "abierto": Estado.EN_TRAMITE.value,
            "especialistas": list(ESPECIALISTAS),
            "nros": nros,
            "posiciones": [self.posiciones[nro] for nro in nros],
            "cuentas": [self.cuentas[nro] for nro in nros],
            "proveidos": self.proveidos,
            "cuantos_proveidos": len(self.proveidos),
        }


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
    azar = random.Random(SEMILLA + n)
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


def _expedientes(cuantos: int, hasta: datetime, mesa: _Mesa) -> Iterator[list[Any]]:
    correlativos: dict[int, int] = {}
    nombres = [_nombre_remitente(n) for n in range(REMITENTES)]
    azar = random.Random(SEMILLA)
    for i in range(cuantos):
        en = _momento(i, cuantos, hasta)
        n = correlativos[en.year] = correlativos.get(en.year, 0) + 1
        remitente = azar.randrange(REMITENTES)
        numero = _documento_numero(i, en)
        yield [
            i + 1, *mesa.quien("071", en), numero_con_control(en.year, n), en.year, n, en,
            Canal.FISICO.value, remitente + 1, nombres[remitente], mesa.posiciones["067"],
            azar.choice(mesa.tipos), numero, _asunto(azar, i), azar.randrange(1, 61), "",
            UUID(int=i + 1), azar.choice(mesa.procedimientos), "{}",
            "grupo" if i % 500 == 3 else "oficina",
            Estado.EN_TRAMITE.value if _esta_abierto(i) else Estado.ARCHIVADO.value,
            (en + timedelta(days=10)).date() if azar.random() < 0.5 else "", numero, 4,
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
