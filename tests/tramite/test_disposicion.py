"""After the central archive: for ever, or eliminated by the AGN's way; nothing is ever deleted."""

import io
from collections.abc import Callable
from datetime import date, timedelta

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InternalError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cargos.models import Usuario
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica
from tests import fabrica_tramite as fabrica_t
from tests.fabrica_ficheros import PDF
from tramite import acciones
from tramite.disposicion import retencion_cumplida_el
from tramite.estados import Estado
from tramite.models import (
    Expediente,
    PropuestaEliminacion,
    PropuestoEliminar,
    RespuestaAgn,
    SerieDocumental,
)

Como = Callable[[Usuario], Client]


def serie(disposicion: str = "eliminacion", **campos: object) -> SerieDocumental:
    datos = {
        "codigo": f"prueba-{disposicion}-{campos.get('anios_central', 0)}",
        "nombre": f"Serie de {disposicion}",
        "disposicion": disposicion,
        "norma": "PCD de prueba",
        "anios_gestion": 0,
        "anios_central": 0,
    } | campos
    return SerieDocumental.objects.get_or_create(codigo=datos.pop("codigo"), defaults=datos)[0]


@pytest.fixture
def archivo(db: None) -> Usuario:
    return fabrica.usuario(archiva=True)


@pytest.fixture
def central(secretaria: Usuario, jefatura: Usuario, archivo: Usuario) -> Callable[..., Expediente]:
    """An expediente in the central archive, of the series given."""

    def hacer(de: SerieDocumental) -> Expediente:
        fila = fabrica_t.archivado(por=secretaria, jefatura=jefatura)
        ahora = timezone.now()
        acciones.clasificar(fila, serie=de, ubicacion="Caja 1", por=archivo, ahora=ahora)
        acciones.transferir([fila], destino="Archivo central", por=archivo, ahora=ahora)
        fila.refresh_from_db()
        return fila

    return hacer


@pytest.mark.parametrize(
    ("gestion", "central", "norma", "disposicion", "esperado"),
    [
        (2, 3, "PCD", "eliminacion", date(2029, 3, 1)),
        (None, 5, "PCD", "permanente", date(2029, 3, 1)),
        (None, None, "PCD", "eliminacion", None),
        (2, 3, "", "eliminacion", None),
        (2, 3, "PCD", "", None),
    ],
)
def test_solo_la_serie_con_norma_tiene_un_dia_en_que_termina_su_retencion(
    gestion: int | None, central: int | None, norma: str, disposicion: str, esperado: date | None
) -> None:
    fila = SerieDocumental(
        anios_gestion=gestion, anios_central=central, norma=norma, disposicion=disposicion
    )

    assert retencion_cumplida_el(fila, date(2024, 2, 29)) == esperado


def test_el_archivo_propone_y_el_agn_autoriza_una_parte(
    central: Callable[..., Expediente], archivo: Usuario, como: Como
) -> None:
    uno, otro = central(serie()), central(serie())
    mesa = como(archivo)
    mesa.post(reverse("tramite:disponer"), {"expedientes": [uno.pk, otro.pk], "acto": "proponer"})
    propuesta = PropuestaEliminacion.objects.get()
    uno.refresh_from_db()
    assert uno.estado == Estado.TRANSFERIDO  # nothing changes until the AGN answers
    assert uno.numero not in mesa.get(reverse("tramite:disponer")).content.decode()
    inventario = mesa.get(reverse("tramite:inventario_eliminacion", args=[propuesta.pk, "pdf"]))
    texto = pypdfium2.PdfDocument(io.BytesIO(inventario.content))[0].get_textpage()
    assert uno.numero in texto.get_text_bounded()

    respuesta = mesa.post(
        reverse("tramite:respuesta_agn", args=[propuesta.pk]),
        {
            "documento": "RJ 000123-2026-AGN/JEF",
            "documento_el": f"{timezone.localdate():%d/%m/%Y}",
            "fichero": SimpleUploadedFile("agn.pdf", PDF, "application/pdf"),
            "autorizados": [PropuestoEliminar.objects.get(expediente=uno).pk],
        },
    )

    assert respuesta.status_code == 302
    uno.refresh_from_db()
    otro.refresh_from_db()
    assert (uno.estado, otro.estado) == (Estado.ELIMINADO, Estado.TRANSFERIDO)
    acto = uno.actuaciones.order_by("-pk").first()
    assert acto is not None
    assert "RJ 000123-2026-AGN/JEF" in acto.texto
    assert acto.calidad == "archivo"
    assert mesa.get(uno.get_absolute_url()).status_code == 200  # its register stays
    acciones.proponer_eliminacion([otro], por=archivo, ahora=timezone.now())


def test_lo_que_espera_al_agn_no_se_propone_otra_vez(
    central: Callable[..., Expediente], archivo: Usuario
) -> None:
    fila = central(serie())
    acciones.proponer_eliminacion([fila], por=archivo, ahora=timezone.now())

    with pytest.raises(ReglaIncumplida, match="espera al AGN"):
        acciones.proponer_eliminacion([fila], por=archivo, ahora=timezone.now())


@pytest.mark.parametrize("central_anios", [0, 4])
def test_sin_norma_o_sin_que_termine_su_plazo_se_conserva(
    central: Callable[..., Expediente], archivo: Usuario, central_anios: int
) -> None:
    de = serie(anios_central=4) if central_anios else SerieDocumental.objects.get(codigo="gestion")
    fila = central(de)

    with pytest.raises(ReglaIncumplida, match="se conserva"):
        acciones.proponer_eliminacion([fila], por=archivo, ahora=timezone.now())


def test_lo_permanente_se_declara_y_ya_no_se_mueve(
    central: Callable[..., Expediente], archivo: Usuario, como: Como
) -> None:
    fila = central(serie("permanente"))

    como(archivo).post(reverse("tramite:disponer"), {"expedientes": [fila.pk], "acto": "conservar"})

    fila.refresh_from_db()
    assert fila.estado == Estado.PERMANENTE
    with pytest.raises(ReglaIncumplida):
        acciones.proponer_eliminacion([fila], por=archivo, ahora=timezone.now())


def test_la_respuesta_del_agn_no_se_cambia_ni_se_repite(
    central: Callable[..., Expediente], archivo: Usuario
) -> None:
    propuesta = acciones.proponer_eliminacion([central(serie())], por=archivo, ahora=timezone.now())
    datos = {
        "documento": "RJ 1",
        "documento_el": timezone.localdate(),
        "fichero": SimpleUploadedFile("agn.pdf", PDF, "application/pdf"),
        "autorizados": [],
        "por": archivo,
        "ahora": timezone.now(),
    }
    acciones.responder_agn(propuesta, **datos)  # type: ignore[arg-type]

    with pytest.raises(ReglaIncumplida, match="ya tiene"):
        acciones.responder_agn(propuesta, **datos)  # type: ignore[arg-type]
    with pytest.raises(InternalError), transaction.atomic():
        RespuestaAgn.objects.update(documento="Otro")
    with pytest.raises(InternalError), transaction.atomic():
        PropuestoEliminar.objects.all().delete()


def test_la_serie_lleva_plazo_solo_con_su_norma(archivo: Usuario, como: Como) -> None:
    url = reverse("tramite:serie_nueva")
    datos = {"codigo": "nueva", "nombre": "Nueva", "anios_gestion": "3", "orden": "100"}

    sin_norma = como(archivo).post(url, datos)
    con_norma = como(archivo).post(url, datos | {"norma": "PCD aprobado"})

    assert sin_norma.status_code == 422
    assert "necesita la norma" in sin_norma.content.decode()
    assert con_norma.status_code == 302
    assert SerieDocumental.objects.get(codigo="nueva").retencion.startswith("3 años en la oficina")


def test_quien_lleva_el_archivo_archiva_lo_atendido_y_no_lo_restringido(
    secretaria: Usuario, jefatura: Usuario, archivo: Usuario, como: Como
) -> None:
    abierto, reservado = (fabrica_t.expediente(por=secretaria) for _ in range(2))
    ahora = timezone.now()
    for fila in (abierto, reservado):
        acciones.atender(fila, texto="Se respondió.", por=jefatura, ahora=ahora)
    acciones.reservar(
        reservado, clase="grupo", fundamento="x", lectores=[], por=jefatura, ahora=ahora
    )
    abierto.refresh_from_db()
    serie_elegida = SerieDocumental.objects.get(codigo="correspondencia")
    datos = {"version": abierto.version, "texto": "Archivador 3", "serie": serie_elegida.pk}

    assert (
        como(archivo).post(reverse("tramite:archivar", args=[abierto.numero]), datos).status_code
        == 302
    )
    assert como(archivo).get(reservado.get_absolute_url()).status_code == 404
    abierto.refresh_from_db()
    assert abierto.estado == Estado.ARCHIVADO
    assert abierto.clasificaciones.get().serie == serie_elegida
    assert "Por archivar" in como(archivo).get("/").content.decode()


def test_el_caso_se_cierra_primero_y_el_archivo_dice_despues_donde_queda(
    secretaria: Usuario, jefatura: Usuario, archivo: Usuario, como: Como
) -> None:
    fila = fabrica_t.expediente(por=secretaria, pase_a="067")
    acciones.atender(fila, texto="Se respondió.", por=jefatura, ahora=timezone.now())
    fila.refresh_from_db()
    como(jefatura).post(
        reverse("tramite:cerrar", args=[fila.numero]),
        {"version": fila.version, "texto": "No requiere más."},
    )
    fila.refresh_from_db()
    assert fila.estado == Estado.CERRADO
    assert not fila.movimientos.abiertos().exists()

    acciones.archivar(
        fila, texto="Archivador 4", por=archivo, ahora=timezone.now() + timedelta(minutes=1)
    )

    fila.refresh_from_db()
    assert fila.estado == Estado.ARCHIVADO
