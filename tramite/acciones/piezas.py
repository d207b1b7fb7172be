"""The annexes of a document, item by item, and what is copied of it beyond the register."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from cargos.models import Usuario, autoria
from cargos.permisos import Permiso
from ocisys.base.plazos import Canal
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.adjuntar import adjuntar
from tramite.acciones.comun import anotar, bloquear, guardar
from tramite.estados import exigir_no_anulado
from tramite.models import Actuacion, DatosDocumento, Documento, Expediente, PiezaAnexa, Soporte
from tramite.referencias import referencias_de


@transaction.atomic
def agregar_pieza(
    expediente: Expediente,
    *,
    documento: Documento,
    titulo: str,
    tipo: str,
    soporte: str,
    folios: int,
    folio_desde: int | None = None,
    ficheros: Sequence[UploadedFile] = (),
    por: Usuario,
    ahora: datetime,
    version: int | None = None,
) -> PiezaAnexa:
    """Write one annex of a document, with its files if there are any.

    Its folios are among those of the document (TUO LPAG art. 152): raises ReglaIncumplida when
    they are more than are left, fall outside it or on those of another annex, or the expediente
    is annulled.
    """
    expediente = bloquear(expediente, version=version)
    exigir_no_anulado(expediente.estado)
    por = por.actuando_con(Permiso.EXPEDIENTE_REGISTRAR)
    comprobar_folios(documento, folios, folio_desde)
    ultimo = documento.piezas.aggregate(orden=Max("orden"))["orden"] or 0
    pieza = PiezaAnexa.objects.create(
        documento=documento,
        orden=ultimo + 1,
        titulo=titulo,
        tipo=tipo,
        soporte=soporte,
        folios=folios,
        folio_desde=folio_desde,
        **autoria(por, ahora),
    )
    if ficheros:
        adjuntar(documento, ficheros=ficheros, pieza=pieza, por=por, ahora=ahora)
    cuantos = f"{folios} folio{'' if folios == 1 else 's'}, " if folios else ""
    que = f"{pieza}, {cuantos}{pieza.get_soporte_display().lower()}"
    anotar(expediente, Actuacion.Clase.PIEZAS, que, documento=documento, por=por, ahora=ahora)
    return pieza


def comprobar_folios(documento: Documento, folios: int, desde: int | None) -> None:
    """Raise ReglaIncumplida if those folios are not free among the ones of the document."""
    otras = list(documento.piezas.vigentes())
    libres = documento.folios - sum(p.folios for p in otras)
    if folios > libres:
        raise ReglaIncumplida(
            f"El documento tiene {documento.folios} folios y a sus anexos les quedan {libres}. "
            "Corrija los folios del anexo; los del documento son los de su cargo."
        )
    if desde is None:
        return
    hasta = desde + folios - 1
    if not documento.folio_desde <= desde <= hasta <= documento.folio_hasta:
        raise ReglaIncumplida(
            f"El documento va del folio {documento.folio_desde} al {documento.folio_hasta}: "
            "el anexo debe caer dentro."
        )
    for otra in otras:
        if otra.folio_desde and otra.folio_desde <= hasta and desde <= (otra.folio_hasta or 0):
            raise ReglaIncumplida(
                f"Esos folios son del anexo {otra.orden}: del {otra.folio_desde} "
                f"al {otra.folio_hasta}."
            )


@transaction.atomic
def retirar_pieza(
    expediente: Expediente,
    *,
    pieza: PiezaAnexa,
    motivo: str,
    por: Usuario,
    ahora: datetime,
    version: int | None = None,
) -> PiezaAnexa:
    """Withdraw an annex written by mistake; it and its files stay, with the reason.

    Raises ReglaIncumplida if it was withdrawn already or the expediente is annulled.
    """
    expediente = bloquear(expediente, version=version)
    exigir_no_anulado(expediente.estado)
    por = por.actuando_con(Permiso.EXPEDIENTE_REGISTRAR)
    pieza = PiezaAnexa.objects.select_for_update(of=("self",)).get(pk=pieza.pk)
    if pieza.retirada_en is not None:
        raise ReglaIncumplida("Ese anexo ya se había retirado.")
    pieza.retirada_en, pieza.retirada_por_que = ahora, motivo
    pieza.save(update_fields=["retirada_en", "retirada_por_que"])
    que = f"Se retira del listado «{pieza}»: {motivo}"
    anotar(expediente, Actuacion.Clase.PIEZAS, que, documento=pieza.documento, por=por, ahora=ahora)
    return pieza


@transaction.atomic
def fijar_datos(
    expediente: Expediente,
    *,
    documento: Documento,
    por: Usuario,
    ahora: datetime,
    version: int | None = None,
    **datos: str,
) -> DatosDocumento:
    """Copy who signs a document, on what it came and what it refers to; the earlier row stays.

    Raises ReglaIncumplida when nothing changes or the expediente is annulled.
    """
    expediente = bloquear(expediente, version=version)
    exigir_no_anulado(expediente.estado)
    por = por.actuando_con(Permiso.EXPEDIENTE_REGISTRAR)
    anterior = documento.datos.first() or DatosDocumento(soporte="")
    antes = {campo: getattr(anterior, campo) for campo in DatosDocumento.CAMPOS}
    despues = antes | datos
    despues["soporte"] = despues["soporte"] or soporte_probable(expediente)
    if despues == antes:
        raise ReglaIncumplida("No cambió nada: corrija algo antes de guardar.")
    fila = DatosDocumento.objects.create(documento=documento, **despues, **autoria(por, ahora))
    guardar(expediente, referencias=referencias_de(expediente))
    nombres = {
        campo: str(getattr(DatosDocumento._meta.get_field(campo), "verbose_name", campo))
        for campo in DatosDocumento.CAMPOS
        if antes[campo] != despues[campo]
    }
    anotar(
        expediente,
        Actuacion.Clase.DATOS_DOCUMENTO,
        f"Se anotó: {', '.join(nombres.values())}",
        documento=documento,
        por=por,
        ahora=ahora,
        antes={nombre: _dicho(campo, antes[campo]) for campo, nombre in nombres.items()},
        despues={nombre: _dicho(campo, despues[campo]) for campo, nombre in nombres.items()},
    )
    return fila


def soporte_probable(expediente: Expediente) -> str:
    """On what a document came, by the door through which it came."""
    return Soporte.PAPEL if expediente.canal == Canal.FISICO else Soporte.ELECTRONICO


def _dicho(campo: str, valor: str) -> str:
    """A value as the page says it."""
    return str(Soporte(valor).label) if campo == "soporte" and valor else valor
