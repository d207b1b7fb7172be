"""Bringing a spreadsheet in: received, looked at by the queue, decided by a person, taken in.

A worker may die at any moment. What it was looking at is looked at again from the beginning; what
it was taking in is one transaction, so either all of it entered or none.
"""

from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Count, F
from django.utils import timezone

from cargos.models import Posicion, Usuario, autoria
from convenios.acciones.convenio import SERIE, codigo_de
from convenios.importar import convenios, organizaciones
from convenios.importar.campos import Mapa, emparejar
from convenios.importar.hoja import ArchivoIlegible, Renglon, leer
from convenios.importar.revision import Padron, Revisada, crudos, revisar
from convenios.models import (
    Convenio,
    Importacion,
    Lado,
    Organizacion,
    Parte,
    Rol,
    TransicionEtapa,
)
from convenios.models.importacion import FilaImportacion, Nivel
from ocisys.base.numeros import tomar_numero
from ocisys.base.reglas import ReglaIncumplida
from ocisys.base.sellado import sellar

LOTE = 500
INTENTOS = 3
DEMASIADOS = (
    "El trabajo se interrumpió tres veces y no entró ninguna fila. Avise a la administración del "
    "sistema; el archivo queda guardado."
)
Clase, Estado = Importacion.Clase, Importacion.Estado


@transaction.atomic
def traer(*, archivo: UploadedFile, clase: str, por: Usuario) -> Importacion:
    """Seal the file and leave it for the queue. Raises `ArchivoRechazado` if it cannot be."""
    return Importacion.objects.create(clase=clase, archivo=sellar(archivo, por=por), **autoria(por))


def padron_de(importacion: Importacion, hoy: date) -> Padron:
    """What is registered today, as the person who brings the file may know it."""
    if importacion.clase == Clase.CONVENIOS:
        return convenios.PadronConvenios(importacion.por, hoy)
    return organizaciones.PadronOrganizaciones(clases_de(importacion.por), hoy)


def clases_de(usuario: Usuario) -> frozenset[str]:
    """Classes of organisation that this person keeps."""
    empresa = {Organizacion.Clase.EMPRESA.value}
    propias = empresa if usuario.puede("empresa_editar") else set()
    if usuario.puede("convenio_editar"):
        propias = propias | set(Organizacion.Clase.values) - empresa
    return frozenset(propias)


def tomar(pk: int, ahora: datetime) -> Importacion | None:
    """The import, if nobody else has it in hand: the one who stamps it works it."""
    libre = Importacion.objects.por_trabajar(ahora).filter(pk=pk)
    if not libre.update(latido=ahora, intentos=F("intentos") + 1):
        return None
    importacion = Importacion.objects.select_related("archivo", "por").get(pk=pk)
    if importacion.intentos > INTENTOS:
        _guardar_rechazo(importacion, [DEMASIADOS])
        return None
    return importacion


def examinar(importacion: Importacion, *, hoy: date) -> None:
    """Read the file and keep what was found in each row; nothing enters the register."""
    padron = padron_de(importacion, hoy)
    try:
        with importacion.archivo.fichero.open("rb") as fichero:
            renglones = leer(fichero, importacion.archivo.nombre_original)
        mapa, cabecera = emparejar(renglones, padron.campos)
        _rechazar_si(mapa, renglones[cabecera + 1 :])
    except ArchivoIlegible as error:
        _guardar_rechazo(importacion, str(error).splitlines())
        return
    filas = list(crudos(renglones[cabecera + 1 :], mapa))
    _anotar(importacion, estado=Estado.REVISANDO, total=len(filas), hechas=0)
    revisadas = revisar(filas, padron, lambda n: _anotar(importacion, hechas=n))
    _guardar_revision(importacion, mapa, revisadas)


def _rechazar_si(mapa: Mapa, renglones: list[Renglon]) -> None:
    """Raises ArchivoIlegible with a line for each thing that makes the whole file unreadable."""
    criticos = list(mapa.criticos)
    if not mapa.columnas:
        criticos = ["No se reconoce ninguna columna: compare la primera fila con el modelo."]
    elif not renglones:
        criticos.append("No hay filas debajo de los títulos.")
    if criticos:
        raise ArchivoIlegible("\n".join(criticos))


def _anotar(importacion: Importacion, **campos: Any) -> None:
    """A sign of life with how far the work goes, seen at once by whoever waits."""
    Importacion.objects.filter(pk=importacion.pk).update(latido=timezone.now(), **campos)


def _guardar_rechazo(importacion: Importacion, criticos: list[str]) -> None:
    _anotar(importacion, estado=Estado.RECHAZADA, criticos=criticos)


@transaction.atomic
def _guardar_revision(importacion: Importacion, mapa: Mapa, revisadas: list[Revisada]) -> None:
    importacion.filas.all().delete()
    FilaImportacion.objects.bulk_create((_fila(importacion, r) for r in revisadas), batch_size=LOTE)
    titulos = {c.clave: mapa.titulos[i] for i, c in mapa.columnas.items()}
    _anotar(
        importacion,
        estado=Estado.REVISADA,
        hechas=len(revisadas),
        titulos=titulos,
        desconocidas=list(mapa.desconocidas),
        criticos=[],
        intentos=0,
    )


def _fila(importacion: Importacion, r: Revisada) -> FilaImportacion:
    return FilaImportacion(
        importacion=importacion,
        nro=r.nro,
        nivel=r.nivel,
        valores=r.crudos,
        hallazgos=[h.como_json() for h in r.hallazgos],
    )


def cuentas(importacion: Importacion) -> dict[str, int]:
    """How many rows there are of each level, those without any included."""
    filas = importacion.filas.order_by().values_list("nivel").annotate(n=Count("pk"))
    return dict.fromkeys(Nivel.values, 0) | dict(filas)


@transaction.atomic
def decidir(importacion: Importacion, *, con_advertencias: bool, por: Usuario) -> Importacion:
    """Agree that the rows that can enter do. Raises `ReglaIncumplida` if there are none, or it was
    decided already."""
    importacion = Importacion.objects.select_for_update(of=("self",)).get(pk=importacion.pk)
    if importacion.estado != Estado.REVISADA:
        raise ReglaIncumplida(f"Ya no está por decidir: {importacion.get_estado_display()}.")
    if not importacion.filas.incorporables(con_advertencias=con_advertencias).exists():
        raise ReglaIncumplida("No hay ninguna fila que pueda incorporarse.")
    importacion.estado, importacion.decidida_por = Estado.POR_INCORPORAR, por
    importacion.con_advertencias, importacion.latido = con_advertencias, None
    importacion.save(update_fields=["estado", "decidida_por", "con_advertencias", "latido"])
    return importacion


@transaction.atomic
def descartar(importacion: Importacion) -> None:
    """Let nothing of it in. Raises `ReglaIncumplida` once it was decided."""
    importacion = Importacion.objects.select_for_update(of=("self",)).get(pk=importacion.pk)
    if importacion.estado not in (Estado.REVISADA, Estado.RECHAZADA):
        raise ReglaIncumplida(f"Ya no puede descartarse: {importacion.get_estado_display()}.")
    Importacion.objects.filter(pk=importacion.pk).update(estado=Estado.DESCARTADA)


@transaction.atomic
def incorporar(importacion: Importacion, *, hoy: date) -> int:
    """Take in all the rows that can enter, or none; returns how many did.

    The rows are looked at once more, against what others registered meanwhile: one that cannot
    enter any more stays out, with its reason. Doing it twice does nothing.
    """
    importacion = (
        Importacion.objects.select_for_update(of=("self",))
        .select_related("por", "decidida_por")
        .get(pk=importacion.pk)
    )
    if importacion.estado != Estado.POR_INCORPORAR:
        return 0
    filas = list(importacion.filas.order_by("nro"))
    revisadas = revisar([(f.nro, f.valores) for f in filas], padron_de(importacion, hoy))
    admite = {Nivel.CORRECTA} | ({Nivel.ADVERTENCIA} if importacion.con_advertencias else set())
    entran = [r for r in revisadas if r.nivel in admite]
    hechas = _crear(importacion, entran, hoy)
    for fila, revisada in zip(filas, revisadas, strict=True):
        fila.hallazgos = [h.como_json() for h in revisada.hallazgos]
        fila.nivel = Nivel.INCORPORADA if revisada.nro in hechas else revisada.nivel
        hecha = hechas.get(revisada.nro)
        fila.convenio = hecha if isinstance(hecha, Convenio) else None
        fila.organizacion = hecha if isinstance(hecha, Organizacion) else None
    campos = ["hallazgos", "nivel", "convenio", "organizacion"]
    FilaImportacion.objects.bulk_update(filas, campos, batch_size=LOTE)
    Importacion.objects.filter(pk=importacion.pk).update(
        estado=Estado.TERMINADA, terminada_en=timezone.now()
    )
    return len(hechas)


def _crear(
    importacion: Importacion, filas: list[Revisada], hoy: date
) -> dict[int, Convenio | Organizacion]:
    """Row number → what it became."""
    if importacion.clase == Clase.ORGANIZACIONES:
        nuevas = [organizaciones.construir(f) for f in filas]
        Organizacion.objects.bulk_create(nuevas, batch_size=LOTE)
        return {f.nro: o for f, o in zip(filas, nuevas, strict=True)}
    por = importacion.decidida_por or importacion.por
    marcos = [f for f in filas if "padre_fila" not in f.datos]
    hechos = _crear_convenios(marcos, {}, por, hoy)
    # A specific one whose marco stayed out this time stays out with it.
    colgados = [f for f in filas if f.datos.get("padre_fila") in hechos]
    return {**hechos, **_crear_convenios(colgados, hechos, por, hoy)}


def _crear_convenios(
    filas: list[Revisada], marcos: dict[int, Convenio], por: Usuario, hoy: date
) -> dict[int, Convenio]:
    """The same that `registrar_convenio` and `agregar_parte` leave, for many at once."""
    posiciones = dict(Posicion.objects.values_list("nro_orden", "pk"))
    nuevos: list[Convenio] = []
    for fila in filas:
        convenio = convenios.construir(fila, posiciones)
        if (padre := fila.datos.get("padre_fila")) is not None:
            convenio.padre = marcos[padre]
        convenio.codigo = codigo_de(hoy.year, tomar_numero(SERIE, hoy.year))
        nuevos.append(convenio)
    Convenio.objects.bulk_create(nuevos, batch_size=LOTE)
    firma = autoria(por)
    TransicionEtapa.objects.bulk_create(
        (
            TransicionEtapa(
                convenio=c,
                a=c.etapa,
                fecha=c.fecha_suscripcion or hoy,
                motivo="Importado de una hoja de cálculo",
                **firma,
            )
            for c in nuevos
        ),
        batch_size=LOTE,
    )
    pares = list(zip(filas, nuevos, strict=True))
    Parte.objects.bulk_create((p for f, c in pares for p in _partes(f, c)), batch_size=LOTE)
    return {f.nro: c for f, c in pares}


def _partes(fila: Revisada, convenio: Convenio) -> list[Parte]:
    lados = ((Lado.SECTOR, "sector", Rol.SOCIO), (Lado.CONTRAPARTE, "contraparte", Rol.FUENTE))
    return [
        Parte(convenio=convenio, organizacion_id=pk, lado=lado, roles=[rol], orden=i)
        for lado, clave, rol in lados
        for i, pk in enumerate(fila.datos[f"{clave}_pk"])
    ]
