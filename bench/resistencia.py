"""Eight desks register and send on at once and the server is killed: `manage.py medir resistencia`.

Each desk does what a browser does: it sends the form again, with the same key, until somebody
answers. At the end the register is compared with what every desk was told.
"""

import re
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import Count, Q

from bench.comun import CLIENTES, Escribir, Metas, carpeta_de_trabajo, entrar, pedir, post, servidor
from cargos.models import Posicion, Usuario
from tramite.control import numeros_sin_saltos
from tramite.models import Expediente, TipoDocumento

ESCALA = 10_000
SEGUNDOS = 120
ESPERA = 0.05
"""Seconds between two tries of a desk to which nobody answers."""
PACIENCIA = 60
_NUMERO = re.compile(rb"Location: /tramite/expedientes/([\w-]+)/")


def volumen(escala: int) -> Mapping[str, int]:
    """What the database of this bench is filled with."""
    return {"expedientes": escala}


@dataclass
class Ensayo:
    """What the desks were told, and what is wrong with the register afterwards."""

    registrados: dict[UUID, str] = field(default_factory=dict)
    derivados: set[str] = field(default_factory=set)
    sin_respuesta: int = 0
    fallas: list[str] = field(default_factory=list)


def medir(escribir: Escribir, escala: int) -> None:
    """Two minutes with the server killed in the middle, on this synthetic database."""
    metas = Metas(escribir)
    quien = Usuario.objects.get(persona__designaciones__posicion__nro_orden="071")
    base = str(connection.settings_dict["NAME"])
    with carpeta_de_trabajo() as var:
        ensayo = ensayar(base, var, quien, segundos=SEGUNDOS)
    escribir(
        f"{len(ensayo.registrados):,} registrados y {len(ensayo.derivados):,} derivados por "
        f"{CLIENTES} mesas en {SEGUNDOS} s; "
        f"{ensayo.sin_respuesta:,} envíos sin respuesta, repetidos."
    )
    for falla in ensayo.fallas:
        escribir(falla)
    metas.a_lo_mas("resistencia.fallas", len(ensayo.fallas), 0)
    metas.al_menos("resistencia.registrados", len(ensayo.registrados), 1)


def ensayar(
    base: str, var: Path, quien: Usuario, *, segundos: float, depurar: bool = False
) -> Ensayo:
    """Run the desks against a server that dies halfway and is started again; check the register."""
    ensayo = Ensayo()
    cookie = entrar(quien)
    with ExitStack() as pila:
        primero = pila.enter_context(servidor("ocisys.wsgi", base, var=var, depurar=depurar))
        mesas = [_Mesa(primero.puerto, cookie, ensayo) for _ in range(CLIENTES)]
        fin = time.monotonic() + segundos
        with ThreadPoolExecutor(CLIENTES) as hilos:
            trabajos = [hilos.submit(mesa.trabajar, fin) for mesa in mesas]
            time.sleep(segundos / 2)
            primero.matar()
            otra_vez = servidor(
                "ocisys.wsgi", base, var=var, puerto=primero.puerto, depurar=depurar
            )
            pila.enter_context(otra_vez)
            for trabajo in trabajos:
                trabajo.result()
    ensayo.fallas = list(_revisar(ensayo))
    return ensayo


class _Mesa:
    """One person at the desk: a paper in, the same paper on to the Jefe."""

    def __init__(self, puerto: int, cookie: str, ensayo: Ensayo) -> None:
        self.puerto, self.cookie, self.ensayo = puerto, cookie, ensayo
        self.jefatura = str(Posicion.objects.get(nro_orden="067").pk)
        self.tipo = str(TipoDocumento.objects.earliest("pk").pk)

    def trabajar(self, fin: float) -> None:
        """Until `fin`; what was begun is finished."""
        while time.monotonic() < fin:
            clave = uuid4()
            numero = self._registrar(clave)
            self.ensayo.registrados[clave] = numero
            self._derivar(numero)

    def _registrar(self, clave: UUID) -> str:
        """Send until it is accepted; the key makes the second time the same paper."""
        campos = {
            "clave": str(clave),
            "remitente": "Municipalidad Distrital de Prueba",
            "remitente_clase": "entidad",
            "tipo": self.tipo,
            "folios": "1",
            "asunto": f"Prueba de resistencia {clave.hex}",
            "destinatario": self.jefatura,
            "canal": "fisico",
            "ver": "1",
        }
        respuesta = self._insistir("/tramite/registrar/", campos)
        hallado = _NUMERO.search(respuesta)
        if hallado is None:
            raise RuntimeError(f"No se registró: {respuesta[:200]!r}")
        return hallado[1].decode()

    def _derivar(self, numero: str) -> None:
        """Send on; one that had already arrived is refused the second time, and that is right."""
        ruta = f"/tramite/expedientes/{numero}/derivar/"
        campos = {"para": self.jefatura, "texto": "De prueba", "version": "1"}
        estado = int(self._insistir(ruta, campos)[9:12])
        if estado not in (302, 409):
            raise RuntimeError(f"Respuesta {estado} al derivar {numero}")
        self.ensayo.derivados.add(numero)

    def _insistir(self, ruta: str, campos: Mapping[str, str]) -> bytes:
        limite = time.monotonic() + PACIENCIA
        while time.monotonic() < limite:
            try:
                return pedir(self.puerto, post(ruta, self.cookie, campos))[1]
            except OSError:
                self.ensayo.sin_respuesta += 1
                time.sleep(ESPERA)
        raise RuntimeError("El servidor no volvió.")


def _revisar(ensayo: Ensayo) -> Iterator[str]:
    """A sentence for each thing lost, doubled or skipped."""
    abiertos = Count("movimientos", filter=Q(movimientos__cerrado_en=None))
    filas = Expediente.objects.filter(clave_registro__in=ensayo.registrados).annotate(
        pasos=Count("movimientos"), abiertos=abiertos
    )
    vistos = {fila.clave_registro: fila for fila in filas}
    for clave, numero in ensayo.registrados.items():
        fila = vistos.get(clave)
        if fila is None or fila.numero != numero:
            yield f"{numero}: se dio por registrado y no está."
        elif fila.pasos != 1 + (numero in ensayo.derivados) or fila.abiertos != 1:
            yield f"{numero}: tiene {fila.pasos} movimientos, {fila.abiertos} abiertos."
    de_prueba = Expediente.objects.filter(asunto__startswith="Prueba de resistencia")
    if sobran := de_prueba.exclude(clave_registro__in=ensayo.registrados).count():
        yield f"Hay {sobran} expedientes que ninguna mesa registró."
    yield from numeros_sin_saltos()
