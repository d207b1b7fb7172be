"""What the look promises and can be read without a browser."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse

from cargos.permisos import PERMISOS, Perfil, Permiso
from ocisys.base import iconos, navegacion
from ocisys.base.templatetags.oci import TONOS, chip

RAIZ = settings.RAIZ
CSS = RAIZ / "static/ocisys/css"
PLANTILLAS = sorted((RAIZ / "templates").rglob("*.html"))
EN_LINEA = re.compile(r"<style|\sstyle=|\son[a-z]+=|hx-on|javascript:|<script(?![^>]*\bsrc=)", re.I)


def _tokens(css: str) -> dict[str, str]:
    """Custom properties of the first `:root` of a sheet."""
    raiz = re.search(r":root\s*{(.*?)\n}", re.sub(r"/\*.*?\*/", "", css, flags=re.S), re.S)
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", raiz[1]))


def _luminancia(color: str) -> float:
    """Relative luminance of `#rgb` or `#rrggbb`, as WCAG 2 defines it."""
    digitos = color.strip().lstrip("#")
    digitos = "".join(c * 2 for c in digitos) if len(digitos) == 3 else digitos
    canales = [int(digitos[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in canales)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def _contraste(uno: str, otro: str) -> float:
    claro, oscuro = sorted((_luminancia(uno), _luminancia(otro)), reverse=True)
    return (claro + 0.05) / (oscuro + 0.05)


CLARO = _tokens((CSS / "oci.css").read_text())
OSCURO = CLARO | _tokens((CSS / "oscuro.css").read_text())
SUPERFICIES = ("--papel", "--hoja", "--fondo")
TEXTOS = ("--tinta", "--tinta-2", "--enlace", "--enlace-fuerte", "--peligro")


@pytest.mark.parametrize("tema", [CLARO, OSCURO], ids=["claro", "oscuro"])
def test_todo_texto_se_lee_sobre_toda_superficie(tema: dict[str, str]) -> None:
    pares = [(t, s) for t in TEXTOS for s in SUPERFICIES]
    pares += [(f"--{t}", f"--{t}-fondo") for t in ("bien", "atencion", "peligro", "info", "neutro")]
    pares += [("--boton-letra", "--boton"), ("--boton-letra", "--boton-fuerte")]
    pares += [("--cabecera-letra", "--cabecera"), ("--cabecera-letra", "--cabecera-2")]
    flojos = {p: round(_contraste(*(tema[n] for n in p)), 2) for p in pares}
    assert {p: c for p, c in flojos.items() if c < 4.5} == {}


@pytest.mark.parametrize("tema", [CLARO, OSCURO], ids=["claro", "oscuro"])
def test_lo_que_se_opera_se_distingue_de_su_fondo(tema: dict[str, str]) -> None:
    pares = [(t, s) for t in ("--borde", "--foco", "--acento") for s in SUPERFICIES]
    flojos = {p: round(_contraste(*(tema[n] for n in p)), 2) for p in pares}
    assert {p: c for p, c in flojos.items() if c < 3} == {}


def test_la_hoja_oscura_solo_cambia_tokens_que_existen() -> None:
    oscura = (CSS / "oscuro.css").read_text()
    assert _tokens(oscura).keys() <= CLARO.keys()
    assert oscura.count("{") == 1


def test_cada_clase_de_color_tiene_su_icono_y_su_regla() -> None:
    css = (CSS / "oci.css").read_text()
    assert [t for t in TONOS if f".chip-{t}" not in css] == []
    assert [t for t in TONOS if f".chip-{t}{{--i:" not in iconos.hoja()] == []
    assert "i-micro-bell-alert" in chip("Vence hoy", "peligro", icono="bell-alert")
    assert "<svg" in chip("Otro", "peligro", icono="cake")


def test_cada_icono_de_la_hoja_existe_y_se_dibuja_una_vez() -> None:
    hoja = iconos.hoja()
    for estilo, nombres in iconos.EN_LA_HOJA.items():
        for nombre in nombres:
            assert hoja.count(f".i-{estilo}-{nombre}{{") == 1
            assert f"i-{estilo}-{nombre}" in iconos.icono(estilo, nombre, size=18)


def test_un_icono_que_no_esta_en_la_hoja_se_escribe_entero() -> None:
    assert iconos.icono("outline", "cake", size=20).startswith("<svg ")


def test_la_hoja_de_iconos_se_encuentra_como_un_archivo_mas() -> None:
    assert Path(finders.find(iconos.HOJA)).read_text() == iconos.hoja()


def test_cada_tamanio_de_icono_tiene_su_regla() -> None:
    css = (CSS / "oci.css").read_text()
    usados = {
        int(n) for p in PLANTILLAS for n in re.findall(r"heroicon_.*? size=(\d+)", p.read_text())
    }
    assert [n for n in usados - {16} if f".i{n} " not in css] == []


@pytest.mark.parametrize("plantilla", PLANTILLAS, ids=lambda p: str(p.relative_to(RAIZ)))
def test_ninguna_plantilla_tiene_codigo_ni_estilo_en_linea(plantilla: Path) -> None:
    texto = re.sub(r"{% comment %}.*?{% endcomment %}", "", plantilla.read_text(), flags=re.S)
    if "email" in plantilla.parts:
        return
    assert EN_LINEA.findall(texto) == []


def test_la_pagina_de_fallo_no_depende_de_nada() -> None:
    assert "Algo falló de nuestro lado" in render_to_string("500.html")


@pytest.mark.parametrize("numero", ["400", "403", "404", "409"])
def test_cada_pagina_de_error_dice_como_seguir(numero: str) -> None:
    html = render_to_string(f"{numero}.html", request=_peticion())
    assert f'href="{reverse("panel")}"' in html


def _peticion() -> object:
    peticion = RequestFactory().get("/no-existe/")
    peticion.user = type("Anonimo", (), {"is_authenticated": False, "pk": None})()
    return peticion


ENLACES = [e for s in navegacion.SECCIONES for e in s.enlaces] + list(navegacion.CUENTA)


@pytest.mark.parametrize("enlace", ENLACES, ids=lambda e: e.nombre)
def test_el_mapa_solo_nombra_paginas_y_permisos_que_existen(enlace: navegacion.Enlace) -> None:
    assert reverse(enlace.nombre)
    assert not enlace.permiso or Permiso(enlace.permiso)


def test_ninguna_tecla_abre_dos_paginas() -> None:
    teclas = [e.tecla for e in ENLACES if e.tecla]
    assert sorted(teclas) == sorted(set(teclas))


def test_a_quien_no_ve_expedientes_no_se_le_ofrece_tramite() -> None:
    permisos = PERMISOS[Perfil.ADMINISTRACION]
    assert "Trámite" not in [s.texto for s in navegacion.secciones(permisos, "/")]


def test_el_mapa_que_guarda_el_navegador_cambia_de_direccion_con_lo_que_dice() -> None:
    secretaria, jefatura = PERMISOS[Perfil.SECRETARIA], PERMISOS[Perfil.JEFATURA]
    assert reverse("tramite:llamadas") in navegacion.guion(secretaria)
    assert reverse("convenios:parametros") in navegacion.guion(jefatura)
    assert reverse("convenios:parametros") not in navegacion.guion(secretaria)
    assert navegacion.version(secretaria) != navegacion.version(jefatura)


@pytest.mark.parametrize(
    ("ruta", "marcada"),
    [
        ("/", "panel"),
        ("/convenios/tablero/", "convenios:tablero"),
        ("/tramite/expedientes/2026-000001-K/", "tramite:expedientes"),
        ("/cargos/067/", "cargos:cap"),
        ("/salud/", None),
    ],
)
def test_el_mapa_marca_donde_se_esta(ruta: str, marcada: str | None) -> None:
    todos = frozenset(Permiso)
    barra = navegacion.secciones(todos, navegacion.ruta_actual(ruta))
    actuales = [e.nombre for s in barra for e in s.enlaces if e.actual]
    assert actuales == ([marcada] if marcada else [])
