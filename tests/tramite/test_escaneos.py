"""Scans: what carries our label goes to its document, the rest waits and says why."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from cargos.models import Usuario
from ocisys.base.derivados import hacer_derivados
from tests import fabrica_ficheros as ficheros
from tests import fabrica_tramite as fabrica
from tramite import acciones
from tramite.acciones.escaneo import leer_escaneo
from tramite.carpeta import recoger
from tramite.etiquetas import Etiqueta
from tramite.models import Anexo, Escaneo, Expediente
from tramite.models.escaneo import Situacion

Como = Callable[[Usuario], Client]
BANDEJA = "/tramite/sin-digitalizar/"


def codigo(expediente: Expediente, orden: int = 1) -> str:
    return Etiqueta(expediente.numero, orden).codigo


def escaneado(contenido: bytes, por: Usuario, nombre: str = "escaneo.pdf") -> Escaneo:
    """Received and read by the queue."""
    fila = acciones.recibir_escaneo(
        contenido, nombre=nombre, origen="subido", por=por, ahora=timezone.now()
    )
    leer_escaneo.call(escaneo=fila.pk)
    fila.refresh_from_db()
    return fila


def dos_miradas(carpeta: Path) -> int:
    """The folder as the worker looks at it: twice, some seconds apart."""
    ahora = timezone.now()
    recoger(carpeta, ahora=ahora)
    return recoger(carpeta, ahora=ahora + timedelta(seconds=5))


# --- The watched folder -----------------------------------------------------------------------


def test_lo_que_deja_el_escaner_va_solo_a_su_documento(
    secretaria: Usuario, jefatura: Usuario, tmp_path: Path
) -> None:
    expediente = fabrica.expediente(por=secretaria)
    pila = ficheros.pila(ficheros.hoja(codigo(expediente)), ficheros.hoja())
    (tmp_path / "SCAN0001.pdf").write_bytes(pila)

    assert dos_miradas(tmp_path) == 1
    leer_escaneo.call(escaneo=Escaneo.objects.get().pk)

    anexo = Anexo.objects.get()
    assert anexo.documento.expediente == expediente
    assert (anexo.por, anexo.calidad) == (None, "Sistema, por la etiqueta del papel")
    with anexo.archivo.fichero.open("rb") as guardado:
        assert guardado.read() == pila
    assert list(tmp_path.iterdir()) == []


def test_no_se_corta_un_escaneo_a_medio_escribir(secretaria: Usuario, tmp_path: Path) -> None:
    ahora = timezone.now()
    (tmp_path / "a.pdf").write_bytes(ficheros.PDF)
    recoger(tmp_path, ahora=ahora)
    (tmp_path / "a.pdf").write_bytes(ficheros.PDF + b" sigue")

    assert recoger(tmp_path, ahora=ahora + timedelta(seconds=5)) == 0
    assert recoger(tmp_path, ahora=ahora + timedelta(seconds=10)) == 1


def test_lo_que_no_se_recibe_dice_por_que_y_sigue_en_la_carpeta(
    secretaria: Usuario, como: Como, tmp_path: Path
) -> None:
    (tmp_path / "virus.pdf").write_bytes(ficheros.EXE)
    (tmp_path / "vacio.pdf").touch()

    assert dos_miradas(tmp_path) == 0
    dos_miradas(tmp_path)  # and it is not told again

    assert {r.name for r in tmp_path.iterdir()} == {"virus.pdf", "vacio.pdf"}
    assert Escaneo.objects.filter(situacion=Situacion.RECHAZADO).count() == 2
    pagina = como(secretaria).get(BANDEJA).content.decode()
    assert "ejecutable" in pagina
    assert "vacío" in pagina


def test_si_la_maquina_se_detuvo_antes_de_quitarlo_no_se_recibe_dos_veces(
    secretaria: Usuario, tmp_path: Path
) -> None:
    ruta = tmp_path / "a.pdf"
    ruta.write_bytes(ficheros.PDF)
    dato = ruta.stat()
    acciones.recibir_escaneo(
        ficheros.PDF,
        nombre="a.pdf",
        origen="carpeta",
        por=None,
        ahora=timezone.now(),
        en_disco=f"{dato.st_size}-{dato.st_mtime_ns}",
    )

    assert dos_miradas(tmp_path) == 0
    assert Escaneo.objects.count() == 1
    assert not ruta.exists()


def test_enlaces_carpetas_y_archivos_a_medias_no_se_tocan(
    secretaria: Usuario, tmp_path: Path
) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.pdf.part").write_bytes(ficheros.PDF)
    (tmp_path / ".oculto.pdf").write_bytes(ficheros.PDF)
    (tmp_path / "enlace.pdf").symlink_to(tmp_path / ".oculto.pdf")

    assert dos_miradas(tmp_path) == 0
    assert not Escaneo.objects.exists()


# --- Labels -----------------------------------------------------------------------------------


def test_un_codigo_ajeno_no_se_toma_por_nuestro(secretaria: Usuario, jefatura: Usuario) -> None:
    fabrica.expediente(por=secretaria)

    fila = escaneado(ficheros.pila(ficheros.hoja("https://otra.entidad.pe/77")), secretaria)

    assert (fila.situacion, fila.marcas) == (Situacion.POR_ASIGNAR, [])


def test_una_etiqueta_de_un_numero_que_no_existe_espera_y_lo_dice(secretaria: Usuario) -> None:
    fila = escaneado(ficheros.pila(ficheros.hoja(Etiqueta("2026-000777-T", 1).codigo)), secretaria)

    assert fila.situacion == Situacion.POR_ASIGNAR
    assert fila.problema == "" or "no está registrado" in fila.problema


def test_un_escaneo_danado_se_queda_y_se_asigna_a_mano(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    expediente = fabrica.expediente(por=secretaria)
    fila = escaneado(ficheros.PDF, secretaria)
    assert "dañado" in fila.problema

    respuesta = como(secretaria).post(
        f"/tramite/escaneos/{fila.pk}/", {"expediente": expediente.numero}
    )

    assert respuesta.status_code == 302
    assert Anexo.objects.get().por == secretaria


def test_lo_escaneado_dos_veces_no_se_adjunta_dos_veces(
    secretaria: Usuario, jefatura: Usuario
) -> None:
    expediente = fabrica.expediente(por=secretaria)
    pila = ficheros.pila(ficheros.hoja(codigo(expediente)))
    escaneado(pila, secretaria)

    otra_vez = escaneado(pila, secretaria)

    assert "ya está" in otra_vez.problema
    assert Anexo.objects.count() == 1


# --- A stack ----------------------------------------------------------------------------------


@pytest.fixture
def pila(secretaria: Usuario, jefatura: Usuario) -> tuple[Escaneo, Expediente, Expediente]:
    uno, dos = fabrica.expediente(por=secretaria), fabrica.expediente(por=secretaria)
    hojas = [
        ficheros.hoja(),
        ficheros.hoja(codigo(uno)),
        ficheros.hoja(),
        ficheros.hoja(codigo(dos)),
    ]
    return escaneado(ficheros.pila(*hojas), secretaria), uno, dos


def test_una_pila_se_muestra_antes_de_partirse(
    pila: tuple[Escaneo, Expediente, Expediente], secretaria: Usuario, como: Como
) -> None:
    fila, uno, dos = pila

    pagina = como(secretaria).get(f"/tramite/escaneos/{fila.pk}/").content.decode()

    assert "Se partirá en 3" in pagina
    assert uno.numero in pagina
    assert dos.numero in pagina
    assert not Anexo.objects.exists()


def test_al_partirla_cada_parte_va_a_su_documento(
    pila: tuple[Escaneo, Expediente, Expediente], secretaria: Usuario, como: Como
) -> None:
    fila, uno, dos = pila

    como(secretaria).post(f"/tramite/escaneos/{fila.pk}/partir/")

    fila.refresh_from_db()
    assert fila.situacion == Situacion.PARTIDO
    paginas = dict(fila.partes.values_list("anexo__documento__expediente", "paginas"))
    assert paginas == {None: 1, uno.pk: 2, dos.pk: 1}
    assert set(Anexo.objects.values_list("por", flat=True)) == {secretaria.pk}


def test_una_pila_no_se_parte_dos_veces(
    pila: tuple[Escaneo, Expediente, Expediente], secretaria: Usuario, como: Como
) -> None:
    url = f"/tramite/escaneos/{pila[0].pk}/partir/"
    como(secretaria).post(url)

    assert como(secretaria).post(url).status_code == 409
    assert Anexo.objects.count() == 2


# --- The tray ---------------------------------------------------------------------------------


def test_de_varios_archivos_se_reciben_los_que_se_pueden(secretaria: Usuario, como: Como) -> None:
    subidos = [
        SimpleUploadedFile("bueno.pdf", ficheros.PDF),
        SimpleUploadedFile("malo.pdf", ficheros.EXE),
        SimpleUploadedFile("vacio.pdf", b""),
    ]

    pagina = como(secretaria).post(BANDEJA, {"ficheros": subidos}, follow=True).content.decode()

    assert Escaneo.objects.get().nombre == "bueno.pdf"
    assert "«malo.pdf»" in pagina
    assert "«vacio.pdf»" in pagina


def test_las_fotos_forman_un_solo_pdf(secretaria: Usuario, como: Como) -> None:
    fotos = [
        SimpleUploadedFile("IMG_1.jpg", ficheros.foto("Uno")),
        SimpleUploadedFile("IMG_2.jpg", ficheros.foto("Dos", giro=6)),
        SimpleUploadedFile("IMG_3.png", ficheros.foto("Tres", formato="PNG")),
    ]

    assert como(secretaria).post(BANDEJA, {"fotos": fotos}).status_code == 302

    fila = Escaneo.objects.get()
    assert fila.archivo is not None
    assert fila.archivo.tipo == "application/pdf"
    leer_escaneo.call(escaneo=fila.pk)
    fila.refresh_from_db()
    assert fila.paginas == 3


def test_una_foto_danada_se_dice_junto_al_campo(secretaria: Usuario, como: Como) -> None:
    foto = SimpleUploadedFile("IMG_1.png", ficheros.PNG)

    respuesta = como(secretaria).post(BANDEJA, {"fotos": [foto]})

    assert respuesta.status_code == 422
    assert "dañado" in respuesta.content.decode()


def test_la_miniatura_aparece_cuando_la_cola_la_dibuja(secretaria: Usuario, como: Como) -> None:
    fila = escaneado(ficheros.pdf("Hola"), secretaria)
    url = f"/tramite/escaneos/{fila.pk}/miniatura.png"
    assert como(secretaria).get(url).status_code == 404

    hacer_derivados.call(archivo=fila.archivo_id)

    assert como(secretaria).get(url).content.startswith(b"\x89PNG")


def test_asignado_ya_no_se_lee_por_la_bandeja(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    """Once it belongs to an expediente, who may read that expediente decides."""
    secreto = fabrica.expediente(por=jefatura, acceso="grupo")
    fila = escaneado(ficheros.pila(ficheros.hoja(codigo(secreto))), jefatura)
    assert fila.situacion == Situacion.ASIGNADO
    mesa = como(secretaria)

    for resto in ("archivo/", "miniatura.png"):
        assert mesa.get(f"/tramite/escaneos/{fila.pk}/{resto}").status_code == 404
    assert secreto.numero not in mesa.get(f"/tramite/escaneos/{fila.pk}/").content.decode()


def test_al_asignar_no_se_ofrece_ni_se_acepta_un_restringido(
    secretaria: Usuario, jefatura: Usuario, como: Como
) -> None:
    secreto = fabrica.expediente(por=jefatura, acceso="grupo")
    fila = escaneado(ficheros.pdf("Sin etiqueta"), secretaria)
    url = f"/tramite/escaneos/{fila.pk}/"
    assert secreto.numero not in como(secretaria).get(url).content.decode()

    respuesta = como(secretaria).post(url, {"expediente": secreto.numero})

    assert respuesta.status_code == 422
    assert not Anexo.objects.exists()


def test_un_escaneo_se_descarta_con_motivo(secretaria: Usuario, como: Como) -> None:
    fila = escaneado(ficheros.pdf("Prueba"), secretaria)
    url = f"/tramite/escaneos/{fila.pk}/descartar/"
    assert como(secretaria).post(url, {"motivo": ""}).status_code == 422

    assert como(secretaria).post(url, {"motivo": "Hoja de prueba"}).status_code == 302
    fila.refresh_from_db()
    assert (fila.situacion, fila.problema) == (Situacion.DESCARTADO, "Hoja de prueba")
    assert como(secretaria).post(url, {"motivo": "Otra vez"}).status_code == 409


def test_la_bandeja_no_crece_en_consultas(
    secretaria: Usuario, como: Como, consultas: Callable[[Client, str], int]
) -> None:
    mesa = como(secretaria)
    escaneado(ficheros.PDF, secretaria)
    una = consultas(mesa, BANDEJA)
    for n in range(5):
        escaneado(ficheros.PDF + b" " * n, secretaria)

    assert consultas(mesa, BANDEJA) == una


def test_una_persona_mas_rapida_que_la_cola_no_es_pisada(
    secretaria: Usuario, jefatura: Usuario
) -> None:
    expediente = fabrica.expediente(por=secretaria)
    fila = acciones.recibir_escaneo(
        ficheros.pdf("x"), nombre="x.pdf", origen="subido", por=secretaria, ahora=timezone.now()
    )
    acciones.asignar(fila, expediente.documentos.get(), por=secretaria, ahora=timezone.now())

    leer_escaneo.call(escaneo=fila.pk)

    fila.refresh_from_db()
    assert fila.situacion == Situacion.ASIGNADO
