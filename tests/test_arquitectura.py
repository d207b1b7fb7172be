"""The rules of the house that a tool can hold: labels, imports, migrations, templates, words."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.backends.postgresql.psycopg_any import is_psycopg3
from importlinter.cli import lint_imports

from cargos.permisos import CUALQUIERA, Permiso
from tests.rutas import rutas

RAIZ = Path(__file__).resolve().parent.parent
PAQUETES = ("ocisys", "cargos", "convenios", "tramite")
CODIGO = sorted(
    ruta
    for paquete in PAQUETES
    for ruta in (RAIZ / paquete).rglob("*.py")
    if "migrations" not in ruta.parts
)
PLANTILLAS = sorted(r for r in (RAIZ / "templates").rglob("*") if r.is_file())


COMENTARIO = re.compile(r"\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)


def _en_blanco(comentario: re.Match[str]) -> str:
    """As many lines as the comment had, so that the numbers of the others stay."""
    return "\n" * comentario[0].count("\n")


def de_casa(ruta: Path) -> str:
    return ruta.relative_to(RAIZ).as_posix()


def apariciones(patron: str, rutas: list[Path]) -> list[str]:
    """`file:line` of everything that matches, for a message one can click on."""
    return [
        f"{de_casa(ruta)}:{texto.count(chr(10), 0, hallado.start()) + 1}"
        for ruta in rutas
        for texto in [COMENTARIO.sub(_en_blanco, ruta.read_text())]
        for hallado in re.finditer(patron, texto)
    ]


def ninguno(hallados: list[str], razon: str = "") -> None:
    """Fail with every finding on its own line."""
    assert not hallados, "\n".join([razon, *hallados])


# --- Labels -----------------------------------------------------------------------------------


def test_cada_vista_nuestra_dice_que_permiso_pide():
    validas = {*Permiso, CUALQUIERA}
    sin_etiqueta = [
        ruta.nombre
        for ruta in rutas()
        if not ruta.vista.__module__.startswith("allauth.")
        and getattr(ruta.vista, "login_required", True)
        and getattr(ruta.vista, "permiso", None) not in validas
    ]
    ninguno(sin_etiqueta)


# --- Imports and migrations -------------------------------------------------------------------


@pytest.mark.lento
def test_se_importa_solo_hacia_abajo(monkeypatch, capsys):
    monkeypatch.chdir(RAIZ)
    assert lint_imports(config_filename="pyproject.toml", no_cache=True) == 0, capsys.readouterr()


def test_ninguna_funcion_importa_por_dentro():
    permitidos = {"ready"}  # AppConfig: there are no models before
    pesado = "# heavy"  # megabytes in each worker that few requests need (decisión 0009)
    antes_de_django = "ocisys/arranque/"  # runs without the environment it is about to make
    hallados = [
        f"{de_casa(ruta)}:{hijo.lineno}"
        for ruta in CODIGO
        if not de_casa(ruta).startswith(antes_de_django)
        for nodo in ast.walk(ast.parse(ruta.read_text()))
        if isinstance(nodo, ast.FunctionDef) and nodo.name not in permitidos
        for hijo in ast.walk(nodo)
        if isinstance(hijo, ast.Import | ast.ImportFrom)
        and pesado not in ruta.read_text().splitlines()[hijo.lineno - 1]
    ]
    ninguno(hallados)


def test_un_trabajador_no_empieza_con_lo_que_pocos_piden():
    """Decisión 0009: what an export, a signature or a photograph loads is loaded by who asks."""
    pesados = [
        "pyhanko",
        "aiohttp",
        "pkcs11",
        "openpyxl",
        "docx",
        "icalendar",
        "vobject",
        "PIL",
        "lxml",
    ]
    empezar = (
        "import sys, ocisys.wsgi; from tests.rutas import rutas; rutas(); "
        f"print(*[m for m in {pesados} if m in sys.modules])"
    )
    salida = subprocess.run(
        [sys.executable, "-c", empezar], cwd=RAIZ, check=True, capture_output=True, text=True
    ).stdout
    assert not salida.split()


def test_las_migraciones_estan_al_dia(db, capsys):
    try:
        call_command("makemigrations", check=True, dry_run=True)
    except SystemExit:
        pytest.fail(capsys.readouterr().out)


def test_cada_migracion_tiene_un_nombre_que_dice_que_hace():
    migraciones = [m.stem for p in PAQUETES for m in (RAIZ / p).rglob("migrations/0*.py")]
    ninguno([m for m in migraciones if re.search(r"_auto_|_and_more|_\d{8}", m)])


def test_django_habla_con_postgresql_por_psycopg2():
    # Any package that brings psycopg 3 would change the driver without a word.
    assert is_psycopg3 is False


# --- Templates --------------------------------------------------------------------------------

# Django and allauth look for these by themselves.
BUSCADAS = {"400.html", "403.html", "404.html", "429.html", "500.html"}


def test_ninguna_plantilla_sobra():
    fuentes = [*CODIGO, *PLANTILLAS, *RAIZ.glob("*/templatetags/*.py")]
    textos = "\n".join(ruta.read_text() for ruta in fuentes)
    nombradas = set(
        re.findall(r"""["']([\w./{}-]+\.(?:html|txt|svg|xml))(?:#[\w-]+)?["']""", textos)
    )
    # f"account/email/{plantilla}.txt" names every template of that folder.
    patrones = [re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(n))) for n in nombradas]
    ajenas = [Path(c.path) / "templates" for c in apps.get_app_configs()]
    sobran = []
    for plantilla in PLANTILLAS:
        nombre = plantilla.relative_to(RAIZ / "templates").as_posix()
        reemplaza = any((carpeta / nombre).exists() for carpeta in ajenas)
        if nombre in BUSCADAS or reemplaza or any(p.fullmatch(nombre) for p in patrones):
            continue
        sobran.append(nombre)
    ninguno(sobran)


EN_PLANTILLAS = {
    r"\sstyle=": "la política de contenidos lo bloquea: una clase en oci.css",
    r"\son[a-z]+=\"": "la política de contenidos lo bloquea: un atributo data- y un script propio",
    r"hx-on|hx-vals=.js:": "htmx sin eval",
    r"<style|<script(?![^>]*\ssrc=)": "nada en línea: static/ocisys/",
    r"(?:src|href)=\"(?:https?:)?//": "nada de fuera de la casa",
    r"get_static_prefix": "sin su huella el archivo no existe en producción: {% static %}",
    r"\|safe\b|autoescape off": "lo que escribe una persona se escapa siempre",
}
# A mail is plain text: escaping it would show «&quot;» to whoever reads it.
TEXTO_PLANO = {"templates/account/email/clave.txt", "templates/account/email/invitacion.txt"}


@pytest.mark.parametrize(("patron", "razon"), EN_PLANTILLAS.items())
def test_las_plantillas_no_traen_lo_que_no_se_permite(patron, razon):
    html = [r for r in PLANTILLAS if de_casa(r) not in TEXTO_PLANO]
    ninguno(apariciones(patron, html), razon)


# --- Views ------------------------------------------------------------------------------------

VISTAS = [r for r in CODIGO if "views" in r.parts or r.name in ("views.py", "panel.py")]


# Rows that belong to nobody in particular, and why everyone may read them.
SIN_DUENO = {
    "ParametroCumplimiento": "los umbrales con que se calcula, iguales para todos",
    "Usuario": "quién ocupa cada cargo es público en la oficina",
    "ReservaConfidencialidad": "se piden las de la persona misma: `de(persona)`",
}


def test_las_vistas_piden_las_filas_que_la_persona_puede_ver():
    # visibles_para, editables_para, reportables_para: always «of this person».
    patron = rf"\b(?!{'|'.join(SIN_DUENO)})\w+\.objects\b(?!\s*\.\w+_para\()"
    ninguno(apariciones(patron, VISTAS))


def test_una_vista_cabe_en_una_mirada():
    largas = []
    for ruta in VISTAS:
        for nodo in ast.walk(ast.parse(ruta.read_text())):
            if isinstance(nodo, ast.FunctionDef):
                cuerpo = nodo.body[ast.get_docstring(nodo) is not None :]
                lineas = cuerpo[-1].end_lineno - cuerpo[0].lineno + 1 if cuerpo else 0
                if lineas > 20:
                    largas.append(f"{de_casa(ruta)}:{nodo.lineno} {nodo.name} ({lineas})")
    ninguno(largas)


# --- Words ------------------------------------------------------------------------------------

PROHIBIDAS = {
    r"\bsend_mail\(": (
        "una página no espera al servidor de correo: avisar() o una tarea",
        ("ocisys/base/avisos.py",),
    ),
    r"\bThread\(|\.delay\(": ("lo lento es una tarea de la cola", ()),
    r"\bdate\.today\(|datetime\.now\(|utcnow\(": (
        "hoy es un argumento; timezone.localdate() en vistas y comandos",
        (),
    ),
    r"django\.db\.models\.signals|django\.dispatch": (
        "la consecuencia se lee donde está la causa",
        (),
    ),
    r"request\.POST or None": ("con el token en una cabecera queda vacío: datos()", ()),
    r"mark_safe\(|csrf_exempt|\.extra\(|pickle": (
        "abre la puerta a lo que otro escribió",
        ("tramite/filas.py",),  # the rows of the two long tables; test_filas.py tries each cell
    ),
    r"\b(?:TODO|FIXME|XXX)\b": ("se hace o se deja escrito como pendiente fuera del código", ()),
    r"\bprint\(": (
        "un comando escribe en self.stdout; lo demás, en el registro",
        ("ocisys/arranque/", "ocisys/base/procesos.py"),  # they speak before there is Django
    ),
}


@pytest.mark.parametrize("patron", PROHIBIDAS)
def test_palabras_que_no_se_escriben(patron):
    razon, permitidos = PROHIBIDAS[patron]
    hallados = apariciones(patron, CODIGO)
    ninguno([h for h in hallados if not h.startswith(permitidos)], razon)


def test_ningun_archivo_se_llama_como_un_cajon_de_sastre():
    cajones = {"utils.py", "helpers.py", "common.py", "misc.py"}
    ninguno([de_casa(r) for r in CODIGO if r.name in cajones])
