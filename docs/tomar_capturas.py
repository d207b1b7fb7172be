"""Retake the pictures of the README from a running demo office: `make capturas`.

Needs `python3 manage.py iniciar --demo` in another terminal and a Chromium on the machine; reads
the accounts from var/demo.txt. Usage: python docs/tomar_capturas.py [--url http://127.0.0.1:8000]
"""

import argparse
import os
import shutil
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

RAIZ = Path(__file__).resolve().parent.parent
DESTINO = RAIZ / "docs" / "capturas"

# (file, post or profile of who looks, path, width, height, dark)
README = [
    ("tablero", "067", "/convenios/tablero/", 1280, 900, False),
    ("registro", "071", "/tramite/registrar/", 1280, 900, False),
    ("ficha-067", "068", "/cargos/067/", 1280, 900, False),
]


def cuentas() -> dict[str, tuple[str, str]]:
    """`{post or profile: (user, password)}` of var/demo.txt."""
    carpeta = Path(os.environ.get("OCISYS_VAR", RAIZ / "var"))
    filas = (f.split("\t") for f in (carpeta / "demo.txt").read_text().splitlines())
    return {puesto: (usuario, clave) for usuario, clave, puesto in filas}


def tomar(navegador: Browser, url: str, quien: tuple[str, str], toma: tuple, destino: Path) -> None:
    """Log in as `quien`, open the page of `toma` and save its picture."""
    nombre, _, ruta, ancho, alto, oscuro = toma
    pagina = navegador.new_page(
        viewport={"width": ancho, "height": alto},
        color_scheme="dark" if oscuro else "light",
        locale="es-PE",
        reduced_motion="reduce",
    )
    pagina.goto(f"{url}/entrar/")
    pagina.fill("input[name=login]", quien[0])
    pagina.fill("input[name=password]", quien[1])
    pagina.keyboard.press("Enter")
    pagina.wait_for_url(f"{url}/")
    pagina.goto(f"{url}{ruta}")
    pagina.wait_for_load_state("networkidle")
    pagina.screenshot(path=destino / f"{nombre}.png")
    pagina.close()


def main() -> None:
    opciones = argparse.ArgumentParser(description=__doc__)
    opciones.add_argument("--url", default="http://127.0.0.1:8000")
    url = opciones.parse_args().url.rstrip("/")
    DESTINO.mkdir(exist_ok=True)
    with sync_playwright() as p:
        navegador = p.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=["--no-sandbox", "--disable-gpu"],
        )
        for toma in README:
            tomar(navegador, url, cuentas()[toma[1]], toma, DESTINO)
            print(DESTINO / f"{toma[0]}.png")
        navegador.close()


if __name__ == "__main__":
    main()
