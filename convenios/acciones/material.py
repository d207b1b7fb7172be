"""Informative material: each version sealed, approved by Comunicación, given (069-04)."""

from datetime import date

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from cargos.models import Usuario, atribuir
from convenios.models import Distribucion, MaterialInformativo
from ocisys.base.reglas import ReglaIncumplida
from ocisys.base.sellado import sellar


@transaction.atomic
def registrar_material(
    material: MaterialInformativo, *, archivo: UploadedFile | File, por: Usuario, hoy: date
) -> MaterialInformativo:
    """Seal the file of a new version, not yet approved."""
    atribuir(material, por)
    material.archivo, material.elaborado_el = sellar(archivo, por=por), hoy
    material.save(force_insert=True)
    return material


@transaction.atomic
def aprobar_material(
    material: MaterialInformativo, *, aprobado_el: date, aprobado_por: str, aprobacion: str
) -> MaterialInformativo:
    """Record that Comunicación approved it. Raises `ReglaIncumplida` if it had already, or before
    it existed."""
    fila = MaterialInformativo.objects.select_for_update(of=("self",)).get(pk=material.pk)
    if fila.aprobado_el is not None:
        raise ReglaIncumplida(f"Ya fue aprobado, el {fila.aprobado_el:%d/%m/%Y}.")
    if aprobado_el < fila.elaborado_el:
        raise ReglaIncumplida(f"Se elaboró después, el {fila.elaborado_el:%d/%m/%Y}.")
    fila.aprobado_el, fila.aprobado_por = aprobado_el, aprobado_por
    fila.aprobacion = aprobacion
    fila.save(update_fields=["aprobado_el", "aprobado_por", "aprobacion"])
    return fila


@transaction.atomic
def distribuir(distribucion: Distribucion, *, por: Usuario) -> Distribucion:
    """Record to whom it was given. Raises `ReglaIncumplida` for what Comunicación has not approved
    by that day (069-04)."""
    pk = distribucion.material_id
    material = MaterialInformativo.objects.select_for_update(of=("self",)).get(pk=pk)
    if material.aprobado_el is None:
        raise ReglaIncumplida("Antes de distribuirlo lo aprueba la Oficina de Comunicación.")
    if distribucion.fecha < material.aprobado_el:
        raise ReglaIncumplida(f"Se aprobó después, el {material.aprobado_el:%d/%m/%Y}.")
    atribuir(distribucion, por)
    distribucion.save(force_insert=True)
    return distribucion
