"""Scans: received before anyone knows whose they are, read by the queue, given to a document.

What carries one label of ours goes by itself to its document. A stack with several waits for a
person to see how it would be split. Whatever fails says why and stays in the tray.
"""

from collections.abc import Iterator
from datetime import datetime

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from cargos.models import Usuario, autoria
from ocisys.base.codigos import leer_codigos
from ocisys.base.derivados import encargar
from ocisys.base.imagenes import extraer
from ocisys.base.lectura import Ilegible, paginas
from ocisys.base.models import Archivo
from ocisys.base.reglas import ReglaIncumplida
from ocisys.base.sellado import sellar
from tramite.acciones.adjuntar import unir
from tramite.estados import TransicionInvalida
from tramite.etiquetas import Etiqueta, leer_codigo
from tramite.models import Anexo, Documento, Escaneo
from tramite.models.escaneo import Situacion
from tramite.pilas import partes_de

PUNTOS = 200
"""Per inch: a module of our smallest QR takes four pixels."""

PAGINAS = 500
"""Pages of one file in which labels are looked for."""

EL_SISTEMA = {"por": None, "por_posicion": None, "calidad": "Sistema, por la etiqueta del papel"}


@transaction.atomic
def recibir_escaneo(
    fichero: UploadedFile | File | bytes,
    *,
    nombre: str = "",
    origen: str,
    por: Usuario | None,
    ahora: datetime,
    en_disco: str = "",
) -> Escaneo:
    """Seal a file and leave it for the queue to read. Raises ArchivoRechazado."""
    archivo = sellar(fichero, nombre=nombre, por=por)
    encargar(archivo)
    escaneo = Escaneo.objects.create(
        archivo=archivo,
        nombre=archivo.nombre_original,
        origen=origen,
        en=ahora,
        por=por,
        en_disco=en_disco,
    )
    leer_escaneo.enqueue(escaneo=escaneo.pk)
    return escaneo


@task()
def leer_escaneo(escaneo: int) -> None:
    """Look for our labels in a scan and, if there is just one, give it to its document."""
    fila = Escaneo.objects.select_related("archivo").get(pk=escaneo)
    if fila.archivo is None:
        return
    cuantas, problema = None, ""
    marcas: list[tuple[int, Etiqueta]] = []
    try:
        cuantas, marcas = _marcas(fila.archivo)
    except Ilegible as error:
        problema = f"No se pudo leer: {error}."
    with transaction.atomic():
        fila = Escaneo.objects.select_for_update(of=("self",)).get(pk=escaneo)
        if fila.situacion != Situacion.POR_LEER:  # a person was quicker
            return
        fila.paginas, fila.problema, fila.situacion = cuantas, problema, Situacion.POR_ASIGNAR
        fila.marcas = [{"pagina": p, "numero": e.numero, "orden": e.orden} for p, e in marcas]
        fila.save(update_fields=["paginas", "marcas", "problema", "situacion"])
        _por_su_etiqueta(fila, ahora=timezone.now())


def etiquetas_de(escaneo: Escaneo) -> list[tuple[int, Etiqueta]]:
    """Page and label of each one found in it."""
    return [(m["pagina"], Etiqueta(m["numero"], m["orden"])) for m in escaneo.marcas]


@transaction.atomic
def asignar(
    escaneo: Escaneo, documento: Documento, *, por: Usuario | None, ahora: datetime
) -> Anexo:
    """Give a scan to a document; `por` is None when its label did it.

    Raises ReglaIncumplida if it was resolved meanwhile, the expediente is annulled, or that very
    file is already in the document.
    """
    escaneo = _bloquear(escaneo)
    if escaneo.archivo is None:
        raise ReglaIncumplida("De este archivo no se recibió nada que se pueda asignar.")
    if documento.anexos.filter(archivo__sha256=escaneo.archivo.sha256).exists():
        raise ReglaIncumplida(f"Ese mismo archivo ya está en el {documento.expediente.numero}.")
    quien = autoria(por, ahora) if por else EL_SISTEMA | {"en": ahora}
    anexo = unir(documento, escaneo.archivo, quien=quien)
    _resolver(escaneo, Situacion.ASIGNADO, por=por, ahora=ahora, anexo=anexo, problema="")
    return anexo


@transaction.atomic
def partir(escaneo: Escaneo, *, por: Usuario, ahora: datetime) -> list[Escaneo]:
    """Split a stack at its labels, as it was shown; each part goes to its document if it can.

    The whole stays sealed. Raises ReglaIncumplida if there is nothing to split or it is no PDF.
    """
    escaneo = _bloquear(escaneo)
    partes = partes_de(escaneo.paginas or 0, etiquetas_de(escaneo))
    if escaneo.archivo is None or len(partes) < 2:
        raise ReglaIncumplida("Este archivo no tiene varias etiquetas que lo partan.")
    if escaneo.archivo.tipo != "application/pdf":
        raise ReglaIncumplida("Sólo se parte un PDF: vuelva a escanear la pila en ese formato.")
    nuevos = []
    for parte in partes:
        with escaneo.archivo.fichero.open("rb") as fichero:
            contenido = extraer(fichero, parte.paginas)
        base = escaneo.nombre.removesuffix(".pdf")[:200]
        archivo = sellar(contenido, nombre=f"{base} (páginas {parte.tramo}).pdf", por=por)
        encargar(archivo)
        marcas = (
            [{"pagina": 1, "numero": parte.etiqueta.numero, "orden": parte.etiqueta.orden}]
            if parte.etiqueta
            else []
        )
        nuevo = Escaneo.objects.create(
            archivo=archivo,
            nombre=archivo.nombre_original,
            origen=Escaneo.Origen.PARTE,
            situacion=Situacion.POR_ASIGNAR,
            paginas=len(parte.paginas),
            marcas=marcas,
            de=escaneo,
            en=ahora,
            por=por,
        )
        _por_su_etiqueta(nuevo, por=por, ahora=ahora)
        nuevos.append(nuevo)
    _resolver(escaneo, Situacion.PARTIDO, por=por, ahora=ahora)
    return nuevos


@transaction.atomic
def descartar(escaneo: Escaneo, *, motivo: str, por: Usuario, ahora: datetime) -> None:
    """Take it out of the tray, saying why; its bytes stay sealed. Raises ReglaIncumplida."""
    escaneo = _bloquear(escaneo)
    _resolver(escaneo, Situacion.DESCARTADO, por=por, ahora=ahora, problema=motivo)


def _por_su_etiqueta(escaneo: Escaneo, *, por: Usuario | None = None, ahora: datetime) -> None:
    """Give it to the document of its only label, or leave written why it could not be."""
    etiquetas = list(dict.fromkeys(e for _, e in etiquetas_de(escaneo)))
    if not etiquetas or len(partes_de(escaneo.paginas or 1, etiquetas_de(escaneo))) > 1:
        return
    documento = _documento_de(etiquetas[0])
    if documento is None:
        problema = f"La etiqueta dice {etiquetas[0]}, que no está registrado."
    else:
        try:
            asignar(escaneo, documento, por=por, ahora=ahora)
            escaneo.refresh_from_db()
            return
        except (ReglaIncumplida, TransicionInvalida) as error:
            problema = str(error)
    escaneo.problema = problema[:400]
    escaneo.save(update_fields=["problema"])


def _documento_de(etiqueta: Etiqueta) -> Documento | None:
    filas = Documento.objects.select_related("expediente")
    return filas.filter(expediente__numero=etiqueta.numero, orden=etiqueta.orden).first()


def _marcas(archivo: Archivo) -> tuple[int, list[tuple[int, Etiqueta]]]:
    """How many pages a file has and the labels of ours on them."""
    with archivo.fichero.open("rb") as fichero:
        halladas: list[tuple[int, Etiqueta]] = []
        n = 0
        for n, pagina in enumerate(paginas(fichero, archivo.tipo, puntos=PUNTOS), start=1):
            if n <= PAGINAS:
                halladas += [(n, e) for e in _nuestras(leer_codigos(pagina))]
    return n, halladas


def _nuestras(textos: Iterator[str]) -> list[Etiqueta]:
    """Labels of ours among what was read, once each: a label has its code twice."""
    return list(dict.fromkeys(e for t in textos if (e := leer_codigo(t))))


def _bloquear(escaneo: Escaneo) -> Escaneo:
    actual = Escaneo.objects.select_for_update(of=("self",)).get(pk=escaneo.pk)
    if not actual.espera:
        raise ReglaIncumplida(f"Otra persona ya lo resolvió: {actual.get_situacion_display()}.")
    return actual


def _resolver(
    escaneo: Escaneo,
    situacion: Situacion,
    *,
    por: Usuario | None,
    ahora: datetime,
    **cambios: object,
) -> None:
    finales = {"situacion": situacion, "resuelto_por": por, "resuelto_en": ahora} | cambios
    for campo, valor in finales.items():
        setattr(escaneo, campo, valor)
    escaneo.save(update_fields=list(finales))
