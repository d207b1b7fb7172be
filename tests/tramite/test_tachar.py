"""Partial access: a copy in which what is hidden is truly gone (TUO Ley 27806 art. 19)."""

import io
from collections.abc import Callable

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InternalError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cargos.models import Usuario
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica_tramite as fabrica
from tests.fabrica_ficheros import foto, pdf
from tramite import acciones
from tramite.acciones.tachar import hacer_copia
from tramite.models import Anexo, CopiaTachada, Expediente
from tramite.zonas import leer_zonas

Como = Callable[[Usuario], Client]
DATOS = {"causal": "TUO Ley 27806 art. 17.5", "fundamento": "Datos de terceros."}


@pytest.fixture
def anexo(secretaria: Usuario, jefatura: Usuario) -> Anexo:
    fila = fabrica.expediente(por=secretaria)
    contenido = pdf("Beneficiaria Juana, DNI 40000001", "Lo demas es publico")
    [hecho] = acciones.adjuntar(
        fila.documentos.get(),
        ficheros=[SimpleUploadedFile("padron.pdf", contenido, "application/pdf")],
        por=secretaria,
        ahora=timezone.now(),
    )
    return hecho


def direccion(anexo: Anexo) -> str:
    return reverse("tramite:tachar", args=[anexo.documento.expediente.numero, anexo.pk])


def copia_de(anexo: Anexo, cliente: Client, **campos: str) -> CopiaTachada:
    respuesta = cliente.post(direccion(anexo), DATOS | campos)
    assert respuesta.status_code == 302, respuesta.content.decode()
    copia = CopiaTachada.objects.get(anexo=anexo)
    hacer_copia.call(copia=copia.pk)
    hacer_copia.call(copia=copia.pk)
    copia.refresh_from_db()
    return copia


def bytes_de(copia: CopiaTachada) -> bytes:
    assert copia.archivo is not None
    with copia.archivo.fichero.open("rb") as abierto:
        return abierto.read()


def test_lo_oculto_no_esta_en_la_copia_y_el_original_queda_igual(
    anexo: Anexo, secretaria: Usuario, como: Como
) -> None:
    antes = anexo.archivo.sha256
    copia = copia_de(anexo, como(secretaria), palabras="Juana\n40000001")
    contenido = bytes_de(copia)
    hojas = pypdfium2.PdfDocument(io.BytesIO(contenido))

    assert len(hojas) == 2
    assert all(h.get_textpage().get_text_bounded() == "" for h in hojas)
    assert b"Juana" not in contenido
    assert copia.paginas == [1]
    zona = copia.zonas[0]
    imagen = hojas[0].render(scale=2, grayscale=True).to_pil()
    x = (zona["x"] + zona["ancho"] * 0.95) * imagen.width
    y = (zona["y"] + zona["alto"] * 0.9) * imagen.height
    assert imagen.getpixel((int(x), int(y))) < 40
    anexo.refresh_from_db()
    assert anexo.archivo.sha256 == antes
    acto = anexo.documento.expediente.actuaciones.get(clase="tachado")
    assert acto.por == secretaria
    assert "art. 17.5" in acto.texto
    assert "Juana" not in acto.texto


def test_se_ocultan_rectangulos_y_paginas_de_una_imagen(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    fila = fabrica.expediente(por=secretaria)
    [anexo] = acciones.adjuntar(
        fila.documentos.get(),
        ficheros=[SimpleUploadedFile("foto.jpg", foto("DNI 40000001"), "image/jpeg")],
        por=secretaria,
        ahora=timezone.now(),
    )

    copia = copia_de(anexo, como(secretaria), zonas="1")

    hoja = pypdfium2.PdfDocument(io.BytesIO(bytes_de(copia)))[0]
    imagen = hoja.render(scale=1, grayscale=True).to_pil()
    assert imagen.getpixel((imagen.width // 2, imagen.height // 2)) < 40
    assert como(secretaria).get(reverse("tramite:pagina_png", args=[fila.numero, anexo.pk, 1]))


@pytest.mark.parametrize(
    ("campos", "frase"),
    [
        ({}, "Marque lo que se oculta"),
        ({"zonas": "arriba"}, "No se entiende «arriba»"),
        ({"zonas": "9"}, "No hay página 9"),
        ({"zonas": "1: 80, 10, 50, 5"}, "no cabe en la página"),
        ({"palabras": "Ausente"}, "no está en el texto"),
        ({"palabras": "Ju"}, "al menos tres"),
    ],
)
def test_lo_mal_escrito_se_dice_y_no_se_pierde(
    anexo: Anexo, secretaria: Usuario, como: Como, campos: dict[str, str], frase: str
) -> None:
    respuesta = como(secretaria).post(direccion(anexo), DATOS | campos)

    assert respuesta.status_code == 422
    assert frase in respuesta.content.decode()
    assert "Datos de terceros." in respuesta.content.decode()
    assert not CopiaTachada.objects.exists()


def test_las_zonas_se_leen_como_se_escriben() -> None:
    leidas = leer_zonas("2: 10, 20.5, 50, 5\n\n4-5", 6)

    assert [z["pagina"] for z in leidas] == [2, 4, 5]
    assert leidas[0] | {"pagina": 0} == {
        "pagina": 0, "x": 0.1, "y": 0.205, "ancho": 0.5, "alto": 0.05
    }  # fmt: skip


def test_la_copia_se_entrega_al_dar_vista_y_sigue_la_reserva(
    anexo: Anexo, secretaria: Usuario, jefatura: Usuario, especialista_ai: Usuario, como: Como
) -> None:
    expediente: Expediente = anexo.documento.expediente
    copia = copia_de(anexo, como(secretaria), zonas="1")
    url = reverse("tramite:copia_tachada", args=[expediente.numero, copia.pk])
    assert como(especialista_ai).get(url).getvalue().startswith(b"%PDF")
    acciones.reservar(
        expediente, clase="confidencial", fundamento="x", lectores=[], causal="art. 17.1",
        revision_el=timezone.localdate().replace(year=2030), por=jefatura, ahora=timezone.now(),
    )  # fmt: skip
    assert como(especialista_ai).get(url).status_code == 404
    expediente.refresh_from_db()

    como(jefatura).post(
        reverse("tramite:vista", args=[expediente.numero]),
        {
            "version": expediente.version,
            "a_quien": "Parte de prueba",
            "calidad": "el administrado",
            "copias": "2",
            "entregadas": [copia.pk],
        },
    )

    vista = expediente.actuaciones.get(clase="vista")
    assert vista.datos["entregadas"] == [copia.pk]
    assert str(copia) in vista.texto


def test_la_copia_dice_siempre_que_y_por_que_y_no_se_rehace(
    anexo: Anexo, secretaria: Usuario, como: Como
) -> None:
    with pytest.raises(ReglaIncumplida, match="qué se oculta"):
        acciones.encargar_copia(
            anexo, zonas=[], causal="x", fundamento="x", por=secretaria, ahora=timezone.now()
        )
    copia = copia_de(anexo, como(secretaria), zonas="1")
    with pytest.raises(InternalError), transaction.atomic():
        CopiaTachada.objects.filter(pk=copia.pk).update(archivo=None)
    with pytest.raises(InternalError), transaction.atomic():
        CopiaTachada.objects.filter(pk=copia.pk).update(fundamento="Otro")
