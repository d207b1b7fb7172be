"""Proposals to companies, what they promise and give, and the material that is left with them."""

from datetime import date

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from cargos.models import Usuario, atribuir
from cargos.permisos import Permiso
from convenios.acciones import pasos
from convenios.acciones.anular import dejar_anulada
from convenios.models import (
    Distribucion,
    Donacion,
    MaterialInformativo,
    PasoPropuesta,
    PropuestaEmpresa,
)
from convenios.models.perfil import SIN_SABER, PerfilEmpresa
from convenios.models.propuesta import CERRADAS, TRANSICIONES_PROPUESTA, EstadoPropuesta
from ocisys.base.reglas import ReglaIncumplida
from ocisys.base.sellado import sellar

SERIE = "propuesta"
E = EstadoPropuesta


@transaction.atomic
def registrar_propuesta(
    propuesta: PropuestaEmpresa, *, por: Usuario, hoy: date
) -> PropuestaEmpresa:
    """Give the next code of the year to a draft."""
    return pasos.registrar(propuesta, siglas="PRO", serie=SERIE, por=por, hoy=hoy)


@transaction.atomic
def corregir_propuesta(propuesta: PropuestaEmpresa) -> PropuestaEmpresa:
    """Save another text of a draft. Raises `ReglaIncumplida` once it was reviewed."""
    ya = "Ya fue revisada: devuélvala a borrador y será otra versión."
    return pasos.corregir(propuesta, mientras=E.BORRADOR, si_no=ya)


@transaction.atomic
def mover_propuesta(
    propuesta: PropuestaEmpresa,
    *,
    a: str,
    fecha: date,
    por: Usuario,
    nota: str = "",
    documento: str = "",
) -> PasoPropuesta:
    """Pass a proposal to another state. Raises `ReglaIncumplida` if it cannot follow, if this
    person may not review, if it closes without a reason, or if nobody knows whether the company
    sells to the Ministry."""
    fila, hacia = pasos.bloquear(propuesta), E(a)
    pasos.verificar(TRANSICIONES_PROPUESTA, E(fila.estado), hacia)
    if hacia == E.REVISADA and not por.puede(Permiso.PROPUESTA_REVISAR):
        raise ReglaIncumplida("La revisa la jefatura.")
    if hacia in CERRADAS and not nota.strip():
        raise ReglaIncumplida("Diga por qué: es lo que servirá para la próxima propuesta.")
    if hacia == E.ENVIADA and not se_sabe_si_es_proveedora(fila):
        raise ReglaIncumplida(SIN_SABER)
    fila.version += hacia == E.BORRADOR
    return pasos.pasar(
        fila, hacia, fecha=fecha, por=por, nota=nota, documento=documento, cambia=["version"]
    )


def se_sabe_si_es_proveedora(propuesta: PropuestaEmpresa) -> bool:
    """Whether its profile answers the question of the conflict of interest."""
    perfil = PerfilEmpresa.objects.filter(organizacion=propuesta.empresa_id).first()
    return perfil is not None and perfil.es_proveedora is not None


@transaction.atomic
def prometer_donacion(donacion: Donacion, *, por: Usuario) -> Donacion:
    """Record what was promised."""
    atribuir(donacion, por)
    donacion.save(force_insert=True)
    return donacion


@transaction.atomic
def recibir_donacion(
    donacion: Donacion,
    *,
    recibido_el: date,
    acta: str,
    por: Usuario,
    archivo: UploadedFile | None = None,
) -> Donacion:
    """Record that it arrived, with its acta. Raises `ReglaIncumplida` if it had, if it was annulled
    or if it had not been promised by then."""
    fila = _por_recibir(donacion)
    if recibido_el < fila.prometido_el:
        raise ReglaIncumplida(f"Se prometió después, el {fila.prometido_el:%d/%m/%Y}.")
    fila.recibido_el, fila.acta = recibido_el, acta
    fila.acta_archivo = sellar(archivo, por=por) if archivo else None
    fila.save(update_fields=["recibido_el", "acta", "acta_archivo"])
    return fila


@transaction.atomic
def anular_donacion(donacion: Donacion, *, motivo: str, por: Usuario) -> Donacion:
    """What will not arrive, or was recorded by mistake; it stays in sight. Raises `ReglaIncumplida`
    once it was received."""
    return dejar_anulada(_por_recibir(donacion), motivo=motivo, por=por)


def _por_recibir(donacion: Donacion) -> Donacion:
    fila = Donacion.objects.select_for_update(of=("self",)).get(pk=donacion.pk)
    if fila.anulado_en is not None:
        raise ReglaIncumplida("Esa donación está anulada.")
    if fila.recibido_el is not None:
        raise ReglaIncumplida(f"Ya se recibió, el {fila.recibido_el:%d/%m/%Y}.")
    return fila


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
