"""What a meeting leaves: its sealed papers, its acta, and what was agreed."""

from datetime import date

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.text import Truncator

from cargos.models import Usuario, atribuir
from convenios.acciones.compromiso import registrar_compromiso
from convenios.acciones.reunion import tomar_reunion
from convenios.models import (
    AcuerdoReunion,
    ClaseCompromiso,
    Compromiso,
    DocumentoReunion,
    EstadoReunion,
    Exigibilidad,
    ParametroAlertas,
    ReglaRecurrencia,
    Reunion,
)
from ocisys.base.reglas import ReglaIncumplida
from ocisys.base.sellado import sellar

E = EstadoReunion


@transaction.atomic
def adjuntar_documento(
    documento: DocumentoReunion, *, archivo: UploadedFile | File, por: Usuario
) -> DocumentoReunion:
    """Seal a paper of a meeting. Raises `ReglaIncumplida` for the acta of one that was not held."""
    reunion = tomar_reunion(documento.reunion)
    if documento.clase == DocumentoReunion.Clase.ACTA and reunion.estado != E.REALIZADA:
        raise ReglaIncumplida("El acta es de una reunión realizada.")
    atribuir(documento, por)
    documento.archivo = sellar(archivo, por=por)
    documento.save(force_insert=True)
    return documento


@transaction.atomic
def acordar(acuerdo: AcuerdoReunion, *, por: Usuario, hoy: date) -> AcuerdoReunion:
    """Write down what a meeting agreed: it becomes a commitment with its due date, reported,
    reviewed and warned of as the rest. Raises `ReglaIncumplida` if the meeting was not held, or
    for a day before it."""
    reunion = tomar_reunion(acuerdo.reunion)
    if reunion.estado != E.REALIZADA:
        raise ReglaIncumplida("Los acuerdos son de una reunión realizada.")
    if acuerdo.plazo < reunion.fecha:
        raise ReglaIncumplida(f"La reunión fue el {reunion.fecha:%d/%m/%Y}: el plazo es posterior.")
    atribuir(acuerdo, por)
    acuerdo.numero = (reunion.acuerdos.aggregate(n=Max("numero"))["n"] or 0) + 1
    acuerdo.codigo = f"{reunion.codigo}-A{acuerdo.numero}"
    if acuerdo.organizacion is not None:
        acuerdo.externo = str(acuerdo.organizacion)[:160]
    acuerdo.save(force_insert=True)
    registrar_compromiso(
        Compromiso(
            acuerdo=acuerdo,
            titulo=Truncator(acuerdo.texto).chars(160),
            texto_literal=acuerdo.texto,
            clase=ClaseCompromiso.REUNION,
            exigibilidad=Exigibilidad.FECHA_FIJA,
            peso=ParametroAlertas.objects.en_vigor(hoy).pesos[ClaseCompromiso.REUNION],
            responsable=acuerdo.posicion,
            es_ficticio=reunion.es_ficticia,
        ),
        ReglaRecurrencia(base=acuerdo.plazo),
        hoy=hoy,
    )
    return acuerdo


@transaction.atomic
def sellar_acta(reunion: Reunion, *, contenido: File, por: Usuario) -> DocumentoReunion:
    """Seal the acta that the application wrote. Raises `ReglaIncumplida` if there is one already,
    or the meeting was not held."""
    fila = tomar_reunion(reunion)
    if fila.documentos.filter(clase=DocumentoReunion.Clase.ACTA).exists():
        raise ReglaIncumplida("Ya hay un acta sellada.")
    documento = DocumentoReunion(
        reunion=fila, clase=DocumentoReunion.Clase.ACTA, titulo=f"Acta de {fila.codigo}"
    )
    return adjuntar_documento(documento, archivo=contenido, por=por)
