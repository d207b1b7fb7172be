"""Trámite at any scale against the raw query and against the floor: `manage.py medir tramite`.

(a) is the statement of the page sent through psycopg2 alone; (b) is bench/piso: the same rows, or
the same bare transaction, in the least Django there can be. Ours at 10,000 expedientes runs beside
ours at `escala`, so that the last goal compares two things measured in the same minute.
"""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from urllib.parse import quote
from uuid import uuid4

from django.db import connection

from bench.comun import (
    CLIENTES,
    Contendiente,
    Escribir,
    Metas,
    Peticion,
    Serie,
    Servidor,
    alternar,
    alternar_sql,
    carpeta_de_trabajo,
    cruda,
    entrar,
    get,
    otra_base,
    post,
    sentencias,
    servidor,
    tabla,
)
from bench.piso import AUTENTICACION
from cargos.models import Posicion, Usuario
from ocisys.base import sintetica
from tramite.models import Expediente, Remitente, TipoDocumento

ESCALA = 1_000_000
PEQUENA = 10_000
CARGO = "071"
PISO, NUESTRO, PEQUENO = "piso", "nuestro", "nuestro a 10,000"

PALABRAS = {
    "con tilde": "señalización",
    "sin tilde": "senalizacion",
    "frecuente": "cooperación",
    "otra forma": "donaciones",
    "tres palabras": "becas refugios Áncash",
    "casi nada": "expediente técnico 000123",
    "prefijo": "coop",
}
"""What people type; the mistake goes apart (`EQUIVOCADA`)."""
EQUIVOCADA = "coperasion"

SQL_DE_LISTA, SQL_DE_DETALLE, BYTES = 5, 6, 25_000
VUELTAS, SEGUNDOS = 4, 1.5


def volumen(escala: int) -> Mapping[str, int]:
    """What the database of this bench is filled with."""
    return {"expedientes": escala}


@dataclass(frozen=True)
class Sala:
    """The three servers of a run and the sessions that they believe."""

    piso: Servidor
    nuestro: Servidor
    pequeno: Servidor
    cookie_piso: str
    cookie: str
    cookie_pequena: str
    quien: Usuario
    puesto: int

    def contra(self, piso: str, nuestra: str) -> dict[str, Contendiente]:
        """A GET of the floor, of ours and of ours at 10,000."""
        return {
            PISO: Contendiente(self.piso.puerto, _siempre(get(piso, self.cookie_piso))),
            NUESTRO: Contendiente(self.nuestro.puerto, _siempre(get(nuestra, self.cookie))),
            PEQUENO: Contendiente(self.pequeno.puerto, _siempre(get(nuestra, self.cookie_pequena))),
        }


def medir(escribir: Escribir, escala: int) -> None:
    """Print the tables and the goals of trámite on this database of `escala` expedientes."""
    metas = Metas(escribir)
    with ExitStack() as pila:
        sala = _abrir(pila)
        _consultas(escribir, metas, sala)
        _paginas(escribir, metas, sala)
        _busqueda(escribir, metas, sala)
        _registro(escribir, metas, sala)
        metas.a_lo_mas("tramite.memoria_mib", sala.nuestro.pss_mib(), 200)
    escribir(f"\n{escala:,} expedientes · {len(metas.cortas)} metas cortas")


def _abrir(pila: ExitStack) -> Sala:
    pequena = sintetica.asegurar(volumen(PEQUENA))
    otra_base("pequena", pequena)
    quien = Usuario.objects.get(persona__designaciones__posicion__nro_orden=CARGO)
    en_la_pequena = Usuario.objects.using("pequena").get(username=quien.username)
    var = pila.enter_context(carpeta_de_trabajo())
    esta = str(connection.settings_dict["NAME"])
    return Sala(
        piso=pila.enter_context(servidor("bench.piso.wsgi", esta, var=var)),
        nuestro=pila.enter_context(servidor("ocisys.wsgi", esta, var=var)),
        pequeno=pila.enter_context(servidor("ocisys.wsgi", pequena, var=var)),
        cookie_piso=entrar(quien, autenticacion=AUTENTICACION),
        cookie=entrar(quien),
        cookie_pequena=entrar(en_la_pequena, base="pequena"),
        quien=quien,
        puesto=Posicion.objects.get(nro_orden=CARGO).pk,
    )


# --- Statements -------------------------------------------------------------------------------


def _consultas(escribir: Escribir, metas: Metas, sala: Sala) -> None:
    """How many statements each page makes, how many bytes it weighs, and its slowest statement."""
    abierto = Expediente.objects.filter(estado="en_tramite").latest("pk").numero
    paginas = {
        "panel": ("/", None, None),
        "bandeja": ("/tramite/?ver=en-mi-poder", SQL_DE_LISTA, BYTES),
        "lista": ("/tramite/expedientes/", SQL_DE_LISTA, BYTES),
        "detalle": (f"/tramite/expedientes/{abierto}/", SQL_DE_DETALLE, None),
    }
    filas = []
    with cruda(str(connection.settings_dict["NAME"])) as ejecutar:
        for nombre, (url, tope_sql, tope_bytes) in paginas.items():
            textos, peso = sentencias(url, sala.quien)
            peor = _peor(ejecutar, textos)
            filas.append([nombre, str(len(textos)), f"{peso:,}", f"{peor:.2f}"])
            if tope_sql:
                metas.a_lo_mas(f"tramite.{nombre}.sql", len(textos), tope_sql)
            if tope_bytes:
                metas.a_lo_mas(f"tramite.{nombre}.bytes", peso, tope_bytes)
            if nombre in ("panel", "bandeja"):
                metas.a_lo_mas(f"tramite.{nombre}.peor_sentencia_ms", peor, 5)
    tabla(escribir, "Sentencias", ["página", "SQL", "bytes", "peor p50 ms"], filas)


def _peor(ejecutar: object, textos: list[str]) -> float:
    """The median of the slowest of these statements, each one sent raw thirty times."""
    consultas = {str(i): sql for i, sql in enumerate(textos) if sql.startswith(("SELECT", "(SEL"))}
    series = alternar_sql(ejecutar, consultas, vueltas=30)  # type: ignore[arg-type]
    return max(serie.p(50) for serie in series.values())


# --- Pages ------------------------------------------------------------------------------------


def _paginas(escribir: Escribir, metas: Metas, sala: Sala) -> None:
    abierto = Expediente.objects.filter(estado="en_tramite").latest("pk").numero
    bandeja = f"/bandeja/{sala.puesto}/"
    paginas = {
        "bandeja": sala.contra(bandeja, "/tramite/?ver=en-mi-poder"),
        "lista": sala.contra("/lista/", "/tramite/expedientes/"),
        "detalle": sala.contra(f"/detalle/{abierto}/", f"/tramite/expedientes/{abierto}/"),
        "panel": sala.contra(bandeja, "/"),
    }
    # The same number is not in the small register: its own newest open one is.
    chico = Expediente.objects.using("pequena").filter(estado="en_tramite").latest("pk").numero
    ruta = get(f"/tramite/expedientes/{chico}/", sala.cookie_pequena)
    paginas["detalle"][PEQUENO] = Contendiente(sala.pequeno.puerto, _siempre(ruta))
    for nombre, contendientes in paginas.items():
        una = alternar(contendientes, clientes=1, vueltas=VUELTAS, segundos=SEGUNDOS)
        ocho = alternar(contendientes, clientes=CLIENTES, vueltas=VUELTAS, segundos=SEGUNDOS)
        _comparar(escribir, nombre, una, ocho)
        if nombre in ("bandeja", "lista"):
            metas.a_lo_mas(f"tramite.{nombre}.p50_piso", _razon(una, 50), 1.5)
            metas.al_menos(f"tramite.{nombre}.ritmo_piso", _ritmo(ocho), 0.6)
        if nombre == "detalle":
            metas.al_menos("tramite.detalle.ritmo_piso", _ritmo(ocho), 0.3)
        crece = una[NUESTRO].p(50) / una[PEQUENO].p(50)
        metas.a_lo_mas(f"tramite.{nombre}.p50_contra_10000", crece, 1.15)


def _comparar(
    escribir: Escribir, nombre: str, una: Mapping[str, Serie], ocho: Mapping[str, Serie]
) -> None:
    cabezas = ["", "p50", "p95", "p99", "1 cliente", "p50", "p95", "p99", f"{CLIENTES} clientes"]
    filas = [[quien, *una[quien].celdas(), *ocho[quien].celdas()] for quien in una]
    tabla(escribir, f"{nombre} (ms)", cabezas, filas)


def _razon(series: Mapping[str, Serie], centil: float) -> float:
    return series[NUESTRO].p(centil) / series[PISO].p(centil)


def _ritmo(series: Mapping[str, Serie]) -> float:
    return series[NUESTRO].por_segundo / series[PISO].por_segundo


def _siempre(datos: bytes) -> Peticion:
    return lambda n: datos


# --- Search -----------------------------------------------------------------------------------

_CRUDA = """SELECT id, numero, presentado_en, remitente_nombre, documento_numero, asunto, estado
FROM tramite_expediente WHERE busqueda @@ websearch_to_tsquery('es_sin_tilde', '{}')
ORDER BY presentado_en DESC, id DESC LIMIT 25"""


def _busqueda(escribir: Escribir, metas: Metas, sala: Sala) -> None:
    """The statement of the search against (a), word by word; the page against (b), words mixed."""
    filas, nuestras, crudas = [], Serie(), Serie()
    peor = 0.0
    with cruda(str(connection.settings_dict["NAME"])) as ejecutar:
        for nombre, palabra in {**PALABRAS, "equivocada": EQUIVOCADA}.items():
            textos, _ = sentencias(f"/tramite/expedientes/?q={quote(palabra)}", sala.quien)
            propias = [t for t in textos if _es_de_busqueda(t)]
            consultas = {str(i): sql for i, sql in enumerate(propias)}
            series = alternar_sql(ejecutar, consultas | {"a": _CRUDA.format(palabra)}, vueltas=20)
            suma = Serie([sum(v) for v in zip(*(series[c].ms for c in consultas), strict=True)])
            filas.append([f"{nombre}: {palabra}", *_dos(suma), *_dos(series["a"])])
            if nombre == "equivocada":
                metas.a_lo_mas("tramite.buscar.equivocada_ms", suma.p(95), 10)
            else:
                nuestras.ms += suma.ms
                crudas.ms += series["a"].ms
                peor = max(peor, suma.p(95))
    tabla(escribir, "Búsqueda, SQL (ms)", ["", "p50", "p95", "p50 (a)", "p95 (a)"], filas)
    metas.a_lo_mas("tramite.buscar.sql_contra_cruda", nuestras.p(95) / crudas.p(95), 3)
    metas.a_lo_mas("tramite.buscar.peor_termino_ms", peor, 40)
    contendientes = {
        PISO: _mezcla(sala.piso, "/buscar/?q={}", sala.cookie_piso),
        NUESTRO: _mezcla(sala.nuestro, "/tramite/expedientes/?q={}", sala.cookie),
        PEQUENO: _mezcla(sala.pequeno, "/tramite/expedientes/?q={}", sala.cookie_pequena),
    }
    una = alternar(contendientes, clientes=1, vueltas=VUELTAS, segundos=SEGUNDOS)
    ocho = alternar(contendientes, clientes=CLIENTES, vueltas=VUELTAS, segundos=SEGUNDOS)
    _comparar(escribir, "buscar", una, ocho)
    metas.a_lo_mas("tramite.buscar.p95_piso", _razon(una, 95), 2)


def _es_de_busqueda(sql: str) -> bool:
    return "tsquery" in sql or "tramite_palabra" in sql


def _dos(serie: Serie) -> list[str]:
    return [f"{serie.p(50):.2f}", f"{serie.p(95):.2f}"]


def _mezcla(servido: Servidor, ruta: str, cookie: str) -> Contendiente:
    """Each request another word, so that no answer is a repeated one."""
    rutas = [get(ruta.format(quote(palabra)), cookie) for palabra in PALABRAS.values()]
    return Contendiente(servido.puerto, lambda n: rutas[n % len(rutas)])


# --- Registration -----------------------------------------------------------------------------


def _registro(escribir: Escribir, metas: Metas, sala: Sala) -> None:
    """Whole registrations against the bare transaction, and against ours on a small register."""
    contendientes = {
        PISO: _ingreso(sala.piso, "/registrar/", sala.cookie_piso),
        NUESTRO: _ingreso(sala.nuestro, "/tramite/registrar/", sala.cookie),
        PEQUENO: _ingreso(sala.pequeno, "/tramite/registrar/", sala.cookie_pequena),
    }
    una = alternar(contendientes, clientes=1, vueltas=VUELTAS, segundos=SEGUNDOS)
    ocho = alternar(contendientes, clientes=CLIENTES, vueltas=VUELTAS, segundos=SEGUNDOS)
    _comparar(escribir, "registrar", una, ocho)
    metas.al_menos("tramite.registrar.ritmo_piso", _ritmo(ocho), 0.5)
    crece = ocho[NUESTRO].por_segundo / ocho[PEQUENO].por_segundo
    metas.al_menos("tramite.registrar.ritmo_contra_10000", crece, 0.9)


def _ingreso(servido: Servidor, ruta: str, cookie: str) -> Contendiente:
    """A known sender and another paper each time, as the desk sends them."""
    quien = Remitente.objects.get(pk=1)
    fijos = {
        "remitente": quien.nombre,
        "remitente_ref": f"r{quien.pk}",
        "tipo": str(TipoDocumento.objects.earliest("pk").pk),
        "folios": "3",
        "destinatario": str(Posicion.objects.get(nro_orden="067").pk),
        "canal": "fisico",
        "seguir": "1",
        "asunto": "Solicita opinión sobre un proyecto de cooperación",
    }

    def peticion(n: int) -> bytes:
        clave = uuid4()
        return post(ruta, cookie, fijos | {"clave": str(clave), "documento_numero": clave.hex[:12]})

    return Contendiente(servido.puerto, peticion)
