"""The queue makes text and thumbnail of a sealed file; whoever seals asks for it and goes on."""

from django_tasks import task

from ocisys.base.lectura import leer, miniatura
from ocisys.base.models import Archivo, Derivado


def encargar(archivo: Archivo) -> None:
    """Ask the workers for the derivatives of a file, in the caller's transaction.

    Bytes that were read before are not read again: what was made of them is copied.
    """
    hacer_derivados.enqueue(archivo=archivo.pk)


@task()
def hacer_derivados(archivo: int) -> None:
    """Read one sealed file and keep what it says and how it looks; again, the same result."""
    fila = Archivo.objects.get(pk=archivo)
    if _copiar(fila):
        return
    with fila.fichero.open("rb") as fichero:
        lectura = leer(fichero, fila.tipo_mime)
        imagen = miniatura(fichero, fila.tipo)
    Derivado.objects.update_or_create(
        archivo=fila,
        clase=Derivado.Clase.TEXTO,
        defaults={"texto": lectura.texto, "hecho_con": lectura.hecho_con},
    )
    if imagen:
        Derivado.objects.update_or_create(
            archivo=fila,
            clase=Derivado.Clase.MINIATURA,
            defaults={"imagen": imagen, "hecho_con": "pdfium"},
        )


def _copiar(fila: Archivo) -> bool:
    """Take the derivatives of an earlier file with the same bytes, if it has its text."""
    hechos = list(
        Derivado.objects.filter(archivo__sha256=fila.sha256).exclude(archivo=fila).order_by("-pk")
    )
    if not any(d.clase == Derivado.Clase.TEXTO for d in hechos):
        return False
    for hecho in {d.clase: d for d in hechos}.values():
        Derivado.objects.update_or_create(
            archivo=fila,
            clase=hecho.clase,
            defaults={"texto": hecho.texto, "imagen": hecho.imagen, "hecho_con": hecho.hecho_con},
        )
    return True
