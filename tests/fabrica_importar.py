"""Spreadsheets written, brought and let in, as the pages and the queue do it."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from convenios.acciones import importacion as acciones
from convenios.cola import trabajar_importacion
from convenios.models import Importacion

RUC = "20131312955"


def xlsx(*filas: list[object]) -> bytes:
    libro = Workbook()
    for fila in filas:
        libro.active.append(fila)
    salida = io.BytesIO()
    libro.save(salida)
    return salida.getvalue()


def traer(
    contenido: bytes, *, por, clase: str = "convenios", nombre: str = "hoja.xlsx"
) -> Importacion:
    """Brought by hand and looked at by the queue's own task."""
    archivo = SimpleUploadedFile(nombre, contenido)
    fila = acciones.traer(archivo=archivo, clase=clase, por=por)
    trabajar_importacion.func(fila.pk)
    return Importacion.objects.get(pk=fila.pk)


def incorporar(importacion: Importacion, *, por, con_advertencias: bool = True) -> Importacion:
    acciones.decidir(importacion, con_advertencias=con_advertencias, por=por)
    trabajar_importacion.func(importacion.pk)
    return Importacion.objects.get(pk=importacion.pk)


def hallazgos(importacion: Importacion) -> list[tuple[int, str, str]]:
    return [(f.nro, h["columna"], h["nivel"]) for f in importacion.filas.all() for h in f.hallazgos]
