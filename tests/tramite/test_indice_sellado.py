"""The índice digital of a closing: both dates, hash per document, the agent's signature."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InternalError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cargos.models import Usuario
from ocisys.base.firma.confianza import Confianza
from ocisys.base.firma.verificar import verificar
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica_tramite as fabrica
from tests.fabrica_ficheros import PDF
from tests.fabrica_firma import CLAVE, Autoridad
from tramite import acciones
from tramite.acciones.indice import sellar_indice, sellar_indices_pendientes
from tramite.models import Expediente, IndiceSellado

Como = Callable[[Usuario], Client]


@pytest.fixture
def archivado(secretaria: Usuario, jefatura: Usuario) -> Expediente:
    fila = fabrica.expediente(por=secretaria)
    acciones.adjuntar(
        fila.documentos.get(),
        ficheros=[SimpleUploadedFile("oficio.pdf", PDF, "application/pdf")],
        por=secretaria,
        ahora=timezone.now(),
    )
    ahora = timezone.now()
    acciones.atender(fila, texto="Se respondió.", por=jefatura, ahora=ahora)
    acciones.archivar(fila, texto="Archivador 1", por=jefatura, ahora=ahora)
    fila.refresh_from_db()
    return fila


def cierre(fila: Expediente) -> int:
    return fila.actuaciones.get(clase="archivo").pk


def sellado(fila: Expediente) -> tuple[IndiceSellado, bytes]:
    sellar_indice.call(cierre=cierre(fila))
    indice = IndiceSellado.objects.get(expediente=fila)
    with indice.archivo.fichero.open("rb") as abierto:
        return indice, abierto.read()


def test_archivar_encarga_el_indice_y_se_sella_una_vez(archivado: Expediente) -> None:
    encargados = DBTaskResult.objects.filter(task_path=sellar_indice.module_path)
    assert encargados.count() == 1

    indice, _ = sellado(archivado)
    sellar_indice.call(cierre=cierre(archivado))

    assert IndiceSellado.objects.count() == 1
    assert (indice.abierto_en, indice.firmado_por) == (archivado.en, "")
    [documento] = indice.contenido
    [archivo] = documento["archivos"]
    assert archivo["sha256"] == archivado.documentos.get().anexos.get().archivo.sha256
    with pytest.raises(InternalError), transaction.atomic():
        IndiceSellado.objects.update(firmado_por="Otro")


def test_el_agente_firma_el_indice_y_cualquiera_lo_comprueba(
    archivado: Expediente, settings: Any, tmp_path: Path
) -> None:
    ruta = tmp_path / "agente.p12"
    ruta.write_bytes(Autoridad().persona("Agente automatizado OCI"))
    settings.OCISYS_AGENTE, settings.OCISYS_AGENTE_CLAVE = str(ruta), CLAVE
    indice, pdf = sellado(archivado)

    [firma] = verificar(pdf, confianza=Confianza(), en=timezone.now())
    pagina = Client().post(
        reverse("publico:verificar"), {"pdf": SimpleUploadedFile("i.pdf", pdf, "application/pdf")}
    )

    assert firma.titular == indice.firmado_por == "Agente automatizado OCI"
    assert firma.es_integra
    assert archivado.numero in pagina.content.decode()
    assert "el que se selló al cerrar" in pagina.content.decode()


def test_el_indice_de_lo_restringido_no_lo_reconoce_la_pagina_publica(
    archivado: Expediente, jefatura: Usuario
) -> None:
    _, pdf = sellado(archivado)
    acciones.reservar(
        archivado, clase="grupo", fundamento="x", lectores=[], por=jefatura, ahora=timezone.now()
    )

    pagina = Client().post(
        reverse("publico:verificar"), {"pdf": SimpleUploadedFile("i.pdf", pdf, "application/pdf")}
    )

    assert archivado.numero not in pagina.content.decode()


def test_la_ficha_dice_si_lo_de_hoy_coincide_con_el_indice(
    archivado: Expediente, secretaria: Usuario, como: Como
) -> None:
    sellado(archivado)
    url = f"{archivado.get_absolute_url()}?ver=documentos"
    assert "coincide con el índice" in como(secretaria).get(url).content.decode()

    acciones.adjuntar(
        archivado.documentos.get(),
        ficheros=[SimpleUploadedFile("mejor.pdf", PDF + b"\n%%", "application/pdf")],
        por=secretaria,
        ahora=timezone.now(),
    )

    assert "Se agregó un archivo al documento 1" in como(secretaria).get(url).content.decode()
    respuesta = como(secretaria).get(
        f"{reverse('tramite:indice', args=[archivado.numero])}?sellado"
    )
    assert respuesta.getvalue().startswith(b"%PDF")


def test_un_agente_que_no_sirve_deja_el_indice_pendiente(
    archivado: Expediente, settings: Any
) -> None:
    settings.OCISYS_AGENTE, settings.OCISYS_AGENTE_CLAVE = "/no/existe.p12", CLAVE
    with pytest.raises(ReglaIncumplida, match="sello del agente"):
        sellar_indice.call(cierre=cierre(archivado))

    assert not IndiceSellado.objects.exists()
    assert sellar_indices_pendientes() == 1
