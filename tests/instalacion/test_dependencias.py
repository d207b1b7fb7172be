"""What was chosen is what runs: the driver, the front-end files, the pins."""

import hashlib
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db.backends.postgresql.psycopg_any import is_psycopg3

RAIZ = Path(__file__).resolve().parents[2]

# Equal to those that npm publishes: Bootstrap 5.3.8 and htmx 2.0.10 (docs/decisiones).
BOOTSTRAP_CSS = "d85327d99c7a3ee1f9b5d0500d1370acea3ad2db39c163c2f51f232baedbdede"
BOOTSTRAP_JS = "e4fd49181388c48ec5040bd3fe66f57c29c8e67fcd8502b3354b96ec7ab47cc7"
HTMX_JS = "71ea67185bfa8c98c39d31717c6fce5d852370fcdfd129db4543774d3145c0de"


def pines(archivo: str) -> set[str]:
    """The `name==version` lines of a requirements file, each with its marker."""
    texto = (RAIZ / archivo).read_text()
    return set(re.findall(r"^[\w.-]+==[^\\\n]+?(?= \\)", texto, re.MULTILINE))


def test_django_usa_psycopg2():
    """psycopg 3 would be picked silently if any package brought it (dependencias.md, 7)."""
    assert is_psycopg3 is False


@pytest.mark.parametrize(
    ("archivo", "huella"),
    [
        ("css/bootstrap.min.css", BOOTSTRAP_CSS),
        ("js/bootstrap.bundle.min.js", BOOTSTRAP_JS),
        ("django_htmx/htmx-2.min.js", HTMX_JS),
    ],
)
def test_los_archivos_del_navegador_son_los_publicados(archivo, huella):
    ruta = finders.find(archivo)
    assert ruta, f"falta {archivo}"
    assert hashlib.sha256(Path(ruta).read_bytes()).hexdigest() == huella


def test_las_pruebas_instalan_lo_mismo_que_la_aplicacion():
    """manage.py counts on it: an environment for the tests serves the application."""
    assert len(pines("requirements.txt")) > 40
    assert pines("requirements.txt") <= pines("requirements-dev.txt")


@pytest.mark.parametrize("archivo", ["requirements.txt", "requirements-dev.txt"])
def test_cada_paquete_lleva_su_huella(archivo):
    bloques = re.split(r"^(?=[\w.-]+==)", (RAIZ / archivo).read_text(), flags=re.MULTILINE)[1:]
    assert [b.partition(" ")[0] for b in bloques if "--hash=sha256:" not in b] == []


def test_los_requisitos_no_nombran_ningun_servidor():
    for archivo in RAIZ.glob("requirements*"):
        assert "://" not in archivo.read_text(), archivo.name
