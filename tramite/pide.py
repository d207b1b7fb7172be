"""The interoperability platform behind an interface, and the local double that stands in for it.

The real one is a SOAP service inside the State's network, that this house cannot reach: connecting
it is writing one more class with these three methods and giving it from `plataforma`. The double
keeps each message as a file; whoever tests writes the other side's answer there.
"""

import json
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings

from tramite.estados_pide import EstadoPide


class PideCaida(Exception):
    """The platform did not answer; nothing was sent."""


@dataclass(frozen=True)
class Respuesta:
    """What the platform knows of a message; `registro` is the other side's number, if it accepted.

    The other entity answers «R» (received) or «O» (observed); anything else is not an answer.
    """

    estado: EstadoPide
    registro: str = ""
    observacion: str = ""


class Plataforma(Protocol):
    def pedir_cuo(self) -> str:
        """A new código único de operación. Raises PideCaida."""

    def enviar(self, cuo: str, mensaje: dict[str, Any]) -> Respuesta:
        """Put a message at the other entity's disposal. Raises PideCaida."""

    def consultar(self, cuo: str) -> Respuesta:
        """What the other side said of it. Raises PideCaida."""


DE_LA_BANDERA = {"R": EstadoPide.RECIBIDO, "O": EstadoPide.OBSERVADO}


class Doble:
    """The platform played by a folder: `<cuo>.json` with the message and, once written, `cargo`."""

    def __init__(self, carpeta: Path) -> None:
        self.carpeta = carpeta

    def pedir_cuo(self) -> str:
        return f"DOBLE-{secrets.token_hex(6).upper()}"

    def enviar(self, cuo: str, mensaje: dict[str, Any]) -> Respuesta:
        try:
            self.carpeta.mkdir(parents=True, exist_ok=True)
            self._fichero(cuo).write_text(json.dumps({"mensaje": mensaje}, ensure_ascii=False))
        except OSError as error:
            raise PideCaida(str(error)) from error
        return Respuesta(EstadoPide.EN_CASILLA)

    def consultar(self, cuo: str) -> Respuesta:
        try:
            cargo = json.loads(self._fichero(cuo).read_text()).get("cargo", {})
        except (OSError, ValueError) as error:
            raise PideCaida(str(error)) from error
        estado = DE_LA_BANDERA.get(cargo.get("bandera", ""), EstadoPide.EN_CASILLA)
        return Respuesta(estado, str(cargo.get("registro", "")), str(cargo.get("observacion", "")))

    def contestar(self, cuo: str, bandera: str, **cargo: str) -> None:
        """Play the other entity's desk: it accepts («R») or observes («O») the message."""
        todo = json.loads(self._fichero(cuo).read_text())
        todo["cargo"] = {"bandera": bandera} | cargo
        self._fichero(cuo).write_text(json.dumps(todo, ensure_ascii=False))

    def _fichero(self, cuo: str) -> Path:
        return self.carpeta / f"{Path(cuo).name}.json"


def plataforma() -> Plataforma:
    """The platform in use: today, the double."""
    return Doble(settings.VAR / "pide")


@dataclass(frozen=True)
class Mensaje:
    """What `recepcionarTramite` carries (leído en el código de la APCI, §1.5)."""

    ruc_remitente: str
    ruc_destino: str
    cuo: str
    cuo_referencia: str
    unidad: str
    tipo_documento: str
    numero: str
    fecha: str
    destinatario: str
    destinatario_cargo: str
    asunto: str
    folios: int
    anexos: int
    sha256: str

    def datos(self) -> dict[str, Any]:
        return asdict(self)
