"""Two people sign a batch at once, and a server that dies: no gap, no repeat, no orphan number."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection
from django.utils import timezone

from cargos.models import Modalidad, Usuario
from ocisys.base.models import Correlativo
from tests import fabrica as fabrica_base
from tests import fabrica_salidas as fabrica
from tests import fabrica_tramite
from tramite import acciones
from tramite.estados_salida import EstadoSalida
from tramite.models import Salida

RAIZ = Path(__file__).resolve().parents[2]
CADA_UNA = 4


@pytest.fixture
def oficina(transactional_db: None) -> dict[str, Usuario]:
    """The head and who stands in for her: both may sign what waits for post 067."""
    gente = {c: fabrica_base.usuario(cargo=c) for c in ("067", "068", "071")}
    gente["encargada"] = fabrica_base.usuario(cargo="067", modalidad=Modalidad.SUPLENCIA)
    fabrica.serie()
    return gente


def preparar(oficina: dict[str, Usuario], cuantas: int) -> list[Salida]:
    return [
        fabrica.lista_para_firmar(
            fabrica_tramite.expediente(por=oficina["071"]), por=oficina["068"]
        )
        for _ in range(cuantas)
    ]


def exigir_enteras() -> list[int]:
    """Every number given has its signed document, bytes included; and nothing is half done."""
    firmadas = Salida.objects.filter(estado=EstadoSalida.FIRMADO).order_by("correlativo")
    numeros = [s.correlativo for s in firmadas]
    contador = Correlativo.objects.filter(serie__startswith="salida-").first()
    assert numeros == list(range(1, (contador.ultimo if contador else 0) + 1))
    for salida in firmadas:
        assert salida.documento is not None
        assert salida.anexo is not None
        assert salida.documento.numero == salida.numero
        assert salida.anexo.archivo.fichero.size == salida.anexo.archivo.tamanio
    assert not Salida.objects.filter(estado=EstadoSalida.VISADO).exclude(numero="").exists()
    return numeros


@pytest.mark.lento
def test_dos_personas_firman_a_la_vez_sin_huecos_y_en_orden(oficina: dict[str, Usuario]) -> None:
    todas = preparar(oficina, 2 * CADA_UNA)
    certificados = {q: fabrica.certificado(q) for q in ("067", "encargada")}

    def firmar(quien: str, suyas: list[Salida]) -> None:
        try:
            for salida in suyas:
                acciones.firmar_salida(
                    salida,
                    certificado=certificados[quien],
                    por=oficina[quien],
                    ahora=timezone.now(),
                )
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as mesa:
        partes = [("067", todas[::2]), ("encargada", todas[1::2])]
        for futuro in [mesa.submit(firmar, *parte) for parte in partes]:
            futuro.result()

    assert exigir_enteras() == list(range(1, 2 * CADA_UNA + 1))
    for suyas in (todas[::2], todas[1::2]):
        dados = [Salida.objects.get(pk=s.pk).correlativo for s in suyas]
        assert dados == sorted(dados)


GUION = """
import django; django.setup()
from django.utils import timezone
from cargos.models import Usuario
from tests import fabrica_salidas
from tramite import acciones
from tramite.models import Salida
por = Usuario.objects.get(username={usuario!r})
certificado = fabrica_salidas.certificado()
for salida in Salida.objects.filter(estado="visado").order_by("pk"):
    acciones.firmar_salida(salida, certificado=certificado, por=por, ahora=timezone.now())
"""


@pytest.mark.lento
def test_si_matan_al_servidor_a_la_mitad_no_queda_numero_sin_documento(
    oficina: dict[str, Usuario], settings: object
) -> None:
    preparar(oficina, 12)
    base = connection.get_connection_params()  # the server's folder too, where it is embedded
    sitio = f"{quote(base['host'], safe='')}:{base.get('port') or 5432}"
    url = f"postgres://{base['user']}@{sitio}/{base['dbname']}"
    guion = GUION.format(usuario=oficina["067"].username)
    entorno = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "ocisys.settings",
        "OCISYS_VAR": str(settings.MEDIA_ROOT),  # type: ignore[attr-defined]
    }
    proceso = subprocess.Popen([sys.executable, "-c", guion], env=entorno, cwd=RAIZ)
    limite = time.monotonic() + 60
    while Salida.objects.filter(estado=EstadoSalida.FIRMADO).count() < 2:
        assert proceso.poll() is None, "terminó antes de que lo mataran"
        assert time.monotonic() < limite
        time.sleep(0.01)
    proceso.send_signal(signal.SIGKILL)
    proceso.wait()
    settings.MEDIA_ROOT = Path(settings.MEDIA_ROOT) / "archivos"  # type: ignore[attr-defined]

    antes = exigir_enteras()
    resto = Salida.objects.filter(estado=EstadoSalida.VISADO).order_by("pk")
    assert resto.exists()
    acciones.firmar_salida(
        resto[0],
        certificado=fabrica.certificado(),
        por=oficina["067"],
        ahora=timezone.now(),
    )

    assert exigir_enteras() == [*antes, len(antes) + 1]
