"""Nothing of a reserved expediente leaks: every route of the house, asked as every profile.

The routes come from the URLconf, so a new page is tried without anybody remembering it. What may
not appear: the subject, the sender, the number of its document, its indications, the title and the
bytes of its file; and its number, except where the question itself carried it.
"""

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice, product

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils import timezone

from cargos.models import Usuario
from cargos.permisos import Permiso
from tests import fabrica, fabrica_opiniones, fabrica_salidas, fabrica_tramite
from tests.rutas import EJEMPLOS, Ruta, rutas
from tramite import acciones
from tramite.models import Anexo, Expediente

MARCAS = ("Mandrágora", "mandragora", "ZQX-7777", "Wolframio", "vademecum-secreto")
NO_NOMBRADOS = ["069", "070", "071", "administra", "audita", "nadie"]
# Half a word, because an answer may repeat the question.
BUSCAN = frozenset(r.url for r in rutas() if r.nombre.startswith(("tramite:", "panel")))
PREGUNTAS = ("", "?q=mandr&remitente=mandr&texto=denunci&asunto=wolfr", "?q=7777&numero=7777")
ACTOS = ("motivo", "texto", "requisitos", "asunto")

# The log of readings is what auditoría exists for: it shows the number, and nothing of the content.
CON_NUMERO = {
    ("tramite:lecturas", "audita"),
    ("cargos:rastro", "audita"),
    ("cargos:rastro_exportar", "audita"),
}


@pytest.fixture
def plantado(jefatura: Usuario, especialista: Usuario) -> Expediente:
    """Reserved by the head with everything that can leak; only 067 and 068 are named."""
    fila = fabrica_tramite.expediente(
        por=jefatura,
        pase_a="068",
        asunto="Denuncia contra Mandrágora por el Wolframio",
        remitente=fabrica_tramite.remitente(nombre="Mandrágora S. A."),
        documento_numero="ZQX-7777",
        indicaciones="Wolframio: no divulgar",
        procedimiento=fabrica_tramite.procedimiento("informe"),
    )
    acciones.adjuntar(
        fila.documentos.get(),
        ficheros=[SimpleUploadedFile("vademecum-secreto.txt", b"Texto del Wolframio\n")],
        por=jefatura,
        ahora=timezone.now(),
    )
    acciones.reservar(
        fila,
        clase="confidencial",
        causal="TUO Ley 27806 art. 17.1",
        fundamento="Wolframio",
        revision_el=timezone.localdate().replace(year=timezone.localdate().year + 2),
        lectores=[],
        por=jefatura,
        ahora=timezone.now(),
    )
    fabrica_salidas.salida(fila, por=especialista, asunto="Wolframio", destinatario="Mandrágora")
    fabrica_opiniones.opinion(
        fila, por=especialista, solicitante="Mandrágora", cuestiones=["¿Hay Wolframio?"]
    )
    fila.refresh_from_db()
    return fila


def persona(quien: str) -> Usuario | None:
    """Who holds that post or has that profile; None for «nadie», who has not logged in."""
    if quien == "nadie":
        return None
    return fabrica.usuario(**({"cargo": quien} if quien.isdigit() else {quien: True}))


def direcciones(ruta: Ruta, fila: Expediente, anexo: Anexo) -> Iterator[str]:
    """Addresses of a route that point to what was planted, or else look for it."""
    propios = {
        "numero": [fila.numero],
        "orden": [1],
        "pk": [anexo.pk, fila.pk, *fila.salidas.values_list("pk", flat=True)],
        "expediente": [fila.pk],
        "documento": [anexo.documento_id],
    }
    for valores in product(*(propios.get(a, EJEMPLOS) for a in ruta.argumentos)):
        with suppress(NoReverseMatch, Resolver404):
            url = reverse(ruta.nombre, kwargs=dict(zip(ruta.argumentos, valores, strict=True)))
            resolve(url)
            if any(a in propios for a in ruta.argumentos):
                yield url
            else:
                yield from (f"{url}{p}" for p in PREGUNTAS[: None if url in BUSCAN else 1])
                return


def texto_de(respuesta: HttpResponseBase) -> str:
    """All that an answer says: headers, page, the inside of a spreadsheet or of a PDF."""
    contenido = b"".join(respuesta) if respuesta.streaming else respuesta.content  # type: ignore[arg-type,attr-defined]
    partes = [str(respuesta.headers), contenido.decode(errors="ignore")]
    if contenido.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(contenido)) as paquete:
            partes += [paquete.read(n).decode(errors="ignore") for n in paquete.namelist()]
    if contenido.startswith(b"%PDF"):
        pdf = pypdfium2.PdfDocument(contenido)
        partes += [pagina.get_textpage().get_text_range() for pagina in pdf]
        pdf.close()
    return "\n".join(partes)


def pedir(cliente: Client, url: str, datos: dict[str, str] | None = None) -> HttpResponseBase:
    """The answer to a GET, or to a POST of `datos`, whose effects are undone."""
    with transaction.atomic():
        respuesta = cliente.post(url, datos) if datos is not None else cliente.get(url)
        texto = texto_de(respuesta)
        transaction.set_rollback(True)
    respuesta.todo = texto  # type: ignore[attr-defined]
    return respuesta


@pytest.mark.lento
@pytest.mark.parametrize("quien", NO_NOMBRADOS)
def test_ninguna_ruta_revela_lo_reservado_a_quien_no_esta_nombrado(
    plantado: Expediente, como: Callable[[Usuario], Client], quien: str
) -> None:
    usuario = persona(quien)
    cliente = como(usuario) if usuario else Client()
    anexo = Anexo.objects.get(documento__expediente=plantado)
    fugas = []
    for ruta in rutas():
        # What its label closes never looks at the row: one address says as much as four.
        pide = getattr(ruta.vista, "permiso", None)
        cerrada = usuario and isinstance(pide, Permiso) and not usuario.puede(pide)
        for url in islice(direcciones(ruta, plantado, anexo), 1 if cerrada else None):
            respuesta = pedir(cliente, url)
            fugas += [f"{url}: {m}" for m in MARCAS if m in respuesta.todo]  # type: ignore[attr-defined]
            if plantado.numero in url:
                if respuesta.status_code == 200:
                    fugas.append(f"{url}: abre")
            elif plantado.numero in respuesta.todo and (ruta.nombre, quien) not in CON_NUMERO:  # type: ignore[attr-defined]
                fugas.append(f"{url}: número")

    assert fugas == []


@pytest.mark.lento
@pytest.mark.parametrize("quien", ["071", "administra", "audita"])
def test_ningun_acto_alcanza_lo_reservado(
    plantado: Expediente, como: Callable[[Usuario], Client], quien: str
) -> None:
    cliente = como(persona(quien))
    anexo = Anexo.objects.get(documento__expediente=plantado)
    cuerpo = {"version": str(plantado.version)} | dict.fromkeys(ACTOS, "x")
    abiertas = []
    for ruta in rutas():
        if "numero" not in ruta.argumentos:
            continue
        for url in direcciones(ruta, plantado, anexo):
            respuesta = pedir(cliente, url, cuerpo)
            if respuesta.status_code not in (403, 404, 405):
                abiertas.append(f"{url}: {respuesta.status_code}")

    assert abiertas == []


def test_ni_avisos_ni_correos_de_lo_reservado_dicen_mas_que_su_numero(
    plantado: Expediente, jefatura: Usuario, especialista: Usuario
) -> None:
    acciones.devolver(plantado, motivo="Wolframio", por=especialista, ahora=timezone.now())

    avisos = [*jefatura.avisos.all(), *especialista.avisos.all()]

    assert avisos
    for aviso in avisos:
        assert not [m for m in MARCAS if m in f"{aviso.asunto} {aviso.cuerpo} {aviso.enlace}"]
