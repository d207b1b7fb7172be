"""Synthetic volume of agreements: fifty obligations each, written with COPY, for measuring only.

Deterministic: the same size gives the same rows. Nothing goes through the acciones, so nothing is
told to anybody; the rows keep every constraint, histories included. Columns that are not named here
take their model's default.
"""

import csv
import io
import json
import random
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from django.db import connection, models
from django.utils import timezone

from cargos.models import Posicion, Usuario
from convenios.acciones.convenio import codigo_de
from convenios.estados import EstadoOcurrencia, Etapa
from convenios.models import (
    ClaseCompromiso,
    Compromiso,
    Convenio,
    Ocurrencia,
    Organizacion,
    Parte,
    ReglaRecurrencia,
    Seguimiento,
    TipoInstrumento,
    TransicionEtapa,
)
from convenios.plazos import sumar_meses
from ocisys.base.sintetica import sin_comprobar

LOTE = 20_000
ORGANIZACIONES = 400
COMPROMISOS = 5
OCURRENCIAS = 10
"""Due dates of each commitment: fifty for each agreement."""
SEMILLA = 20261122
ANIO_DE_CODIGOS = 2000
"""Synthetic codes are of a year that no office uses, so they never take a real one's number."""
TEMAS = ("Infancia", "Cuidados", "Violencia", "Discapacidad", "Adulto mayor", "Desplazados")
CADA_MESES = (1, 3, 3, 6)
E = EstadoOcurrencia


def sembrar(cuantos: int, *, hasta: date) -> None:
    """Write `cuantos` convenios with their parties, commitments, due dates and history.

    Needs the MOF and one account with a post; raises ValueError without them.
    """
    mesa = _Mesa()
    with connection.cursor() as cursor, sin_comprobar(cursor):
        desde = {m: _siguiente(m) for m in _MODELOS}
        for modelo, hacer in _MODELOS.items():
            _copiar(cursor, modelo, hacer(cuantos, hasta, mesa, desde))
        for modelo in _MODELOS:
            tabla = modelo._meta.db_table
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{tabla}', 'id'), max(id)) FROM {tabla}"
            )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.in_atomic_block else "VACUUM ANALYZE")


Desde = dict[type[models.Model], int]
Fila = dict[str, Any]


class _Mesa:
    """The people every row points to."""

    def __init__(self) -> None:
        self.posiciones = dict(Posicion.objects.values_list("nro_orden", "pk"))
        cuentas = list(Usuario.objects.filter(persona__designaciones__isnull=False)[:20])
        if len({c.pk for c in cuentas}) < 2:
            raise ValueError("Hacen falta dos cuentas con cargo: ejecute «manage.py poblar_demo».")
        self.reporta, self.valida = cuentas[0].pk, cuentas[-1].pk

    def acto(self, dia: date, quien: int) -> Fila:
        en = timezone.make_aware(datetime.combine(dia, time(10)))
        return {
            "por_id": quien,
            "por_posicion_id": self.posiciones["068"],
            "calidad": "cargo 068",
            "en": en,
        }


def _azar(*clave: int) -> random.Random:
    """The same luck for the same row, whichever table asks."""
    return random.Random(hash((SEMILLA, *clave)))


def _siguiente(modelo: type[models.Model]) -> int:
    ultimo = modelo._default_manager.aggregate(n=models.Max("pk"))["n"]
    return (ultimo or 0) + 1


def _plazo(i: int, hasta: date) -> tuple[date, date]:
    """Start and end of the i-th convenio: from six years ago to a month ago, for one to five."""
    azar = _azar(i, 1)
    inicio = hasta - timedelta(days=azar.randint(30, 6 * 365))
    return inicio, max(
        inicio + timedelta(days=azar.randint(365, 5 * 365)),
        hasta - timedelta(days=azar.randint(-900, 60)),
    )


def _esta_cerrado(i: int) -> bool:
    return i % 20 == 7


def _organizaciones(cuantos: int, hasta: date, mesa: _Mesa, desde: Desde) -> Iterator[Fila]:
    for n in range(ORGANIZACIONES):
        yield {
            "id": desde[Organizacion] + n,
            "nombre": f"Organización de volumen {n:04d}",
            "clase": "fuente",
            "pais": "ESP",
            "es_ficticia": True,
        }


def _convenios(cuantos: int, hasta: date, mesa: _Mesa, desde: Desde) -> Iterator[Fila]:
    for i in range(cuantos):
        azar = _azar(i, 2)
        inicio, fin = _plazo(i, hasta)
        cargo = mesa.posiciones[azar.choice(("068", "069", "070"))]
        yield {
            "id": desde[Convenio] + i,
            "codigo": codigo_de(ANIO_DE_CODIGOS, desde[Convenio] + i),
            "denominacion": f"Convenio de volumen {i:06d} sobre {azar.choice(TEMAS).lower()}",
            "tipo": azar.choice(TipoInstrumento.values),
            "tema": azar.choice(TEMAS),
            "importancia": azar.randint(1, 5),
            "nivel_acceso": "reservado" if i % 300 == 5 else "interno",
            "etapa": Etapa.CERRADO if _esta_cerrado(i) else Etapa.EN_EJECUCION,
            "fecha_suscripcion": inicio,
            "inicio_vigencia": inicio,
            "plazo": "fecha",
            "fecha_fin": fin,
            "preaviso_dias": azar.choice((None, 30, 60)),
            "coordinador_id": cargo if i % 50 else None,
            "verificado_el": hasta - timedelta(days=azar.randint(0, 300)),
            "es_ficticio": True,
            "registrado_en": timezone.now(),
            "modificado_en": timezone.now(),
        }


def _transiciones(cuantos: int, hasta: date, mesa: _Mesa, desde: Desde) -> Iterator[Fila]:
    cerrados = (i for i in range(cuantos) if _esta_cerrado(i))
    for n, i in enumerate(cerrados):
        dia = hasta - timedelta(days=_azar(i, 3).randint(1, 400))
        yield {
            "id": desde[TransicionEtapa] + n,
            "convenio_id": desde[Convenio] + i,
            "de": Etapa.EN_CIERRE,
            "a": Etapa.CERRADO,
            "fecha": dia,
            **mesa.acto(dia, mesa.valida),
        }


def _partes(cuantos: int, hasta: date, mesa: _Mesa, desde: Desde) -> Iterator[Fila]:
    for i in range(cuantos):
        otra = 1 + _azar(i, 4).randrange(ORGANIZACIONES - 1)
        for n, (lado, org) in enumerate((("sector", 0), ("contraparte", otra))):
            yield {
                "id": desde[Parte] + 2 * i + n,
                "convenio_id": desde[Convenio] + i,
                "organizacion_id": desde[Organizacion] + org,
                "lado": lado,
                "roles": [2 - n],
            }


def _compromisos(cuantos: int, hasta: date, mesa: _Mesa, desde: Desde) -> Iterator[Fila]:
    clases = ClaseCompromiso.values
    for i in range(cuantos):
        for c in range(COMPROMISOS):
            azar = _azar(i, 5, c)
            ajeno = c == COMPROMISOS - 1
            cargo = mesa.posiciones[azar.choice(("068", "068", "069", "070"))]
            yield {
                "id": desde[Compromiso] + COMPROMISOS * i + c,
                "convenio_id": desde[Convenio] + i,
                "obligado_id": desde[Parte] + 2 * i + ajeno,
                "numero": c + 1,
                "titulo": f"Compromiso {c + 1} del convenio {i}",
                "clase": azar.choice(clases),
                "exigibilidad": "recurrente",
                "criticidad": 5 if azar.random() < 0.02 else azar.randint(1, 4),
                "peso": azar.randint(1, 10),
                "responsable_id": None if ajeno else cargo,
                "es_ficticio": True,
            }


def _serie(i: int, c: int, hasta: date) -> tuple[date, int]:
    """First due date and step in months of a commitment."""
    azar = _azar(i, 6, c)
    return sumar_meses(_plazo(i, hasta)[0], 1 + azar.randrange(6)), azar.choice(CADA_MESES)


def _reglas(cuantos: int, hasta: date, mesa: _Mesa, desde: Desde) -> Iterator[Fila]:
    for i in range(cuantos):
        for c in range(COMPROMISOS):
            base, cada = _serie(i, c, hasta)
            yield {
                "id": desde[ReglaRecurrencia] + COMPROMISOS * i + c,
                "compromiso_id": desde[Compromiso] + COMPROMISOS * i + c,
                "base": base,
                "cada_meses": cada,
                "cantidad": OCURRENCIAS,
            }


def _actos(k: int, vence: date, hasta: date) -> list[tuple[str, str, date, int]]:
    """What was done about the k-th due date by `hasta`: kind of act, state left, day, advance."""
    azar = _azar(k, 7)
    dia = vence + timedelta(days=azar.choice((-9, -4, -2, 0, 0, 0, 6, 25)))
    suerte = azar.random()
    if dia >= hasta or suerte < 0.04:
        return []
    if suerte < 0.05:
        return [("exoneracion", E.EXONERADO, dia, 0)]
    despues = min(dia + timedelta(days=azar.randint(0, 12)), hasta)
    actos: list[tuple[str, str, date, int]] = [("reporte", E.REPORTADO, dia, 100)]
    if suerte > 0.08:
        actos.append(("validacion", E.CUMPLIDO, despues, 100))
    return actos


def _cada_fecha(cuantos: int, hasta: date) -> Iterator[tuple[int, int, int, date]]:
    """Number of each due date, of its commitment, its place in the series, and the day."""
    for compromiso in range(cuantos * COMPROMISOS):
        base, cada = _serie(*divmod(compromiso, COMPROMISOS), hasta)
        for n in range(OCURRENCIAS):
            yield compromiso * OCURRENCIAS + n, compromiso, n, sumar_meses(base, cada * n)


def _ocurrencias(cuantos: int, hasta: date, mesa: _Mesa, desde: Desde) -> Iterator[Fila]:
    for k, compromiso, n, vence in _cada_fecha(cuantos, hasta):
        actos = _actos(k, vence, hasta)
        fila = {
            "id": desde[Ocurrencia] + k,
            "compromiso_id": desde[Compromiso] + compromiso,
            "nro": n + 1,
            "fecha_legal": vence,
            "fecha_exigible": vence,
        }
        if actos:
            _, estado, cuando, avance = actos[-1]
            hecho = estado in (E.REPORTADO, E.CUMPLIDO)
            fila |= {
                "estado": estado,
                "avance": avance,
                "cambiada_el": cuando,
                "cumplida_el": actos[0][2] if hecho else None,
                "reportada_por_id": mesa.reporta if hecho else None,
                "validada_por_id": mesa.valida if estado == E.CUMPLIDO else None,
                "sustento": "" if hecho else "Adenda 1",
            }
        yield fila


def _seguimientos(cuantos: int, hasta: date, mesa: _Mesa, desde: Desde) -> Iterator[Fila]:
    numero = desde[Seguimiento]
    for k, _, _, vence in _cada_fecha(cuantos, hasta):
        actos = _actos(k, vence, hasta)
        for tipo, estado, dia, avance in actos:
            yield {
                "id": numero,
                "ocurrencia_id": desde[Ocurrencia] + k,
                "tipo": tipo,
                "estado": estado,
                "fecha": dia,
                "avance": avance,
                "cumplida_el": None if tipo == "exoneracion" else actos[0][2],
                **mesa.acto(dia, mesa.valida if tipo == "validacion" else mesa.reporta),
            }
            numero += 1


_MODELOS: dict[type[models.Model], Any] = {
    Organizacion: _organizaciones,
    Convenio: _convenios,
    TransicionEtapa: _transiciones,
    Parte: _partes,
    Compromiso: _compromisos,
    ReglaRecurrencia: _reglas,
    Ocurrencia: _ocurrencias,
    Seguimiento: _seguimientos,
}


def _copiar(cursor: Any, modelo: type[models.Model], filas: Iterable[Fila]) -> None:
    """COPY in pieces, every column of the model."""
    campos = [c for c in modelo._meta.concrete_fields if not getattr(c, "generated", False)]
    columnas = [str(c.column) for c in campos]
    omisiones = {str(c.column): _valor(c.get_default()) for c in campos}
    orden = (
        f"COPY {modelo._meta.db_table} ({', '.join(columnas)}) FROM STDIN "
        r"WITH (FORMAT csv, NULL '\N')"
    )
    restantes = iter(filas)
    while lote := list(islice(restantes, LOTE)):
        trozo = io.StringIO()
        csv.writer(trozo).writerows(
            [_valor(fila[c]) if c in fila else omisiones[c] for c in columnas] for fila in lote
        )
        trozo.seek(0)
        cursor.copy_expert(orden, trozo)


def _valor(valor: Any) -> Any:
    """A Python value as COPY reads it."""
    if valor is None:
        return r"\N"
    if isinstance(valor, list):
        return "{" + ",".join(map(str, valor)) + "}"
    return json.dumps(valor) if isinstance(valor, dict) else valor
